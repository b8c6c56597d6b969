"""Indexes by which long lists are counted, ordered and narrowed."""

from alembic import op

from sayso.store.tables import metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make those that are not there: a case of this version has them from its first step."""
    for table in metadata.sorted_tables:
        for index in table.indexes:
            index.create(op.get_bind(), checkfirst=True)
