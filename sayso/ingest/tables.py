"""Tables of reports: JSON Lines and JSON, CSV and TSV, Parquet; a row a report, its columns mapped by name.

The text of a report is what the column holds, unchanged, so that offsets count in it too.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from sayso.errors import IngestError, SettingsError
from sayso.ingest.documents import from_text
from sayso.ingest.frame import parse_published
from sayso.ingest.objects import BAD_JSON, decode_json
from sayso.ingest.source import Choices, Opened, Source, Sources, failed, not_installed, too_large
from sayso.terms import Document, Failure

JSON_LINES, JSON, CSV, PARQUET = (".jsonl", ".ndjson"), (".json",), (".csv", ".tsv"), (".parquet",)
SUFFIXES = (*JSON_LINES, *JSON, *CSV, *PARQUET)
FIELDS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "body_text", "articletext", "maintext"),
    "title": ("title", "headline", "heading", "hed"),
    "published": (
        "published",
        "date",
        "published_at",
        "publication_date",
        "pubdate",
        "publish_date",
        "date_published",
        "day",
    ),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "paper", "site", "sitename", "source_name"),
    "byline": ("byline", "author", "authors", "writer"),
    "agency": ("agency", "wire"),
    "url": ("url", "link", "permalink", "source_url"),
    "language": ("language", "lang"),
}
"""What a report is made of, and the column names that are taken for it, the surest first."""
OWN_READINGS = frozenset(["document", "sentences", "claims"])
"""By these names a line of sayso's own output is known."""
OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(\[\s*)?\{\s*[\"}]")
"""How JSON objects begin, alone or in a list; a text may begin with a bracket too."""
AT_ONCE = 64
"""Rows of a Parquet file that are held at a time."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")
REMEDY = "mend the line; the others were read"
Row = Mapping[str, Any]
Rows = Iterator[tuple[str, Row | IngestError]]
"""Each row with its place in the file."""


def check_columns(given: str | None) -> dict[str, str]:
    """A mapping as it is typed, "text=body,title=headline".

    Raises:
        SettingsError: if a part of it is no pair, or names nothing a report has.
    """
    pairs = [part.partition("=") for part in (given or "").split(",") if part.strip()]
    for field, mark, column in pairs:
        if not mark or not column.strip() or field.strip() not in FIELDS:
            raise SettingsError(
                f'--columns: "{field}{mark}{column}" says nothing; write FIELD=COLUMN with a field of {", ".join(FIELDS)}'
            )
    return {field.strip(): column.strip() for field, _, column in pairs}


def recognises(head: bytes) -> bool:
    """Whether a file begins like JSON, or like Parquet."""
    return head.startswith(b"PAR1") or bool(OBJECT.match(head))


def is_csv(name: str) -> bool:
    """Whether a file is a table by its name; a CSV file cannot be told by what is in it."""
    return name.lower().removesuffix(".gz").endswith(CSV)


def holds_reports(head: bytes) -> bool:
    """Whether the first line of a CSV file names a column of texts: a table beside reports may be about them instead."""
    first = _first_line(head)
    names = {name.strip().strip('"').lower() for name in first.split(_mark(first))}
    return not names.isdisjoint(FIELDS["text"])


def sources(opened: Opened, choices: Choices) -> Sources:
    """The reports of a table.

    Raises:
        IngestError: if it is damaged, or has no column of texts.
    """
    rows = _rows_of(opened, choices)
    columns: dict[str, str] | None = None
    for place, row in rows:
        location = f"{opened.location}#{place}"
        if isinstance(row, IngestError):
            yield failed(row)
            continue
        columns = columns if columns is not None and columns["text"] in row else _mapped(opened.location, row, choices)
        report = {field: value for field, column in columns.items() if (value := _plain(row.get(column)))}
        data = msgspec.json.encode(report, order="sorted")
        if "text" not in report:
            yield Failure(
                location, "extract", f'the column "{columns["text"]}" is empty', "leave the row out, or fill it"
            )
        elif len(data) > choices.most_bytes:
            yield failed(too_large(location, choices.most_bytes))
        else:
            yield Source(location, data, read=read)


def _rows_of(opened: Opened, choices: Choices) -> Rows:
    name = opened.location.lower().removesuffix(".gz")
    objects = OBJECT.match(opened.head)
    if opened.head.startswith(b"PAR1") or name.endswith(PARQUET):
        return _of_parquet(opened, choices)
    if objects and objects[1]:
        return _of_array(opened, choices)
    if name.endswith(CSV) and not objects:
        return _of_csv(opened, choices)
    return _of_lines(opened, choices)


def read(source: Source, choices: Choices) -> Document:
    """A row as a Document.

    Raises:
        IngestError: if there is no word in its text.
    """
    row = msgspec.json.decode(source.data, type=dict[str, str])
    document = from_text(row.pop("text"), source.location, source.sha256)
    told: dict[str, Any] = dict(row)
    if "published" in told:
        told["published"] = parse_published(told["published"])
    if "language" in told:
        told["language"] = told["language"][:2].lower()
    return msgspec.structs.replace(document, **{name: value for name, value in told.items() if value})


def _mapped(location: str, row: Row, choices: Choices) -> dict[str, str]:
    """Which column is what: as a person says, else by name.

    Raises:
        IngestError: if no column is the text, or the table is sayso's own.
    """
    if row.keys() >= OWN_READINGS or ("failure" in row and len(row) == 1):
        raise IngestError(
            location,
            "extract",
            "these are sayso's own readings, not reports",
            "take them into a case with sayso import, or give the reports they were read from",
        )
    there = {str(name).strip().lower(): str(name) for name in row}
    found = {field: next((there[name] for name in names if name in there), None) for field, names in FIELDS.items()} | {
        field: there.get(column.lower()) for field, column in choices.columns.items()
    }
    if missing := [column for field, column in choices.columns.items() if not found[field]]:
        raise IngestError(location, "extract", f'there is no column "{missing[0]}"', f"its columns are {_some(row)}")
    if not found["text"]:
        raise IngestError(
            location,
            "extract",
            f"no column is called text, body or content; its columns are {_some(row)}",
            "say which one is the text: --columns text=NAME,title=NAME",
        )
    return {field: column for field, column in found.items() if column}


def _some(row: Row) -> str:
    names = [str(name) for name in row]
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "") if names else "none"


def _plain(value: Any) -> str:
    """A cell as text; several authors are parted by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict):
        return _plain(value.get("name"))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)


