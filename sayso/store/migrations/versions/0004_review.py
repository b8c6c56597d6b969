"""What is uncertain, kept so that it can be asked for without opening every reading."""

import zlib

import msgspec
from alembic import op
from sqlalchemy import delete, insert, select

from sayso.store.doubts import doubts_of
from sayso.store.migrations.steps import create_indexes
from sayso.store.tables import doubts, reports
from sayso.terms import Reading

revision = "0004"
down_revision = "0003"
NEW = ("name_pairs_by_verdict", "decisions_by_kind")


def upgrade() -> None:
    """Make the table and its indexes, and fill it from the readings that are there."""
    connection = op.get_bind()
    doubts.create(connection, checkfirst=True)
    create_indexes(NEW)
    connection.execute(delete(doubts).where(doubts.c.kind != "member"))
    for report in list(connection.execute(select(reports.c.id)).scalars()):
        packed = connection.execute(select(reports.c.reading).where(reports.c.id == report)).scalar_one()
        found = doubts_of(msgspec.msgpack.decode(zlib.decompress(packed), type=Reading))
        if rows := list({row["thing"]: row for row in found}.values()):
            connection.execute(insert(doubts), rows)
