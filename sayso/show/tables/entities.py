"""The table of entities: everybody and everything the reports name, under all their spellings."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.show.chosen import Chosen
from sayso.show.tables.table import Column, Kind, Table, Value

COLUMNS = (
    Column("entity", "id of the identity; it can change when it is merged or parted"),
    Column("name", "what it is called"),
    Column("type", "person, organization, state, place, group, document or thing"),
    Column("forms", "how the reports name or describe it, most frequent first", Kind.LIST),
    Column("reports", "in how many reports of the whole case", Kind.NUMBER),
    Column("mentions", "how many times, pronouns among them", Kind.NUMBER),
    Column("maybe", "ids of identities it may also be", Kind.LIST),
    Column("maybe_names", "what those are called", Kind.LIST),
    Column("why", "what its names were taken for one by"),
)


def _rows(chosen: Chosen) -> Iterator[dict[str, Value]]:
    for row in chosen.entities():
        yield {
            "entity": row["id"],
            "name": row["name"],
            "type": row["type"],
            "forms": [form["form"] for form in row["forms"]],
            "reports": row["documents"],
            "mentions": len(row["mentions"]),
            "maybe": [maybe["entity"] for maybe in row["maybe"]],
            "maybe_names": [maybe["name"] for maybe in row["maybe"]],
            "why": row["why"] or None,
        }


TABLE = Table("entities", "A row for each identity of the case, those in most reports first.", COLUMNS, _rows)
