"""Nesting: an attribution inside another's content ("the general said the detainee told ...").

A draft has its words but no speaker yet: who "she" is, is settled with the mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.read.stance import JudgedStance
from sayso.read.words import Words
from sayso.terms import Span


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution before its speaker is known. `carried_from` is the draft whose speaker goes on."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quoted: list[Span]
    judged: JudgedStance
    probability: float
    confidence: float
    paragraph: int
    within: Draft | None = None
    carried_from: Draft | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All its words."""
        return (*self.source, *self.cue, *self.content)

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return min(span.start for span in self.spans)

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(span.end for span in self.spans)


def nest(words: Words, drafts: Sequence[Draft]) -> None:
    """Tell each draft of a paragraph which other's content holds it."""
    for outer in drafts:
        _take_in_what_begins_inside(words, outer, drafts)
    for draft in drafts:
        draft.within = _innermost_holder(draft, drafts)


def holds(outer: Draft, inner: Draft) -> bool:
    """Whether one content span of the outer holds every span of the inner."""
    return any(
        all(content.holds(span) for span in inner.spans) and inner.spans != (content,) for content in outer.content
    )


def _take_in_what_begins_inside(words: Words, outer: Draft, drafts: Sequence[Draft]) -> None:
    """A content that stops in the middle of what somebody in it says goes on to the end of that.

    "The man said a captain ordered him to burn the mill and promised him | a house": what the captain promised is part
    of what the man said.
    """
    for inner in drafts:
        if inner is outer or not inner.cue or not inner.content:
            continue
        for place, content in enumerate(outer.content):
            told = (*inner.source, *inner.cue)
            if not all(content.holds(span) for span in told) or content.end >= inner.end:
                continue
            rest = Span(content.end, inner.end)
            taken = any(span.overlaps(rest) for span in (*outer.source, *outer.cue, *outer.content))
            if not taken and words.sentence_at(content.start) is words.sentence_at(inner.end - 1):
                outer.content[place] = Span(content.start, inner.end)
                outer.notes.append("content goes on to the end of what is said inside it")


def _innermost_holder(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The draft of the same paragraph whose shortest content span holds this one."""
    best: tuple[int, Draft] | None = None
    for other in drafts:
        if other is draft or not holds(other, draft):
            continue
        size = min(c.end - c.start for c in other.content if all(c.holds(span) for span in draft.spans))
        if best is None or size < best[0]:
            best = size, other
    return best[1] if best else None
