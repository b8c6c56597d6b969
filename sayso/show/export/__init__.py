"""Export: format name -> the function that writes Readings so. A further format is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from sayso.show.export import csv, jsonl
from sayso.show.rows import Row
from sayso.terms import Failure, Reading

Read = tuple[Reading, list[Row]] | Failure
"""A report with the rows that passed the filters, or its failure."""

EXPORTERS: dict[str, Callable[[Iterable[Read], TextIO], None]] = {
    "jsonl": jsonl.write,
    "csv": csv.write,
}
