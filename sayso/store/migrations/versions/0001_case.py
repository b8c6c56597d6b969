"""The first tables, and the full-text index."""

from alembic import op

from sayso.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    metadata.create_all(op.get_bind())
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(text, report UNINDEXED, start UNINDEXED, "
        "tokenize='unicode61 remove_diacritics 2')"
    )
