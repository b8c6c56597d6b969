"""Independence: which voice is at the gate of a claim, and what makes two gates count as one, or perhaps as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms import Basis, Edge, Speaker, Statement, Voice
from sayso.weigh.independence import components, edges, gate_of, gates_of
from tests.weigh.make import id_of, named, said, unnamed

ADISA = named("Ruta Adisa")
ARMY = named("Halvia army")
CAPTIVE = named("Jorin Pell")
HOSPITAL = named("Nadia Orsel")
HERALD = ("Herald", id_of("Herald"))


def gates(*statements: Statement) -> dict[str, str]:
    """The gates of some claims, by id, with what they are called."""
    return {i: gate.voice.name for i, gate in gates_of(statements, {}).items()}


def between(*statements: Statement, **known: object) -> list[Edge]:
    """The edges between the gates of some claims."""
    return edges(gates_of(statements, {}), known.get("printed_by", {}), known.get("decided", {}))  # type: ignore[arg-type]


# The gate


def test_the_gate_is_the_outermost_voice() -> None:
    assert gate_of(said("Herald", CAPTIVE, ADISA), HERALD) == ADISA


def test_the_outlet_that_prints_it_is_no_gate() -> None:
    assert gate_of(said("Herald", CAPTIVE, ADISA, named("Herald")), HERALD) == ADISA


def test_the_agency_that_supplies_it_is_no_gate() -> None:
    told = said("Herald", ADISA, named("Coastline"), agency="Coastline")
    assert gate_of(told, (*HERALD, "Coastline")) == ADISA


def test_the_agency_is_a_gate_where_it_is_only_cited() -> None:
    assert gate_of(said("Herald", ADISA, named("Coastline")), HERALD) == named("Coastline")


def test_a_house_is_known_by_its_name_in_any_capitals_and_by_its_id() -> None:
    by_name = Speaker(name="THE HERALD", entity="Herald.e1", voice=Voice.NAMED)
    by_id = Speaker(name="this newspaper", identity=id_of("Herald"))
    assert gate_of(said("Herald", ADISA, by_name), ("The Herald",)) == ADISA
    assert gate_of(said("Herald", ADISA, by_id), HERALD) == ADISA


def test_a_claim_of_nobody_but_the_outlet_has_no_gate() -> None:
    assert gate_of(said("Herald"), HERALD) is None
    assert gate_of(said("Herald", named("Herald")), HERALD) is None
    assert gates(said("Herald")) == {}


@pytest.mark.parametrize(
    "words", ["both", "Some", "each", "our monitors", "unclear"]
)  # the count of voices already met, or what belongs to another of them
def test_words_that_name_no_voice_of_their_own_are_no_gate(words: str) -> None:
    told = said("Herald", ADISA, unnamed(words))
    assert gate_of(told, HERALD) == ADISA


@pytest.mark.parametrize("voice", [Voice.UNSTATED, Voice.UNCLEAR])
def test_a_voice_that_is_not_told_is_no_gate(voice: Voice) -> None:
    assert gate_of(said("Herald", Speaker(name="somebody", voice=voice)), HERALD) is None


def test_voices_further_in_stand_behind_the_gate() -> None:
    (gate,) = gates_of([said("Herald", CAPTIVE, ADISA), said("Lantern", ADISA)], {}).values()
    assert gate.voice == ADISA
    assert gate.behind == {"Jorin Pell"}
    assert gate.reports == {"Herald", "Lantern"}


def test_one_person_is_one_gate_in_every_report() -> None:
    assert list(gates(said("Herald", ADISA), said("Lantern", ADISA), said("Mail", CAPTIVE, ADISA)).values()) == [
        "Ruta Adisa"
    ]


def test_voices_without_a_name_in_two_reports_are_two_gates() -> None:
    assert len(gates(said("Herald", unnamed("an official")), said("Lantern", unnamed("an official")))) == 2


def test_two_voices_without_a_name_in_one_report_are_two_gates() -> None:
    assert len(gates(said("Herald", unnamed("an official")), said("Herald", unnamed("a guard")))) == 2


def test_gates_come_in_the_order_in_which_they_were_printed() -> None:
    late = said("Herald", ADISA, published="2024-03-06")
    undated, early = said("Mail", CAPTIVE), said("Lantern", HOSPITAL, published="2024-03-05T10:00")
    assert list(gates(late, undated, early).values()) == ["Nadia Orsel", "Ruta Adisa", "Jorin Pell"]


# Firm edges


def firm(*statements: Statement, **known: object) -> str:
    """The reason of the one edge, which is firm."""
    (edge,) = between(*statements, **known)
    assert edge.firm
    return edge.why


def test_two_people_of_whom_nothing_is_known_have_no_edge() -> None:
    assert between(said("Herald", ADISA), said("Lantern", HOSPITAL)) == []


def test_a_spokeswoman_and_her_body_are_one() -> None:
    spokeswoman = named("Ruta Adisa", speaks_for=("Halvia army",))
    assert firm(said("Herald", spokeswoman), said("Lantern", ARMY)) == "one speaks for the other"
    assert firm(said("Herald", ARMY), said("Lantern", spokeswoman)) == "one speaks for the other"


def test_two_who_speak_for_one_body_are_one() -> None:
    spokeswoman, general = (named(name, speaks_for=("Halvia army",)) for name in ("Ruta Adisa", "Boran Tesh"))
    assert firm(said("Herald", spokeswoman), said("Lantern", general)) == "both speak for one body"


def test_speaking_for_two_bodies_is_no_edge() -> None:
    spokeswoman = named("Ruta Adisa", speaks_for=("Halvia army",))
    minister = named("Tomas Breck", speaks_for=("Korland defence ministry",))
    assert between(said("Herald", spokeswoman), said("Lantern", minister)) == []


def test_it_is_enough_that_one_report_says_for_whom_she_speaks() -> None:
    # The earlier report gives the bare name, the later one tells that she speaks for the army.
    spokeswoman = named("Ruta Adisa", speaks_for=("Halvia army",))
    assert firm(said("Herald", ADISA), said("Lantern", spokeswoman), said("Mail", ARMY)) == "one speaks for the other"


def test_a_gate_that_has_it_from_the_other_adds_none() -> None:
    assert firm(said("Herald", ADISA), said("Lantern", ADISA, HOSPITAL)) == "one has it from the other"


def test_a_cited_report_that_is_in_the_case_adds_none() -> None:
    # The Mail cites the Herald without saying whom the Herald has it from; the Herald's own report has it from Adisa.
    own, citing = said("Herald", ADISA), said("Mail", named("Herald"))
    printed_by = {id_of("Herald"): {ADISA.identity}}
    assert firm(own, citing, printed_by=printed_by) == "one is a report that is in this case"


def test_a_cited_report_is_no_edge_to_those_it_does_not_print() -> None:
    printed_by = {id_of("Herald"): {ADISA.identity}}
    assert between(said("Lantern", HOSPITAL), said("Mail", named("Herald")), printed_by=printed_by) == []


def test_two_who_rest_on_one_document_are_one() -> None:
    audit = named("Report of the audit office")
    told = (said(report, audit, who, basis=Basis.DOCUMENT) for report, who in (("Herald", ADISA), ("Mail", HOSPITAL)))
    assert firm(*told)


# Possible edges


def possible(*statements: Statement, **known: object) -> str:
    """The reason of the one edge, which is not firm."""
    (edge,) = between(*statements, **known)
    assert not edge.firm
    return edge.why


def test_organs_of_one_state_may_be_one() -> None:
    army, ministry = named("Halvia army", side=("Halvia",)), named("Halvia foreign ministry", side=("Halvia",))
    assert possible(said("Herald", army), said("Lantern", ministry)) == "both are of halvia"


def test_organs_of_two_states_are_two() -> None:
    ours, theirs = named("Halvia army", side=("Halvia",)), named("Korland army", side=("Korland",))
    assert between(said("Herald", ours), said("Lantern", theirs)) == []


def test_voices_without_a_name_of_one_role_in_two_reports_may_be_one() -> None:
    told = said("Herald", unnamed("a senior official")), said("Lantern", unnamed("an official"))
    assert possible(*told) == "two voices without a name that may be one"


def test_voices_without_a_name_that_one_report_tells_apart_are_two() -> None:
    assert between(said("Herald", unnamed("a senior official")), said("Herald", unnamed("another official"))) == []


def test_voices_without_a_name_of_differing_roles_are_two() -> None:
    assert between(said("Herald", unnamed("a nurse")), said("Lantern", unnamed("a soldier"))) == []


def test_voices_without_a_name_of_one_side_may_be_one_whatever_they_are_called() -> None:
    told = said("Herald", unnamed("a diplomat", side=("Halvia",))), said("Mail", unnamed("an aide", side=("Halvia",)))
    assert possible(*told) == "both are of halvia"


def test_one_of_them_may_be_among_the_others_of_the_same_report() -> None:
    told = said("Herald", unnamed("two of the engineers")), said("Herald", named("Piers Hollam"))
    assert possible(*told) == "one may be among the other"


def test_one_inner_voice_through_two_gates_may_make_them_one() -> None:
    assert possible(said("Herald", CAPTIVE, ADISA), said("Lantern", CAPTIVE, HOSPITAL)).startswith(
        "one voice is behind both"
    )


def test_inner_voices_without_a_name_make_no_edge() -> None:
    told = (said(report, unnamed("a captive"), who) for report, who in (("Herald", ADISA), ("Lantern", HOSPITAL)))
    assert between(*told) == []


def test_the_newspaper_may_be_the_one_whose_report_is_here() -> None:
    told = said("Herald", unnamed("The newspaper")), said("Herald", named("Lantern")), said("Lantern", ADISA)
    found = edges(gates_of(told, {}), {id_of("Lantern"): {id_of("Ruta Adisa")}}, {})
    assert "the one may be the report that is in this case" in [edge.why for edge in found]
    assert "the one may be the report that is in this case" not in [edge.why for edge in between(*told)]


def test_a_firm_edge_is_told_rather_than_a_possible_one() -> None:
    spokeswoman = named("Ruta Adisa", speaks_for=("Halvia army",), side=("Halvia",))
    army = named("Halvia army", side=("Halvia",))
    assert firm(said("Herald", spokeswoman), said("Lantern", army)) == "one speaks for the other"


def test_a_later_voice_in_the_words_of_an_earlier_text_may_have_it_from_there() -> None:
    words = "that nine men came over the ridge before dawn, knew the way and found the gate unlocked"
    early = said("Herald", ADISA, text=words, published="2024-03-04")
    assert possible(early, said("Lantern", HOSPITAL, text=words, published="2024-03-09"))


# Decisions


def decided(one: Speaker, other: Speaker, *, dependent: bool, why: str = "") -> dict[frozenset[str], tuple[bool, str]]:
    return {frozenset((one.identity or "", other.identity or "")): (dependent, why)}


def test_a_person_who_says_independent_takes_even_a_firm_edge_away() -> None:
    spokeswoman = named("Ruta Adisa", speaks_for=("Halvia army",))
    told = said("Herald", spokeswoman), said("Lantern", ARMY)
    assert between(*told, decided=decided(ADISA, ARMY, dependent=False)) == []


def test_a_person_who_says_dependent_makes_a_firm_edge_with_the_reason() -> None:
    told = said("Herald", ADISA), said("Lantern", HOSPITAL)
    why = firm(*told, decided=decided(HOSPITAL, ADISA, dependent=True, why="they share an office"))
    assert why == "decided: they share an office"


def test_a_decision_on_two_voices_says_nothing_of_a_third() -> None:
    told = said("Herald", ADISA), said("Lantern", HOSPITAL), said("Mail", CAPTIVE)
    (edge,) = between(*told, decided=decided(ADISA, HOSPITAL, dependent=True))
    assert {edge.a, edge.b} == {ADISA.identity, HOSPITAL.identity}


# What hangs together

GATES = "abcdef"
links = st.lists(st.builds(Edge, st.sampled_from(GATES), st.sampled_from(GATES), st.booleans(), st.just("why")))


def partition(found: list[tuple[str, ...]]) -> set[frozenset[str]]:
    return {frozenset(group) for group in found}


@given(links)
def test_every_gate_is_in_one_component(found: list[Edge]) -> None:
    assert sorted(gate for group in components(GATES, found) for gate in group) == sorted(GATES)


@given(links)
def test_two_gates_with_an_edge_are_in_one_component(found: list[Edge]) -> None:
    groups = partition(components(GATES, found))
    assert all(any({edge.a, edge.b} <= group for group in groups) for edge in found)


@given(links, st.randoms())
def test_the_order_of_edges_does_not_matter(found: list[Edge], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert partition(components(GATES, shuffled)) == partition(components(GATES, found))


@given(links, links)
def test_more_edges_never_part_what_hangs_together(found: list[Edge], more: list[Edge]) -> None:
    assert len(components(GATES, [*found, *more])) <= len(components(GATES, found))


def test_gates_hang_together_over_a_third() -> None:
    found = [Edge("a", "b", True, ""), Edge("b", "c", True, "")]
    assert partition(components("abcd", found)) == {frozenset("abc"), frozenset("d")}
