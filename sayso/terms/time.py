"""Time as reports give it: moments and stretches, never more precise than their words.

Three clocks run in a report: when a thing happened, when it was said, when it was printed.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Precision(StrEnum):
    """How much of a moment is known."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


class Moment(msgspec.Struct, frozen=True):
    """A point in time in ISO 8601, cut off at its precision; with its zone where the report gives one."""

    value: str
    precision: Precision


class TimeBasis(StrEnum):
    """How a date came to be known: printed in full, worked out, taken over from before, or holding until now."""

    STATED = "stated"
    RESOLVED = "resolved"
    CARRIED = "carried"
    STANDING = "standing"


class Tense(StrEnum):
    """When, seen from the day of telling, a clause puts what it tells: "shot", "has stood", "opens", "will vote", "by Friday"."""

    PAST = "past"
    PERFECT = "perfect"
    PRESENT = "present"
    FUTURE = "future"
    UNTOLD = "untold"


class When(msgspec.Struct, frozen=True):
    """A stretch of time: first and last day (ISO 8601), either open where it is null.

    Both are null where the words name a time that nothing in the report fixes. `span` is [start, end) of the phrase.
    """

    start: str | None = msgspec.field(name="from")
    end: str | None = msgspec.field(name="to")
    precision: Precision
    basis: TimeBasis
    span: tuple[int, int] | None = None
