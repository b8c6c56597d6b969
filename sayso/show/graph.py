"""A network as a file for Gephi, Cytoscape, yEd and whatever reads one: GraphML and GEXF, by the library for networks.

Whoever has a network says what stands on its nodes and ties; this says how it is written. Sources of the formats:
graphml.graphdrawing.org; gexf.net, version 1.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias
from xml.etree.ElementTree import SubElement

from sayso import __version__
from sayso.show.characters import clean

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    Graph: TypeAlias = MultiDiGraph[str]

Attributes = Mapping[str, Any]
COLOURS = {
    "person": (0xAA, 0x9C, 0xFC),
    "organization": (0x7A, 0xEC, 0xEC),
    "state": (0xFE, 0xCA, 0x74),
    "place": (0xFF, 0x95, 0x61),
    "group": (0xC8, 0x87, 0xFB),
}
"""displaCy's, which people of the field know."""
OTHER_COLOUR = (0xBB, 0xBB, 0xBB)
APART = " | "
"""Between several values of one attribute: the formats have no lists that Gephi reads."""


def graph_of(nodes: Iterable[tuple[str, Attributes]], ties: Iterable[tuple[str, str, Attributes]]) -> Graph:
    """A network as the library has it: names by their ids, arrows one beside the other; what is None is left out."""
    from networkx import MultiDiGraph

    graph: Graph = MultiDiGraph()
    graph.add_nodes_from((id, _told(attributes)) for id, attributes in nodes)
    graph.add_edges_from(
        (source, target, f"t{number}", _told(attributes)) for number, (source, target, attributes) in enumerate(ties, 1)
    )
    return graph


def write_graphml(graph: Graph, about: Mapping[str, str], out: BinaryIO) -> None:
    """Write a network as GraphML; what the file is stands on the graph."""
    from networkx import write_graphml

    graph.graph.update({f"sayso_{name}": clean(text) for name, text in about.items()})
    write_graphml(graph, out)


def write_gexf(graph: Graph, made: str, told: str, out: BinaryIO, *, size: str) -> None:
    """Write a network as GEXF, on the time line of the days of printing, with nodes as large as one of their attributes.

    When it was made and what it is stand in the file's `meta`, in the place of the library's own name.
    """
    from networkx.readwrite.gexf import GEXFWriter

    for _, node in graph.nodes(data=True):
        node.update(_on_the_time_line(node), viz=_drawn(node["type"], node[size]))
    for _, _, tie in graph.edges(data=True):
        tie.update(_on_the_time_line(tie))
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    writer.graph_element.set("timeformat", "date")
    for attribute in writer.xml.iter("attribute"):
        if attribute.get("title") == "networkx_key":
            attribute.set("title", "tie")
    meta = writer.xml.find("meta")
    meta.clear()
    meta.set("lastmodifieddate", made[:10])
    for name, text in (("creator", f"sayso {__version__}"), ("description", told)):
        SubElement(meta, name).text = clean(text)
    writer.write(out)


def _told(attributes: Attributes) -> dict[str, Any]:
    return {
        name: clean(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }


def _drawn(type: str, size: int) -> dict[str, Any]:
    """How a node is drawn: in the colour of its type, the larger the more there is to it."""
    red, green, blue = COLOURS.get(type, OTHER_COLOUR)
    return {"size": float(10 + 3 * size), "color": {"r": red, "g": green, "b": blue, "a": 1.0}}


def _on_the_time_line(attributes: Attributes) -> dict[str, str]:
    """The days of printing as the stretch in which a thing is there."""
    stretch = {"start": attributes.get("printed_first"), "end": attributes.get("printed_last")}
    return {end: day for end, day in stretch.items() if day}
