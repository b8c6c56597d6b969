"""What date phrases mean on the day a report was printed: Monday 2 July 2007."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms import Moment, Precision, Tense, TimeBasis, When
from sayso.terms.date_phrases import easter
from sayso.terms.dates import find_dates

PRINTED = Moment("2007-07-02", Precision.DAY)


def meaning(
    text: str, tense: Tense = Tense.PAST, *, printed: Moment | None = PRINTED
) -> tuple[str | None, str | None, str]:
    (when,) = find_dates(text, printed, tense=lambda place: tense)
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
        ("since 2003", "2003-01-01", None, "year"),
        ("until 2019", None, "2019-12-31", "year"),
        ("between 2001 and 2005", "2001-01-01", "2005-12-31", "year"),
        ("the early 1990s", "1990-01-01", "1994-12-31", "decade"),
        ("in the spring of 2019", "2019-03-01", "2019-05-31", "season"),
        ("three weeks ago", "2007-06-08", "2007-06-14", "week"),
        ("over the past two years", "2005-01-01", "2007-07-02", "year"),
        ("mid-March", "2007-03-08", "2007-03-24", "month"),
        ("on 03/04/2024", "2024-03-04", "2024-04-03", "day"),
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
        ("the gate stays shut every Friday", None, None, "day"),
        ("was moved the following week", None, None, "week"),
        ("six weeks later", None, None, "week"),
        ("the dam of 2019 leaked", "2019-01-01", "2019-12-31", "year"),
        ("buried under the 1974 treaty", "1974-01-01", "1974-12-31", "year"),
        ("June of last year", "2006-06-01", "2006-06-30", "month"),
        ("an envelope came on a Thursday in May", "2007-05-01", "2007-05-31", "month"),
        ("for a third night", "2007-06-30", "2007-07-02", "day"),
        ("raised in the first quarter", "2007-01-01", "2007-03-31", "season"),
        ("prices rose in the year to May", "2006-06-01", "2007-05-31", "month"),
        ("Thirty-one years on, nobody knows", "1976-01-01", "1976-12-31", "year"),
        ("since Christmas", "2006-12-25", None, "day"),
        ("was read on Easter Sunday", "2007-04-08", "2007-04-08", "day"),
        ("they had met during Ramadan", None, None, "day"),
        ("would ask again after the holiday", None, None, "day"),
        ("a clerk on duty on the night of the fire", None, None, "day"),
        ("seen on the night of 3 March", "2007-03-03", "2007-03-03", "day"),
        ("saw it an hour ago", "2007-07-02", "2007-07-02", "day"),
        ("born years ago", None, None, "day"),
        ("the second Tuesday of May", "2007-05-08", "2007-05-08", "day"),
        ("the last Friday of March 2019", "2019-03-29", "2019-03-29", "day"),
        ("the last Monday of February 2021", "2021-02-22", "2021-02-22", "day"),
        ("had closed by noon on Thursday", None, "2007-06-28", "day"),
        ("last autumn", "2006-09-01", "2006-11-30", "season"),
    ],
)
def test_a_phrase_is_no_more_precise_than_its_words(
    text: str, start: str | None, end: str | None, precision: str
) -> None:
    assert meaning(text) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("will vote on Friday", "2007-07-06", "2007-07-06"),
        ("will vote on Monday", "2007-07-02", "2007-07-02"),
        ("will vote next Monday", "2007-07-09", "2007-07-09"),
        ("will open in June", "2008-06-01", "2008-06-30"),
        ("will sit on 1 July", "2008-07-01", "2008-07-01"),
        ("will be done by spring", None, "2008-03-31"),
        ("will be done before Christmas", None, "2007-12-25"),
        ("will end in the first quarter", "2008-01-01", "2008-03-31"),
        ("will decide by the end of the month", None, "2007-07-31"),
        ("will decide by year-end", None, "2007-12-31"),
        ("will look at it in the next ten days", "2007-07-02", "2007-07-12"),
        ("will look at it within 30 days", "2007-07-02", "2007-08-01"),
        ("will stop cover from March", "2008-03-01", None),
        ("will meet on the ninth.", "2007-07-09", "2007-07-09"),
        ("will be shut on Labor Day", "2007-09-03", "2007-09-03"),
    ],
)
def test_a_clause_that_looks_ahead_means_the_next(text: str, start: str | None, end: str | None) -> None:
    assert meaning(text, Tense.FUTURE)[:2] == (start, end)


def test_half_of_it_by_sunday_is_to_come_where_no_verb_tells() -> None:
    assert meaning("half of it by Sunday", Tense.UNTOLD)[:2] == (None, "2007-07-08")


def test_last_spring_is_no_longer_this_years_in_june() -> None:
    june = Moment("2007-06-18", Precision.DAY)
    assert meaning("wrote it last spring", printed=june)[:2] == ("2006-03-01", "2006-05-31")


@pytest.mark.parametrize("text", ["has stood for 24 years", "has grown in 24 years", "the first flood in 24 years"])
def test_what_has_lasted_holds_until_now(text: str) -> None:
    (when,) = find_dates(text, PRINTED, tense=lambda place: Tense.PERFECT)
    assert (when.start, when.end, when.basis) == ("1983-01-01", "2007-07-02", TimeBasis.STANDING)


@pytest.mark.parametrize(
    "text",
    [
        "stood for 24 years",
        "was built in 24 months",
        "was jailed for five years",
        "read The Sunday Echo",
        "sent Christmas cards",
        "ran the place every day",
        "a duty officer answered within the hour",
        "kept it within a month of the ban",
    ],
)
def test_how_long_and_how_often_is_no_time_when(text: str) -> None:
    assert find_dates(text, PRINTED, tense=lambda place: Tense.PAST) == []


def test_two_days_of_a_month_are_two() -> None:
    found = find_dates("on 3 and 11 June", PRINTED, tense=lambda place: Tense.PAST)
    assert [when.start for when in found] == ["2007-06-03", "2007-06-11"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("He was held on 3 June and freed the next day.", "2007-06-04", "2007-06-04"),
        ("He was held on 3 June. Two days earlier he had fled.", "2007-06-01", "2007-06-01"),
        ("He was held on 3 June and stayed until then.", None, "2007-06-03"),
        ("It broke in March 2019 and stood idle that month.", "2019-03-01", "2019-03-31"),
        ("It broke in 2019 and was sold a year later.", "2020-01-01", "2020-12-31"),
        ("On 1 July it burst; by the end of that week it was dry.", None, "2007-07-01"),
    ],
)
def test_a_story_goes_on_from_the_time_it_told(text: str, start: str | None, end: str | None) -> None:
    when = find_dates(text, PRINTED, tense=lambda place: Tense.PAST)[-1]
    assert (when.start, when.end, when.basis) == (start, end, TimeBasis.CARRIED)


@pytest.mark.parametrize(
    "text", ["In 2019 he was freed the next day.", "He was held on 3 June.\n\nThe next day he fled."]
)
def test_a_step_from_no_known_day_is_no_day(text: str) -> None:
    when = find_dates(text, PRINTED)[-1]
    assert (when.start, when.end) == (None, None)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5))],
)
def test_easter_is_where_the_almanac_has_it(year: int, day: date) -> None:
    assert easter(year) == day


def test_the_printed_day_is_never_put_in_for_a_missing_one() -> None:
    assert meaning("was shot on Friday", printed=None) == (None, None, "day")


def test_a_month_is_no_day_to_count_from() -> None:
    assert meaning("was shot on Friday", printed=Moment("2007-07", Precision.MONTH)) == (None, None, "day")


@pytest.mark.parametrize("text", ["the mayor may march in", "1,200 men", "2003 people", "Flight 1984 landed"])
def test_a_verb_or_number_is_no_date(text: str) -> None:
    assert find_dates(text, PRINTED) == []


@given(st.text(alphabet="MayMarch 0123456789-/,.lastnxigoMondearys", max_size=60))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    found: list[When] = find_dates(text, PRINTED)
    spans = [when.span for when in found if when.span]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all((when.start or "") <= (when.end or "9999") for when in found)
