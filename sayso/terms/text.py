"""A report as printed: its text, the spans that point into it, and what its frame says about itself.

The text is never edited. A span is [start, end) in code points of `Document.text`, so `text[start:end]` is always the
quoted words.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

import msgspec

from sayso.terms.time import Moment


class Span(NamedTuple):
    """Characters of one report, [start, end)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words it quotes."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Region(StrEnum):
    """Where in a report a span stands. A title or deck that repeats the body makes no further claim."""

    TITLE = "title"
    DECK = "deck"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    QUOTED_POST = "quoted post"
    BOILERPLATE = "boilerplate"


class RegionSpan(msgspec.Struct, frozen=True):
    """A stretch of the text that is not plain body."""

    region: Region
    span: Span


class Dateline(msgspec.Struct, frozen=True):
    """Where and when a report says it was filed."""

    place: str | None = None
    date: Moment | None = None


class FrameSpans(msgspec.Struct, frozen=True):
    """Where the frame stands in the text, where it stands there at all."""

    title: Span | None = None
    byline: Span | None = None
    dateline: Span | None = None
    credit: Span | None = None


class Wire(msgspec.Struct, frozen=True, kw_only=True):
    """What an agency says of a story beside its text.

    `item` names the story through all its versions, `edition` counts them, `corrects` names another story that this one
    corrects or takes back. `withdrawn` means killed: the agency no longer stands by it, nor by any version before.
    """

    item: str | None = None
    edition: str | None = None
    slug: str | None = None
    urgency: int | None = None
    corrects: str | None = None
    withdrawn: bool = False
    note: str | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `outlet` publishes it, `agency` supplied it, `byline` signs it, `credit` is its sign-off.

    `paragraphs` are all blocks of the text; `body` leaves out boilerplate only; title and dateline are in it, and
    `regions` names them. `pages` are the offsets at which each printed page begins. A `summary` is only what a feed says
    of a report that stands elsewhere. `notes` say what was mended or left undone ("an odd number of quotation marks").
    """

    id: str
    location: str
    sha256: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    credit: str | None = None
    spans: FrameSpans = FrameSpans()
    dateline: Dateline | None = None
    published: Moment | None = None
    retrieved: str | None = None
    language: str | None = None
    paragraphs: list[Span] = []
    body: list[Span] = []
    regions: list[RegionSpan] = []
    pages: list[int] = []
    summary: bool = False
    wire: Wire | None = None
    version_of: str | None = None
    notes: list[str] = []

    @property
    def unwrapped(self) -> str:
        """The text with the line breaks inside its paragraphs as spaces; every character keeps its place.

        What is printed on two lines says what it says on one: "two⏎hundred", "3⏎March".
        """
        parts: list[str] = []
        place = 0
        for span in self.paragraphs:
            parts += [self.text[place : span.start], span.of(self.text).replace("\n", " ")]
            place = span.end
        return "".join([*parts, self.text[place:]])

    @property
    def withdrawn(self) -> bool:
        """Whether who sent it took it back: it is kept, and counts for nothing."""
        return self.wire is not None and self.wire.withdrawn

    def page_of(self, span: Span) -> int | None:
        """The number of the printed page a span begins on, counted from one; None where there are no pages."""
        return bisect_right(self.pages, span.start) or None

    def region_at(self, span: Span) -> Region:
        """The region a span begins in."""
        for marked in self.regions:
            if marked.span.start <= span.start < marked.span.end:
                return marked.region
        return Region.BODY
