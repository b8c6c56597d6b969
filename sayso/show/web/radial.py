"""The neighbourhood of one name as a picture that needs no script: itself in the middle, its neighbours around it.

Places are worked out here; the template only draws. Those on most voices stand at the top and follow the clock. What is
further away than one step stands on an outer circle, beside the neighbour it is reached by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from sayso.store.edges import Node, Tie

WIDTH, HEIGHT = 820, 580
NEAR, FAR = (190, 160), (285, 245)
"""Half axes of the circle of neighbours and of the one beyond it."""
MOST = 40
"""Neighbours a picture has room for, with their names."""
APART = 7
"""Between two lines that run between the same two names."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name in the picture; its label stands on the side away from the middle."""

    node: Node
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in the picture, from edge to edge of its names, with the strokes across it where somebody denies it."""

    tie: Tie
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    strokes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Names and lines, and how many neighbours found no room."""

    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT


def drawn(centre: Node, nodes: Sequence[Node], ties: Sequence[Tie]) -> Picture:
    """The picture of a name and of those who stand around it."""
    others = [node for node in nodes if node.id != centre.id]
    bound = {end for tie in ties for end in (tie.source, tie.target) if centre.id in (tie.source, tie.target)}
    near = [node for node in others if node.id in bound][:MOST]
    far = [node for node in others if node.id not in bound][: MOST - len(near)]
    places = {centre.id: _place(centre, WIDTH / 2, HEIGHT / 2, 0.0)}
    for circle, axes in ((near, NEAR if far else FAR), (far, FAR)):
        places |= {node.id: place for node, place in _around(circle, axes)}
    return Picture(tuple(places.values()), tuple(_lines(ties, places)), len(others) - len(near) - len(far))


def _around(nodes: Sequence[Node], axes: tuple[int, int]) -> Iterator[tuple[Node, Place]]:
    """Names on a circle, from the top on; where they are many, every other one further in, so that labels have room."""
    for number, node in enumerate(nodes):
        angle = 2 * pi * (number + 0.5) / len(nodes) - pi / 2
        inward = 0.78 if len(nodes) > 16 and number % 2 else 1.0
        x, y = WIDTH / 2 + axes[0] * inward * cos(angle), HEIGHT / 2 + axes[1] * inward * sin(angle)
        yield node, _place(node, x, y, cos(angle))


def _place(node: Node, x: float, y: float, aside: float) -> Place:
    radius = size(node)
    if abs(aside) < 0.25:
        above = y < HEIGHT / 2
        return Place(node, x, y, radius, x, y - radius - 5 if above else y + radius + 14, "middle")
    away = radius + 5
    return Place(node, x, y, radius, x + (away if aside > 0 else -away), y + 4, "start" if aside > 0 else "end")


def size(node: Node) -> float:
    """The radius of a name: its area grows with its independent sources."""
    return round(float(min(5 + 2.2 * node.sources**0.5, 18)), 1)


def thickness(tie: Tie) -> float:
    """The width of a tie: it grows with the voices it rests on at least."""
    return round(min(1.2 + 1.1 * tie.origins.min, 7), 1)


def _lines(ties: Sequence[Tie], places: Mapping[str, Place]) -> Iterator[Line]:
    """The ties between names that have a place; those between the same two side by side."""
    with_places = [tie for tie in ties if tie.source in places and tie.target in places]
    side_by_side = Counter(_pair(tie) for tie in with_places)
    seen: Counter[frozenset[str]] = Counter()
    for tie in with_places:
        pair = _pair(tie)
        aside = (seen[pair] - (side_by_side[pair] - 1) / 2) * APART
        seen[pair] += 1
        yield _line(tie, places[tie.source], places[tie.target], aside if tie.source < tie.target else -aside)


def _pair(tie: Tie) -> frozenset[str]:
    return frozenset((tie.source, tie.target))


def _line(tie: Tie, source: Place, target: Place, aside: float) -> Line:
    length = hypot(target.x - source.x, target.y - source.y) or 1.0
    along_x, along_y = (target.x - source.x) / length, (target.y - source.y) / length
    across_x, across_y = -along_y, along_x
    start, end = source.radius + 2, length - target.radius - 7

    def at(distance: float, off: float = 0.0) -> tuple[float, float]:
        return (
            round(source.x + along_x * distance + across_x * (aside + off), 1),
            round(source.y + along_y * distance + across_y * (aside + off), 1),
        )

    width = thickness(tie)
    strokes: tuple[tuple[float, float, float, float], ...] = ()
    if tie.denied:
        reach = width / 2 + 4
        middle = (start + end) / 2
        strokes = tuple((*at(middle + d - 3, -reach), *at(middle + d + 3, reach)) for d in (-6, 0, 6))
    return Line(tie, *at(start), *at(end), width, strokes)
