"""Claims: each event and relation tied to the voice that carries it, what that voice commits to, and on what it rests.

A content in which neither is found is a bare claim. The report's own sentences are claims too, of the outlet, or
carried over from the voice before them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sayso.lexicon import hedges, nouns
from sayso.read.events import Carried, carriers_of
from sayso.read.spans import letters, without
from sayso.read.words import Word, Words
from sayso.terms import (
    Attribution,
    Basis,
    Claim,
    Entity,
    EntityType,
    Hedge,
    HedgeOwner,
    Holds,
    Modality,
    Region,
    Relation,
    Span,
    Stance,
    Voice,
)

HOLDS = {
    Stance.ASSERTS: Holds.YES,
    Stance.ALLEGES: Holds.YES,
    Stance.CONFIRMS: Holds.YES,
    Stance.DENIES: Holds.NO,
    Stance.DOUBTS: Holds.POSSIBLE,
    Stance.BELIEVES: Holds.POSSIBLE,
    Stance.APPRAISES: Holds.UNKNOWN,
    Stance.DECLINES: Holds.UNKNOWN,
    Stance.ASKS: Holds.UNKNOWN,
    Stance.URGES: Holds.UNKNOWN,
    Stance.COMMITS: Holds.UNKNOWN,
}
COMMITTED = frozenset({"think", "thinks", "thought", "know", "knows", "knew", "believes", "is convinced", "is sure"})
CUSTODY = re.compile(
    r"\b(?:captured|detained|arrested|captive|detainee|prisoner|in custody|jailed|held by|interrogat\w+|hostage)\b",
    re.IGNORECASE,
)
INFERENCE = re.compile(
    r"\bcould not have\b.*\bwithout\b|\bmust have\b|\bsuggest(?:s|ed|ing)?\b|\bindicat(?:es|ed|ing)\b|\bconclud\w+\b",
    re.IGNORECASE | re.DOTALL,
)
SEEN = re.compile(
    r"\b(?:eyewitness\w*|witnessed|I saw|we saw|saw with (?:my|his|her|their) own eyes|watched)\b", re.IGNORECASE
)
HEARD = re.compile(r"\b(?:I heard|we heard|overheard)\b", re.IGNORECASE)
TESTIMONY = re.compile(
    r"\b(?:testif\w+|swore|sworn|told (?:the|a) (?:court|jury|judge|trial|inquest|inquiry|tribunal|hearing)|witness(?:es)?)\b",
    re.IGNORECASE,
)
RECORDING = re.compile(r"\b(?:video|footage|recording|tape|audio|photograph\w*|film|CCTV|wiretap)\b", re.IGNORECASE)
LEAST_LETTERS = 12
"""A remainder of a sentence shorter than this many letters claims nothing of its own."""


def find_claims(
    words: Words,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    events: Sequence[Carried] = (),
    relations: Sequence[Relation] = (),
) -> list[Claim]:
    """The claims of a report in the order of the text."""
    by_id = {entity.id: entity for entity in entities}
    hedged = find_hedges(words, attributions)
    put_forward = [
        *_put_forward_events(words, attributions, events),
        *_put_forward_relations(words, attributions, relations),
    ]
    of_attribution: dict[str | None, list[_PutForward]] = defaultdict(list)
    for thing in put_forward:
        of_attribution[thing.by.id if thing.by else None].append(thing)
    drafts: list[Claim] = []
    for attribution in attributions:
        bare = _of_attribution(words, attribution, by_id, attributions)
        carried = of_attribution.get(attribution.id, [])
        drafts += [_carried(thing, bare) for thing in carried] or [bare]
    drafts += _unstated(words, attributions)
    drafts += _of_outlet(words, attributions, of_attribution.get(None, []))
    drafts.sort(key=lambda claim: claim.span or Span(0, 0))
    return [_numbered(claim, number, hedged) for number, claim in enumerate(drafts, start=1)]


@dataclass(frozen=True, slots=True)
class _PutForward:
    """An event or relation, the stretch that tells it, and what its own words make of it."""

    event: str | None
    relation: str | None
    by: Attribution | None
    span: Span
    negated: bool
    presupposed: bool = False
    modality: Modality = Modality.ACTUAL


def _put_forward_events(
    words: Words, attributions: Sequence[Attribution], events: Sequence[Carried]
) -> Iterator[_PutForward]:
    cues = {a.id: Span(a.cue[0].start, a.cue[-1].end) for a in attributions if a.cue}
    for carried in events:
        event, word = carried.event, words.words[carried.predicate.word]
        # what tells that somebody accused or demanded is the cue, not what is said
        span = cues.get(event.speech or "") or _stretch(words, word, carried.by)
        presupposed = carried.by is not None and _is_presupposed(words, word, span)
        presupposed = presupposed or word.lower in nouns("pointing")  # who denies the charge grants that it was made
        yield _PutForward(event.id, None, carried.by, span, event.negated, presupposed, event.modality)


def _put_forward_relations(
    words: Words, attributions: Sequence[Attribution], relations: Sequence[Relation]
) -> Iterator[_PutForward]:
    """Relations in a content are its source's; one told in a source is the outlet's word."""
    carriers = carriers_of(words, attributions)
    for relation in relations:
        word = words.inside(relation.span)[0]
        by = next(iter(carriers.get(word.index, ())), None)
        yield _PutForward(None, relation.id, by, _stretch(words, word, by), relation.negated, word.pos == "NOUN")


def _stretch(words: Words, word: Word, by: Attribution | None) -> Span:
    """The part of a word's sentence that lies in the content that carries it."""
    sentence = words.sentences[word.sentence].span
    if by is None:
        return sentence
    content = next(span for span in by.content if span.holds(word.span))
    return Span(max(sentence.start, content.start), min(sentence.end, content.end))


