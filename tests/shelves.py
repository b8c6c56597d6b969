"""Where the tests keep their cases: files in a temporary folder, or databases of a server started for the whole run."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg

from sayso.store import Case, open_case
from sayso.terms import Address
from tests.stories import blank

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
"""Where servers are installed that are not on the path."""
STARTING = 30
"""Seconds."""
ROOM = 2_000_000_000
"""Bytes that the cases of a run may take."""
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=64MB", "max_connections=300")
"""A case that is thrown away need not survive a power cut."""


class Shelf(Protocol):
    """Somewhere to keep cases."""

    name: str

    def bare(self) -> Address:
        """Where a case can be made and none is yet."""

    def empty(self) -> Address:
        """A new case with nothing in it."""

    def alone(self) -> Address:
        """The same, in files of its own."""

    def copy(self, case: Address) -> Address:
        """A new case like another that nobody has open."""

    def bytes_of(self, case: Case) -> bytes:
        """Everything in the files of a case."""


class Folder:
    """Cases as files."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = count()

    def bare(self) -> Address:
        """A file that is not there."""
        return Address.of(self._folder() / "my.sayso")

    def empty(self) -> Address:
        """A new case with nothing in it, in a folder of its own."""
        return self._filled(blank())

    alone = empty

    def copy(self, case: Address) -> Address:
        """A new case like another."""
        return self._filled(case.file.read_bytes())

    def bytes_of(self, case: Case) -> bytes:
        """The file of a case and all that lies beside it."""
        return b"".join(one.read_bytes() for one in sorted(case.address.file.parent.iterdir()))

    def _filled(self, data: bytes) -> Address:
        address = self.bare()
        address.file.write_bytes(data)
        return address

    def _folder(self) -> Path:
        folder = self._path / str(next(self._number))
        folder.mkdir()
        return folder


class Server:
    """Cases as databases, or as schemas of one database, which are quicker to make."""

    name = "postgres"

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._number = count()
        self._open = psycopg.connect(self.at("postgres").given, autocommit=True)
        self._blank = self.made()
        open_case(self._blank, create=True).close()
        self._shared = self.made(f"TEMPLATE {self._blank.database}")
        self._within = psycopg.connect(self._shared.given, autocommit=True)
        named = self._within.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        self._tables = [name for (name,) in named]

    def at(self, database: str, schema: str = "public", user: str = "sayso") -> Address:
        """A database of the server, by its socket, which lets everybody in."""
        where = f"host={self.folder}&port={self.port}&options=-csearch_path%3D{schema}"
        return Address(f"postgresql://{user}@/{database}?{where}")

    def by_network(self, database: str, user: str) -> Address:
        """A database of the server, by its port, which asks for a password; the user may be given with his."""
        return Address(f"postgresql://{user}@127.0.0.1:{self.port}/{database}")

    def say(self, command: str, case: Address | None = None) -> None:
        """Have the server do something, in the database of a case or its own."""
        if case is None:
            self._open.execute(command)  # type: ignore[arg-type]
            return
        with psycopg.connect(case.given, autocommit=True) as connection:
            connection.execute(command)  # type: ignore[arg-type]

    def made(self, how: str = "") -> Address:
        """A new database."""
        name = f"cases{next(self._number)}"
        self.say(f"CREATE DATABASE {name} {how}")
        return self.at(name)

    def alone(self) -> Address:
        """A new case with nothing in it, in a database of its own."""
        return self.made(f"TEMPLATE {self._blank.database}")

    def bare(self) -> Address:
        """A schema without tables."""
        schema = f"case{next(self._number)}"
        self._within.execute(f"CREATE SCHEMA {schema}")  # type: ignore[arg-type]
        return self.at(self._shared.database, schema)

    def empty(self) -> Address:
        """A new case with nothing in it."""
        return self._like("public")

    def copy(self, case: Address) -> Address:
        """A new case like another."""
        return self._like(_schema(case))

    def _like(self, other: str) -> Address:
        new = self.bare()
        schema = _schema(new)
        commands = [
            f"CREATE TABLE {schema}.{table} (LIKE {other}.{table} INCLUDING ALL); "
            f"INSERT INTO {schema}.{table} SELECT * FROM {other}.{table}"
            for table in self._tables
        ]
        with self._within.transaction():
            self._within.execute("; ".join(commands))  # type: ignore[arg-type]
        return new

    def bytes_of(self, case: Case) -> bytes:
        """The files of a database."""
        self.say("CHECKPOINT")
        asked = self._open.execute("SELECT oid FROM pg_database WHERE datname = %s", [case.address.database]).fetchone()
        assert asked
        return b"".join(one.read_bytes() for one in (self.folder / "data" / "base" / str(asked[0])).iterdir())

    def close(self) -> None:
        """Let go of the server."""
        self._open.close()
        self._within.close()


def _schema(case: Address) -> str:
    return case.given.rsplit("%3D", 1)[1]


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest where there are several."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [one for place in PLACES for one in Path("/").glob(place.strip("/")) if (one / "initdb").exists()]
    return max(found, key=str, default=None)


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A server in a temporary folder, for as long as it is needed. As root it runs as somebody else: it refuses root."""
    somebody = _somebody()
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-", dir=_quick_folder()))
    if somebody:
        shutil.chown(folder, somebody)
    folder.chmod(0o755)
    _make(programs, folder, somebody)
    port = _free_port()
    settings = [
        word for setting in (*QUICK, f"port={port}", f"unix_socket_directories={folder}") for word in ("-c", setting)
    ]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-c", "listen_addresses=127.0.0.1", *settings]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(command, user=somebody, cwd=folder, stdout=log, stderr=log)
    try:
        _wait_for(folder, port, process)
        server = Server(folder, port)
        yield server
        server.close()
    finally:
        process.send_signal(signal.SIGQUIT)  # ends at once, whoever is connected
        process.wait()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _quick_folder() -> Path | None:
    """Memory, where there is enough of it: a disk takes longer to make and remove so many small files than the tests."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else None


def _somebody() -> str | None:
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    return "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"


def _make(programs: Path, folder: Path, somebody: str | None) -> None:
    """A server that sorts text as English does, so that nothing of a case's order can hang on the server's language."""
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "sayso", "--encoding=UTF8", "--no-sync"]
    command += ["--auth-local=trust", "--auth-host=scram-sha-256", "--locale=C"]
    told = subprocess.run([command[0], "--help"], capture_output=True, text=True, check=True, user=somebody, cwd=folder)
    if "--icu-locale" in told.stdout:
        command += ["--locale-provider=icu", "--icu-locale=en-US"]
    subprocess.run(command, check=True, capture_output=True, user=somebody, cwd=folder)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(folder: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < until:
        with suppress(psycopg.OperationalError):
            psycopg.connect(f"postgresql://sayso@/postgres?host={folder}&port={port}").close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"the PostgreSQL server did not start: {(folder / 'log').read_text(errors='replace')}")
