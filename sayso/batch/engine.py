"""The engine: how work is spread. This is the only module that knows Daft and Ray.

`native` uses the cores of this machine, `ray` those of a Ray cluster; the work is the same pure functions. There are two
ways of spreading: tasks, each for one worker from beginning to end, and tables of messages (`flow`), which are mapped,
grouped by key and joined by key.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from typing import Any

from sayso.batch.flow import Raw
from sayso.batch.storage import INSTALL, Storage
from sayso.errors import EngineError

Work = Callable[[bytes], bytes]
LEAVE = 1.0
"""Seconds in which Daft takes its workers down, in threads of its own: a program that ends before them is aborted at the
very end (one run in three on a busy machine, all results written)."""
HEAPS = 4
"""Heaps for each worker that rows are sorted into by key: small enough to hold, few enough to be worth their start."""
DONE = "_done.json"


class Kind(StrEnum):
    """Where the workers are."""

    NATIVE = "native"
    RAY = "ray"


class Engine:
    """Daft on this machine or on a Ray cluster."""

    def __init__(self, kind: Kind = Kind.NATIVE, address: str | None = None, workers: int | None = None) -> None:
        self.kind = kind
        self.daft = _started(kind, address)
        self.workers = workers or (_cluster_cores() if kind is Kind.RAY else os.cpu_count() or 1)
        self.daft.set_execution_config(
            maintain_order=False, shuffle_aggregation_default_partitions=HEAPS * self.workers
        )

    def spread(self, work: Work, tasks: Iterable[bytes]) -> Iterator[bytes]:
        """Each task's result as soon as a worker has it, in whichever order.

        Raises:
            EngineError: if a worker died; the results of others may be lost with it.
        """
        tasks = list(tasks)
        if not tasks:
            return
        daft = self.daft
        frame = daft.from_pydict({"task": tasks})
        frame = frame.into_partitions(len(tasks)) if self.kind is Kind.RAY else frame.into_batches(1)
        worker = _worker(daft, min(self.workers, len(tasks)), in_process=self.kind is Kind.NATIVE)(work)
        try:
            for row in frame.select(worker.run(daft.col("task")).alias("result")).iter_rows():
                yield row["result"]
        except (RuntimeError, OSError, daft.exceptions.DaftCoreException) as error:
            raise EngineError(f"a worker stopped ({_first_line(error)}); run the same command again") from error
        finally:
            time.sleep(LEAVE)

    def read(
        self, storage: Storage, files: Iterable[str], key: str, value: str, work: Callable[[str, Any], list[Raw]]
    ) -> Frame:
        """Two columns of Parquet files, each row as `work` makes rows of it."""
        daft = self.daft
        addresses = [storage.address(name) for name in files]
        if not addresses:
            return Frame(self, storage, _nothing(daft))
        frame = daft.read_parquet(addresses).select(daft.col(key).alias("key"), daft.col(value).alias("body"))
        return Frame(self, storage, _mapped(daft, frame, work, "key", "body"))


class Frame:
    """A table of keys and bodies on the engine; what is put away lies in a folder."""

    def __init__(self, engine: Engine, storage: Storage, frame: Any, workspace: str = "") -> None:
        self._engine = engine
        self._daft = engine.daft
        self._storage = storage
        self._frame = frame
        self._workspace = workspace

    def working_in(self, workspace: str) -> Frame:
        """The same table; what is put away on its way lies in that folder."""
        return Frame(self._engine, self._storage, self._frame, workspace)

    def each(self, work: Callable[[str, bytes], list[Raw]]) -> Frame:
        """Every row by itself."""
        return self._new(_mapped(self._daft, self._frame, work, "key", "body"))

    def together(self, work: Callable[[str, list[bytes]], list[Raw]]) -> Frame:
        """All rows under one key."""
        groups = self._frame.groupby("key").agg(self._daft.col("body").list_agg().alias("bodies"))
        return self._new(_mapped(self._daft, groups, work, "key", "bodies"))

    def beside(self, other: Any, work: Callable[[str, bytes, bytes | None], list[Raw]]) -> Frame:
        """Each row with the row of another table under its key."""
        theirs = other._frame.select("key", self._daft.col("body").alias("other"))
        joined = self._frame.join(theirs, on="key", how="left")
        return self._new(_mapped(self._daft, joined, work, "key", "body", "other"))

    def plus(self, other: Any) -> Frame:
        """The rows of both."""
        return self._new(self._frame.union_all(other._frame))

    def kept(self, name: str) -> Frame:
        """The same, put away; what an earlier run put away whole is taken from there."""
        place = f"{self._workspace}/{name}"
        if self._storage.read(f"{place}/{DONE}") is None:
            self._put(self._frame, place)
        return self._new(self._daft.read_parquet(self._storage.address(f"{place}/*.parquet")))

    def write(self, name: str, columns: Mapping[str, str], work: Callable[[str, bytes], list[dict[str, Any]]]) -> None:
        """The rows that `work` makes of every row, as Parquet files of a folder."""
        daft = self._daft
        kinds = {column: _kind(daft, kind) for column, kind in columns.items()}
        rows = _applied(daft, self._frame, work, ("key", "body"), daft.DataType.struct(kinds))
        self._put(rows.select(*(daft.col("row").get(column).alias(column) for column in columns)), name)

    def digest(self) -> int:
        """A number that is another one as soon as the rows are others."""
        summed = _applied(self._daft, self._frame, _hashed, ("key", "body"), self._daft.DataType.int64())
        (found,) = summed.agg(self._daft.col("row").sum().alias("sum")).to_pylist() or [{"sum": 0}]
        return int(found["sum"] or 0)

    def rows(self) -> Iterator[Raw]:
        """All rows, here."""
        for row in self._frame.iter_rows():
            yield row["key"], row["body"]

    def _put(self, frame: Any, place: str) -> None:
        self._storage.remove_folder(place)
        self._storage.make_folder(f"{place}/{DONE}")
        try:
            frame.write_parquet(self._storage.address(place), compression="zstd")
        except (RuntimeError, OSError, self._daft.exceptions.DaftCoreException) as error:
            raise EngineError(f"{place} could not be worked out ({_first_line(error)})") from error
        self._storage.write(f"{place}/{DONE}", {})

    def _new(self, frame: Any) -> Frame:
        return Frame(self._engine, self._storage, frame, self._workspace)


def _mapped(daft: Any, frame: Any, work: Callable[..., list[Raw]], *columns: str) -> Any:
    """The rows of key and body that a function makes of each row."""
    kind = daft.DataType.struct({"key": daft.DataType.string(), "body": daft.DataType.binary()})
    rows = _applied(daft, frame, lambda *values: [{"key": k, "body": b} for k, b in work(*values)], columns, kind)
    return rows.select(daft.col("row").get("key").alias("key"), daft.col("row").get("body").alias("body"))


def _applied(daft: Any, frame: Any, work: Callable[..., list[Any]], columns: Iterable[str], kind: Any) -> Any:
    """A column `row` of everything that a function makes of each row."""

    @daft.func.batch(return_dtype=daft.DataType.list(kind))  # type: ignore[untyped-decorator]
    def applied(*series: Any) -> list[list[Any]]:
        return [work(*values) for values in zip(*(one.to_pylist() for one in series), strict=True)]

    made = frame.select(applied(*(daft.col(column) for column in columns)).alias("row"))
    return made.explode("row").where(daft.col("row").not_null())


def _hashed(key: str, body: bytes) -> list[int]:
    return [int.from_bytes(blake2b(key.encode() + body, digest_size=5).digest())]


def _nothing(daft: Any) -> Any:
    return daft.from_pydict({"key": [""], "body": [b""]}).where(daft.col("key") != "")


def _kind(daft: Any, kind: str) -> Any:
    types = daft.DataType
    return {
        "string": types.string(),
        "int64": types.int64(),
        "float64": types.float64(),
        "binary": types.binary(),
        "list<string>": types.list(types.string()),
    }[kind]


def _worker(daft: Any, workers: int, *, in_process: bool) -> Any:
    """A worker that keeps what it has loaded from one task to the next."""

    @daft.cls(use_process=in_process, max_concurrency=workers, cpus=None if in_process else 1)
    class Worker:
        def __init__(self, work: Work) -> None:
            self.work = work

        @daft.method(return_dtype=daft.DataType.binary())  # type: ignore[untyped-decorator]
        def run(self, task: bytes) -> bytes:
            return self.work(task)

    return Worker


@cache
def _started(kind: Kind, address: str | None) -> Any:
    """Daft with its runner, of which a process has one for good."""
    os.environ |= {"DAFT_ANALYTICS_ENABLED": "0", "DO_NOT_TRACK": "true", "DAFT_PROGRESS_BAR": "0"}
    try:
        import daft
    except ImportError:
        raise EngineError(f"a batch needs daft, which is not installed; {INSTALL}") from None
    if kind is Kind.RAY:
        _join_cluster(address)
        daft.set_runner_ray(address, noop_if_initialized=True)
    else:
        daft.set_runner_native()
    return daft


def _join_cluster(address: str | None) -> None:
    """Become a part of a cluster, whose own talk stays in its logs."""
    try:
        import ray
    except ImportError:
        raise EngineError("--engine ray needs Ray, which is not installed; run: pip install ray") from None
    try:
        ray.init(address=address, log_to_driver=False, logging_level="error", ignore_reinit_error=True)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise EngineError(f"no Ray cluster answers at {address} ({_first_line(error)}); check --address") from error


def _cluster_cores() -> int:
    import ray

    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
