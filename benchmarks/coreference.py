"""Pronoun antecedents in other people's documents, with the mention heads given.

    python -m benchmarks.coreference ../shared/data/reading.json.gz

The mention that the reader scores best, or "something new", is taken for each pronoun. Precision counts the pronouns
given an antecedent, recall those that have one; right is any earlier mention of the same thing.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso.read.reader import Reader, load_reader
from sayso.train.corpora import load_reading
from sayso.train.measure import Tally


def measure(documents: Sequence[dict[str, Any]], reader: Reader) -> Tally:
    """The pronouns of all documents."""
    tally = Tally()
    for document in documents:
        _score(document, reader, tally)
    return tally


def _score(document: dict[str, Any], reader: Reader, tally: Tally) -> None:
    (reading,) = reader.read([document["text"]])
    starts = [token.span.start for token in reading.tokens]
    longest: dict[int, tuple[int, int]] = {}
    for begin, end, head, _, cluster in document["m"]:
        if head not in longest or end - begin > longest[head][0]:
            longest[head] = (end - begin, cluster)
    heads = [
        (bisect_right(starts, document["toks"][head][0]) - 1, cluster, document["u"][head] == "PRON")
        for head, (_, cluster) in sorted(longest.items())
    ]
    near, new = reader.antecedents([reading.states[token] for token, _, _ in heads])
    seen: set[int] = set()
    for index, (_, cluster, is_pronoun) in enumerate(heads):
        back = int(near[index].argmax())
        chosen = index - back - 1 if near[index, back] > new[index] else None
        if is_pronoun:
            tally.gold += cluster in seen
            tally.predicted += chosen is not None
            tally.right += chosen is not None and heads[chosen][1] == cluster
        seen.add(cluster)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure pronoun antecedents.")
    parser.add_argument("file", type=Path)
    documents = load_reading(parser.parse_args().file)["coref_dev"]
    print(f"{measure(documents, load_reader()).f1:6.1f}  pronoun antecedents, gold mention heads, F1")


if __name__ == "__main__":
    main()
