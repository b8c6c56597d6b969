"""Datelines, bylines, dates and sign-offs."""

from __future__ import annotations

import pytest

from sayso.ingest.boilerplate import copyright_holder, is_boilerplate
from sayso.ingest.frame import find_byline, find_dateline, is_credit, parse_published
from sayso.lexicon import load
from sayso.terms import Span

LEAD = "The government of the island on Monday rejected a report that it had sold its harbour."


@pytest.mark.parametrize(
    ("printed", "place", "date", "agency"),
    [
        ("BAGHDAD, July 2 (Reuters) - ", "BAGHDAD", "--07-02", "Reuters"),
        ("July 2, 2007 (RFE/RL) -- ", None, "2007-07-02", "RFE/RL"),
        ("PORT ARDEN, March 3 (Coastline News) - ", "PORT ARDEN", "--03-03", "Coastline News"),
        ("MERISK (Northline) – ", "MERISK", None, "Northline"),
        ("(Corrand, 18 May 2026) - ", "Corrand", "2026-05-18", None),
        ("OSTRAVEL, 7 May 2025 – ", "OSTRAVEL", "2025-05-07", None),
        ("TSEMMA - ", "TSEMMA", None, None),
        ("HULAQ, Aldovar, June 21 - ", "HULAQ, Aldovar", "--06-21", None),
        ("ORSU, 14 May (Steppe Wire). ", "ORSU", "--05-14", "Steppe Wire"),
        ("MERISK, 7 Jul. (Northline). ", "MERISK", "--07-07", "Northline"),
        ("TSEMMA BAY, 17 September (from our own correspondent). ", "TSEMMA BAY", "--09-17", None),
        ("VELLMAR, 3 October. ", "VELLMAR", "--10-03", None),
    ],
)
def test_a_dateline_gives_place_day_and_agency(
    printed: str, place: str | None, date: str | None, agency: str | None
) -> None:
    text = printed + LEAD
    found = find_dateline(text, Span(0, len(text)))
    assert found is not None
    assert found.dateline.place == place
    assert (found.dateline.date.value if found.dateline.date else None) == date
    assert found.agency == agency
    assert text[found.span.end :] == LEAD


@pytest.mark.parametrize(
    "line",
    ["VOICE OF KHARUZ - ENGLISH SERVICE", "COURTLINE - copy since 1974", "Well - " + LEAD, "It was 3 May. " + LEAD, LEAD, "He said - and he smiled - that it was over."],
)  # fmt: skip
def test_a_banner_or_sentence_is_no_dateline(line: str) -> None:
    assert find_dateline(line, Span(0, len(line))) is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2026-05-13T06:15:00+03:00", "2026-05-13T06:15+03:00"),
        ("March 11, 2025 7:42 PM GMT+2", "2025-03-11T19:42+02:00"),
        ("13.05.2026 09:20", "2026-05-13T09:20"),
        ("14 May 2026, 7:45 am", "2026-05-14T07:45"),
        ("May 2026", "2026-05"),
        ("2026", "2026"),
        ("3 June", "--06-03"),
    ],
)
def test_a_printed_date_is_as_precise_as_its_words(printed: str, value: str) -> None:
    found = parse_published(printed)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("printed", ["Tuesday", "soon", "", "45 May 2026", "2026-13-45T99:99"])
def test_what_is_no_date_gives_none(printed: str) -> None:
    assert parse_published(printed) is None


def test_a_byline_names_its_writers_and_a_sentence_is_none() -> None:
    assert find_byline("By Ines Kovary and Pavo Lindt") == "Ines Kovary and Pavo Lindt"
    assert find_byline("By Monday the bridge had gone.") is None


@pytest.mark.parametrize(
    "line",
    ["(Reporting by Ines Kovary; Editing by Ruth Ansgar)", "Translated from the Kharuzi by the English Desk", "Additional reporting by Kit Orvane"],
)  # fmt: skip
def test_a_sign_off_is_a_credit(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Home | News | Decrees | Culture | Frequencies",
        "HOME   FRONTLINE   THE ENEMY WITHIN   OPINION   SHOP   DONATE",
        "*** WE ARE 61% OF THE WAY TO OUR MAY GOAL. We take no money from anybody.",
        "$12,300 of $20,000 raised",
        "412 shares | 96 comments",
        "Filed under: Frontline, Kharuz",
        "Join our mailing list and never miss an alert.",
        "Copyright 2026 Signal Fire Media Cooperative. All rights reserved.",
        "Read more: ten kitchens that made inspectors weep",
        "[ banner ]",
        "* * *",
    ],
)
def test_what_came_with_the_report_is_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        "The newsletter said donations had been stolen from the mailing list of the party.",
        '"Read more," the teacher told her pupils, and they did.',
        "She shared the picture 412 times, police said, and the comments were worse.",
        "Sport, politics and business met at the dinner, the mayor said.",
    ],
)
def test_a_sentence_of_the_report_is_not(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    "pattern", [p for k in ("boilerplate", "boilerplate_labels") for p in load("frame")[k] if p[0] != "^"]
)
def test_a_pattern_that_may_stand_anywhere_holds_a_mark_by_which_its_lines_are_told(pattern: str) -> None:
    assert any(mark in pattern for mark in load("frame")["boilerplate_marks"])


def test_the_holder_of_the_copyright_ends_at_the_stop() -> None:
    assert copyright_holder("(c) 2025 Northline News Agency. All rights reserved.") == "Northline News Agency"


@pytest.mark.parametrize("line", ["A " * 50_000, "A|" * 50_000, "by " + "Ab " * 40_000, "(" * 100_000, "1." * 50_000])
def test_no_line_takes_long(line: str) -> None:
    # pytest's own duration tells; what matters is that nothing here grows faster than the line
    is_boilerplate(line), find_byline(line), find_dateline(line, Span(0, len(line))), is_credit(line)
