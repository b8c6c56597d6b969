"""The figures of an event: who gave which number when. Each thing counted is a table, and a line that steps as accounts change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sayso.show.amounts import quantity_line
from sayso.terms import Matter, Quantity, Statement

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 170, 56, 150, 14, 26
FIGURE = "figure: "
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Steps:
    """One source's account over time: the corners of its line, where it was given, and its name beside the end."""

    source: str
    corners: str
    given: tuple[tuple[float, float, Row], ...]
    label_y: float
    dashes: int


@dataclass(frozen=True, slots=True)
class Account:
    """Everything said on one figure, oldest first."""

    of: str
    rows: tuple[Row, ...]
    steps: tuple[Steps, ...]
    ticks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def accounts(matter: Matter, statements: Mapping[str, Statement]) -> list[Account]:
    """The figures of a matter, those that most claims give first."""
    found = []
    for point in matter.points:
        if point.slot.startswith(FIGURE):
            of = point.slot.removeprefix(FIGURE)
            rows = sorted(_rows(of, point.stands, statements), key=lambda row: (row["printed"] or "~", row["claim"]))
            if rows:
                found.append(Account(of, tuple(rows), *_drawn(rows)))
    return sorted(found, key=lambda account: -len(account.rows))


def _rows(of: str, stands: Sequence[Any], statements: Mapping[str, Statement]) -> Iterator[Row]:
    for stand in stands:
        statement = statements.get(stand.claim)
        figure = next((f for f in statement.figures if of in (f.of, f.unit)), None) if statement else None
        if statement and figure:
            yield {
                "figure": of,
                "value": quantity_line(figure),
                "low": figure.low,
                "high": figure.high,
                "source": statement.speaker.name if statement.speaker else statement.outlet or "the outlet",
                "house": statement.outlet,
                "printed": statement.published,
                "stance": statement.stance.value,
                "agreement": stand.agreement.value,
                "claim": stand.claim,
                "text": statement.text,
                "at": _height(figure),
            }


def _height(figure: Quantity) -> float:
    """Where a figure stands on the scale: its lower bound, else its upper."""
    bound = figure.low if figure.low is not None else figure.high
    return float(bound or 0.0)


def _drawn(
    rows: Sequence[Row],
) -> tuple[tuple[Steps, ...], tuple[tuple[float, str], ...], tuple[tuple[float, str], ...]]:
    """The lines of an account; none where one figure, or one moment, leaves nothing to step between."""
    dated = [(row, _seconds(row["printed"])) for row in rows if row["printed"]]
    moments = sorted({moment for _, moment in dated})
    if len(moments) < 2 or len({row["at"] for row, _ in dated}) < 2:
        return (), (), ()
    start, length = moments[0], moments[-1] - moments[0]
    heights: list[float] = sorted({row["at"] for row, _ in dated})
    least, most = min(0.0, heights[0]), heights[-1] or 1.0

    def x(moment: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (moment - start) / length, 1)

    def y(height: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (height - least) / (most - least), 1)

    sources = list(dict.fromkeys(row["source"] for row, _ in dated))[:6]
    steps, labels = [], list[float]()
    for number, source in enumerate(sources):
        given = tuple((x(moment), y(row["at"]), row) for row, moment in dated if row["source"] == source)
        corners = f"M{given[0][0]} {given[0][1]}" + "".join(f"H{a}V{b}" for a, b, _ in given[1:]) + f"H{WIDTH - RIGHT}"
        labels.append(_free(given[-1][1] + 4, labels))
        steps.append(Steps(source, corners, given, labels[-1], number))
    ticks = ((x(moments[0]), dated[0][0]["printed"][:10]), (x(moments[-1]), dated[-1][0]["printed"][:10]))
    return tuple(steps), ticks, tuple((y(height), f"{height:,.12g}") for height in _apart(heights, y))


def _free(wanted: float, taken: Sequence[float]) -> float:
    """The nearest height at which a name does not stand on another."""
    for off in (0, 13, -13, 26, -26, 39, -39, 52, 65, 78):
        if TOP <= wanted + off <= HEIGHT - BOTTOM + 4 and all(abs(wanted + off - other) >= 12 for other in taken):
            return wanted + off
    return wanted


def _apart(heights: Sequence[float], y: Any) -> Iterator[float]:
    """Heights whose names have room on the scale."""
    last = None
    for height in heights:
        if last is None or abs(y(height) - last) >= 13:
            last = y(height)
            yield height


def _seconds(moment: str) -> float:
    padded = moment + "-01-01"[len(moment) - 4 :] if len(moment) < 10 else moment
    found = datetime.fromisoformat(padded)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
