"""NITF, the News Industry Text Format, 3.0 to 3.6: one story a file, or as the body of another format."""

from __future__ import annotations

from typing import Any

from sayso.ingest.blocks import Block, blocks_of, text_of
from sayso.ingest.decoding import decode
from sayso.ingest.documents import from_story
from sayso.ingest.frame import agency_in, is_agency
from sayso.ingest.newswire.moments import moment_of
from sayso.ingest.newswire.stories import held_back, with_blocks, with_dateline
from sayso.ingest.source import Choices, Opened, Source, Sources
from sayso.ingest.story import Story
from sayso.ingest.xml import parse
from sayso.terms import Document, Wire

ROOT = "nitf"
WITHDRAWN = frozenset(["canceled", "cancelled", "killed"])


def sources(opened: Opened, choices: Choices) -> Sources:
    """The one story of a file."""
    yield Source(opened.location, opened.whole(choices.most_bytes), read=read)


def read(source: Source, choices: Choices) -> Document:
    """An NITF file as a Document.

    Raises:
        IngestError: if the XML is damaged, brings entities of its own, or there is no word in it.
    """
    text, notes = decode(source.data, source.location)
    story = story_of(parse(text, source.location))
    story.notes[:0] = notes
    return from_story(story, source)


def story_of(root: Any) -> Story:
    """What an NITF element tells."""
    head = {name: _first(root, f"body/body.head/{name}") for name in ("hedline", "byline", "distributor", "abstract")}
    data = _first(root, "head/docdata")
    holder = _attribute(data, "doc.copyright", "holder")
    sender = text_of(head["distributor"]) or holder
    story = Story(
        title=text_of(_first(head["hedline"], "hl1")) or text_of(_first(root, "head/title")),
        paragraphs=[],
        author=_byline(head["byline"]),
        agency=sender if sender and (is_agency(sender) or agency_in(sender)) else None,
        outlet=_attribute(_first(root, "head"), "pubdata", "name")
        or (None if sender and is_agency(sender) else sender),
        credit=text_of(_first(root, "body/body.end/tagline")),
        published=moment_of(_attribute(data, "date.issue", "norm") or _attribute(data, "date.release", "norm"))
        or moment_of(_attribute(_first(root, "head"), "pubdata", "date.publication")),
        wire=_wire(data),
        notes=held_back(data.get("management-status") if data is not None else None),
    )
    body = with_dateline(blocks_in(root), _dateline(_first(root, "body/body.head/dateline")))
    return with_blocks(story, [*_decks(head), *body], whole=bool(body))


def blocks_in(root: Any) -> list[Block]:
    """The paragraphs of a story's body."""
    return [block for content in _every(root, "body/body.content") for block in blocks_of(content)]


def _decks(head: dict[str, Any]) -> list[Block]:
    """Second headline and abstract, which stand before the body."""
    return [(text, "head") for one in (_first(head["hedline"], "hl2"), head["abstract"]) if (text := text_of(one))]


def _dateline(element: Any) -> str | None:
    """Place and day as papers print them; the place, where it is marked, in capitals."""
    printed, place = text_of(element) or "", text_of(_first(element, "location")) or ""
    day = printed.removeprefix(place).strip(" ,")
    return ", ".join(filter(None, (place.upper(), day))) or None


def _wire(data: Any) -> Wire | None:
    if data is None:
        return None
    urgency = _attribute(data, "urgency", "ed-urg") or ""
    return Wire(
        item=_attribute(data, "doc-id", "id-string"),
        edition=_attribute(data, "du-key", "version") or _attribute(data, "du-key", "generation"),
        slug=_attribute(data, "du-key", "key") or _attribute(data, "fixture", "fix-id"),
        urgency=int(urgency) if urgency.isdigit() else None,
        corrects=_attribute(data, "correction", "id-string"),
        withdrawn=(data.get("management-status") or "").lower() in WITHDRAWN,
        note=_attribute(data, "ed-msg", "info") or _attribute(data, "correction", "info"),
    )


def _byline(element: Any) -> str | None:
    """Who signs, without the "By" and without what they do."""
    if element is None:
        return None
    named = [text for person in _every(element, "person") if (text := text_of(person))]
    printed = ", ".join(named) or text_of(element) or ""
    return printed.removeprefix("By ").removeprefix("by ").removeprefix("BY ").strip() or None


def _every(element: Any, path: str) -> list[Any]:
    """The elements at a path below an element, whatever their namespace."""
    found = [] if element is None else [element]
    for name in path.split("/"):
        found = [
            child
            for one in found
            for child in one
            if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name
        ]
    return found


def _first(element: Any, path: str) -> Any:
    return next(iter(_every(element, path)), None)


def _attribute(element: Any, child: str, name: str) -> str | None:
    found = _first(element, child)
    return ((found.get(name) or "").strip() or None) if found is not None else None
