"""Parquet, for data frames and databases; what the export is stands in the file's own metadata, under `sayso`."""

from __future__ import annotations

from itertools import islice
from typing import Any, BinaryIO

import msgspec

from sayso.show.chosen import Chosen
from sayso.show.tables import Kind, Table

AT_ONCE = 5000
"""Rows in one group: what is held in memory."""


def write_table(table: Table, chosen: Chosen, out: BinaryIO) -> None:
    """Write a table of a case."""
    from pyarrow import Table as Arrow
    from pyarrow.parquet import ParquetWriter

    schema = _schema(table, chosen)
    rows = table.rows(chosen)
    with ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, AT_ONCE)):
            writer.write_table(Arrow.from_pylist(group, schema=schema))


def _schema(table: Table, chosen: Chosen) -> Any:
    import pyarrow

    kinds = {
        Kind.TEXT: pyarrow.string(),
        Kind.NUMBER: pyarrow.int64(),
        Kind.FLAG: pyarrow.bool_(),
        Kind.LIST: pyarrow.list_(pyarrow.string()),
    }
    fields = [
        pyarrow.field(column.name, kinds[column.kind], metadata={"meaning": column.meaning}) for column in table.columns
    ]
    return pyarrow.schema(fields, metadata={"sayso": msgspec.json.encode(chosen.about), "table": table.name})
