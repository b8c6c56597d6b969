"""A report's text with everything read in it marked, as a tree of pieces that a template prints.

The text is cut at the edges of all marks. Pieces under the same mark hang together, outer marks around inner ones, so
that nested voices stay visible and marks that cross each other are split rather than lost. The pieces of a paragraph
put together are the paragraph, character by character: places can be counted in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sayso.terms import Attribution, Reading, Region, Span

ORDER = ("boilerplate", "claim", "content", "missed", "source", "cue", "mention", "hedge")
"""Marks over the same characters, from the outermost."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and what it is: a source, a cue, a content ...

    `of` is the attribution, claim or entity it belongs to, `says` how firmly or of which type, `deep` in how many other
    contents a content lies.
    """

    kind: str
    start: int
    end: int
    of: str = ""
    says: str = ""
    deep: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters under one mark, or under none; `parts` where further marks lie inside."""

    start: int
    end: int
    mark: Mark | None = None
    text: str = ""
    parts: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report, its region, and its pieces."""

    start: int
    end: int
    region: str
    pieces: tuple[Piece, ...]


def marked_paragraphs(reading: Reading, spans: Iterable[tuple[str, Span]]) -> list[Paragraph]:
    """Every paragraph of a report with its marks. `spans` are its claims, each with the id by which it is found."""
    document = reading.document
    blocks = document.paragraphs or [Span(0, len(document.text))]
    marks = _by_paragraph(blocks, _marks(reading, spans))
    return [
        Paragraph(block.start, block.end, _region(reading, block), tuple(_cut(document.text, block, marks[number])))
        for number, block in enumerate(blocks)
    ]


def _region(reading: Reading, block: Span) -> str:
    """The region most of a paragraph is of; what is not body is boilerplate."""
    if not any(block.overlaps(span) for span in reading.document.body):
        return Region.BOILERPLATE.value
    region = reading.document.region_at(block)
    return Region.BODY.value if region is Region.DATELINE else region.value


def _marks(reading: Reading, claims: Iterable[tuple[str, Span]]) -> Iterator[Mark]:
    """Everything there is to mark."""
    depth = _depths(reading.attributions)
    types = {entity.id: entity.type.value for entity in reading.entities}
    for region in reading.document.regions:
        if region.region is Region.BOILERPLATE:
            yield Mark("boilerplate", region.span.start, region.span.end)
    for id, span in claims:
        yield Mark("claim", span.start, span.end, of=id)
    for said in reading.attributions:
        firmly = said.stance.value
        for kind, spans in (("content", said.content), ("source", said.source), ("cue", said.cue)):
            deep = depth[said.id] if kind == "content" else 0
            for span in spans:
                yield Mark(kind, span.start, span.end, of=said.id, says=firmly, deep=deep, why=said.why)
    for missed in reading.missed:
        yield Mark("missed", missed.span.start, missed.span.end, why=missed.why)
    for mention in reading.mentions:
        if mention.entity and mention.form.value == "name":
            yield Mark("mention", mention.start, mention.end, of=mention.entity, says=types.get(mention.entity, ""))
    for claim in reading.claims:
        for hedge in claim.hedges:
            yield Mark("hedge", hedge.span.start, hedge.span.end, of=claim.id, says=hedge.by.value)


def _depths(attributions: Sequence[Attribution]) -> dict[str, int]:
    """For each attribution, in how many others it lies."""
    outer = {a.id: a.within for a in attributions}

    def depth(one: str | None, left: int) -> int:
        within = outer.get(one or "")
        return 0 if within not in outer or not left else 1 + depth(within, left - 1)

    return {one: depth(one, len(outer)) for one in outer}


def _by_paragraph(blocks: Sequence[Span], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks that touch each paragraph."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        for number, block in enumerate(blocks):
            if block.end > mark.start and block.start < mark.end:
                found[number].append(mark)
    return found


def _cut(text: str, block: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """A paragraph cut at the edges of its marks, and put together again as a tree."""
    edges = {block.start, block.end}
    for mark in marks:
        edges.update(edge for edge in (mark.start, mark.end) if block.start < edge < block.end)
    ordered = sorted(edges)
    leaves = [(Span(start, end), _over(marks, start, end)) for start, end in pairwise(ordered)]
    return _grown(text, leaves, 0)


def _over(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks over a stretch, outermost first; of two of a kind the longer is outside."""
    over = [mark for mark in marks if mark.start <= start and end <= mark.end]
    kept = {(mark.kind, mark.start, mark.end, mark.of if mark.kind != "claim" else ""): mark for mark in reversed(over)}
    return sorted(kept.values(), key=lambda m: (ORDER.index(m.kind), m.start - m.end, m.start, m.of))


def _grown(text: str, leaves: Sequence[tuple[Span, list[Mark]]], level: int) -> Iterator[Piece]:
    """Neighbours under the same mark of this level as one piece, with what lies deeper inside it."""
    for mark, found in groupby(leaves, key=lambda leaf: leaf[1][level] if level < len(leaf[1]) else None):
        group = list(found)
        start, end = group[0][0].start, group[-1][0].end
        if mark is None:
            yield Piece(start, end, text=text[start:end])
        else:
            yield Piece(start, end, mark, parts=tuple(_grown(text, group, level + 1)))