def _is_presupposed(words: Words, word: Word, content: Span) -> bool:
    """Whether a content takes an event for granted rather than puts it forward: "links to attacks", "men who fled"."""
    step, steps = word, 0
    while content.holds(step.span) and steps < 8:
        if step.dependency in ("nmod", "acl:relcl", "obl", "acl", "amod"):
            return True
        if step.head < 0:
            return False
        step = words.words[step.head]
        steps += 1
    return False


def _carried(thing: _PutForward, bare: Claim) -> Claim:
    """The claim of an event or relation, by the voice and stance of what carries it."""
    return replace(
        bare, event=thing.event, relation=thing.relation, span=thing.span, holds=held(bare.stance, bare.holds, thing)
    )


def held(stance: Stance, holds: Holds, thing: _PutForward) -> Holds:
    """What a voice commits to for one event of its content.

    Denied P and said not-P both give no; a denial of negative words is no double negation; what a denial takes for
    granted stays open; what is only planned, possible, feared or ordered is no more than possible.
    """
    if stance is Stance.DENIES:
        return Holds.UNKNOWN if thing.presupposed else Holds.NO
    if stance is Stance.APPRAISES and thing.modality is Modality.ACTUAL:
        holds = Holds.YES  # who condemns an attack grants that there was one
    if holds is Holds.YES and thing.negated:
        return Holds.NO
    if thing.modality is Modality.ORDERED:
        return Holds.UNKNOWN
    if holds is Holds.YES and thing.modality not in (Modality.ACTUAL, Modality.HABITUAL):
        return Holds.POSSIBLE
    return holds


def _numbered(claim: Claim, number: int, hedged: Sequence[Hedge]) -> Claim:
    inside = [hedge for hedge in hedged if claim.span and claim.span.holds(hedge.span)]
    holds = claim.holds
    if holds is Holds.YES and any(hedge.by is HedgeOwner.SOURCE for hedge in inside):
        holds = Holds.POSSIBLE
    return replace(claim, id=f"c{number}", holds=holds, hedges=inside)


def _of_attribution(
    words: Words, attribution: Attribution, entities: dict[str, Entity], all_of_them: Sequence[Attribution]
) -> Claim:
    spans = attribution.content or attribution.cue
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    cue = " ".join(s.of(words.text) for s in attribution.cue).lower()
    holds = HOLDS[attribution.stance]
    if attribution.stance is Stance.BELIEVES and cue in COMMITTED:
        holds = Holds.YES
    return Claim(
        id="",
        attribution=attribution.id,
        voice=attribution.voice,
        stance=attribution.stance,
        span=span,
        holds=holds,
        basis=_basis(words, attribution, entities, all_of_them),
        region=attribution.region,
    )


def _basis(
    words: Words, attribution: Attribution, entities: dict[str, Entity], all_of_them: Sequence[Attribution]
) -> Basis:
    """On what the voice says it rests, by the plainest sign."""
    text = words.text
    source = " ".join(span.of(text) for span in attribution.source)
    cue = " ".join(span.of(text) for span in attribution.cue)
    content = " ".join(span.of(text) for span in attribution.content)
    speaker = entities.get(attribution.speaker or "")
    if CUSTODY.search(source) or (speaker and any(CUSTODY.search(role) for role in speaker.roles)):
        return Basis.CUSTODY
    if RECORDING.search(source):
        return Basis.RECORDING
    if speaker and speaker.type is EntityType.DOCUMENT:
        return Basis.DOCUMENT
    if INFERENCE.search(content) or INFERENCE.search(cue):
        return Basis.INFERENCE
    if TESTIMONY.search(f"{source} {cue}"):
        return Basis.TESTIMONY
    if SEEN.search(f"{source} {content}"):
        return Basis.SEEN
    if HEARD.search(content) or any(other.within == attribution.id for other in all_of_them):
        return Basis.HEARSAY if any(other.within == attribution.id for other in all_of_them) else Basis.HEARD
    return Basis.UNSTATED


