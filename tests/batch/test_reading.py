"""One part: all of it or nothing, and a report that breaks the reader costs one row."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")

from sayso.batch import reading
from sayso.batch.folder import Folder
from sayso.batch.plan import Part, Piece, parts_of
from sayso.batch.storage import Sized, find_inputs
from sayso.ingest import Choices
from tests.batch.make import Rows, all_rows, receipts, write_crawl
from tests.ingest.build import page, response, warc


def read(inputs: list[str], out: Path, size: int = 10**9) -> Rows:
    files = [found for found in find_inputs(inputs) if isinstance(found, Sized)]
    for part in parts_of(files, size=size):
        reading.read_part(part, Folder(str(out)), Choices())
    return all_rows(out)


def test_a_part_is_filed_by_month_with_ids_as_in_a_case(crawl: list[str], tmp_path: Path) -> None:
    rows = read(crawl, tmp_path / "out")
    assert len(rows["documents"]) == 24
    assert (tmp_path / "out/claims/month=2026-03").is_dir()
    assert {row["document"] for row in rows["claims"]} == {row["id"] for row in rows["documents"]}
    assert all(row["id"] == f"{row['document']}.{row['id'].rpartition('.')[2]}" for row in rows["claims"])
    assert not rows["failures"]


def test_slices_of_a_file_hold_each_report_once(tmp_path: Path) -> None:
    inputs = write_crawl(tmp_path / "crawl", files=1, reports=7)
    whole, cut = read(inputs, tmp_path / "whole"), read(inputs, tmp_path / "cut", size=400)
    assert len(receipts(tmp_path / "cut")) > 2
    assert cut == whole


def test_web_archives_and_parquet_are_read_like_json_lines(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "in").mkdir()
    data, _ = warc([response("http://a.example/1", page()), response("http://a.example/2", page("Another day"))])
    (tmp_path / "in/crawl.warc.gz").write_bytes(gzip.compress(data))
    pq.write_table(pa.table({"text": ["Ana Roth said it rained."], "date": ["2026-05-01"]}), tmp_path / "in/t.parquet")
    rows = read([str(tmp_path / "in")], tmp_path / "out")
    assert sorted(row["location"].rpartition("/")[2].partition("#")[0] for row in rows["documents"]) == [
        "crawl.warc.gz",
        "crawl.warc.gz",
        "t.parquet",
    ]


def test_a_corrupt_input_is_a_failure_and_the_others_are_read(crawl: list[str], tmp_path: Path) -> None:
    Path(crawl[0]).write_bytes(b'{"text": "Ana Roth said it rained."}\n{"text": \xff\xfe broken\n')
    rows = read(crawl, tmp_path / "out")
    assert len(rows["documents"]) == 21
    (failure,) = rows["failures"]
    assert failure["location"].endswith("0.jsonl#line=2")


def test_a_report_on_which_the_reader_breaks_is_one_failure(
    crawl: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_or_break(documents: list[reading.Document]) -> list[reading.Reading]:
        if any("bridge 2-1" in document.text for document in documents):
            raise ValueError("no such bridge")
        return [reading.Reading(document=document) for document in documents]

    monkeypatch.setattr(reading, "read_together", read_or_break)
    rows = read(crawl, tmp_path / "out")
    assert len(rows["documents"]) == 23
    assert [row["reason"] for row in rows["failures"]] == ["ValueError: no such bridge"]


FATAL = """
import os, sys
from pathlib import Path
from sayso.batch import reading
from sayso.terms import Reading
from tests.batch.test_reading import read

def read_or_die(documents):
    if any("bridge 2-1" in document.text for document in documents):
        os._exit(9)
    return [Reading(document=document) for document in documents]

reading.read_together = read_or_die
read(sys.argv[2:], Path(sys.argv[1]))
"""


def test_a_report_that_kills_its_reader_is_found_out(crawl: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    died = 0
    while subprocess.run([sys.executable, "-c", FATAL, str(out), *crawl], check=False).returncode:
        died += 1
        assert died <= 3
        assert not receipts(out)
    rows = all_rows(out)
    assert died == 3
    assert len(rows["documents"]) == 23
    assert [row["reason"] for row in rows["failures"]] == ["reading it stops the program"]


def test_nothing_counts_before_its_receipt(crawl: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(str(tmp_path / "out"))
    monkeypatch.setattr(Folder, "finish", lambda self, receipt: (_ for _ in ()).throw(OSError("no space left")))
    part = Part("p1", (Piece(crawl[0], 1),))
    with pytest.raises(OSError, match="no space left"):
        reading.read_part(part, folder, Choices())
    assert any(folder.rows("documents"))
    folder.sweep()
    assert not any(folder.rows("documents"))


def test_what_is_finished_survives_a_sweep(crawl: list[str], tmp_path: Path) -> None:
    before = read(crawl, tmp_path / "out")
    Folder(str(tmp_path / "out")).sweep()
    assert all_rows(tmp_path / "out") == before


def test_a_part_written_twice_is_there_once(crawl: list[str], tmp_path: Path) -> None:
    assert read(crawl, tmp_path / "out") == read(crawl, tmp_path / "out")


FULL = """
import resource, sys
from pathlib import Path
from sayso.errors import SaysoError
from tests.batch.test_reading import read

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
try:
    read(sys.argv[3:], Path(sys.argv[2]))
except SaysoError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 2_000])
def test_a_full_disk_is_said_to_be_full_and_the_next_run_has_everything(
    crawl: list[str], tmp_path: Path, room: int
) -> None:
    # A limit on the size of files: at 2,000 bytes notes and receipts can be written, reports cannot.
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(room), str(out), *crawl], capture_output=True, text=True, check=False
    )

    assert "no room left" in done.stdout, done.stderr
    assert not receipts(out)
    Folder(str(out)).sweep()
    assert read(crawl, out) == read(crawl, tmp_path / "undisturbed")
