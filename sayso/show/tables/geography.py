"""City and province of a place, by the shipped table of places; what it does not know stays empty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from sayso.lexicon import places
from sayso.terms import Entity


class Lies(NamedTuple):
    """In which city and province a place lies, itself included."""

    city: str | None = None
    province: str | None = None


def where(place: Entity) -> Lies:
    """City and province of a place whose country is known: by its own name, else by those of what it lies in.

    A name that a city shares with its province is the city's where it stands alone, and the province's where something
    else lies in it ("Aleppo province").
    """
    known = _known().get(place.country or "", {})
    own, holders = known.get(place.name, set()), [name for name in place.within if name in known]
    city = next((name for name in holders if known[name] == {"city"}), None)
    province = next((name for name in (place.name, *holders) if "province" in known.get(name, ())), None)
    return Lies(place.name if "city" in own else city, province)


@cache
def _known() -> Mapping[str, Mapping[str, set[str]]]:
    """For each country the names of its places, and what each is a name of."""
    table: dict[str, dict[str, set[str]]] = {}
    for place in places():
        for name in (place.name, *place.names):
            table.setdefault(place.country, {}).setdefault(name, set()).add(place.kind)
    return table
