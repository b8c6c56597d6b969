"""Everything read in one report."""

from __future__ import annotations

import msgspec

from sayso.terms.attribution import Attribution
from sayso.terms.claim import Claim
from sayso.terms.entity import Entity, Mention
from sayso.terms.event import Event, Quantity
from sayso.terms.relation import Relation
from sayso.terms.text import Document, Span
from sayso.terms.time import When

MEANING = 384
"""Numbers in a meaning vector."""


class Missed(msgspec.Struct, frozen=True):
    """A place that looks like somebody's word and got no attribution."""

    span: Span
    why: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One report, read. Encoded as JSON it is one line of `sayso read --format jsonl`, less `vectors`.

    `vectors` holds a meaning vector for each claim, in their order: MEANING signed bytes each, a unit vector times 127.
    """

    document: Document
    sentences: list[Span] = []
    mentions: list[Mention] = []
    entities: list[Entity] = []
    attributions: list[Attribution] = []
    events: list[Event] = []
    relations: list[Relation] = []
    dates: list[When] = []
    figures: list[Quantity] = []
    claims: list[Claim] = []
    missed: list[Missed] = []
    vectors: bytes = b""
