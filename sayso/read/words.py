"""The words of a report in one row: what the model saw paragraph by paragraph, put back into the document's characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy.typing as npt

from sayso.read.reader import ROOT, CueReading, ParagraphReading
from sayso.read.sentences import is_false_start
from sayso.terms import Document, Region, Span, Stance


@dataclass(slots=True, eq=False)
class Word:
    """One word of a report, with its place in the syntax of its sentence."""

    index: int
    span: Span
    text: str
    lower: str
    pos: str
    head: int
    dependency: str
    name: str
    mention: str
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (exclusive) and their stretch of text."""

    span: Span
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue the model found, in the document's characters."""

    span: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    probability: float
    confidence: float
    stances: dict[Stance, float]
    paragraph: int


@dataclass(slots=True)
class Words:
    """A report as words, sentences and cues. `states` are the model's by word, `vectors` by paragraph."""

    document: Document
    paragraphs: list[Span]
    words: list[Word] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    states: dict[int, npt.NDArray] = field(default_factory=dict)  # type: ignore[type-arg]
    vectors: list[npt.NDArray] = field(default_factory=list)  # type: ignore[type-arg]
    children: dict[int, list[int]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The length of a state."""
        return len(next(iter(self.states.values()))) if self.states else 0

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def inside(self, span: Span) -> list[Word]:
        """The words that overlap a span."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        last = bisect_left(self.starts, span.end)
        return [word for word in self.words[first:last] if word.span.overlaps(span)]

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds a character, if one does."""
        number = bisect_right(self.sentences, place, key=lambda sentence: sentence.span.start) - 1
        return self.sentences[number] if number >= 0 and place < self.sentences[number].span.end else None

    def of(self, sentence: Sentence) -> list[Word]:
        """The words of a sentence."""
        return self.words[sentence.first : sentence.last]

    def subtree(self, index: int) -> list[int]:
        """A word and all that hangs on it, in order; a cycle in the syntax does no harm."""
        seen = {index}
        waiting = [index]
        while waiting:
            for child in self.children.get(waiting.pop(), ()):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return sorted(seen)


def readable_paragraphs(document: Document) -> list[Span]:
    """The paragraphs to read: all but boilerplate, the dateline cut off the first."""
    dateline = document.spans.dateline
    frame = [span for span in (document.spans.byline, document.spans.credit) if span]
    kept = [
        span
        for span in document.paragraphs
        if document.region_at(span) is not Region.BOILERPLATE and not any(other.holds(span) for other in frame)
    ]
    return [part for span in kept if (part := _after(document.text, span, dateline)).end > part.start]


def _after(text: str, span: Span, dateline: Span | None) -> Span:
    """The paragraph without the dateline it opens with."""
    if dateline and span.start <= dateline.start and dateline.end < span.end:
        return _trimmed(text, Span(dateline.end, span.end))
    return span


def _trimmed(text: str, span: Span) -> Span:
    start = span.start
    while start < span.end and text[start].isspace():
        start += 1
    return Span(start, span.end)


def lay_out(document: Document, paragraphs: Sequence[Span], readings: Sequence[ParagraphReading]) -> Words:
    """The paragraph readings of one report as one row of words."""
    words = Words(document, list(paragraphs))
    for number, (paragraph, reading) in enumerate(zip(paragraphs, readings, strict=True)):
        _add_paragraph(words, number, paragraph, reading)
    words.starts = [word.span.start for word in words.words]
    children: dict[int, list[int]] = defaultdict(list)
    for word in words.words:
        if word.head != ROOT:
            children[word.head].append(word.index)
    words.children = dict(children)
    return words


def _add_paragraph(words: Words, number: int, paragraph: Span, reading: ParagraphReading) -> None:
    text, shift, before = words.text, paragraph.start, len(words.words)
    first_of_sentence = before
    for place, token in enumerate(reading.tokens):
        span = Span(token.span.start + shift, token.span.end + shift)
        index = before + place
        if token.starts_sentence and place and not is_false_start(text, paragraph.start, span.start):
            _close_sentence(words, number, first_of_sentence)
            first_of_sentence = index
        printed = span.of(text)
        head = ROOT if token.head == ROOT else token.head + before
        words.words.append(
            Word(
                index,
                span,
                printed,
                printed.lower(),
                token.pos,
                head,
                token.dependency,
                token.name,
                token.mention,
                len(words.sentences),
                number,
            )
        )
    if len(words.words) > first_of_sentence:
        _close_sentence(words, number, first_of_sentence)
    words.vectors.append(reading.vector)
    words.states |= {before + place: state for place, state in reading.states.items()}
    words.cues += [_moved(cue, shift, number) for cue in reading.cues]


def _close_sentence(words: Words, paragraph: int, first: int) -> None:
    span = Span(words.words[first].span.start, words.words[-1].span.end)
    words.sentences.append(Sentence(span, first, len(words.words), paragraph))


def _moved(cue: CueReading, shift: int, paragraph: int) -> Cue:
    def move(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(span.start + shift, span.end + shift) for span in spans)

    (span,) = move([cue.cue])
    return Cue(span, move(cue.source), move(cue.content), cue.probability, cue.confidence, cue.stances, paragraph)
