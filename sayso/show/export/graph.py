"""GraphML and GEXF of a case: those with a name, and who did what to whom, who stands how to whom, who speaks of whom."""

from __future__ import annotations

import json
from typing import BinaryIO

import msgspec

from sayso.show import graph
from sayso.show.chosen import Chosen
from sayso.show.graph import APART, Attributes
from sayso.show.network import Network, Node, Tie, network_of
from sayso.store.edges import TieKind


def write_graphml(chosen: Chosen, out: BinaryIO) -> None:
    """Write the network as GraphML."""
    about = msgspec.to_builtins(chosen.about) | {"query": json.dumps(chosen.about.query, ensure_ascii=False)}
    graph.write_graphml(_graph(network_of(chosen)), about, out)


def write_gexf(chosen: Chosen, out: BinaryIO) -> None:
    """Write the network as GEXF, its nodes as large as they are in many reports."""
    graph.write_gexf(_graph(network_of(chosen)), chosen.about.made, chosen.about.told(), out, size="reports")


def _graph(network: Network) -> graph.Graph:
    return graph.graph_of(
        ((node.id, _of_a_node(node)) for node in network.nodes.values()),
        ((tie.source, tie.target, _of_a_tie(tie)) for tie in network.ties),
    )


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
