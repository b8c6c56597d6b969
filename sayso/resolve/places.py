"""Places within places: city in province in country, by a shipped table; "southern X" and "X" by their words.

Source of the table: GeoNames (geonames.org), CC BY 4.0; how it was made is in train/places.py.
"""

from __future__ import annotations

import re
from functools import cache

from anyascii import anyascii

from sayso.lexicon import capitals, country_names, places, states

PARTS = re.compile(
    r"^(?:the )?(?:north|south|east|west|centre|center)(?:-?(?:east|west))? of (?:the )?|^(northern|southern|eastern|western|central|north|south|east|west|upper|lower|north-?eastern|north-?western|south-?eastern|south-?western|northeast|northwest|southeast|southwest|downtown|(?:the )?outskirts of|(?:the )?suburbs of|near|the)\s+"
)
KINDS = re.compile(
    r"\b(city|province|region|governorate|oblast|district|county|state|prefecture|of|the|town|village)\b"
)


class Places:
    """What is known of where places lie. An invented or unknown place lies nowhere but in itself."""

    def within(self, name: str | None) -> frozenset[str]:
        """Everything a place lies in, itself included, as plain names."""
        return _within(name) if name else frozenset()

    def meet(self, first: str | None, second: str | None) -> bool:
        """Whether two places are equal, one within the other, or one is not told."""
        if not first or not second:
            return True
        ours, theirs = self.within(first), self.within(second)
        return _plain(first) in theirs or _plain(second) in ours

    def wider(self, first: str | None, second: str | None) -> bool:
        """Whether the first place holds the second and is not the same."""
        return bool(first and second) and _plain(first) != _plain(second) and _plain(first) in self.within(second)


@cache
def _within(name: str) -> frozenset[str]:
    plain = _plain(name)
    found = {plain}
    part = (
        "" if name.lower() in states() or plain in states() else PARTS.sub("", anyascii(name).lower().replace("'", ""))
    )
    part = " ".join(KINDS.sub(" ", part).split()) or plain
    if part != plain and _plain(part) != plain:
        found |= _within(part)
    for province, country in _table().get(part, ()):
        found |= {place for place in (_plain(province), _plain(country)) if place}
    if state := capitals().get(part):
        found.add(_plain(state))
    return frozenset(found)


@cache
def _plain(name: str) -> str:
    state = states().get(name.lower())
    plain = anyascii(state or name).lower().replace("'", "")
    return " ".join(KINDS.sub(" ", plain).split()) or plain


@cache
def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    """Plain names to the provinces and countries they may lie in: of one name there may be several places."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place in places():
        if place.kind != "country":
            lies_in = (place.province, country_names()[place.country])
            for form in (place.name, *place.names):
                found.setdefault(_plain(form), []).append(lies_in)
    return {name: tuple(lies_in[:3]) for name, lies_in in found.items()}
