"""What date phrases mean on the day a report was printed: Monday 2 July 2007."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms import Moment, Precision, When
from sayso.terms.dates import find_dates

PRINTED = Moment("2007-07-02", Precision.DAY)


def meaning(text: str, *, ahead: bool = False, printed: Moment | None = PRINTED) -> tuple[str | None, str | None, str]:
    (when,) = find_dates(text, printed, ahead=lambda place: ahead)
    return when.start, when.end, when.precision.value


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("was captured on March 20", "2007-03-20", "2007-03-20", "day"),
        ("was captured on 12 December", "2006-12-12", "2006-12-12", "day"),
        ("on 3 March 2024", "2024-03-03", "2024-03-03", "day"),
        ("from 12 to 14 May 2020", "2020-05-12", "2020-05-14", "day"),
        ("an attack in January that killed five", "2007-01-01", "2007-01-31", "month"),
        ("late last year", "2006-07-02", "2006-12-31", "year"),
        ("early Monday", "2007-07-02", "2007-07-02", "day"),
        ("was shot on Friday", "2007-06-29", "2007-06-29", "day"),
        ("yesterday morning", "2007-07-01", "2007-07-01", "day"),
        ("for 24 years", "1983-01-01", "2007-07-02", "year"),
        ("since 2003", "2003-01-01", None, "year"),
        ("until 2019", None, "2019-12-31", "year"),
        ("between 2001 and 2005", "2001-01-01", "2005-12-31", "year"),
        ("the early 1990s", "1990-01-01", "1994-12-31", "decade"),
        ("in the spring of 2019", "2019-03-01", "2019-05-31", "season"),
        ("three weeks ago", "2007-06-08", "2007-06-14", "week"),
        ("over the past two years", "2005-01-01", "2007-07-02", "year"),
        ("mid-March", "2007-03-08", "2007-03-24", "month"),
        ("on 03/04/2024", "2024-03-04", "2024-04-03", "day"),
        ("for sixteen years", "1991-01-01", "2007-07-02", "year"),
        ("the ninth of May", "2007-05-09", "2007-05-09", "day"),
        ("14 June last year", "2006-06-14", "2006-06-14", "day"),
        ("no soldier came in on the 14th.", "2007-06-14", "2007-06-14", "day"),
        ("between November and February", "2006-11-01", "2007-02-28", "month"),
        ("the minutes of the October meeting", "2006-10-01", "2006-10-31", "month"),
        ("since a reform of 2003", "2003-01-01", None, "year"),
        ("in its best year, 1983, it built", "1983-01-01", "1983-12-31", "year"),
        ("the lines were cut all week", "2007-07-02", "2007-07-08", "week"),
        ("in the past 24 hours", "2007-07-01", "2007-07-02", "day"),
        ("had waited since noon", "2007-07-02", None, "day"),
        ("By Sunday seven bodies had been found", None, "2007-07-01", "day"),
        ("half of it by Sunday", None, "2007-07-08", "day"),
        ("the gate stays shut every Friday", None, None, "day"),
        ("was moved the following week", None, None, "day"),
        ("six weeks later", None, None, "day"),
    ],
)
def test_a_phrase_is_no_more_precise_than_its_words(
    text: str, start: str | None, end: str | None, precision: str
) -> None:
    assert meaning(text) == (start, end, precision)


def test_a_weekday_looks_ahead_where_its_sentence_does() -> None:
    assert meaning("will vote on Friday", ahead=True) == ("2007-07-06", "2007-07-06", "day")


def test_the_printed_day_is_never_put_in_for_a_missing_one() -> None:
    assert meaning("was shot on Friday", printed=None) == (None, None, "day")


def test_a_month_is_no_day_to_count_from() -> None:
    assert meaning("was shot on Friday", printed=Moment("2007-07", Precision.MONTH)) == (None, None, "day")


def test_what_only_the_story_fixes_stays_open() -> None:
    assert meaning("two years earlier") == (None, None, "year")


@pytest.mark.parametrize("text", ["the mayor may march in", "1,200 men", "2003 people", "Flight 1984 landed"])
def test_a_verb_or_number_is_no_date(text: str) -> None:
    assert find_dates(text, PRINTED) == []


@given(st.text(alphabet="MayMarch 0123456789-/,.lastnxigoMondearys", max_size=60))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    found: list[When] = find_dates(text, PRINTED)
    spans = [when.span for when in found if when.span]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all((when.start or "") <= (when.end or "9999") for when in found)
