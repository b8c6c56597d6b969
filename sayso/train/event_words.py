"""Teaching which words name events, on the second layer of our own marked text.

    python -m sayso.train.event_words [corpus/train] [--out sayso/read/model/event_words.npz]

Fit anew, and then `sayso.train.parties`, whenever the reading model changes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sayso.read.event_words import CLASSES, NONE, pairs_of
from sayso.read.pairs import MODEL, save_pairs
from sayso.read.reader import load_reader
from sayso.train.pairs import Lessons, Plan, fit_pairs
from sayso.train.scenes import Scene, naming_word, scenes


def teach_event_words(scene: Scene, lessons: Lessons) -> None:
    """Every verb and noun of a report as one of the types, or none."""
    drafted = scene.drafted
    known = {predicate.word: predicate for predicate in drafted.listed}
    named = {naming_word(drafted.words, span, known): claimed.value for span, claimed in scene.of("event")}
    pairs = pairs_of(drafted.words, known, drafted.cues)
    lessons.add(drafted.words, pairs, [CLASSES.index(named.get(index, NONE)) for index in pairs.left])


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(description="Fit the network that tells which words name events.")
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("corpus/train"))
    parser.add_argument("--out", type=Path, default=MODEL / "event_words.npz")
    options = parser.parse_args()
    lessons = Lessons()
    for scene in scenes(sorted(options.corpus.glob("*.marked")), load_reader()):
        teach_event_words(scene, lessons)
    save_pairs(fit_pairs(lessons, CLASSES, Plan(units=160, decay=0.3, epochs=12)), options.out)


if __name__ == "__main__":
    main()
