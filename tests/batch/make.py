"""Builders for batches: crawls, runs in processes of their own, and all rows of a folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sayso.batch.folder import Folder
from sayso.batch.rows import TABLES

PLACES = ("Hulak", "Tsemma", "Merisk", "Oshqar", "Tolmere", "Qasrit")
PEOPLE = ("Ana Roth", "Piet Sand", "Nadya Orsel", "Ines Kovary")
Rows = dict[str, list[dict[str, Any]]]


def report(file: int, number: int) -> dict[str, str]:
    """One row of a crawl."""
    place, who = PLACES[file % len(PLACES)], PEOPLE[number % len(PEOPLE)]
    return {
        "title": f"Bridge {number} of {place} closed",
        "text": f"The mayor of {place}, {who}, said that bridge {file}-{number} had cracked. The company denied it.",
        "date": f"2026-0{1 + number % 9}-03",
        "outlet": f"The {place} Packet",
    }


def write_crawl(folder: Path, files: int, reports: int) -> list[str]:
    """Files of a crawl; their paths."""
    folder.mkdir(parents=True)
    paths = [folder / f"{file}.jsonl" for file in range(files)]
    for file, path in enumerate(paths):
        path.write_text("".join(json.dumps(report(file, number)) + "\n" for number in range(reports)))
    return [str(path) for path in paths]


def begun(out: Path, inputs: Iterable[str], *options: str) -> subprocess.Popen[bytes]:
    """A batch in a process of its own, one part a file."""
    command = [sys.executable, "-m", "tests.batch.run", str(out), *inputs, *options]
    return subprocess.Popen(command, env=os.environ | {"OMP_NUM_THREADS": "1"}, start_new_session=True)


def finished(run: subprocess.Popen[bytes], within: float = 240) -> int:
    """Its exit status."""
    return run.wait(within)


def wait_until(true: Callable[[], object], within: float = 120) -> None:
    """Wait for something that another process brings about."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)


def receipts(out: Path) -> list[str]:
    """The parts that are finished."""
    return sorted(path.name for path in (out / "_finished").glob("*.json"))


def kill_all(run: subprocess.Popen[bytes]) -> None:
    """Kill a run and everything it started."""
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def every_process() -> dict[int, int]:
    """All processes with their parents, as /proc tells."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return parents


def children(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    found = [child for child, parent in every_process().items() if parent == pid]
    return [*found, *(more for child in found for more in children(child))]


def command_of(pid: int) -> str:
    """What a process was started as."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def all_rows(out: Path) -> Rows:
    """Everything in a folder, in an order that does not depend on that of writing."""
    folder = Folder(str(out))
    return {table: sorted(folder.rows(table), key=repr) for table in TABLES}
