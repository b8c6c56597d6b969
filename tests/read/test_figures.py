"""Figures: no more exact than the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.figures import value_of
from sayso.terms import Quantity
from tests.make import figures


@pytest.mark.parametrize(
    ("words", "value"),
    [("1,200", 1200), ("2.5 million", 2_500_000), ("twenty-one", 21), ("two dozen", 24), ("half a dozen", 6), ("a hundred and five", 105), ("300bn", 3 * 10**11)],
)  # fmt: skip
def test_digits_and_words_have_a_value(words: str, value: float) -> None:
    assert value_of(words) == value


@given(st.integers(0, 10**12))
def test_a_number_printed_with_commas_is_itself(number: int) -> None:
    assert value_of(f"{number:,}") == number


def one(text: str) -> Quantity:
    (found,) = figures(text)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "exclusive", "approx"),
    [
        ("At least five soldiers were killed.", 5, None, False, False),
        ("More than a dozen people were hurt.", 12, None, True, True),
        ("They taught some 30 to 40 recruits.", 30, 40, False, True),
        ("Tens of thousands of people fled.", 20_000, None, False, True),
        ("Up to 200 men were detained.", None, 200, False, False),
        ("Fewer than 300 votes were cast.", None, 300, True, False),
        ("None of the hostages was freed.", 0, 0, False, False),
        ("Nobody was hurt.", 0, 0, False, False),
        ("No more than 1,500 tickets were sold.", None, 1500, False, False),
        ("The bill must be paid within seven days.", 7, 7, False, False),
        ("Four of them were nurses.", 4, 4, False, False),
        ("Roughly two thirds of the herd died.", 67, 67, False, True),
        ("One voter in five stayed at home.", 20, 20, False, False),
    ],
)
def test_a_figure_keeps_its_bounds(
    text: str, low: float | None, high: float | None, exclusive: bool, approx: bool
) -> None:
    found = one(text)
    assert (found.low, found.high, found.exclusive, found.approx) == (low, high, exclusive, approx)


def test_a_score_is_two_figures_and_no_stretch() -> None:
    assert [(q.low, q.high) for q in figures("The council passed it by 88 votes to 86.")] == [(88, 88), (86, 86)]
    assert [(q.low, q.high) for q in figures("The motion fell 86 to 41.")] == [(86, 86), (41, 41)]


def test_a_figure_knows_what_it_counts() -> None:
    found = one("At least five soldiers were killed in the raid.")
    assert (found.unit, found.of) == ("soldier", "killed")


def test_money_and_shares_have_their_unit() -> None:
    assert [q.unit for q in figures("The fine of $49 million was 12 per cent of sales.")] == ["dollar", "percent"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weiss, 58, runs the clinic.",
        "A 41-year-old teacher was there.",
        "The case rests on Article 14 of the code.",
        "They met at 10:30 on 3 March 2024.",
        "One of them smiled.",
    ],
)
def test_ages_dates_hours_and_references_are_no_figures(text: str) -> None:
    assert figures(text) == []
