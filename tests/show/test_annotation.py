"""Web Annotations with PROV-O, read back by rdflib without a connection."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, PROV, RDF, RDFS, Graph, Literal, Namespace, URIRef

from sayso.deciding import decide
from sayso.show.chosen import choose
from sayso.show.export import annotation
from sayso.store import Case, lists
from sayso.store.filters import Filters
from sayso.terms import Deed
from tests.stories import case_of, id_of

OA, SCHEMA = Namespace("http://www.w3.org/ns/oa#"), Namespace("https://schema.org/")
OURS = Namespace("urn:sayso:term:")


@pytest.fixture(autouse=True)
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read back must not need anything from elsewhere."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an outward connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def graph(case: Case, **filters: Any) -> Graph:
    out = io.BytesIO()
    annotation.write(choose(case, Filters(**filters), "annotation"), out)
    return Graph().parse(data=out.getvalue(), format="json-ld")


@pytest.fixture(scope="module")
def read(stories: Path) -> Graph:
    from sayso.store import open_case

    return graph(open_case(stories))


def urn(kind: str, *parts: str) -> URIRef:
    return URIRef(":".join(("urn:sayso", kind, *parts)))


def denial(case: Case) -> str:
    """Breck's denial of the raid."""
    rows = lists.list_claims(case, Filters(by="Breck", stances=("denies",)))
    return next(str(row["claim"]) for row in rows if row["location"] == "denial.txt")


@pytest.mark.parametrize("of", ["case", "hostile", "empty"])
def test_every_claim_is_an_annotation_on_its_exact_words(request: pytest.FixtureRequest, of: str) -> None:
    opened = request.getfixturevalue(of)
    found = graph(opened)
    claims = {urn("claim", row["claim"]): row for row in lists.list_claims(opened)}
    assert set(found.subjects(RDF.type, OA.Annotation)) == set(claims)
    for node, row in claims.items():
        target = found.value(node, OA.hasTarget)
        text = str(found.value(found.value(target, OA.hasSource), SCHEMA.articleBody))
        told = {p: o.toPython() for s in found.objects(target, OA.hasSelector) for p, o in found.predicate_objects(s)}
        start, end = told[OA.start], told[OA.end]
        assert [start, end] == row["span"]
        assert text[start:end] == told[OA.exact]
        assert text.find(told[OA.prefix] + told[OA.exact] + told[OA.suffix]) == start - len(told[OA.prefix])


def test_a_claim_says_who_and_how_firmly(case: Case, read: Graph) -> None:
    node = urn("claim", denial(case))
    bodies = {
        str(read.value(b, OA.hasPurpose)).rpartition("#")[2]: str(read.value(b, RDF.value))
        for b in read.objects(node, OA.hasBody)
    }
    assert bodies["classifying"] == "denies"
    assert bodies["describing"].startswith("Tomas Breck (denies): ")
    assert str(read.value(node, OURS.holds)) == case.statements([denial(case)])[denial(case)].holds


def test_a_claim_leads_back_to_speaker_report_and_outlet(case: Case, read: Graph) -> None:
    node = urn("claim", denial(case))
    assert str(read.value(read.value(node, PROV.wasAttributedTo), RDFS.label)) == "Tomas Breck"
    report = read.value(node, PROV.wasDerivedFrom)
    assert report == urn("report", id_of("denial.txt"))
    assert str(read.value(read.value(report, DCTERMS.publisher), RDFS.label)) == "Korland Courier"
    reading = read.value(node, PROV.wasGeneratedBy)
    assert read.value(reading, PROV.used) == report
    assert (read.value(reading, PROV.wasAssociatedWith), RDF.type, PROV.SoftwareAgent) in read


def test_a_chain_of_voices_is_quoted_from_voice_to_voice(case: Case, read: Graph) -> None:
    known = case.statements([row["claim"] for row in lists.list_claims(case)])
    chained = [statement for statement in known.values() if len(statement.chain) > 1]
    assert chained
    for statement in chained:
        step, found = read.value(urn("claim", statement.id), PROV.wasQuotedFrom), []
        while step is not None:
            found.append(str(read.value(step, RDFS.label)))
            step = read.value(step, PROV.wasQuotedFrom)
        assert found == [f"what {voice.name} said" for voice in reversed(statement.chain)]


def test_a_copy_is_derived_from_its_original(tmp_path: Path) -> None:
    case = case_of(tmp_path / "my.sayso", ["wire.txt", "reprint.txt"])
    (reprint,) = lists.list_reprints(case)
    ties = PROV.wasDerivedFrom if reprint["direction"] == "copy>original known" else PROV.alternateOf
    assert (urn("report", reprint["copy"]), ties, urn("report", reprint["original"])) in graph(case)


def test_a_decision_is_an_act_of_its_author(case: Case, read: Graph) -> None:
    decided = [decision for decision in case.decisions() if decision.what is Deed.CORRECT]
    for decision in decided:
        act = read.value(urn("claim", decision.a), PROV.wasInfluencedBy)
        assert act == urn("decision", decision.id)
        assert (act, RDF.type, PROV.Activity) in read
        assert str(read.value(read.value(act, PROV.wasAssociatedWith), RDFS.label)) == "Ana Roth"
        assert str(read.value(act, OURS.because)) == "they blamed"


def test_a_claim_added_by_hand_comes_from_no_reading(tmp_path: Path) -> None:
    case = case_of(tmp_path / "my.sayso", ["dam.txt"])
    decide(case, Deed.ADD, id_of("dam.txt"), '{"words": "the crack", "speaker": "Ana <Roth>"}', by='"Kern", A.')
    (added,) = [row["claim"] for row in lists.list_claims(case) if row["decided"] == "added"]
    found = graph(case)
    assert found.value(urn("claim", added), PROV.wasGeneratedBy) is None
    assert str(found.value(found.value(urn("claim", added), PROV.wasAttributedTo), RDFS.label)) == "Ana <Roth>"


def test_a_matter_has_its_origins(case: Case, read: Graph) -> None:
    for row in lists.list_matters(case, points=False):
        node = urn("matter", row["id"])
        assert read.value(node, OURS.originsMax) == Literal(row["origins"]["max"])
        assert len(set(read.subjects(DCTERMS.isPartOf, node))) == len(row["claims"])


def test_the_file_says_what_it_is(case: Case) -> None:
    found = graph(case, about="Orlo")
    (export,) = found.subjects(RDF.type, OURS.Export)
    assert str(found.value(export, OURS.query)) == '{"about":"Orlo"}'
    assert str(found.value(export, OURS.case)) == "stories.sayso"