def _unstated(words: Words, attributions: Sequence[Attribution]) -> list[Claim]:
    """Allegations that stand only inside their denial: somebody made them, and the report does not say who."""
    put_forward = [
        set(re.findall(r"\w{4,}", " ".join(span.of(words.text) for span in other.content).lower()))
        for other in attributions
        if other.stance in (Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS)
    ]
    found = []
    for attribution in attributions:
        if attribution.stance is not Stance.DENIES or attribution.refers or not attribution.content:
            continue
        span = max(attribution.content, key=lambda span: span.end - span.start)
        mine = set(re.findall(r"\w{4,}", span.of(words.text).lower()))
        if mine and not any(len(mine & theirs) >= 0.5 * len(mine) for theirs in put_forward):
            found.append(
                Claim(
                    id="",
                    attribution=attribution.id,
                    voice=Voice.UNSTATED,
                    stance=Stance.ALLEGES,
                    span=span,
                    holds=Holds.YES,
                    basis=Basis.UNSTATED,
                    region=attribution.region,
                )
            )
    return found


def _of_outlet(words: Words, attributions: Sequence[Attribution], put_forward: Sequence[_PutForward]) -> list[Claim]:
    """What nobody is given for: the outlet's own word, or carried over after an attributed sentence of the same paragraph."""
    found: list[Claim] = []
    by_sentence: dict[int, list[_PutForward]] = defaultdict(list)
    for thing in put_forward:
        sentence = words.sentence_at(thing.span.start)
        by_sentence[sentence.span.start if sentence else thing.span.start].append(thing)
    spoken_in: dict[int, Attribution] = {}
    covered: dict[int, list[Span]] = {}
    for attribution in attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            sentence = words.sentence_at(span.start)
            while sentence is not None and sentence.span.start < span.end:
                covered.setdefault(sentence.span.start, []).append(span)
                if attribution.within is None:
                    spoken_in[sentence.span.start] = attribution
                following = words.sentence_at(_next_letter(words.text, sentence.span.end))
                sentence = following if following is not sentence else None
    last: tuple[int, Attribution] | None = None
    for sentence in words.sentences:
        own = by_sentence.get(sentence.span.start, [])
        if attribution_here := spoken_in.get(sentence.span.start):
            last = sentence.paragraph, attribution_here
            found += [_carried(thing, _outlets_word(words, sentence.span)) for thing in own]
            continue
        region = words.document.region_at(sentence.span)
        free = without(sentence.span, covered.get(sentence.span.start, []))
        if region is not Region.BODY or letters(words.text, free) < LEAST_LETTERS:
            continue
        carried = (
            last is not None and last[0] == sentence.paragraph and last[1].stance in (Stance.ASSERTS, Stance.ALLEGES)
        )
        bare = _outlets_word(words, sentence.span)
        if carried and last:
            bare = replace(bare, attribution=last[1].id, voice=Voice.CARRIED_OVER)
        found += [_carried(thing, bare) for thing in own] or [bare]
    return found


def _outlets_word(words: Words, sentence: Span) -> Claim:
    return Claim(
        id="",
        attribution=None,
        voice=Voice.OUTLET,
        stance=Stance.ASSERTS,
        span=sentence,
        holds=Holds.YES,
        basis=Basis.UNSTATED,
        region=words.document.region_at(sentence),
    )


def _next_letter(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def find_hedges(words: Words, attributions: Sequence[Attribution]) -> list[Hedge]:
    """Words of reserve in the report. Inside a quotation they are the source's, outside any content the outlet's."""
    quoted = [span for attribution in attributions for span in attribution.quoted]
    content = [span for attribution in attributions for span in attribution.content]
    found = []
    for match in _hedge_pattern().finditer(words.text):
        span = Span(match.start(), match.end())
        if match[0] == "May" or _is_no_hedge(words, span):
            continue
        is_source_word = match[0].lower() in hedges("source")
        if any(part.holds(span) for part in quoted):
            by = HedgeOwner.SOURCE
        elif any(part.holds(span) for part in content):
            by = HedgeOwner.SOURCE if is_source_word else HedgeOwner.UNCLEAR
        elif is_source_word:
            continue
        else:
            by = HedgeOwner.OUTLET
        found.append(Hedge(span, by))
    return found + _question_marks(words)


def _is_no_hedge(words: Words, span: Span) -> bool:
    """ "Could not have" is as firm as it gets, and "the agency reported" tells who reported."""
    inside = words.inside(span)
    if not inside:
        return False
    last = inside[-1]
    after = words.words[last.index + 1].lower if last.index + 1 < len(words.words) else ""
    if last.lower == "could" and after in ("not", "n't", "n’t"):
        return True
    return len(inside) == 1 and last.pos == "VERB" and last.dependency != "amod" and last.lower.endswith("ed")


def _question_marks(words: Words) -> list[Hedge]:
    """A headline's question mark is the outlet's reserve."""
    title = words.document.spans.title
    if title and words.text[title.end - 1 : title.end] == "?":
        return [Hedge(Span(title.end - 1, title.end), HedgeOwner.OUTLET)]
    return []


def _hedge_pattern() -> re.Pattern[str]:
    every = sorted((*hedges("outlet"), *hedges("source")), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, every)) + r")(?![\w-])", re.IGNORECASE)
