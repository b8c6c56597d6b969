"""The first tables, and the full-text index."""

from alembic import op

from sayso.store.tables import metadata

revision = "0001"
down_revision = None

SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5(text, report UNINDEXED, start UNINDEXED, "
        "tokenize='unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        'CREATE TABLE search(text text NOT NULL, report text COLLATE "C" NOT NULL, start integer NOT NULL, '
        "words tsvector NOT NULL)",
        "CREATE INDEX search_words ON search USING gin(words)",
        "CREATE INDEX search_report ON search(report)",
    ),
}


def upgrade() -> None:
    """Make them."""
    metadata.create_all(op.get_bind())
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)
