"""Adding in the background: files that came by the browser, read one batch after the other by one worker.

Files are kept in a folder beside the case, or in the working folder if the case is on a server; a batch in a folder of
its own. A batch that is not finished carries a mark; whoever starts the server again goes on with it, and what was
filed before stays filed.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from sayso.errors import SaysoError, StoreError
from sayso.pipeline import add_reports
from sayso.store import open_case
from sayso.terms import Address, Failure

WAITING = ".waiting"
"""The mark of a batch that is not finished."""
TOGETHER = 20
"""Reports that are read and settled in one go: others can decide in between."""
LONGEST_NAME = 120
MOST_FILES = 1000
MOST_BYTES = 20_000_000
"""The largest file that is taken."""


@dataclass(slots=True)
class Batch:
    """Some files that came together, and how far they have come."""

    folder: Path
    files: int
    started: float | None = None
    ended: float | None = None
    read: int = 0
    new: int = 0
    known: int = 0
    failures: list[Failure] = field(default_factory=list)
    trouble: str = ""

    @property
    def state(self) -> str:
        """Waiting, working, done or stopped."""
        if self.trouble:
            return "stopped"
        return "waiting" if self.started is None else "working" if self.ended is None else "done"

    @property
    def rate(self) -> float:
        """Reports a second so far."""
        took = (self.ended or time.monotonic()) - (self.started or time.monotonic())
        return self.read / took if took > 0 else 0.0

    @property
    def seconds_left(self) -> int | None:
        """How long it will still take, by the rate so far; None where there is none yet."""
        return (
            round((self.files - self.read) / self.rate) if self.state == "working" and self.read and self.rate else None
        )

    def told(self) -> dict[str, object]:
        """For a program, and for the page that shows it live."""
        return {
            "batch": self.folder.name,
            "state": self.state,
            "files": self.files,
            "read": self.read,
            "new": self.new,
            "known": self.known,
            "rate": round(self.rate, 2),
            "seconds_left": self.seconds_left,
            "trouble": self.trouble,
            "failures": [
                {"file": Path(one.location).name, "reason": one.reason, "remedy": one.remedy} for one in self.failures
            ],
        }


class Adding:
    """The batches of one case and the worker that reads them."""

    def __init__(self, case: Address) -> None:
        self.case = case
        beside = Path(case.name) if case.on_server else case.file
        self.folder = beside.with_name(f"{case.name}.files")
        self.batches: list[Batch] = []
        self._waiting: deque[Batch] = deque()
        self._wake = threading.Condition()
        self._worker: threading.Thread | None = None
        self._ending = False

    def resume(self) -> None:
        """Go on with what an earlier server left unfinished."""
        for mark in sorted(self.folder.glob(f"*/{WAITING}")) if self.folder.is_dir() else ():
            self._enqueue(mark.parent)

    def take(self, files: Iterable[tuple[str, BinaryIO]]) -> Batch:
        """Keep some files under plain names and have them read."""
        folder = self.folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:6]}"
        try:
            folder.mkdir(parents=True)
            for name, content in files:
                with (folder / _free_name(folder, name)).open("wb") as kept:
                    shutil.copyfileobj(content, kept)
            (folder / WAITING).touch()
        except OSError as error:
            raise StoreError(
                f"the files cannot be kept in {self.folder} ({error.strerror}); make room there"
            ) from error
        return self._enqueue(folder)

    @property
    def working(self) -> bool:
        """Whether anything is still to be read."""
        return any(batch.state in ("waiting", "working") for batch in self.batches)

    def forget(self, location: str) -> None:
        """Delete the file of a report that was taken out, if it was kept here."""
        file = Path(location).resolve()
        if self.folder.resolve() in file.parents:
            file.unlink(missing_ok=True)

    def stop(self) -> None:
        """Have the worker end after the report it is at; nothing finished is lost, the rest is gone on with later."""
        with self._wake:
            self._ending = True
            self._wake.notify_all()

    def wait(self, seconds: float = 60) -> None:
        """Wait until everything is read."""
        end = time.monotonic() + seconds
        while self.working and time.monotonic() < end:
            time.sleep(0.02)

    def _enqueue(self, folder: Path) -> Batch:
        batch = Batch(folder, len(_files_in(folder)))
        with self._wake:
            self.batches.append(batch)
            self._waiting.append(batch)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="adding", daemon=True)
                self._worker.start()
            self._wake.notify_all()
        return batch

    def _work(self) -> None:
        while (batch := self._next()) is not None:
            try:
                self._read(batch)
            except SaysoError as error:
                batch.trouble = str(error)
            except Exception as error:  # a fault of ours must not take the worker down, nor be hidden
                batch.trouble = f"{type(error).__name__}: {error}"

    def _next(self) -> Batch | None:
        with self._wake:
            self._wake.wait_for(lambda: self._waiting or self._ending)
            return None if self._ending else self._waiting.popleft()

    def _read(self, batch: Batch) -> None:
        batch.started = time.monotonic()
        case = open_case(self.case, create=True)
        try:
            for part in _parts(_files_in(batch.folder)):
                if self._ending:
                    batch.trouble = "the server was ended; it goes on when it is started again"
                    return
                done = add_reports(case, [str(file) for file in part])
                batch.new += done.new
                batch.known += done.known
                batch.failures += done.failures
                batch.read += len(part)
        finally:
            case.close()
        (batch.folder / WAITING).unlink(missing_ok=True)
        batch.ended = time.monotonic()


def _files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.name != WAITING)


def _parts(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The first few at once, so that something is seen soon; then more at a time."""
    step, start = 2, 0
    while start < len(files):
        yield files[start : start + step]
        start, step = start + step, min(TOGETHER, step * 2)


def _free_name(folder: Path, name: str) -> str:
    """A plain name for a file in a folder: no path, nothing hidden, no control character, not taken yet."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(character for character in last if character.isprintable()).strip().lstrip(".") or "report"
    stem, dot, ending = plain.rpartition(".")
    stem, ending = (stem, dot + ending) if stem and len(ending) <= 10 else (plain, "")
    stem = stem.encode()[:LONGEST_NAME].decode(errors="ignore")
    number = 1
    while (folder / (free := f"{stem}{f'-{number}' if number > 1 else ''}{ending}")).exists():
        number += 1
    return free
