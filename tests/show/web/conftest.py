"""Fixture strategy: one case of eight samples, built once for the run and only looked at; a copy for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.pipeline import add_reports
from sayso.show.web import create_app
from sayso.store import open_case

SAMPLES = Path(__file__).parents[3] / "samples"
TOLD = ("oshqar-1", "oshqar-2", "oshqar-4", "oshqar-7", "airstrike-1", "airstrike-2", "airstrike-4", "airstrike-5")
HERE = "http://localhost:8642"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of reports that copy, deny and cite each other."""
    path = tmp_path_factory.mktemp("case") / "told.sayso"
    case = open_case(path, create=True)
    add_reports(case, [str(next(SAMPLES.glob(f"{name}-*"))) for name in TOLD])
    case.close()
    return path


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
