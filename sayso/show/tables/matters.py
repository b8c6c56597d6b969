"""The table of matters: what is claimed by anybody, on how many independent voices it rests, who denies it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.show.chosen import Chosen, Row
from sayso.show.tables.table import Column, Kind, Table, Value

COLUMNS = (
    Column("matter", "id of the matter, or of its point"),
    Column("part_of", "the matter a point belongs to; empty for the matter itself"),
    Column("slot", "happened for the matter itself; date, place, figure: ..., actor, recipient or via for a point"),
    Column("text", "the matter in the words of one of its claims; a point's leading value"),
    Column("type", "PLOVER's type, or a relation's"),
    Column("actors", "who did it", Kind.LIST),
    Column("recipients", "to whom", Kind.LIST),
    Column("reports", "in how many reports the matter is", Kind.NUMBER),
    Column("outlets", "from how many outlets", Kind.NUMBER),
    Column("origins_min", "on how many independent voices it rests, at least", Kind.NUMBER),
    Column("origins_max", "at most", Kind.NUMBER),
    Column("unestablished", "outlets that say it in their own word and do not say how they know", Kind.NUMBER),
    Column("occasions", "at how many occasions it was said", Kind.NUMBER),
    Column("voices", "the origins, each by the voice that printed it first", Kind.LIST),
    Column("behind", "voices behind those, never counted", Kind.LIST),
    Column("edges", "why two voices may not count as two", Kind.LIST),
    Column("against_min", "how many independent voices deny it, at least", Kind.NUMBER),
    Column("against_max", "at most", Kind.NUMBER),
    Column("denied_by", "the origins of the denials", Kind.LIST),
    Column("supporting", "ids of the claims that support it", Kind.LIST),
    Column("denying", "ids of the claims that deny it", Kind.LIST),
    Column("claims", "ids of all its claims", Kind.LIST),
)


def _rows(chosen: Chosen) -> Iterator[dict[str, Value]]:
    for row in chosen.matters():
        counted, against = row["origins"], row["against"]
        yield {
            "matter": row["id"],
            **{name: row[name] for name in ("part_of", "slot", "text", "type", "actors", "recipients")},
            "reports": row["reports"],
            "outlets": row["outlets"],
            "origins_min": counted["min"],
            "origins_max": counted["max"],
            "unestablished": counted["unestablished"],
            "occasions": counted["occasions"],
            "voices": [group["voice"] for group in counted["groups"]],
            "behind": [voice for group in counted["groups"] for voice in group["behind"]],
            "edges": [_edge(edge) for edge in counted["edges"]],
            "against_min": against["min"],
            "against_max": against["max"],
            "denied_by": [group["voice"] for group in against["groups"]],
            "supporting": _standing(row, "supports"),
            "denying": _standing(row, "denies"),
            "claims": [claim["claim"] for claim in row["claims"]],
        }


def _edge(edge: Row) -> str:
    return f"{edge['a']} and {edge['b']} {'are' if edge['firm'] else 'may be'} one: {edge['why']}"


def _standing(row: Row, agreement: str) -> list[str]:
    return [claim["claim"] for claim in row["claims"] if claim["agreement"] == agreement]


TABLE = Table(
    "matters", "A row for each matter, most origins first, and one for each of its points after it.", COLUMNS, _rows
)
