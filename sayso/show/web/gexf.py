"""A neighbourhood as GEXF, for Gephi and its like: what the page shows, no more; `sayso export` writes whole cases."""

from __future__ import annotations

import io
from collections.abc import Sequence

from sayso.show.graph import APART, Attributes, graph_of, write_gexf
from sayso.store.case import now
from sayso.store.edges import Node, Tie


def gexf(nodes: Sequence[Node], ties: Sequence[Tie], told: str) -> bytes:
    """Names and ties; `told` says what they are of, and stands in the file's description."""
    graph = graph_of(
        ((node.id, {"label": node.name, "type": node.type, "sources": node.sources}) for node in nodes),
        ((tie.source, tie.target, _of_a_tie(tie)) for tie in ties),
    )
    out = io.BytesIO()
    write_gexf(graph, now(), told, out, size="sources")
    return out.getvalue()


def _of_a_tie(tie: Tie) -> Attributes:
    return {
        "label": tie.kind,
        "kind": tie.kind,
        "types": APART.join(tie.types),
        "line": tie.line,
        "denied": tie.denied,
        "weight": tie.claims,
        "origins_min": tie.origins.min,
        "origins_max": tie.origins.max,
        "reports": tie.reports,
        "stances": APART.join(f"{stance} {count}" for stance, count in tie.stances.items()),
        "printed_first": tie.first[:10] if tie.first else None,
        "printed_last": tie.last[:10] if tie.last else None,
    }
