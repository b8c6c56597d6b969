"""Libraries written in Rust: what they do not expect ends in a panic, which is no Exception and would end the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def panics_told() -> Iterator[None]:
    """Turns a panic into an OSError, as these libraries raise for what they do expect."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the class cannot be imported
            raise
        raise OSError(f"the library gave up on it: {error}") from error
