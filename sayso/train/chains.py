"""Who speaks, as a lesson in coreference: the sources of a marked report that share a speaker are one chain.

Only the sources are taught; the other mentions of the report, which a reader finds, stand between them as they will
when a report is read, and are there to be passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from sayso.ingest import from_text
from sayso.lexicon import titles
from sayso.read.attribution import heads_of
from sayso.read.mentions import FoundMention, find_mentions
from sayso.read.names import find_names
from sayso.read.pieces import LONGEST_WINDOW, split_into_pieces
from sayso.read.reader import Reader
from sayso.read.words import Words, lay_out
from sayso.terms import MentionForm, Span
from sayso.train.corpora import IGNORED, CoreferenceExample, TaughtMention, WindowExample, first_pieces
from sayso.train.marked import MarkedParagraph, read_marked


def speaker_chains(paths: Iterable[Path], reader: Reader) -> Iterator[CoreferenceExample]:
    """A lesson from each whole report in files of marked text that has a speaker twice."""
    for path in paths:
        for name, group in groupby(read_marked(path), key=lambda paragraph: paragraph.report):
            if name and (lesson := _lesson(list(group), reader)):
                yield lesson


def _lesson(paragraphs: list[MarkedParagraph], reader: Reader) -> CoreferenceExample | None:
    words = _words(paragraphs, reader)
    speakers = _speakers(words, paragraphs)
    mentions = find_mentions(words, find_names(words), speakers)
    windows, place = _windows(words, reader)
    names = sorted(set(speakers.values()))
    taught: list[TaughtMention] = []
    seen: set[int] = set()
    for number, mention in enumerate(mentions):
        if mention.head not in place:
            continue
        cluster = _cluster(mention, speakers, names)
        known = cluster is not None
        own = cluster if cluster is not None else len(names) + number
        taught.append(
            TaughtMention(*place[mention.head], own, taught=known and mention.head in speakers and own in seen)
        )
        seen.add(own)
    if not any(mention.taught for mention in taught):
        return None
    return CoreferenceExample(windows, [[IGNORED] * len(window.first_pieces) for window in windows], taught)


def _words(paragraphs: list[MarkedParagraph], reader: Reader) -> Words:
    """The report laid out as it is when read, every paragraph of it."""
    document = from_text("\n\n".join(paragraph.text for paragraph in paragraphs), "lesson")
    spans, place = [], 0
    for paragraph in paragraphs:
        spans.append(Span(place, place + len(paragraph.text)))
        place += len(paragraph.text) + 2
    whole = msgspec.structs.replace(document, paragraphs=spans, regions=[])
    return lay_out(whole, spans, reader.read([paragraph.text for paragraph in paragraphs]))


def _speakers(words: Words, paragraphs: list[MarkedParagraph]) -> dict[int, str]:
    """The head word of each marked source, with its speaker."""
    found: dict[int, str] = {}
    shift = 0
    for paragraph in paragraphs:
        for attribution in paragraph.attributions:
            if attribution.speaker and attribution.source:
                source = [Span(start + shift, end + shift) for start, end in attribution.source]
                for head in heads_of(words, source)[:1]:
                    found[head.index] = attribution.speaker
        shift += len(paragraph.text) + 2
    return found


def _cluster(mention: FoundMention, speakers: dict[int, str], names: list[str]) -> int | None:
    """The speaker a mention is: marked so, or plainly named so."""
    inside = [speakers[word] for word in range(mention.first, mention.last) if word in speakers]
    if mention.head in speakers:
        return names.index(speakers[mention.head])
    if mention.form is MentionForm.NAME:
        if inside:
            return names.index(inside[0])
        called = set(mention.text.lower().split()) - set(titles())
        matches = [number for number, name in enumerate(names) if called and called <= set(name.lower().split())]
        return matches[0] if len(matches) == 1 else None
    return None


def _windows(words: Words, reader: Reader) -> tuple[list[WindowExample], dict[int, tuple[int, int]]]:
    """A window for each paragraph, and where in it each word begins."""
    windows: list[WindowExample] = []
    place: dict[int, tuple[int, int]] = {}
    for number, span in enumerate(words.paragraphs):
        pieces = split_into_pieces(span.of(words.text), reader.tokenizer)
        kept = type(pieces)(
            pieces.ids[:LONGEST_WINDOW], pieces.offsets[:LONGEST_WINDOW], pieces.shapes[:LONGEST_WINDOW]
        )
        inside = [word for word in words.words if word.paragraph == number]
        first = first_pieces(kept, [(word.span.start - span.start, word.span.end - span.start) for word in inside])
        place |= {word.index: (number, piece) for word, piece in zip(inside, first, strict=True) if piece is not None}
        windows.append(WindowExample(kept, [piece for piece in first if piece is not None]))
    return windows, place
