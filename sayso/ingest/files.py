"""Where reports are, and which format each file is of: by its first bytes, and by its name where these do not tell."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.errors import IngestError
from sayso.ingest import archives, compressed, feeds, mail, newswire, pdf, tables, zips
from sayso.ingest.decoding import decode
from sayso.ingest.documents import from_story, from_text
from sayso.ingest.pages import is_page, read_page, read_page_quickly
from sayso.ingest.source import HEAD, Choices, Opened, Source, Sources, failed
from sayso.ingest.xml import root_of
from sayso.terms import Document

TEXT_SUFFIXES = (".txt", ".text", ".md")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
STDIN = "-"


class Format(NamedTuple):
    """A format: how its files are told from others, and how to get at the reports in one.

    `many` says that a file may hold any number of reports.
    """

    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    sources: Callable[[Opened, Choices], Sources]
    many: bool = False


def read_text_or_page(source: Source, choices: Choices) -> Document:
    """A text or a page as a Document.

    Raises:
        IngestError: if it is empty, binary, or a page without an article.
    """
    text, notes = decode(source.data, source.location, source.charset)
    if is_page(text):
        read = read_page_quickly if choices.fast else read_page
        document = from_story(read(text, source.location), source)
    else:
        document = from_text(text, source.location, source.sha256)
    return msgspec.structs.replace(document, notes=[*notes, *document.notes])


def _text_or_page(opened: Opened, choices: Choices) -> Sources:
    yield Source(opened.location, opened.whole(choices.most_bytes))


def _in_zip(opened: Opened, choices: Choices) -> Sources:
    return zips.sources(opened, choices, sources_in, _is_report)


def _in_gzip(opened: Opened, choices: Choices) -> Sources:
    return compressed.sources(opened, choices, sources_in)


def _unknown_xml(opened: Opened, choices: Choices) -> Sources:
    raise IngestError(
        opened.location,
        "open",
        f"it is XML that sayso does not know (<{root_of(opened.head) or '?'}>)",
        "give NITF, NewsML-G2, RSS, Atom or a page; or save the report as text",
    )


FORMATS = (
    Format(pdf.SUFFIXES, pdf.recognises, pdf.sources),
    Format(archives.SUFFIXES, archives.recognises, archives.sources, many=True),
    Format(zips.SUFFIXES, zips.recognises, _in_zip, many=True),
    Format((), compressed.recognises, _in_gzip, many=True),
    Format(feeds.SUFFIXES, feeds.recognises, feeds.sources, many=True),
    Format(newswire.SUFFIXES, newswire.recognises, newswire.sources, many=True),
    Format(mail.SUFFIXES, mail.recognises, mail.sources, many=True),
    Format(tables.SUFFIXES, tables.recognises, tables.sources, many=True),
    Format((".xml",), lambda head: head.lstrip()[:5] == b"<?xml" and root_of(head) != "html", _unknown_xml),
)
"""In this order they are asked whether a file is theirs."""
TEXT = Format(TEXT_SUFFIXES + PAGE_SUFFIXES, lambda head: root_of(head) == "html", _text_or_page)
SUFFIXES = tuple(dict.fromkeys(suffix for format in (TEXT, *FORMATS) for suffix in format.suffixes))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, or the error that stands in its place."""

    location: str
    error: IngestError | None = None

    @property
    def many(self) -> bool:
        """Whether it may hold any number of reports, as far as its name tells."""
        return self.location == STDIN or any(
            format.many and _plain_name(self.location).endswith(format.suffixes) for format in FORMATS
        )


def find_reports(paths: Iterable[str]) -> Iterator[Found]:
    """Each file once, in order: files as they are, folders and globs by the suffixes sayso reads."""
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path):
            if found.location not in seen:
                seen.add(found.location)
                yield found


def _expand(path: str) -> Iterator[Found]:
    if path == STDIN:
        yield Found(STDIN)
    elif path.startswith(("http://", "https://")):
        yield _not_found(path, "this is an address, and sayso fetches nothing", "save the page and give the file")
    elif Path(path).is_dir():
        yield from _in_folder(Path(path))
    elif Path(path).exists():
        yield Found(path)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield _not_found(path, "nothing matches this pattern", "check the pattern")
        for match in matches:
            yield from _expand(match)
    else:
        yield _not_found(path, "there is no such file or folder", "check the path")


def _in_folder(folder: Path) -> Iterator[Found]:
    try:
        files = sorted(
            file for file in folder.rglob("*") if file.is_file() and _is_report(str(file), partial(_head_of, file))
        )
    except OSError as error:
        yield _not_found(str(folder), f"the folder cannot be opened ({error.strerror})", "check its permissions")
        return
    if not files:
        known = ", ".join(SUFFIXES)
        yield _not_found(str(folder), f"no report in the folder (sayso takes {known})", "give the files themselves")
    yield from (Found(str(file)) for file in files)


def _not_found(path: str, reason: str, remedy: str) -> Found:
    return Found(path, IngestError(path, "find", reason, remedy))


def sources_at(found: Found, choices: Choices) -> Sources:
    """The reports in a file; what goes wrong with the file as a whole is a failure among them."""
    try:
        if found.error:
            raise found.error
        with _opened(found.location) as opened:
            yield from sources_in(opened, choices)
    except IngestError as error:
        yield failed(error)


def sources_in(opened: Opened, choices: Choices) -> Sources:
    """The reports in whatever was opened, by its format.

    Raises:
        IngestError: if it is damaged as a whole, or nothing that sayso reads.
    """
    empty = True
    for source in _format_of(opened).sources(opened, choices):
        empty = False
        yield source
    if empty:
        raise IngestError(opened.location, "extract", "there is no report in it", "leave it out, or save it again")


def _format_of(opened: Opened) -> Format:
    """By what it begins with; else by its name; else it is a text."""
    formats = (*FORMATS, TEXT)
    by_content = (format for format in formats if format.recognises(opened.head))
    by_name = (format for format in formats if _plain_name(opened.location).endswith(format.suffixes))
    return next(by_content, None) or next(by_name, None) or TEXT


def _is_report(name: str, head: Callable[[], bytes]) -> bool:
    """Whether a file that nobody named is worth reading: by its name, and where it is a table by its columns."""
    return _plain_name(name).endswith(SUFFIXES) and (not tables.is_csv(name) or tables.holds_reports(head()))


def _plain_name(name: str) -> str:
    return name.lower().removesuffix(compressed.SUFFIX)


def _head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


@contextmanager
def _opened(location: str) -> Iterator[Opened]:
    try:
        if location == STDIN:
            yield Opened(location, sys.stdin.buffer)
        else:
            with open(location, "rb") as file:
                yield Opened(location, file)
    except OSError as error:
        reason = (
            "no permission to read it"
            if isinstance(error, PermissionError)
            else f"it cannot be opened ({error.strerror or error})"
        )
        raise IngestError(location, "open", reason, "check the file and its permissions") from error
