"""Dates: the phrases of time in a text, found by their words and told from the day it was written.

What each kind of phrase means is in `date_phrases`, the words in `time_words`. General date parsers take a
bare weekday for last week's and "in 2019" for a day of that year, so the phrases of news are read here.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sayso.terms import date_phrases as means
from sayso.terms.date_phrases import Phrase, Resolver, Standpoint, Step
from sayso.terms.time import Moment, Precision, Tense, TimeBasis, When
from sayso.terms.time_words import (
    COUNT,
    DAY,
    FEAST,
    LATER_DAY,
    MONTH,
    NO_NAME,
    NTH_DAY,
    OCCASION,
    ORDINAL,
    ORDINALS,
    PART,
    PART_OF_DAY,
    ROUGHLY,
    SEASON,
    STEP,
    SURE_MONTH,
    SURE_SEASON,
    UNIT,
    WEEKDAY,
    YEAR,
)

REACH = 72
"""Characters around a word of time that a phrase with it can take up."""
BEFORE = 48
"""Characters before a phrase that "since", "until" and the like can take up."""
CARRIES = 2_000
"""Characters over which a story goes on from a time it told."""
Kinds = Iterator[tuple[str, str, Resolver]]
"""The kind of word of time that a phrase has, a pattern for it, and what it means."""


def day_of(moment: Moment | None) -> date | None:
    """The day of a moment that is known to the day."""
    if moment is None or moment.precision in (Precision.MONTH, Precision.YEAR):
        return None
    return date.fromisoformat(moment.value[:10])


def find_dates(
    text: str, written: Moment | None, *, tense: Callable[[int], Tense] = lambda place: Tense.UNTOLD
) -> list[When]:
    """The times that a text names, in order, none inside another.

    `written` is when the report was; `tense` says how the clause at a place tells: "on Friday" is the last one in "was
    shot on Friday" and the next one in "will vote on Friday".
    """
    today = day_of(written)
    found: list[tuple[tuple[int, int], Phrase]] = []
    taken = bytearray(len(text))
    windows = _windows(text)
    for kind, pattern, resolve in PATTERNS:
        for match in (match for window in windows.get(kind, ()) for match in pattern.finditer(text, *window)):
            span = match.span("said") if "said" in pattern.groupindex else match.span()
            if any(taken[slice(*span)]) or _is_verb(match):
                continue
            opening = _opening(match, span[0])
            whole = (opening.start(), span[1]) if opening else span
            told = Standpoint(today, tense(whole[0]))
            if phrase := _opened(match, opening, resolve, told) if opening else resolve(match, told):
                taken[slice(*whole)] = b"\1" * (whole[1] - whole[0])
                insort(found, (whole, phrase), key=lambda each: each[0])
    return _merged(text, _carried(text, found))


def _windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """By kind, the stretches of a text that a word of time of this kind stands in: one look instead of one a pattern."""
    windows: dict[str, list[tuple[int, int]]] = {}
    for match in WORDS_OF_TIME.finditer(text):
        near = windows.setdefault(match.lastgroup or "", [])
        start, end = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
        if near and start <= near[-1][1]:
            near[-1] = (near[-1][0], end)
        else:
            near.append((start, end))
    return windows


def _carried(text: str, found: list[tuple[tuple[int, int], Phrase]]) -> list[When]:
    """The phrases in order; one that steps on from what was told before does so where its paragraph has told it."""
    told: list[When] = []
    for span, phrase in found:
        step = phrase.step
        before = _told_before(text, told, span[0], step.unit) if step else None
        told.append(_when(_stepped(phrase, step, before) if step and before else phrase, span))
    return told


def _stepped(phrase: Phrase, step: Step, before: date) -> Phrase:
    """A phrase that is a step from a day."""
    first, last = means.unit_around(before, step.unit, step.number)
    return Phrase(first if step.begins else None, last if step.ends else None, phrase.precision, TimeBasis.CARRIED)


def _told_before(text: str, told: list[When], place: int, unit: str) -> date | None:
    """The last time of a paragraph that is known as closely as a step from it asks."""
    longest = {"day": 0, "week": 6, "month": 30, "year": 365}[unit]
    for when in reversed(told):
        if when.span is None or place - when.span[1] > CARRIES or "\n" in text[when.span[1] : place]:
            return None
        if when.start and when.end:
            first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
            if (last - first).days <= longest:
                return first
    return None


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


def _is_verb(match: re.Match[str]) -> bool:
    """Whether "may" or "march" is no month."""
    return (match.groupdict().get("month") or "")[:1].islower()


def _when(phrase: Phrase, span: tuple[int, int]) -> When:
    first, last = (day.isoformat() if day else None for day in (phrase.first, phrase.last))
    return When(first, last, phrase.precision, phrase.basis, span)


# Open ends


OPENING = re.compile(
    r"\b(?P<opening>since|after|until|till|before|by|from)\s+(?:at least )?(?:as (?:early|late) as )?(?:about |around )?(?:the )?"
    r"(?:(?:noon|midnight|\d{1,2}(?:[.:]\d\d)?(?: ?[ap]\.?m\.?)?) (?:on )?)?$",
    re.IGNORECASE,
)
OWNS = ("'s", "’s")
GOES_ON = re.compile(r"\s*(?:to|until|till|through|-|–)\s", re.IGNORECASE)


def _opening(match: re.Match[str], start: int) -> re.Match[str] | None:
    """The "since" or "until" before a phrase; not before "Monday's vote"."""
    text = match.string
    opening = OPENING.search(text, max(0, start - BEFORE), start)
    if opening is None or text.startswith(OWNS, match.end()):
        return None
    goes_on = opening["opening"].lower() == "from" and GOES_ON.match(text, match.end())
    return None if goes_on else opening


def _opened(match: re.Match[str], opening: re.Match[str], resolve: Resolver, told: Standpoint) -> Phrase | None:
    """The same after "since", "until" and the like: one end is open."""
    word = opening["opening"].lower()
    if word == "since":
        told = told._replace(tense=Tense.PAST)
    elif told.tense is Tense.PRESENT or (told.tense is Tense.UNTOLD and word in ("by", "before")):
        told = told._replace(tense=Tense.FUTURE)
    phrase = resolve(match, told)
    if phrase is None or phrase.basis is TimeBasis.STANDING:
        return phrase
    if phrase.step:
        step = phrase.step._replace(
            begins=word in ("since", "from", "after"), ends=word not in ("since", "from", "after")
        )
        return phrase._replace(step=step)
    match word:
        case "since":
            return phrase._replace(last=None, basis=TimeBasis.STANDING)
        case "from":
            return phrase._replace(last=None) if told.ahead or told.tense is Tense.PERFECT else phrase
        case "after":
            return phrase._replace(first=phrase.last and phrase.last + timedelta(days=1), last=None)
        case _ if phrase.precision is Precision.SEASON and phrase.first:  # "by spring" is not by its end
            return phrase._replace(first=None, last=means.whole_month(phrase.first.year, phrase.first.month).last)
        case _:
            return phrase._replace(first=None)


def _after_opening(resolve: Resolver) -> Resolver:
    """Only after "since", "until" and the like: "by March", but not the verb to march."""

    def resolve_opened(match: re.Match[str], told: Standpoint) -> Phrase | None:
        start = match.start("said") if "said" in match.re.groupindex else match.start()
        return resolve(match, told) if _opening(match, start) else None

    return resolve_opened


WORDS_OF_TIME = re.compile(
    r"\b(?:(?P<month>(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC))"
    r"|(?P<weekday>(?i:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?P<year>(?:1[5-9]|20)\d\d)"
    r"|(?P<season>(?i:spring|summer|autumn|fall|winter)\b)"
    r"|(?P<unit>(?i:day|date|morning|afternoon|evening|night|week|month|year|decade|fortnight|hour|minute|quarter|half)s?\b)"
    r"|(?P<feast>(?:Christmas|Easter|New Year|Boxing|Epiphany|Valentine|Halloween|All Saints|Armistice|Good Friday|Whit"
    r"|Pentecost|Labor|Thanksgiving|Ramadan|Eid|Ashura|Nowruz|Passover|Rosh|Yom|Hanukkah|Diwali|Holi|Lent|Lunar|Chinese New))"
    r"|(?P<word>(?i:today|tonight|yesterday|tomorrow|overnight|weekend|midnight|noon|dawn|breakfast|then)\b)"
    rf"|(?P<occasion>(?i:{OCCASION}\b))"
    rf"|(?P<nth>(?i:(?:the|a) (?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\b)))"
)
"""Every phrase has a word of time in it; only around one of its kind is a pattern tried."""


OF_YEAR = rf"(?:(?:,? | of ){YEAR})"


def _days() -> Kinds:
    """A day of a month: "3 March 2024", "the second Tuesday of May"."""
    day_of_month = rf"{DAY}(?: ?(?:-|–|to) ?{LATER_DAY})?"
    yield "year", r"\b\d{4}-\d\d-\d\d\b", means.iso_date
    yield "year", r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", means.numeric_date
    yield "month", rf"\b{DAY}(?=(?:, \d{{1,2}})*,? and \d{{1,2}} {MONTH}{OF_YEAR}?)", means.full_date
    yield "month", rf"\b(?:the )?{DAY}(?: of)? {MONTH} (?P<ago>last year)\b", means.full_date
    yield "month", rf"\b(?:{WEEKDAY},? )?{MONTH} {day_of_month}{OF_YEAR}?\b(?!:)", means.full_date
    yield "month", rf"\b(?:{WEEKDAY},? )?(?:the )?{day_of_month}(?: of)? {MONTH}{OF_YEAR}?(?!\w)", means.full_date
    yield "month", rf"\bthe {ORDINAL} of {MONTH}{OF_YEAR}?(?!\w)", means.full_date
    week = r"the (?P<number>first|second|third|fourth|last) week (?:of|in)"
    yield "month", rf"\b{week} {MONTH}{OF_YEAR}?", means.week_of_month
    which_day = rf"the (?P<number>first|second|third|fourth|last) {WEEKDAY} (?:of|in)"
    yield "month", rf"\b{which_day} {MONTH}{OF_YEAR}?", means.weekday_of_month
    yield "weekday", rf"\b{which_day} (?:the|each|every) month\b", means.untold


def _months() -> Kinds:
    """A month or its part: "late March 2019", "June of last year", "in May"."""
    yield (
        "month",
        rf"\ban? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:in|of) {MONTH}{OF_YEAR}?{NO_NAME}",
        means.named_month,
    )
    yield (
        "month",
        rf"\bin the (?:(?P<count>year|quarter)|{COUNT.replace('count', 'months')} months) to {MONTH}{OF_YEAR}?{NO_NAME}",
        means.months_to,
    )
    yield "month", rf"\b(?:{PART}[ -])?{MONTH} of (?P<of_year>last|this|next) year\b", means.named_month
    yield "month", rf"\b(?:{PART}[ -])?(?:(?P<which>last|next|this) )?{MONTH}{OF_YEAR}\b", means.named_month
    yield "month", rf"\b(?:{PART}[ -]|(?P<which>last|next|this) ){MONTH}(?![\w-]| \d)", means.named_month
    yield "month", rf"\b(?:in|during|of|from|between|and|to) (?P<said>{MONTH}){NO_NAME}", means.named_month


def _seasons_and_years() -> Kinds:
    """Seasons, stretches of years, decades, quarters."""
    yield "season", rf"\b(?:the )?(?:{PART}[ -](?:the )?)?{SEASON}(?: of|,)? {YEAR}\b", means.named_season
    yield "season", rf"\b(?:the )?(?P<which>last|next|this|previous) {SEASON}\b", means.named_season
    yield "season", rf"\b(?:in|all|when) (?P<said>(?P<the>the )?{SURE_SEASON})\b", means.named_season
    to_year = r"(?P<until_year>(?:1[5-9]|20)?\d\d)"
    yield "year", rf"\b(?:{PART} )?(?:from |between )?{YEAR}(?:-|–| to | until ){to_year}\b", means.named_year
    yield "year", rf"\bbetween {YEAR} and (?P<until_year>(?:1[5-9]|20)\d\d)\b", means.named_year
    yield "year", r"\b(?:the )?(?:(?:early|late|mid)[ -])?(?P<decade>1[5-9]\d0|20\d0)s\b", means.named_decade
    whose_year = rf" of (?:{YEAR}|(?P<which>the|this|last|next) year)"
    nth = r"the (?P<number>first|second|third|fourth)"
    yield "unit", rf"\b{nth} (?P<length>quarter|half){whose_year}\b", means.part_of_year
    yield (
        "unit",
        rf"\b(?:in|during|for) (?P<said>{nth} (?P<length>quarter)(?:{whose_year})?)\b(?! of)",
        means.part_of_year,
    )
    yield "unit", r"\b(?:the end of the (?P<unit>week|month|year)|(?:the )?year(?:['’]s)?[ -]end)\b", means.end_of_unit


def _counted() -> Kinds:
    """Units, counted or pointed at: "last year", "three weeks ago", "for ten years"."""
    which = r"(?P<which>last|this|next|previous|coming)"
    yield (
        "unit",
        rf"\b(?:{PART}[ -](?:in )?)?(?:the )?{which} (?P<unit>week|month|year|decade)\b(?! of\b)",
        means.calendar_unit,
    )
    yield "unit", rf"\b(?:in|over|during|for|within) the (?:past|last) {COUNT} hours\b", means.past_hours
    yield (
        "unit",
        rf"\b(?P<until_now>in|over|during|for|within) the (?:past|last) (?:{COUNT} )?{UNIT}\b(?! of\b)",
        means.ago,
    )
    yield "unit", rf"\b(?P<until_now>the (?:past|last) {COUNT} {UNIT})\b", means.ago
    yield "unit", rf"\b(?:in|over|during|within) the (?P<coming>next|coming) {COUNT} {UNIT}\b", means.hence
    yield "unit", rf"\b{ROUGHLY}{COUNT} {UNIT} ago\b", means.ago
    yield "unit", rf"\b{COUNT} (?:hour|minute)s? ago\b", means.near_day
    yield "unit", r"\b(?:years|months|weeks|days|decades) ago\b", means.untold
    yield "unit", rf"\b{ROUGHLY}{COUNT} {UNIT} (?:(?P<back>earlier|back)|later)\b(?! than\b)", means.later
    yield (
        "unit",
        rf"\b(?:with)?in {COUNT} (?P<unit>day|week|fortnight|month|year)s?(?P<time>['’]? time)?\b(?! (?:of|that|when)\b)",
        means.in_time,
    )
    yield "unit", rf"\b(?:for|spent) {ROUGHLY}{COUNT} {UNIT}\b(?! in (?:\d|(?-i:[A-Z])))", means.standing
    yield (
        "unit",
        rf"\bfor (?:the|a) {ORDINAL} (?:straight |consecutive )?(?P<unit>day|week|{PART_OF_DAY})\b",
        means.in_a_row,
    )
    yield "unit", rf"\b{COUNT} {UNIT} on(?=,)", means.ago


def _named_days() -> Kinds:
    """Weekdays, feasts, "yesterday", the weekend."""
    yield (
        "weekday",
        rf"\b(?:(?:every|each|alternate) {WEEKDAY}s?|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)\b",
        means.untold,
    )
    yield "feast", rf"\b(?:(?P<every>every|each)|at|on|over|this|last|next|for|during) (?P<said>{FEAST})\b", means.feast
    yield "feast", rf"\b{FEAST}\b", _after_opening(means.feast)
    yield "occasion", rf"\b{OCCASION}\b", _after_opening(means.untold)
    part = rf"(?: {PART_OF_DAY})?"
    yield "weekday", rf"\b(?:(?:early|late) (?:on )?)?(?:(?P<which>last|next|this) )?{WEEKDAY}{part}\b", means.weekday
    yield "word", rf"\b(?:yesterday|tomorrow){part}\b|\b(?:today|tonight|overnight)\b", means.near_day
    yield "unit", r"\b(?:last night|this (?:morning|afternoon|evening))\b", means.near_day
    yield "word", r"\b(?:(?:over|at|on|during|this|last|through) )(?P<said>(?:the )?weekend)\b", means.weekend
    yield "unit", r"\ball week\b", means.all_week
    yield "word", r"\bsince (?:midnight|noon|dawn|breakfast)\b", means.since_hour


def _told() -> Kinds:
    """What goes on from the story: "that day", "the next morning", "the night of the fire"."""
    yield "word", r"\b(?:until|since|till) (?P<said>then)\b", _after_opening(means.then)
    yield "unit", rf"\b(?:the end of )?that (?:same )?{STEP}\b", means.same
    step = rf"(?:next|following|previous|preceding|same) {STEP}"
    yield "unit", rf"\b(?:the )?{step}(?!\w|['’]s)", means.same
    yield "unit", rf"\bthe {STEP} (?:before|after)(?= ?[.,;:)”\"’\n]| and\b)", means.same
    yield "unit", rf"\bthe (?:day|week|month|year|{PART_OF_DAY}) (?:before|after)\b", means.untold
    yield (
        "unit",
        rf"\b(?:on|in|by|of) (?P<said>the (?:day|year|{PART_OF_DAY}) (?:of|that|when))\b(?! (?:(?:the )?\d|the (?:first|second|third)|(?-i:[A-Z])))",
        means.untold,
    )
    yield "nth", rf"\b(?:on|by|in) (?P<said>the {ORDINAL} (?:day|week|{PART_OF_DAY}))\b", means.untold
    ends = r"(?=[.,;:)”\"]| (?:and|unless|when|with|to|at|in|after|before|for|by|that)\b)"
    yield "nth", rf"\b(?:on|of|by|until|till|before|since|for) (?P<said>the {NTH_DAY}){ends}", means.day_of_month
    yield "nth", rf"\bon (?P<said>the {ORDINAL})(?=[.,;:)”\"])", means.day_of_month


def _bare() -> Kinds:
    """Months, years and seasons by themselves, where their neighbours make them that."""
    yield "season", rf"\b(?:the|this) (?P<said>{SURE_SEASON})\b", means.named_season
    yield "month", rf"\b(?:the|an?|was|is|their|its|his|her|our|my) (?P<said>{MONTH}){NO_NAME}", means.named_month
    yield "month", rf"\b(?P<said>{SURE_MONTH}){NO_NAME}", means.named_month
    yield "month", rf"\b(?:for|see|ended|promises) (?P<said>{MONTH}){NO_NAME}", means.named_month
    yield "year", rf"\b{PART}[ -](?:in )?{YEAR}\b", means.named_year
    yield "year", rf"\b(?:an? )?\w+ (?:of|in) {YEAR}\b", _after_opening(means.named_year)
    yield (
        "year",
        rf"\b(?:in|of|during|from|throughout|around|about|circa) (?P<said>{YEAR})\b(?!-|–|,\d)",
        means.named_year,
    )
    yield "year", rf"\((?P<said>{YEAR})\)", means.named_year
    yield "year", rf"\b(?:the|an?|its|their|his|her) (?P<said>{YEAR})(?= [a-zA-Z])", means.named_year
    following = r"(?![-–:/%]|[.,]\d| (?:people|men|women|\w+s)\b)"
    yield "year", rf"\b(?-i:[a-z])[\w’'-]*[,;:]? (?P<said>{YEAR})\b{following}", means.named_year
    yield "year", rf"\b{YEAR}\b(?!-|–|,\d)", _after_opening(means.named_year)
    yield "month", rf"\b{MONTH}{NO_NAME}", _after_opening(means.named_month)
    yield "season", rf"\b{SURE_SEASON}\b(?!['’]s)", _after_opening(means.named_season)


KINDS = (_days, _months, _seasons_and_years, _counted, _named_days, _told, _bare)
"""The first whose pattern fits a stretch of text has it."""
PATTERNS = [
    (kind, re.compile(pattern, re.IGNORECASE), resolve) for phrases in KINDS for kind, pattern, resolve in phrases()
]
