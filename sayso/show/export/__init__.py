"""Export: format name -> how it is written. A further format is one file and one line here.

`EXPORTERS` write readings as they come, for `sayso read`. `FORMATS` write a case, for `sayso export`: whole in one file,
or a table at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from sayso.show.chosen import About, Chosen
from sayso.show.export import annotation, case, csv, followthemoney, graph, jsonl, parquet, report, training
from sayso.show.rows import Row
from sayso.show.tables import TABLES, Table
from sayso.terms import Failure, Reading

Read = tuple[Reading, list[Row]] | Failure
"""A report with the rows that passed the filters, or its failure."""

EXPORTERS: dict[str, Callable[[Iterable[Read], TextIO], None]] = {
    "jsonl": jsonl.write,
    "csv": csv.write,
}


class ByTable(NamedTuple):
    """A format that holds one table a file; `beside` says what stands next to it, in a file of its own."""

    suffix: str
    write: Callable[[Table, Chosen, BinaryIO], None]
    beside: Callable[[Table, About, str], bytes] | None = None


class Whole(NamedTuple):
    """A format that holds all that is chosen in one file; `narrowed` where it can be less than the case, `redacts` where
    names can be blotted out."""

    write: Callable[[Chosen, BinaryIO], None]
    narrowed: bool = True
    redacts: bool = False


FORMATS: dict[str, ByTable | Whole] = {
    "csv": ByTable(".csv", csv.write_table, csv.describe),
    "jsonl": ByTable(".jsonl", jsonl.write_table),
    "parquet": ByTable(".parquet", parquet.write_table),
    "followthemoney": Whole(followthemoney.write),
    "graphml": Whole(graph.write_graphml),
    "gexf": Whole(graph.write_gexf),
    "annotation": Whole(annotation.write),
    "report": Whole(report.write, redacts=True),
    "case": Whole(case.write, narrowed=False),
    "training": Whole(training.write, narrowed=False),
}


def write_tables(format: ByTable, chosen: Chosen, folder: Path) -> list[Path]:
    """Write every table into a folder; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        path
        for name, table in TABLES.items()
        for path in write_table(format, table, chosen, folder / f"{name}{format.suffix}")
    ]


def write_table(format: ByTable, table: Table, chosen: Chosen, path: Path) -> list[Path]:
    """Write one table, and what stands beside it; the files."""
    with whole_file(path) as out:
        format.write(table, chosen, out)
    if format.beside is None:
        return [path]
    beside = path.with_name(f"{path.name}-metadata.json")
    with whole_file(beside) as out:
        out.write(format.beside(table, chosen.about, path.name))
    return [path, beside]


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is there when it is complete; until then what was there before stays."""
    begun = path.with_name(f".{path.name}.part")
    try:
        with begun.open("wb") as out:
            yield out
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
