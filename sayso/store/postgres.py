"""A case in a database of a PostgreSQL server, for several people at once.

One may settle, one may file, any number may look, all at the same time: advisory locks part the writers, and they end
with the transaction, however it ends. Whoever files never waits for long; the others queue in the order of coming.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, OperationalError

from sayso.errors import StoreError
from sayso.store import sqlite, tables
from sayso.store.case import Case
from sayso.store.copying import copy_case
from sayso.store.database import CONNECTIONS, FullText, Lock
from sayso.store.migrations import bring_up_to_date
from sayso.store.search import TsVector
from sayso.terms import Address

if TYPE_CHECKING:
    import psycopg

WAIT = 600
"""Seconds to wait for another process that is writing."""
SAYSO = 0x5A750
"""The number under which sayso's locks are told from those of other programs."""
SETTINGS = f"SET lock_timeout = '{WAIT}s'; SET work_mem = '64MB'; SET jit = off"
"""Questions of a case hold lists of ids that must be kept in memory, and are too short to be compiled."""


def open_case(address: Address, *, create: bool = False) -> Case:
    """The case in a database, brought up to this version's tables; with `create`, a new one where there is none.

    Raises:
        StoreError: if the server or the database is not there or lets nobody in, or holds no case, or a newer sayso's.
    """
    database = Postgres(address)
    with database.told(), database.engine.connect() as connection:
        _check_encoding(connection, address)
        bring_up_to_date(connection, database, create=create)
    return Case(database)


class Postgres:
    """A database of a server, as a case uses it."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.engine = _engine(address)
        self.fulltext: FullText = TsVector()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what the server says into what to do about it."""
        try:
            yield
        except DBAPIError as error:
            raise StoreError(_explained(self.address, error)) from error

    def begin(self, connection: Connection) -> None:
        """Start a transaction that sees what others file meanwhile."""
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED")

    def hold(self, connection: Connection, lock: Lock) -> None:
        """Wait for those who do it now, and keep others from it until the transaction ends."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:sayso, :lock)"), {"sayso": SAYSO, "lock": int(lock)})

    def look(self, connection: Connection) -> None:
        """See the case as it stands, whoever writes meanwhile."""
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def insert(self, table: Table) -> Insert:
        """An insertion that passes over rows whose keys are there."""
        return insert(table).on_conflict_do_nothing()

    def scrub(self) -> None:
        """Write the tables anew without what was deleted, and the server's statistics, which hold samples of them.

        Raises:
            StoreError: if that is another user's to do.
        """
        refused: list[str] = []
        with self.told(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.add_notice_handler(lambda notice: refused.append(notice.message_primary))
            for name in (*tables.metadata.tables, "search", "pg_statistic"):
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {name}")
            connection.invalidate()  # the handler goes with it
        if refused:
            raise StoreError(
                f"what was removed is gone from {self.address}, but what is deleted stays in the server's files until the "
                f"owner of the database says: VACUUM FULL ({refused[0]})"
            )

    def backup(self, case: Case, path: Path) -> None:
        """Write the case to a file, which is a case as well."""
        file = sqlite.open_case(path, create=True)
        copy_case(case, file)
        file.close()


def _engine(address: Address) -> Engine:
    try:
        import psycopg
    except ImportError as error:
        raise StoreError(
            f"{address} needs what is not installed; install it with: pip install 'sayso[pg]', or keep the case in a file"
        ) from error
    try:
        psycopg.conninfo.conninfo_to_dict(address.given)
    except psycopg.ProgrammingError:  # what it says may hold the password
        raise StoreError(f"{address} is no address; write it as postgresql://user@host/database") from None

    def connect() -> psycopg.Connection:
        connection = psycopg.connect(
            address.given, autocommit=True, client_encoding="UTF8", fallback_application_name="sayso"
        )
        connection.execute(SETTINGS)
        return connection

    return create_engine(
        "postgresql+psycopg://", creator=connect, isolation_level="AUTOCOMMIT", pool_pre_ping=True, **CONNECTIONS
    )


def _check_encoding(connection: Connection, address: Address) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreError(
            f"{address} keeps text as {encoding}, which lacks letters; make one with: createdb --encoding UTF8 --template template0 NAME"
        )


REFUSALS = {
    "42501": "you have no right to do this there ({what}); ask its owner to GRANT it",
    "25006": "may only be read ({what}); write to the main server, not to a copy of it",
    "55P03": f"another process has been writing there for {WAIT} seconds; try again when it has finished",
    "53100": "there is no room left on the server ({what}); make room and run the same command again: nothing filed is lost",
    "53300": "the server lets no more in at present ({what}); try again when others have left",
    "40P01": "another process was in the way; run the same command again: nothing filed is lost",
}
"""What to say to the server's codes for why it does not do something."""
CONNECTING = {
    "does not exist": "{what}; make it with: createdb {database} (createuser makes a user), or correct --case",
    "password": "you are not let in ({what}); put the password into ~/.pgpass or the variable PGPASSWORD",
    "pg_hba": "you are not let in from here ({what}); the server's pg_hba.conf says who is",
    "permission denied for database": "you are not let in ({what}); ask its owner: GRANT CONNECT ON DATABASE {database}",
    "too many": REFUSALS["53300"],
    "starting up": "the server is starting ({what}); try again in a moment",
}
"""What to say to words of the server's where no connection comes about; such a refusal has no code."""
NO_SERVER = "no PostgreSQL server answers there ({what}); see that it runs, that host and port are right, and that it listens to you"
LOST = "the server went away ({what}); run the same command again: nothing filed is lost"


def _explained(address: Address, error: DBAPIError) -> str:
    code = getattr(error.orig, "sqlstate", None) or ""
    what = " ".join(str(error.orig).split()).removeprefix("ERROR: ")
    if code in REFUSALS:
        saying = REFUSALS[code]
    elif "connection failed" in what or "connection is bad" in what or "connection timeout" in what:
        saying = next((said for word, said in CONNECTING.items() if word in what), NO_SERVER)
    elif code.startswith(("08", "57P")) or (isinstance(error, OperationalError) and not code):
        saying = LOST
    else:
        saying = "{what}"
    return f"{address}: " + saying.format(what=_short(what), database=address.database)


def _short(what: str) -> str:
    """The server's own word, without where it was asked."""
    return what.rsplit(" failed: ", 1)[-1].removeprefix("FATAL: ").strip()
