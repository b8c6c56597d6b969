"""Moments as a report gives them: never more precise than its words."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Precision(StrEnum):
    """How much of a moment is known."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Moment(msgspec.Struct, frozen=True):
    """A point in time in ISO 8601, cut off at its precision; with its zone where the report gives one."""

    value: str
    precision: Precision
