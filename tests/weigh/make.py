"""One-line builders of statements: who says something in which report. Everybody with a name has the id `named` gives."""

from __future__ import annotations

from itertools import count
from typing import Any

from msgspec.structs import replace

from sayso.terms import Basis, Holds, Quantity, Region, Span, Speaker, Stance, Statement, Voice
from sayso.weigh.corroboration import Setting

numbers = count(1)


def named(name: str, *, speaks_for: tuple[str, ...] = (), side: tuple[str, ...] = ()) -> Speaker:
    """Somebody with a name: the same in every report."""
    return Speaker(name=name, identity=id_of(name), speaks_for=tuple(map(id_of, speaks_for)), side=side)


def unnamed(words: str, *, side: tuple[str, ...] = ()) -> Speaker:
    """Somebody without a name: somebody of one report only, which `said` puts in."""
    return Speaker(name=words, voice=Voice.UNNAMED, side=side)


def id_of(name: str) -> str:
    """The id of a name."""
    return f"n-{name.lower().replace(' ', '-')}"


def said(report: str, *chain: Speaker, outlet: str | None = None, **known: Any) -> Statement:
    """A claim of a report, its voices from the innermost outwards; without a voice the outlet's own word.

    The outlet is called like the report unless another is given.
    """
    claim = f"c{next(numbers):04}"
    voices = tuple(replace(v, entity=None if v.identity else f"{report}.{v.name}") for v in chain)
    given = {
        "voice": voices[0].voice if voices else Voice.OUTLET,
        "stance": Stance.ASSERTS,
        "holds": Holds.YES,
        "basis": Basis.UNSTATED,
        "span": Span(0, 1),
        "text": "that the gate was open",
        "region": Region.BODY,
        "attribution": claim if voices else None,
    }
    return Statement(
        id=f"{report}.{claim}", document=report, claim=claim, chain=voices, outlet=outlet or report, **(given | known)
    )


def denied(report: str, *chain: Speaker, **known: Any) -> Statement:
    """A claim that it was not so."""
    return said(report, *chain, stance=Stance.DENIES, holds=Holds.NO, **known)


def declined(report: str, *chain: Speaker, **known: Any) -> Statement:
    """A refusal to say whether it was so."""
    return said(report, *chain, stance=Stance.DECLINES, holds=Holds.UNKNOWN, **known)


def setting(*statements: Statement, **known: Any) -> Setting:
    """What a case knows around some claims: their reports' houses, by name and by id."""
    houses = {
        s.document: frozenset(one for house in (s.outlet, s.agency) if house for one in (house, id_of(house)))
        for s in statements
    }
    return Setting(houses=houses, **known)


def figure(low: float | None, high: float | None = None, *, of: str = "killed", **known: Any) -> Quantity:
    """A figure from low to high; open above where no high is given."""
    return Quantity(low=low, high=high, of=of, span=Span(0, 1), **known)
