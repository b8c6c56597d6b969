"""How much faster a pile with copies is read because copies are read once.

    python -m benchmarks.copies [--reports 85] [--copied 0.4] [--runs 3] [--file FILE.jsonl.gz]

The pile is a file of JSON Lines: reports of the samples (or of a file of articles), and among them, anywhere, copies by
other outlets, word for word, printed on the same day or one or two days later (six, three and one in ten: assumed). It is
read as `sayso read` reads it, extraction and all, with the memory (sayso/read/memory.py) and without, in turns; printed
are seconds of this process (others on the machine do not count) and their ratio, and beside it the best there could be:
copies that cost nothing. A second pile has copies that an editor touched: a headline of their own, the last paragraph cut;
of these only the paragraphs are the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from sayso.ingest import ingest
from sayso.read import read_documents
from sayso.read.memory import Memory
from sayso.read.reader import load_reader
from sayso.terms import Document

SAMPLES = Path(__file__).parent.parent / "samples"
SEED = 20261126
FIRST_DAY = date(2026, 3, 2)
GAPS = (0, 0, 0, 0, 0, 0, 1, 1, 1, 2)
"""Days after which a copy is printed."""
Report = dict[str, str]


def originals(file: Path | None) -> Iterator[Report]:
    """The reports that are copied, as rows of a table."""
    if file is None:
        for document in ingest([str(SAMPLES)]):
            if isinstance(document, Document):
                yield {"text": document.text, "title": document.title or ""}
        return
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            yield {"text": article["text"], "title": article["title"] or ""}


def pile(reports: Sequence[Report], size: int, copied: float, *, edited: bool) -> list[Report]:
    """So many reports, a share of them copies of others."""
    dice = random.Random(SEED)
    first = [
        report | {"outlet": f"Outlet {number}", "published": str(FIRST_DAY + timedelta(days=number % 28))}
        for number, report in enumerate(reports[: round(size * (1 - copied))])
    ]
    rows = first + [copy_of(dice.choice(first), number, dice, edited=edited) for number in range(size - len(first))]
    dice.shuffle(rows)
    return rows


def copy_of(report: Report, number: int, dice: random.Random, *, edited: bool) -> Report:
    """The same report as another outlet prints it."""
    day = date.fromisoformat(report["published"]) + timedelta(days=dice.choice(GAPS))
    copy = report | {"outlet": f"Reprint {number}", "published": str(day)}
    if edited:
        paragraphs = report["text"].split("\n\n")
        copy["text"] = "\n\n".join([f"Report number {number} from the wires", *paragraphs[1:-1]])
    return copy


def seconds(file: Path, memory: Memory | None) -> float:
    """What reading a pile takes of the processor."""
    begun = time.process_time()
    documents = (found for found in ingest([str(file)]) if isinstance(found, Document))
    for _ in read_documents(documents, load_reader(), memory):
        pass
    return time.process_time() - begun


def measured(rows: Sequence[Report], runs: int) -> tuple[float, float]:
    """Seconds without the memory and with it, the median of runs in turns."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pile.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        turns = [(seconds(file, None), seconds(file, Memory())) for _ in range(runs)]
    without, remembering = zip(*turns, strict=True)
    return statistics.median(without), statistics.median(remembering)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=85)
    parser.add_argument("--copied", type=float, default=0.4)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    reports = list(originals(options.file))
    for edited, kind in ((False, "word for word"), (True, "with a headline of their own, cut at the end")):
        rows = pile(reports, options.reports, options.copied, edited=edited)
        without, remembering = measured(rows, options.runs)
        print(
            f"{len(rows)} reports, {options.copied:.0%} of them copies, {kind}: {without:.1f} s read one by one, "
            f"{remembering:.1f} s with copies read once: {without / remembering:.2f} times as fast "
            f"(at best {1 / (1 - options.copied):.2f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
