"""Windows: a paragraph longer than the model reads, cut where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sayso.read.pieces import Pieces

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
LONGEST_CHARACTERS = 1600
"""Where no sentence ends, a window is tried at this many characters: 384 pieces of ordinary English."""


def cut_into_windows(text: str, split: Callable[[str], Pieces], most_pieces: int) -> Iterator[tuple[int, int, Pieces]]:
    """The start, end and pieces of each window; together they cover the text. A paragraph that fits is one window."""
    start = 0
    while start < len(text):
        end = _try_end(text, start)
        pieces = split(text[start:end])
        while len(pieces) > most_pieces:
            end = start + _cut_before(text[start:end], pieces.offsets[most_pieces - 2][0])
            pieces = split(text[start:end])
        yield start, end, pieces
        start = end


def _try_end(text: str, start: int) -> int:
    """The end of the text, or where a sentence ends before the text grows hopelessly long."""
    if len(text) - start <= 2 * LONGEST_CHARACTERS:
        return len(text)
    return start + _cut_before(text[start : start + 2 * LONGEST_CHARACTERS], 2 * LONGEST_CHARACTERS)


def _cut_before(text: str, limit: int) -> int:
    """The last sentence end before the limit; else the last white space; else the limit itself."""
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", 0, limit)
    return space + 1 if space > 0 else max(1, limit)
