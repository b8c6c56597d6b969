"""Ingest: from a file, a page or standard input to a Document.

Paths go in; Documents come out, one after the other, with a Failure in the place of each report that cannot be read.
A document's text is what was printed: decoded, never edited; what is not the report in it is marked as such.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from sayso.errors import IngestError
from sayso.ingest import files, frame
from sayso.ingest.boilerplate import is_boilerplate
from sayso.ingest.decoding import decode
from sayso.ingest.language import language_of
from sayso.ingest.metadata import Metadata, Overrides
from sayso.ingest.pages import is_page, read_page
from sayso.ingest.plain import find_frame, split_paragraphs
from sayso.terms import Document, Failure, Region, RegionSpan, Span

MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A report's bytes and where they came from."""

    location: str
    data: bytes


def ingest(
    paths: Iterable[str], metadata: Metadata | None = None, most_bytes: int = MOST_BYTES
) -> Iterator[Document | Failure]:
    """The reports at some paths as Documents; a report that cannot be read comes as a Failure in its place."""
    for found in files.find_reports(paths):
        try:
            if found.error:
                raise found.error
            source = Source(found.location, files.load(found.location, most_bytes))
            yield to_document(source, (metadata or Metadata()).of(found.location))
        except IngestError as error:
            yield Failure(error.location, error.stage, error.reason, error.remedy)


def to_document(source: Source, overrides: Overrides | None = None) -> Document:
    """One report's bytes as a Document.

    Raises:
        IngestError: if it is empty, binary, or a page without an article.
    """
    text, notes = decode(source.data, source.location)
    document = _from_page(source, text) if is_page(text) else from_text(text, source.location, _digest(source.data))
    return _finished(document, overrides or Overrides(), notes)


def from_text(text: str, location: str, sha256: str | None = None) -> Document:
    """A plain text as a Document.

    Raises:
        IngestError: if it holds no word.
    """
    if not any(character.isalnum() for character in text):
        raise IngestError(location, "decode", "there is no word in it", "leave it out, or save the report again")
    paragraphs = split_paragraphs(text)
    found = find_frame(text, paragraphs)
    return _document(
        location,
        sha256 or _digest(text.encode("utf-8", errors="surrogatepass")),
        text,
        paragraphs,
        found.regions,
        title=found.title.of(text) if found.title else None,
        byline=found.byline_name,
        agency=found.agency,
        outlet=found.outlet,
        credit=found.credit.of(text) if found.credit else None,
        spans=found.spans(),
        dateline=found.filed(),
        published=found.published,
    )


def _from_page(source: Source, html: str) -> Document:
    page = read_page(html, source.location)
    blocks = [page.title, *page.paragraphs] if page.title else page.paragraphs
    text = "\n\n".join(blocks)
    paragraphs = split_paragraphs_of_page(blocks)
    body = paragraphs[1:] if page.title else paragraphs
    regions = [RegionSpan(Region.TITLE, paragraphs[0])] if page.title else []
    regions += [RegionSpan(Region.QUOTED_POST, body[n]) for n in sorted(page.quoted)]
    regions += [RegionSpan(Region.DECK, body[n]) for n in sorted(page.decks)]
    regions += [RegionSpan(Region.BOILERPLATE, span) for span in body if is_boilerplate(span.of(text))]
    found = find_frame(text, [span for number, span in enumerate(body) if number not in page.decks])
    agency = found.agency or (frame.agency_in(page.author) if page.author else None)
    if found.dateline:
        regions.append(RegionSpan(Region.DATELINE, found.dateline.span))
    return _document(
        source.location,
        _digest(source.data),
        text,
        paragraphs,
        sorted(regions, key=lambda region: region.span),
        title=page.title,
        byline=None if page.author and page.author == agency else page.author or found.byline_name,
        agency=agency,
        outlet=page.outlet or found.outlet,
        credit=found.credit.of(text) if found.credit else None,
        spans=msgspec.structs.replace(found.spans(), title=paragraphs[0] if page.title else None),
        dateline=found.filed(),
        published=page.published or found.published,
        url=page.url,
        language=page.language,
        notes=page.notes,
    )


def split_paragraphs_of_page(blocks: list[str]) -> list[Span]:
    """Where the blocks stand once they are joined by blank lines."""
    spans, place = [], 0
    for block in blocks:
        spans.append(Span(place, place + len(block)))
        place += len(block) + 2
    return spans


def _document(
    location: str, sha256: str, text: str, paragraphs: list[Span], regions: list[RegionSpan], **known: object
) -> Document:
    boilerplate = {region.span for region in regions if region.region is Region.BOILERPLATE}
    body = [span for span in paragraphs if span not in boilerplate]
    return Document(
        id=f"d{sha256[:16]}",
        location=location,
        sha256=sha256,
        text=text,
        paragraphs=paragraphs,
        body=body,
        regions=regions,
        **known,  # type: ignore[arg-type]
    )


def _finished(document: Document, overrides: Overrides, notes: list[str]) -> Document:
    """With the values a person gave, the language, and all notes."""
    told = {
        name: value for name in ("outlet", "title", "byline", "agency", "url") if (value := getattr(overrides, name))
    }
    published = frame.parse_published(overrides.published) if overrides.published else document.published
    language = document.language if document.language not in (None, "en") else None
    body = " ".join(span.of(document.text) for span in document.body[:30])
    language = language_of(body) or language or document.language
    every_note = [*notes, *document.notes]
    if language and language != "en":
        every_note.append(
            f'the report is in another language ("{language}"); sayso reads English, so it is kept unread'
        )
    if body.count('"') % 2:
        every_note.append("an odd number of quotation marks")
    return msgspec.structs.replace(document, published=published, language=language, notes=every_note, **told)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
