"""Markup that is all report to its paragraphs: the body of a feed's entry, a wire story, a newsletter.

Other than a page, such markup has no menus and banners to find; all that is asked is where its blocks begin and end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

Block = tuple[str, str]
"""The words of a paragraph, and its kind: p, head, quote or caption."""
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), "head"),
    **dict.fromkeys(("blockquote", "bq"), "quote"),
    **dict.fromkeys(("figcaption", "caption", "media-caption"), "caption"),
}
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "block",
        "body",
        "body.content",
        "content",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "header",
        "hr",
        "li",
        "main",
        "media",
        "nitf-table",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ]
) | frozenset(KINDS)
SILENT = frozenset(
    ["head", "script", "style", "noscript", "template", "media-metadata", "media-producer", "svg", "iframe"]
)
LINE_END = "\u2028"
MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|li|a|b|i|em|strong|img|blockquote|span|table)\b[^>]*>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text is a piece of HTML."""
    return bool(MARKUP.search(text))


def blocks_of_html(text: str) -> list[Block]:
    """The paragraphs of a piece of HTML; of plain text those that blank lines part."""
    if not is_markup(text):
        plain = (" ".join(part.split()) for part in re.split(r"\n\s*\n", html.unescape(text)))
        return [(part, "p") for part in plain if part]
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError:  # nothing but comments
        return []
    return blocks_of(root)


def blocks_of(root: Any) -> list[Block]:
    """The paragraphs below an element, in their order."""
    found: list[Block] = []
    words: list[str] = []
    kinds = ["p"]
    silent = 0

    def end_block() -> None:
        if text := " ".join("".join(words).split()):
            found.append((text, kinds[-1]))
        words.clear()

    for begins, element in _walk(root):
        name = _name(element)
        if name in BLOCKS or (name == "br" and begins and _ends_line(words)):
            end_block()
        if begins:
            kinds.append(KINDS.get(name, kinds[-1]))
            silent += name in SILENT
            words.append(LINE_END if name == "br" else "" if silent else _own_text(element))
        else:
            kinds.pop()
            silent -= name in SILENT
            words.append("" if silent or element is root else element.tail or "")
    end_block()
    return found


def text_of(element: Any | None) -> str | None:
    """All the words of an element in one line; None where there are none."""
    return (" ".join(text for text, _ in blocks_of(element)) or None) if element is not None else None


def _walk(root: Any) -> Iterator[tuple[bool, Any]]:
    """Every node twice, when it begins and when it ends; however deep, nothing is called within itself."""
    open_nodes = [(root, iter(root))]
    yield True, root
    while open_nodes:
        node, children = open_nodes[-1]
        child = next(children, None)
        if child is None:
            open_nodes.pop()
            yield False, node
        else:
            open_nodes.append((child, iter(child)))
            yield True, child


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _own_text(element: Any) -> str:
    """The words before an element's first child; an entity that the parser left alone is read if HTML knows it."""
    from lxml import etree

    if element.tag is etree.Entity:
        return html.unescape(element.text)
    return element.text or "" if isinstance(element.tag, str) else ""


def _ends_line(words: list[str]) -> bool:
    """Whether the last thing said was a line break: a second one ends the paragraph."""
    for word in reversed(words):
        if word == LINE_END or word.strip():
            return word == LINE_END
    return False
