"""When a report's dates are: the day it was written, and the tense of the clause each stands in."""

from __future__ import annotations

import pytest

from sayso.ingest import from_text
from sayso.read.reader import load_reader
from sayso.read.tense import Tenses, tense_at
from sayso.read.times import find_times, written
from sayso.read.words import Words, lay_out, readable_paragraphs
from sayso.terms import Dateline, Document, Moment, Precision, Tense


def words_of(text: str) -> Words:
    document = from_text(text, "test")
    paragraphs = readable_paragraphs(document)
    return lay_out(document, paragraphs, load_reader().read([p.of(document.text) for p in paragraphs]))


def tense(text: str, phrase: str) -> Tense:
    return tense_at(words_of(text), text.index(phrase))


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("A guard was shot on Friday.", "Friday", Tense.PAST),
        ("The deputies will vote on Friday.", "Friday", Tense.FUTURE),
        ("Talks resume on Friday.", "Friday", Tense.FUTURE),
        ("The clinic opens on Friday.", "Friday", Tense.PRESENT),
        ("The bridge has stood for ten years.", "for ten", Tense.PERFECT),
        ("The results are due on Friday.", "Friday", Tense.FUTURE),
        ("A second strike was planned for Friday.", "Friday", Tense.FUTURE),
        ("She promised on Friday to open the gate.", "Friday", Tense.PAST),
        ("The minister would not say on Friday who had paid.", "Friday", Tense.PAST),
        ("The envoys were given until Friday to leave.", "until Friday", Tense.FUTURE),
        ("The mayor promised tents by Friday.", "by Friday", Tense.FUTURE),
        ("An audit published on Friday names the firm.", "Friday", Tense.PAST),
        ("He managed to escape on Friday.", "Friday", Tense.PAST),
        ("She quotes a letter of 4 March.", "4 March", Tense.PAST),
        ("Half on Friday.", "Friday", Tense.UNTOLD),
    ],
)
def test_a_date_has_the_tense_of_its_clause(text: str, phrase: str, expected: Tense) -> None:
    assert tense(text, phrase) is expected


def filed(date: str | None, published: str | None) -> str | None:
    day = Moment(date, Precision.DAY) if date else None
    printed = Moment(published, Precision.DAY) if published else None
    document = Document(id="1", location="here", sha256="", text="", dateline=Dateline("ORSU", day), published=printed)
    moment = written(document)
    return moment.value if moment else None


def test_a_report_is_written_on_the_day_of_its_dateline() -> None:
    assert filed("--06-16", "2025-06-18") == "2025-06-16"


def test_a_dateline_without_year_is_the_last_such_day() -> None:
    assert filed("--12-30", "2025-01-02") == "2024-12-30"


def test_a_dateline_may_be_a_day_ahead_of_publication() -> None:
    assert filed("--01-01", "2024-12-31") == "2025-01-01"


@pytest.mark.parametrize(
    ("title", "day"),
    [("Transcript: second briefing, 19 March", "2025-03-19"), ("What followed the coup of 3 March", "2025-06-18")],
)
def test_a_title_that_ends_apart_in_a_day_is_of_that_day(title: str, day: str) -> None:
    printed = Moment("2025-06-18", Precision.DAY)
    document = Document(id="1", location="here", sha256="", text=title, title=title, published=printed)
    assert written(document) == Moment(day, Precision.DAY)


def test_without_a_dateline_it_is_written_when_it_is_printed() -> None:
    assert filed(None, "2025-06-18") == "2025-06-18"


def test_a_dateline_without_a_year_in_a_report_without_one_is_no_day() -> None:
    assert filed("--06-16", None) is None


def test_a_leap_day_is_of_a_leap_year() -> None:
    assert filed("--02-29", "2025-03-02") == "2024-02-29"


def test_a_weekday_is_told_from_the_dateline() -> None:
    text = (
        "ORSU, March 4, 2025 (Steppe Wire) - Two men were held on Monday, the police said, after a night of shooting."
    )
    words = words_of(text)
    (when,) = find_times(words.document, [sentence.span for sentence in words.sentences], Tenses(words))
    assert when.start == "2025-03-03"


def test_a_date_on_two_lines_is_one() -> None:
    text = """The old mill above the harbour of Kestow burned to the ground on 3
March 2024, the council said, and what was left of it was cleared two
weeks later, when nobody had claimed the stones or the iron wheel.
"""
    words = words_of(text)
    first, second = find_times(words.document, [sentence.span for sentence in words.sentences], Tenses(words))
    assert (first.start, first.end) == ("2024-03-03", "2024-03-03")
    assert second.span == (text.index("two\n"), text.index(", when"))
