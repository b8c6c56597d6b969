"""Claims: what each attribution amounts to, what its voice commits to by it, and on what it says it rests.

Until events and relations are read a claim is bare: its span is the content. The report's own sentences are claims
too, of the outlet, or carried over from the voice before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.lexicon import hedges
from sayso.read.spans import letters, without
from sayso.read.words import Words
from sayso.terms import (
    Attribution,
    Basis,
    Claim,
    Entity,
    EntityType,
    Hedge,
    HedgeOwner,
    Holds,
    Region,
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


def find_claims(words: Words, attributions: Sequence[Attribution], entities: Sequence[Entity]) -> list[Claim]:
    """The claims of a report in the order of the text."""
    by_id = {entity.id: entity for entity in entities}
    hedged = find_hedges(words, attributions)
    drafts = [_of_attribution(words, attribution, by_id, attributions) for attribution in attributions]
    drafts += _unstated(words, attributions)
    drafts += _of_outlet(words, attributions)
    drafts.sort(key=lambda claim: claim.span or Span(0, 0))
    return [_numbered(claim, number, hedged) for number, claim in enumerate(drafts, start=1)]


def _numbered(claim: Claim, number: int, hedged: Sequence[Hedge]) -> Claim:
    inside = [hedge for hedge in hedged if claim.span and claim.span.holds(hedge.span)]
    holds = claim.holds
    if holds is Holds.YES and any(hedge.by is HedgeOwner.SOURCE for hedge in inside):
        holds = Holds.POSSIBLE
    return Claim(
        id=f"c{number}",
        attribution=claim.attribution,
        voice=claim.voice,
        stance=claim.stance,
        span=claim.span,
        holds=holds,
        basis=claim.basis,
        hedges=inside,
        region=claim.region,
    )


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


def _of_outlet(words: Words, attributions: Sequence[Attribution]) -> list[Claim]:
    """The body's sentences that nobody is given for: carried over after an attributed one of the same paragraph, else the outlet's."""
    found = []
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
        if attribution_here := spoken_in.get(sentence.span.start):
            last = sentence.paragraph, attribution_here
            continue
        region = words.document.region_at(sentence.span)
        free = without(sentence.span, covered.get(sentence.span.start, []))
        if region is not Region.BODY or letters(words.text, free) < LEAST_LETTERS:
            continue
        carried = (
            last is not None and last[0] == sentence.paragraph and last[1].stance in (Stance.ASSERTS, Stance.ALLEGES)
        )
        found.append(
            Claim(
                id="",
                attribution=last[1].id if carried and last else None,
                voice=Voice.CARRIED_OVER if carried else Voice.OUTLET,
                stance=Stance.ASSERTS,
                span=sentence.span,
                holds=Holds.YES,
                basis=Basis.UNSTATED,
            )
        )
    return found


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
