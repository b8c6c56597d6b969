"""The type of each claim's event or relation, by which ties are told apart without opening the claims."""

import msgspec
from alembic import op
from sqlalchemy import bindparam, select, update

from sayso.store.case import chunks
from sayso.store.migrations.steps import add_columns
from sayso.store.tables import statements
from sayso.terms import Statement

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add it, and fill it from the claims that are there."""
    connection = op.get_bind()
    add_columns(statements, ["type"])
    decode = msgspec.msgpack.Decoder(Statement).decode
    filled = update(statements).where(statements.c.id == bindparam("claim")).values(type=bindparam("told"))
    for part in chunks(connection.execute(select(statements.c.id)).scalars().all()):
        rows = connection.execute(select(statements.c.id, statements.c.body).where(statements.c.id.in_(part)))
        connection.execute(filled, [{"claim": claim, "told": decode(body).type} for claim, body in rows])
