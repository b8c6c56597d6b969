"""Indexes by which long lists are counted, ordered and narrowed."""

from sayso.store.migrations.steps import create_indexes

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
    """Make them."""
    create_indexes(NEW)
