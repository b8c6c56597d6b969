"""Text or story to Document: where the paragraphs, the title and the dateline stand, and what is not the report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from sayso.errors import IngestError
from sayso.ingest import frame
from sayso.ingest.boilerplate import is_boilerplate
from sayso.ingest.language import language_of
from sayso.ingest.metadata import Overrides
from sayso.ingest.plain import find_frame, split_paragraphs
from sayso.ingest.source import Source
from sayso.ingest.story import Story
from sayso.terms import Document, Region, RegionSpan, Span

OVERRIDABLE = ("outlet", "title", "byline", "agency", "url")


def from_text(text: str, location: str, sha256: str | None = None, paragraphs: list[Span] | None = None) -> Document:
    """A plain text as a Document; its paragraphs are found unless they are known.

    Raises:
        IngestError: if it holds no word.
    """
    _check_words(text, location)
    paragraphs = split_paragraphs(text) if paragraphs is None else paragraphs
    found = find_frame(text, paragraphs)
    return _document(
        location,
        sha256 or hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest(),
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


def from_story(story: Story, source: Source) -> Document:
    """A story as a Document: headline, blank line, paragraphs.

    Raises:
        IngestError: if it holds no word, unless it only says that an earlier one is withdrawn.
    """
    blocks = [story.title, *story.paragraphs] if story.title else story.paragraphs
    text = "\n\n".join(blocks)
    if not (story.wire and story.wire.withdrawn):
        _check_words(text, source.location)
    paragraphs = spans_of(blocks)
    body = paragraphs[1:] if story.title else paragraphs
    regions = [RegionSpan(Region.TITLE, paragraphs[0])] if story.title else []
    regions += [RegionSpan(Region.QUOTED_POST, body[n]) for n in sorted(story.quoted)]
    regions += [RegionSpan(Region.DECK, body[n]) for n in sorted(story.decks)]
    regions += [RegionSpan(Region.CAPTION, body[n]) for n in sorted(story.captions)]
    regions += [RegionSpan(Region.BOILERPLATE, span) for span in body if is_boilerplate(span.of(text))]
    found = find_frame(text, [span for n, span in enumerate(body) if n not in story.decks | story.captions])
    agency = story.agency or found.agency or (frame.agency_in(story.author) if story.author else None)
    if found.dateline:
        regions.append(RegionSpan(Region.DATELINE, found.dateline.span))
    return _document(
        source.location,
        source.sha256,
        text,
        paragraphs,
        sorted(regions, key=lambda region: region.span),
        title=story.title,
        byline=None if story.author and story.author == agency else story.author or found.byline_name,
        agency=agency,
        outlet=story.outlet or found.outlet,
        credit=story.credit or (found.credit.of(text) if found.credit else None),
        spans=msgspec.structs.replace(found.spans(), title=paragraphs[0] if story.title else None),
        dateline=found.filed(),
        published=story.published or found.published,
        url=story.url,
        language=story.language,
        summary=story.summary,
        wire=story.wire,
        notes=story.notes,
    )


def spans_of(blocks: list[str]) -> list[Span]:
    """Where the blocks stand once they are joined by blank lines."""
    spans, place = [], 0
    for block in blocks:
        spans.append(Span(place, place + len(block)))
        place += len(block) + 2
    return spans


def finished(document: Document, told: Mapping[str, Any], overrides: Overrides) -> Document:
    """With what its container and then a person says of it, the language, and all notes."""
    values: dict[str, Any] = {name: value for name, value in told.items() if value}
    values |= {name: value for name in OVERRIDABLE if (value := getattr(overrides, name))}
    if overrides.published:
        values["published"] = frame.parse_published(overrides.published)
    printed = str(values.pop("language", document.language) or "")
    language = printed if printed != "en" else None
    body = " ".join(span.of(document.text) for span in document.body[:30])
    language = language_of(body) or language or printed or None
    notes = [*document.notes, *values.pop("notes", ())]
    if language and language != "en":
        notes.append(f'the report is in another language ("{language}"); sayso reads English, so it is kept unread')
    if body.count('"') % 2:
        notes.append("an odd number of quotation marks")
    return msgspec.structs.replace(document, **values, language=language, notes=notes)


def _check_words(text: str, location: str) -> None:
    if not any(character.isalnum() for character in text):
        raise IngestError(location, "decode", "there is no word in it", "leave it out, or save the report again")


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
