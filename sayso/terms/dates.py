"""Date phrases: what "late last year" and "Monday" mean on the day a report was printed.

A phrase never becomes more precise than its words, and ambiguity stays a stretch. Where the printed day is unknown,
"Monday" stays a Monday and gets no date. General date parsers take a bare weekday for last week's and "in 2019" for a
day of that year, so the phrases of news are read here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sayso.terms.time import Moment, Precision, TimeBasis, When


class Stretch(NamedTuple):
    """First and last day."""

    first: date
    last: date


class Phrase(NamedTuple):
    """What a phrase means on a printed day: a stretch (an end may be open), how precise, and whether it is fixed by its own words."""

    first: date | None
    last: date | None
    precision: Precision
    basis: TimeBasis = TimeBasis.RESOLVED


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month, north of the equator; a report's hemisphere is not known, so a season says its precision."""
COUNTED = {
    word: number
    for number, word in enumerate(
        (
            "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        )
    )
} | {"a": 1, "an": 1, "a couple of": 2}  # fmt: skip
for _tens, _ten in (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60)):
    COUNTED[_tens] = _ten
    for _unit in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"):
        COUNTED[f"{_tens}-{_unit}"] = _ten + COUNTED[_unit]
ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
            "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
            "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
            "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
        ),
        start=1,
    )
}  # fmt: skip

MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
LATER_DAY = r"(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
ORDINAL = rf"(?P<ordinal>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
PART = r"(?:early|late|mid|the (?:start|beginning|middle|end) of|the (?:first|second) half of)"
COUNT = (
    r"(?P<count>\d{1,3}|a couple of|an?|(?:twenty|thirty|forty|fifty|sixty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four(?:teen)?|five|fifteen|six(?:teen)?|seven(?:teen)?|eight(?:een)?|nine(?:teen)?|ten|eleven|twelve|thirteen)"
)
UNIT = r"(?P<unit>day|week|month|year|decade)s?"
PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
TIMES_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?"

Resolver = Callable[[re.Match[str], date | None, bool], Phrase | None]


def find_dates(text: str, printed: Moment | None, *, ahead: Callable[[int], bool] = lambda place: False) -> list[When]:
    """The times that a text names, in order, none inside another.

    `printed` is when the report was; `ahead` says whether the sentence at a place speaks of what is to come: "on Friday"
    is the last one in "was shot on Friday" and the next one in "will vote on Friday".
    """
    today = day_of(printed)
    found: list[When] = []
    taken = bytearray(len(text))
    for pattern, resolve in PATTERNS:
        for match in pattern.finditer(text):
            span = match.span("said") if "said" in pattern.groupindex else match.span()
            if _is_verb(match) or any(taken[slice(*span)]):
                continue
            if phrase := resolve(match, today, ahead(match.start())):
                taken[slice(*span)] = b"\1" * (span[1] - span[0])
                found.append(_when(phrase, span))
    return _merged(text, sorted(found, key=lambda when: when.span or (0, 0)))


def _merged(text: str, found: list[When]) -> list[When]:
    """ "between Saturday and Monday", "from May to July": one stretch, not two."""
    merged: list[When] = []
    for when in found:
        before = merged[-1] if merged else None
        if before and before.span and when.span and before.start and when.end:
            opening = text[max(0, before.span[0] - 8) : before.span[0]].lower()
            between = text[before.span[1] : when.span[0]].lower()
            joins = (between == " and " and opening.endswith("between ")) or (
                between in (" to ", " until ", " through ") and opening.endswith("from ")
            )
            if joins:
                start = before.start if before.start <= when.end else _a_year_earlier(before.start)
                span = (before.span[0], when.span[1])
                merged[-1] = When(start, when.end, when.precision, when.basis, span)
                continue
        merged.append(when)
    return merged


def _a_year_earlier(day: str) -> str:
    """ "between November and February": the November before."""
    return f"{int(day[:4]) - 1}{day[4:]}"


def day_of(moment: Moment | None) -> date | None:
    """The day of a moment that is known to the day."""
    if moment is None or moment.precision in (Precision.MONTH, Precision.YEAR):
        return None
    return date.fromisoformat(moment.value[:10])


def _when(phrase: Phrase, span: tuple[int, int]) -> When:
    first, last = (day.isoformat() if day else None for day in (phrase.first, phrase.last))
    return When(first, last, phrase.precision, phrase.basis, span)


def _is_verb(match: re.Match[str]) -> bool:
    """Whether "may" or "march" is no month."""
    return (match.groupdict().get("month") or "")[:1].islower()


