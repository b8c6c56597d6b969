"""Corroboration: on how many independent voices a point rests, from so many at least to so many at most, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.terms import Agreement, Basis, Holds, Origins, Point, Stance, Statement, Voice
from sayso.weigh.corroboration import origins_of, points_of
from tests.weigh.make import declined, denied, figure, id_of, named, said, setting, unnamed

ADISA = named("Ruta Adisa", speaks_for=("Halvia army",), side=("Halvia",))
ARMY = named("Halvia army", side=("Halvia",))
MINISTRY = named("Halvia foreign ministry", side=("Halvia",))
HOSPITAL = named("Nadia Orsel")
BRECK = named("Tomas Breck")
COASTLINE = named("Coastline")


def origins(*statements: Statement, **known: object) -> Origins:
    """The origins of some claims that all stand on one side."""
    return origins_of(statements, setting(*statements, **known))[0]


def counted(*statements: Statement, **known: object) -> tuple[int, int, int]:
    """From how many origins, to how many, and how many outlets say it without saying how they know."""
    found = origins(*statements, **known)
    return found.min, found.max, found.unestablished


def points(*statements: Statement, **known: object) -> dict[str, Point]:
    """The points of a matter by slot."""
    return {point.slot: point for point in points_of("m1", "the gate", statements, setting(*statements, **known))}


def stands(point: Point) -> list[str]:
    """How the claims stand to a point, in their order."""
    return [stand.agreement.value for stand in point.stands]


# From min to max


def test_two_people_who_have_nothing_to_do_with_each_other_are_two_origins() -> None:
    assert counted(said("Herald", ADISA), said("Lantern", HOSPITAL)) == (2, 2, 0)


def test_ten_outlets_at_one_briefing_are_one_origin() -> None:
    assert counted(*(said(f"Outlet {n}", ADISA) for n in range(10))) == (1, 1, 0)


def test_a_body_and_who_speaks_for_it_are_one_origin_at_most() -> None:
    assert counted(said("Herald", ADISA), said("Lantern", ARMY)) == (1, 1, 0)


def test_a_possible_link_lowers_the_least_and_not_the_most() -> None:
    assert counted(said("Herald", ARMY), said("Lantern", MINISTRY)) == (1, 2, 0)


def test_possible_links_hang_together_over_a_third_voice() -> None:
    assert counted(said("Herald", ARMY), said("Lantern", MINISTRY), said("Mail", ADISA)) == (1, 2, 0)


def test_voices_without_a_name_count_between_one_and_all() -> None:
    told = (said(report, unnamed("an official")) for report in ("Herald", "Lantern", "Mail"))
    assert counted(*told) == (1, 3, 0)


def test_every_edge_names_both_voices_and_says_why() -> None:
    names = {id_of("Halvia army"): "the army of Halvia"}
    found = origins(said("Herald", ARMY), said("Lantern", MINISTRY), named=names)
    (edge,) = found.edges
    assert {edge.a, edge.b} == {"the army of Halvia", "Halvia foreign ministry"}
    assert edge.why


def test_each_origin_lists_its_claims_and_who_stands_behind_it() -> None:
    captive = named("Jorin Pell")
    first, second, other = said("Herald", captive, ADISA), said("Lantern", ADISA), said("Mail", HOSPITAL)
    one, two = origins(first, second, other).groups
    assert (one.voice, set(one.claims), one.behind) == ("Ruta Adisa", {first.id, second.id}, ("Jorin Pell",))
    assert (two.voice, two.claims, two.behind) == ("Nadia Orsel", (other.id,), ())


def test_nothing_rests_on_nobody() -> None:
    assert origins() == Origins()


def test_occasions_are_counted_once_each() -> None:
    at = "a briefing, in the capital"
    briefing = (said("Herald", ADISA, occasion=at), said("Mail", ADISA, occasion=at))
    letter = said("Lantern", HOSPITAL, occasion="a letter")
    assert origins(*briefing, letter).occasions == 2


# Houses


def test_a_reprint_with_the_agency_named_as_the_voice_counts_for_who_told_the_agency() -> None:
    told = said("Herald", ADISA, COASTLINE, agency="Coastline"), said("Lantern", ADISA, COASTLINE, agency="Coastline")
    assert counted(*told) == (1, 1, 0)
    assert origins(*told).groups[0].voice == "Ruta Adisa"


def test_a_report_that_cites_an_agency_and_the_agency_s_own_voice_are_one_origin() -> None:
    assert counted(said("Herald", ADISA, agency="Coastline"), said("Mail", ADISA, COASTLINE)) == (1, 1, 0)


def test_citing_a_report_that_is_in_the_case_adds_no_origin() -> None:
    # The Mail does not say whom the Herald has it from; the Herald's report in the case does.
    found = origins(said("Herald", ADISA), said("Mail", named("Herald")))
    assert (found.min, found.max) == (1, 1)
    assert [edge.why for edge in found.edges] == ["one is a report that is in this case"]


def test_citing_a_report_that_is_not_in_the_case_is_an_origin() -> None:
    assert counted(said("Lantern", ADISA), said("Mail", named("Herald"))) == (2, 2, 0)


# The outlet's own word


def test_an_own_word_folds_into_what_somebody_says_in_the_same_report() -> None:
    assert counted(said("Herald"), said("Herald", ADISA)) == (1, 1, 0)


def test_an_own_word_does_not_fold_into_what_somebody_says_in_another_report() -> None:
    assert counted(said("Herald"), said("Lantern", ADISA)) == (1, 1, 1)


def test_what_an_outlet_saw_is_an_origin() -> None:
    own = said("Herald", basis=Basis.SEEN)
    assert counted(own) == (1, 1, 0)
    assert counted(own, said("Lantern", ADISA)) == (2, 2, 0)
    assert origins(own).groups[0].voice == "Herald"


def test_what_an_outlet_saw_counts_beside_what_somebody_tells_it() -> None:
    assert counted(said("Herald", basis=Basis.SEEN), said("Herald", ADISA)) == (2, 2, 0)


@pytest.mark.parametrize("basis", sorted(set(Basis) - {Basis.SEEN}))
def test_an_own_word_that_does_not_say_it_was_seen_adds_one_to_those_not_established(basis: Basis) -> None:
    assert counted(said("Herald", basis=basis)) == (0, 0, 1)


def test_an_outlet_that_says_it_twice_is_one_that_does_not_say_how_it_knows() -> None:
    assert counted(said("Herald"), said("Herald"), said("a later Herald", outlet="Herald"), said("Mail")) == (0, 0, 2)


def test_one_outlet_that_saw_it_is_one_origin_in_all_its_reports() -> None:
    told = said("Herald", basis=Basis.SEEN), said("a later Herald", outlet="Herald", basis=Basis.SEEN)
    assert counted(*told) == (1, 1, 0)


def test_an_own_word_beside_only_a_denial_in_its_report_stays_not_established() -> None:
    # Folding is by the point: who denies it in the report is not whom the outlet has it from.
    found = points(said("Herald"), denied("Herald", BRECK))["happened"]
    assert (found.origins.max, found.origins.unestablished, found.against.max) == (0, 1, 1)


def test_an_own_word_on_the_day_does_not_fold_into_a_claim_that_gives_none() -> None:
    found = points(said("Herald", first="2024-03-03", last="2024-03-03"), said("Herald", ADISA))
    assert found["happened"].origins.unestablished == 0
    assert found["date"].origins.unestablished == 1


# Copies


def test_a_copy_adds_none() -> None:
    original, copy = said("Herald", unnamed("an official")), said("Mail", unnamed("an official"))
    assert counted(original, copy, copied={copy.id: original.id}) == (1, 1, 0)


def test_a_copy_in_an_outlet_s_own_word_adds_none() -> None:
    original, copy = said("Herald"), said("Mail")
    assert counted(original, copy, copied={copy.id: original.id}) == (0, 0, 1)


def test_a_copy_that_tells_as_fact_what_somebody_said_adds_none() -> None:
    original, copy = said("Herald", ADISA), said("Mail")
    assert counted(original, copy, copied={copy.id: original.id}) == (1, 1, 0)


def test_a_copy_is_shown_with_the_origin_of_what_it_repeats_and_the_reason() -> None:
    original, copy = said("Herald", unnamed("an official")), said("Mail")
    stand = points(original, copy, copied={copy.id: original.id})["happened"].stands[1]
    assert (stand.claim, stand.origin) == (copy.id, "an official")
    assert original.id in stand.why


def test_a_copy_of_a_copy_adds_none_either() -> None:
    first, second, third = (said(report, unnamed("an official")) for report in ("Herald", "Lantern", "Mail"))
    assert counted(first, second, third, copied={second.id: first.id, third.id: second.id}) == (1, 1, 0)


def test_a_copy_of_a_copy_is_shown_with_the_origin_of_what_it_repeats() -> None:
    first, second, third = (said(report, unnamed("an official")) for report in ("Herald", "Lantern", "Mail"))
    found = points(first, second, third, copied={second.id: first.id, third.id: second.id})["happened"]
    assert [stand.origin for stand in found.stands] == ["an official"] * 3


def test_a_copy_counts_where_what_it_repeats_says_nothing_of_the_point() -> None:
    original = said("Herald", ADISA)
    copy = said("Mail", unnamed("an official"), figures=(figure(5, 5),))
    found = points(original, copy, copied={copy.id: original.id})
    assert found["happened"].origins.max == 1
    assert found["figure: killed"].origins.max == 1


# For, against, and neither


def test_what_denies_is_counted_apart_from_what_supports() -> None:
    found = points(said("Herald", ADISA), said("Mail", HOSPITAL), denied("Herald", BRECK), denied("Mail", BRECK))
    happened = found["happened"]
    assert (happened.origins.max, happened.against.max) == (2, 1)
    assert happened.against.groups[0].voice == "Tomas Breck"


def test_a_body_that_denies_is_not_linked_to_its_people_who_affirm() -> None:
    happened = points(said("Herald", ADISA), denied("Mail", ARMY))["happened"]
    assert (happened.origins.max, happened.against.max) == (1, 1)
    assert happened.origins.edges == happened.against.edges == ()


def test_a_refusal_supports_and_denies_nothing() -> None:
    happened = points(said("Herald", ADISA), declined("Herald", BRECK), declined("Mail", HOSPITAL))["happened"]
    assert stands(happened) == ["supports", "declines", "declines"]
    assert (happened.origins.max, happened.against.max, happened.against.unestablished) == (1, 0, 0)


def test_what_is_only_asked_or_urged_does_not_stand_to_the_point_at_all() -> None:
    asked = said("Herald", BRECK, stance=Stance.ASKS, holds=Holds.UNKNOWN)
    assert stands(points(said("Herald", ADISA), asked)["happened"]) == ["supports"]


def test_an_allegation_that_stands_only_inside_its_denial_counts_nowhere() -> None:
    unstated = replace(said("Herald", unnamed("somebody (unstated)")), voice=Voice.UNSTATED)
    unstated = replace(unstated, chain=tuple(replace(voice, voice=Voice.UNSTATED) for voice in unstated.chain))
    happened = points(unstated, denied("Herald", BRECK))["happened"]
    assert (happened.origins.min, happened.origins.max, happened.origins.unestablished) == (0, 0, 0)
    assert happened.against.max == 1


def test_decisions_come_first() -> None:
    told = said("Herald", ARMY), said("Lantern", MINISTRY)
    pair = frozenset((id_of("Halvia army"), id_of("Halvia foreign ministry")))
    assert counted(*told, decided={pair: (False, "")}) == (2, 2, 0)
    assert counted(*told, decided={pair: (True, "")}) == (1, 1, 0)


# Points


def test_whether_it_happened_is_the_headline_and_the_others_are_parts_of_it() -> None:
    told = said("Herald", ADISA, first="2024-03-03", last="2024-03-03", place_name="Hulak", figures=(figure(5, 5),))
    found = points_of("m1", "the raid", [told], setting(told))
    assert [(point.slot, point.part_of) for point in found] == [
        ("happened", None),
        ("date", "m1"),
        ("place", "m1"),
        ("figure: killed", "m1"),
    ]
    assert [point.text for point in found] == ["the raid", "2024-03-03", "Hulak", "5 killed"]


def test_who_did_it_to_whom_and_through_whom_are_points() -> None:
    told = said("Herald", ADISA, actors=("n-korland",), recipients=("n-guards",), via=("n-militia",))
    found = points(told, named={"n-korland": "Korland"})
    assert {slot: point.text for slot, point in found.items() if slot != "happened"} == {
        "actor": "Korland",
        "recipient": "n-guards",
        "via": "n-militia",
    }


def test_a_slot_that_nobody_fills_is_no_point() -> None:
    assert list(points(said("Herald", ADISA))) == ["happened"]


def test_an_equal_figure_supports_a_wider_is_less_specific_and_another_conflicts() -> None:
    told = [
        said(report, who, figures=(value,))
        for report, who, value in (
            ("Herald", ADISA, figure(5, 5)),
            ("Lantern", HOSPITAL, figure(5, 5)),
            ("Mail", BRECK, figure(4)),
            ("Post", named("Ilse Marrin"), figure(6, 6)),
        )
    ]
    found = points(*told)["figure: killed"]
    assert stands(found) == ["supports", "supports", "less_specific", "conflicts"]
    assert (found.text, found.origins.max, found.against.max) == ("5 killed", 2, 0)


def test_a_number_alone_is_one_of_what_most_claims_count() -> None:
    alone = replace(figure(9, 9), of=None)
    told = [
        said("Herald", ADISA, figures=(figure(5, 5),)),
        said("Lantern", HOSPITAL, figures=(figure(5, 5), figure(2, 2, of="boat"))),
        said("Mail", BRECK, figures=(alone,)),
    ]
    found = points(*told)
    assert stands(found["figure: killed"]) == ["supports", "supports", "conflicts"]
    assert stands(found["figure: boat"]) == ["supports"]


def test_who_publishes_a_statement_of_its_own_is_an_origin_by_its_own_word() -> None:
    own = said("Release", publisher=named("Orrow Copper"))
    assert points(own, said("Herald", ADISA))["happened"].origins.max == 2
    assert points(own, said("Herald", named("Orrow Copper")))["happened"].origins.max == 1


def test_beside_somebody_it_quotes_its_own_word_adds_nothing() -> None:
    publisher = named("Orrow Copper")
    told = said("Release", ADISA, publisher=publisher), said("Release", publisher=publisher)
    assert points(*told)["happened"].origins.max == 1


def test_figures_of_different_things_are_different_points() -> None:
    told = said("Herald", ADISA, figures=(figure(5, 5), figure(9, 9, of="wounded")))
    assert set(points(told)) == {"happened", "figure: killed", "figure: wounded"}


def test_an_equal_day_supports_a_wider_is_less_specific_and_another_conflicts() -> None:
    told = [
        said(report, who, first=first, last=last)
        for report, who, first, last in (
            ("Herald", ADISA, "2024-03-03", "2024-03-03"),
            ("Lantern", HOSPITAL, "2024-03-03", "2024-03-03"),
            ("Mail", BRECK, "2024-03-01", "2024-03-31"),
            ("Post", named("Ilse Marrin"), "2024-03-04", "2024-03-04"),
        )
    ]
    assert stands(points(*told)["date"]) == ["supports", "supports", "less_specific", "conflicts"]


def test_a_place_within_supports_a_wider_is_less_specific_and_another_conflicts() -> None:
    told = [
        said(report, who, place_name=place)
        for report, who, place in (
            ("Herald", ADISA, "Hulak"),
            ("Lantern", HOSPITAL, "Hulak"),
            ("Mail", BRECK, "Upland"),
            ("Post", named("Ilse Marrin"), "Tsemma"),
        )
    ]
    found = points(*told, wider=lambda wide, narrow: (wide, narrow) == ("Upland", "Hulak"))["place"]
    assert stands(found) == ["supports", "supports", "less_specific", "conflicts"]


def test_the_same_actor_supports_one_without_a_name_is_less_specific_and_another_conflicts() -> None:
    told = [
        said(report, who, actors=actors)
        for report, who, actors in (
            ("Herald", ADISA, ("n-korland-army",)),
            ("Lantern", HOSPITAL, ("n-korland-army", "n-militia")),
            ("Mail", BRECK, ("Mail.e4",)),
            ("Post", named("Ilse Marrin"), ("n-halvia-army",)),
        )
    ]
    assert stands(points(*told)["actor"]) == ["supports", "supports", "less_specific", "conflicts"]


def test_the_value_of_most_voices_leads_not_that_of_most_claims() -> None:
    # Three outlets at one briefing say five, two people who have nothing to do with each other say six.
    briefing = [said(report, ADISA, figures=(figure(5, 5),)) for report in ("Herald", "Mail", "Post")]
    others = [said("Lantern", HOSPITAL, figures=(figure(6, 6),)), said("Tribune", BRECK, figures=(figure(6, 6),))]
    assert points(*briefing, *others)["figure: killed"].text == "6 killed"


@pytest.mark.parametrize("unheard", [denied, declined])
def test_who_does_not_say_that_it_happened_has_no_say_on_the_rest(unheard: type) -> None:
    found = points(said("Herald", ADISA), unheard("Mail", BRECK, figures=(figure(9, 9),)))
    assert list(found) == ["happened"]


# Laws

VOICES = (ADISA, ARMY, MINISTRY, HOSPITAL, BRECK, COASTLINE, unnamed("an official"), unnamed("a nurse"))
chains = st.lists(st.sampled_from(VOICES), max_size=2)
SUPPLIED = {"Mail": "Coastline", "Post": "Coastline"}
reports = st.sampled_from(("Herald", "Lantern", "Mail", "Post"))
claims = st.lists(
    st.builds(
        lambda report, chain, basis: said(report, *chain, basis=basis, agency=SUPPLIED.get(report)),
        reports,
        chains,
        st.sampled_from((Basis.UNSTATED, Basis.SEEN)),
    ),
    max_size=8,
)


@given(claims)
def test_the_least_is_never_above_the_most_nor_the_most_above_the_claims(told: Sequence[Statement]) -> None:
    low, high, unestablished = counted(*told)
    assert 0 <= low <= high <= len(told)
    assert (low > 0) == (high > 0)
    assert unestablished <= len({statement.document for statement in told})


@given(claims, st.randoms())
def test_the_order_of_claims_does_not_matter(told: list[Statement], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted(*shuffled) == counted(*told)


@given(claims.filter(bool), st.data())
def test_copying_any_claim_changes_no_count(told: list[Statement], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(told))
    copy = said("Copycat", *original.chain, basis=original.basis)
    assert counted(*told, copy, copied={copy.id: original.id}) == counted(*told)


@given(claims)
def test_each_origin_is_listed_with_its_claims_and_no_claim_counts_for_two(told: list[Statement]) -> None:
    found = origins(*told)
    listed = [claim for group in found.groups for claim in group.claims]
    assert len(found.groups) == found.max
    assert len(set(listed)) == len(listed)
    assert all(group.claims for group in found.groups)


@given(claims)
def test_a_claim_stands_to_whether_it_happened_once(told: list[Statement]) -> None:
    happened = points(*told)["happened"]
    assert [stand.claim for stand in happened.stands] == [statement.id for statement in told]
    assert {stand.agreement for stand in happened.stands} <= {Agreement.SUPPORTS}
