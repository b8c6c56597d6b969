"""Are two names of one and the same? Precision, recall and F1 over a table of pairs, at the one threshold of the product.

    python -m benchmarks.names_alike FILE.csv [--predictions OUT]

FILE has the columns name1, name2, is_match (true or false); a column schema (Person, Organization, Place ...) may be
there. OUT gets its rows with a column `predicted`, and the score.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.resolve.names import how_alike, kind_of_name
from sayso.terms import EntityType, Judgement, Verdict
from sayso.train.measure import Tally

KINDS = {
    "person": EntityType.PERSON,
    "place": EntityType.PLACE,
    "address": EntityType.PLACE,
    "organization": EntityType.ORGANIZATION,
    "company": EntityType.ORGANIZATION,
    "publicbody": EntityType.ORGANIZATION,
    "legalentity": EntityType.ORGANIZATION,
}


@dataclass(frozen=True)
class Judged:
    """A row of the table and what sayso says of it."""

    row: dict[str, str]
    judgement: Judgement

    @property
    def truth(self) -> bool:
        """What the table says."""
        return self.row["is_match"].strip().lower() in ("true", "1", "yes")

    @property
    def predicted(self) -> bool:
        """Whether sayso takes them for one."""
        return self.judgement.verdict is Verdict.SAME


def judge(path: Path) -> Iterator[Judged]:
    """Every row with its judgement."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = KINDS.get((row.get("schema") or "").lower())
            first, second = row["name1"], row["name2"]
            yield Judged(row, how_alike(first, second, kind or kind_of_name(first, second)))


def tally(found: list[Judged]) -> Tally:
    """Right, predicted and true matches."""
    return Tally(
        sum(one.predicted and one.truth for one in found),
        sum(one.predicted for one in found),
        sum(one.truth for one in found),
    )


def main() -> None:
    """Measure and print; with --predictions also write every row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the pairs that are judged wrongly")
    options = parser.parse_args()
    found = list(judge(options.file))
    scores = tally(found)
    print(f"{len(found)} pairs: precision {scores.precision:.1f}, recall {scores.recall:.1f}, F1 {scores.f1:.1f}")
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*found[0].row, "predicted", "score"])
            writer.writeheader()
            for one in found:
                predicted = {"predicted": str(one.predicted).lower(), "score": one.judgement.score}
                writer.writerow(one.row | predicted)
    if options.errors:
        for one in found:
            if one.predicted != one.truth:
                print("missed" if one.truth else "wrong ", one.judgement.score, one.row, "; ".join(one.judgement.why))


if __name__ == "__main__":
    main()
