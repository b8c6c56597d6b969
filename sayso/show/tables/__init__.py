"""The tables that a case is exported as: what columns each has, what they mean, and its rows.

The same rows go into CSV, JSON Lines and Parquet. docs/data-dictionary.md is made from what stands here.
"""

from __future__ import annotations

from sayso.show.tables import claims, entities, events, matters
from sayso.show.tables.table import Column, Kind, Table

TABLES: dict[str, Table] = {table.name: table for table in (claims.TABLE, events.TABLE, entities.TABLE, matters.TABLE)}

__all__ = ["TABLES", "Column", "Kind", "Table"]
