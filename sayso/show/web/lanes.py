"""Claims on three clocks: when it happened, when it was said, when it was printed, each a lane over one scale of time.

Drawn on the server, so that it needs no script. Places are worked out here; the template only draws. Each claim has a
dot on every lane whose time is known: the stance gives its shape. Dots of one time stand on each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sayso.terms import Moment, Precision
from sayso.terms.dates import find_dates

WIDTH, LEFT, RIGHT = 960, 84, 14
STEP, HIGH, HEAD = 11, 12, 26
"""Between dots, how many stand on each other before a heap grows wide, and the room above a lane."""
LANES = ("happened", "said", "printed")
REACH = timedelta(days=120)
"""How much longer than the reports' own days the scale may begin: what happened before stands at the left edge."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a moment to a moment; the same where it is known to the day or better."""

    first: datetime
    last: datetime

    @property
    def middle(self) -> datetime:
        """Where its dot stands."""
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim on one lane; `since` and `until` are the ends of a stretch longer than a day."""

    x: float
    y: float
    row: Row
    told: str
    since: float | None = None
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One clock: its dots, its floor, how many claims happened before the scale begins, and how many have no time."""

    name: str
    top: float
    floor: float
    dots: tuple[Dot, ...]
    earlier: int
    timeless: int


@dataclass(frozen=True, slots=True)
class Line:
    """Three lanes over one scale."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    first: str
    last: str
    height: float
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


def timed(row: Row) -> dict[str, Any]:
    """A claim with the days of each of its clocks."""
    told = {lane: _days(found) for lane, found in _clocks(row).items()}
    return {
        **row,
        "happened_first": told["happened"][0],
        "happened_last": told["happened"][1],
        "said_first": told["said"][0],
        "said_last": told["said"][1],
    }


def _days(found: Stretch | None) -> tuple[str | None, str | None]:
    return (found.first.date().isoformat(), found.last.date().isoformat()) if found else (None, None)


def laid_out(rows: Sequence[Row]) -> Line | None:
    """The line of some claims; None where no clock has a time for any."""
    clocks = [(row, _clocks(row)) for row in rows]
    found = [stretch.middle for _, clock in clocks for stretch in clock.values() if stretch]
    if not found:
        return None
    first, last = _ends(found, [clock["printed"].middle for _, clock in clocks if clock["printed"]])
    lanes, top = [], 0.0
    for name in LANES:
        lane = _lane(name, clocks, first, last, top)
        lanes.append(lane)
        top = lane.floor
    return Line(tuple(lanes), tuple(_ticks(first, last)), first.isoformat(), last.isoformat(), top + 26)


def _ends(found: Sequence[datetime], printed: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Where the scale begins and ends: with the reports, and what happened not too long before them."""
    first, last = min(found), max(found)
    if printed:
        first = max(first, min(printed) - max(REACH, max(printed) - min(printed)))
    return first - timedelta(days=1), last + timedelta(days=1)


def _lane(
    name: str, clocks: Sequence[tuple[Row, dict[str, Stretch | None]]], first: datetime, last: datetime, top: float
) -> Lane:
    placed = [(row, stretch) for row, clock in clocks if (stretch := clock[name])]
    on = [(row, stretch) for row, stretch in placed if stretch.middle >= first]
    heaps: Counter[int] = Counter()
    spots = []
    for row, stretch in on:
        column = round(_x(stretch.middle, first, last) / STEP)
        towards = -1 if column * STEP > WIDTH * 0.8 else 1  # a block near the end of the line grows back from it
        while heaps[column] >= HIGH:
            column += towards
        spots.append((row, stretch, column, heaps[column]))
        heaps[column] += 1
    rows_high = min(max(heaps.values(), default=1), HIGH)
    floor = top + HEAD + rows_high * STEP
    dots = tuple(_dot(row, stretch, column, place, floor, first, last) for row, stretch, column, place in spots)
    return Lane(name, top, floor, dots, len(placed) - len(on), len(clocks) - len(placed))


def _dot(row: Row, stretch: Stretch, column: int, place: int, floor: float, first: datetime, last: datetime) -> Dot:
    x, y = column * STEP, floor - STEP * (place + 0.6)
    told = _told(stretch)
    if stretch.last - stretch.first <= timedelta(days=1):
        return Dot(x, round(y, 1), row, told)
    return Dot(x, round(y, 1), row, told, _x(max(stretch.first, first), first, last), _x(stretch.last, first, last))


def _told(stretch: Stretch) -> str:
    since, until = stretch.first.date().isoformat(), stretch.last.date().isoformat()
    return since if since == until else f"{since} to {until}"


def _x(moment: datetime, first: datetime, last: datetime) -> float:
    share = (moment - first) / (last - first)
    return round(LEFT + (WIDTH - LEFT - RIGHT) * min(share, 1.0), 1)


def _ticks(first: datetime, last: datetime) -> Iterator[tuple[float, str]]:
    """Years, months or days, as many as have room."""
    days = (last - first).days
    if days > 365 * 3:
        every = max(1, days // 365 // 10)
        moments: Iterable[datetime] = (
            datetime(y, 1, 1, tzinfo=UTC) for y in range(first.year + 1, last.year + 1, every)
        )
        size = 4
    elif days > 75:
        every = max(1, days // 30 // 11)
        months = range(first.year * 12 + first.month, last.year * 12 + last.month, every)
        moments = (datetime(m // 12, m % 12 + 1, 1, tzinfo=UTC) for m in months)
        size = 7
    else:
        every = max(1, days // 9)
        start = datetime.combine(first.date(), datetime.min.time(), UTC)
        moments = (start + timedelta(days=d) for d in range(1, days + 1, every))
        size = 10
    for moment in moments:
        if first <= moment <= last:
            yield _x(moment, first, last), moment.date().isoformat()[:size]


# What the clocks say


def _clocks(row: Row) -> dict[str, Stretch | None]:
    return {
        "happened": _happened(row["happened"]),
        "said": _said(row["said"], row["published"]),
        "printed": _moment(row["published"]),
    }


def _happened(kept: str | None) -> Stretch | None:
    """The days a claim puts its event on; a stretch that is open at one end stands at the other."""
    first, _, last = (kept or "").partition("/")
    since, until = _moment(first or last), _moment(last or first)
    return Stretch(since.first, max(since.first, until.last)) if since and until else None


def _said(words: str | None, published: str | None) -> Stretch | None:
    """The day a report says it was said: "on Tuesday" is a day where the report has one."""
    if not words:
        return None
    printed = Moment(published, Precision.DAY) if published and len(published) >= 10 else None
    for when in find_dates(words, printed):
        if when.start or when.end:
            return _happened(f"{when.start or ''}/{when.end or ''}")
    return None


def _moment(value: str | None) -> Stretch | None:
    """A moment, however precise: a year and a month are stretches."""
    if not value:
        return None
    try:
        if len(value) <= 7:
            year, month = int(value[:4]), int(value[5:7] or 0)
            first = datetime(year, month or 1, 1, tzinfo=UTC)
            after = datetime(year + (not month or month == 12), (month % 12 + 1) if month else 1, 1, tzinfo=UTC)
            return Stretch(first, after - timedelta(days=1))
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    moment = found if found.tzinfo else found.replace(tzinfo=UTC)
    return Stretch(moment, moment)
