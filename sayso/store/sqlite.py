"""A case as one SQLite file: opening it, and saying what is wrong with one that does not open.

WAL lets a reader look while a writer adds; a writer takes the file at once and waits for another at most WAIT. What is
deleted is overwritten with zeros, since a removed report must be gone from the file.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from sayso.errors import StoreError
from sayso.store.case import Case
from sayso.store.database import CONNECTIONS, FullText, Lock
from sayso.store.migrations import bring_up_to_date
from sayso.store.search import Fts5
from sayso.terms import Address

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
    database = SQLite(path, writable=writable)
    with database.told(), database.engine.connect() as connection:
        bring_up_to_date(connection, database)
        if writable:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    return Case(database)


class SQLite:
    """A file of SQLite's, as a case uses it."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.address = Address.of(path)
        self.engine = _engine(path, writable=writable)
        self.fulltext: FullText = Fts5()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what the database says into what to do about it."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise StoreError(_explained(self.address.file, str(getattr(error, "orig", error)))) from error
        except (zlib.error, msgspec.DecodeError) as error:  # pages that hold together, with noise in a row
            raise StoreError(_explained(self.address.file, f"malformed: {error}")) from error

    def begin(self, connection: Connection) -> None:
        """Take the file for oneself."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def hold(self, connection: Connection, lock: Lock) -> None:
        """Nothing to do: whoever writes has the file for himself."""

    def look(self, connection: Connection) -> None:
        """See the case as it stands, whoever writes meanwhile."""
        connection.exec_driver_sql("BEGIN")

    def insert(self, table: Table) -> Insert:
        """An insertion that passes over rows whose keys are there."""
        return insert(table).on_conflict_do_nothing()

    def scrub(self) -> None:
        """Overwrite what was deleted: the full-text index is written anew and the file packed."""
        with self.told(), self.engine.connect() as connection:
            connection.execute(text("INSERT INTO search(search) VALUES('rebuild')"))
            connection.execute(text("INSERT INTO search(search) VALUES('optimize')"))
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def backup(self, case: Case, path: Path) -> None:
        """Write a copy of the file as it stands."""
        with self.told(), self.engine.connect() as connection:
            connection.execute(text("VACUUM INTO :path"), {"path": str(path)})


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
        "sqlite://", creator=connect, isolation_level="AUTOCOMMIT", poolclass=QueuePool, **CONNECTIONS
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in ("synchronous=NORMAL", "secure_delete=ON", "temp_store=MEMORY", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
