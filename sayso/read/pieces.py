"""Word pieces: a paragraph as the reader's model sees it.

The model's vocabulary is lower-cased, so each piece also carries the shape of the word it belongs to ("iraq" and
"Iraq" differ by it). Offsets count code points of the paragraph and are never shifted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from tokenizers import Tokenizer

LONGEST_WINDOW = 384
"""Pieces in one window at most, the model's two end marks included: the length it was trained on."""


class WordShape(IntEnum):
    """How a word is written; the numbers are rows of the model's shape embedding."""

    NO_LETTERS = 0
    LOWER = 1
    CAPITALISED = 2
    UPPER = 3
    MIXED = 4


@dataclass(frozen=True, slots=True)
class Pieces:
    """A paragraph in word pieces: vocabulary ids, [start, end) in the paragraph, and word shapes, piece by piece."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    shapes: list[int]

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in a file, without padding or truncation: windows are cut by us, at sentence starts."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def split_into_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """The pieces of a text, with the model's end marks (whose offsets are empty) around them."""
    encoding = tokenizer.encode(text)
    words: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
        if word is not None:
            first, last = words.get(word, (start, end))
            words[word] = (min(first, start), max(last, end))
    shape_of = {word: int(shape_of_word(text[start:end])) for word, (start, end) in words.items()}
    shapes = [int(WordShape.NO_LETTERS) if word is None else shape_of[word] for word in encoding.word_ids]
    return Pieces(encoding.ids, encoding.offsets, shapes)


def shape_of_word(word: str) -> WordShape:
    """How a word is written, by its letters."""
    if not any(character.isalpha() for character in word):
        return WordShape.NO_LETTERS
    if word.islower():
        return WordShape.LOWER
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return WordShape.CAPITALISED
    if word.isupper():
        return WordShape.UPPER
    return WordShape.MIXED
