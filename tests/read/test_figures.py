"""Figures: no more exact than the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.numbers import value_of
from sayso.terms import Quantity
from tests.make import figures


@pytest.mark.parametrize(
    ("words", "value"),
    [("1,200", 1200), ("2.5 million", 2_500_000), ("twenty-one", 21), ("two dozen", 24), ("half a dozen", 6), ("a hundred and five", 105), ("300bn", 3 * 10**11), ("4.1 million", 4_100_000), ("two and a half", 2.5), ("six and a quarter", 6.25), ("two and a half million", 2_500_000), ("48 lakh", 4_800_000), ("ten grand", 10_000)],
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
        ("One household in six was covered.", 16.7, 16.7, False, False),
        ("The price fell by a third.", 33, 33, False, False),
        ("Nearly a third told pollsters they were unsure.", 33, 33, False, True),
        ("A majority still blame the company.", 50, None, True, False),
        ("The talk lasted less than a minute.", None, 1, True, False),
        ("The town doubled in a decade.", 10, 10, False, False),
        ("They argued for half an hour.", 30, 30, False, False),
        ("He refused for weeks to say which.", 2, None, False, True),
        ("The port owns a single crane.", 1, 1, False, False),
        ("Not a single guard was seen.", 0, 0, False, False),
        ("Not one guard crossed the line.", 0, 0, False, False),
        ("It said no one was hurt.", 0, 0, False, False),
        ("A few dozen students gathered.", 24, None, False, True),
        ("Several thousand supporters cheered.", 3000, None, False, True),
        ("The odds were north of 80 per cent.", 80, None, True, False),
        ("Not less than 60 houses burned.", 60, None, False, False),
        ("They lost two or three goats.", 2, 3, False, False),
        ("They stood between one and four kilometres away.", 1, 4, False, False),
        ("The gang wants them to hand over £800,000.", 800_000, 800_000, False, False),
        ("The family put the toll at six.", 6, 6, False, False),
        ("The raid came twelve years ago.", 12, 12, False, False),
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


def test_what_changed_from_one_number_to_another_is_two_figures() -> None:
    assert [(q.low, q.high) for q in figures("The staff grew from nineteen to 640.")] == [(19, 19), (640, 640)]


def test_a_figure_knows_what_it_counts() -> None:
    found = one("At least five soldiers were killed in the raid.")
    assert (found.unit, found.of) == ("soldier", "killed")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The storm claimed eleven lives.", "killed"),
        ("The brigade lost 31 soldiers.", "killed"),
        ("Five hikers died.", "killed"),
        ("The guards held two tonnes of flour.", None),
        ("Two guards detained him.", None),
        ("He was held for nine days.", None),
    ],
)
def test_what_befell_is_said_of_those_it_befell(text: str, of: str | None) -> None:
    assert one(text).of == of


def test_the_children_of_a_parent_are_counted() -> None:
    assert (one("The dad-of-two declined to comment.").low, one("The gran-of-six sighed.").unit) == (2, "grandchild")


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
        "Zora Hale, 61 and deaf, runs the mill.",
        "A girl of six was lifted out.",
        "He learned it at the age of nine months.",
        "Most women over sixty stayed at home.",
        "The bank reopened at nine.",
        "At six the gates swung open.",
        "The court rose at four in the afternoon.",
        "A lorry passed at 05.20 without lights.",
        "They kept it in Ward 6 of the clinic.",
        "He was told by Witness 17 about the pit.",
        "The pipe broke at kilometre 212.",
        "The guard praised the two.",
        "One official said the gate was shut.",
        "The vessel flies the flag of a third country.",
        "It was a settling of scores.",
        "A grand jury sat.",
        "The speech moved the No camp.",
        "She has swum there since 1970.",
    ],
)
def test_ages_dates_hours_and_references_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_number_on_two_lines_is_one() -> None:
    wrapped = """The men who came over the pass that night took with them some two
hundred rifles from the depot below the dam, and the guards lost 3.5
million euros that had been meant for the wages of the whole valley.
"""
    assert figures(wrapped) == figures(wrapped.replace("\n", " "))
    assert [figure.low for figure in figures(wrapped)] == [200, 3_500_000]
