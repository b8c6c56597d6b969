"""A neighbourhood as GEXF, for Gephi and its like: names with size and kind, ties with line, voices, stances and days.

What the page shows is written, no more; `sayso export` writes whole cases. Source of the format: gexf.net, version 1.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sayso import __version__
from sayso.store.case import now
from sayso.store.edges import Node, Tie

VERSION = "1.3"
NODE: Mapping[str, str] = {"type": "string", "sources": "integer"}
EDGE: Mapping[str, str] = {
    "types": "string",
    "line": "string",
    "denied": "boolean",
    "origins_min": "integer",
    "origins_max": "integer",
    "claims": "integer",
    "reports": "integer",
    "stances": "string",
    "printed_first": "string",
    "printed_last": "string",
}
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Characters that XML has no place for."""


def gexf(nodes: Sequence[Node], ties: Sequence[Tie], told: str) -> bytes:
    """Names and ties; `told` says what they are of, and stands in the file's description."""
    root = Element("gexf", {"version": VERSION})
    meta = SubElement(root, "meta", {"lastmodifieddate": now()[:10]})
    SubElement(meta, "creator").text = f"sayso {__version__}"
    SubElement(meta, "description").text = told.translate(UNPRINTABLE)
    graph = SubElement(root, "graph", {"defaultedgetype": "directed"})
    _declare(graph, "node", NODE)
    _declare(graph, "edge", EDGE)
    inside = SubElement(graph, "nodes")
    for node in nodes:
        _add(inside, "node", {"id": node.id, "label": node.name}, NODE, {"type": node.type, "sources": node.sources})
    inside = SubElement(graph, "edges")
    for number, tie in enumerate(ties):
        ends = {"id": f"t{number}", "source": tie.source, "target": tie.target, "kind": tie.kind}
        _add(inside, "edge", ends | {"label": tie.kind, "weight": str(tie.claims)}, EDGE, _of_a_tie(tie))
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _declare(graph: Element, of: str, attributes: Mapping[str, str]) -> None:
    declared = SubElement(graph, "attributes", {"class": of})
    for name, kind in attributes.items():
        SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def _add(
    inside: Element, what: str, fixed: Mapping[str, str], attributes: Mapping[str, str], found: Mapping[str, object]
) -> None:
    thing = SubElement(inside, what, {name: value.translate(UNPRINTABLE) for name, value in fixed.items()})
    values = SubElement(thing, "attvalues")
    for name in attributes:
        if found[name] is not None:
            text = str(found[name]).lower() if isinstance(found[name], bool) else str(found[name])
            SubElement(values, "attvalue", {"for": name, "value": text.translate(UNPRINTABLE)})


def _of_a_tie(tie: Tie) -> dict[str, object]:
    return {
        "types": " | ".join(tie.types),
        "line": tie.line,
        "denied": tie.denied,
        "origins_min": tie.origins.min,
        "origins_max": tie.origins.max,
        "claims": tie.claims,
        "reports": tie.reports,
        "stances": " | ".join(f"{stance} {count}" for stance, count in tie.stances.items()),
        "printed_first": tie.first,
        "printed_last": tie.last,
    }