# What phrases mean


def _full_date(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "3 March 2024", "March 3", "20-22 March": without a year, the nearest one."""
    found = match.groupdict()
    month = MONTHS[found["month"].rstrip(".").lower()]
    day = ORDINALS[found["ordinal"].lower()] if found.get("ordinal") else int(found["day"])
    until = int(found["until"]) if found.get("until") else day
    year = int(found["year"]) if found.get("year") else _nearest_year(today, month, day, ahead)
    if found.get("ago") and today:
        year = today.year - 1
    if year is None:
        return Phrase(None, None, Precision.DAY)
    if not day <= until <= monthrange(year, month)[1]:
        return None
    basis = TimeBasis.STATED if found.get("year") else TimeBasis.RESOLVED
    return Phrase(date(year, month, day), date(year, month, until), Precision.DAY, basis)


def _nearest_year(today: date | None, month: int, day: int, ahead: bool) -> int | None:
    """The last such day before the printed one, or the next after it; this year's, where they are a few days apart."""
    if today is None:
        return None
    this = (month, day) <= (today.month, today.day + 2)
    if ahead:
        return today.year if (month, day) >= (today.month, today.day) else today.year + 1
    return today.year if this else today.year - 1


def _month(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "in January", "late March 2019": a part of a month is still that month."""
    found = match.groupdict()
    month = MONTHS[found["month"].rstrip(".").lower()]
    year = int(found["year"]) if found.get("year") else None
    basis = TimeBasis.STATED if year else TimeBasis.RESOLVED
    if year is None and today is not None:
        moved = {"last": -1, "next": 1}.get((found.get("which") or "").lower(), 0)
        year = today.year if (month >= today.month if ahead else month <= today.month) else today.year + (ahead or -1)
        if moved and month == today.month:
            year += moved
    if year is None:
        return Phrase(None, None, Precision.MONTH)
    return Phrase(*_part(*_whole_month(year, month), match[0]), Precision.MONTH, basis)


def _whole_month(year: int, month: int) -> Stretch:
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


def _weekday(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """A bare weekday is of the report's own week: the printed day or the nearest before it, after it if yet to come."""
    if today is None:
        return Phrase(None, None, Precision.DAY)
    if re.search(r"\b(?:an?|one|each|every|any|some) $", match.string[max(0, match.start() - 6) : match.start()]):
        return Phrase(None, None, Precision.DAY)
    number = WEEKDAYS.index(match["weekday"].lower())
    which = (match.groupdict().get("which") or "").lower()
    if which == "next" or (ahead and which != "last"):
        day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    elif which == "last":
        day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    else:
        day = today - timedelta(days=(today.weekday() - number) % 7)
    return Phrase(day, day, Precision.DAY)


def _near_day(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "yesterday", "tonight", "this morning", "overnight"."""
    if today is None:
        return Phrase(None, None, Precision.DAY)
    low = match[0].lower()
    moved = -1 if "yesterday" in low or "last night" in low else 1 if "tomorrow" in low else 0
    first = today + timedelta(days=-1 if "overnight" in low else moved)
    return Phrase(first, today + timedelta(days=moved), Precision.DAY)


def _weekend(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """The Saturday and Sunday before the printed day, or of its week where the sentence looks ahead."""
    if today is None:
        return Phrase(None, None, Precision.DAY)
    saturday = today - timedelta(days=(today.weekday() + 2) % 7) + timedelta(days=7 * ahead)
    return Phrase(saturday, saturday + timedelta(days=1), Precision.DAY)


def _told_before(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "That morning": which one, only the story knows."""
    return Phrase(None, None, Precision.DAY)


def _day_of_month(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "on the 14th": of this month, or the last such day, the next where the sentence looks ahead."""
    if today is None:
        return Phrase(None, None, Precision.DAY)
    day = int(match["day"])
    months = today.year * 12 + today.month - 1
    if ahead and day < today.day:
        months += 1
    if not ahead and day > today.day:
        months -= 1
    year, month = months // 12, months % 12 + 1
    if day > monthrange(year, month)[1]:
        return None
    return Phrase(date(year, month, day), date(year, month, day), Precision.DAY)


def _past_hours(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "in the past 24 hours": since yesterday."""
    if today is None:
        return Phrase(None, None, Precision.DAY)
    return Phrase(today - timedelta(days=max(1, round(_count(match["count"]) / 24))), today, Precision.DAY)


def _since_hour(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "since midnight": today, up to now."""
    return Phrase(today, None, Precision.DAY, TimeBasis.STANDING)


def _all_week(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    if today is None:
        return Phrase(None, None, Precision.WEEK)
    return Phrase(*_unit_around(today, "week", 0), Precision.WEEK)


def _calendar_unit(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "last year", "this week", "next month", "late last year"."""
    unit, moved = (
        match["unit"].lower(),
        {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[match["which"].lower()],
    )
    precision = Precision(unit)
    if today is None:
        return Phrase(None, None, precision)
    return Phrase(*_part(*_unit_around(today, unit, moved), match[0]), precision)


def _unit_around(today: date, unit: str, moved: int) -> Stretch:
    match unit:
        case "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=moved)
            return Stretch(monday, monday + timedelta(days=6))
        case "month":
            months = today.year * 12 + today.month - 1 + moved
            return _whole_month(months // 12, months % 12 + 1)
        case "decade":
            start = today.year // 10 * 10 + 10 * moved
            return Stretch(date(start, 1, 1), date(start + 9, 12, 31))
        case _:
            return Stretch(date(today.year + moved, 1, 1), date(today.year + moved, 12, 31))


def _season(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "last summer", "in the spring of 2019"."""
    found = match.groupdict()
    begins, ends = SEASONS[found["season"].lower()]
    year = int(found["year"]) if found.get("year") else None
    if year is None:
        if today is None:
            return Phrase(None, None, Precision.SEASON)
        year = today.year
        latest = date(year, begins, 1)
        which = (found.get("which") or "").lower()
        if which == "next" or (ahead and which not in ("last", "previous")):
            year += latest <= today
        elif latest > today or (which in ("last", "previous") and begins <= today.month <= begins + 2):
            year -= 1
    last = _whole_month(year + (ends < begins), ends).last
    basis = TimeBasis.STATED if found.get("year") else TimeBasis.RESOLVED
    return Phrase(date(year, begins, 1), last, Precision.SEASON, basis)


def _ago(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "three weeks ago", "in the past two years": no more precise than its unit."""
    unit = match["unit"].lower()
    precision = Precision(unit)
    if today is None or match[0].lower().endswith(("earlier", "back")):
        return Phrase(None, None, precision)
    count = _count(match.groupdict().get("count"))
    if unit == "decade":  # "a decade ago" is ten years, not the decade before
        unit, count, precision = "year", 10 * count, Precision.YEAR
    stretch = _unit_before(today, unit, count)
    if stretch is None:
        return None
    reaches_now = match.groupdict().get("until_now") is not None
    return Phrase(stretch.first, today if reaches_now else stretch.last, precision)


def _unit_before(today: date, unit: str, count: int) -> Stretch | None:
    """The day, week, month or year that lies so many back."""
    try:
        match unit:
            case "day":
                day = today - timedelta(days=count)
                return Stretch(day, day)
            case "week":
                day = today - timedelta(weeks=count)
                return Stretch(day - timedelta(days=3), day + timedelta(days=3))
            case _:
                return _unit_around(today, unit, -count)
    except (ValueError, OverflowError):
        return None


def _count(word: str | None) -> int:
    if word is None:
        return 1
    return int(word) if word.isdigit() else COUNTED[word.lower()]


def _hence(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "in three weeks' time", and "in a fortnight" where the sentence looks ahead."""
    if not (ahead or match["time"]):
        return None
    unit, count = match["unit"].lower(), _count(match["count"])
    if unit == "fortnight":
        unit, count = "week", 2 * count
    precision = Precision(unit)
    stretch = _unit_before(today, unit, -count) if today else None
    return Phrase(stretch.first, stretch.last, precision) if stretch else Phrase(None, None, precision)


def _week_of_month(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "the first week of July": by sevens from the first."""
    month = _month(match, today, ahead)
    if month is None or month.first is None or month.last is None:
        return Phrase(None, None, Precision.WEEK)
    number = ("first", "second", "third", "fourth", "last").index(match["number"].lower())
    first = month.first + timedelta(days=7 * number) if number < 4 else month.last - timedelta(days=6)
    return Phrase(first, min(month.last, first + timedelta(days=6)), Precision.WEEK, month.basis)


def _standing(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "for 24 years": as long as that, up to now, or it would say when it ended."""
    precision = Precision(match["unit"].lower())
    stretch = _unit_before(today, match["unit"].lower(), _count(match["count"])) if today else None
    if stretch is None:
        return Phrase(None, None, precision, TimeBasis.STANDING)
    return Phrase(stretch.first, today, precision, TimeBasis.STANDING)


def _year(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
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


def _decade(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "the early 1990s"."""
    start = int(match["decade"])
    return Phrase(*_part(date(start, 1, 1), date(start + 9, 12, 31), match[0]), Precision.DECADE, TimeBasis.STATED)


def _iso(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    try:
        day = date.fromisoformat(match[0])
    except ValueError:
        return None
    return Phrase(day, day, Precision.DAY, TimeBasis.STATED)


def _numeric(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
    """ "03/04/2024" is the third of April here and the fourth of March there: both, where both are days."""
    one, other, year = int(match[1]), int(match[2]), int(match[3])
    days = []
    for month, day in ((one, other), (other, one)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            days.append(date(year, month, day))
    return Phrase(min(days), max(days), Precision.DAY, TimeBasis.STATED) if days else None


def _opened(resolve: Resolver) -> Resolver:
    """The same after "since", "until" and the like: one end is open."""

    def resolve_opened(match: re.Match[str], today: date | None, ahead: bool) -> Phrase | None:
        opening = match["opening"].lower()
        to_come = opening == "by" and match.groupdict().get("weekday") is not None and not _is_told(match)
        phrase = resolve(match, today, ahead or to_come)
        if phrase is None:
            return None
        match opening:
            case "since":
                return phrase._replace(last=None, basis=TimeBasis.STANDING)
            case "after":
                return phrase._replace(first=phrase.last, last=None)
            case _:
                return phrase._replace(first=None)

    return resolve_opened


def _is_told(match: re.Match[str]) -> bool:
    """Whether a sentence tells what was done by then: "By Friday seven bodies had been found"."""
    text = match.string
    start = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start()))
    end = min((place for mark in (". ", "\n") if (place := text.find(mark, match.end())) >= 0), default=len(text))
    return re.search(r"\b(?:had|was|were)\b", text[start + 1 : end]) is not None


def _compiled() -> Iterator[tuple[re.Pattern[str], Resolver]]:
    opening = (
        r"\b(?P<opening>since|after|until|till|before|by)\s+(?:at least )?(?:about |around |the )?"
        r"(?:(?:noon|midnight|dawn|dusk) on )?"
    )
    plain: list[tuple[str, Resolver]] = [
        (r"\b\d{4}-\d\d-\d\d\b", _iso),
        (r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", _numeric),
        (rf"\b(?:the )?{DAY}(?: of)? {MONTH} (?P<ago>last year)\b", _full_date),
        (rf"\b(?:{WEEKDAY},? )?{MONTH} {DAY}(?: ?(?:-|–|to|and) ?{LATER_DAY})?(?:,? {YEAR})?\b(?!:)", _full_date),
        (
            rf"\b(?:{WEEKDAY},? )?(?:the )?{DAY}(?: ?(?:-|–|to|and) ?{LATER_DAY})?(?: of)? {MONTH}(?:,? {YEAR})?(?!\w)",
            _full_date,
        ),
        (rf"\bthe {ORDINAL} of {MONTH}(?:,? {YEAR})?(?!\w)", _full_date),
        (rf"\bthe (?P<number>first|second|third|fourth|last) week (?:of|in) {MONTH}(?:,? {YEAR})?", _week_of_month),
        (rf"\b(?:{PART}[ -])?(?:(?P<which>last|next|this) )?{MONTH},? (?:of )?{YEAR}\b", _month),
        (
            rf"\b(?:(?:in|during|of|from) )?(?P<said>(?:{PART}[ -]|(?P<which>last|next|this) ){MONTH})(?![\w-]| \d)",
            _month,
        ),
        (rf"\b(?:in|during|of|from|between|and|to) (?P<said>{MONTH})(?![\w-]| \d| (?-i:[A-Z]))", _month),
        (
            rf"\b(?:the )?(?:{PART}[ -](?:the )?)?(?P<season>spring|summer|autumn|fall|winter)(?: of|,)? {YEAR}\b",
            _season,
        ),
        (r"\b(?:the )?(?P<which>last|next|this|previous) (?P<season>spring|summer|autumn|fall|winter)\b", _season),
        (r"\bin (?P<said>(?:the )?(?P<season>spring|summer|autumn|winter))\b", _season),
        (
            rf"\b(?:{PART} )?(?:from |between )?{YEAR}(?:-|–| to | until )(?P<until_year>(?:1[5-9]|20)?\d\d)\b",
            _year,
        ),
        (rf"\bbetween {YEAR} and (?P<until_year>(?:1[5-9]|20)\d\d)\b", _year),
        (r"\b(?:the )?(?:(?:early|late|mid)[ -])?(?P<decade>1[5-9]\d0|20\d0)s\b", _decade),
        (
            rf"\b(?:{PART}[ -](?:in )?)?(?:the )?(?P<which>last|this|next|previous|coming) (?P<unit>week|month|year|decade)\b(?! of\b)",
            _calendar_unit,
        ),
        (rf"\b(?:in|over|during|for|within) the (?:past|last) {COUNT} hours\b", _past_hours),
        (rf"\b(?P<until_now>in|over|during|for|within) the (?:past|last) (?:{COUNT} )?{UNIT}\b", _ago),
        (rf"\b(?:(?:about|around|some|more than|almost|nearly) )?{COUNT} {UNIT} (?:ago|earlier|back)\b", _ago),
        (rf"\b(?:with)?in {COUNT} (?P<unit>day|week|fortnight|month|year)s?(?P<time>['’]? time)?\b", _hence),
        (rf"\bfor (?:(?:about|around|some|more than|almost|nearly|over|at least) )?{COUNT} {UNIT}\b", _standing),
        (
            rf"\b(?:(?:every|each|alternate) {WEEKDAY}s?|{WEEKDAY.replace('weekday', 'one')}s|{WEEKDAY.replace('weekday', 'other')} {PART_OF_DAY}s)\b",
            _told_before,
        ),
        (rf"\b(?:(?:early|late) (?:on )?)?(?:(?P<which>last|next|this) )?{WEEKDAY}{TIMES_OF_DAY}\b", _weekday),
        (
            r"\b(?:yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?\b"
            r"|\b(?:today|tonight|overnight|last night|this (?:morning|afternoon|evening))\b",
            _near_day,
        ),
        (r"\b(?:(?:over|at|on|during|this|last|through) )(?P<said>(?:the )?weekend)\b", _weekend),
        (r"\ball week\b", _all_week),
        (r"\bsince (?:midnight|noon|dawn|breakfast)\b", _since_hour),
        (
            rf"\bthat (?:same )?(?:day|week|month|year|spring|summer|autumn|winter|{PART_OF_DAY})\b"
            rf"|\b(?:the )?(?:next|following|previous|preceding|same) (?:day|week|month|year|{PART_OF_DAY})(?!\w|['’]s)",
            _told_before,
        ),
        (rf"\b{COUNT} (?:hours?|days?|weeks?|months?|years?) (?:later|after|before)\b", _told_before),
        (r"\bwithin (?:hours|days|weeks|months|the (?:hour|day|week))\b", _told_before),
        (rf"\b(?:on|by|in) (?P<said>the {ORDINAL} (?:day|week|{PART_OF_DAY}))\b", _told_before),
        (rf"\b(?:every|each) (?:day|week|month|year|{PART_OF_DAY})\b", _told_before),
        (
            rf"\b(?:on|of) (?P<said>the {DAY})(?<=[a-z])(?=[.,;:)”\"]| (?:and|unless|when|with|to|at|in|after|before|for|by|that)\b)",
            _day_of_month,
        ),
        (r"\b(?:the|a|this) (?P<said>(?P<season>spring|summer|autumn|winter))\b", _season),
        (rf"\b(?:the|an?|was|is|their|its|his|her) (?P<said>{MONTH})(?![\w-]| \d| (?-i:[A-Z]))", _month),
        (rf"\b{PART}[ -](?:in )?{YEAR}\b", _year),
        (rf"\b(?:in|of|during|from|throughout|around|about|circa) (?P<said>{YEAR})\b(?!-|–|,\d)", _year),
        (rf"\((?P<said>{YEAR})\)", _year),
        (rf"\b(?-i:[a-z])[\w’'-]*[,;:]? (?P<said>{YEAR})\b(?![-–:/%]|[.,]\d| (?:people|men|women|\w+s)\b)", _year),
    ]
    bare: list[tuple[str, Resolver]] = [
        (rf"\b{YEAR}\b(?!-|–|,\d)", _year),
        (rf"\b{MONTH}(?![\w-]| \d| (?-i:[A-Z]))", _month),
    ]
    yield re.compile(rf"\b(?P<opening>since) (?:the|an?) \w+ (?:of|in) {YEAR}\b", re.IGNORECASE), _opened(_year)
    for pattern, resolve in (*plain, *bare):
        whole = "(?:" + pattern.removeprefix(r"\b").replace("?P<said>", "?:") + ")(?!['’]s)"
        yield re.compile(opening + whole, re.IGNORECASE), _opened(resolve)
    for pattern, resolve in plain:
        yield re.compile(pattern, re.IGNORECASE), resolve


PATTERNS = list(_compiled())
