"""Source bytes, summaries, and the versions and kills of the wire."""

from typing import Any

from alembic import op
from sqlalchemy import Column, inspect

from sayso.store.tables import reports, sources

revision = "0003"
down_revision = "0002"
NEW = ("summary", "item", "edition", "withdrawn")


def _like(column: Column[Any]) -> Column[Any]:
    return Column(column.name, column.type, nullable=column.nullable, server_default=column.server_default)


def upgrade() -> None:
    """Add what a case made by an older sayso lacks; one made just now has it all."""
    connection = op.get_bind()
    there = {column["name"] for column in inspect(connection).get_columns("reports")}
    for name in NEW:
        if name not in there:
            op.add_column("reports", _like(reports.c[name]))
    for index in reports.indexes:
        index.create(connection, checkfirst=True)
    sources.create(connection, checkfirst=True)
