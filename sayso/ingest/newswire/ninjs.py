"""ninjs, news in JSON: the flat fields of version 1, the lists of version 2, the camel case of version 3.

The versions differ in how they spell and nest; read without case and marks, one name fits all of them.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from sayso.errors import IngestError
from sayso.ingest.blocks import Block, blocks_of_html
from sayso.ingest.documents import from_story
from sayso.ingest.frame import is_agency
from sayso.ingest.newswire.moments import moment_of
from sayso.ingest.newswire.stories import held_back, with_blocks
from sayso.ingest.objects import BAD_JSON, decode_json, objects_in
from sayso.ingest.source import Choices, Opened, Source, Sources
from sayso.ingest.story import Story
from sayso.terms import Document, Failure, Wire

STANDARD = re.compile(rb'"name"\s*:\s*"ninjs"|std\\?/ninjs\\?/')
OF_ITS_OWN = re.compile(
    rb'"(?:body_(?:xhtml|html|text|main|richtext)|headline_\w+|versioncreated|versionCreated|pubstatus|pubStatus|bodies|headlines|contentcreated)"\s*:'
)
"""Names that only ninjs gives."""
EARLIER = re.compile("corrects|correctionof|replaces|supersedes|evolvedfrom|updateof|kills", re.IGNORECASE)
"""What a story is called in the associations of another that takes its place."""
KILLED = frozenset(["canceled", "cancelled", "killed"])
BODIES = ("xhtml", "html", "richtext", "nitf", "main", "text", "")
"""Renderings of a body, those that have paragraphs first."""


def recognises(head: bytes) -> bool:
    """Whether a file begins like ninjs."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return begin[:1] in (b"{", b"[") and b'"uri"' in head and bool(STANDARD.search(head) or OF_ITS_OWN.search(head))


def sources(opened: Opened, choices: Choices) -> Sources:
    """The stories of a file: one, a list of them, or one a line.

    Raises:
        IngestError: if it is no whole JSON.
    """
    data = opened.whole(choices.most_bytes).removeprefix(b"\xef\xbb\xbf").strip()
    try:
        found: Any = msgspec.json.decode(data)
    except BAD_JSON:
        yield from _a_line_each(opened.location, data)
        return
    if isinstance(found, dict):
        yield Source(opened.location, data, read=read)
        return
    if not isinstance(found, list):
        raise IngestError(opened.location, "extract", "there is no story in it", "leave it out, or get the file again")
    for number, item in enumerate(found, start=1):
        location = f"{opened.location}#item={number}"
        if isinstance(item, dict):
            yield Source(location, msgspec.json.encode(item), read=read)
        else:
            yield Failure(location, "extract", "the item is no object", "mend it; the others were read")


def _a_line_each(location: str, data: bytes) -> Sources:
    lines = [line for line in data.splitlines() if line.strip()]
    if not any(line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines):
        raise IngestError(location, "extract", "it is no whole JSON", "get the file again")
    for number, line in enumerate(lines, start=1):
        try:
            msgspec.json.decode(line, type=dict[str, Any])
            yield Source(f"{location}#line={number}", line, read=read)
        except BAD_JSON as error:
            yield Failure(
                f"{location}#line={number}",
                "extract",
                f"the line is no JSON ({error})",
                "mend it; the others were read",
            )


def read(source: Source, choices: Choices) -> Document:
    """A ninjs object as a Document.

    Raises:
        IngestError: if it is about a picture, or there is no word in it.
    """
    item = _plainly(decode_json(source.data, source.location, dict[str, Any]))
    if (kind := _string(item.get("type"))) not in (None, "text", "composite"):
        raise IngestError(source.location, "extract", f"it is a {kind}, not a text", "leave it out")
    sender = _sender(item)
    body, summary = _body(item), _rendered(item, "description", "descriptions")
    story = Story(
        title=_rendered(item, "headline", "headlines") or _string(item.get("title")),
        paragraphs=[],
        author=(_string(item.get("byline") or item.get("by")) or "").removeprefix("By ").strip() or None,
        agency=sender if sender and is_agency(sender) else None,
        outlet=sender if sender and not is_agency(sender) else None,
        published=moment_of(
            _string(item.get("versioncreated") or item.get("contentcreated") or item.get("firstcreated"))
        ),
        language=(_string(item.get("language")) or "")[:2].lower() or None,
        wire=_wire(item),
        notes=held_back(_string(item.get("pubstatus")), _string(item.get("embargoed"))),
    )
    return from_story(with_blocks(story, body or blocks_of_html(summary or ""), whole=bool(body)), source)


def _plainly(item: dict[str, Any]) -> dict[str, Any]:
    """An object under the names that all versions share: "pubStatus" and "pubstatus" are one."""
    return {key.lower(): value for key, value in item.items()}


def _wire(item: dict[str, Any]) -> Wire:
    urgency = item.get("urgency")
    return Wire(
        item=_string(item.get("uri")),
        edition=_string(item.get("version")),
        slug=_string(item.get("slugline")),
        urgency=urgency if isinstance(urgency, int) else None,
        corrects=_corrected(item),
        withdrawn=_string(item.get("pubstatus")) in KILLED,
        note=_string(item.get("ednote")),
    )


def _corrected(item: dict[str, Any]) -> str | None:
    """Another story of which this one takes the place, by its associations."""
    found = item.get("associations")
    named = (
        found.items()
        if isinstance(found, dict)
        else ((one.get("name") or one.get("rel"), one) for one in objects_in(found))
    )
    earlier = (other for name, other in named if isinstance(other, dict) and EARLIER.match(str(name)))
    return next((_string(other.get("uri")) for other in earlier), None)


def _sender(item: dict[str, Any]) -> str | None:
    """Who sends the story: the source that says so, else who holds the rights."""
    sources = objects_in(item.get("infosources") or item.get("infosource"))
    names = (_string(source.get("name") or source.get("literal")) for source in sources)
    return next(filter(None, names), None) or _string(item.get("source") or item.get("copyrightholder"))


def _body(item: dict[str, Any]) -> list[Block]:
    """The paragraphs of the fittest rendering that has any."""
    found = {
        name.removeprefix("body").lstrip("_"): value
        for name, value in item.items()
        if name.startswith("body") and isinstance(value, str)
    }
    for one in map(_plainly, objects_in(item.get("bodies"))):
        kind = str(one.get("contenttype") or "")
        if value := _string(one.get("value")):
            found["xhtml" if "html" in kind else "nitf" if "nitf" in kind else str(one.get("role") or "")] = value
    order = [*(name for name in BODIES if name in found), *(name for name in found if name not in BODIES)]
    return next((blocks for name in order if (blocks := blocks_of_html(found[name]))), [])


def _rendered(item: dict[str, Any], one: str, many: str) -> str | None:
    """The main one of several renderings of a field: "headline", "headline_main", or one of "headlines"."""
    main = sorted(map(_plainly, objects_in(item.get(many))), key=lambda value: value.get("role") != "main")
    flat = sorted(
        (name for name in item if name.startswith(one)), key=lambda name: (name != one, not name.endswith("main"), name)
    )
    values = [*(item[name] for name in flat), *(value.get("value") for value in main)]
    found = next(filter(None, map(_string, values)), None)
    return " ".join(text for text, _ in blocks_of_html(found)) if found else None


def _string(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) and not isinstance(value, bool) else None
