"""Places that look like somebody's word and got no attribution: told, so that nobody takes silence for completeness."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.read.cues import everyday_verbs, listed_stance
from sayso.read.quotes import Quotations
from sayso.read.words import Words
from sayso.terms import Attribution, Missed, Region, Span, Stance

LEAST_QUOTED_WORDS = 4
TELLING = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.DENIES, Stance.CONFIRMS})


def find_missed(words: Words, attributions: Sequence[Attribution], quotations: Quotations) -> list[Missed]:
    """Quotations and reporting verbs of the body outside every attribution, and marks without a partner."""
    taken = sorted({span for a in attributions for span in (*a.source, *a.cue, *a.content)})
    found = [
        Missed(span, "a quotation without an attribution")
        for span in quotations.spans
        if not _touches(taken, span) and _in_body(words, span) and len(words.inside(span)) >= LEAST_QUOTED_WORDS + 2
    ]
    found += [Missed(Span(place, place + 1), "a quotation mark without a partner") for place in quotations.stray]
    for word in words.words:
        if (
            word.pos == "VERB"
            and (word.mention == "none")
            and not _touches(taken, word.span)
            and _in_body(words, word.span)
        ):
            listed = listed_stance(word.text)
            if listed and listed.stance in TELLING and listed.entry not in everyday_verbs():
                found.append(Missed(word.span, f'the reporting verb "{word.text}" without an attribution'))
    return sorted(found, key=lambda missed: missed.span)


def _touches(taken: Sequence[Span], span: Span) -> bool:
    """Whether any of the ordered spans shares a character with this one; contents may nest, so all before are asked."""
    at = bisect_left(taken, span.end, key=lambda other: other.start)
    return any(other.end > span.start for other in taken[max(0, at - 40) : at])


def _in_body(words: Words, span: Span) -> bool:
    return words.document.region_at(span) is Region.BODY
