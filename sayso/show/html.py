"""HTML built as a tree, so that nothing can get into it unescaped, and pages that can load nothing and run nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from sayso.show.characters import clean

Child = Element | str | None | Iterable["Child"]


def element(tag: str, *children: Child, **attributes: str | float | None) -> Element:
    """An element with its children in order; an attribute that is None is left out, `class_` and `for_` lose their stroke."""
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), clean(str(value)))
    _append(made, children)
    return made


def _append(parent: Element, child: Child) -> None:
    if child is None:
        return
    if isinstance(child, Element):
        parent.append(child)
    elif isinstance(child, str):
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + clean(child)
        else:
            parent.text = (parent.text or "") + clean(child)
    else:
        for one in child:
            _append(parent, one)


def written(tree: Element) -> str:
    """The element as HTML."""
    return tostring(tree, encoding="unicode", method="html")


def head(title: str, style: str) -> Element:
    """The head of a page that loads nothing, runs nothing and sends nothing: its one style sheet is named by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    sheet = Element("style")
    sheet.text = style
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        sheet,
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[Child]]) -> Element:
    """A table with a line of heads, which is repeated on each printed page."""
    return element(
        "table",
        element("thead", element("tr", (element("th", name, scope="col") for name in heads))),
        element("tbody", (element("tr", (element("td", cell) for cell in row)) for row in rows)),
    )


def link(to: str, *children: Child) -> Element:
    """A link within the page."""
    return element("a", *children, href=f"#{to}")
