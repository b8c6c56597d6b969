"""Quotation marks paired to quotations, however carelessly they were typed.

Curly, straight and single quotation marks; a quotation that runs over paragraphs opens each of them anew and closes
once; an apostrophe is none. A mark without a partner is reported and left out, so that one slip never upsets the rest
of a report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.terms import Span

MARK = re.compile(r"[\"“”„«»]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
LONGEST_SINGLE = 400
"""Characters between single marks at most: past that one of them was an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a report with their marks, in order, and the marks that have no partner."""

    spans: list[Span]
    stray: list[int]

    def within(self, spans: Sequence[Span]) -> list[Span]:
        """The quoted parts of some spans, marks included."""
        return [
            Span(max(quotation.start, span.start), min(quotation.end, span.end))
            for span in spans
            for quotation in self.touching(span)
        ]

    def touching(self, span: Span) -> list[Span]:
        """The quotations that share a character with a span; they never overlap each other."""
        first = bisect_right(self.spans, span.start, key=lambda quotation: quotation.end)
        last = bisect_left(self.spans, span.end, key=lambda quotation: quotation.start)
        return self.spans[first:last]

    def inside(self, span: Span) -> list[Span]:
        """The quotations that lie wholly in a span."""
        return [quotation for quotation in self.touching(span) if span.holds(quotation)]


def find_quotations(text: str, paragraphs: Sequence[Span]) -> Quotations:
    """All quotations of the paragraphs."""
    spans: list[Span] = []
    stray: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        found, unmatched = _pair(text, paragraph)
        if unmatched is not None:
            goes_on = _opens_with_mark(text, paragraphs[number + 1]) if number + 1 < len(paragraphs) else False
            if goes_on or _is_whole(text, paragraph, unmatched):
                found.append(Span(unmatched, paragraph.end))
            else:
                stray.append(unmatched)
        spans += sorted(found)
    return Quotations(spans, stray)


def _pair(text: str, paragraph: Span) -> tuple[list[Span], int | None]:
    """Paired marks of one paragraph, and an opening one that was never closed."""
    found: list[Span] = []
    double: int | None = None
    single: int | None = None
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        mark, place = match[0], match.start()
        if mark in "'‘’":
            if double is not None:
                continue
            if single is not None and mark in "'’" and place - single <= LONGEST_SINGLE and not _opens(text, place):
                found.append(Span(single, place + 1))
                single = None
            elif mark in "'‘" and _opens(text, place):
                single = place
        elif double is None:
            if mark not in "”»" or _opens(text, place):
                double = place
        elif mark in "“„«" and _opens(text, place):
            double = place
        elif mark != '"' or not _opens(text, place) or not _closes_later(text, place, paragraph.end):
            found.append(Span(double, place + 1))
            double = None
    return _outermost(found), double


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans that no other holds."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _opens(text: str, place: int) -> bool:
    """Whether a mark stands before a word and after none."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return (before.isspace() or before in '([—–-“"') and not after.isspace()


def _closes_later(text: str, place: int, end: int) -> bool:
    """Whether the marks after this one pair up by themselves, so that this one opens in spite of an open one."""
    return text.count('"', place + 1, end) % 2 == 1


def _opens_with_mark(text: str, paragraph: Span) -> bool:
    return text[paragraph.start : paragraph.start + 1] in ('"', "“", "„", "«", "‘")


def _is_whole(text: str, paragraph: Span, opening: int) -> bool:
    """Whether the paragraph opens with the mark: then it is a quotation whose end was lost."""
    return opening == paragraph.start and text[opening] in '"“„«'
