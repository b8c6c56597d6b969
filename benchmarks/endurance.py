"""Whether memory stays flat over a long run: many reports through everything but the model.

    python -m benchmarks.endurance [--documents 100000]

A file of JSON Lines is read part by part as `sayso batch` reads it, from the row to the Parquet file and the receipt; a
stand-in sees nothing in any paragraph, so that an hour's reading takes minutes. Printed is what the process holds as it
goes on, and at the end how much it grew from a fifth of the way on, when all that is loaded or bounded is there. Ends with
status 1 above GROWTH.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from sayso.batch.folder import Folder
from sayso.batch.plan import parts_of
from sayso.batch.reading import read_part
from sayso.batch.storage import Sized, find_inputs
from sayso.ingest import Choices
from sayso.read.memory import Memory
from sayso.read.reader import ParagraphReading, Reader
from sayso.terms import MEANING

GROWTH = 24
"""Megabytes that a run of any length may grow by: what the allocator keeps of the largest part, twice over."""
MEMORY = 4_000_000
"""Bytes that are remembered of earlier reports, full long before the first look."""
PART = 2_000_000
"""Bytes of input in a part, small so that there are many."""


class StandIn(Reader):
    """A reader that sees nothing, at once."""

    def read(self, paragraphs: Sequence[str]) -> list[ParagraphReading]:
        """An empty reading of each paragraph."""
        return [ParagraphReading((), (), np.zeros(MEANING, np.float32), {}) for _ in paragraphs]


def rows(documents: int) -> Iterator[str]:
    """Reports that all differ, of two paragraphs each."""
    for number in range(documents):
        text = (
            f"The harbour board of Merisk closed mole {number} on Monday.\n\n"
            f"Ilse Varga, who speaks for the board, said that ship {number} had struck it. The owner denied it."
        )
        yield json.dumps({"title": f"Mole {number} is closed", "text": text, "published": f"2026-0{1 + number % 9}-03"})


def held() -> float:
    """Megabytes that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def grown(documents: int, part: int = PART, *, told: bool = False) -> float:
    """Megabytes by which the process grew over so many reports, from a fifth of the way on."""
    looks: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        file, folder = Path(place) / "crawl.jsonl", Folder(f"{place}/out")
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{row}\n" for row in rows(documents))
        stand_in, memory = StandIn(), Memory(MEMORY)
        with (
            patch("sayso.read.reader.load_reader", lambda: stand_in),
            patch("sayso.read.memory.load_memory", lambda: memory),
        ):
            for one in parts_of((one for one in find_inputs([str(file)]) if isinstance(one, Sized)), size=part):
                read_part(one, folder, Choices())
                looks.append(held())
                if told:
                    print(f"{len(looks):4} parts: {looks[-1]:.0f} MB", flush=True)
        read = sum(receipt.rows["documents"] for receipt in folder.receipts())
        assert read == documents, f"{read} of {documents} reports were read"
    return max(looks) - looks[len(looks) // 5]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    growth = grown(options.documents, told=True)
    print(f"{options.documents:,} reports: grew by {growth:.1f} MB, at most {GROWTH}")
    sys.exit(growth > GROWTH)


if __name__ == "__main__":
    main()
