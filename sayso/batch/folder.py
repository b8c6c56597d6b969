"""The folder a batch writes: Parquet parts by table and month, each whole or not there at all.

    claims/month=2026-05/PART.parquet      as any program that reads Parquet finds it
    failures/PART.parquet
    _finished/PART.json                        the receipt: which inputs, how many rows; without it a part does not count
    _working/PART/...                          what is being written; swept away when a run begins

A part is written aside, moved into place file by file, and counts from the moment its receipt lies there. Whatever kills
a worker before that leaves files without a receipt: the next run removes them and reads the part again. Writing a part
twice gives the same files under the same names, so that even a worker thought dead can double nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sayso.batch.plan import Part, Piece
from sayso.batch.rows import TABLES, Row
from sayso.batch.storage import INSTALL, Storage, unique_name
from sayso.errors import SettingsError

FINISHED, WORKING = "_finished", "_working"
TOGETHER = 4_000
"""Rows of all tables that are held before they are written."""


class Receipt(msgspec.Struct, frozen=True):
    """A part that is finished: what it was made from, and what came of it."""

    part: str
    pieces: tuple[Piece, ...]
    rows: dict[str, int]


class Folder:
    """The output of a batch, here or in an object store."""

    def __init__(self, location: str) -> None:
        self.storage = Storage(location)

    def receipts(self) -> list[Receipt]:
        """Of every part that is finished."""
        found = (self.storage.read(file.location) for file in self.storage.files(FINISHED))
        return [msgspec.json.decode(one, type=Receipt) for one in found if one]

    def sweep(self) -> None:
        """Remove what unfinished parts left behind."""
        finished = {receipt.part for receipt in self.receipts()}
        for table in TABLES:
            for file in self.storage.files(table):
                if _part_of(file.location) not in finished:
                    self.storage.remove(file.location)
        self.storage.remove_folder(WORKING)

    def finish(self, receipt: Receipt) -> None:
        """Let a part count."""
        self.storage.write(f"{FINISHED}/{receipt.part}.json", msgspec.to_builtins(receipt))

    def files(self, table: str) -> Iterator[str]:
        """The files of a table."""
        for file in self.storage.files(table):
            if file.location.endswith(".parquet"):
                yield file.location

    def rows(self, table: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows of a table, a few at a time."""
        for name in self.files(table):
            yield from self._rows_in(name, columns)

    def documents(self, columns: Sequence[str]) -> Iterator[Row]:
        """The reports in the order in which they stand in the input, a part held at a time."""
        by_part: dict[str, list[str]] = defaultdict(list)
        for name in self.files("documents"):
            by_part[_part_of(name)].append(name)
        for receipt in sorted(self.receipts(), key=lambda receipt: receipt.pieces):
            rows = [row for name in by_part[receipt.part] for row in self._rows_in(name, columns)]
            yield from sorted(rows, key=lambda row: _by_number(row["location"]))

    def _rows_in(self, name: str, columns: Sequence[str] | None) -> Iterator[Row]:
        parquet = _parquet()
        with self.storage.filesystem.open_input_file(self.storage.path(name)) as file:
            for batch in parquet.ParquetFile(file).iter_batches(batch_size=256, columns=columns):
                yield from batch.to_pylist()


class Writing:
    """A part on its way into the folder."""

    def __init__(self, folder: Folder, part: Part) -> None:
        self._storage = folder.storage
        self._folder = folder
        self._part = part
        self._aside = f"{WORKING}/{part.id}/{unique_name()}"
        self._held: dict[str, list[Row]] = defaultdict(list)
        self._writers: dict[str, Any] = {}
        self._rows: dict[str, int] = defaultdict(int)

    def put(self, table: str, row: Row, month: str | None = None) -> None:
        """A row of a table, under its month."""
        place = f"{table}/month={month}" if month else table
        self._held[place].append(row)
        self._rows[table] += 1
        if sum(map(len, self._held.values())) >= TOGETHER:
            self._write_held()

    def finish(self) -> Receipt:
        """Everything into place, then the receipt."""
        self._write_held()
        for writer, stream in self._writers.values():
            writer.close()
            stream.close()
        for place in sorted(self._writers):
            self._storage.move(f"{self._aside}/{place}.parquet", f"{place}/{self._part.id}.parquet")
        receipt = Receipt(self._part.id, self._part.pieces, dict(sorted(self._rows.items())))
        self._folder.finish(receipt)
        self._storage.remove_folder(f"{WORKING}/{self._part.id}")
        return receipt

    def abandon(self) -> None:
        """Nothing of it."""
        for _, stream in self._writers.values():
            stream.close()
        self._storage.remove_folder(self._aside)

    def _write_held(self) -> None:
        for place, rows in self._held.items():
            table = _table(rows, TABLES[place.partition("/")[0]])
            if place not in self._writers:
                name = f"{self._aside}/{place}.parquet"
                self._storage.make_folder(name)
                stream = self._storage.filesystem.open_output_stream(self._storage.path(name))
                self._writers[place] = (_parquet().ParquetWriter(stream, table.schema, compression="zstd"), stream)
            self._writers[place][0].write_table(table)
        self._held.clear()


def _table(rows: Sequence[Row], columns: dict[str, str]) -> Any:
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int64": pa.int64(),
        "bool": pa.bool_(),
        "binary": pa.binary(),
        "list<string>": pa.list_(pa.string()),
        "list<int64>": pa.list_(pa.int64()),
    }
    return pa.Table.from_pylist(list(rows), schema=pa.schema([(name, kinds[kind]) for name, kind in columns.items()]))


def _part_of(location: str) -> str:
    return location.rpartition("/")[2].partition(".")[0]


def _by_number(location: str) -> list[str | int]:
    """Line 2 comes before line 10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", location)]


def _parquet() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise SettingsError(f"a batch needs pyarrow and daft, which are not installed; {INSTALL}") from None
    return pyarrow.parquet
