"""How a matter travelled: each claim on it as a point in time, for above the line, against below.

Drawn on the server, so that it needs no script. Places are worked out here; the template only draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

WIDTH, MARGIN, STEP, TOP = 720, 24, 15, 20
SIDES = {"supports": -1, "less_specific": -1, "conflicts": 1, "denies": 1, "declines": 1}


@dataclass(frozen=True, slots=True)
class Stop:
    """One claim at its time. `first` marks the first on its side."""

    x: float
    y: float
    claim: Mapping[str, Any]
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
    dated = sorted((row for row in claims if row["published"]), key=lambda row: (row["published"], row["claim"]))
    if len(dated) < 2:
        return None
    times = [_seconds(row["published"]) for row in dated]
    start, length = min(times), max(max(times) - min(times), 1.0)
    heaps: dict[tuple[int, int], int] = {}
    placed = []
    seen: set[int] = set()
    for row, time in zip(dated, times, strict=True):
        x = MARGIN + (WIDTH - 2 * MARGIN) * (time - start) / length
        side = SIDES.get(row["agreement"] or "", -1)
        heap = (round(x / STEP), side)
        heaps[heap] = heaps.get(heap, 0) + 1
        placed.append((heap[0] * STEP, side, heaps[heap], row, side not in seen))
        seen.add(side)
    above = max((high for _, side, high, _, _ in placed if side < 0), default=0)
    below = max((high for _, side, high, _, _ in placed if side > 0), default=0)
    line = TOP + above * STEP
    stops = tuple(Stop(x, line + side * high * STEP, row, first) for x, side, high, row, first in placed)
    return Journey(stops, line + below * STEP + 3 * STEP, line, _ticks(dated), len(claims) - len(dated))


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


def first_and_last(claims: Iterable[Mapping[str, Any]]) -> tuple[str, str] | None:
    """When the first and the last of some claims were printed."""
    days = sorted(row["published"] for row in claims if row["published"])
    return (days[0], days[-1]) if days else None
