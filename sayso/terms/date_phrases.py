"""What date phrases mean, seen from the day and in the tense they are told: one small function for each kind.

A phrase never becomes more precise than its words, and ambiguity stays a stretch. Where the day of writing is unknown,
"Monday" stays a Monday and gets no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from sayso.terms.time import Precision, Tense, TimeBasis
from sayso.terms.time_words import COUNTED, EASTER, FEASTS, FLOATING, MONTHS, ORDINALS, SEASONS, WEEKDAYS


class Stretch(NamedTuple):
    """First and last day."""

    first: date
    last: date


class Step(NamedTuple):
    """How far a phrase goes on from the time told before it ("the next day", "two months earlier"), and whether it begins and ends there."""

    unit: str
    number: int
    begins: bool = True
    ends: bool = True


class Phrase(NamedTuple):
    """What a phrase means: a stretch (an end may be open), how precise, how it is known, and the step from what was told before."""

    first: date | None
    last: date | None
    precision: Precision
    basis: TimeBasis = TimeBasis.RESOLVED
    step: Step | None = None


class Standpoint(NamedTuple):
    """Where a phrase is told from: the day of writing, where it is known, and the tense of its clause."""

    today: date | None
    tense: Tense

    @property
    def ahead(self) -> bool:
        """Whether the clause speaks of what is to come, as "talks resume on Monday" does too."""
        return self.tense in (Tense.FUTURE, Tense.PRESENT)


Resolver = Callable[[re.Match[str], Standpoint], Phrase | None]


def full_date(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "3 March 2024", "March 3", "20-22 March": without a year, the nearest one."""
    found = match.groupdict()
    month = MONTHS[found["month"].rstrip(".").lower()]
    day = ORDINALS[found["ordinal"].lower()] if found.get("ordinal") else int(found["day"])
    until = int(found["until"]) if found.get("until") else day
    year = int(found["year"]) if found.get("year") else _nearest_year(told, month, day)
    if found.get("ago") and told.today:
        year = told.today.year - 1
    if year is None:
        return Phrase(None, None, Precision.DAY)
    if not day <= until <= monthrange(year, month)[1]:
        return None
    basis = TimeBasis.STATED if found.get("year") else TimeBasis.RESOLVED
    return Phrase(date(year, month, day), date(year, month, until), Precision.DAY, basis)


def _nearest_year(told: Standpoint, month: int, day: int) -> int | None:
    """The last such day before the day of writing, or the next after it; this year's, where they are a few days apart."""
    today = told.today
    if today is None:
        return None
    if told.ahead:
        return today.year if (month, day) >= (today.month, today.day) else today.year + 1
    return today.year if (month, day) <= (today.month, today.day + 2) else today.year - 1


