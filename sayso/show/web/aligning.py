"""Two reports side by side: passages that stand in both beside each other, and in them the words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.terms import Passage, Span

MOST_WORDS = 2_000
"""Longer passages are shown whole, unmarked: comparing them word by word would take too long to wait for."""
SAME_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one side; `changed` where the other side has others there, or none."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the copy and the stretch of the original it repeats; one side is empty where only one has it."""

    copy: tuple[Run, ...]
    original: tuple[Run, ...]
    copy_span: Span | None = None
    original_span: Span | None = None


def aligned(copy: str, original: str, passages: Sequence[Passage]) -> list[Row]:
    """The copy from its beginning to its end, each passage taken over beside its original, then what the copy left out."""
    rows: list[Row] = []
    reached = 0
    for passage in sorted(passages, key=lambda passage: passage.copy):
        rows += _alone(copy, reached, passage.copy.start)
        if passage.copy.start >= reached:
            rows.append(_together(copy, original, passage))
        reached = max(reached, passage.copy.end)
    rows += _alone(copy, reached, len(copy))
    rows += [row for start, end in _left_out(original, passages) for row in _dropped(original, start, end)]
    return rows


def _together(copy: str, original: str, passage: Passage) -> Row:
    left, right = _tokens(passage.copy.of(copy)), _tokens(passage.original.of(original))
    if len(left) + len(right) > MOST_WORDS:
        return Row((Run("".join(left), False),), (Run("".join(right), False),), passage.copy, passage.original)
    steps = SequenceMatcher(None, _folded(left), _folded(right), autojunk=False).get_opcodes()
    return Row(
        tuple(Run("".join(left[a:b]), tag != "equal") for tag, a, b, _, _ in steps if b > a),
        tuple(Run("".join(right[a:b]), tag != "equal") for tag, _, _, a, b in steps if b > a),
        passage.copy,
        passage.original,
    )


def _tokens(text: str) -> list[str]:
    """Words and what stands between them; runs of white space as one space, since pages break lines as they like."""
    return re.findall(r"\w+|\s|[^\w\s]", " ".join(text.split()))


def _folded(tokens: Sequence[str]) -> list[str]:
    """Tokens as they are compared: each house has its own quotation marks and dashes."""
    return [token.translate(SAME_MARKS) for token in tokens]


def _alone(text: str, start: int, end: int) -> Iterator[Row]:
    if words := " ".join(text[start:end].split()):
        yield Row((Run(words, False),), (), Span(start, end))


def _dropped(text: str, start: int, end: int) -> Iterator[Row]:
    if words := " ".join(text[start:end].split()):
        yield Row((), (Run(words, False),), None, Span(start, end))


def _left_out(original: str, passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The stretches of the original that no passage repeats."""
    reached = 0
    for passage in sorted(passages, key=lambda passage: passage.original):
        if passage.original.start > reached:
            yield reached, passage.original.start
        reached = max(reached, passage.original.end)
    if reached < len(original):
        yield reached, len(original)
