"""A batch in a process of its own, with a part for every file: `python -m tests.batch.run OUT IN... [--address HOST:PORT]`."""

from __future__ import annotations

import sys
from functools import partial

from sayso.batch import read_collection
from sayso.batch.engine import Engine, Kind


def main() -> None:
    """Read, and say how it went."""
    out, *inputs = sys.argv[1:]
    address = None
    if "--address" in inputs:
        place = inputs.index("--address")
        address = inputs[place + 1]
        inputs = inputs[:place]
    engine = partial(Engine, Kind.RAY if address else Kind.NATIVE, address, 2)
    print(read_collection(inputs, out, engine, size=1_000).told(out))


if __name__ == "__main__":
    main()
