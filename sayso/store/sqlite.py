"""A case as one SQLite file: opening it, and saying what is wrong with one that does not open.

WAL lets a reader look while a writer adds; a writer takes the file at once and waits for another at most WAIT. What is
deleted is overwritten with zeros, since a removed report must be gone from the file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from sayso.errors import StoreError
from sayso.store.case import Case
from sayso.store.migrations import HEAD, REVISIONS, upgrade

WAIT = 120
"""Seconds to wait for another process that is writing."""
HEADER = b"SQLite format 3\0"


def open_case(path: Path, *, create: bool = False) -> Case:
    """The case in a file, brought up to this version's tables; with `create`, a new one where there is none.

    Raises:
        StoreError: if there is none, or it is not a case, damaged, from a newer sayso, or may not be written.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        _check_new(path, create=create)
    elif path.is_dir():
        raise StoreError(f"{path} is a folder; name a file, such as {path / 'case.sayso'}")
    else:
        _check_header(path)
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    engine = _engine(path, writable=writable)
    with told(path), engine.connect() as connection:
        _bring_up_to_date(connection, path)
        if writable:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    return Case(engine, path, lambda: told(path))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the database says into what to do about it."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(_explained(path, str(getattr(error, "orig", error)))) from error


def _explained(path: Path, what: str) -> str:
    low = what.lower()
    if "full" in low or "disk i/o" in low:
        return f"there is no room left to write {path} ({what}); make room and run the same command again: nothing filed is lost"
    if "readonly" in low or "read-only" in low:
        return f"{path} may not be written; copy it to a folder of yours, or ask for the right to write there"
    if "locked" in low or "busy" in low:
        return f"another process has been writing to {path} for {WAIT} seconds; try again when it has finished"
    if "malformed" in low or "not a database" in low or "corrupt" in low or "encrypted" in low:
        return f"{path} is damaged ({what}); go back to a backup (sayso backup makes one), or add the reports to a new case"
    if "unable to open" in low:
        return f"{path} cannot be opened; see that the folder exists and may be read and written"
    return f"{path}: {what}"


def _check_new(path: Path, *, create: bool) -> None:
    if not create:
        raise StoreError(f"there is no case in {path}; start one with: sayso add REPORT... --case {path}")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}; make it, or choose another place for the case")
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"the folder {path.parent.resolve()} may not be written; choose another with --case")


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            begin = file.read(len(HEADER))
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror})") from error
    if begin and begin != HEADER:
        raise StoreError(f"{path} is no case of sayso's, or its beginning is damaged; choose another file with --case")


def _engine(path: Path, *, writable: bool) -> Engine:
    log = path.with_name(f"{path.name}-wal")
    alone = "?mode=ro&immutable=1" if not log.exists() else "?mode=ro"  # what a run left in the log belongs to the case
    where = f"file:{path.resolve().as_posix()}" + ("" if writable else alone)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)

    engine = create_engine(
        "sqlite://", creator=connect, isolation_level="AUTOCOMMIT", poolclass=QueuePool, pool_size=4, max_overflow=60
    )  # many threads may ask at once: each has a connection to itself while it asks

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in ("synchronous=NORMAL", "secure_delete=ON", "temp_store=MEMORY", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    """The tables as this version knows them; alembic is loaded only where something is to be done."""
    found = connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if found else None
    if version == HEAD:
        return
    if version is None and connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar():
        raise StoreError(f"{path} is a database, but no case of sayso's; choose another file with --case")
    if version is not None and version not in REVISIONS:
        raise StoreError(
            f"{path} was written by a newer sayso (its tables are version {version}); install that one to open it"
        )
    upgrade(connection)
