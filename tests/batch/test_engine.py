"""Batches on the engine, by real processes: stopped, killed, and gone on with."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("daft", reason="the extra `scale` is not installed; make test-scale runs these tests")

from sayso.batch import read_collection
from sayso.batch.engine import Engine
from sayso.batch.folder import Folder
from sayso.batch.loading import load
from sayso.batch.resolve import RESOLVED, resolve_folder
from sayso.pipeline import add_reports
from sayso.store import Case, open_case
from tests.batch.make import (
    all_rows,
    begun,
    children,
    command_of,
    finished,
    kill_all,
    receipts,
    wait_until,
    write_crawl,
)
from tests.stories import picture

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Enough files that a run lasts a while after its first receipt."""
    return write_crawl(tmp_path_factory.mktemp("many") / "crawl", files=12, reports=8)


@pytest.fixture(scope="module")
def whole(many: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole") / "out"
    assert finished(begun(out, many)) == 0
    return out


def test_everything_is_read_once(whole: Path) -> None:
    rows = all_rows(whole)
    assert len(rows["documents"]) == len({row["id"] for row in rows["documents"]}) == 96
    assert len(rows["claims"]) == len({row["id"] for row in rows["claims"]}) > 96
    assert not (whole / "_working").exists() or not any((whole / "_working").rglob("*.parquet"))


def test_the_same_input_in_another_order_gives_the_same_rows(many: list[str], whole: Path, tmp_path: Path) -> None:
    turned = random.Random(7).sample(many, len(many))
    read_collection(turned, str(tmp_path / "out"), partial(Engine, workers=1))
    assert all_rows(tmp_path / "out") == all_rows(whole)


def test_a_second_run_reads_nothing_again(many: list[str], whole: Path) -> None:
    before = all_rows(whole)
    done = read_collection(many, str(whole), partial(Engine, workers=1), size=1_000)
    assert (done.new, done.known) == (0, len(receipts(whole)))
    assert all_rows(whole) == before


def test_new_files_are_read_beside_those_that_are_there(many: list[str], whole: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    read_collection(many[:5], out, partial(Engine, workers=1))
    read_collection(many, out, partial(Engine, workers=1))
    assert all_rows(tmp_path / "out") == all_rows(whole)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found by /proc")
def test_a_driver_killed_in_the_middle_loses_and_doubles_nothing(many: list[str], whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = begun(out, many)
    wait_until(lambda: len(receipts(out)) >= 2)
    kill_all(run)
    left = len(receipts(out))
    assert left < len(receipts(whole))
    assert finished(begun(out, many)) == 0
    assert all_rows(out) == all_rows(whole)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found by /proc")
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(many: list[str], whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = begun(out, many)
    wait_until(lambda: len(receipts(out)) >= 1)
    workers = [pid for pid in children(run.pid) if "udf_worker" in command_of(pid)]
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    assert len(receipts(out)) < len(receipts(whole))
    assert finished(run) == 0
    assert all_rows(out) == all_rows(whole)


# Resolved on the engine


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as an archive, read and resolved."""
    out = tmp_path_factory.mktemp("samples") / "out"
    read_collection([str(ROOT / "samples")], str(out), partial(Engine, workers=2), size=60_000)
    resolve_folder(Folder(str(out)), Engine())
    return out


def case_of_samples(path: Path) -> Case:
    case = open_case(path, create=True)
    add_reports(case, [str(ROOT / "samples")])
    return case


def test_a_case_loaded_from_a_resolved_archive_is_the_case_itself(samples: Path, tmp_path: Path) -> None:
    loaded = open_case(tmp_path / "loaded.sayso", create=True)
    assert load(Folder(str(samples)), loaded) == 51
    own, found = picture(case_of_samples(tmp_path / "own.sayso")), picture(loaded)
    for name, rows in own.items():
        assert found[name] == rows, name
    settled = open_case(tmp_path / "settled.sayso", create=True)
    load(Folder(str(samples)), settled, since="1900-01-01")
    assert not settled.unsettled()


def test_loading_twice_changes_nothing(samples: Path, tmp_path: Path) -> None:
    case = open_case(tmp_path / "my.sayso", create=True)
    load(Folder(str(samples)), case)
    before = picture(case)
    assert load(Folder(str(samples)), case) == 0
    assert picture(case) == before


def test_resolving_twice_gives_the_same(samples: Path) -> None:
    before = {name: sorted(Folder(str(samples)).rows(f"resolved/{name}"), key=repr) for name in RESOLVED}
    resolve_folder(Folder(str(samples)), Engine())
    assert before == {name: sorted(Folder(str(samples)).rows(f"resolved/{name}"), key=repr) for name in RESOLVED}


QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_queries_of_the_docs_find_something(samples: Path, query: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    assert duckdb.sql(query.replace("parts/", f"{samples}/")).fetchall()
