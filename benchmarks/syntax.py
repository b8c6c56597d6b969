"""Parts of speech, heads, sentence and token edges in other people's sentences, from bare text.

    python -m benchmarks.syntax ../shared/data/reading.json.gz

As in the CoNLL 2018 shared task: a word counts as right only where system and gold cut the same token; F1 over tokens.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.read.reader import ParagraphReading, load_reader
from sayso.train.corpora import load_reading
from sayso.train.measure import Tally

Words = dict[tuple[int, int], tuple[str, tuple[int, int] | None, str]]
"""Token to its part of speech, its head's token (None for a root) and its relation without the subtype."""


@dataclass(slots=True)
class SyntaxScores:
    """Tallies over all windows."""

    tokens: Tally = field(default_factory=Tally)
    sentences: Tally = field(default_factory=Tally)
    pos: Tally = field(default_factory=Tally)
    heads: Tally = field(default_factory=Tally)
    labelled: Tally = field(default_factory=Tally)

    def rows(self) -> Iterator[tuple[str, float]]:
        """The figures by name, in percent."""
        yield "tokens, F1", self.tokens.f1
        yield "sentence starts, F1", self.sentences.f1
        yield "part of speech, F1", self.pos.f1
        yield "head, F1 (UAS)", self.heads.f1
        yield "head and relation, F1 (LAS)", self.labelled.f1


def measure(rows: Sequence[dict[str, Any]]) -> SyntaxScores:
    """The syntax of all windows of sentences."""
    scores = SyntaxScores()
    for row, reading in zip(rows, load_reader().read([row["text"] for row in rows]), strict=True):
        mine, starts = _read_words(reading)
        gold = _marked_words(row)
        marked_starts = {tuple(token) for token, begins in zip(row["toks"], row["s"], strict=True) if begins}
        _count(scores.tokens, mine.keys() & gold.keys(), mine, gold)
        _count(scores.sentences, starts & marked_starts, starts, marked_starts)
        same = [(mine[token], gold[token]) for token in mine.keys() & gold.keys()]
        _count(scores.pos, [a for a, b in same if a[0] == b[0]], mine, gold)
        _count(scores.heads, [a for a, b in same if a[1] == b[1]], mine, gold)
        _count(scores.labelled, [a for a, b in same if a[1:] == b[1:]], mine, gold)
    return scores


def _read_words(reading: ParagraphReading) -> tuple[Words, set[tuple[int, int]]]:
    places = [(token.span.start, token.span.end) for token in reading.tokens]
    words = {
        place: (token.pos, places[token.head] if token.head >= 0 else None, _plain(token.dependency))
        for place, token in zip(places, reading.tokens, strict=True)
    }
    return words, {place for place, token in zip(places, reading.tokens, strict=True) if token.starts_sentence}


def _marked_words(row: dict[str, Any]) -> Words:
    places = [(start, end) for start, end in row["toks"]]
    return {
        place: (pos, places[head] if head >= 0 else None, _plain(relation))
        for place, pos, head, relation in zip(places, row["u"], row["h"], row["d"], strict=True)
    }


def _plain(relation: str) -> str:
    return relation.split(":", maxsplit=1)[0]


def _count(tally: Tally, right: Any, predicted: Any, gold: Any) -> None:
    tally.right += len(right)
    tally.predicted += len(predicted)
    tally.gold += len(gold)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure syntax.")
    parser.add_argument("file", type=Path)
    for name, value in measure(load_reading(parser.parse_args().file)["ud_dev"]).rows():
        print(f"{value:6.1f}  {name}")


if __name__ == "__main__":
    main()
