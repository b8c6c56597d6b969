"""Events: who did what to whom, in the sixteen types of PLOVER, with place, time, figures, and what the words say of it.

Source: the PLOVER code book (Open Event Data Alliance), in this project's own words.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.text import Span
from sayso.terms.time import When


class EventType(StrEnum):
    """PLOVER's types: verbal and material cooperation, verbal and material conflict, four each."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Modality(StrEnum):
    """Whether an event is told as having happened, or as something else."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    ORDERED = "ordered"
    FEARED = "feared"
    HABITUAL = "habitual"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: from `low` to `high`, null where open; `exclusive` where the bound itself is left out ("more than 12").

    `unit` is what is counted in ("soldier", "percent", "USD", "year"), `of` what is counted ("killed", "detained").
    A whole number is one when it is stored too: 5, not 5.0.
    """

    low: int | float | None
    high: int | float | None
    exclusive: bool = False
    approx: bool = False
    unit: str | None = None
    of: str | None = None
    span: Span


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening as some voice puts it. Actors, recipients, via and place are entities of the reading.

    `speech` is the attribution whose cue is the predicate (accused, demanded): such an event is what its source did by
    speaking. `negated` says that the words are negative, not that it did not happen. `same_as` is the event of the same
    report that this one tells again. `score` is the probability that the words name an event of this type: on a held-out
    seventh of the training text it is off by five points on average (docs/training.md).
    """

    id: str
    type: EventType
    speech: str | None = None
    predicate: list[Span]
    actors: list[str] = []
    recipients: list[str] = []
    via: list[str] = []
    place: str | None = None
    date: When | None = None
    mode: str | None = None
    contexts: list[str] = []
    quantities: list[Quantity] = []
    negated: bool = False
    modality: Modality = Modality.ACTUAL
    same_as: str | None = None
    score: float | None = None
    why: str
