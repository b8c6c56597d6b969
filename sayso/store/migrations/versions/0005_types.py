"""The type of each claim's event or relation, by which ties are told apart without opening the claims."""

import msgspec
from alembic import op
from sqlalchemy import Column, bindparam, inspect, select, update

from sayso.store.case import chunks
from sayso.store.tables import statements
from sayso.terms import Statement

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column, and fill it from the claims that are there; a case made just now has both."""
    connection = op.get_bind()
    if "type" in {column["name"] for column in inspect(connection).get_columns("statements")}:
        return
    op.add_column("statements", Column("type", statements.c.type.type))
    decode = msgspec.msgpack.Decoder(Statement).decode
    filled = update(statements).where(statements.c.id == bindparam("claim")).values(type=bindparam("told"))
    for part in chunks(list(connection.execute(select(statements.c.id)).scalars())):
        rows = connection.execute(select(statements.c.id, statements.c.body).where(statements.c.id.in_(part)))
        connection.execute(filled, [{"claim": claim, "told": decode(body).type} for claim, body in rows])
