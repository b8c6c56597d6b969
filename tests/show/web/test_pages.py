"""The pages of one thing, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

from sayso.deciding import decide
from sayso.store import lists, open_case
from sayso.store.overview import most_contested
from sayso.terms import Deed
from tests.show.web.conftest import HERE, token_of


@pytest.fixture(scope="module")
def contested(built: Path) -> str:
    return most_contested(open_case(built), 1)[0].id


def test_the_overview_puts_reports_outlets_and_voices_side_by_side(browser: TestClient) -> None:
    page = browser.get("/").text
    assert "independent voices" in page
    assert "8</dd>" in page
    assert "makes no outward connection" in page


def test_the_most_contested_matter_has_voices_on_both_sides(built: Path) -> None:
    for matter in most_contested(open_case(built), 5):
        assert matter.points[0].origins.max
        assert matter.points[0].against.max


def test_a_matter_shows_every_origin_and_every_edge_with_its_reason(
    browser: TestClient, built: Path, contested: str
) -> None:
    page = browser.get(f"/matters/{contested}").text
    happened = open_case(built).matters([contested])[contested].points[0]
    for counted in (happened.origins, happened.against):
        assert all(f">{group.voice}" in page.replace("&#39;", "'") for group in counted.groups)
        assert all(edge.why in page.replace("&#39;", "'") for edge in counted.edges)


def test_how_a_matter_travelled_is_drawn_without_a_script(browser: TestClient, contested: str) -> None:
    assert "<svg" in browser.get(f"/matters/{contested}").text


def test_a_point_leads_to_the_matter_it_is_part_of(browser: TestClient, contested: str) -> None:
    assert browser.get(f"/matters/{contested}.date").status_code == 200


def test_a_claim_is_shown_in_its_place_with_its_citation(browser: TestClient) -> None:
    row = browser.get("/claims.json?stance=denies&rows=1").json()["rows"][0]
    page = browser.get(f"/claims/{row['claim']}").text
    assert "SHA-256 of the file" in page
    assert f"#char={row['span'][0]},{row['span'][1]}" in page


def test_a_name_shows_its_forms_with_counts(browser: TestClient) -> None:
    row = browser.get("/entities.json?about=Haqqar&rows=1").json()["rows"][0]
    page = browser.get(f"/entities/{row['id']}").text
    for form in row["forms"][:5]:
        assert f"{form['form']} <small>{form['count']}</small>" in page.replace("&#39;", "'")


def test_a_merged_name_leads_to_the_one_it_was_merged_into(own: TestClient) -> None:
    first, second = (row["id"] for row in own.get("/entities.json?type=place&rows=2").json()["rows"])
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        decide(case, Deed.SAME, first, second, by="A. Kern", because="one town")
    ends = {own.get(f"/entities/{one}").url.path for one in (first, second)}
    assert len(ends) == 1


def test_a_decision_stays_on_record_when_undone(own: TestClient) -> None:
    claim = own.get("/claims.json?rows=1").json()["rows"][0]["claim"]
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        decision = decide(case, Deed.ACCEPT, claim, by="A. Kern", because="seen by me").id
    assert "accepted" in own.get("/claims?rows=5").text
    answer = own.post(f"/decisions/{decision}/undo", data={"csrf": token_of(own)}, headers={"origin": HERE})
    assert "seen by me" in answer.text
    assert "undone 2" in answer.text
    assert "accepted" not in own.get("/claims?rows=5").text


def test_what_cannot_be_undone_is_said_plainly(own: TestClient) -> None:
    answer = own.post("/decisions/x123/undo", data={"csrf": token_of(own)})
    assert answer.status_code == 409
    assert "Not done" in answer.text


def test_a_change_without_the_token_changes_nothing(own: TestClient) -> None:
    assert own.post("/decisions/x123/undo", data={"csrf": "guessed"}).status_code == 403
    assert own.post("/decisions/x123/undo", headers={"x-csrf-token": "guessed"}).status_code == 403


def test_search_finds_names_and_sentences_and_counts_outlets(browser: TestClient) -> None:
    page = browser.get("/search?q=army").text
    assert "/entities/" in page
    found = browser.get("/search.json?q=army").json()
    assert found["total"] == len(browser.get("/search.csv?q=army").text.splitlines()) - 1
    outlet = found["rows"] and browser.get("/search.json?q=army&outlet=Ferrymouth+Mail").json()["total"]
    assert f"<span>Ferrymouth Mail</span> <b>{outlet}</b>" in page


@pytest.mark.parametrize("words", ["", '"', "*", "a AND (", "NEAR/", "'; drop table", "  "])
def test_no_words_are_too_odd_to_search_for(browser: TestClient, words: str) -> None:
    assert browser.get("/search", params={"q": words}).status_code == 200


def test_copy_and_original_stand_side_by_side_with_what_differs(browser: TestClient, built: Path) -> None:
    reprint = next(iter(lists.list_reprints(open_case(built))))
    page = browser.get(f"/reprints/{reprint['copy']}/{reprint['original']}").text
    assert "<ins>" in page or "<del>" in page
    assert page == browser.get(f"/reprints/{reprint['original']}/{reprint['copy']}").text


@pytest.mark.parametrize("kind", ["reports", "claims", "matters", "entities"])
def test_one_thing_as_json_is_what_the_command_line_shows(browser: TestClient, built: Path, kind: str) -> None:
    from sayso.show.trail import whole

    row = browser.get(f"/{kind}.json?rows=1").json()["rows"][0]
    id = row.get("id") or row["claim"]
    what, full = lists.find(open_case(built), id)
    assert browser.get(f"/{kind}/{id}.json").content == JSONResponse(whole(open_case(built), what, full)).body


@pytest.mark.parametrize("kind", ["reports", "claims", "matters", "entities"])
def test_what_is_not_in_the_case_is_not_found(browser: TestClient, kind: str) -> None:
    assert browser.get(f"/{kind}/d00").status_code == 404
    assert browser.get(f"/{kind}/d00.json").json()["detail"]


def links(page: str) -> Iterator[str]:
    for address in re.findall(r' (?:href|src)="(/[^"#]*)', page):
        yield address.replace("&amp;", "&")


def test_no_link_of_any_page_leads_nowhere(browser: TestClient, contested: str) -> None:
    waiting, seen = ["/", f"/matters/{contested}"], set[str]()
    kinds: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        kind = re.sub(r"/[dmnox][0-9a-f]+(\.\w+)?", "/ID", address.partition("?")[0])
        kinds[kind] = kinds.get(kind, 0) + 1
        if address in seen or kinds[kind] > 6:
            continue
        seen.add(address)
        answer = browser.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            waiting += links(answer.text)
    assert len(seen) > 40


def test_nothing_on_a_page_is_asked_of_another_host(browser: TestClient, contested: str) -> None:
    for path in ("/", f"/matters/{contested}", "/claims"):
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', browser.get(path).text)
