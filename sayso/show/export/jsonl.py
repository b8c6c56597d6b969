"""JSON lines: one object a report, complete but for the meaning vectors; a report that could not be read is a `failure` line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from sayso.show.rows import Row
from sayso.terms import Failure, Reading


def write(reports: Iterable[tuple[Reading, list[Row]] | Failure], out: TextIO) -> None:
    """Write each report as it comes. Where filters left rows out, their claims are left out, nothing else."""
    encoder = msgspec.json.Encoder()
    for found in reports:
        if isinstance(found, Failure):
            line = encoder.encode({"failure": found})
        else:
            reading, rows = found
            line = encoder.encode(msgspec.structs.replace(reading, claims=[row.claim for row in rows], vectors=b""))
        out.write(line.decode("utf-8") + "\n")
        out.flush()
