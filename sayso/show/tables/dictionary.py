"""The data dictionary: docs/data-dictionary.md is what `python -m sayso.show.tables.dictionary` prints.

A test holds the page to it, so that no column is without its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.show.tables import TABLES, Kind, Table

HEAD = """# Data dictionary

The tables that `sayso export csv`, `jsonl` and `parquet` write, made from the program by
`python -m sayso.show.tables.dictionary > docs/data-dictionary.md`. Names and meanings are stable: a column may be added,
none is renamed or removed without a word in the changelog. What the words mean is in [case.md](case.md) and
[reading.md](reading.md); what the formats are for is in [formats-out.md](formats-out.md).

A cell without a value is empty in CSV, null in JSON Lines and Parquet. A *list* is an array in JSON Lines and Parquet; in
CSV its values stand in one cell, parted by "; ", and a semicolon within a value becomes a comma. A *boolean* is `true` or
`false`.
"""
HELD = {Kind.TEXT: "text", Kind.NUMBER: "number", Kind.FLAG: "boolean", Kind.LIST: "list"}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for table in TABLES.values() for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield table.meaning
    yield ""
    yield "| column | holds | meaning |"
    yield "|---|---|---|"
    yield from (f"| `{column.name}` | {HELD[column.kind]} | {column.meaning} |" for column in table.columns)
    yield ""


if __name__ == "__main__":
    print(page(), end="")
