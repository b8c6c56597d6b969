"""Word documents (DOCX): paragraphs, headings and tables in their order, read as a typed report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.errors import IngestError
from sayso.ingest.documents import from_story, from_text, spans_of
from sayso.ingest.source import Choices, Opened, Source, Sources
from sayso.ingest.story import Story
from sayso.terms import Document

DOCUMENT = "word/document.xml"
"""The member by which a Word document is known."""
TITLES = ("Title", "Heading 1")
"""The styles of a headline; in the file they have these names whatever language Word speaks."""


def sources(opened: Opened, choices: Choices) -> Sources:
    """The one report of a Word document."""
    yield Source(opened.location, opened.whole(choices.most_bytes), read=read)


def read(source: Source, choices: Choices) -> Document:
    """A Word document as a Document.

    Raises:
        IngestError: if it is damaged or empty.
    """
    import docx

    try:
        found = docx.Document(io.BytesIO(source.data))
        blocks = [" ".join(text.split()) for text in _texts(found) if text.strip()]
        headed = _is_headed(found)
        author, title = found.core_properties.author, found.core_properties.title
    except Exception as error:  # whatever a damaged part makes the library stumble over
        raise IngestError(
            source.location, "extract", f"the Word document is damaged ({error})", "save it again, or as text"
        ) from error
    if headed:
        document = from_story(Story(blocks[0], blocks[1:]), source)
    else:
        document = from_text("\n\n".join(blocks), source.location, source.sha256, spans_of(blocks))
    return msgspec.structs.replace(
        document, title=document.title or title or None, byline=document.byline or _signed(author)
    )


def _is_headed(found: Any) -> bool:
    """Whether the first words are set as a headline; else the headline is looked for as in any text."""
    first = next((part for part in found.iter_inner_content() if hasattr(part, "rows") or part.text.strip()), None)
    return first is not None and first.style is not None and first.style.name in TITLES


def _texts(found: Any) -> Iterator[str]:
    """The paragraphs, and those in the cells of tables, each cell once."""
    for part in found.iter_inner_content():
        if hasattr(part, "rows"):
            seen: set[int] = set()
            for cell in (cell for row in part.rows for cell in row.cells):
                if id(cell._tc) not in seen:
                    seen.add(id(cell._tc))
                    yield from _texts(cell)
        else:
            yield part.text


def _signed(author: str | None) -> str | None:
    """The author that a document names, unless it is only the program that made it."""
    return (
        author if author and author.lower() not in ("python-docx", "user", "author", "microsoft office user") else None
    )
