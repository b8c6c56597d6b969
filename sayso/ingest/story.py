"""A report whose parts are known by their markup: a page, an entry of a feed, a story off the wire."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.terms import Moment, Wire


@dataclass(slots=True)
class Story:
    """What is told of a report apart from its text, and its paragraphs.

    `quoted` are the paragraphs set as block quotations, `decks` the subheads, kickers and words pulled out of the body,
    `captions` the words under pictures.
    """

    title: str | None
    paragraphs: list[str]
    quoted: set[int] = field(default_factory=set)
    decks: set[int] = field(default_factory=set)
    captions: set[int] = field(default_factory=set)
    author: str | None = None
    outlet: str | None = None
    agency: str | None = None
    credit: str | None = None
    url: str | None = None
    published: Moment | None = None
    language: str | None = None
    summary: bool = False
    wire: Wire | None = None
    notes: list[str] = field(default_factory=list)

    def set_blocks(self, blocks: list[tuple[str, str]]) -> None:
        """Take paragraphs over, each with the kind of element it was."""
        self.paragraphs = [text for text, _ in blocks]
        self.quoted = _numbers(blocks, "quote")
        self.decks = _numbers(blocks, "head")
        self.captions = _numbers(blocks, "caption")


def _numbers(blocks: list[tuple[str, str]], kind: str) -> set[int]:
    return {number for number, (_, own) in enumerate(blocks) if own == kind}
