"""Attribution on a corpus of whole articles: who said what, against what people marked.

    python -m benchmarks.attribution FILE.jsonl.gz [--predictions OUT]

Each line of the file is an article with `id`, `text` and `attributions` (source, cue and content as lists of
[start, end) in code points). Nested predictions are left out, since the corpus hardly marks them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.ingest import from_text
from sayso.read import read_documents
from sayso.read.reader import load_reader
from sayso.terms import Reading
from sayso.train.measure import AttributionScores, Scored, rows


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a file of JSON lines, plain or compressed."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def read_articles(found: Sequence[dict[str, Any]]) -> Iterator[Reading]:
    """Their texts, read as plain text reports."""
    yield from read_documents((from_text(article["text"], article["id"]) for article in found), load_reader())


def predicted_in(reading: Reading) -> list[Scored]:
    """The reading's attributions that are not inside another's content."""
    return [Scored(a.source, a.cue, a.content, a.id) for a in reading.attributions if a.within is None]


def marked_in(article: dict[str, Any]) -> list[Scored]:
    """The article's attributions."""
    return [
        Scored(*([tuple(span) for span in a[role]] for role in ("source", "cue", "content")))
        for a in article["attributions"]
    ]


def measure(path: Path, predictions: Path | None = None) -> AttributionScores:
    """Read every article of a file and score it; what was predicted goes to a file if one is named."""
    found = list(articles(path))
    scores = AttributionScores()
    lines = []
    for article, reading in zip(found, read_articles(found), strict=True):
        mine = predicted_in(reading)
        scores.add(article["text"], mine, marked_in(article))
        lines.append(json.dumps({"id": article["id"], "attributions": [as_row(a) for a in mine]}))
    if predictions:
        predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return scores


def as_row(attribution: Scored) -> dict[str, Any]:
    """A prediction in the format of the file it was measured on."""
    return {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path, help="write what was predicted, one article a line")
    options = parser.parse_args()
    for name, value in rows(measure(options.file, options.predictions)):
        print(f"{value:6.1f}  {name}")


if __name__ == "__main__":
    main()
