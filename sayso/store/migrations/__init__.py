"""Numbered steps from any older case to today's tables; each runs in one transaction with its record."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sayso.errors import StoreError
from sayso.store.database import Database, Lock

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""All steps, oldest first."""
HEAD = REVISIONS[-1]


def bring_up_to_date(connection: Connection, database: Database, *, create: bool = True) -> None:
    """The tables as this version knows them; alembic is loaded only where something is to be done.

    Raises:
        StoreError: if the tables are another program's or a newer sayso's, or there are none and none are to be made.
    """
    held, where = inspect(connection).get_table_names(), database.address
    recorded = "alembic_version" in held
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if recorded else None
    if version == HEAD:
        return
    if held and (version is None or "takes_part" not in held):
        raise StoreError(f"{where} is a database, but no case of sayso's; choose another with --case")
    if not held and not create:
        raise StoreError(f"there is no case in {where}; start one with: sayso add REPORT... --case {where}")
    if version is not None and version not in REVISIONS:
        raise StoreError(
            f"{where} was written by a newer sayso (its tables are version {version}); install that one to open it"
        )
    _upgrade(connection, database)


def _upgrade(connection: Connection, database: Database) -> None:
    """Take a case's tables to this version, all steps or none; who comes second finds it done."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    database.begin(connection)
    try:
        for lock in (Lock.SETTLING, Lock.FILING):
            database.hold(connection, lock)
        command.upgrade(config, "head")
    except BaseException:
        connection.rollback()
        raise
    connection.exec_driver_sql("COMMIT")
