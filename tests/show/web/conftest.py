"""Fixture strategy: one case of eight samples, built once for the run and only looked at; a copy for each test that changes it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi.testclient import TestClient

from sayso.pipeline import add_reports
from sayso.show.web import create_app
from sayso.store import edges, open_case

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAMPLES = Path(__file__).parents[3] / "samples"
TOLD = ("oshqar-1", "oshqar-2", "oshqar-4", "oshqar-7", "airstrike-1", "airstrike-2", "airstrike-4", "airstrike-5")
HERE = "http://localhost:8642"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of reports that copy, deny and cite each other."""
    path = tmp_path_factory.mktemp("case") / "told.sayso"
    case = open_case(path, create=True)
    with chdir(SAMPLES.parent):
        add_reports(case, [f"samples/{next(SAMPLES.glob(f'{name}-*')).name}" for name in TOLD])
    case.close()
    return path


@pytest.fixture(scope="session")
def centre(built: Path) -> str:
    """The name with most others around it."""
    case = open_case(built)
    started = [str(row["id"]) for row in edges.most_connected(case, 12)]
    return max(started, key=lambda id: edges.count_neighbours(case, id))


@pytest.fixture(scope="session")
def browser(built: Path) -> Iterator[TestClient]:
    """Somebody who looks at the case."""
    with TestClient(create_app(built), base_url=HERE, headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture
def own(built: Path, tmp_path: Path) -> TestClient:
    """Somebody with a copy of the case, free to change it."""
    path = tmp_path / "own.sayso"
    shutil.copy(built, path)
    return TestClient(create_app(path), base_url=HERE, headers={"accept": "text/html"})


def token_of(client: TestClient) -> str:
    """The token that the app's own pages carry."""
    return str(client.app.state.guard.token)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, from $CHROMIUM or the path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("there is no Chromium here; on Debian: apt-get install chromium, or name one in CHROMIUM")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        yield browser
        browser.close()


def loosen_a_member(path: Path) -> None:
    """Have one claim belong to its matter only loosely: in the samples none does."""
    with sqlite3.connect(path) as file:
        file.execute(
            "INSERT INTO doubts(kind, thing, report, rank, why) "
            "SELECT 'member', id, report, 0.4, 'near 1 of the 2 other claims' FROM statements "
            "WHERE matter IN (SELECT matter FROM statements GROUP BY matter HAVING count(*) > 2) "
            "AND id NOT IN (SELECT reply FROM replies) ORDER BY id LIMIT 1"
        )


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a case, served on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(path), log_level="warning"))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        serving.start()
        yield f"http://localhost:{listening.getsockname()[1]}"
        server.should_exit = True
        serving.join(10)


@pytest.fixture(scope="session")
def told(built: Path) -> Iterator[str]:
    """The address of the case that is only looked at."""
    with served(built) as address:
        yield address


@pytest.fixture
def live(built: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a copy of the case, free to be changed."""
    path = tmp_path / "live.sayso"
    shutil.copy(built, path)
    with served(path) as address:
        yield address


def only_asks(page: Page, address: str) -> list[str]:
    """Watch a page: whatever it asks of another host than ours lands in the list, which must stay empty."""
    foreign: list[str] = []
    ours = urlsplit(address).netloc
    page.on(
        "request",
        lambda request: foreign.append(request.url) if urlsplit(request.url).netloc not in ("", ours) else None,
    )
    return foreign
