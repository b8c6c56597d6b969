"""Deciding in the browser: each kind, undo, who it was, and two people at the same thing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from sayso.store import lists
from sayso.terms import Deed
from tests.show.web.conftest import HERE, token_of

Row = dict[str, Any]


@pytest.fixture
def desk(own: TestClient) -> TestClient:
    """Somebody who said who she is."""
    own.cookies.set("sayso-by", "A.%20Kern")
    return own


def decide(client: TestClient, what: str, a: str, b: str = "", **fields: str) -> Response:
    given = {"what": what, "a": a, "b": b, "csrf": token_of(client), **fields}
    return client.post("/decide", data=given, headers={"origin": HERE}, follow_redirects=False)


def claims(client: TestClient, query: str = "") -> list[Row]:
    found: list[Row] = client.get(f"/claims.json?rows=1000&{query}").json()["rows"]
    return found


def claim(client: TestClient, id: str) -> Row:
    return next(row for row in claims(client, "hidden=true") if row["claim"] == id)


def decisions(client: TestClient) -> list[Row]:
    found: list[Row] = client.get("/decisions.json").json()["rows"]
    return found


def form_on(page: str, what: str, holding: str = "") -> dict[str, str]:
    """The fields of the first form on a page that does something of a kind."""
    for form in re.findall(r"<form[^>]*>(.*?)</form>", page, re.DOTALL):
        if f'name="what" value="{what}"' in form and holding in form:
            fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
            return {name: html.unescape(value) for name, value in fields}
    raise AssertionError(f"no form for {what}")


def test_accepting_a_claim_marks_it_with_who_and_when(desk: TestClient) -> None:
    id = claims(desk, "stance=denies")[0]["claim"]
    assert decide(desk, "accept", id).status_code == 303
    assert claim(desk, id)["decided"] == "accepted"
    (made,) = decisions(desk)
    assert (made["what"], made["by"]) == ("accept", "A. Kern")


def test_a_rejected_claim_leaves_the_lists_and_undoing_brings_it_back(desk: TestClient) -> None:
    id = claims(desk, "stance=denies")[0]["claim"]
    decide(desk, "reject", id)
    assert id not in {row["claim"] for row in claims(desk)}
    undone = desk.post(f"/decisions/{decisions(desk)[0]['id']}/undo", data={"csrf": token_of(desk), "then": "/review"})
    assert undone.url.path == "/review"
    assert id in {row["claim"] for row in claims(desk)}


def test_what_was_undone_can_be_decided_again_at_once(desk: TestClient) -> None:
    id = claims(desk)[0]["claim"]
    for _ in range(2):
        decide(desk, "accept", id)
        desk.post(f"/decisions/{decisions(desk)[-1]['id']}/undo", data={"csrf": token_of(desk)})
    decide(desk, "accept", id)
    assert claim(desk, id)["decided"] == "accepted"
    assert len(decisions(desk)) == 3


@pytest.mark.parametrize(("field", "value"), [("stance", "alleges"), ("holds", "possible"), ("speaker", "Ana Roth")])
def test_a_claim_is_corrected(desk: TestClient, field: str, value: str) -> None:
    id = claims(desk, "stance=denies")[0]["claim"]
    decide(desk, "correct", id, field=field, value=value)
    assert claim(desk, id)[field] == value
    assert claim(desk, id)["decided"] == "corrected"


def test_a_speaker_is_chosen_among_those_of_the_report_or_the_outlet_itself(desk: TestClient) -> None:
    id = claims(desk, "stance=denies")[0]["claim"]
    page = desk.get(f"/claims/{id}").text
    entity, name = re.search(r'<option value="(e\d+)">([^<]+)</option>', page).groups()  # type: ignore[union-attr]
    decide(desk, "correct", id, field="speaker", value=entity)
    assert claim(desk, id)["speaker"] == html.unescape(name)
    decide(desk, "correct", id, field="speaker", value="-")
    assert claim(desk, id)["voice"] == "outlet"


def test_a_typed_name_goes_before_a_chosen_one(desk: TestClient) -> None:
    id = claims(desk)[0]["claim"]
    decide(desk, "correct", id, field="speaker", value="-", typed="Mara Venn")
    assert claim(desk, id)["speaker"] == "Mara Venn"


def test_the_words_of_a_claim_are_those_selected(desk: TestClient) -> None:
    row = claims(desk, "stance=denies")[0]
    start, end = row["span"]
    decide(desk, "correct", row["claim"], field="span", value=f"{start}-{end + 1}")
    assert claim(desk, row["claim"])["span"] == [start, end + 1]


@pytest.mark.parametrize("value", ["9-3", "0-99999999", "x", "<b>"])
def test_a_place_that_is_none_is_refused_plainly(desk: TestClient, value: str) -> None:
    answer = decide(desk, "correct", claims(desk)[0]["claim"], field="span", value=value)
    assert answer.status_code == 409
    assert "is no place in the report" in answer.text
    assert not decisions(desk)


def test_a_missed_claim_is_added_by_its_words(desk: TestClient) -> None:
    report = desk.get("/reports.json").json()["rows"][-1]["id"]
    text = desk.get(f"/reports/{report}.json").json()["reading"]["document"]["text"]
    start = text.rindex(" the ") + 1
    fields = {"words": "whatever the page gave", "start": str(start), "end": str(start + 12)}
    decide(desk, "add", report, typed="Ana Roth", stance="alleges", about="Tarvia; Ana Roth", **fields)
    (added,) = [row for row in claims(desk) if row["decided"] == "added"]
    assert added["span"] == [start, start + 12]
    assert (added["speaker"], added["stance"]) == ("Ana Roth", "alleges")
    assert added["claim"] in {row["claim"] for row in claims(desk, "about=Tarvia")}


def test_a_reply_is_unbound_and_bound_again(desk: TestClient) -> None:
    row = desk.get("/replies.json").json()["rows"][0]
    pair = (row["reply"], row["answers"])
    decide(desk, "unbind", *pair)
    assert pair not in bound(desk)
    decide(desk, "bind", *pair)
    assert bound(desk)[pair] == "explicit"


def bound(client: TestClient) -> dict[tuple[str, str], str]:
    """Each reply with the allegation it answers, and how it does."""
    return {(r["reply"], r["answers"]): r["how"] for r in client.get("/replies.json?rows=1000").json()["rows"]}


def matter_of(client: TestClient) -> dict[str, str]:
    return {row["claim"]: row["matter"] for row in claims(client)}


@pytest.mark.parametrize("which", [min, max])
def test_a_claim_is_moved_out_of_its_matter_and_into_another(desk: TestClient, which: Callable[..., str]) -> None:
    matters = desk.get("/matters.json?rows=300").json()["rows"]
    largest = sorted((row for row in matters if row["slot"] == "happened"), key=lambda row: -len(row["claims"]))
    first, second = ([row["claim"] for row in one["claims"]] for one in largest[:2])
    id = which(first)
    decide(desk, "move", id, "alone")
    answers = {reply for reply, allegation in bound(desk) if allegation == id}  # go where what they answer goes
    assert {one for one, matter in matter_of(desk).items() if matter == matter_of(desk)[id]} - answers == {id}
    decide(desk, "move", id, value=second[0])
    assert matter_of(desk)[id] == matter_of(desk)[second[0]]
    decide(desk, "move", id, value=next(one for one in first if one != id))
    assert matter_of(desk)[id] != matter_of(desk)[second[0]]


def test_two_names_are_merged_told_apart_renamed_and_hidden(desk: TestClient) -> None:
    first, second = (row["id"] for row in desk.get("/entities.json?type=place&rows=2").json()["rows"])
    decide(desk, "same", first, value=second)
    assert desk.get(f"/entities/{first}").url == desk.get(f"/entities/{second}").url
    refused = decide(desk, "different", first, second)
    assert refused.status_code == 303
    survivor = desk.get(f"/entities/{first}").url.path.rsplit("/", 1)[-1]
    decide(desk, "rename", survivor, value="Port Nowhere")
    assert "Port Nowhere" in desk.get(f"/entities/{survivor}").text
    decide(desk, "hide", survivor)
    assert survivor not in {row["id"] for row in desk.get("/entities.json?rows=1000").json()["rows"]}


def test_a_merge_against_an_earlier_no_is_refused(desk: TestClient) -> None:
    first, second = (row["id"] for row in desk.get("/entities.json?type=place&rows=2").json()["rows"])
    decide(desk, "different", first, second, because="two towns")
    answer = decide(desk, "same", first, second)
    assert answer.status_code == 409
    assert "two towns" in answer.text


def test_voices_are_marked_as_one_source_on_the_page_of_a_matter(desk: TestClient) -> None:
    matters = desk.get("/matters.json?rows=300").json()["rows"]
    row = next(row for row in matters if row["slot"] == "happened" and row["origins"]["max"] > 1)
    page = desk.get(f"/matters/{row['id']}").text
    voices = dict.fromkeys(re.findall(r'<option value="(n[0-9a-f]{12})"', page))
    first, second = list(voices)[:2]
    assert decide(desk, "dependent", first, second).status_code == 303
    assert decisions(desk)[0]["what"] == "dependent"


def test_a_report_is_corrected(desk: TestClient) -> None:
    report = desk.get("/reports.json").json()["rows"][0]["id"]
    fields = form_on(desk.get(f"/reports/{report}").text, "report", 'value="outlet"') | {"value": "The Herald"}
    assert desk.post("/decide", data=fields | {"csrf": token_of(desk)}).status_code == 200
    rows = {row["id"]: row for row in desk.get("/reports.json").json()["rows"]}
    assert rows[report]["outlet"] == "The Herald"


def test_several_rows_are_decided_at_once_and_all_or_none(desk: TestClient) -> None:
    ids = [row["claim"] for row in claims(desk)[:3]]
    token = token_of(desk)
    answer = desk.post("/decide/many", data={"what": "reject", "thing": ids, "csrf": token}, follow_redirects=False)
    assert answer.status_code == 303
    assert not set(ids) & {row["claim"] for row in claims(desk)}
    wrong = desk.post("/decide/many", data={"what": "accept", "thing": [ids[0], "d00.c1"], "csrf": token})
    assert wrong.status_code == 409
    assert len(decisions(desk)) == 3


def test_what_is_not_safe_for_many_is_not_done_to_many(desk: TestClient) -> None:
    data = {"what": "rename", "thing": [claims(desk)[0]["claim"]], "csrf": token_of(desk)}
    assert desk.post("/decide/many", data=data).status_code == 409


def test_decisions_are_told_in_words(desk: TestClient) -> None:
    row, *_, other = claims(desk, "stance=denies")
    report = row["claim"].partition(".")[0]
    name = desk.get("/entities.json?rows=1").json()["rows"][0]
    decide(desk, "rename", name["id"], "Port Nowhere")
    decide(desk, "correct", row["claim"], field="stance", value="doubts")
    decide(desk, "correct", other["claim"], field="speaker", value="-")
    given = {"what": "add", "a": report, "words": other["text"][:9], "start": "0", "end": "9", "typed": "Ana Roth"}
    desk.post("/decide", data=given | {"csrf": token_of(desk)})
    shown = html.unescape(re.sub(r"<[^>]+>", "|", desk.get("/decisions").text))
    for words in (name["name"], "Port Nowhere", "stance: doubts", "speaker: the outlet", "Ana Roth asserts: “"):
        assert f"|{words}" in shown
    assert "{" not in shown
    assert "stance=" not in shown


# Who


def test_who_decides_is_asked_once_and_the_decision_is_not_lost(own: TestClient) -> None:
    id = claims(own)[0]["claim"]
    asked = decide(own, "accept", id)
    assert asked.status_code == 428
    assert not decisions(own)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', asked.text))
    own.post("/decide", data=fields | {"by": "Zoë K.", "csrf": token_of(own)})
    assert decisions(own)[0]["by"] == "Zoë K."
    decide(own, "reject", id)
    assert decisions(own)[1]["by"] == "Zoë K."


def test_a_decision_without_the_token_is_not_taken(desk: TestClient) -> None:
    for path in ("/decide", "/decide/many", "/me"):
        data = {"what": "accept", "a": claims(desk)[0]["claim"], "thing": "x", "csrf": "guessed"}
        assert desk.post(path, data=data).status_code == 403
    assert not decisions(desk)


def test_a_form_leads_nowhere_else(desk: TestClient) -> None:
    answer = decide(desk, "accept", claims(desk)[0]["claim"], then="//evil.example/")
    assert answer.headers["location"] == "/"


# Two people


@pytest.mark.parametrize("mine", ["accept", "reject", "correct"])
def test_two_people_in_two_tabs_never_overwrite_each_other_silently(desk: TestClient, mine: str) -> None:
    id = claims(desk, "stance=asserts")[0]["claim"]
    page = desk.get(f"/claims/{id}").text
    seen = form_on(page, mine)["seen"]
    fields = {"field": "stance", "value": "doubts"} if mine == "correct" else {}
    decide(desk, "correct", id, field="stance", value="alleges", by="B. Other")
    answer = decide(desk, mine, id, seen=seen, **fields)
    assert answer.status_code == 409
    assert "as you saw it" in answer.text
    assert "B. Other" in answer.text
    assert "alleges" in answer.text
    assert claim(desk, id)["stance"] == "alleges"
    assert len(decisions(desk)) == 1


def test_two_people_who_disagree_on_two_voices_are_told_of_each_other(desk: TestClient) -> None:
    matters = desk.get("/matters.json?rows=300").json()["rows"]
    row = next(row for row in matters if row["slot"] == "happened" and row["origins"]["max"] > 1)
    voices = list(dict.fromkeys(re.findall(r'<option value="(n[0-9a-f]{12})"', desk.get(f"/matters/{row['id']}").text)))
    seen = '{"decided":"not yet"}'
    assert decide(desk, "dependent", *voices[:2], seen=seen, by="B. Other").status_code == 303
    answer = decide(desk, "independent", *voices[:2], seen=seen)
    assert answer.status_code == 409
    assert "dependent, by B. Other" in answer.text


def test_whoever_has_seen_both_versions_may_go_on(desk: TestClient) -> None:
    id = claims(desk, "stance=asserts")[0]["claim"]
    seen = form_on(desk.get(f"/claims/{id}").text, "reject")["seen"]
    decide(desk, "correct", id, field="stance", value="alleges", by="B. Other")
    answer = decide(desk, "reject", id, seen=seen)
    again = form_on(answer.text, "reject")
    assert desk.post("/decide", data=again | {"csrf": token_of(desk)}, follow_redirects=False).status_code == 303
    assert claim(desk, id)["decided"] == "rejected"


def test_one_changed_row_stops_all_that_were_chosen(desk: TestClient) -> None:
    things = [
        html.unescape(one) for one in re.findall(r'name="thing" value="([^"]*)"', desk.get("/claims?rows=3").text)
    ]
    decide(desk, "reject", things[1].split(" ")[0], by="B. Other")
    data = {"what": "accept", "thing": things, "csrf": token_of(desk)}
    assert desk.post("/decide/many", data=data).status_code == 409
    assert len(decisions(desk)) == 1


def test_a_program_gets_both_versions_as_json(desk: TestClient) -> None:
    id = claims(desk)[0]["claim"]
    data = {"what": "accept", "a": id, "seen": '{"decided":"rejected"}', "csrf": token_of(desk)}
    answer = desk.post("/decide", data=data, headers={"accept": "application/json"})
    assert answer.status_code == 409
    (changed,) = answer.json()["changed"]
    assert changed["now"]["decided"] == "not yet"


def test_what_stands_on_a_page_is_what_stands_in_the_case(desk: TestClient) -> None:
    """Every form of a claim's page can be sent as printed."""
    id = claims(desk, "stance=denies")[0]["claim"]
    for what in ("accept", "hide"):
        fields = form_on(desk.get(f"/claims/{id}").text, what)
        answer = desk.post("/decide", data=fields | {"csrf": token_of(desk)}, follow_redirects=False)
        assert answer.status_code == 303


def test_every_kind_of_decision_can_be_made_in_the_browser(desk: TestClient) -> None:
    from sayso.show.web import standing

    case = desk.app.state.case.looking()  # type: ignore[attr-defined]
    id = next(iter(lists.list_claims(case)))["claim"]
    for deed in Deed:
        assert isinstance(standing.standing(case, deed, id if deed is not Deed.REPORT else id.split(".")[0], id), dict)
