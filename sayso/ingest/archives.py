"""Web archives: the pages that a crawler or a browser kept in a WARC file, each with its address, time and offset.

Records are read one after the other, and each is decoded by itself, so that a broken one costs nothing but itself. What
follows a record proves its length: a page is given only when the next record was found where it should be.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from sayso.errors import IngestError
from sayso.ingest.panics import panics_told
from sayso.ingest.source import HEAD, Choices, Opened, Source, Sources, failed, too_large
from sayso.ingest.xml import root_of
from sayso.terms import Failure

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4")
GZIP = b"\x1f\x8b\x08"
PACKINGS = {GZIP: "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"\x04\x22\x4d\x18": "lz4"}
"""How a compressed archive begins, and each record in it: what crawlers write, and Zstandard and LZ4, which save room."""
PLAIN = b"WARC/1."
PAGES = ("text/html", "application/xhtml+xml")
ENVELOPE = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
CHUNK = 1 << 20
REMEDY = "the other records were read; fetch the page again, or the archive from where it came"
LOST = "what may follow it in the pipe was not read; save the archive to a file, and give that"


def recognises(head: bytes) -> bool:
    """Whether a file begins like a WARC file, compressed or not."""
    packing = _packing_of(head)
    if packing is None:
        return head.startswith(b"WARC/")
    try:
        with panics_told():
            return bool(_undone(PACKINGS[packing], io.BytesIO(head)).read(5) == b"WARC/")
    except OSError:
        return False


def sources(opened: Opened, choices: Choices) -> Sources:
    """The pages of a web archive, each once however often it was fetched.

    Raises:
        IngestError: if it holds none.
    """
    seen: set[bytes] = set()
    found = False
    for page in _Archive(opened, choices.most_bytes).pages():
        found = True
        if isinstance(page, Source):
            key = bytes.fromhex(page.sha256)[:16]
            if key in seen:
                continue
            seen.add(key)
        yield page
    if not found:
        raise IngestError(opened.location, "extract", "there is no page in the archive", "leave it out")


class _Record(NamedTuple):
    """A record whose length is not proven yet, and what it gives."""

    offset: int
    gives: Source | Failure | None


class _Archive:
    """One WARC file on its way from its first record to its last."""

    def __init__(self, opened: Opened, most_bytes: int) -> None:
        self.location = opened.location
        self.stream = opened.stream
        self.seekable = opened.seekable
        self.packing = _packing_of(opened.head)
        self.most_bytes = most_bytes
        self.count = 0
        self.held: _Record | None = None
        self.last = -1
        """Where the last record begins that was found."""
        self.apart = True
        """Whether each record can be had by its offset: not where a file was compressed as a whole."""

    def pages(self) -> Iterator[Source | Failure]:
        """Every page; behind a damage from the next record on that can be found."""
        start: int | None = 0
        while start is not None:
            before, self.held = self.count, None
            try:
                with panics_told():
                    yield from self._pages_from(start)
            except OSError as error:
                if self.count > before or not start:  # else this was no record, only what looked like one
                    yield from self._at_damage(error)
                start = self._next_record(max(self.last, start) + 1)
            else:
                swallowed = self.held is not None and isinstance(self.held.gives, Failure)
                start = self._next_record(max(self.last, start) + 1) if swallowed else None

    def _pages_from(self, start: int) -> Iterator[Source | Failure]:
        """The pages up to the end, or to the next damage; the last one before a damage is left in `held`."""
        for record in self._records(start):
            if self.held and self.held.gives:
                yield self.held.gives
            self.held = record
        if self.held and self.held.gives:
            yield self.held.gives
        if not (self.held and isinstance(self.held.gives, Failure)) and self._is_cut_off():
            yield self._failure(f"after={self.last}", "the archive is cut off in the middle of a record")

    def _at_damage(self, error: OSError) -> Iterator[Source | Failure]:
        """What is left of the record before a damage, and the damage."""
        held = self.held
        wrong_length = "header" in str(error)
        if held and isinstance(held.gives, Failure):
            yield held.gives
        elif held and wrong_length and not self._is_whole(held.offset):
            yield self._failure(f"offset={held.offset}", "the record is not as long as it says", lost=not self.seekable)
        else:
            if held and held.gives:
                yield held.gives
            place = f"after={held.offset}" if held else "offset=0"
            yield self._failure(place, f"what follows is damaged ({error})", lost=not self.seekable)

    def _records(self, start: int) -> Iterator[_Record]:
        from fastwarc.warc import ArchiveIterator

        if start:
            self.stream.seek(start)
        stream: Any = self.stream if self.seekable else _Pipe(self.stream)
        for record in ArchiveIterator(stream, parse_http=False):
            self.count += 1
            if self.packing and self.count == 2:
                self.apart = self._begins_at(record.stream_pos)
            if self.apart:
                self.last = record.stream_pos
            yield self._read(record, f"offset={record.stream_pos}" if self.apart else f"record={self.count}")

    def _read(self, record: Any, place: str) -> _Record:
        """What a record gives: a page, a failure, or nothing that concerns us."""
        from fastwarc.warc import WarcRecordType

        offset = record.stream_pos
        length = record.headers.get("Content-Length")
        if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
            return _Record(offset, None)
        if length is None or not length.isdigit():
            return _Record(offset, self._failure(place, "the record does not say how long it is"))
        if record.record_type == WarcRecordType.resource and not _is_page(record.headers.get("Content-Type")):
            return _Record(offset, None)
        if int(length) > self.most_bytes:
            return _Record(offset, self._oversized(record, place, int(length)))
        block = record.reader.read()
        if len(block) < int(length):
            why = "the record is cut off, or not as long as it says"
            return _Record(offset, self._failure(place, why, lost=not self.seekable))
        cut = record.headers.get("WARC-Truncated")
        told = {
            "url": record.headers.get("WARC-Target-URI"),
            "retrieved": _captured(record),
            "notes": [f"cut off when it was fetched ({cut})"] if cut else [],
        }
        if record.record_type == WarcRecordType.resource:
            return _Record(offset, Source(f"{self.location}#{place}", block, told))
        return _Record(offset, self._page(block, place, told))

    def _oversized(self, record: Any, place: str, length: int) -> Failure | None:
        """What to say of a record that is larger than a report may be: nothing, if it is a film."""
        left = self._bytes_after(record.stream_pos)
        if left is not None and length > left and not self.packing:
            return self._failure(place, "the record is not as long as it says")
        if self._page(record.reader.read(HEAD), place, {}) is None:
            return None
        return failed(too_large(f"{self.location}#{place}", self.most_bytes))

    def _page(self, block: bytes, place: str, told: dict[str, Any]) -> Source | Failure | None:
        """The page of an HTTP response, decoded apart from the stream: one that breaks off takes nothing with it."""
        head = HEAD_ENDS.search(block)
        end = head.end() if head else len(block)
        try:
            response = _response(block[:end])
            response.parse_http(quirks_mode=True)
            if not 200 <= (response.http_headers.status_code or 0) < 300 or not _is_page(response.http_content_type):
                return None
            body = _decoded(block[end:], response.http_headers, self.most_bytes + 1)
        except OSError as error:
            return self._failure(place, f"the response cannot be decoded ({_short(error)})")
        if len(body) > self.most_bytes:
            return failed(too_large(f"{self.location}#{place}", self.most_bytes))
        return Source(f"{self.location}#{place}", body, told, response.http_charset)

    def _failure(self, place: str, reason: str, *, lost: bool = False) -> Failure:
        return Failure(f"{self.location}#{place}", "extract", reason, LOST if lost else REMEDY)

    def _is_whole(self, offset: int) -> bool:
        """Whether a record's bytes are those it was written with, by its own digest."""
        from fastwarc.warc import ArchiveIterator

        if not self.seekable:
            return False
        self.stream.seek(offset)
        try:
            record = next(ArchiveIterator(self.stream, parse_http=False, verify_digests=True), None)
        except OSError:
            return False
        return record is not None and record.stream_pos == offset

    def _next_record(self, after: int) -> int | None:
        """Where the next record may begin; None at the end, or where one cannot go back."""
        if not self.seekable:
            return None
        mark = self.packing or b"\n" + PLAIN
        return _find(self.stream, mark, after, skip=0 if self.packing else 1)

    def _begins_at(self, offset: int) -> bool:
        """Whether a compressed record begins at an offset; of a pipe it is taken for granted."""
        if not self.seekable:
            return True
        here = self.stream.tell()
        self.stream.seek(offset)
        begin = self.stream.read(len(self.packing or b""))
        self.stream.seek(here)
        return begin == self.packing

    def _bytes_after(self, offset: int) -> int | None:
        if not self.seekable:
            return None
        here = self.stream.tell()
        end = self.stream.seek(0, 2)
        self.stream.seek(here)
        return end - offset

    def _is_cut_off(self) -> bool:
        """Whether the file ends within a record; of a pipe nobody can tell."""
        if not self.seekable or self.last < 0:
            return False
        if self.packing:  # what is cut off of the other packings breaks off within a record, which is seen there
            return self.packing == GZIP and not _ends_whole(self.stream, self.last)
        self.stream.seek(max(self.last, (self._bytes_after(0) or 0) - 4))
        return self.stream.read() != b"\r\n\r\n"


