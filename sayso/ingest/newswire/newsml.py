"""NewsML-G2: news items with metadata around a body in NITF, XHTML or plain text, alone or many in a message."""

from __future__ import annotations

from typing import Any

from sayso.errors import IngestError
from sayso.ingest.blocks import Block, blocks_of, blocks_of_html, text_of
from sayso.ingest.decoding import decode
from sayso.ingest.documents import from_story
from sayso.ingest.frame import is_agency
from sayso.ingest.newswire import nitf
from sayso.ingest.newswire.moments import moment_of
from sayso.ingest.newswire.stories import held_back, with_blocks, with_dateline
from sayso.ingest.source import Choices, Opened, Source, Sources
from sayso.ingest.story import Story
from sayso.ingest.xml import parse
from sayso.terms import Document, Wire

ROOTS = frozenset(["newsItem", "newsMessage"])
KILLS = frozenset(["canceled", "cancelled", "kill", "killed", "withdrawn", "withdrawal"])
EARLIER = frozenset(["corrects", "correctionOf", "replaces", "supersedes", "updateOf", "previousVersion", "kills"])
"""Relations of a story to another one whose place it takes."""


def sources(opened: Opened, choices: Choices) -> Sources:
    """The stories of a file; of a message with several each by itself.

    Raises:
        IngestError: if the XML is damaged or brings entities of its own, or no text is in it.
    """
    from lxml import etree

    data = opened.whole(choices.most_bytes)
    text, _ = decode(data, opened.location)
    root = parse(text, opened.location)
    items = [root] if _name(root) == "newsItem" else _every(root, "newsItem")
    stories = [item for item in items if _kind(item) in ("", "text")]
    if not stories:
        raise IngestError(opened.location, "extract", "there is no story in it, only pictures or lists", "leave it out")
    for number, item in enumerate(stories, start=1):
        own = data if len(items) == 1 and item is root else etree.tostring(item, encoding="utf-8", with_tail=False)
        place = f"#item={number}" if item is not root else ""
        yield Source(opened.location + place, own, read=read)


def read(source: Source, choices: Choices) -> Document:
    """A news item as a Document.

    Raises:
        IngestError: if the XML is damaged, or there is no word in it.
    """
    text, notes = decode(source.data, source.location)
    item = parse(text, source.location)
    sender = _named(_first(item, "provider")) or _named(_first(item, "infoSource"))
    story = Story(
        title=_said(item, "headline") or _said(item, "title"),
        paragraphs=[],
        author=_author(item),
        agency=sender if sender and is_agency(sender) else None,
        outlet=sender if sender and not is_agency(sender) else None,
        credit=_said(item, "creditline"),
        published=moment_of(
            _said(item, "versionCreated") or _said(item, "contentModified") or _said(item, "contentCreated")
        ),
        language=_language(item),
        wire=_wire(item),
        notes=[*notes, *held_back(_code(_first(item, "pubStatus")), _said(item, "embargoed"))],
    )
    body = with_dateline(_without_headline(_bodies(item), story.title), _said(item, "dateline"))
    blocks = body or blocks_of_html(_said(item, "description") or "")
    return from_story(with_blocks(story, blocks, whole=bool(body)), source)


def _without_headline(body: list[Block], headline: str | None) -> list[Block]:
    """A body less the headline, which some write into it once more."""
    again = bool(body and headline) and body[0][0].casefold() == str(headline).casefold()
    return body[1:] if again else body


def _wire(item: Any) -> Wire:
    urgency = _said(item, "urgency") or ""
    signals = {_code(signal) for signal in _every(item, "signal")}
    corrected = [link for link in _every(item, "link") if _code(link, "rel") in EARLIER]
    item_id = item.get("guid")
    return Wire(
        item=item_id,
        edition=item.get("version"),
        slug=_said(item, "slugline"),
        urgency=int(urgency) if urgency.isdigit() else None,
        corrects=next(
            (other for link in corrected if (other := link.get("residref") or link.get("href")) != item_id), None
        ),
        withdrawn=_code(_first(item, "pubStatus")) in KILLS or bool(signals & KILLS),
        note=_said(item, "edNote"),
    )


def _bodies(item: Any) -> list[Block]:
    """The paragraphs of the first rendering that has some."""
    content = _first(item, "contentSet")
    for part in content if content is not None else ():
        if _name(part) == "inlineXML":
            inner = next((child for child in part if isinstance(child.tag, str)), None)
            blocks = _of_xml(inner) if inner is not None else []
        elif _name(part) == "inlineData":
            blocks = blocks_of_html(part.text or "")
        else:
            blocks = []
        if blocks:
            return blocks
    return []


def _of_xml(root: Any) -> list[Block]:
    """A body in NITF without its head, which repeats the metadata; one in XHTML whole."""
    return nitf.blocks_in(root) if _name(root) == nitf.ROOT else blocks_of(root)


def _author(item: Any) -> str | None:
    """Who signs it: the byline as it is printed, else the creator."""
    printed = (_said(item, "by") or "").removeprefix("By ").strip()
    return printed or _named(_first(_first(item, "contentMeta"), "creator"))


def _named(element: Any) -> str | None:
    """What a party is called: by its name, else by the literal or code it is given."""
    if element is None:
        return None
    return (
        text_of(_first(element, "name"))
        or element.get("literal")
        or element.get("qcode", "").rpartition(":")[2]
        or None
    )


def _kind(item: Any) -> str:
    return _code(_first(item, "itemClass"))


def _code(element: Any, attribute: str = "qcode") -> str:
    """A code without the prefix of its list; lists may be called anything."""
    if element is None:
        return ""
    return str(element.get(attribute) or element.get("uri") or "").replace("/", ":").rpartition(":")[2]


def _language(item: Any) -> str | None:
    tagged = _first(_first(item, "contentMeta"), "language")
    printed = (tagged.get("tag") if tagged is not None else None) or item.get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    )
    return printed[:2].lower() if printed else None


def _said(element: Any, name: str) -> str | None:
    return text_of(_first(element, name))


def _first(element: Any, name: str) -> Any:
    return next(iter(_every(element, name)), None)


def _every(element: Any, name: str) -> list[Any]:
    """Elements anywhere below, whatever their namespace, but none within the body of a story."""
    if element is None:
        return []
    found, waiting = [], list(element)
    while waiting:
        child = waiting.pop(0)
        if _name(child) == name:
            found.append(child)
        elif _name(child) != "inlineXML":
            waiting[:0] = list(child)
    return found


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
