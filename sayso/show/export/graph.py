"""GraphML and GEXF, for Gephi, Cytoscape, yEd and whatever reads a network.

Nodes are those with a name; an arrow goes from who did it to whom, from subject to object, or from a speaker to whom it
speaks about. Sources of the formats: graphml.graphdrawing.org; gexf.net, version 1.2.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import SubElement

import msgspec

from sayso.show.characters import clean
from sayso.show.chosen import About, Chosen
from sayso.show.network import Network, Node, Tie, network_of
from sayso.store.edges import TieKind

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Attributes = dict[str, Any]
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


def write_graphml(chosen: Chosen, out: BinaryIO) -> None:
    """Write the network as GraphML; what the export is stands on the graph."""
    from networkx import write_graphml

    graph = _graph(network_of(chosen), _described)
    graph.graph.update(_on_the_graph(chosen.about))
    write_graphml(graph, out)


def write_gexf(chosen: Chosen, out: BinaryIO) -> None:
    """Write the network as GEXF, on the time line of the days of printing; what the export is stands in its `meta`."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(_graph(network_of(chosen), _on_a_time_line))
    writer.graph_element.set("timeformat", "date")
    for attribute in writer.xml.iter("attribute"):
        if attribute.get("title") == "networkx_key":
            attribute.set("title", "tie")
    _describe(writer.xml.find("meta"), chosen.about)
    writer.write(out)


def _describe(meta: Any, about: About) -> None:
    """Say in a GEXF file's `meta` what it is, in the place of the library's own name."""
    meta.clear()
    meta.set("lastmodifieddate", about.made[:10])
    for name, text in (("creator", f"sayso {about.sayso}"), ("description", about.told())):
        SubElement(meta, name).text = clean(text)


def _graph(network: Network, told: Callable[[Node | Tie], dict[str, Any]]) -> MultiDiGraph[str]:
    """The network as a library for networks has it; `told` gives the attributes of a node or a tie."""
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph()
    graph.add_nodes_from((node.id, told(node)) for node in network.nodes.values())
    graph.add_edges_from(
        (tie.source, tie.target, f"t{number}", told(tie)) for number, tie in enumerate(network.ties, start=1)
    )
    return graph


def _described(thing: Node | Tie) -> Attributes:
    found = _of_a_node(thing) if isinstance(thing, Node) else _of_a_tie(thing)
    return {
        name: clean(value) if isinstance(value, str) else value for name, value in found.items() if value is not None
    }


def _of_a_node(node: Node) -> Attributes:
    return {
        "label": node.name,
        "type": node.type,
        "forms": APART.join(node.forms),
        "reports": node.reports,
        "mentions": node.mentions,
        "spoken": node.spoken,
        "printed_first": node.printed.first,
        "printed_last": node.printed.last,
    }


def _of_a_tie(tie: Tie) -> Attributes:
    origins, against = tie.origins or (None, None), tie.against or (None, None)
    return {
        "label": tie.type,
        "kind": tie.kind.value,
        "what": tie.type,
        "text": tie.text,
        "matter": tie.matter,
        "firmness": tie.firmness if tie.kind is not TieKind.SPEAKS else None,
        "weight": len(tie.claims),
        "claims": APART.join(tie.claims),
        "voices": APART.join(tie.voices),
        "stances": APART.join(f"{stance} {count}" for stance, count in tie.stances.most_common()),
        "hedged": tie.hedged,
        "origins_min": origins[0],
        "origins_max": origins[1],
        "against_min": against[0],
        "against_max": against[1],
        "happened_from": tie.happened[0],
        "happened_to": tie.happened[1],
        "printed_first": tie.printed.first,
        "printed_last": tie.printed.last,
    }


def _on_a_time_line(thing: Node | Tie) -> dict[str, Any]:
    """The attributes, with the days of printing as the stretch in which a thing is there, and size and colour."""
    stretch = {"start": thing.printed.first, "end": thing.printed.last}
    told: dict[str, Any] = _described(thing) | {name: day for name, day in stretch.items() if day}
    if isinstance(thing, Node):
        colour = dict(zip("rgb", COLOURS.get(thing.type, OTHER_COLOUR), strict=True))
        told["viz"] = {"size": float(10 + 3 * thing.reports), "color": colour | {"a": 1.0}}
    return told


def _on_the_graph(about: About) -> Attributes:
    told = msgspec.to_builtins(about) | {"query": json.dumps(about.query, ensure_ascii=False)}
    return {f"sayso_{name}": clean(str(value)) for name, value in told.items()}
