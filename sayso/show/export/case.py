"""A case written out whole, as JSON lines that `sayso import` takes back: what was filed and decided, in its order.

What follows from it (who is who, what is one matter, on whom it rests) is left out, since it is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from sayso.show.chosen import Chosen
from sayso.store import Case, lists
from sayso.terms import ARCHIVE, FailedReport, Failure, FiledReading, Line


def write(chosen: Chosen, out: BinaryIO) -> None:
    """Write a line for what the file is, each known name, report, failure and decision."""
    encode = msgspec.json.Encoder().encode
    out.write(encode(Line(archive=ARCHIVE, about=msgspec.to_builtins(chosen.about))) + b"\n")
    out.writelines(encode(line) + b"\n" for line in _lines(chosen.case))


def _lines(case: Case) -> Iterator[Line]:
    yield from (Line(known=known) for known in case.known_names())
    for report, added in case.order_of_filing().items():
        yield Line(report=_filed(case, report, added))
    for row in lists.list_failures(case):
        failure = Failure(**{name: row[name] for name in ("location", "stage", "reason", "remedy")})
        yield Line(failure=FailedReport(failure=failure, at=row["at"]))
    yield from (Line(decision=decision) for decision in case.decisions())


def _filed(case: Case, report: str, added: str) -> FiledReading:
    document = case.reading(report).document
    published = document.published.value if document.published else None
    frame = {"outlet": document.outlet, "agency": document.agency, "title": document.title, "published": published}
    return FiledReading(
        added=added, frame=frame, reading=case.reading(report, as_read=True), source=case.source(report)
    )
