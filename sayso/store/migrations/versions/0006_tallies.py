"""What is counted of an identity, kept beside it so that a list of names need not count it."""

from alembic import op
from sqlalchemy import select

from sayso.store.case import chunks
from sayso.store.migrations.steps import add_columns, create_indexes
from sayso.store.tables import identities
from sayso.store.tallies import count_anew

revision = "0006"
down_revision = "0005"
NEW = ("documents", "claims", "said", "forms")


def upgrade() -> None:
    """Add it, and count it for every identity that is there."""
    connection = op.get_bind()
    add_columns(identities, NEW)
    create_indexes({"identities_in_order", "identities_by_claims", "identities_unheard"})
    for some in chunks(connection.execute(select(identities.c.id)).scalars().all()):
        count_anew(connection, some)
