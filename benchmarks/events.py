"""Event types of sentences with two marked parties, beside the published figures.

    python -m benchmarks.events ../shared/data/plover-train.tsv [--predictions OUT]

On a table with types, the rows are predicted in five stratified folds, a sentence in one fold only, by classifiers fitted
on the other four; root: macro-F1 over the types, quad: over PLOVER's four classes. `--shipped` predicts with the shipped
classifier instead, as it must for a table without types.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from sayso.read.event_types import load_typer
from sayso.train.event_types import TypedPair, best, describe_pairs, fit_typer, read_pairs

FOLDS, SEED = 5, 0
QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "CONCEDE": 2, "RETREAT": 2, "COOPERATE": 2, "AID": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


def predict_in_folds(pairs: Sequence[TypedPair]) -> list[str]:
    """A type for each row by a classifier that never saw its sentence."""
    described = describe_pairs(pairs)
    types = [pair.type or "" for pair in pairs]
    predicted = [""] * len(pairs)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for taught, asked in folds.split(types, types, [pair.sentence for pair in pairs]):
        typer = fit_typer([described[i] for i in taught], [types[i] for i in taught])
        for i in asked:
            predicted[i] = best(typer, described[i])
    return predicted


def predict(pairs: Sequence[TypedPair]) -> list[str]:
    """A type for each row by the shipped classifier."""
    return [best(load_typer(), described) for described in describe_pairs(pairs)]


def rows(pairs: Sequence[TypedPair], predicted: Sequence[str]) -> list[tuple[str, float]]:
    """The figures by name, in percent."""
    gold = [pair.type or "" for pair in pairs]
    quads = [[QUAD[label] for label in side] for side in (gold, predicted)]
    return [
        ("event type, root macro-F1", 100 * f1_score(gold, predicted, average="macro")),
        ("event type, quad macro-F1", 100 * f1_score(*quads, average="macro")),
    ]


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--predictions", type=Path, help="write the rows with a column predicted here")
    parser.add_argument("--shipped", action="store_true", help="predict with the shipped classifier, without folds")
    options = parser.parse_args()
    pairs = read_pairs(options.table)
    typed = all(pair.type for pair in pairs)
    predicted = predict_in_folds(pairs) if typed and not options.shipped else predict(pairs)
    if typed:
        for name, value in rows(pairs, predicted):
            print(f"{value:6.1f}  {name}")
    if options.predictions:
        with options.table.open(encoding="utf-8", newline="") as file:
            table = list(csv.reader(file, delimiter="\t"))
        with options.predictions.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t")
            writer.writerow([*table[0], "predicted"])
            writer.writerows([*row, label] for row, label in zip(table[1:], predicted, strict=True))


if __name__ == "__main__":
    main()
