"""Fixture strategy: the reader is loaded once for the whole run; every text is invented and as short as it can be.

What is true of a case is true of it wherever it is kept: tests that take a `shelf` run on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.read.reader import Reader, load_reader
from tests.shelves import Folder, Server, Shelf, programs, running

ROOT = Path(__file__).parent.parent
NO_SERVER = "no PostgreSQL server is installed here (on Debian: apt-get install postgresql)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line, not one a test, what was not tried."""
    if programs() is None:
        terminalreporter.write_line(f"Cases on a server were not tested: {NO_SERVER}")


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, started for the whole run."""
    found = programs()
    if found is None:
        pytest.skip(NO_SERVER)
    with running(found) as server:
        yield server


@pytest.fixture(scope="session")
def folder_of_cases(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def shelf(request: pytest.FixtureRequest) -> Shelf:
    """Each place where cases can be kept."""
    kept: Shelf = request.getfixturevalue("folder_of_cases" if request.param == "sqlite" else "server")
    return kept


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora beside the repository, which a user's machine does not have."""
    path = ROOT.parent / "shared"
    if not (path / "data").is_dir():
        pytest.skip("the shared corpora are not beside this repository")
    return path
