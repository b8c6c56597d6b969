"""Every list as a page, as JSON and as CSV, under one filter."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.store import lists, open_case
from sayso.store.filters import Filters

LISTS = (
    "reports",
    "claims",
    "matters",
    "entities",
    "reprints",
    "replies",
    "silent",
    "unanswered",
    "decisions",
    "failures",
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_as_page_json_and_csv(browser: TestClient, name: str) -> None:
    assert browser.get(f"/{name}").status_code == 200
    part = browser.get(f"/{name}.json").json()
    assert set(part) == {"total", "next", "rows"}
    assert browser.get(f"/{name}.csv").headers["content-type"].startswith("text/csv")


def test_json_rows_are_those_of_the_command_line(browser: TestClient, built: Path) -> None:
    case = open_case(built)
    expected = list(lists.list_claims(case, Filters(by="Tarvia")))
    assert browser.get("/claims.json?by=Tarvia&rows=1000").json()["rows"] == expected


def test_csv_holds_the_whole_filtered_list(browser: TestClient) -> None:
    total = browser.get("/claims.json?stance=denies").json()["total"]
    rows = list(csv.DictReader(io.StringIO(browser.get("/claims.csv?stance=denies").text)))
    assert len(rows) == total
    assert {row["stance"] for row in rows} == {"denies"}


def test_a_page_shows_no_more_than_its_rows_and_leads_on(browser: TestClient) -> None:
    first = browser.get("/claims.json?rows=20").json()
    second = browser.get(first["next"]).json()
    assert len(first["rows"]) == len(second["rows"]) == 20
    assert first["rows"][-1] != second["rows"][0]


def test_the_last_part_of_a_list_leads_nowhere(browser: TestClient) -> None:
    assert browser.get("/reports.json?rows=1000").json()["next"] is None


def test_a_filter_stays_when_the_page_is_turned(browser: TestClient) -> None:
    text = browser.get("/claims?stance=asserts&rows=10").text
    assert 'href="/claims?stance=asserts&amp;rows=10&amp;page=2"' in text


def test_a_facet_counts_what_it_leads_to(browser: TestClient) -> None:
    total = browser.get("/claims.json?outlet=The+Port+Ansel+Gazette").json()["total"]
    text = browser.get("/claims").text
    assert f"<span>The Port Ansel Gazette</span> <b>{total}</b>" in text


def test_an_empty_field_of_the_form_narrows_nothing(browser: TestClient) -> None:
    assert browser.get("/claims.json?by=&since=").json()["total"] == browser.get("/claims.json").json()["total"]


@pytest.mark.parametrize("query", ["page=0", "page=x", "since=yesterday", "stance=shouts", "rows=100000"])
def test_what_cannot_be_asked_is_said_plainly(browser: TestClient, query: str) -> None:
    answer = browser.get(f"/claims?{query}")
    assert answer.status_code == 422
    assert "That cannot be asked" in answer.text


def test_an_unknown_address_is_told_as_a_page_and_to_a_program_as_json(browser: TestClient) -> None:
    assert "There is nothing here" in browser.get("/nothing").text
    assert "detail" in browser.get("/nothing.json").json()


def test_an_empty_case_says_how_to_begin(tmp_path: Path) -> None:
    from sayso.show.web import create_app
    from tests.show.web.conftest import HERE

    client = TestClient(create_app(tmp_path / "new.sayso"), base_url=HERE)
    assert "sayso add REPORTS --case" in client.get("/").text
