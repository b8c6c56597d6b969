"""Feeds: RSS, Atom and JSON Feed files, an entry a report.

An entry that carries its article is a report; one that only says what the article is about is kept as a summary, which
a case never counts as a voice. Nothing that a feed points to is fetched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.errors import IngestError
from sayso.ingest.blocks import Block, blocks_of_html
from sayso.ingest.decoding import decode
from sayso.ingest.documents import from_story
from sayso.ingest.frame import is_agency, parse_published
from sayso.ingest.objects import decode_json, objects_in
from sayso.ingest.source import Choices, Opened, Source, Sources
from sayso.ingest.story import Story
from sayso.ingest.xml import check_entities, root_of
from sayso.terms import Document, Failure

SUFFIXES = (".rss", ".atom", ".rdf", ".xml", ".json")
ROOTS = frozenset(["rss", "feed", "RDF"])
JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
LEAST_FULL = 120
"""Words from which on a description is the article itself; what agencies and papers put into feeds as a teaser is shorter."""
BROKEN_OFF = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.|&#8230;)\]|\b(?:read|continue reading|read the full)\b[^.]{0,40})\s*[»›>→]*\s*$",
    re.IGNORECASE,
)
"""How a teaser ends."""
BREAKS_OFF = "the feed is damaged, and this entry is its last: it may not be whole"


def recognises(head: bytes) -> bool:
    """Whether a file begins like a feed."""
    return root_of(head) in ROOTS or (head.lstrip()[:1] == b"{" and bool(JSON_FEED.search(head)))


def sources(opened: Opened, choices: Choices) -> Sources:
    """The entries of a feed.

    Raises:
        IngestError: if it cannot be read, or has no entry.
    """
    data = opened.whole(choices.most_bytes)
    entries = _of_json(opened.location, data) if data.lstrip()[:1] == b"{" else _of_xml(opened.location, data)
    number = 0
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, Failure):
            yield entry
        else:
            yield Source(f"{opened.location}#entry={number}", msgspec.json.encode(entry, order="sorted"), read=read)
    if not number:
        raise IngestError(opened.location, "extract", "the feed has no entries", "save the feed again when it has some")


class Entry(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a feed says of one report."""

    title: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    feed: str | None = None
    source: str | None = None
    content: str | None = None
    summary: str | None = None
    notes: list[str] = []


def read(source: Source, choices: Choices) -> Document:
    """An entry as a Document.

    Raises:
        IngestError: if it holds no word.
    """
    entry = msgspec.json.decode(source.data, type=Entry)
    full, summary = _blocks(entry.content), _blocks(entry.summary)
    blocks = full if _is_full(full, LEAST_FULL // 4) else summary if _is_full(summary, LEAST_FULL) else []
    credited = entry.source if entry.source != entry.feed else None
    story = Story(
        title=" ".join(text for text, _ in _blocks(entry.title)) or None,
        paragraphs=[],
        author=entry.author,
        outlet=entry.feed if credited and is_agency(credited) else credited or entry.feed,
        agency=credited if credited and is_agency(credited) else None,
        credit=credited,
        url=entry.url,
        published=parse_published(entry.published) if entry.published else None,
        language=entry.language,
        summary=not blocks,
        notes=entry.notes,
    )
    story.set_blocks(blocks or full or summary)
    return from_story(story, source)


def _blocks(markup: str | None) -> list[Block]:
    return blocks_of_html(markup) if markup else []


def _is_full(blocks: list[Block], least: int) -> bool:
    """Whether these are an article, not what is to make one read it."""
    words = sum(len(text.split()) for text, _ in blocks)
    return words >= least and not BROKEN_OFF.search(blocks[-1][0][-80:])


def _of_xml(location: str, data: bytes) -> Iterator[Entry | Failure]:
    """The entries of an RSS or Atom feed; where it is cut off, those before and a failure for the rest."""
    import feedparser

    text, notes = decode(data, location)
    check_entities(text, location)
    # given as a stream, since what looks like an address or a file name would be opened
    stream = io.BytesIO(text.encode("utf-8", errors="replace"))
    found: Any = feedparser.parse(stream, response_headers={"content-type": "application/xml; charset=utf-8"})
    for number, one in enumerate(found.entries, start=1):
        cut = found.bozo and number == len(found.entries)
        yield _entry(one, found.feed, [*notes, BREAKS_OFF] if cut else notes)
    if found.bozo and not found.version:
        raise IngestError(location, "extract", f"the feed is damaged ({found.bozo_exception})", "save the feed again")
    if found.bozo:
        yield Failure(
            location,
            "extract",
            f"the feed is damaged ({found.bozo_exception}); {len(found.entries)} entries were read",
            "save the feed again",
        )


def _entry(one: Any, feed: Any, notes: list[str]) -> Entry:
    full = max((content.value for content in one.get("content", ()) if content.value), key=len, default=None)
    return Entry(
        title=one.get("title"),
        url=_address(one.get("link")),
        author=one.get("author"),
        published=one.get("published") or one.get("updated"),
        language=_language(one, feed),
        feed=feed.get("title"),
        source=one.get("source", {}).get("title"),
        content=full,
        summary=one.get("summary"),
        notes=notes,
    )


def _language(one: Any, feed: Any) -> str | None:
    said = one.get("title_detail", {}).get("language") or feed.get("language")
    return str(said)[:2].lower() if said else None


def _address(link: Any) -> str | None:
    return str(link) if link and str(link).startswith("http") else None


class JsonFeed(msgspec.Struct):
    """A JSON Feed, version 1 or 1.1, as far as it concerns reports."""

    title: str | None = None
    language: str | None = None
    items: list[dict[str, Any]] = []


def _of_json(location: str, data: bytes) -> Iterator[Entry]:
    feed: JsonFeed = decode_json(data, location, JsonFeed)
    for item in feed.items:
        authors = objects_in(item.get("authors")) or objects_in([item.get("author")])
        yield Entry(
            title=_string(item.get("title")),
            url=_address(item.get("external_url") or item.get("url")),
            author=", ".join(name for one in authors if (name := _string(one.get("name")))) or None,
            published=_string(item.get("date_published") or item.get("date_modified")),
            language=(_string(item.get("language") or feed.language) or "")[:2].lower() or None,
            feed=feed.title,
            content=_string(item.get("content_html")) or _string(item.get("content_text")),
            summary=_string(item.get("summary")),
        )


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
