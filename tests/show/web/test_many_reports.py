"""A case of many reports: no page asks more questions, or fetches more rows, than what it shows needs.

Fixture strategy: generated readings filed straight into a case for the file: 300 of them, or as many as
SAYSO_MANY_REPORTS says (10,000 is what is promised; making them takes minutes). They are not settled: every name is an
identity and every claim a matter of its own, which makes lists longer than settling would.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from benchmarks.generated import generated
from sayso.settle import file
from sayso.show.web import create_app
from sayso.store import open_case
from sayso.terms import Identity, Matter, Origins, Point
from tests.show.web.conftest import HERE
from tests.show.web.test_every_page import KINDS

MANY = int(os.environ.get("SAYSO_MANY_REPORTS", "300"))
QUESTIONS = 40
"""What no page goes beyond, however large the case."""
ROWS = 300
"""Rows that no page fetches more of: fifty of a list with what stands beside each, or 200 claims on the time line."""
DRAWN = 1500
"""Rows of a picture of 200 names: the names, and every tie among them."""
PLACES = (
    "/",
    *(
        f"/{kind}"
        for kind in ("reports", "claims", "matters", "entities", "reprints", "replies", "unanswered", "silent")
    ),
    *(f"/{kind}?page=5" for kind in ("claims", "matters", "entities")),
    *("/decisions", "/failures", "/timeline", "/network", "/add", "/api", "/search?q=ba", "/claims?stance=asserts"),
    *(f"/review?kind={kind}&at=" for kind in KINDS),
    *("report", "claim", "matter", "entity", "network of one", "time line of one"),
)


def alone(id: str, text: str) -> Matter:
    """A matter of one claim."""
    voice = Origins(min=1, max=1, occasions=1)
    point = Point(id=f"m{id}", slot="happened", text=text, origins=voice)
    return Matter(id=f"m{id}", text=text, type=None, claims=(id,), points=(point,), outlets=1)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody who looks at a case of many reports."""
    path = tmp_path_factory.mktemp("many") / "many.sayso"
    case = open_case(path, create=True)
    with case.writing():
        for reading in generated(MANY):
            file(case, reading)
        while reports := case.unsettled(200):
            case.put_matters([], [alone(s.id, s.text) for s in case.statements_in(reports).values()])
            case.settled(reports)
        names = case.namesakes(case.new_names(), context=False)
        case.put_identities(Identity(id=i, name=n.name, type=n.type, names=(i,), why=()) for i, n in names.items())
    case.close()
    with TestClient(create_app(path), base_url=HERE, headers={"accept": "text/html"}) as client:
        yield client


@contextmanager
def watched(client: TestClient) -> Iterator[dict[str, int]]:
    """How many questions the case is asked meanwhile, and how many rows of the answers are fetched."""
    engine = client.app.state.case.looking()._database.engine  # type: ignore[attr-defined]
    seen = {"questions": 0, "rows": 0}

    def asked(*_: Any) -> None:
        seen["questions"] += 1

    def fetched(_: Any, row: tuple[Any, ...]) -> tuple[Any, ...]:
        seen["rows"] += 1
        return row

    def taken(connection: Any, *_: Any) -> None:
        connection.row_factory = fetched

    event.listen(engine, "before_cursor_execute", asked)
    event.listen(engine, "checkout", taken)
    yield seen
    event.remove(engine, "before_cursor_execute", asked)
    event.remove(engine, "checkout", taken)


def address(client: TestClient, place: str) -> str:
    """The address of a place, of the thing that has most to it where it is one thing."""
    if place.startswith("/"):
        return place
    entity = client.get("/entities.json?rows=1").json()["rows"][0]["id"]
    claim = client.get("/claims.json?rows=1").json()["rows"][0]
    return {
        "report": f"/reports/{claim['claim'].split('.')[0]}",
        "claim": f"/claims/{claim['claim']}",
        "matter": f"/matters/{claim['matter']}",
        "entity": f"/entities/{entity}",
        "network of one": f"/network?entity={entity}",
        "time line of one": f"/timeline?entity={entity}",
    }[place]


@pytest.mark.parametrize("place", PLACES)
def test_no_page_asks_or_fetches_more_than_it_shows_needs(crowd: TestClient, place: str) -> None:
    where = address(crowd, place)
    with watched(crowd) as seen:
        assert crowd.get(where).status_code == 200
    assert 0 < seen["questions"] <= QUESTIONS or place in ("/add",), seen
    assert seen["rows"] <= (DRAWN if place == "network of one" else ROWS), seen
