"""How a matter travelled: each claim on it as a point in time, for above the line, against below.

Drawn on the server, so that it needs no script. Places are worked out here; the template only draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

WIDTH, MARGIN, STEP, LABEL = 720, 24, 15, 24
SIDES = {"supports": -1, "less_specific": -1, "conflicts": 1, "denies": 1}
"""Above the line what is for it, below what is against; whoever declines to speak is on neither side."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One claim at its time. `above` the line it is for the matter; `first` marks the first on its side."""

    x: float
    y: float
    claim: Mapping[str, Any]
    above: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """All stops of a matter with the line they stand on, and the claims of reports without a date."""

    stops: tuple[Stop, ...]
    height: int
    line: int
    ticks: tuple[tuple[float, str], ...]
    undated: int


def travelled(claims: Sequence[Mapping[str, Any]]) -> Journey | None:
    """The journey of the claims of a matter; None where fewer than two of them have a date."""
    taking_sides = [row for row in claims if row["agreement"] in SIDES]
    dated = sorted((row for row in taking_sides if row["published"]), key=lambda row: (row["published"], row["claim"]))
    if len(dated) < 2:
        return None
    placed = list(_heaped(dated))
    above = max((high for _, side, high, _ in placed if side < 0), default=0)
    below = max((high for _, side, high, _ in placed if side > 0), default=0)
    line = LABEL + above * STEP
    seen: set[int] = set()
    stops = []
    for x, side, high, row in placed:
        stops.append(Stop(x, line + side * high * STEP, row, side < 0, side not in seen))
        seen.add(side)
    return Journey(tuple(stops), line + below * STEP + 2 * LABEL, line, _ticks(dated), len(taking_sides) - len(dated))


def _heaped(dated: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, int, int, Mapping[str, Any]]]:
    """Each claim's place on the line, its side, and how high it lies on those of the same time."""
    times = [_seconds(row["published"]) for row in dated]
    start, length = min(times), max(max(times) - min(times), 1.0)
    heaps: Counter[tuple[int, int]] = Counter()
    for row, time in zip(dated, times, strict=True):
        x = round((MARGIN + (WIDTH - 2 * MARGIN) * (time - start) / length) / STEP)
        side = SIDES[row["agreement"]]
        heaps[x, side] += 1
        yield x * STEP, side, heaps[x, side], row


def _ticks(dated: Sequence[Mapping[str, Any]]) -> tuple[tuple[float, str], ...]:
    """The first and the last day."""
    first, last = dated[0]["published"][:10], dated[-1]["published"][:10]
    return ((MARGIN, first), (WIDTH - MARGIN, last)) if first != last else ((MARGIN, first),)


def _seconds(moment: str) -> float:
    """A printed moment, however precise, on one scale."""
    padded = moment + "-01-01"[len(moment) - 4 :] if len(moment) < 10 else moment
    try:
        found = datetime.fromisoformat(padded)
    except ValueError:
        found = datetime.fromisoformat(padded[:10])
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
