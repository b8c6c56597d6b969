"""The lists of a case: as a table for the eye, as JSON lines whole, as CSV flat. One line in COLUMNS makes a list."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.show.export.csv import safe
from sayso.show.terminal import STYLE
from sayso.terms import Stance

Row = Mapping[str, Any]
Cell = Callable[[Row], str]


def _range(counted: Row) -> str:
    """ "2", "1-3", with the outlets that say it in their own word behind a plus."""
    low, high, more = counted["min"], counted["max"], counted["unestablished"]
    told = f"{low}" if low == high else f"{low}-{high}"
    return told + (f" +{more}?" if more else "")


def _matter(row: Row) -> str:
    return row["text"] if row["part_of"] is None else f"  {row['slot']}: {row['text']}"


def _who(row: Row, agreement: str) -> str:
    names = [claim["origin"] or claim["speaker"] for claim in row["claims"] if claim["agreement"] == agreement]
    return ", ".join(dict.fromkeys(names))


def _forms(row: Row) -> str:
    others = [form["form"] for form in row["forms"] if form["form"] != row["name"]]
    return ", ".join(others[:6]) + (f" and {len(others) - 6} more" if len(others) > 6 else "")


def _standing(row: Row) -> str:
    """What a report is to others: taken back, a summary, a copy, a newer version."""
    if row["withdrawn"]:
        return "withdrawn"
    if row["summary"]:
        return "summary"
    return row["copy_of"] or (f"version of {row['version_of']}" if row["version_of"] else "")


def _file(row: Row, key: str = "location") -> str:
    return str(row[key] or "").rsplit("/", 1)[-1]


DIRECTIONS = {
    "copy>original known": "the original",
    "common parent": "neither: both repeat a third",
    "unknown": "not known",
}
COLUMNS: dict[str, dict[str, Cell]] = {
    "reports": {
        "id": lambda r: r["id"],
        "published": lambda r: (r["published"] or "no date")[:16],
        "outlet": lambda r: r["outlet"] or r["agency"] or "",
        "title": lambda r: r["title"] or _file(r),
        "claims": lambda r: str(r["claims"]),
        "copy of": _standing,
    },
    "claims": {
        "id": lambda r: r["claim"],
        "who": lambda r: r["speaker"],
        "how": lambda r: r["stance"],
        "what, in the report's words": lambda r: f"(withdrawn) {r['text']}" if r["withdrawn"] else r["text"],
        "matter": lambda r: r["matter"] or "",
        "where": _file,
    },
    "matters": {
        "id": lambda r: r["id"] if r["part_of"] is None else "",
        "what is claimed": _matter,
        "reports": lambda r: str(r["reports"]) if r["part_of"] is None else "",
        "for": lambda r: _range(r["origins"]),
        "on whose say-so": lambda r: _who(r, "supports"),
        "against": lambda r: _range(r["against"]) if r["against"]["max"] or r["against"]["unestablished"] else "",
        "who denies": lambda r: _who(r, "denies"),
    },
    "origins": {
        "matter": lambda r: r["matter"],
        "what is claimed": lambda r: r["text"],
        "side": lambda r: r["side"],
        "voice": lambda r: r["voice"],
        "behind it": lambda r: ", ".join(r["behind"]),
        "claims": lambda r: str(len(r["claims"])),
        "may be one with": lambda r: "; ".join(
            f"{e['b'] if e['a'] == r['voice'] else e['a']} ({'firm' if e['firm'] else 'possible'}: {e['why']})"
            for e in r["edges"]
        ),
    },
    "entities": {
        "id": lambda r: r["id"],
        "name": lambda r: r["name"],
        "kind": lambda r: r["type"],
        "reports": lambda r: str(r["documents"]),
        "also as": _forms,
        "may also be": lambda r: ", ".join(
            f"{maybe['name']} ({maybe['entity']}, {maybe['score']:.2f})" for maybe in r["maybe"][:4]
        ),
    },
    "reprints": {
        "copy": lambda r: _file(r, "copy_location"),
        "original": lambda r: _file(r, "original_location"),
        "kind": lambda r: r["kind"],
        "who had it first": lambda r: DIRECTIONS[r["direction"]],
        "coverage": lambda r: f"{r['coverage']:.0%}",
        "changed on the way": lambda r: "; ".join(shift["what"] for shift in r["shifts"]),
        "why": lambda r: r["why"],
    },
    "replies": {
        "reply": lambda r: r["reply"],
        "who": lambda r: r["speaker"],
        "what": lambda r: r["text"],
        "how": lambda r: r["how"],
        "answers": lambda r: r["answers"],
        "whose word": lambda r: r["answered_speaker"],
        "which": lambda r: r["answered_text"],
    },
    "silent": {
        "what": lambda r: r["what"],
        "id": lambda r: r["id"],
        "who": lambda r: r["who"],
        "claims about": lambda r: str(r["claims"] or ""),
        "allegation": lambda r: r["text"] or "",
    },
    "failures": {
        "report": lambda r: r["location"],
        "stage": lambda r: r["stage"],
        "reason": lambda r: r["reason"],
        "remedy": lambda r: r["remedy"],
    },
    "decisions": {
        "id": lambda r: r["id"],
        "what": lambda r: r["what"],
        "a": lambda r: r["a"],
        "b": lambda r: r["b"] or "",
        "because": lambda r: r["because"],
        "by": lambda r: r["by"],
        "at": lambda r: r["at"],
        "undone": lambda r: r["undone"] or "",
    },
    "search": {
        "report": lambda r: r["report"],
        "title": lambda r: r["title"] or _file(r),
        "sentence": lambda r: r["text"],
    },
}
NARROW = {
    "id",
    "claims",
    "reports",
    "for",
    "against",
    "how",
    "kind",
    "coverage",
    "side",
    "published",
    "matter",
    "report",
    "reply",
    "answers",
}
"""Columns that are never broken over lines."""


def write_list(kind: str, rows: Iterable[Row], format: str) -> int:
    """Write a list to stdout; how many rows it had."""
    counted = _Counted(rows)
    if format == "jsonl":
        _write_jsonl(counted)
    elif format == "csv":
        sys.stdout.writelines(csv_lines(kind, counted))
    else:
        _print_table(kind, counted)
    return counted.count


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _write_jsonl(rows: Iterable[Row]) -> None:
    encode, write = msgspec.json.Encoder().encode, sys.stdout.buffer.write
    for row in rows:
        write(encode(row) + b"\n")
    sys.stdout.buffer.flush()


def csv_lines(kind: str, rows: Iterable[Row]) -> Iterator[str]:
    """Flat rows for a spreadsheet: the columns of the table, in full; where a list is flat anyway, its own fields."""
    if kind in FLAT:
        yield _csv_line(FLAT[kind])
        yield from (_csv_line(safe(_plain(row[field])) for field in FLAT[kind]) for row in rows)
    else:
        yield _csv_line(COLUMNS[kind])
        yield from (_csv_line(safe(cell(row)) for cell in COLUMNS[kind].values()) for row in rows)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


FLAT: dict[str, tuple[str, ...]] = {
    "reports": (
        "id",
        "location",
        "title",
        "outlet",
        "agency",
        "published",
        "claims",
        "copy_of",
        "version_of",
        "summary",
        "withdrawn",
        "language",
    ),
    "claims": (
        "claim",
        "location",
        "outlet",
        "span",
        "text",
        "type",
        "speaker",
        "voice",
        "stance",
        "holds",
        "matter",
        "said",
        "happened",
        "published",
        "decided",
        "withdrawn",
    ),
    "failures": ("location", "stage", "reason", "remedy", "at"),
    "decisions": ("id", "what", "a", "b", "because", "by", "at", "undone"),
    "replies": ("reply", "speaker", "text", "how", "why", "answers", "answered_speaker", "answered_text"),
    "search": ("report", "location", "title", "outlet", "published", "span", "text"),
    "silent": ("what", "id", "who", "claims", "text", "location"),
    "network": (
        "source",
        "source_name",
        "target",
        "target_name",
        "kind",
        "types",
        "line",
        "denied",
        "origins_min",
        "origins_max",
        "claims",
        "reports",
        "stances",
        "first",
        "last",
    ),
    "timeline": (
        "claim",
        "speaker",
        "stance",
        "holds",
        "text",
        "matter",
        "happened_first",
        "happened_last",
        "said_first",
        "said_last",
        "said",
        "published",
        "location",
    ),
    "ledger": ("figure", "value", "low", "high", "source", "house", "printed", "stance", "agreement", "claim", "text"),
}
"""The fields of lists that hold no lists themselves, in the order of their CSV."""


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "-".join(map(str, value))
    return "" if value is None else str(value)


def _print_table(kind: str, rows: Iterable[Row]) -> None:
    console = Console(**({} if sys.stdout.isatty() or "COLUMNS" in os.environ else {"width": 160}))  # type: ignore[arg-type]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    columns = COLUMNS[kind]
    for name in columns:
        narrow = name in NARROW
        table.add_column(name, no_wrap=narrow, overflow="fold", ratio=None if narrow else 1)
    empty = True
    for row in rows:
        empty = False
        table.add_row(*(_cell(name, cell(row)) for name, cell in columns.items()))
    if not empty:
        console.print(table)


def _cell(name: str, words: str) -> Text:
    return Text(words, style=STYLE.get(Stance(words), "") if name == "how" and words in set(Stance) else "")
