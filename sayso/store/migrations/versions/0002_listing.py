"""Indexes by which long lists are counted, ordered and narrowed."""

from alembic import op

from sayso.store.tables import metadata

revision = "0002"
down_revision = "0001"
NEW = (
    "statements_in_order",
    "statements_counted_by_stance",
    "statements_counted_by_voice",
    "statements_counted_by_holds",
    "statements_by_speaker",
    "matters_in_order",
    "matters_counted_by_type",
    "entities_by_name",
)


def upgrade() -> None:
    """Make those that are not there: a case made just now has them from its first step."""
    for table in metadata.sorted_tables:
        for index in table.indexes:
            if index.name in NEW:
                index.create(op.get_bind(), checkfirst=True)
