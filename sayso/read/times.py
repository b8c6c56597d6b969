"""When: the dates of a report, told from the day that its dateline names and by the tense of their clauses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sayso.terms import Document, Moment, Precision, Span, Tense, When
from sayso.terms.dates import day_of, find_dates

EARLY = timedelta(days=2)
"""How long before the day of its dateline a report may be published: a day for the zones, a day for an early edition."""


def find_times(document: Document, sentences: Sequence[Span], tenses: Mapping[int, Tense]) -> list[When]:
    """The dates in the sentences of a report; `tenses` are those of the clauses, by the place where a date begins.

    A copy has the sentences and tenses of what it copies, and a day of its own.
    """
    found = find_dates(document.unwrapped, written(document), tense=lambda place: tenses[place])
    return [when for when in found if when.span and _is_inside(sentences, when.span[0])]


def _is_inside(spans: Sequence[Span], place: int) -> bool:
    """Whether a character is in one of some spans, which are in order."""
    number = bisect_right(spans, place, key=lambda span: span.start) - 1
    return number >= 0 and place < spans[number].end


def written(document: Document) -> Moment | None:
    """When a report was written: on the day of its dateline, in the year that brings it next to publication; else when published.

    A transcript or list that ends its title in a day ("Second briefing, 19 March") is of that day.
    """
    filed = document.dateline.date if document.dateline else _day_of_title(document)
    if filed is None or not filed.value.startswith("--"):
        return filed or document.published
    published = day_of(document.published)
    if published is None:
        return document.published
    month, day = int(filed.value[2:4]), int(filed.value[5:7])
    years = (published.year + 1, published.year, published.year - 1)
    days = [date(year, month, day) for year in years if _has(year, month, day)]
    last = next((day for day in days if day <= published + EARLY), None)
    return Moment(last.isoformat(), Precision.DAY) if last else document.published


def _day_of_title(document: Document) -> Moment | None:
    title = (document.title or "").rstrip(" .)")
    for when in find_dates(title, document.published):
        if when.span and when.start and when.start == when.end and when.span[1] == len(title):
            is_apart = title[: when.span[0]].rstrip().endswith((",", "(", "-", "–", "—"))
            return Moment(when.start, Precision.DAY) if is_apart else None
    return None


def _has(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
