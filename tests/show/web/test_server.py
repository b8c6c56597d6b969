"""A case on a server is shown as one in a file: every list, page by page, and every facet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.show.web import create_app
from sayso.store import open_case
from sayso.store.copying import copy_case
from sayso.store.review import DoubtKind
from tests.shelves import Server
from tests.show.web.conftest import HERE
from tests.show.web.test_lists import LISTS

PAGES = (*(f"/{name}" for name in LISTS), *(f"/{name}.json?rows=7&page=2" for name in LISTS))
PICTURES = (
    "/timeline",
    "/timeline.json?clock=happened&since=2026-05&until=2026-05&rows=1000",
    "/timeline?stance=denies&since=2026",
    "/network",
    *(f"/review.json?kind={kind}&rows=1000" for kind in DoubtKind),
    "/review.json?by=Sahrat",
)
NARROWED = ("/claims?by=tarvia&stance=denies", "/matters?about=Oshqar&since=2020", "/entities?type=person")


@pytest.fixture(scope="module")
def on_server(built: Path, server: Server) -> Iterator[TestClient]:
    """Somebody who looks at the same case on a server."""
    where = server.empty()
    copy_case(open_case(built), open_case(where))
    with TestClient(create_app(where), base_url=HERE, headers={"accept": "text/html"}) as client:
        yield client


def shown(client: TestClient, address: str) -> str:
    """A page without what is another's in each app: the token, the name of the case, whom it connects to."""
    answer = client.get(address)
    assert answer.status_code == 200
    state = client.app.state  # type: ignore[attr-defined]
    told = answer.text.replace(state.guard.token, "")
    return told.replace(state.case.address.name, "").replace(state.case.reach, "")


@pytest.mark.parametrize("address", [*PAGES, *NARROWED, *PICTURES])
def test_every_page_is_the_same(browser: TestClient, on_server: TestClient, address: str) -> None:
    assert shown(on_server, address) == shown(browser, address)


def test_every_tie_and_every_thing_to_review_is_the_same(browser: TestClient, on_server: TestClient) -> None:
    for row in browser.get("/entities.json?rows=3").json()["rows"]:
        for address in ("/network?entity={}", "/network/graph.json?entity={}&steps=2", "/timeline.json?entity={}"):
            assert shown(on_server, address.format(row["id"])) == shown(browser, address.format(row["id"]))
    for row in browser.get("/review.json").json()["rows"]:
        assert on_server.get("/review", params={"at": row["place"]}).status_code == 200


def test_the_same_is_found_though_in_another_order(browser: TestClient, on_server: TestClient) -> None:
    found = [client.get("/search.json?q=said&rows=1000").json() for client in (browser, on_server)]
    assert found[0]["total"] == found[1]["total"] > 10
    first, second = ({(row["report"], *row["span"]) for row in one["rows"]} for one in found)
    assert first == second


def test_it_is_said_that_the_server_is_connected_to(browser: TestClient, on_server: TestClient) -> None:
    assert "makes no outward connection" in browser.get("/").text
    assert "nothing but the server of the case" in on_server.get("/").text
