"""Tables: a row a report, its columns recognised or named, its text unchanged."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from sayso.errors import SettingsError
from sayso.ingest import Choices
from sayso.ingest.tables import check_columns
from sayso.terms import Document, Failure
from tests.ingest.build import BODY, LEAD, TITLE, documents, failure, read, written

TEXT = "\n\n".join(BODY)
ROWS: list[dict[str, Any]] = [
    {"headline": TITLE, "body": TEXT, "date": "2026-05-11", "publisher": "The Merisk Packet", "link": "https://packet.example/1", "author": "Ines Kovary", "id": 7},
    {"headline": "Herring stays away", "body": f"{LEAD}\nIt rained.", "date": "", "publisher": "The Lantern", "link": None, "author": None, "id": 8},
]  # fmt: skip


def as_lines(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def as_csv(rows: list[dict[str, Any]], mark: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_parquet(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


TABLES = {
    "a.jsonl": as_lines(ROWS),
    "a.json": json.dumps(ROWS, indent=1).encode(),
    "a.csv": as_csv(ROWS),
    "b.csv": as_csv(ROWS, ";", "utf-8-sig"),
    "c.csv": as_csv(ROWS, ",", "utf-16"),
    "a.tsv": as_csv(ROWS, "\t"),
    "a.parquet": as_parquet(ROWS),
    "noname": as_lines(ROWS),
}


@pytest.mark.parametrize("name", TABLES)
def test_columns_with_sensible_names_are_recognised(tmp_path: Path, name: str) -> None:
    first, second = documents(written(tmp_path, name, TABLES[name]))
    assert first.text == TEXT
    assert (first.title, first.outlet, first.byline, first.url) == (
        TITLE,
        "The Merisk Packet",
        "Ines Kovary",
        "https://packet.example/1",
    )
    assert first.published is not None
    assert first.published.value == "2026-05-11"
    assert (second.title, second.outlet, second.published) == ("Herring stays away", "The Lantern", None)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_columns_are_what_a_person_says(tmp_path: Path, name: str) -> None:
    rows = [{"words": TEXT, "top": TITLE, "paper": "The Merisk Packet"}]
    data = {"a.jsonl": as_lines, "a.csv": as_csv, "a.parquet": as_parquet}[name](rows)
    (found,) = documents(written(tmp_path, name, data), Choices(columns=check_columns("text=words, title=top")))
    assert (found.text, found.title, found.outlet) == (TEXT, TITLE, "The Merisk Packet")


@pytest.mark.parametrize("given", ["text", "words=text", "text=", "=x"])
def test_a_mapping_that_says_nothing_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="FIELD=COLUMN"):
        check_columns(given)


def test_a_column_that_is_not_there_is_a_failure_with_those_that_are(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", as_lines(ROWS))
    assert "headline" in failure(path, Choices(columns={"text": "words"})).remedy
    assert "--columns" in failure(written(tmp_path, "b.jsonl", b'{"x": 1}\n{"x": 2}\n')).remedy


def test_each_row_has_a_place_of_its_own(tmp_path: Path) -> None:
    for name, place in (("a.jsonl", "line=2"), ("a.json", "item=2"), ("a.parquet", "row=2"), ("a.csv", "line=10")):
        assert documents(written(tmp_path, name, TABLES[name]))[1].location.endswith(f"#{place}")


def test_a_row_that_is_broken_or_empty_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    data = as_lines(ROWS[:1]) + b'{"body": "cut o\n[1]\n' + as_lines([{"body": ""}]) + as_lines(ROWS[1:])
    found = read(written(tmp_path, "a.jsonl", data))
    assert [type(one) for one in found] == [Document, Failure, Failure, Failure, Document]
    assert all(one.remedy for one in found if isinstance(one, Failure))


def test_a_line_without_end_is_a_failure_that_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:  # a sparse file: 300 MB long, next to nothing on the disk
        file.write(as_lines(ROWS[:1]) + b'{"body": "')
        file.seek(300_000_000)
        file.write(b"\n" + as_lines(ROWS[1:]))
    tracemalloc.start()
    found = read(path, Choices(1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(one) for one in found] == [Document, Failure, Document]
    assert "--max-size" in found[1].remedy  # type: ignore[union-attr]
    assert peak < 10_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "wide.csv", "a.json", "a.xml", "a.mbox"])
def test_no_format_holds_a_line_without_end(tmp_path: Path, name: str) -> None:
    begin = {
        "a.csv": b"text\n",
        "wide.csv": "text\n".encode("utf-16"),
        "a.json": b'[{"text": "',
        "a.xml": b"<rss>",
        "a.mbox": b"From a@b.example Mon May 11 07:30:00 2026\n",
    }
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(begin.get(name, b"x"))
        file.seek(200_000_000)
        file.write(b"x")
    tracemalloc.start()
    one = failure(path, Choices(1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "--max-size" in one.remedy
    assert peak < 10_000_000


def test_a_parquet_file_that_packs_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    one = failure(written(tmp_path, "a.parquet", as_parquet([{"text": "0" * 50_000_000}])))
    assert "a row in it is larger than 20 MB" in one.reason
    assert "#row" not in one.location


def test_a_row_that_is_too_large_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    rows = [{"text": LEAD}, {"text": LEAD * 50}, *({"text": f"{LEAD} {number}"} for number in range(9))]
    found = read(written(tmp_path, "a.parquet", as_parquet(rows)), Choices(2000))
    assert len(found) == len(rows)
    assert [one.location.rpartition("#")[2] for one in found if isinstance(one, Failure)] == ["row=2"]


def test_the_readings_of_sayso_are_no_reports(tmp_path: Path) -> None:
    own = b'{"document": {"id": "d1"}, "sentences": [], "claims": []}\n'
    one = failure(written(tmp_path, "claims.jsonl", own))
    assert "sayso's own readings" in one.reason
    assert "sayso import" in one.remedy


def test_a_table_in_a_folder_is_read_if_it_holds_texts(tmp_path: Path) -> None:
    written(tmp_path, "about.csv", b"location,outlet\na.txt,The Packet\n")
    written(tmp_path, "reports.csv", as_csv(ROWS))
    assert {one.location.split("#")[0] for one in documents(tmp_path)} == {f"{tmp_path}/reports.csv"}


def test_a_csv_of_the_windows_world_is_read(tmp_path: Path) -> None:
    (found,) = documents(written(tmp_path, "a.csv", f"text\nCafé “Mole” closed. {LEAD}\n".encode("cp1252")))
    assert "Café “Mole” closed" in found.text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.parquet", as_parquet(ROWS)[:-9], "damaged"),
        ("a.parquet", b"PAR1", "damaged"),
        ("a.json", json.dumps(ROWS).encode()[:-9], "no whole JSON"),
        ("a.json", b'{\n "name": "x",\n "list": [1,\n 2]\n}', "no feed"),
    ],
)
def test_what_is_damaged_fails_with_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    one = failure(written(tmp_path, name, data))
    assert reason in one.reason
    assert one.remedy
