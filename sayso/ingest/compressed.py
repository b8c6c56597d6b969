"""Gzip around any other format: unpacked as it is read, and no further than is decent."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from sayso.errors import IngestError
from sayso.ingest.source import Choices, Opened, Sources
from sayso.ingest.zips import DEEPEST, MOST_RATIO, SMALL

SUFFIX = ".gz"
GZIP = b"\x1f\x8b"
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


def recognises(head: bytes) -> bool:
    """Whether a file begins like a gzip file."""
    return head.startswith(GZIP)


def sources(opened: Opened, choices: Choices, sources_in: Callable[[Opened, Choices], Sources]) -> Sources:
    """The reports in a gzip file; `sources_in` reads what is inside.

    Raises:
        IngestError: if it is damaged, after what could be read of it; or a bomb.
    """
    if opened.depth >= DEEPEST:
        raise IngestError(opened.location, "open", "it is packed too many times over", "unpack it yourself")
    try:
        inside: Any = io.BufferedReader(_Unpacked(opened))
        yield from sources_in(Opened(opened.location, inside, opened.depth + 1), choices)
    except DAMAGED as error:
        raise IngestError(
            opened.location,
            "open",
            f"the compressed file is cut off or damaged ({error}); what could be unpacked was read",
            "get the file again",
        ) from error


class _Unpacked(io.RawIOBase):
    """The bytes in a gzip file, as long as they are in proportion to those of the file."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._inside: BinaryIO = gzip.GzipFile(fileobj=opened.stream)  # type: ignore[assignment]
        self._packed = len(opened.head)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inside.read(len(buffer))
        buffer[: len(data)] = data
        self._count += len(data)
        if self._opened.seekable:
            self._packed = max(self._packed, self._opened.stream.tell())
        if self._count > max(SMALL, MOST_RATIO * self._packed):
            raise IngestError(
                self._opened.location,
                "open",
                "it may be a bomb: it unpacks to far more than it is",
                "unpack it yourself if you trust it",
            )
        return len(data)
