"""The second layer of marked text: events, relations, dates and figures, a line each under a paragraph's attributions.

    event "attacked" ASSAULT actor="gunmen" recipient="villagers" place="Houlak" date="Monday" in=1
    relation "former spokesman for" representation subject="Temur Jaleq" object="Oshqar Brigade" status=former in=1
    date "Monday" 2025-06-16
    figure "at least five" low=5 of=killed unit=soldier

The words in quotation marks are the paragraph's own, and stand for their first occurrence in it ("attack"#2: the
second). `in` is the attribution that carries it, left out for the outlet's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.terms import EventType, Modality, RelationType, Status

Pair = tuple[int, int]
LINE = re.compile(r'(event|relation|date|figure)\s+"([^"]+)"(?:#(\d+))?\s*(.*)$')
FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))|(\S+)')
PRINTED = "2025-06-18"
"""The day, a Wednesday, on which every marked paragraph without a dateline is taken to be printed."""
FIELDS = {
    "event": {"actor", "recipient", "via", "place", "date", "mode", "modality", "same", "in"},
    "relation": {"subject", "object", "other", "status", "in"},
    "date": set(),
    "figure": {"low", "high", "of", "unit"},
}
FLAGS = {"event": {"negated", "speech"}, "relation": {"negated"}, "date": set(), "figure": {"approx", "exclusive"}}
DATE = re.compile(r"(\.\.|\?|\d{4}(?:-\d\d){0,2}|\d{4}s)(?:/(\.\.|\d{4}(?:-\d\d){0,2}))?")


@dataclass(frozen=True, slots=True)
class Claimed:
    """One line: its kind, its words' place, what stands before the fields, the fields and the flags."""

    kind: str
    span: Pair
    value: str
    fields: dict[str, list[str]]
    flags: frozenset[str]

    def one(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), None)


def is_claimed(line: str) -> bool:
    """Whether a line under a paragraph is of this layer."""
    return line.startswith(("event ", "relation ", "date ", "figure "))


def parse_claimed(text: str, lines: Sequence[str], attributions: set[int]) -> Iterator[Claimed]:
    """What the lines say of a paragraph's text.

    Raises:
        ValueError: saying which line is wrong, and how.
    """
    for line in lines:
        match = LINE.match(line)
        if not match:
            raise ValueError(f"cannot read {line!r}")
        kind, words, which, rest = match.groups()
        fields: dict[str, list[str]] = {}
        bare: list[str] = []
        for name, quoted, plain, flag in FIELD.findall(rest):
            if flag:
                bare.append(flag)
            else:
                fields.setdefault(name, []).append(quoted or plain)
        flags = frozenset(bare) & FLAGS[kind]
        values = [word for word in bare if word not in flags]
        found = Claimed(kind, _place(text, words, int(which or 1)), " ".join(values), fields, flags)
        _check(found, line, attributions)
        yield found


def _place(text: str, words: str, which: int) -> Pair:
    place = -1
    for _ in range(which):
        place = text.find(words, place + 1)
        if place < 0:
            raise ValueError(f"{words!r} does not stand {which} times in the paragraph")
    return place, place + len(words)


def _check(found: Claimed, line: str, attributions: set[int]) -> None:
    unknown = set(found.fields) - FIELDS[found.kind]
    if unknown:
        raise ValueError(f"{line!r}: a {found.kind} has no {', '.join(sorted(unknown))}")
    allowed: dict[str, set[str] | None] = {
        "event": {kind.value for kind in EventType},
        "relation": {kind.value for kind in RelationType},
        "date": None,
        "figure": {""},
    }
    known = allowed[found.kind]
    if known is not None and found.value not in known:
        raise ValueError(f"{line!r}: {found.value!r} is none of {', '.join(sorted(known))}")
    if found.kind == "date" and not DATE.fullmatch(found.value.split(" ")[0]):
        raise ValueError(f"{line!r}: a date is 2025-06-16, 2025-06, 2003, 1990s, from/to with .. for open, or ?")
    if found.kind == "relation" and not (found.one("subject") and found.one("object")):
        raise ValueError(f"{line!r}: a relation has a subject and an object")
    if any(int(number) not in attributions for number in found.fields.get("in", ())):
        raise ValueError(f"{line!r}: there is no attribution {found.one('in')}")
    if found.one("modality") not in (None, *Modality) or found.one("status") not in (None, *Status):
        raise ValueError(f"{line!r}: unknown modality or status")
