"""Fitting the event classifier on sentences with two marked parties. Our own marked events were tried too, and hurt.

    python -m sayso.train.event_types --data ../shared/data/plover-train.tsv --out sayso/read/model/event_types.npz

A linear support vector machine on the features of `sayso.read.event_types`. It takes a minute; fit it anew whenever the
reading model changes, since it looks at its states.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.svm import LinearSVC

from sayso.ingest import from_text
from sayso.read.event_types import (
    LABELS,
    WEIGHTS,
    Described,
    Pair,
    Typer,
    Vocabulary,
    dense,
    describe,
    save_typer,
)
from sayso.read.predicates import find_predicates
from sayso.read.reader import load_reader
from sayso.read.words import lay_out
from sayso.terms import Span

SOFTNESS = 0.3
"""The machine's C; by the folds of plover-train."""


@dataclass(frozen=True, slots=True)
class TypedPair:
    """A sentence, its two parties as printed, and the type if it is known."""

    sentence: str
    source: str
    target: str
    type: str | None


def read_pairs(path: Path) -> list[TypedPair]:
    """The rows of a table with columns sentence, source, target and type."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [TypedPair(row["sentence"], row["source"], row["target"], row.get("type")) for row in rows]


def describe_pairs(pairs: Sequence[TypedPair]) -> list[Described]:
    """The features of each pair, its sentence read by the shipped model."""
    readings = load_reader().read([pair.sentence for pair in pairs])
    found = []
    for pair, reading in zip(pairs, readings, strict=True):
        document = from_text(pair.sentence, "pair")
        words = lay_out(document, [Span(0, len(document.text))], [reading])
        sides = [_place(document.text, party) for party in (pair.source, pair.target)]
        indices = [frozenset(w.index for w in words.inside(span)) if span else frozenset() for span in sides]
        predicates = find_predicates(words)
        found.append(describe(words, range(len(words.words)), Pair(*indices), predicates, reading.vector))
    return found


def _place(text: str, party: str) -> Span | None:
    start = text.find(party)
    return Span(start, start + len(party)) if start >= 0 and party else None


def fit_typer(described: Sequence[Described], types: Sequence[str]) -> Typer:
    """The classifier of described pairs."""
    vocabularies = tuple(Vocabulary.of([d.ngrams[n] for d in described], least=2) for n in range(3))
    states = np.stack([d.states for d in described])
    mean, spread = states.mean(0), states.std(0) + 1e-6
    rows = sparse.vstack([_row(d, vocabularies, mean, spread) for d in described]).tocsr()
    machine = LinearSVC(C=SOFTNESS, class_weight="balanced", random_state=0).fit(rows, list(types))
    weights = np.zeros((rows.shape[1], len(LABELS)), np.float32)
    bias = np.full(len(LABELS), -9.0, np.float32)
    for row, label in enumerate(machine.classes_):
        weights[:, LABELS.index(label)] = machine.coef_[row]
        bias[LABELS.index(label)] = machine.intercept_[row]
    return Typer(vocabularies, mean, spread, weights, bias)


def _row(
    described: Described,
    vocabularies: Sequence[Vocabulary],
    mean: npt.NDArray[np.float32],
    spread: npt.NDArray[np.float32],
) -> sparse.csr_matrix:
    blocks = []
    for vocabulary, ngrams in zip(vocabularies, described.ngrams, strict=True):
        columns, weights = vocabulary.weigh(ngrams)
        blocks.append(sparse.csr_matrix((weights, ([0] * len(columns), columns)), (1, len(vocabulary.columns))))
    return sparse.hstack([*blocks, sparse.csr_matrix(dense(described, mean, spread))])


def best(typer: Typer, described: Described) -> str:
    """The label with the highest score."""
    scores = typer.scores(described)
    return max(scores, key=lambda label: scores[label])


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(description="Fit the event classifier.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/plover-train.tsv"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    pairs = [pair for pair in read_pairs(options.data) if pair.type]
    save_typer(fit_typer(describe_pairs(pairs), [pair.type or "" for pair in pairs]), options.out)


if __name__ == "__main__":
    main()
