"""Two reports side by side."""

from __future__ import annotations

from sayso.show.web.aligning import Run, aligned
from sayso.terms import Passage, Span

COPY = "Desk. The dam had cracked. Filed late."
ORIGINAL = "The dam had allegedly cracked. Nobody was hurt."
PASSAGE = Passage(Span(6, 26), Span(0, 30))


def test_a_word_the_copy_dropped_is_marked_in_the_original() -> None:
    row = aligned(COPY, ORIGINAL, [PASSAGE])[1]
    assert not any(run.changed for run in row.copy)
    assert [run.text.strip() for run in row.original if run.changed] == ["allegedly"]


def test_what_only_one_has_stands_alone() -> None:
    rows = aligned(COPY, ORIGINAL, [PASSAGE])
    assert [row.copy[0].text for row in rows if not row.original] == ["Desk.", "Filed late."]
    assert [row.original[0].text for row in rows if not row.copy] == ["Nobody was hurt."]


def test_other_quotation_marks_are_no_difference() -> None:
    (row,) = aligned("“Yes,” she said", '"Yes," she said', [Passage(Span(0, 15), Span(0, 15))])
    assert not any(run.changed for run in (*row.copy, *row.original))


def test_reports_without_a_passage_stand_beside_each_other() -> None:
    assert aligned("a", "b", [])[0].copy == (Run("a", False),)
