"""The queue of what is uncertain: what is in it, in which order, and how it is gone through."""

from __future__ import annotations

import re
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.deciding import decide, undo
from sayso.store import Case, open_case, review
from sayso.store.filters import UNNARROWED, Filters
from sayso.store.review import DoubtKind, Place
from sayso.terms import Deed
from tests.show.web.conftest import loosen_a_member, token_of


@pytest.fixture(scope="module")
def case(built: Path) -> Case:
    return open_case(built)


def queue_of(case: Case, kind: DoubtKind, filters: Filters = UNNARROWED) -> list[Place]:
    """A kind of the queue, gone through as its reader does."""
    found: list[Place] = []
    place = review.first_from(case, [kind], filters, None)
    while place is not None:
        found.append(place)
        place = review.first_after(case, [kind], filters, place)
    return found


@pytest.mark.parametrize("kind", [kind for kind in DoubtKind if kind is not DoubtKind.CLASH])
def test_going_through_the_queue_meets_everything_once_and_back_again(case: Case, kind: DoubtKind) -> None:
    found = queue_of(case, kind)
    assert len(found) == review.counts(case)[kind]
    assert len({place.thing for place in found}) == len(found)
    assert [place.rank for place in found] == sorted(place.rank for place in found)
    for before, after in pairwise(found):
        assert review.last_before(case, [kind], UNNARROWED, after) == before
    assert all(Place.read(str(place)) == place for place in found)


def test_the_queue_goes_on_from_one_kind_to_the_next(case: Case) -> None:
    last = queue_of(case, DoubtKind.NAMES)[-1]
    following = review.first_after(case, list(DoubtKind), UNNARROWED, last)
    assert following is not None
    assert following.kind is DoubtKind.CLAIM
    assert review.last_before(case, list(DoubtKind), UNNARROWED, following) == last


@pytest.mark.parametrize("text", ["", "claim", "nothing~0~x", "claim~x~y", "~~"])
def test_an_address_that_is_no_place_is_the_beginning(text: str) -> None:
    assert Place.read(text) is None


@pytest.mark.parametrize(("kind", "deed"), [(DoubtKind.CLAIM, Deed.ACCEPT), (DoubtKind.NAMES, Deed.DIFFERENT)])
def test_what_is_decided_leaves_the_queue_and_what_is_undone_comes_back(
    own: TestClient, kind: DoubtKind, deed: Deed
) -> None:
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        before = queue_of(case, kind)
        made = decide(case, deed, before[0].parts[0], before[0].parts[1] if len(before[0].parts) > 1 else None, by="A")
        assert before[0] not in queue_of(case, kind)
        undo(case, made.id)
        assert queue_of(case, kind) == before


def test_a_reply_in_substance_leaves_the_queue_once_it_is_bound(own: TestClient) -> None:
    row = own.get("/replies.json").json()["rows"][0]
    path = own.app.state.case.address.file  # type: ignore[attr-defined]
    with sqlite3.connect(path) as file:
        pair = (row["reply"], row["answers"])
        file.execute("UPDATE replies SET how = 'in_substance' WHERE reply = ? AND answers = ?", pair)
    assert "Does the one answer the other?" in own.get("/review?kind=reply&at=").text
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        assert [place.thing for place in queue_of(case, DoubtKind.REPLY)] == [" ".join(pair)]
        decide(case, Deed.BIND, *pair, by="A")
        assert not queue_of(case, DoubtKind.REPLY)


def test_a_member_that_stays_and_one_that_stands_alone_leave_the_queue(own: TestClient) -> None:
    loosen_a_member(own.app.state.case.address.file)  # type: ignore[attr-defined]
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        first = queue_of(case, DoubtKind.MEMBER)[0].thing
        matter = case.matter_of([first])[first]
        decide(case, Deed.MOVE, first, matter, by="A")
        assert case.matter_of([first])[first] == matter
        assert first not in {place.thing for place in queue_of(case, DoubtKind.MEMBER)}


def test_a_missed_place_is_dismissed_or_filled(own: TestClient) -> None:
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        places = queue_of(case, DoubtKind.MISSED)
    report, span = places[0].thing.split(".")
    start, end = span.split("-")
    own.cookies.set("sayso-by", "A")
    given = {"what": "add", "a": report, "words": "x", "start": start, "end": end, "typed": "Ana Roth"}
    own.post("/decide", data=given | {"csrf": token_of(own)})
    if len(places) > 1:
        other, where = places[1].thing.split(".")
        own.post("/decide", data={"what": "dismiss", "a": other, "b": where, "csrf": token_of(own)})
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        assert queue_of(case, DoubtKind.MISSED) == places[2:]


def test_decisions_at_odds_are_asked_about(own: TestClient) -> None:
    first, second, third = (row["id"] for row in own.get("/entities.json?type=place&rows=3").json()["rows"])
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        decide(case, Deed.DIFFERENT, first, third, by="A")
        decide(case, Deed.SAME, first, second, by="B")
        from sayso.deciding import take_in
        from sayso.terms import Decision

        at_odds = Decision(id="x00", what=Deed.SAME, a=second, b=third, by="C", at="2026-01-01T00:00:00+00:00")
        take_in(case, [at_odds])
    page = own.get("/review?kind=clash").text
    assert "cannot all have their way" in page
    assert page.count("Undo this one") >= 2


@pytest.mark.parametrize("kind", [kind.value for kind in DoubtKind])
def test_each_kind_has_its_page(browser: TestClient, kind: str) -> None:
    assert browser.get(f"/review?kind={kind}&at=").status_code == 200


def test_the_queue_is_narrowed_as_lists_are(browser: TestClient, case: Case) -> None:
    filters = Filters(outlets=("The Port Ansel Gazette",), stances=("denies",))
    number = review.counts(case, filters)[DoubtKind.CLAIM]
    page = browser.get("/review?kind=claim&outlet=The+Port+Ansel+Gazette&stance=denies").text
    assert f"{number} left" in page


def test_the_queue_remembers_where_one_was(browser: TestClient) -> None:
    first = browser.get("/review?kind=claim&at=")
    following = re.search(r'<a href="([^"]+)" rel="next"', first.text)
    assert following
    there = browser.get(following[1].replace("&amp;", "&"))
    again = browser.get("/review")
    place = re.compile(r'data-place="([^"]+)"')
    assert place.findall(again.text) == place.findall(there.text) != place.findall(first.text)


def test_the_last_ten_decisions_stand_beside_the_queue_each_with_its_undo(own: TestClient) -> None:
    rows = own.get("/claims.json?rows=12").json()["rows"]
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        for row in rows:
            decide(case, Deed.ACCEPT, row["claim"], by="A. Kern")
    page = own.get("/review?at=").text
    assert page.count("/undo") == 10


def test_a_suggestion_never_looks_like_a_decision(own: TestClient) -> None:
    place = queue_of(own.app.state.case.looking(), DoubtKind.CLAIM)[0]  # type: ignore[attr-defined]
    page = own.get(f"/claims/{place.thing}").text
    assert "as the machine reads it" in page
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        decide(case, Deed.CORRECT, place.thing, "stance=doubts", by="A. Kern")
    page = own.get(f"/claims/{place.thing}").text
    assert "as the machine reads it" not in page
    assert 'class="chosen hand"' in page


def test_the_queue_is_there_for_a_program(browser: TestClient) -> None:
    part = browser.get("/review.json?kind=claim&rows=3").json()
    assert len(part["rows"]) == 3
    assert part["rows"][0]["why"]
    assert browser.get(part["next"]).status_code == 200
