"""JSON Lines. `sayso read` gives one object a report, complete but for the meaning vectors, and a `failure` line for one
that could not be read; a table of a case gives what it is on its first line, under `about`, then one object a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, TextIO

import msgspec

from sayso.show.chosen import Chosen
from sayso.show.rows import Row
from sayso.show.tables import Table
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


def write_table(table: Table, chosen: Chosen, out: BinaryIO) -> None:
    """Write a table of a case."""
    encode = msgspec.json.Encoder().encode
    out.write(encode({"about": chosen.about, "table": table.name}) + b"\n")
    out.writelines(encode(row) + b"\n" for row in table.rows(chosen))
