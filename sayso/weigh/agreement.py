"""Agreement: how a claim stands to a point of its matter. Equal values support, wider ones are less specific, disjoint
ones conflict, and holds = no denies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sayso.terms import Agreement, Holds, Quantity, Stance, Statement, Voice

Wider = Callable[[str | None, str | None], bool]
"""Whether one place holds another."""


def on_happening(statement: Statement) -> Agreement | None:
    """How a claim stands to whether the thing happened; None where it commits to nothing (asks, doubts, believes)."""
    if statement.voice is Voice.UNSTATED:
        return None  # alleged by nobody in the case: it stands only inside its denial
    if statement.stance is Stance.DECLINES:
        return Agreement.DECLINES
    if statement.holds is Holds.NO or (statement.stance is Stance.DENIES and statement.holds is not Holds.YES):
        return Agreement.DENIES
    if statement.holds is Holds.POSSIBLE and statement.stance in TAKING_FOR_POSSIBLE:
        return Agreement.LESS_SPECIFIC
    if statement.holds in (Holds.YES, Holds.POSSIBLE):
        return Agreement.SUPPORTS
    return None


def on_happenings(statements: Sequence[Statement]) -> dict[str, Agreement]:
    """How each claim of a matter stands to it.

    Where nobody puts it forward but in the negative ("the boats had not left port"), that is what is put forward: whoever
    says so supports it, and only who denies it in so many words is against it.
    """
    stands = {s.id: stand for s in statements if (stand := on_happening(s)) is not None}
    if Agreement.SUPPORTS in stands.values():
        return stands
    put_forward = {s.id for s in statements if s.stance in PUTTING_FORWARD and stands.get(s.id) is Agreement.DENIES}
    return stands | dict.fromkeys(put_forward, Agreement.SUPPORTS)


TAKING_FOR_POSSIBLE = {Stance.BELIEVES, Stance.DOUBTS}
"""Stances of who thinks that a thing may be so: they put forward less than that it is."""
PUTTING_FORWARD = {Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.BELIEVES}


def of_figures(value: Quantity, reference: Quantity) -> Agreement:
    """Two figures for the same thing, as stretches of numbers."""
    low, high = _bounds(value)
    lowest, highest = _bounds(reference)
    if (low, high) == (lowest, highest):
        return Agreement.SUPPORTS
    if low <= lowest and highest <= high:
        return Agreement.LESS_SPECIFIC
    if lowest <= low and high <= highest:
        return Agreement.SUPPORTS
    return Agreement.CONFLICTS if high < lowest or highest < low else Agreement.LESS_SPECIFIC


def of_days(value: tuple[str, str], reference: tuple[str, str]) -> Agreement:
    """Two stretches of days (ISO 8601)."""
    if value == reference or (reference[0] <= value[0] and value[1] <= reference[1]):
        return Agreement.SUPPORTS
    if value[0] <= reference[0] and reference[1] <= value[1]:
        return Agreement.LESS_SPECIFIC
    return Agreement.CONFLICTS if value[1] < reference[0] or reference[1] < value[0] else Agreement.LESS_SPECIFIC


def of_places(value: str, reference: str, wider: Wider) -> Agreement:
    """Two places, by what lies in what."""
    if value == reference or wider(reference, value):
        return Agreement.SUPPORTS
    return Agreement.LESS_SPECIFIC if wider(value, reference) else Agreement.CONFLICTS


def figures_of(statement: Statement) -> dict[str, Quantity]:
    """The figures of a claim by what they count."""
    return {figure.of or figure.unit or "figure": figure for figure in statement.figures if figure.of or figure.unit}


def number_alone(statement: Statement) -> Quantity | None:
    """The figure of a claim that does not say what it counts: "the toll at 19"."""
    return next((figure for figure in statement.figures if not (figure.of or figure.unit)), None)


def days_of(statement: Statement) -> tuple[str, str] | None:
    """The stretch of days in which a claim puts its event; None where it is not told, or open at both ends."""
    if not statement.first and not statement.last:
        return None
    return statement.first or "0001-01-01", statement.last or "9999-12-31"


Given = TypeVar("Given")


def leading(values: Sequence[tuple[Given, str]], same: Callable[[Given, Given], bool]) -> Given:
    """The value that most gates give; of equals, the first. `values` are pairs of a value and its gate."""
    best, most = values[0][0], 0
    for value, _ in values:
        gates = {gate for other, gate in values if same(value, other)}
        if len(gates) > most:
            best, most = value, len(gates)
    return best


def is_own_word(statement: Statement) -> bool:
    """Whether it is the outlet's own word, and nobody else's."""
    return statement.voice is Voice.OUTLET or not statement.chain


def _bounds(figure: Quantity) -> tuple[float, float]:
    low = figure.low if figure.low is not None else float("-inf")
    high = figure.high if figure.high is not None else float("inf")
    if figure.exclusive and figure.low is not None:
        low += 1e-9
    if figure.approx and figure.low is not None and figure.low == figure.high:
        return low * 0.9, high * 1.1
    return low, high