class _Pipe:
    """A stream that cannot go back, for a reader that only wants to know where it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        """How many were read."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Nowhere but here."""
        if (offset, whence) not in ((0, 1), (self._place, 0)):
            raise io.UnsupportedOperation("a pipe cannot go back")
        return self._place


def _response(block: bytes) -> Any:
    """A record of its own around the bytes of an HTTP response."""
    from fastwarc.warc import WarcRecord

    record = WarcRecord.from_bytes(ENVELOPE % len(block) + block + b"\r\n\r\n")
    record.is_http = True
    return record


def _decoded(body: bytes, headers: Mapping[str, str], most: int) -> bytes:
    """The body of a response that was sent compressed or in pieces, never more of it than is wanted.

    Raises:
        OSError: if it is not in the codings that its server gives, and no page as it stands either.
    """
    said = ",".join(headers.get(name) or "" for name in ("Content-Encoding", "Transfer-Encoding"))
    codings = [coding for one in said.split(",") if (coding := one.strip().lower())]
    stream: Any = io.BytesIO(body)
    try:
        with panics_told():
            for coding in reversed(codings):
                stream = _undone(coding, stream)
            return bytes(stream.read(most))
    except OSError:
        if root_of(body[:HEAD]) == "html":  # a browser unpacked it before it was kept, under the headers as they came
            return body
        raise


