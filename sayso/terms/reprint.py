"""One text that repeats another."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.text import Span


class Direction(StrEnum):
    """Who has it from whom."""

    KNOWN = "copy>original known"
    COMMON_PARENT = "common parent"
    UNKNOWN = "unknown"


class ReprintKind(StrEnum):
    """How one text repeats another: most of it, a part, in other words, as a later edition, or a few passages."""

    REPRINT = "reprint"
    EXCERPT = "excerpt"
    REWRITE = "rewrite"
    EDITION = "edition"
    REUSE = "reuse"


class Passage(msgspec.Struct, frozen=True):
    """A stretch of the copy and the stretch of the original it repeats."""

    copy: Span
    original: Span


class Shift(msgspec.Struct, frozen=True):
    """What a copy made of its original's words: a lost "allegedly", a lost speaker, another speaker."""

    what: str
    copy: Span
    original: Span


class Reprint(msgspec.Struct, frozen=True, kw_only=True):
    """A report that repeats another. `coverage` is the share of the copy's words that stand in the original.

    `credit` is the words by which the copy names its source, `shifts` what it changed of who said it and how firmly.
    """

    copy: str
    original: str
    direction: Direction
    kind: ReprintKind
    coverage: float
    passages: list[Passage] = []
    credit: Span | None = None
    shifts: list[Shift] = []
    why: str
