"""CSV, for spreadsheets and statistics: `sayso read` gives one flat row a claim, a case gives its tables.

RFC 4180 in UTF-8. A case's table has beside it what it is, in the W3C's "CSV on the Web" vocabulary (NAME.csv-metadata.json),
since a comment inside a CSV file is a row to most programs. Offsets count code points of the report's text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO, TextIO

import msgspec

from sayso.show.amounts import amounts_to
from sayso.show.characters import clean
from sayso.show.chosen import About, Chosen
from sayso.show.rows import Row
from sayso.show.tables import Column, Kind, Table
from sayso.show.tables.table import Value
from sayso.terms import Failure, Reading, Span

COLUMNS = (
    "location", "outlet", "agency", "title", "published", "speaker", "voice", "stance", "stance_also", "reply", "holds",
    "basis", "words", "amounts_to", "event", "relation", "source", "cue", "passed_on_by", "on_behalf_of", "hedges", "region", "start", "end", "score",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection")."""
PARTED_BY = "; "
"""Between the values of one cell, as in POLECAT's files."""


def write(reports: Iterable[tuple[Reading, list[Row]] | Failure], out: TextIO) -> None:
    """Write the header, then each claim; a report that failed has no row (its message goes to stderr)."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for found in reports:
        if not isinstance(found, Failure):
            writer.writerows([safe(cell) for cell in _cells(row)] for row in found[1])


def _cells(row: Row) -> list[str]:
    document, claim, attribution = row.reading.document, row.claim, row.attribution
    names = {entity.id: entity.name for entity in row.reading.entities}

    def printed(spans: Iterable[Span]) -> str:
        return " ... ".join(" ".join(span.of(document.text).split()) for span in spans)

    return [
        document.location,
        document.outlet or "",
        document.agency or "",
        document.title or "",
        document.published.value if document.published else "",
        row.speaker,
        claim.voice.value,
        claim.stance.value,
        "; ".join(stance.value for stance in attribution.stance_also) if attribution else "",
        attribution.reply.value if attribution and attribution.reply else "",
        claim.holds.value,
        claim.basis.value,
        row.words,
        amounts_to(row.reading, claim),
        claim.event or "",
        claim.relation or "",
        printed(attribution.source) if attribution else "",
        printed(attribution.cue) if attribution else "",
        "; ".join(row.chain),
        "; ".join(names[entity] for entity in attribution.on_behalf_of) if attribution else "",
        "; ".join(hedge.span.of(document.text) for hedge in claim.hedges),
        claim.region.value,
        str(claim.span.start) if claim.span else "",
        str(claim.span.end) if claim.span else "",
        f"{attribution.score:.3f}" if attribution and attribution.score is not None else "",
    ]


def safe(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula: a report's words may begin with "="."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def write_table(table: Table, chosen: Chosen, out: BinaryIO) -> None:
    """Write a table of a case."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(table.names)
    writer.writerows([_cell(value) for value in row.values()] for row in table.rows(chosen))
    text.detach()


def _cell(value: Value) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return safe(clean(PARTED_BY.join(one.replace(";", ",") for one in value)))
        case str():
            return safe(clean(value))
        case _:
            return value


def describe(table: Table, about: About, name: str) -> bytes:
    """What stands beside a table: which export it is of, and what each column means (W3C, "Metadata Vocabulary for Tabular Data")."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": f"{table.name} of {about.case}",
        "dc:description": table.meaning,
        "dc:created": about.made,
        "dc:creator": f"sayso {about.sayso}",
        "notes": [msgspec.to_builtins(about)],
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": [_described(column) for column in table.columns]},
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


def _described(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"titles": column.name, "dc:description": column.meaning}
    if column.kind is Kind.LIST:
        return described | {"datatype": "string", "separator": PARTED_BY}
    return described | {"datatype": column.kind.value}
