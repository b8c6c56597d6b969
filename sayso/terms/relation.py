"""Relations between two entities, in the words of FollowTheMoney."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.text import Span
from sayso.terms.time import When


class RelationType(StrEnum):
    """What binds a subject to an object; the comment says which is which."""

    MEMBERSHIP = "membership"  # member, organisation
    DIRECTORSHIP = "directorship"  # who leads, what
    EMPLOYMENT = "employment"  # who works, for whom
    REPRESENTATION = "representation"  # spokesman, lawyer, agent; for whom
    FAMILY = "family"  # relative, of whom
    OWNERSHIP = "ownership"  # owner, what
    ASSOCIATION = "association"  # either way
    PART_OF = "part_of"  # part, whole


class Status(StrEnum):
    """Whether a relation holds now."""

    CURRENT = "current"
    FORMER = "former"
    UNKNOWN = "unknown"


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """Subject to object, as some voice puts it. `other` is the party a go-between deals with, `role` the words for it."""

    id: str
    type: RelationType
    subject: str
    object: str
    other: str | None = None
    role: Span | None = None
    status: Status = Status.UNKNOWN
    date: When | None = None
    span: Span
    negated: bool = False
    score: float | None = None
    why: str
