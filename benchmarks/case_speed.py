"""What a case costs: adding reports beyond reading them, adding one more to a big case, and listing it.

    python -m benchmarks.case_speed [--shared ../shared] [--reports 1000] [--big 10000]

The big case is generated as Readings straight into the store (benchmarks/generated.py). Only ratios count; absolute times
change with the machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sqlalchemy import text

from benchmarks.generated import SEED, generated
from sayso.ingest import from_text
from sayso.pipeline import read_text
from sayso.read import read_documents
from sayso.read.reader import load_reader
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case
from sayso.terms import Document, Moment, Precision

COPIES = 160


def new_case(folder: Path, name: str) -> Case:
    """An empty case in a folder."""
    return open_case(folder / f"{name}.sayso", create=True)


def documents(path: Path, count: int) -> list[Document]:
    """Articles of a corpus, then copies of some under another headline, outlet and date."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [
        _document(row, row["id"], row["text"], row["outlet"], row["published"])
        for row in rows[: count - min(COPIES, count // 4)]
    ]
    dice = random.Random(SEED)
    for row in dice.sample(rows[: len(found)], count - len(found)):
        found.append(
            _document(row, f"copy-{row['id']}", f"As others see it.\n\n{row['text']}", "The Lantern", "2017-01-02")
        )
    return found


def _document(row: dict[str, Any], location: str, words: str, outlet: str, published: str) -> Document:
    return replace(
        from_text(words, location), outlet=outlet, agency=row["agency"], published=Moment(published, Precision.DAY)
    )


def measure_adding(path: Path, count: int) -> float:
    """Time that filing and settling take, in percent of the time that reading takes."""
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder), "adding")
        reader = load_reader()
        reading = filing = 0.0
        waiting = iter(documents(path, count))
        while part := list(islice(waiting, 20)):
            begun = time.perf_counter()
            readings = list(read_documents(part, reader))
            reading += time.perf_counter() - begun
            begun = time.perf_counter()
            for one in readings:
                file(case, one)
            filing += time.perf_counter() - begun
        begun = time.perf_counter()
        settle(case)
        settling = time.perf_counter() - begun
    print(f"  reading {reading:.0f} s, filing {filing:.1f} s, settling {settling:.1f} s", file=sys.stderr)
    return 100 * (filing + settling) / reading


def measure_one_more(case: Case, folder: Path) -> float:
    """Filing and settling one more report in a big case, as a multiple of doing so in an empty one; medians of five."""
    more = list(generated(5, seed=1))
    more += [replace(read_text(SAMPLE), document=replace(read_text(SAMPLE).document, location="one-more"))]
    big, empty = [], []
    for number, one in enumerate(more):
        for target, times in ((case, big), (new_case(folder, f"empty-{number}"), empty)):
            begun = time.perf_counter()
            file(target, one)
            settle(target)
            times.append(time.perf_counter() - begun)
    print(
        f"  one more: {statistics.median(big) * 1000:.0f} ms in the big case, {statistics.median(empty) * 1000:.0f} ms in an empty one",
        file=sys.stderr,
    )
    return statistics.median(big) / statistics.median(empty)


SAMPLE = "The mayor of Tolmere, Ana Roth, said the dam had cracked. The company denied it. Its lawyer, Piet Sand, called the charge a tale."


def measure_lists(case: Case) -> Iterator[tuple[str, float]]:
    """Each list in full, as a multiple of running its SQL bare."""
    for name, bare in BARE.items():
        yield (
            name,
            _time(lambda name=name: sum(1 for _ in getattr(lists, name)(case)))
            / _time(lambda bare=bare: _bare(case, bare)),
        )


BARE = {
    "list_reports": "SELECT r.id, r.location, r.title, r.outlet, r.agency, r.published, r.claims, r.version_of, r.replaced_by, r.language, p.original FROM reports r LEFT JOIN reprints p ON p.copy = r.id ORDER BY r.published, r.number",
    "list_claims": 'SELECT s.id, r.location, s.start, s."end", s.text, s.speaker, s.voice, s.stance, s.holds, s.matter, s.said, s.happened, s.published, s.decided FROM statements s JOIN reports r ON r.id = s.report WHERE NOT s.hidden ORDER BY r.number, s.number',
    "list_matters": 'SELECT m.id, m.text, m.body, s.id, r.location, s.start, s."end", s.speaker, s.stance, s.holds, s.text FROM matters m JOIN statements s ON s.matter = m.id JOIN reports r ON r.id = s.report ORDER BY m.origins_max DESC, m.reports DESC, m.id',
    "list_entities": "SELECT n.identity, e.report, r.location, e.forms, e.spans, i.name, i.type FROM names n JOIN entities e ON e.named = n.id JOIN reports r ON r.id = e.report JOIN identities i ON i.id = n.identity",
    "list_replies": "SELECT a.reply, a.answers, a.how, a.why, s.speaker, s.text, t.speaker, t.text FROM replies a JOIN statements s ON s.id = a.reply JOIN statements t ON t.id = a.answers ORDER BY a.answers, a.reply",
}
"""What each list needs from the store, in one question."""


def _bare(case: Case, sql: str) -> None:
    with case.asking() as connection:
        for _ in connection.execute(text(sql)):
            pass


def _time(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--big", type=int, default=10_000)
    options = parser.parse_args()
    articles = options.shared / "data" / "attribution-train.jsonl.gz"
    if articles.exists() and options.reports:
        print(f"adding {options.reports} reports: {measure_adding(articles, options.reports):.1f} % of reading them")
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder), "big")
        begun = time.perf_counter()
        for reading in generated(options.big):
            file(case, reading)
        filed = time.perf_counter()
        settle(case)
        print(
            f"  {options.big} generated reports: filed in {filed - begun:.0f} s, settled in {time.perf_counter() - filed:.0f} s",
            file=sys.stderr,
        )
        print(f"one more in a case of {options.big}: {measure_one_more(case, Path(folder)):.1f} x an empty one")
        for name, ratio in measure_lists(case):
            print(f"{name}: {ratio:.1f} x its bare SQL")


if __name__ == "__main__":
    main()
