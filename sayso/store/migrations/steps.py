"""What a step does to a case made by an older sayso; one made just now has it all from its first step."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from alembic import op
from sqlalchemy import Column, Table, inspect

from sayso.store.tables import metadata


def add_columns(table: Table, names: Collection[str]) -> None:
    """Add those columns of a table that are not there."""
    there = {column["name"] for column in inspect(op.get_bind()).get_columns(table.name)}
    for name in names:
        if name not in there:
            op.add_column(table.name, _like(table.c[name]))


def create_indexes(names: Collection[str]) -> None:
    """Make those indexes that are not there."""
    for table in metadata.sorted_tables:
        for index in table.indexes:
            if index.name in names:
                index.create(op.get_bind(), checkfirst=True)


def _like(column: Column[Any]) -> Column[Any]:
    return Column(column.name, column.type, nullable=column.nullable, server_default=column.server_default)
