"""Adding: real processes that are killed, that add at the same time, and that meet reports which cannot be read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from sayso.errors import StoreError
from sayso.ingest.metadata import Metadata, load_metadata
from sayso.pipeline import Added, add_reports
from sayso.store import Case, lists, open_case
from sayso.terms import Address
from tests.shelves import Shelf
from tests.stories import STORIES, frames, picture, written

ROOT = Path(__file__).parent.parent
WAIT = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve reports as files."""
    path = tmp_path_factory.mktemp("reports")
    written(path)
    frames(path)
    return path


@pytest.fixture(scope="module")
def undisturbed(folder: Path, shelf: Shelf) -> Address:
    """A case of the twelve reports where nothing happened on the way."""
    case = open_case(shelf.empty())
    assert added(case, folder).new == len(STORIES)
    case.close()
    return case.address


@pytest.fixture
def case(undisturbed: Address, shelf: Shelf) -> Iterator[Case]:
    """That case, its own for each test."""
    opened = open_case(shelf.copy(undisturbed))
    yield opened
    opened.close()


def added(case: Case, folder: Path) -> Added:
    """Add the reports here, in this process."""
    return add_reports(case, [str(folder)], Metadata(single=load_metadata(folder / "frames.csv")))


def adding(case: Address, folder: Path, *reports: str) -> subprocess.Popen[bytes]:
    """A process that adds reports, all of a folder unless some are named."""
    paths = [str(folder / name) for name in reports] or [str(folder)]
    command = [sys.executable, "-m", "sayso", "add", *paths, "--case", str(case)]
    return subprocess.Popen(
        [*command, "--metadata", str(folder / "frames.csv")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def waited(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The exit status of a process and what it said."""
    _, said = process.communicate(timeout=WAIT)
    return process.returncode, said.decode("utf-8")


def number_filed(where: Address) -> int:
    """How many reports are in a case that another process may be making."""
    try:
        case = open_case(where)
    except StoreError:
        return 0
    number = len(list(lists.list_reports(case)))
    case.close()
    return number


def assert_whole(case: Case) -> None:
    """Every filed report has its text, its claims, its sentences in the index; nothing belongs to a report that is not there."""
    held = {row["id"] for row in lists.list_reports(case)}
    with case.looking() as now, now.asking() as connection:
        if not case.address.on_server:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        for table in ("statements", "entities", "sketches", "search"):
            assert set(connection.exec_driver_sql(f"SELECT report FROM {table}").scalars()) <= held
        sentences = Counter(sentence.report for sentence in case.fulltext.every(connection))
    for report in held:
        reading = case.reading(report)
        assert len(case.statements_in([report])) == len([claim for claim in reading.claims if claim.span])
        assert sentences[report] == len(reading.sentences)


# Killed


def moments() -> Iterator[tuple[int, float]]:
    """When runs are killed, one after the other: after so many filed reports, and so many seconds later.

    The first is reading, the second filing, the third settling.
    """
    random = Random(20)
    yield 0, random.uniform(0.1, 0.4)
    yield random.randint(1, 8), random.uniform(0.0, 0.02)
    yield len(STORIES), random.uniform(0.0, 0.1)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems kill by a signal")
def test_runs_that_are_killed_lose_no_filed_report_and_the_next_finishes(
    folder: Path, undisturbed: Address, shelf: Shelf
) -> None:
    path, held = shelf.bare(), 0
    for filed, later in moments():
        killed(adding(path, folder), path, filed, later)
        case = open_case(path, create=True)
        assert_whole(case)
        before, held = held, number_filed(path)
        assert held >= max(before, filed)
    done = added(case, folder)
    assert (done.known, done.new) == (held, len(STORIES) - held)
    assert_whole(case)
    assert picture(case) == picture(open_case(undisturbed))


def killed(process: subprocess.Popen[bytes], path: Address, filed: int, later: float) -> None:
    """A run killed so many seconds after a case has so many reports."""
    until = time.monotonic() + WAIT
    while number_filed(path) < filed and process.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(later)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_what_an_earlier_run_left_unsettled_is_settled_although_nothing_is_new(folder: Path, case: Case) -> None:
    before = picture(case)
    case.unsettle([row["id"] for row in lists.list_reports(case)])
    assert added(case, folder).new == 0
    assert case.unsettled(1) == []
    assert picture(case) == before


# At the same time


def test_two_processes_that_add_different_reports_at_once_both_finish(
    folder: Path, undisturbed: Address, shelf: Shelf
) -> None:
    where, names = shelf.bare(), list(STORIES)
    processes = [adding(where, folder, *half) for half in (names[::2], names[1::2])]
    assert [waited(process)[0] for process in processes] == [0, 0]
    case = open_case(where)
    assert_whole(case)
    assert picture(case) == picture(open_case(undisturbed))


def test_processes_that_add_the_same_reports_at_once_add_each_once(
    folder: Path, undisturbed: Address, shelf: Shelf
) -> None:
    where = shelf.bare()
    processes = [adding(where, folder) for _ in range(3)]
    assert [waited(process)[0] for process in processes] == [0, 0, 0]
    case = open_case(where)
    assert number_filed(where) == len(STORIES)
    assert_whole(case)
    assert picture(case) == picture(open_case(undisturbed))


# What cannot be read


def test_a_bad_report_among_good_ones_is_kept_as_a_failure_and_sets_the_status(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "broken.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    command = [sys.executable, "-m", "sayso", "add", str(folder / "wire.txt"), str(bad), str(folder / "dam.txt")]
    done = subprocess.run([*command, "--case", str(tmp_path / "my.sayso")], cwd=ROOT, capture_output=True, check=False)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert done.stdout == b""
    assert "2 reports added" in said
    assert "1 not read" in said
    assert str(bad) in said
    case = open_case(tmp_path / "my.sayso")
    (failure,) = lists.list_failures(case)
    assert failure["location"] == str(bad)
    assert failure["stage"] == "decode"
    assert "binary" in failure["reason"]
    assert failure["remedy"]
    assert {Path(row["location"]).name for row in lists.list_reports(case)} == {"wire.txt", "dam.txt"}
    assert case.unsettled(1) == []


def failing(tmp_path: Path, *paths: str) -> list[str]:
    """What is kept of paths that hold no report: the stage at which each failed."""
    case = open_case(tmp_path / "my.sayso", create=True)
    add_reports(case, paths)
    return [row["stage"] for row in lists.list_failures(case)]


def test_a_missing_file_an_address_and_an_empty_file_are_failures_of_their_stage(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    paths = sorted([str(tmp_path / "empty.txt"), str(tmp_path / "none.txt"), "https://paper.example/report"])
    assert failing(tmp_path, *paths) == ["decode", "find", "find"]


def test_a_report_that_can_be_read_the_second_time_is_no_failure_any_more(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    case = open_case(tmp_path / "my.sayso", create=True)
    assert len(add_reports(case, [str(path)]).failures) == 1
    path.write_bytes((folder / "wire.txt").read_bytes())
    assert add_reports(case, [str(path)]).failures == []
    assert list(lists.list_failures(case)) == []


def test_a_failure_is_cleared_when_the_file_turns_out_to_be_a_report_that_is_there(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "late.txt"
    case = open_case(tmp_path / "my.sayso", create=True)
    add_reports(case, [str(path), str(folder / "wire.txt")])
    path.write_bytes((folder / "wire.txt").read_bytes())
    assert add_reports(case, [str(path)]).known == 1
    assert list(lists.list_failures(case)) == []


# The same again


def test_adding_twice_adds_nothing(folder: Path, case: Case) -> None:
    before = picture(case)
    done = added(case, folder)
    assert (done.new, done.known, done.failures) == (0, len(STORIES), [])
    assert picture(case) == before


def test_the_same_report_under_two_names_is_added_once(folder: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes((folder / "wire.txt").read_bytes())
    case = open_case(tmp_path / "my.sayso", create=True)
    done = add_reports(case, [str(folder / "wire.txt"), str(twin)])
    assert (done.new, done.known) == (1, 1)
    assert len(list(lists.search(case, "owner"))) == 1


def test_the_same_text_of_another_outlet_is_another_report(folder: Path, case: Case, tmp_path: Path) -> None:
    again = tmp_path / "wire.txt"
    shutil.copy(folder / "wire.txt", again)
    table = tmp_path / "frames.csv"
    table.write_text("location,outlet\nwire.txt,The Tribune\n", encoding="utf-8")
    assert add_reports(case, [str(again)], Metadata(single=load_metadata(table))).new == 1
    outlets = {row["outlet"] for row in lists.list_reports(case) if row["location"].endswith("wire.txt")}
    assert outlets == {"The Herald", "The Tribune"}


def test_a_report_in_another_language_is_kept_and_found_and_has_no_claims(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_text(
        "Der Minister sagte am Freitag, dass er wegen des Zauns zurückgetreten sei. Mehr wollte er dazu nicht sagen, "
        "und auch die Sprecherin der Regierung lehnte jede Stellungnahme ab.\n",
        encoding="utf-8",
    )
    case = open_case(tmp_path / "my.sayso", create=True)
    add_reports(case, [str(path)])
    (row,) = lists.list_reports(case)
    assert (row["language"], row["claims"]) == ("de", 0)
    assert len(list(lists.search(case, "Zauns"))) == 1


def test_nothing_is_added_to_what_is_no_case(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Milk, eggs.\n", encoding="utf-8")
    with pytest.raises(StoreError):
        open_case(path, create=True)
    status, said = waited(adding(Address.of(path), folder))
    assert status == 1
    assert "is no case" in said
    assert len(said.splitlines()) == 1
    assert path.read_text(encoding="utf-8") == "Milk, eggs.\n"
