"""Reading: from one Document to one Reading.

A report goes in; sentences, mentions, entities, attributions and claims come out. The model looks at each paragraph
once (`reader`), its findings are laid out in the document's characters (`words`), and everything after that is plain:
who is who (`mentions`, `coreference`, `entities`, `actors`), who says what (`drafts`, `attribution`), how firmly
(`stance`), and what it amounts to (`claims`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from sayso.read.actors import affiliated
from sayso.read.attribution import cue_words, resolve_attributions, stated_anonymity, who_speaks
from sayso.read.claims import find_claims
from sayso.read.coreference import Speaking, find_chains
from sayso.read.drafts import draft_attributions
from sayso.read.entities import Cast
from sayso.read.event_words import settle_predicates
from sayso.read.events import find_events
from sayso.read.figures import find_figures
from sayso.read.memory import Memory, Understood
from sayso.read.mentions import FoundMention, find_mentions
from sayso.read.missed import find_missed
from sayso.read.names import find_names
from sayso.read.nesting import Draft
from sayso.read.parties import settle_parties
from sayso.read.predicates import Predicate, argument_heads, find_predicates
from sayso.read.proxies import find_proxies
from sayso.read.quotes import Quotations, find_quotations
from sayso.read.reader import ParagraphReading, Reader
from sayso.read.relations import body_heads, find_relations
from sayso.read.tense import Tenses
from sayso.read.times import find_times
from sayso.read.words import Words, lay_out, readable_paragraphs
from sayso.terms import MEANING, Claim, Document, Reading, Span

SHORTEST_CLAUSE = 4
"""Words that mean something without those around them."""
SENTENCE = 0.5
"""Weight of a claim's sentence in its meaning: over pairs of claims of one story, .771 of those on one matter come before
those that are not, .752 without it, no more with a larger weight (benchmarks/case.py, the half that is seen)."""
TOGETHER = 40_000
"""Characters of text that are read in one go: enough to fill batches of every length."""


def read_document(document: Document, reader: Reader) -> Reading:
    """One report, read."""
    (reading,) = read_documents([document], reader)
    return reading


def read_documents(documents: Iterable[Document], reader: Reader, memory: Memory | None = None) -> Iterator[Reading]:
    """Reports read in their order; the paragraphs of several share the model's batches. With a memory, copies are read once."""
    waiting: list[Document] = []
    size = 0
    for document in documents:
        waiting.append(document)
        size += len(document.text)
        if size >= TOGETHER:
            yield from _read_together(waiting, reader, memory)
            waiting, size = [], 0
    yield from _read_together(waiting, reader, memory)


def _read_together(waiting: Sequence[Document], reader: Reader, memory: Memory | None) -> Iterator[Reading]:
    known = [memory.recall(document) if memory else None for document in waiting]
    new = [document for document, reading in zip(waiting, known, strict=True) if reading is None]
    paragraphs = [readable_paragraphs(document) for document in new]
    texts = [span.of(document.text) for document, spans in zip(new, paragraphs, strict=True) for span in spans]
    seen = iter(memory.read(texts, reader) if memory else reader.read(texts))
    read = (
        _read_once(document, spans, list(islice(seen, len(spans))), reader, memory)
        for document, spans in zip(new, paragraphs, strict=True)
    )
    yield from (reading or next(read) for reading in known)


def _read_once(
    document: Document, paragraphs: list[Span], seen: list[ParagraphReading], reader: Reader, memory: Memory | None
) -> Reading:
    """One report of several that are read together, where an earlier one may be the same."""
    if memory is None:
        return understand(document, paragraphs, seen, reader).reading
    if (reading := memory.recall(document)) is not None:
        return reading
    understood = understand(document, paragraphs, seen, reader)
    memory.keep(understood)
    return understood.reading


@dataclass(frozen=True, slots=True)
class Draftwork:
    """What can be said of a report before it is known who is who: who speaks by which cue, and which words the list knows."""

    words: Words
    quotations: Quotations
    drafts: list[Draft]
    cues: frozenset[int]
    speaking: Speaking
    listed: list[Predicate]


