"""A saved news page to its headline, paragraphs and frame.

trafilatura finds the article and drops menus, banners and comments; the time of day and the zone of publication, which
it does not keep, are read from the page's own metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import IngestError
from sayso.ingest.blocks import Block
from sayso.ingest.frame import parse_published
from sayso.ingest.panics import panics_told
from sayso.ingest.source import not_installed
from sayso.ingest.story import Story
from sayso.terms import Moment

HEADLINE_WITHIN = 5
LEAST_WORDS = 25
"""A page with fewer words of article than this has none: the shortest briefs of agencies are longer."""
TIME_PROPERTIES = (
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "date",
    "dc.date",
    "DC.date.issued",
    "parsely-pub-date",
    "sailthru.date",
)
LOOKS_LIKE_A_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is HTML."""
    return bool(LOOKS_LIKE_A_PAGE.search(text[:3000]))


def read_page(html: str, location: str) -> Story:
    """The article of a page.

    Raises:
        IngestError: if no article is found in it.
    """
    tree = _parsed(html)
    found, page = _extract(tree, in_tables=False)
    if _count_words(page) < LEAST_WORDS:  # pages of the nineties stand in a table
        found, page = _extract(tree, in_tables=True)
    _check_article(page, location)
    title, page = _without_headline(_clean(found.title), page)
    pulled = _pulled_out(page)
    notes = (
        []
        if "</html" in html[-2000:].lower() or "</body" in html[-2000:].lower()
        else ["the page is cut off; what is there was read"]
    )
    return Story(
        title=title,
        paragraphs=[paragraph for paragraph, _ in page],
        quoted={number for number, (_, tag) in enumerate(page) if tag == "quote"} - pulled,
        decks={number for number, (_, tag) in enumerate(page) if tag == "head"} | pulled,
        author=_clean(found.author),
        outlet=_clean(found.sitename),
        url=found.url if found.url and found.url.startswith("http") else None,
        published=_published(tree) or (parse_published(found.date) if found.date else None),
        language=_language(html),
        notes=notes,
    )


def read_page_quickly(html: str, location: str) -> Story:
    """The article of a page by a quick reader that keeps more of what stands around it, and finds no author or date.

    Raises:
        IngestError: if no article is found in it, or the library for it is not installed.
    """
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError:
        raise not_installed(location, "a page by --fast", "fast") from None
    try:
        with panics_told():
            tree = HTMLTree.parse(html)
            text = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise IngestError(
            location, "extract", f"the page cannot be parsed ({error})", "read it without --fast"
        ) from error
    page = [(line, "p") for part in text.splitlines() if (line := " ".join(part.split()))]
    _check_article(page, location)
    headline = tree.body.query_selector("h1") if tree.body else None
    title, page = _without_headline(_clean(headline.text if headline else tree.title), page)
    story = Story(title=title, paragraphs=[], language=_language(html), notes=["read by --fast"])
    story.set_blocks(page)
    return story


def _check_article(page: list[Block], location: str) -> None:
    words = _count_words(page)
    if words < LEAST_WORDS:
        raise IngestError(
            location,
            "extract",
            f"no article in the page ({words} words found)",
            "save the page's text as a .txt file and read that",
        )


def _parsed(html: str) -> Any:
    """A page as a tree, parsed once for all that is looked for in it."""
    import trafilatura

    return trafilatura.load_html(html)


def _extract(tree: Any, *, in_tables: bool) -> tuple[Any, list[Block]]:
    """What trafilatura finds, and its paragraphs; strictly, or in layout tables too and then with all it can find."""
    import trafilatura

    if tree is None:
        return None, []
    found: Any = trafilatura.bare_extraction(
        tree,
        favor_precision=not in_tables,
        favor_recall=in_tables,
        include_tables=in_tables,
        include_comments=False,
        with_metadata=True,
    )
    return found, _paragraphs(found.body) if found is not None and found.body is not None else []


def _count_words(page: list[Block]) -> int:
    return sum(len(paragraph.split()) for paragraph, _ in page)


def _without_headline(title: str | None, page: list[Block]) -> tuple[str | None, list[Block]]:
    """The headline, and the blocks without it: a page often gives a part of its headline as its title."""
    for number, (block, tag) in enumerate(page[:HEADLINE_WITHIN]):
        if title and (_same_words(block, title) or (tag == "head" and title.lower() in block.lower())):
            kickers = [(text, "head") for text, _ in page[:number]]
            return block, kickers + page[number + 1 :]
    return title, page


def _pulled_out(page: list[Block]) -> set[int]:
    """Quotations set large whose words stand in the running text too."""
    running = [_plain_words(text) for text, tag in page if tag != "quote"]
    return {
        number
        for number, (text, tag) in enumerate(page)
        if tag == "quote" and any(_plain_words(text.split("”")[0]) in other for other in running)
    }


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _paragraphs(body: Any) -> list[Block]:
    """Paragraphs of the extracted article with the kind of element each was."""
    found: list[Block] = []
    for element in body.iter("p", "head", "quote", "item", "cell"):
        if any(ancestor.tag in ("quote", "item", "p") for ancestor in element.iterancestors()):
            continue
        if element.tag == "cell" and element.find(".//p") is not None:
            continue
        text = _clean("".join(_text_of(element)))
        if text:
            found.append((text, str(element.tag)))
    return found


def _text_of(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child.tag in ("lb", "p", "item"):
            yield " "
        yield from _text_of(child)
        if child.tail:
            yield child.tail


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) if text and text.strip() else None


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


def _published(tree: Any) -> Moment | None:
    """The time of publication in the page's metadata, with the time of day and zone where it has them."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        if moment := _from_json_ld(script.text or ""):
            return moment
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name in TIME_PROPERTIES and (moment := parse_published(meta.get("content") or "")):
            return moment
    for element in tree.iterfind(".//time[@datetime]"):
        if moment := parse_published(element.get("datetime")):
            return moment
    return None


def _from_json_ld(text: str) -> Moment | None:
    try:
        waiting: list[Any] = [json.loads(text)]
    except ValueError:
        return None
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            if isinstance(thing.get("datePublished"), str) and (moment := parse_published(thing["datePublished"])):
                return moment
            waiting += list(thing.values())
        elif isinstance(thing, list):
            waiting += thing
    return None


def _language(html: str) -> str | None:
    match = re.search(r"<html[^>]+\blang\s*=\s*[\"']?([a-zA-Z]{2})", html[:5000], re.IGNORECASE)
    return match[1].lower() if match else None
