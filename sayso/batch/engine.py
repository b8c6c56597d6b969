"""The engine: how work is spread. This is the only module that knows Daft.

`native` uses the processes of this machine, `ray` those of a Ray cluster; the work is the same pure functions.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from sayso.batch.storage import INSTALL
from sayso.errors import EngineError

Work = Callable[[bytes], bytes]
LEAVE = 1.0
"""Seconds in which Daft takes its workers down, in threads of its own: a program that ends before them is aborted at the
very end (one run in three on a busy machine, all results written)."""


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
    daft.set_execution_config(maintain_order=False)
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