def draft(document: Document, paragraphs: list[Span], readings: list[ParagraphReading]) -> Draftwork:
    """The first steps: the words of a report, the drafts of its attributions, the list's predicates."""
    words = lay_out(document, paragraphs, readings)
    quotations = find_quotations(document.text, paragraphs)
    drafts = draft_attributions(words, quotations)
    cues = cue_words(words, drafts)
    return Draftwork(words, quotations, drafts, cues, who_speaks(words, drafts), find_predicates(words, cues))


def cast_of(drafted: Draftwork, taking_part: Iterable[int], reader: Reader) -> tuple[list[FoundMention], Cast]:
    """Who is who: every mention, those who speak or take part among them, and whom each means."""
    words, speaking = drafted.words, drafted.speaking
    heads = speaking.outer | speaking.inner | frozenset((*taking_part, *body_heads(words)))
    mentions = find_mentions(words, find_names(words), heads)
    scores = reader.antecedents([words.states[mention.head] for mention in mentions])
    return mentions, Cast(words, find_chains(words, mentions, scores, speaking))


def understand(
    document: Document, paragraphs: list[Span], readings: list[ParagraphReading], reader: Reader
) -> Understood:
    """What the model saw in the paragraphs of a report, understood as a whole."""
    drafted = draft(document, paragraphs, readings)
    words, quotations, drafts = drafted.words, drafted.quotations, drafted.drafts
    predicates = settle_predicates(words, drafted.listed, drafted.cues)
    settle_parties(words, predicates)
    find_proxies(words, predicates)
    mentions, cast = cast_of(drafted, argument_heads(predicates), reader)
    attributions = resolve_attributions(words, drafts, cast)
    anonymity = {
        attribution.speaker: span
        for attribution in attributions
        if attribution.speaker and (span := stated_anonymity(words, attribution.source))
    }
    sentences, tenses = [sentence.span for sentence in words.sentences], Tenses(words)
    dates = find_times(document, sentences, tenses)
    figures = find_figures(words, [Span(*when.span) for when in dates if when.span])
    events = find_events(words, predicates, cast, attributions, figures, dates)
    relations = find_relations(words, mentions, cast)
    entities = affiliated(words, cast, cast.entities(anonymity), relations)
    claims = find_claims(words, attributions, entities, events, relations)
    predicates_of = {carried.event.id: carried.event.predicate for carried in events}
    reading = Reading(
        document=document,
        sentences=sentences,
        mentions=cast.mentions(),
        entities=entities,
        attributions=attributions,
        events=[carried.event for carried in events],
        relations=relations,
        dates=dates,
        figures=[figure.quantity for figure in figures],
        claims=claims,
        missed=find_missed(words, attributions, quotations),
        vectors=b"".join(meaning_of(words, claim, predicates_of, reader) for claim in claims),
    )
    return Understood(reading, dict(tenses))


def meaning_of(words: Words, claim: Claim, predicates: dict[str, list[Span]], reader: Reader) -> bytes:
    """The meaning vector of a claim's words, as signed bytes: of its event's clause where that says something.

    The sentence around them has a part in it: a few words ("the toll at 19") mean little by themselves.
    """
    if claim.span is None:
        return bytes(MEANING)
    inside = words.inside(claim.span)
    heads = [word for span in predicates.get(claim.event or "", ()) for word in words.inside(span)]
    clause = {index for head in heads for index in words.subtree(head.index)}
    told = [word for word in inside if word.index in clause]
    sentence = words.sentence_at(inside[0].span.start) if inside else None
    parts = [told if len(told) >= SHORTEST_CLAUSE else inside, words.of(sentence) if sentence else inside]
    vectors = [reader.meaning([words.states[word.index] for word in part]) for part in parts]
    mean = vectors[0] + SENTENCE * vectors[1]
    return bytes(np.rint(mean / (np.linalg.norm(mean) or 1.0) * 127).astype(np.int8).tobytes())
