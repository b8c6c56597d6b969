"""A network as a picture: SVG worked out here, with no more nodes than an eye can take in."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import NamedTuple
from xml.etree.ElementTree import Element

from sayso.show.html import element
from sayso.show.network import Network, Node, Tie
from sayso.store.edges import TieKind

MOST = 40
"""Nodes that are drawn: those with most claims on their ties."""
WIDE, HIGH, EDGE = 1000, 720, 90
SEED = 7
"""The layout begins with chance; with the same beginning the same case looks the same."""
DASHES = {"held": None, "open": "2 5", "contested": "8 5", "denied": "1 6"}


class Place(NamedTuple):
    """Where a node stands in the picture."""

    x: float
    y: float


ROOM = Place(125, 62)
"""What a node with its name needs to itself."""
PUSHES = 80


def drawn(network: Network) -> tuple[list[Node], list[Tie]]:
    """The nodes that a picture shows, and the ties among them that are more than talk."""
    ties = [tie for tie in network.ties if tie.kind is not TieKind.SPEAKS] or network.ties
    weight: Counter[str] = Counter()
    for tie in ties:
        weight.update({tie.source: len(tie.claims), tie.target: len(tie.claims)})
    shown = {id for id, _ in weight.most_common(MOST)}
    return (
        [network.nodes[id] for id in weight if id in shown],
        [tie for tie in ties if tie.source in shown and tie.target in shown],
    )


def picture(nodes: list[Node], ties: list[Tie]) -> Element:
    """Circles for nodes, larger for more reports; arrows for ties, wider for more origins, broken where not held by all."""
    places = _laid_out(nodes, ties)
    return element(
        "svg",
        element("title", f"Network of {len(nodes)} names and {len(ties)} ties"),
        element(
            "defs",
            element(
                "marker",
                element("path", d="M0,0 L8,4 L0,8 z"),
                id="arrow", viewBox="0 0 8 8", refX=8, refY=4, markerWidth=7, markerHeight=7, orient="auto",
                markerUnits="userSpaceOnUse",
            ),
        ),
        (_arrow(tie, places, {node.id: node for node in nodes}) for tie in ties),
        (_circle(node, places[node.id]) for node in nodes),
        viewBox=f"0 0 {WIDE} {HIGH}",
        role="img",
        class_="network",
    )  # fmt: skip


def _laid_out(nodes: list[Node], ties: list[Tie]) -> dict[str, Place]:
    """Nodes that hang together stand together (Fruchterman and Reingold's springs), fitted into the picture.

    Parts without a tie between them hang on a weak spring, or they would fly apart.
    """
    from networkx import Graph, connected_components, spring_layout

    graph: Graph[str] = Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from((tie.source, tie.target) for tie in ties)
    parts = sorted(connected_components(graph), key=len, reverse=True)
    middles = [max(sorted(part), key=graph.degree) for part in parts]
    graph.add_edges_from((middles[0], middle, {"weight": 0.15}) for middle in middles[1:])
    found = spring_layout(graph, seed=SEED, k=4 / max(1, len(nodes)) ** 0.5, iterations=300) if nodes else {}
    x, y = ([float(place[axis]) for place in found.values()] for axis in (0, 1))
    return _parted({id: Place(_fitted(float(p[0]), x, WIDE), _fitted(float(p[1]), y, HIGH)) for id, p in found.items()})


def _parted(places: dict[str, Place]) -> dict[str, Place]:
    """The same, with nodes that stand too near each other pushed apart, so that no name covers another."""
    found = dict(places)
    for _ in range(PUSHES):
        for one, other in combinations(found, 2):
            a, b = found[one], found[other]
            across, down = (b.x - a.x) / ROOM.x, (b.y - a.y) / ROOM.y
            apart = (across**2 + down**2) ** 0.5 or 0.01
            if apart < 1:
                push = (1 - apart) / apart / 2
                x, y = across * ROOM.x * push, down * ROOM.y * push
                found[one], found[other] = _within(a.x - x, a.y - y), _within(b.x + x, b.y + y)
    return found


def _within(x: float, y: float) -> Place:
    return Place(round(min(max(x, EDGE), WIDE - EDGE), 1), round(min(max(y, EDGE / 2), HIGH - EDGE / 2), 1))


def _fitted(value: float, values: list[float], size: int) -> float:
    low, high = min(values), max(values)
    return round(EDGE + (value - low) / ((high - low) or 1) * (size - 2 * EDGE), 1)


def _radius(node: Node) -> float:
    return float(min(15, 5 + 1.5 * node.reports))


def _circle(node: Node, place: Place) -> Element:
    return element(
        "g",
        element("title", f"{node.name}: {node.type}, in {node.reports} reports"),
        element("circle", cx=place.x, cy=place.y, r=_radius(node)),
        element("text", node.name, x=place.x, y=round(place.y + _radius(node) + 13, 1), text_anchor="middle"),
        class_=f"node {node.type}",
    )


def _arrow(tie: Tie, places: dict[str, Place], nodes: dict[str, Node]) -> Element:
    """A bent line from rim to rim, so that one there and one back are two."""
    start, end = places[tie.source], places[tie.target]
    across, down = end.x - start.x, end.y - start.y
    length = max(1.0, (across**2 + down**2) ** 0.5)
    bend = Place((start.x + end.x) / 2 - down * 0.12, (start.y + end.y) / 2 + across * 0.12)
    begin, stop = (_radius(nodes[i]) + 2 for i in (tie.source, tie.target))
    ends = (
        round(start.x + across / length * begin, 1),
        round(start.y + down / length * begin, 1),
        round(bend.x, 1),
        round(bend.y, 1),
        round(end.x - across / length * stop, 1),
        round(end.y - down / length * stop, 1),
    )
    told = f"{nodes[tie.source].name} → {nodes[tie.target].name}: {tie.type}, {tie.firmness}: {tie.text}"
    return element(
        "path",
        element("title", told),
        d="M{} {} Q{} {} {} {}".format(*ends),
        class_=f"tie {tie.firmness}",
        stroke_width=1 + min(4, (tie.origins or (0, 0))[1]),
        stroke_dasharray=DASHES[tie.firmness],
        marker_end="url(#arrow)",
    )
