"""Batch: the same reading over a whole archive, spread over the processes of a machine or of a cluster.

Archives go in; Parquet parts come out, by table and month (`folder`). The work is cut into parts (`plan`), each read by
one worker at a time from its first report to its receipt (`reading`, `rows`); how workers are found is the engine's
affair (`engine`). Stopping is nothing special: whatever has a receipt is done, whatever has none is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import msgspec

from sayso.batch.engine import Engine
from sayso.batch.folder import Folder, Receipt
from sayso.batch.plan import SLICE, Part, parts_of
from sayso.batch.reading import read_part
from sayso.batch.rows import TABLES
from sayso.batch.storage import Sized, find_inputs
from sayso.errors import EngineError
from sayso.ingest import Choices
from sayso.terms import Failure

PATIENCE = 4
"""Rounds without a finished part after which a run gives up: one more than it takes to find a report that kills."""


@dataclass(slots=True)
class Done:
    """What became of a batch: of all its runs the rows by table, and what could not be found in this one."""

    new: int = 0
    known: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    missing: list[Failure] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Reports that could not be read."""
        return self.rows.get("failures", 0)

    def told(self, folder: str) -> str:
        """In one line."""
        there = f", {self.known} there already" if self.known else ""
        return (
            f"{self.new} part{'s' * (self.new != 1)} read into {folder}{there}: {self.rows.get('documents', 0):,} "
            f"reports with {self.rows.get('claims', 0):,} claims, {self.failed:,} not read (failures/)"
        )


class Watch(Protocol):
    """Whoever wants to know how far a batch has come."""

    def expect(self, parts: int) -> None:
        """So many parts are to be read."""

    def done(self, parts: int) -> None:
        """So many more were read."""

    def again(self, why: str) -> None:
        """A worker died; what it had in hand is read again."""


class Unwatched:
    """Nobody."""

    def expect(self, parts: int) -> None:
        """Never mind."""

    def done(self, parts: int) -> None:
        """Never mind."""

    def again(self, why: str) -> None:
        """Never mind."""


UNWATCHED = Unwatched()


def read_collection(
    paths: Sequence[str],
    out: str,
    engine: Callable[[], Engine],
    choices: Choices | None = None,
    watch: Watch = UNWATCHED,
    size: int = SLICE,
) -> Done:
    """Read all reports at some paths into a folder, going on where an earlier run stopped.

    `engine` is asked for again whenever a worker died.

    Raises:
        EngineError: if there is no engine, or workers keep dying and nothing gets finished.
    """
    folder = Folder(out)
    found = list(find_inputs(paths))
    folder.sweep()
    before = folder.receipts()
    parts = parts_of(
        (one for one in found if isinstance(one, Sized)),
        [piece for receipt in before for piece in receipt.pieces],
        size,
    )
    _read(parts, folder, engine, choices or Choices(), watch)
    after = folder.receipts()
    return Done(
        new=len(after) - len(before),
        known=len(before),
        rows={table: sum(receipt.rows.get(table, 0) for receipt in after) for table in TABLES},
        missing=[one for one in found if isinstance(one, Failure)],
    )


def _read(parts: list[Part], folder: Folder, engine: Callable[[], Engine], choices: Choices, watch: Watch) -> None:
    """Rounds over whatever is not finished, until all is."""
    watch.expect(len(parts))
    patience = PATIENCE
    while parts:
        stopped = EngineError("parts were read and left no receipt; see that the folder can be written")
        workers = engine()
        try:
            for _ in _spread(workers, parts, folder, choices):
                watch.done(1)
        except EngineError as error:
            watch.again(str(error))
            stopped = error
        finished = {receipt.part for receipt in folder.receipts()}
        left = [part for part in parts if part.id not in finished]
        patience = patience - 1 if len(left) == len(parts) else PATIENCE
        if left and not patience:
            raise stopped
        parts = left


def _spread(engine: Engine, parts: Sequence[Part], folder: Folder, choices: Choices) -> Iterator[Receipt]:
    work = partial(_work, folder.storage.location, choices)
    for result in engine.spread(work, map(msgspec.msgpack.encode, parts)):
        yield msgspec.msgpack.decode(result, type=Receipt)


def _work(location: str, choices: Choices, task: bytes) -> bytes:
    """What a worker is sent and sends back, as bytes: whatever carries these can be an engine."""
    return msgspec.msgpack.encode(read_part(msgspec.msgpack.decode(task, type=Part), Folder(location), choices))
