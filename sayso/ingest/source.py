"""What is read: a file opened, and in it one report's bytes after the other.

A file may hold one report or thousands. Whatever it holds, each report becomes a Source: its bytes, where they came
from, and what that which held them says about it. Nothing larger than a report is ever held whole.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO

from sayso.errors import IngestError
from sayso.terms import Document, Failure

MOST_BYTES = 20_000_000
HEAD = 8192
"""So many bytes tell what a file is."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How a person wants reports to be read.

    `most_bytes` is the largest report; `fast` takes pages by a quick reader that knows less; `columns` says which
    column of a table is the text, the title and so on.
    """

    most_bytes: int = MOST_BYTES
    fast: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """One report's bytes and where they came from.

    `told` is what the file that holds the report says of it, by the fields of a document; it comes before what the
    report says of itself. `charset` is the encoding a server gave. `read` makes the document; without it the bytes are
    a text or a page.
    """

    location: str
    data: bytes
    told: Mapping[str, Any] = field(default_factory=dict)
    charset: str | None = None
    read: Callable[[Source, Choices], Document] | None = None

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


Sources = Iterator[Source | Failure]


class Opened:
    """A file, or a part of one, open at its beginning; `head` are its first bytes, which stay to be read.

    `depth` counts the archives around it.
    """

    def __init__(self, location: str, stream: BinaryIO, depth: int = 0) -> None:
        self.location = location
        self.depth = depth
        self.head = stream.read(HEAD)
        self.seekable = stream.seekable()
        if self.seekable:
            stream.seek(0)
        self.stream: BinaryIO = stream if self.seekable else io.BufferedReader(_Rejoined(self.head, stream))

    def whole(self, most_bytes: int) -> bytes:
        """All of its bytes.

        Raises:
            IngestError: if they are more than allowed; no more than that is ever held.
        """
        data = self.stream.read(most_bytes + 1)
        if len(data) > most_bytes:
            raise too_large(self.location, most_bytes)
        return data

    def at_hand(self, most_bytes: int) -> BinaryIO:
        """A stream in which one can go back, for a reader that must: what cannot do so is held whole."""
        return self.stream if self.seekable else io.BytesIO(self.whole(most_bytes))


class _Rejoined(io.RawIOBase):
    """A pipe whose first bytes were looked at already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def too_large(location: str, most_bytes: int, what: str = "it") -> IngestError:
    """The error for a report above the limit."""
    return IngestError(
        location, "open", f"{what} is larger than {most_bytes / 1e6:g} MB", "raise --max-size, or cut the file"
    )


def failed(error: IngestError) -> Failure:
    """An error as the line that stands in the place of the report."""
    return Failure(error.location, error.stage, error.reason, error.remedy)


def not_installed(location: str, what: str, extra: str) -> IngestError:
    """The error for a format whose library is not there."""
    return IngestError(
        location,
        "open",
        f"{what} cannot be read without a library that is not installed",
        f'run: pip install "sayso[{extra}]"',
    )
