"""Source bytes, summaries, and the versions and kills of the wire."""

from alembic import op

from sayso.store.migrations.steps import add_columns, create_indexes
from sayso.store.tables import reports, sources

revision = "0003"
down_revision = "0002"
NEW = ("summary", "item", "edition", "withdrawn")


def upgrade() -> None:
    """Add them."""
    add_columns(reports, NEW)
    create_indexes({str(index.name) for index in reports.indexes})
    sources.create(op.get_bind(), checkfirst=True)
