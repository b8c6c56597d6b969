"""From cues to attributions: what the model saw, made into whole spans, nested, and followed over paragraphs.

A draft has its words but no speaker yet: who "she" is, is settled with the mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sayso.read.nesting import Draft, holds, nest
from sayso.read.quotes import Quotations
from sayso.read.spans import bridged, letters, tidy, without
from sayso.read.stance import JudgedStance, judge_stance
from sayso.read.words import Cue, Words
from sayso.terms import Kind, Region, Span, Stance

CUE_THRESHOLD = 0.65
"""A cue's probability; the best linked F1 on our own development part and on articles held out."""
NESTED_THRESHOLD = 0.5
"""The same inside what another says: the text that taught the model most hardly marks these."""
FLOATING_WORDS = 3
"""A quotation shorter than this is a quoted term, nobody's utterance."""
DIRECT_SHARE = 0.97


def draft_attributions(words: Words, quotations: Quotations) -> list[Draft]:
    """The attributions of a report in the order of their words, nested, with floating quotations given a speaker."""
    by_paragraph: dict[int, list[Draft]] = defaultdict(list)
    for cue in words.cues:
        if draft := _draft(words, quotations, cue):
            by_paragraph[draft.paragraph].append(draft)
    kept = {number: _likely(_one_a_cue(drafts)) for number, drafts in by_paragraph.items()}
    for draft in _floating(words, quotations, kept):
        kept.setdefault(draft.paragraph, []).append(draft)
    for drafts in kept.values():
        nest(words, drafts)
    return sorted((draft for drafts in kept.values() for draft in drafts), key=lambda draft: (draft.start, -draft.end))


def _draft(words: Words, quotations: Quotations, cue: Cue) -> Draft | None:
    """A cue as a draft, or None where it governs nothing."""
    cue_spans = tidy(words, [cue.span])
    source = tidy(words, cue.source)
    content = tidy(words, cue.content, content=True)
    if not cue_spans or not (source or content):
        return None
    source = [part for span in source for part in without(span, cue_spans)]
    source, content = _subject_as_source(words, source, cue_spans, content)
    source = tidy(words, source)
    content = bridged(words, tidy(words, content, content=True), (*source, *cue_spans))
    printed_cue = " ".join(span.of(words.text) for span in cue_spans)
    said = " ".join(span.of(words.text) for span in content)
    judged = judge_stance(printed_cue, cue.stances, said)
    if not content and judged.stance is not Stance.DECLINES and not _is_verbal(words, cue_spans[0]):
        return None
    return Draft(
        source, cue_spans, content, quotations.within(content), judged, cue.probability, cue.confidence, cue.paragraph
    )


def _subject_as_source(
    words: Words, source: list[Span], cue: list[Span], content: list[Span]
) -> tuple[list[Span], list[Span]]:
    """A first part of the content that is the subject of the cue's verb is its source ("The army accused ... of")."""
    if source or len(content) < 2 or content[0].end > cue[0].start:
        return source, content
    verbs = {word.index for span in cue for word in words.inside(span) if word.pos == "VERB"}
    for word in words.inside(content[0]):
        if word.dependency == "nsubj" and word.head in verbs:
            return [content[0]], content[1:]
    return source, content


def _is_verbal(words: Words, cue: Span) -> bool:
    """Whether a cue has a verb in it: a bare noun without content ("the charges") is no attribution."""
    return any(word.pos in ("VERB", "AUX") for word in words.inside(cue))


def _one_a_cue(drafts: Sequence[Draft]) -> list[Draft]:
    """Of drafts whose cues overlap, the likelier."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: -draft.probability):
        if not any(mine.overlaps(other) for mine in draft.cue for rival in kept for other in rival.cue):
            kept.append(draft)
    return kept


def _likely(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts whose cue is likely enough, alone or inside what a likely one says."""
    sure = [draft for draft in drafts if draft.probability >= CUE_THRESHOLD]
    inside = [
        draft
        for draft in drafts
        if NESTED_THRESHOLD <= draft.probability < CUE_THRESHOLD and any(holds(outer, draft) for outer in sure)
    ]
    return sure + inside


def kind_of(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Kind:
    """Direct where all its letters are quoted, indirect where none is."""
    all_letters, inside = letters(text, content), letters(text, quoted)
    if not inside:
        return Kind.INDIRECT
    return Kind.DIRECT if inside >= DIRECT_SHARE * all_letters else Kind.MIXED


# Floating quotations


def _floating(words: Words, quotations: Quotations, by_paragraph: dict[int, list[Draft]]) -> list[Draft]:
    """Quotations without a cue: content of the attribution they continue, or new ones with its speaker.

    Within a paragraph such a quotation is a further part of the content before it. A paragraph that is nothing but a
    quotation goes on with whoever spoke last before it.
    """
    found = []
    last: Draft | None = None
    for number, paragraph in enumerate(words.paragraphs):
        mine = sorted(by_paragraph.get(number, []), key=lambda draft: draft.end)
        outer = [draft for draft in mine if not any(other is not draft and holds(other, draft) for other in mine)]
        for quotation in quotations.inside(paragraph):
            if _is_covered(quotation, mine) or _is_term(words, quotation):
                continue
            before = [draft for draft in outer if draft.end <= quotation.start and draft.content]
            if before and _goes_on(words.text, before[-1], quotation):
                before[-1].content.append(quotation)
                before[-1].quoted.append(quotation)
                before[-1].notes.append("a further quotation follows without a cue")
            elif (
                last
                and not mine
                and _is_alone(words.text, paragraph, quotation)
                and words.document.region_at(paragraph) is Region.BODY
            ):
                new = Draft(
                    [],
                    [],
                    [quotation],
                    [quotation],
                    JudgedStance(last.judged.stance, (), None, "stance goes on from the attribution before"),
                    last.probability,
                    last.confidence,
                    number,
                    carried_from=last,
                )
                new.notes.append("a quotation without a cue goes on with the speaker before it")
                found.append(new)
        if outer:
            last = outer[-1]
    return found


def _is_covered(quotation: Span, drafts: Sequence[Draft]) -> bool:
    return any(span.overlaps(quotation) for draft in drafts for span in (*draft.content, *draft.source, *draft.cue))


def _is_term(words: Words, quotation: Span) -> bool:
    """A quoted term or title: too short, or without a verb and without a stop inside."""
    inside = [word for word in words.inside(quotation) if any(c.isalnum() for c in word.text)]
    if len(inside) < FLOATING_WORDS:
        return True
    ends = quotation.of(words.text).rstrip("\"'”’»")[-1:]
    return ends not in ".,!?…" or not any(word.pos in ("VERB", "AUX") for word in inside)


def _goes_on(text: str, draft: Draft, quotation: Span) -> bool:
    """Whether nothing but a sentence end stands between an attribution and the quotation."""
    return len(re.findall(r"\w+", text[draft.end : quotation.start])) == 0


def _is_alone(text: str, paragraph: Span, quotation: Span) -> bool:
    """Whether the paragraph is the quotation and little else."""
    return letters(text, [quotation]) >= 0.9 * letters(text, [paragraph])
