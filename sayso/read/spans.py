"""Spans put in order: whole words, no commas at their ends, fragments that belong together joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.read.words import Words
from sayso.terms import Span

OUTER = " \t\n\r,;:–—-"
QUOTES = "\"'“”‘’«»„"
JOINABLE = " \t\n\r"


def whole_words(words: Words, span: Span) -> Span | None:
    """The span grown to the words it cuts; None where it touches no letter or figure."""
    touched = [word for word in words.inside(span) if any(c.isalnum() for c in word.text) or word.text in QUOTES]
    if not any(any(c.isalnum() for c in word.text) for word in touched):
        return None
    return Span(min(span.start, touched[0].span.start), max(span.end, touched[-1].span.end))


def trimmed(text: str, span: Span, *, content: bool) -> Span | None:
    """The span without outer commas and white space; a content also loses a final stop that no quotation holds."""
    start, end = span
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and (text[end - 1] in OUTER and not (text[end - 1] == "-" and text[end - 2 : end - 1].isalnum())):
        end -= 1
    if content and end - start > 1 and text[end - 1] == "." and not _is_abbreviation(text, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    word = text[start:end].rsplit(maxsplit=1)[-1]
    return word.count(".") > 1


def tidy(words: Words, spans: Iterable[Span], *, content: bool = False) -> list[Span]:
    """Spans of one role in order: whole words, trimmed, overlapping or touching ones joined."""
    found = []
    for span in sorted(spans):
        grown = whole_words(words, span)
        kept = trimmed(words.text, grown, content=content) if grown else None
        if kept:
            found.append(kept)
    return joined(words.text, found)


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of which none touches the next but for white space."""
    result: list[Span] = []
    for span in spans:
        if result and not text[result[-1].end : span.start].strip(JOINABLE):
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def bridged(words: Words, spans: Sequence[Span], own: Sequence[Span]) -> list[Span]:
    """Spans with the holes closed that nobody would leave: inside one sentence, without the cue or source in them.

    A hole that a comma, dash or bracket opens may be an aside and stays, unless it is nothing but that mark. Of the holes
    in PolNeAR's training part that hold neither source nor cue nor sentence end, all but a handful are such asides.
    """
    result: list[Span] = []
    for span in spans:
        if result and _is_no_hole(words, Span(result[-1].end, span.start), own):
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def _is_no_hole(words: Words, hole: Span, own: Sequence[Span]) -> bool:
    printed = hole.of(words.text).strip()
    if any(span.overlaps(hole) for span in own):
        return False
    if words.sentence_at(hole.start - 1) is not words.sentence_at(hole.end):
        return False
    return not any(c.isalnum() for c in printed) or printed[0] not in ",;:–—-("


def letters(text: str, spans: Iterable[Span]) -> int:
    """How many letters and figures the spans hold."""
    return sum(character.isalnum() for span in spans for character in span.of(text))


def without(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of a span when others are cut out of it."""
    left = []
    start = span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            left.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        left.append(Span(start, span.end))
    return left