def named_month(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "in January", "late March 2019": a part of a month is still that month."""
    found, today = match.groupdict(), told.today
    month = MONTHS[found["month"].rstrip(".").lower()]
    basis = TimeBasis.STATED if found.get("year") else TimeBasis.RESOLVED
    if found.get("year"):
        year = int(found["year"])
    elif today is None:
        return Phrase(None, None, Precision.MONTH)
    elif of_year := found.get("of_year"):
        year = today.year + MOVED[of_year.lower()]
    else:
        year = _year_of_month(month, (found.get("which") or "").lower(), told, today)
    return Phrase(*_part(*whole_month(year, month), match[0]), Precision.MONTH, basis)


def _year_of_month(month: int, which: str, told: Standpoint, today: date) -> int:
    """The year of "this August", of "last March", of a bare month that is past or to come."""
    if which == "this":
        return today.year
    if which == "next" or (told.ahead and which != "last"):
        return today.year + (month < today.month or (which == "next" and month == today.month))
    return today.year - (month > today.month or (which == "last" and month == today.month))


def whole_month(year: int, month: int) -> Stretch:
    return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _part(first: date, last: date, words: str) -> Stretch:
    """The part of a stretch that "early", "the end of" and the like leave: halves, and the middle half, roughly as people mean them."""
    low, days = words.lower(), (last - first).days
    if re.search(r"\b(?:early|start|beginning|first half)\b", low):
        return Stretch(first, first + timedelta(days=days // 2))
    if re.search(r"\b(?:late|end|second half)\b", low):
        return Stretch(first + timedelta(days=days // 2), last)
    if re.search(r"\b(?:mid|middle)\b", low):
        return Stretch(first + timedelta(days=days // 4), last - timedelta(days=days // 4))
    return Stretch(first, last)


def weekday(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """A bare weekday is of the report's own week: the day of writing or the nearest before it, after it if yet to come."""
    before = match.string[max(0, match.start() - 6) : match.start()].lower()
    if before.endswith("the ") and re.match(r" [A-Z]", match.string[match.end() : match.end() + 2]):
        return None  # "the Sunday Echo"
    if told.today is None or re.search(r"\b(?:an?|one|each|every|any|some) $", before):
        return Phrase(None, None, Precision.DAY)
    number, which = WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower()
    if which == "next" or (told.ahead and which != "last"):
        day = told.today + timedelta(days=(number - told.today.weekday() - (which == "next")) % 7 + (which == "next"))
    elif which == "last":
        day = told.today - timedelta(days=(told.today.weekday() - number - 1) % 7 + 1)
    else:
        day = told.today - timedelta(days=(told.today.weekday() - number) % 7)
    return Phrase(day, day, Precision.DAY)


def near_day(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "yesterday", "tonight", "this morning", "overnight", "an hour ago"."""
    if told.today is None:
        return Phrase(None, None, Precision.DAY)
    low = match[0].lower()
    moved = -1 if "yesterday" in low or "last night" in low else 1 if "tomorrow" in low else 0
    first = told.today + timedelta(days=-1 if "overnight" in low else moved)
    return Phrase(first, told.today + timedelta(days=moved), Precision.DAY)


def weekend(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """The Saturday and Sunday before the day of writing, or of its week where the clause looks ahead."""
    if told.today is None:
        return Phrase(None, None, Precision.DAY)
    saturday = told.today - timedelta(days=(told.today.weekday() + 2) % 7) + timedelta(days=7 * told.ahead)
    return Phrase(saturday, saturday + timedelta(days=1), Precision.DAY)


def feast(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "before Christmas", "on Easter Sunday": the last or the next one; of a feast that the moon sets, no day is known."""
    name = match["feast"].lower().replace("’", "'")
    today = told.today
    if today is None or _feast_in(today.year, name) is None or (match.groupdict().get("every")):
        return Phrase(None, None, Precision.DAY)
    days = [day for year in (today.year - 1, today.year, today.year + 1) if (day := _feast_in(year, name))]
    day = next(d for d in days if d >= today) if told.ahead else next(d for d in reversed(days) if d <= today)
    return Phrase(day, day, Precision.DAY)


def _feast_in(year: int, name: str) -> date | None:
    if name in FEASTS:
        return date(year, *FEASTS[name])
    if name in EASTER:
        return easter(year) + timedelta(days=EASTER[name])
    if name in FLOATING:
        month, weekday, which = FLOATING[name]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    return None


def easter(year: int) -> date:
    """Easter Sunday by the western reckoning (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def untold(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "The night of the fire", "every Friday": which one, only the story knows."""
    return Phrase(None, None, Precision.DAY)


def same(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "That evening", "the next day", "the night before": so far from the time told before."""
    low, unit = match[0].lower(), _step_unit(match["step"])
    count = -1 if re.search(r"\b(?:previous|preceding|before)\b", low) else 0
    count = 1 if re.search(r"\b(?:next|following|after)\b", low) else count
    return Phrase(None, None, Precision(unit), step=Step(unit, count))


def _step_unit(words: str) -> str:
    return words.lower() if words.lower() in ("week", "month", "year") else "day"


def later(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "Two days earlier", "a month later": counted from the time told before."""
    unit, count = match["unit"].lower(), _count(match["count"])
    if unit == "decade":
        unit, count = "year", 10 * count
    return Phrase(None, None, Precision(unit), step=Step(unit, -count if match["back"] else count))


def then(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "until then": until the time told before."""
    return Phrase(None, None, Precision.DAY, step=Step("day", 0))


def day_of_month(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "on the 14th": of this month, or the last such day, the next where the clause looks ahead."""
    today = told.today
    if today is None:
        return Phrase(None, None, Precision.DAY)
    found = match.groupdict()
    day = ORDINALS[found["ordinal"].lower()] if found.get("ordinal") else int(found["day"])
    months = today.year * 12 + today.month - 1
    if told.ahead and day < today.day:
        months += 1
    if not told.ahead and day > today.day:
        months -= 1
    year, month = months // 12, months % 12 + 1
    if day > monthrange(year, month)[1]:
        return None
    return Phrase(date(year, month, day), date(year, month, day), Precision.DAY)


def past_hours(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "in the past 24 hours": since yesterday."""
    if told.today is None:
        return Phrase(None, None, Precision.DAY)
    return Phrase(told.today - timedelta(days=max(1, round(_count(match["count"]) / 24))), told.today, Precision.DAY)


def since_hour(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "since midnight": today, up to now."""
    return Phrase(told.today, None, Precision.DAY, TimeBasis.STANDING)


def all_week(match: re.Match[str], told: Standpoint) -> Phrase | None:
    if told.today is None:
        return Phrase(None, None, Precision.WEEK)
    return Phrase(*unit_around(told.today, "week", 0), Precision.WEEK)


MOVED = {"last": -1, "previous": -1, "this": 0, "the": 0, "next": 1, "coming": 1}


def calendar_unit(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "last year", "this week", "next month", "late last year"."""
    unit, moved = match["unit"].lower(), MOVED[match["which"].lower()]
    if told.today is None:
        return Phrase(None, None, Precision(unit))
    return Phrase(*_part(*unit_around(told.today, unit, moved), match[0]), Precision(unit))


def end_of_unit(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "by the end of the month", "by year-end": its last day; in a story of the past, which month is not known."""
    if told.today is None or told.tense is Tense.PAST:
        return Phrase(None, None, Precision.DAY)
    last = unit_around(told.today, (match["unit"] or "year").lower(), 0).last
    return Phrase(last, last, Precision.DAY)


def unit_around(today: date, unit: str, moved: int) -> Stretch:
    match unit:
        case "day":
            return Stretch(today + timedelta(days=moved), today + timedelta(days=moved))
        case "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=moved)
            return Stretch(monday, monday + timedelta(days=6))
        case "month":
            months = today.year * 12 + today.month - 1 + moved
            return whole_month(months // 12, months % 12 + 1)
        case "decade":
            start = today.year // 10 * 10 + 10 * moved
            return Stretch(date(start, 1, 1), date(start + 9, 12, 31))
        case _:
            return Stretch(date(today.year + moved, 1, 1), date(today.year + moved, 12, 31))


def named_season(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "last summer", "in the spring of 2019"."""
    found = match.groupdict()
    begins, ends = SEASONS[found["season"].lower()]
    if "the" in found and not found["the"] and told.tense is Tense.PRESENT:
        return None  # "in winter the road is closed"
    if not found.get("year") and told.today is None:
        return Phrase(None, None, Precision.SEASON)
    year = int(found["year"]) if found.get("year") else _year_of_season(found, told)
    last = whole_month(year + (ends < begins), ends).last
    basis = TimeBasis.STATED if found.get("year") else TimeBasis.RESOLVED
    return Phrase(date(year, begins, 1), last, Precision.SEASON, basis)


def _year_of_season(found: dict[str, str | None], told: Standpoint) -> int:
    """The year a season begins in: the one that runs or was the last to, the next where the clause looks ahead."""
    assert told.today is not None
    begins, _ = SEASONS[(found["season"] or "").lower()]
    which, today = (found.get("which") or "").lower(), told.today
    is_past = which in ("last", "previous")
    has_begun = date(today.year, begins, 1) <= today
    if which == "next" or (told.tense is Tense.FUTURE and not is_past):
        return today.year + has_begun
    is_this = begins <= today.month <= begins + 3  # "last spring", said in June, is no longer this year's
    return today.year - (not has_begun or (is_past and is_this))


def ago(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "three weeks ago", "in the past two years": no more precise than its unit."""
    unit = match["unit"].lower()
    precision = Precision(unit)
    if told.today is None:
        return Phrase(None, None, precision)
    count = _count(match.groupdict().get("count"))
    if unit == "decade":  # "a decade ago" is ten years, not the decade before
        unit, count, precision = "year", 10 * count, Precision.YEAR
    stretch = _unit_before(told.today, unit, count)
    if stretch is None:
        return None
    if match.groupdict().get("until_now") is None:
        return Phrase(*stretch, precision)
    first = told.today - timedelta(weeks=count) if unit == "week" else stretch.first
    return Phrase(first, told.today, precision, TimeBasis.STANDING)


def _unit_before(today: date, unit: str, count: int) -> Stretch | None:
    """The day, week, month or year that lies so many back."""
    try:
        if unit == "week":
            day = today - timedelta(weeks=count)
            return Stretch(day - timedelta(days=3), day + timedelta(days=3))
        return unit_around(today, unit, -count)
    except (ValueError, OverflowError):
        return None


def _count(word: str | None) -> int:
    if word is None:
        return 1
    return int(word) if word.isdigit() else COUNTED[word.lower()]


def in_time(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "has grown in five years" and "the first in six years" look back, "in a fortnight" ahead; else it is how long it took."""
    if told.tense is Tense.PERFECT or FIRST.search(match.string, max(0, match.start() - NEAR), match.start()):
        return standing(match, told._replace(tense=Tense.PERFECT))
    return hence(match, told) if told.ahead or match["time"] else None


NEAR = 72
"""Characters before "in six years" that can make it "the first in six years"."""
FIRST = re.compile(r"\bfirst\b[^.;:!?]*$", re.IGNORECASE)


def hence(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "in three weeks' time", "in a fortnight"; "within 30 days" and "in the next ten days" begin now."""
    unit, count = match["unit"].lower(), _count(match["count"])
    if unit == "fortnight":
        unit, count = "day", 14 * count
    precision = Precision(unit)
    stretch = _unit_before(told.today, unit, -count) if told.today else None
    if stretch is None:
        return Phrase(None, None, precision)
    begins_now = match[0].lower().startswith("within") or match.groupdict().get("coming")
    return Phrase(told.today if begins_now else stretch.first, stretch.last, precision)


NUMBERS = ("first", "second", "third", "fourth", "last")


def week_of_month(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "the first week of July": by sevens from the first."""
    month = named_month(match, told)
    if month is None or month.first is None or month.last is None:
        return Phrase(None, None, Precision.WEEK)
    number = NUMBERS.index(match["number"].lower())
    first = month.first + timedelta(days=7 * number) if number < 4 else month.last - timedelta(days=6)
    return Phrase(first, min(month.last, first + timedelta(days=6)), Precision.WEEK, month.basis)


def weekday_of_month(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "the second Tuesday of November"."""
    month = named_month(match, told)
    if month is None or month.first is None or month.last is None:
        return Phrase(None, None, Precision.DAY)
    number, weekday = NUMBERS.index(match["number"].lower()), WEEKDAYS.index(match["weekday"].lower())
    first = month.first + timedelta(days=(weekday - month.first.weekday()) % 7 + 7 * min(number, 3))
    last = first + timedelta(days=7)
    day = last if number == len(NUMBERS) - 1 and last <= month.last else first
    return Phrase(day, day, Precision.DAY, month.basis)


def part_of_year(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "the fourth quarter", "the first half of the year": the last or the running one, the next where the clause looks ahead."""
    months = 3 if match["length"].lower() == "quarter" else 6
    number = NUMBERS.index(match["number"].lower())
    begins = number * months + 1
    if begins > 12:
        return None
    if match["year"]:
        year = int(match["year"])
    elif told.today is None:
        return Phrase(None, None, Precision.SEASON)
    elif match["which"] and match["which"].lower() != "the":
        year = told.today.year + MOVED[match["which"].lower()]
    else:
        is_over, is_begun = told.today.month >= begins + months, told.today.month >= begins
        year = told.today.year + (is_over if told.ahead else is_begun - 1)
    basis = TimeBasis.STATED if match["year"] else TimeBasis.RESOLVED
    last = whole_month(year, begins + months - 1).last
    return Phrase(date(year, begins, 1), last, Precision.SEASON, basis)


def standing(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "has stood for 24 years": as long as that, up to now; "stood for 24 years" says only how long."""
    if told.tense in (Tense.PAST, Tense.FUTURE):
        return None
    unit, count = match["unit"].lower(), _count(match["count"])
    if unit == "fortnight":
        unit, count = "week", 2 * count
    stretch = _unit_before(told.today, unit, count) if told.today else None
    if stretch is None:
        return Phrase(None, None, Precision(unit), TimeBasis.STANDING)
    return Phrase(stretch.first, told.today, Precision(unit), TimeBasis.STANDING)


def in_a_row(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "for a third day": since the day before yesterday; which days, where it is yet to come, nobody says."""
    if told.today is None or told.ahead or match["unit"].lower() == "week":
        return Phrase(None, None, Precision.DAY)
    return Phrase(told.today - timedelta(days=ORDINALS[match["ordinal"].lower()] - 1), told.today, Precision.DAY)


def months_to(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "in the year to August", "in the three months to June": the months up to it."""
    month = named_month(match, told)
    if month is None or month.last is None:
        return month
    count = {"year": 12, "quarter": 3}.get((match["count"] or "").lower()) or _count(match["months"])
    return month._replace(first=unit_around(month.last, "month", 1 - count).first)


def named_year(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "in 2003", "late 2019", "from 1998 to 2003", "since 2003", "until 2019"."""
    year = int(match["year"])
    until = match.groupdict().get("until_year")
    last = int(until) if until else year
    if last < 100:
        last += year // 100 * 100
    if last < year:
        return None
    stretch = _part(date(year, 1, 1), date(last, 12, 31), match[0])
    return Phrase(*stretch, Precision.YEAR, TimeBasis.STATED)


def named_decade(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "the early 1990s"."""
    start = int(match["decade"])
    return Phrase(*_part(date(start, 1, 1), date(start + 9, 12, 31), match[0]), Precision.DECADE, TimeBasis.STATED)


def iso_date(match: re.Match[str], told: Standpoint) -> Phrase | None:
    try:
        day = date.fromisoformat(match[0])
    except ValueError:
        return None
    return Phrase(day, day, Precision.DAY, TimeBasis.STATED)


def numeric_date(match: re.Match[str], told: Standpoint) -> Phrase | None:
    """ "03/04/2024" is the third of April here and the fourth of March there: both, where both are days."""
    one, other, year = int(match[1]), int(match[2]), int(match[3])
    days = []
    for month, day in ((one, other), (other, one)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            days.append(date(year, month, day))
    return Phrase(min(days), max(days), Precision.DAY, TimeBasis.STATED) if days else None
