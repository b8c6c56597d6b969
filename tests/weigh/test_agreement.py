"""Agreement: equal values support, wider ones are less specific, disjoint ones conflict, and what is held not to be denies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms import Agreement, Holds, Quantity, Stance
from sayso.weigh.agreement import (
    days_of,
    figures_of,
    is_own_word,
    leading,
    of_days,
    of_figures,
    of_places,
    on_happening,
)
from tests.weigh.make import declined, figure, named, said

ADISA = named("Ruta Adisa")
SUPPORTS, WIDER, CONFLICTS = Agreement.SUPPORTS, Agreement.LESS_SPECIFIC, Agreement.CONFLICTS


# Whether it happened


def test_who_holds_it_for_so_or_for_possible_supports_it() -> None:
    assert on_happening(said("Herald", ADISA)) is SUPPORTS
    assert on_happening(said("Herald", ADISA, holds=Holds.POSSIBLE)) is SUPPORTS


@pytest.mark.parametrize("stance", [Stance.BELIEVES, Stance.DOUBTS])
def test_who_only_thinks_it_possible_says_less(stance: Stance) -> None:
    told = said("Herald", ADISA, stance=stance, holds=Holds.POSSIBLE)
    assert on_happening(told) is Agreement.LESS_SPECIFIC


@pytest.mark.parametrize("stance", [Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.BELIEVES, Stance.DENIES])
def test_who_holds_it_not_to_be_so_denies_it_whatever_the_verb(stance: Stance) -> None:
    assert on_happening(said("Herald", ADISA, stance=stance, holds=Holds.NO)) is Agreement.DENIES


def test_denying_the_charge_denies_although_the_words_leave_it_open() -> None:
    assert on_happening(said("Herald", ADISA, stance=Stance.DENIES, holds=Holds.UNKNOWN)) is Agreement.DENIES


def test_denying_that_it_did_not_happen_supports_it() -> None:
    assert on_happening(said("Herald", ADISA, stance=Stance.DENIES, holds=Holds.YES)) is SUPPORTS


@pytest.mark.parametrize("holds", list(Holds))
def test_a_refusal_is_neither_support_nor_denial(holds: Holds) -> None:
    assert on_happening(said("Herald", ADISA, stance=Stance.DECLINES, holds=holds)) is Agreement.DECLINES


@pytest.mark.parametrize("stance", [Stance.ASKS, Stance.URGES, Stance.DOUBTS, Stance.ASSERTS])
def test_what_commits_to_nothing_does_not_stand_to_it_at_all(stance: Stance) -> None:
    assert on_happening(said("Herald", ADISA, stance=stance, holds=Holds.UNKNOWN)) is None


def test_only_what_nobody_is_given_for_is_an_own_word() -> None:
    assert is_own_word(said("Herald"))
    assert not is_own_word(said("Herald", ADISA))
    assert not is_own_word(declined("Herald", ADISA))


# Figures


@pytest.mark.parametrize(
    ("value", "reference", "agreement"),
    [
        (figure(43, 43), figure(43, 43), SUPPORTS),
        (figure(43, 43), figure(51, 51), CONFLICTS),
        (figure(43, 43), figure(40), SUPPORTS),  # 43 beside "at least 40"
        (figure(40), figure(43, 43), WIDER),
        (figure(50), figure(43, 43), CONFLICTS),
        (figure(20, 60), figure(43, 43), WIDER),
        (figure(20, 60), figure(30, 90), WIDER),  # they only overlap
        (figure(20, 60), figure(61, 90), CONFLICTS),
        (figure(12, exclusive=True), figure(12, 12), CONFLICTS),  # "more than a dozen" leaves the dozen out
        (figure(12), figure(12, 12), WIDER),
        (figure(None, 60), figure(43, 43), WIDER),
        (figure(40, 40, approx=True), figure(43, 43), WIDER),  # "about 40"
        (figure(43, 43), figure(40, 40, approx=True), SUPPORTS),
        (figure(40, 40, approx=True), figure(51, 51), CONFLICTS),
        (figure(0, 0), figure(1), CONFLICTS),  # none, and at least one
    ],
)
def test_figures_agree_as_stretches_of_numbers(value: Quantity, reference: Quantity, agreement: Agreement) -> None:
    assert of_figures(value, reference) is agreement


bounds = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
figures = st.one_of(bounds.map(lambda ends: figure(*ends)), st.integers(0, 30).map(figure))


def holds_all(wide: Quantity, narrow: Quantity) -> bool:
    """Whether every number of the narrow one is in the wide one, counted out."""
    within = [[n for n in range(62) if (q.low or 0) <= n <= (61 if q.high is None else q.high)] for q in (wide, narrow)]
    return set(within[1]) <= set(within[0])


@given(figures, figures)
def test_a_figure_is_supported_by_every_figure_within_it_and_only_by_those(one: Quantity, other: Quantity) -> None:
    assert (of_figures(one, other) is SUPPORTS) == holds_all(other, one)


@given(figures, figures)
def test_a_conflict_of_figures_is_one_from_both_sides(one: Quantity, other: Quantity) -> None:
    assert (of_figures(one, other) is CONFLICTS) == (of_figures(other, one) is CONFLICTS)


def test_figures_are_told_apart_by_what_they_count() -> None:
    killed, wounded, soldiers = figure(5, 5), figure(9, 9, of="wounded"), figure(20, 20, of=None, unit="soldier")
    told = said("Herald", ADISA, figures=(killed, wounded, soldiers, figure(3, 3, of=None)))
    found = figures_of(told)
    assert (found["killed"], found["wounded"], found["soldier"]) == (killed, wounded, soldiers)


# Days


@pytest.mark.parametrize(
    ("value", "reference", "agreement"),
    [
        (("2024-03-03", "2024-03-03"), ("2024-03-03", "2024-03-03"), SUPPORTS),
        (("2024-03-03", "2024-03-03"), ("2024-03-01", "2024-03-31"), SUPPORTS),
        (("2024-03-01", "2024-03-31"), ("2024-03-03", "2024-03-03"), WIDER),
        (("2024-03-01", "2024-03-10"), ("2024-03-05", "2024-03-20"), WIDER),  # they only overlap
        (("2024-03-04", "2024-03-04"), ("2024-03-03", "2024-03-03"), CONFLICTS),
        (("2024-04-01", "2024-04-30"), ("2024-03-01", "2024-03-31"), CONFLICTS),
    ],
)
def test_days_agree_as_stretches_of_time(
    value: tuple[str, str], reference: tuple[str, str], agreement: Agreement
) -> None:
    assert of_days(value, reference) is agreement


days = st.dates().map(str)
stretches = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(stretches, stretches)
def test_a_conflict_of_days_is_one_from_both_sides(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (of_days(one, other) is CONFLICTS) == (of_days(other, one) is CONFLICTS)


@given(stretches)
def test_a_stretch_of_days_supports_itself(one: tuple[str, str]) -> None:
    assert of_days(one, one) is SUPPORTS


def test_a_stretch_that_is_open_on_one_side_reaches_to_the_end_of_time() -> None:
    since = days_of(said("Herald", ADISA, first="2003-01-01"))
    until = days_of(said("Herald", ADISA, last="2002-12-31"))
    assert since is not None
    assert until is not None
    assert of_days(("2024-03-03", "2024-03-03"), since) is SUPPORTS
    assert of_days(since, until) is CONFLICTS


def test_a_claim_without_a_day_has_none() -> None:
    assert days_of(said("Herald", ADISA)) is None


# Places


def in_upland(wide: str | None, narrow: str | None) -> bool:
    return (wide, narrow) == ("Upland", "Hulak")


@pytest.mark.parametrize(
    ("value", "reference", "agreement"),
    [
        ("Hulak", "Hulak", SUPPORTS),
        ("Hulak", "Upland", SUPPORTS),
        ("Upland", "Hulak", WIDER),
        ("Tsemma", "Hulak", CONFLICTS),
    ],
)
def test_places_agree_by_what_lies_in_what(value: str, reference: str, agreement: Agreement) -> None:
    assert of_places(value, reference, in_upland) is agreement


# The leading value


def equal(one: int, other: int) -> bool:
    return one == other


def test_the_leading_value_is_the_one_that_most_voices_give() -> None:
    assert leading([(43, "army"), (51, "hospital"), (51, "monitors")], equal) == 51


def test_a_voice_that_says_it_often_is_one_voice() -> None:
    assert leading([(51, "hospital"), (51, "monitors"), (43, "army"), (43, "army"), (43, "army")], equal) == 51


def test_of_values_that_as_many_give_the_first_leads() -> None:
    assert leading([(43, "army"), (51, "hospital")], equal) == 43


values = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abcd")), min_size=1, max_size=8)


@given(values)
def test_no_value_has_more_voices_than_the_leading_one(given_values: list[tuple[int, str]]) -> None:
    def voices(value: int) -> int:
        return len({gate for other, gate in given_values if other == value})

    assert voices(leading(given_values, equal)) == max(voices(value) for value, _ in given_values)