def _undone(coding: str, stream: Any) -> Any:
    """A stream in which one coding is undone as it is read, and no further; one that nobody knows is none."""
    from fastwarc import stream_io

    match coding:
        case "gzip" | "x-gzip":
            return stream_io.GzipReader(stream)
        case "deflate":
            return stream_io.GzipReader(stream, zlib=True)
        case "br":
            return stream_io.BrotliReader(stream)
        case "zstd":
            return stream_io.ZstdReader(stream)
        case "lz4":
            return stream_io.Lz4Reader(stream)
        case "chunked":
            return stream_io.ChunkedReader(stream)
    return stream


def _packing_of(head: bytes) -> bytes | None:
    """The mark that each record of a compressed archive begins with."""
    return next((mark for mark in PACKINGS if head.startswith(mark)), None)


def _short(error: OSError) -> str:
    """What a library says of an error, less the page that it quotes."""
    return str(error).split(":", 1)[0]


def _is_page(content_type: str | None) -> bool:
    return bool(content_type) and str(content_type).split(";")[0].strip().lower() in PAGES


def _captured(record: Any) -> str | None:
    return record.record_date.isoformat(timespec="seconds") if record.record_date else None


def _find(stream: BinaryIO, mark: bytes, after: int, skip: int) -> int | None:
    """Where some bytes stand next in a stream, a chunk at a time."""
    stream.seek(after)
    place, kept = after, b""
    while chunk := stream.read(CHUNK):
        window = kept + chunk
        if (hit := window.find(mark)) >= 0:
            return place - len(kept) + hit + skip
        place += len(chunk)
        kept = window[-(len(mark) - 1) :]
    return None


def _ends_whole(stream: BinaryIO, start: int) -> bool:
    """Whether the last compressed member of a stream is complete, a chunk at a time."""
    stream.seek(start)
    member = zlib.decompressobj(31)
    try:
        while chunk := stream.read(CHUNK):
            while chunk:
                if member.eof:
                    member = zlib.decompressobj(31)
                member.decompress(chunk, CHUNK)
                chunk = member.unconsumed_tail or member.unused_data
    except zlib.error:
        return False
    return member.eof
