"""Quotation marks, however carelessly typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.quotes import find_quotations
from sayso.terms import Span


def quotations(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    spans, place = [], 0
    for paragraph in paragraphs:
        spans.append(Span(place, place + len(paragraph)))
        place += len(paragraph) + 2
    return [span.of(text) for span in find_quotations(text, spans).spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We saw it," she said. "All of it."', ['"We saw it,"', '"All of it."']),
        ("“We saw it,” she said.", ["“We saw it,”"]),
        ("‘We saw it,’ she said.", ["‘We saw it,’"]),
        ("He called it 'a scandal' on Monday.", ["'a scandal'"]),
        ("“He told me ‘go home’ and I went,” she said.", ["“He told me ‘go home’ and I went,”"]),
        ("The boys' room wasn't locked, the dog's lead was.", []),
        ("Nothing is quoted here.", []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_a_stray_mark_upsets_nothing_else() -> None:
    assert quotations('The sign said "closed.', 'She said: "We left at noon."') == ['"We left at noon."']


def test_a_quotation_runs_over_paragraphs() -> None:
    assert quotations("“We saw the trucks.", "“Then they left,” he said.") == [
        "“We saw the trucks.",
        "“Then they left,”",
    ]


@given(st.text(alphabet="ab \"'“”‘’.,\n", max_size=200))
def test_quotations_never_overlap_and_stay_in_their_paragraph(text: str) -> None:
    found = find_quotations(text, [Span(0, len(text))])
    for one, other in zip(found.spans, found.spans[1:], strict=False):
        assert one.end <= other.start
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
