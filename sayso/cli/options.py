"""Options that many commands share."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.terms import Address, Stance

if TYPE_CHECKING:
    from sayso.ingest import Choices
    from sayso.ingest.metadata import Metadata


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="REPORT...",
        help="Files of any format in docs/formats.md (text, pages, feeds, WARC, NITF, PDF, mail, tables, ZIP ...), "
        "folders of them, globs, or - for standard input.",
    ),
]
Outlet = Annotated[
    str | None, typer.Option("--outlet", help="Who publishes these reports, whatever they say themselves.")
]
Published = Annotated[
    str | None,
    typer.Option("--published", help="When they were published: 2024-03-05, 2024-03 or 2024-03-05T14:30+02:00."),
]
MetadataTable = Annotated[
    Path | None,
    typer.Option(
        "--metadata",
        help="CSV table with a column location and any of outlet, published, title, byline, agency, url.",
    ),
]
MaxSize = Annotated[float, typer.Option("--max-size", help="Largest report, in MB.", min=0.001)]
LARGEST = 20.0
Fast = Annotated[
    bool,
    typer.Option(
        "--fast", help="Take pages by a quick reader that finds no author, outlet or date: for whole archives."
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="Which columns of a table are what: text=body,title=headline,published=day,outlet=paper,url=link.",
    ),
]
CaseFile = Annotated[
    Address,
    typer.Option(
        "--case",
        "-c",
        parser=Address.of,
        help="The case: a file, or postgresql://user@host/database.",
        envvar="SAYSO_CASE",
        metavar="CASE",
        show_default=True,
    ),
]
DEFAULT_CASE = Address("case.sayso")
As = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Table, JSON lines or CSV. [default: table on a terminal, jsonl in a pipe]"),
]
By = Annotated[str | None, typer.Option("--by", help="Only what this speaker says (part of a name).", metavar="NAME")]
About = Annotated[str | None, typer.Option("--about", help="Only where this name takes part.", metavar="NAME")]
AccordingTo = Annotated[
    str | None, typer.Option("--according-to", help="Only where this name is in the chain of voices.", metavar="NAME")
]
Stances = Annotated[
    list[Stance] | None, typer.Option("--stance", help="Only this stance; may be given more than once.")
]
Since = Annotated[str | None, typer.Option("--since", help="Only reports printed on or after this day: 2026-05-12.")]
Until = Annotated[str | None, typer.Option("--until", help="Only reports printed on or before this day.")]
Hidden = Annotated[bool, typer.Option("--hidden", help="Also what was rejected or hidden.")]
Most = Annotated[
    int | None, typer.Option("--limit", "-n", help="At most so many rows; 0 for all. [default: 50 in a table]", min=0)
]


def chosen(format: Format | None) -> Format:
    """The format asked for, else a table on a terminal and JSON lines in a pipe."""
    return format or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)


def checked_day(day: str | None, option: str) -> str | None:
    """A day as the filters take it: 2026, 2026-05 or 2026-05-12.

    Raises:
        SettingsError: if it is none.
    """
    from datetime import date

    from sayso.errors import SettingsError

    if day is None:
        return None
    try:
        parts = [int(part) for part in day.split("-")]
        date(*[*parts, 1, 1][:3])
    except (ValueError, TypeError):
        raise SettingsError(f"{option} {day} is no day; write it as 2026, 2026-05 or 2026-05-12") from None
    return day


def choices_of(max_size: float, fast: bool, columns: str | None) -> Choices:
    """How a person wants reports to be read."""
    from sayso.ingest import Choices
    from sayso.ingest.tables import check_columns

    return Choices(int(max_size * 1_000_000), fast, check_columns(columns))


def metadata_of(outlet: str | None, published: str | None, table: Path | None) -> Metadata:
    """What a person says of the reports: for all of them, and in a table."""
    from sayso.ingest.metadata import Metadata, Overrides, check_published, load_metadata

    return Metadata(
        Overrides(outlet=outlet, published=check_published(published)), load_metadata(table) if table else {}
    )
