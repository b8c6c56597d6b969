"""What is claimed by several: a matter, its points, how each claim stands to it, and on whom it rests."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Agreement(StrEnum):
    """How a claim stands to a point."""

    SUPPORTS = "supports"
    LESS_SPECIFIC = "less_specific"
    CONFLICTS = "conflicts"
    DENIES = "denies"
    DECLINES = "declines"


class Bond(StrEnum):
    """How a reply is bound to what it answers."""

    EXPLICIT = "explicit"
    CONTRADICTS = "contradicts"
    SILENCE = "silence"
    ASKED = "asked"
    STANDING = "standing"
    IN_SUBSTANCE = "in_substance"


class Answer(msgspec.Struct, frozen=True):
    """A reply and the allegation it answers, both claims of the case."""

    reply: str
    answers: str
    how: Bond
    why: str


class Edge(msgspec.Struct, frozen=True):
    """Why two voices may not count as two: firm where it is established, else possible."""

    a: str
    b: str
    firm: bool
    why: str


class Group(msgspec.Struct, frozen=True):
    """One origin: the voice at the gate, the claims that go back to it, and the voices behind it, never counted."""

    voice: str
    claims: tuple[str, ...]
    behind: tuple[str, ...] = ()


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """On how many independent voices a point rests.

    `max` counts those with no established link, `min` those with not even a possible one; `unestablished` are outlets
    that say it in their own word without saying how they know; `occasions` are the events and reports it was said at.
    """

    min: int = 0
    max: int = 0
    unestablished: int = 0
    occasions: int = 0
    groups: tuple[Group, ...] = ()
    edges: tuple[Edge, ...] = ()


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """A claim's place at a point: how it stands to it, and which origin it counts towards."""

    claim: str
    agreement: Agreement
    origin: str | None = None
    why: str = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A matter and one slot of it. `happened` is the headline; the others are parts of it."""

    id: str
    slot: str
    text: str
    part_of: str | None = None
    stands: tuple[Stand, ...] = ()
    origins: Origins = Origins()
    against: Origins = Origins()


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One event or relation that somebody puts forward, with everybody's claims on it."""

    id: str
    text: str
    type: str | None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    outlets: int = 0
