"""The network around a name: its ties, what they rest on, and that each opens its sentences."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx
import pytest
from fastapi.testclient import TestClient

from sayso.deciding import decide
from sayso.show.web.gexf import gexf
from sayso.show.web.radial import MOST, drawn
from sayso.store import edges, lists, open_case
from sayso.store.edges import Circle, Narrowed, Node, Tie, TieKind
from sayso.store.filters import Filters, Window
from sayso.terms import Deed

EVERYTHING = Narrowed()


def ties(built: Path, centre: str, to: Narrowed = EVERYTHING) -> list[Tie]:
    return list(edges.list_ties(open_case(built), Circle((centre,)), to))


def test_every_tie_opens_exactly_its_sentences(built: Path, centre: str) -> None:
    case = open_case(built)
    for tie in ties(built, centre):
        asked = edges.asked_claims_of(case, tie.source, tie.target, TieKind(tie.kind))
        rows = list(lists.claim_rows(case, asked))
        assert len(rows) == tie.claims == sum(tie.stances.values())
        assert tie.stances.keys() == {row["stance"] for row in rows}


def test_a_tie_rests_on_the_voices_of_its_best_founded_matter(built: Path, centre: str) -> None:
    case = open_case(built)
    for tie in ties(built, centre):
        asked = edges.asked_claims_of(case, tie.source, tie.target, TieKind(tie.kind))
        found = case.matters({row["matter"] for row in lists.claim_rows(case, asked) if row["matter"]})
        assert tie.origins.max == max((m.points[0].origins.max for m in found.values()), default=0)


def test_a_tie_that_nobody_holds_for_so_is_denied(built: Path) -> None:
    case = open_case(built)
    every = tuple(row["id"] for row in edges.most_connected(case, 40))
    found = list(edges.list_ties(case, Circle(every)))
    assert {tie.line for tie in found} == {"asserted", "alleged", "denied"}
    for tie in found:
        asked = edges.asked_claims_of(case, tie.source, tie.target, TieKind(tie.kind))
        held = {row["holds"] for row in lists.claim_rows(case, asked)}
        assert (tie.line == "denied") == (held == {"no"})
        assert tie.denied or "no" not in held


def test_the_ties_with_and_without_a_voice_make_up_all(built: Path, centre: str) -> None:
    voice = centre
    total = sum(tie.claims for tie in ties(built, centre))
    with_it = sum(t.claims for t in ties(built, centre, Narrowed(Filters(according_to=voice))))
    without = sum(t.claims for t in ties(built, centre, Narrowed(without=voice)))
    assert 0 < with_it < total
    assert with_it + without == total


def test_at_least_so_many_voices_leaves_out_the_rest(built: Path, centre: str) -> None:
    assert {tie.origins.min >= 2 for tie in ties(built, centre, Narrowed(at_least=2))} == {True}


def test_no_more_rows_are_read_than_are_shown(built: Path, centre: str) -> None:
    assert len(list(edges.list_ties(open_case(built), Circle((centre,)), window=Window(3)))) == 3


def test_whoever_is_hidden_has_no_tie(own: TestClient, built: Path, centre: str) -> None:
    other = next(tie.target for tie in ties(built, centre) if tie.source == centre)
    with own.app.state.case.changing() as case:  # type: ignore[attr-defined]
        decide(case, Deed.HIDE, other, by="A. Kern", because="not of this story")
    found = own.get(f"/network/graph.json?entity={centre}").json()
    assert other not in {node["id"] for node in found["nodes"]}


def test_the_page_draws_without_a_script_what_its_table_holds(browser: TestClient, centre: str) -> None:
    page = browser.get(f"/network?entity={centre}").text
    found = browser.get(f"/network/graph.json?entity={centre}").json()
    assert page.count('class="one ') == len(found["nodes"])
    assert page.count('class="tie ') == len(found["ties"])
    assert browser.get(f"/network.json?entity={centre}&rows=1000").json()["rows"] == sorted(
        found["ties"], key=lambda t: (-t["origins"]["max"], -t["claims"], t["source"], t["target"], t["kind"])
    )


def test_csv_has_all_ties_and_gexf_all_that_is_drawn(browser: TestClient, centre: str) -> None:
    found = browser.get(f"/network/graph.json?entity={centre}").json()
    rows = list(csv.DictReader(io.StringIO(browser.get(f"/network.csv?entity={centre}").text)))
    assert len(rows) == len(found["ties"])
    graph = networkx.read_gexf(io.BytesIO(browser.get(f"/network.gexf?entity={centre}").content))
    assert {id: data["label"] for id, data in graph.nodes(data=True)} == {n["id"]: n["name"] for n in found["nodes"]}
    assert sorted((a, b, data["kind"], data["origins_max"]) for a, b, data in graph.edges(data=True)) == sorted(
        (tie["source"], tie["target"], tie["kind"], tie["origins"]["max"]) for tie in found["ties"]
    )


def test_a_name_that_no_file_can_hold_is_written_with_marks_in_its_place() -> None:
    node = Node(id="n0", name="Vellmar\x0b \ufffe & <Sons>", type="organization", sources=1)
    read = networkx.read_gexf(io.BytesIO(gexf([node], [], "around \x00 it")))
    assert read.nodes["n0"]["label"] == "Vellmar\ufffd \ufffd & <Sons>"


def test_the_sentences_of_a_tie_stand_on_a_page_of_their_own(browser: TestClient, centre: str) -> None:
    tie = browser.get(f"/network.json?entity={centre}").json()["rows"][0]
    at = f"source={tie['source']}&target={tie['target']}&kind={tie['kind']}"
    page = browser.get(f"/network/edge?{at}").text
    for row in browser.get(f"/network/edge.json?{at}").json()["rows"]:
        assert f"/claims/{row['claim']}" in page


def test_it_starts_from_one_name_and_offers_those_with_most_to_do(browser: TestClient, centre: str) -> None:
    assert f"/network?entity={centre}" in browser.get("/network").text
    assert "/network?entity=" in browser.get("/network?find=Haqqar").text


@pytest.mark.parametrize("query", ["", "entity=", "entity=n00", "entity=n00&steps=3", "entity=n00&at_least=many"])
def test_what_cannot_be_drawn_is_said_plainly(browser: TestClient, query: str) -> None:
    assert browser.get(f"/network.json?{query}").status_code in (404, 422)


def test_a_picture_has_no_more_names_than_room() -> None:
    centre, *others = (Node(id=f"n{i}", name=f"N{i}", type="person", sources=i % 7) for i in range(90))
    bound = [
        Tie(
            source="n0",
            source_name="N0",
            target=node.id,
            target_name=node.name,
            kind="event",
            types=(),
            line="alleged",
            denied=True,
            origins=edges.Counted(1, 1),
            claims=1,
            reports=1,
            stances={"alleges": 1},
            first=None,
            last=None,
        )
        for node in others
    ]
    picture = drawn(centre, [centre, *others], bound)
    assert len(picture.places) == MOST + 1
    assert picture.left_out == 89 - MOST
    assert all(len(line.strokes) == 3 for line in picture.lines)


def test_a_hub_is_asked_about_before_it_is_drawn(
    browser: TestClient, centre: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.show.web.pages.network.RING", 3)
    monkeypatch.setattr("sayso.show.web.pages.network.AT_FIRST", 2)
    asked = browser.get(f"/network/graph.json?entity={centre}").json()
    assert asked["asks"]
    assert len(asked["ties"]) < asked["ties_in_all"]
    page = browser.get(f"/network?entity={centre}").text
    assert "How many are wanted?" in page
    assert f"most={asked['ties_in_all']}" in page
    every = browser.get(f"/network/graph.json?entity={centre}&most={asked['ties_in_all']}").json()
    assert not every["asks"]
    assert len(every["nodes"]) == every["neighbours"] + 1
