"""Who says what, by which words, and how firmly."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.text import Region, Span


class Stance(StrEnum):
    """How a source stands to what it says. Content and negation count, not the cue alone."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    CONFIRMS = "confirms"
    DOUBTS = "doubts"
    DECLINES = "declines"
    ASKS = "asks"
    URGES = "urges"
    COMMITS = "commits"
    BELIEVES = "believes"
    APPRAISES = "appraises"


class Voice(StrEnum):
    """Whose word it is.

    An unstated voice is behind an allegation that stands only inside its denial; a carried-over one plainly goes on
    in the next sentence; unclear is an honest answer, with its reason.
    """

    NAMED = "named"
    UNNAMED = "unnamed"
    UNSTATED = "unstated"
    CARRIED_OVER = "carried_over"
    OUTLET = "outlet"
    UNCLEAR = "unclear"


class Kind(StrEnum):
    """Whether the words are the source's own: all, none, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Reply(StrEnum):
    """The manner of declining."""

    REFUSED = "refused"
    UNANSWERED = "unanswered"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    WITHHELD = "withheld"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """When, where and on what occasion it was said, in the report's words; null where the report does not say."""

    date: str | None = None
    place: str | None = None
    occasion: str | None = None
    medium: str | None = None
    span: Span | None = None


class Reference(msgspec.Struct, frozen=True):
    """What "the charges" or "this information" means: an attribution's id, or a span."""

    to: str | Span
    how: str


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One cue with its source and content, resolved to a speaker.

    `through` are conduits that only passed it on ("told the Herald"); `within` is the attribution whose content holds
    this one. `score` is a calibrated probability that source and content are right.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quoted: list[Span]
    kind: Kind
    voice: Voice
    stance: Stance
    stance_also: list[Stance] = []
    reply: Reply | None = None
    speaker: str | None = None
    co_speakers: list[str] = []
    on_behalf_of: list[str] = []
    addressee: list[str] = []
    through: list[str] = []
    said: Said | None = None
    within: str | None = None
    refers: list[Reference] = []
    region: Region = Region.BODY
    score: float | None = None
    why: str = ""
