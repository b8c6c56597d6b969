"""`sayso export`, `sayso import` and `sayso mcp`: a case, or a part of it, for other programs, and a whole one back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ask import filters_of
from sayso.cli.options import DEFAULT_CASE, About, AccordingTo, By, CaseFile, Hidden, Since, Stances, Until

if TYPE_CHECKING:
    from sayso.show.chosen import Chosen
    from sayso.show.export import ByTable, Whole

NOT_INSTALLED = "{format} needs what is not installed ({missing}); install it with: pip install 'sayso[{format}]'"


def export(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csv, jsonl, parquet, followthemoney, graphml, gexf, annotation, report, case or training.",
        ),
    ],
    *,
    case: CaseFile = DEFAULT_CASE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="A file; for csv, jsonl and parquet a folder.", show_default="standard output"
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", "-t", help="For csv, jsonl, parquet: only claims, events, entities or matters."),
    ] = None,
    by: By = None,
    about: About = None,
    according_to: AccordingTo = None,
    stance: Stances = None,
    since: Since = None,
    until: Until = None,
    hidden: Hidden = False,
    redact: Annotated[
        list[str] | None,
        typer.Option(
            "--redact", help="In a report, blot out this name in all its forms; may be given again.", metavar="NAME"
        ),
    ] = None,
) -> None:
    """Write a case, or what of it passes the filters, in a format that other programs open.

    What was exported, when, by which version and query is in the file. docs/formats-out.md says what each is for.

    Examples:

    [bold]sayso export csv --out tables/[/bold]

    [bold]sayso export jsonl --table events --about Kharuz > events.jsonl[/bold]

    [bold]sayso export report --out case.html --redact "Ana Roth"[/bold]
    """
    from sayso.errors import SettingsError
    from sayso.show.chosen import choose
    from sayso.show.export import FORMATS, ByTable
    from sayso.store import open_case

    if format not in FORMATS:
        raise SettingsError(f"there is no format {format}; say one of {', '.join(FORMATS)}")
    filters = filters_of(by, about, according_to, stance, since, until, hidden)
    how = FORMATS[format]
    if redact and not getattr(how, "redacts", False):
        raise SettingsError(f"names are blotted out of a report only, not of {format}")
    try:
        with open_case(case).looking() as now:
            chosen = choose(now, filters, format, redact or ())
            written = (
                _by_table(how, chosen, table, out) if isinstance(how, ByTable) else _whole(how, chosen, table, out)
            )
    except ModuleNotFoundError as error:
        raise SettingsError(NOT_INSTALLED.format(format=format, missing=error.name)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingsError(f"{out} cannot be written ({error.strerror}); give another place with --out") from error
    for path in written:
        typer.echo(f"{path} ({path.stat().st_size / 1e6:.2f} MB)", err=True)


def _by_table(how: ByTable, chosen: Chosen, name: str | None, out: Path | None) -> list[Path]:
    """One table to a file or to standard output, or all into a folder."""
    from sayso.errors import SettingsError
    from sayso.show.export import write_table, write_tables
    from sayso.show.tables import TABLES

    if name is None:
        if out is None:
            raise SettingsError(
                f"there are {len(TABLES)} tables; name a folder with --out, or one of them with --table"
            )
        if out.is_file():
            raise SettingsError(f"{out} is a file; name a folder for the tables, or one of them with --table")
        return write_tables(how, chosen, out)
    if name not in TABLES:
        raise SettingsError(f"there is no table {name}; say one of {', '.join(TABLES)}")
    if out is None:
        how.write(TABLES[name], chosen, sys.stdout.buffer)
        return []
    return write_table(how, TABLES[name], chosen, out)


def _whole(how: Whole, chosen: Chosen, table: str | None, out: Path | None) -> list[Path]:
    """All into one file, or to standard output."""
    from sayso.errors import SettingsError
    from sayso.show.export import whole_file

    if table is not None:
        raise SettingsError(f"{chosen.about.export} has no tables; leave --table out")
    if chosen.about.query and not how.narrowed:
        raise SettingsError(f"{chosen.about.export} is written whole; leave the filters out")
    if out is None:
        how.write(chosen, sys.stdout.buffer)
        return []
    with whole_file(out) as file:
        how.write(chosen, file)
    return [out]


def take_back(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="From sayso export case or sayso decisions --format jsonl; - for stdin."),
    ],
    *,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Take in a case that was written out, or decisions made on another copy; what is there already is passed over.

    All of the file is taken in, or nothing. Where there is no case yet, one is made.

    Example:

    [bold]sayso import written-out.jsonl --case again.sayso[/bold]
    """
    from sayso.errors import SettingsError
    from sayso.restoring import restore
    from sayso.store import open_case

    try:
        lines = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    except OSError as error:
        raise SettingsError(f"{file} cannot be read ({error.strerror})") from error
    with lines:
        restored = restore(open_case(case, create=True), lines)
    typer.echo(restored.told(), err=True)


def mcp(*, case: CaseFile = DEFAULT_CASE) -> None:
    """Answer other programs' questions about a case by the Model Context Protocol, over standard input and output.

    They can search, and ask for an entity, a matter or a claim, with exact quotations; nothing can be changed.

    Example:

    [bold]sayso mcp --case my.sayso[/bold]
    """
    from sayso.errors import SettingsError
    from sayso.store import open_case

    try:
        from sayso.show.mcp import server_of

        server = server_of(open_case(case))
    except ModuleNotFoundError as error:
        raise SettingsError(NOT_INSTALLED.format(format="mcp", missing=error.name)) from error
    server.run("stdio")
