"""Names in other people's sentences: exact span and type, four types.

python -m benchmarks.names ../shared/data/reading.json.gz
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso.read.reader import ParagraphReading, load_reader
from sayso.train.corpora import load_reading
from sayso.train.measure import Tally

SETS = {"ner_conll_test": "CoNLL-2003 test", "ner_pol_test": "CrossNER politics test"}


def tags_of_words(words: Sequence[str], reading: ParagraphReading) -> list[str]:
    """The tag of each word: that of the token it begins with."""
    tags, place = [], 0
    starts = {token.span.start: token for token in reading.tokens}
    for word in words:
        inside = [starts[at] for at in range(place, place + len(word)) if at in starts]
        tags.append(inside[0].name if inside else "O")
        place += len(word) + 1
    return tags


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """First word, last word (exclusive) and type of each name, read as conlleval does."""
    found: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag == "O":
            continue
        mark, kind = tag.split("-", 1)
        if mark == "I" and found and found[-1][1] == index and found[-1][2] == kind:
            found[-1] = (found[-1][0], index + 1, kind)
        else:
            found.append((index, index + 1, kind))
    return set(found)


def measure(rows: Sequence[dict[str, Any]]) -> Tally:
    """Names of all sentences."""
    tally = Tally()
    readings = load_reader().read([" ".join(row["w"]) for row in rows])
    for row, reading in zip(rows, readings, strict=True):
        predicted, gold = spans(tags_of_words(row["w"], reading)), spans(row["t"])
        tally.right += len(predicted & gold)
        tally.predicted += len(predicted)
        tally.gold += len(gold)
    return tally


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure names.")
    parser.add_argument("file", type=Path)
    reading = load_reading(parser.parse_args().file)
    for key, name in SETS.items():
        print(f"{measure(reading[key]).f1:6.1f}  {name}, 4 types, F1")


if __name__ == "__main__":
    main()