def _of_lines(opened: Opened, choices: Choices) -> Rows:
    """The objects of a JSON Lines file; a file that is one object over many lines is one row."""
    broken = False
    for number, line in enumerate(_lines(opened.stream, choices.most_bytes), start=1):
        place = f"line={number}"
        if line is None:
            yield place, too_large(f"{opened.location}#{place}", choices.most_bytes)
        elif line.strip():
            try:
                row = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf").strip())
            except BAD_JSON as error:
                if (number == 1 and line.strip() in (b"{", b"\xef\xbb\xbf{")) or broken:
                    broken = True
                    continue
                yield place, _bad_line(opened.location, place, f"the line is no JSON ({error})")
                continue
            yield (
                (place, row)
                if isinstance(row, dict)
                else (place, _bad_line(opened.location, place, "the line is no object"))
            )
    if broken:
        raise unknown_json(opened.location)


def unknown_json(location: str) -> IngestError:
    """The error for JSON that holds no reports sayso can find."""
    return IngestError(
        location,
        "extract",
        "it is JSON, but no feed, no wire story and no list of reports",
        "give JSON Lines, an object a line with its text; or say which format it is",
    )


def _bad_line(location: str, place: str, reason: str) -> IngestError:
    return IngestError(f"{location}#{place}", "extract", reason, REMEDY)


def _lines(stream: BinaryIO, most_bytes: int) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is too large: it is passed over and never held."""
    while line := stream.readline(most_bytes + 1):
        if len(line) <= most_bytes:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most_bytes)
        yield None


def _of_array(opened: Opened, choices: Choices) -> Rows:
    rows = decode_json(opened.whole(choices.most_bytes), opened.location)
    for number, row in enumerate(rows, start=1):
        place = f"item={number}"
        yield (
            (place, row)
            if isinstance(row, dict)
            else (place, _bad_line(opened.location, place, "the item is no object"))
        )


def _of_csv(opened: Opened, choices: Choices) -> Rows:
    """The rows of a CSV file, under the numbers of the lines they end on."""
    csv.field_size_limit(max(csv.field_size_limit(), choices.most_bytes))
    rows = csv.DictReader(_decoded(opened, choices.most_bytes), delimiter=_mark(_first_line(opened.head)), restkey="")
    try:
        for row in rows:
            row.pop("", None)
            yield f"line={rows.line_num}", row
    except csv.Error as error:
        place = f"line={rows.line_num}"
        yield place, _bad_line(opened.location, place, f"the table is damaged ({error})")


def _first_line(head: bytes) -> str:
    encoding = "utf-16" if head[:2] in UTF16 else "utf-8-sig"
    return next(iter(head.decode(encoding, errors="replace").splitlines()), "")


def _mark(head: str) -> str:
    """What parts the columns: the likeliest mark that stands in the first line."""
    return max("\t;,", key=head.count)


def _decoded(opened: Opened, most_bytes: int) -> Iterator[str]:
    """The lines of a table as text: UTF-8, UTF-16 by its mark, else Windows-1252.

    Raises:
        IngestError: at a line that is too large; a table cannot go on behind it.
    """
    if opened.head[:2] in UTF16:
        yield from _wide(opened, most_bytes)
        return
    for number, line in enumerate(_lines(opened.stream, most_bytes)):
        if line is None:
            raise too_large(f"{opened.location}#line={number + 1}", most_bytes)
        try:
            yield line.decode("utf-8-sig" if not number else "utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", errors="replace")


def _wide(opened: Opened, most_bytes: int) -> Iterator[str]:
    """The lines of a table in UTF-16, in which no byte alone ends a line."""
    text = io.TextIOWrapper(opened.stream, encoding="utf-16", errors="replace", newline="")
    for number, line in enumerate(iter(lambda: text.readline(most_bytes + 1), ""), start=1):
        if len(line) > most_bytes:
            raise too_large(f"{opened.location}#line={number}", most_bytes)
        yield line


def _of_parquet(opened: Opened, choices: Choices) -> Rows:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise not_installed(opened.location, "a Parquet file", "parquet") from None
    number = 0
    try:
        table = pyarrow.parquet.ParquetFile(opened.at_hand(choices.most_bytes))
        _check_rows(table.metadata, opened.location, choices.most_bytes)
        for batch in table.iter_batches(batch_size=AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield f"row={number}", row
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise IngestError(
            opened.location,
            "extract",
            f"the Parquet file is damaged after row {number} ({error})",
            "get the file again",
        ) from error


def _check_rows(told: Any, location: str, most_bytes: int) -> None:
    """Refuse a Parquet file whose rows are larger than reports may be, before one is unpacked: a cell can be a bomb.

    Raises:
        IngestError: if they are, by what the file says of itself.
    """
    for group in map(told.row_group, range(told.num_row_groups)):
        if group.total_byte_size > most_bytes * group.num_rows:
            raise too_large(location, most_bytes, "a row in it")
