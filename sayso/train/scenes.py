"""Marked reports as the reader sees them before it knows who is who: what the small networks over pairs are taught on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sayso.ingest import from_text
from sayso.read import Draftwork, draft
from sayso.read.predicates import Predicate
from sayso.read.reader import Reader
from sayso.read.words import Words, readable_paragraphs
from sayso.terms import Span
from sayso.train.claimed import Claimed
from sayso.train.marked import MarkedParagraph, read_marked

TOGETHER = 64
"""Reports whose paragraphs share the model's batches."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A report's draftwork, and the lines marked under its paragraphs with their place in its text."""

    drafted: Draftwork
    claimed: list[tuple[Span, Claimed]]

    def of(self, kind: str) -> list[tuple[Span, Claimed]]:
        """The lines of a kind."""
        return [(span, claimed) for span, claimed in self.claimed if claimed.kind == kind]


def scenes(paths: Iterable[Path], reader: Reader) -> Iterator[Scene]:
    """Every report of the files that has the second layer; a paragraph outside any report is one of its own."""
    waiting: list[list[MarkedParagraph]] = []
    for path in paths:
        for _, group in groupby(read_marked(path), key=lambda paragraph: paragraph.report or id(paragraph)):
            paragraphs = list(group)
            if any(paragraph.claimed for paragraph in paragraphs):
                waiting.append(paragraphs)
    for start in range(0, len(waiting), TOGETHER):
        yield from _read_together(waiting[start : start + TOGETHER], reader)


def _read_together(reports: list[list[MarkedParagraph]], reader: Reader) -> Iterator[Scene]:
    documents = [from_text("\n\n".join(paragraph.text for paragraph in report), "marked") for report in reports]
    spans = [readable_paragraphs(document) for document in documents]
    texts = [span.of(d.text) for d, part in zip(documents, spans, strict=True) for span in part]
    readings = iter(reader.read(texts))
    for report, document, part in zip(reports, documents, spans, strict=True):
        yield Scene(draft(document, part, [next(readings) for _ in part]), list(placed_lines(report)))


def placed_lines(report: Iterable[MarkedParagraph]) -> Iterator[tuple[Span, Claimed]]:
    """The lines under a report's paragraphs, with their place in the text that the paragraphs make with a blank line between."""
    shift = 0
    for paragraph in report:
        for claimed in paragraph.claimed:
            yield Span(claimed.span[0] + shift, claimed.span[1] + shift), claimed
        shift += len(paragraph.text) + 2


def naming_word(words: Words, span: Span, known: dict[int, Predicate]) -> int | None:
    """Of the marked words the one that names the event: a predicate of the list, else a verb, else the last noun."""
    inside = words.inside(span)
    listed = [word.index for word in inside if word.index in known]
    verbs = [word.index for word in inside if word.pos == "VERB"]
    nouns = [word.index for word in inside if word.pos == "NOUN"]
    return next(iter((*listed, *verbs, *reversed(nouns))), None)
