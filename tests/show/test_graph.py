"""The network of a case, and the files that Gephi opens."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest

from sayso.deciding import decide
from sayso.show.chosen import choose
from sayso.show.export import graph
from sayso.show.network import Network, TieKind, network_of
from sayso.store import Case, lists, open_case
from sayso.store.edges import Circle, list_ties
from sayso.store.filters import Filters
from sayso.terms import Deed

WRITERS = {"graphml": graph.write_graphml, "gexf": graph.write_gexf}
READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


def network(case: Case, **filters: Any) -> Network:
    return network_of(choose(case, Filters(**filters), "gexf"))


def written(case: Case, format: str, **filters: Any) -> bytes:
    out = io.BytesIO()
    WRITERS[format](choose(case, Filters(**filters), format), out)
    return out.getvalue()


def ties(case: Case, source: str, target: str) -> dict[str, Any]:
    found = network(case)
    named = {node.name: node.id for node in found.nodes.values()}
    return {t.type: t for t in found.ties if (t.source, t.target) == (named[source], named[target])}


def test_an_arrow_goes_from_who_did_it_to_whom(case: Case) -> None:
    tie = ties(case, "Korland army", "Halvia")["ASSAULT"]
    assert tie.kind is TieKind.EVENT
    assert tie.firmness == "contested"
    assert tie.origins == (1, 3)


def test_what_one_says_and_another_denies_is_contested(case: Case) -> None:
    found = [tie for tie in network(case).ties if tie.against and tie.against[1]]
    assert found
    assert {tie.firmness for tie in found} <= {"contested", "denied"}
    assert all(tie.origins and tie.origins[0] <= tie.origins[1] for tie in found)


def test_a_speaker_points_at_whom_it_speaks_about(case: Case) -> None:
    tie = ties(case, "Tomas Breck", "Korland army")["speaks"]
    assert tie.stances["denies"] == 1
    assert list(tie.voices) == ["Tomas Breck"]
    assert (tie.printed.first, tie.printed.last) == ("2024-03-06", "2024-03-06")


def test_an_export_has_the_ties_that_the_pages_show(case: Case) -> None:
    drawn: dict[tuple[str, str, str], set[str]] = {}
    for tie in network(case).ties:
        drawn.setdefault((tie.source, tie.target, tie.kind.value), set()).update(tie.claims)
    everybody = tuple(row["id"] for row in lists.list_entities(case))
    shown = {(tie.source, tie.target, tie.kind): tie.claims for tie in list_ties(case, Circle(everybody))}
    assert {ends: len(claims) for ends, claims in drawn.items()} == shown


def test_who_is_hidden_is_bound_to_nobody_unless_asked_for(stories: Path, tmp_path: Path) -> None:
    own = open_case(Path(shutil.copy(stories, tmp_path / "own.sayso")))
    before = network(own)
    (army,) = (node.id for node in before.nodes.values() if node.name == "Korland army")
    decide(own, Deed.HIDE, army, because="not of this story", by="Ana Roth")
    assert army not in {end for tie in network(own).ties for end in (tie.source, tie.target)}
    assert len(network(own, hidden=True).ties) == len(before.ties)


def test_every_claim_of_a_tie_is_in_the_case(case: Case) -> None:
    known = {row["claim"] for row in lists.list_claims(case)}
    assert {claim for tie in network(case).ties for claim in tie.claims} <= known


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("of", ["case", "hostile", "empty"])
def test_a_second_reader_finds_the_same_network(request: pytest.FixtureRequest, of: str, format: str) -> None:
    opened = request.getfixturevalue(of)
    read, wanted = READERS[format](io.BytesIO(written(opened, format))), network(opened)
    assert set(read.nodes) == set(wanted.nodes)
    assert sorted((a, b) for a, b in read.edges()) == sorted((tie.source, tie.target) for tie in wanted.ties)
    assert {data["label"] for _, data in read.nodes(data=True)} == {node.name for node in wanted.nodes.values()}


@pytest.mark.parametrize("format", WRITERS)
def test_an_arrow_has_firmness_origins_voices_and_days(case: Case, format: str) -> None:
    read = READERS[format](io.BytesIO(written(case, format)))
    told = [data for *_, data in read.edges(data=True) if data["kind"] != "speaks" and "origins_max" in data]
    assert told
    for data in told:
        assert data["firmness"] in ("held", "denied", "contested", "open")
        assert data["origins_min"] <= data["origins_max"]
        assert data["voices"]
        assert data["printed_first"] <= data["printed_last"]


@pytest.mark.parametrize("format", WRITERS)
def test_no_id_stands_twice(case: Case, format: str) -> None:
    root = ElementTree.fromstring(written(case, format))
    for kind in ("key", "node", "edge"):
        ids = [element.get("id") for element in root.iter() if element.tag.endswith("}" + kind)]
        assert len(ids) == len(set(ids))


def test_a_graphml_file_says_what_it_is(case: Case) -> None:
    read = networkx.read_graphml(io.BytesIO(written(case, "graphml", about="Orlo")))
    assert read.graph["sayso_case"] == "stories.sayso"
    assert json.loads(read.graph["sayso_query"]) == {"about": "Orlo"}


def test_a_gexf_file_says_what_it_is_and_is_laid_on_a_time_line(case: Case) -> None:
    root = ElementTree.fromstring(written(case, "gexf", about="Orlo"))
    spaces = {"g": "http://www.gexf.net/1.2draft"}
    assert "about Orlo" in root.findtext("g:meta/g:description", "", spaces)
    drawn = root.find("g:graph", spaces)
    assert drawn is not None
    assert (drawn.get("mode"), drawn.get("timeformat")) == ("dynamic", "date")
    assert all(len(edge.get("start", "")) == 10 for edge in drawn.iterfind("g:edges/g:edge", spaces))
