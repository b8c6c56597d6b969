"""What other programs get."""

from __future__ import annotations

import csv
import io

import msgspec

from sayso.show.export import EXPORTERS
from sayso.show.export import csv as csv_export
from sayso.show.rows import rows_of
from sayso.terms import Failure, Reading
from tests.make import report


def written(name: str, *found: Reading | Failure) -> str:
    out = io.StringIO()
    EXPORTERS[name](((r, list(rows_of(r))) if isinstance(r, Reading) else r for r in found), out)
    return out.getvalue()


def test_json_lines_give_the_reading_back() -> None:
    reading = report("Ms Ito said the dam was safe.")
    back = msgspec.json.decode(written("jsonl", reading), type=Reading)
    assert back == msgspec.structs.replace(reading, claims=back.claims, vectors=b"")


def test_a_failure_is_a_line_of_its_own() -> None:
    line = written("jsonl", Failure("x.txt", "open", "it is gone", "look for it"))
    assert msgspec.json.decode(line) == {
        "failure": {"location": "x.txt", "stage": "open", "reason": "it is gone", "remedy": "look for it"}
    }


def test_csv_columns_are_the_documented_ones() -> None:
    header = next(csv.reader(io.StringIO(written("csv", report("Ms Ito said the dam was safe.")))))
    assert tuple(header) == csv_export.COLUMNS


def test_a_cell_is_never_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", report('"=HYPERLINK(1) is what it says," Ms Ito said.')))))
    assert all(not value.startswith(("=", "+", "@")) for row in rows for value in row.values())
