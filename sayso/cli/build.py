"""Commands that build a case: add, names, remove, backup, copy."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import (
    DEFAULT_CASE,
    LARGEST,
    CaseFile,
    Columns,
    Fast,
    MaxSize,
    MetadataTable,
    Outlet,
    Published,
    Reports,
    choices_of,
    metadata_of,
)
from sayso.terms import Address


class Keep(StrEnum):
    """What of a report's own bytes a case keeps."""

    BYTES = "bytes"
    HASH = "hash"


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    for command in (add, names, remove, backup, copy):
        app.command(rich_help_panel="Build a case")(command)


def add(
    reports: Reports,
    *,
    case: CaseFile = DEFAULT_CASE,
    outlet: Outlet = None,
    published: Published = None,
    metadata: MetadataTable = None,
    max_size: MaxSize = LARGEST,
    fast: Fast = False,
    columns: Columns = None,
    keep_source: Annotated[
        Keep,
        typer.Option(
            "--keep-source", help="Keep each report's own bytes in the case (compressed), or only their hash."
        ),
    ] = Keep.HASH,
) -> None:
    """Add reports to a case: read them, then work out who is who, what repeats what, and on whom each claim rests.

    Adding a report twice changes nothing. The command can be stopped at any moment and run again: no finished report
    is lost.

    Example:

    [bold]sayso add reports/ --case my.sayso[/bold]

    [bold]sayso add "archive/**/*.html" --outlet "The Herald"[/bold]

    [bold]sayso add crawl.warc.gz news.zip --keep-source bytes[/bold]

    Exit status: 0 all added, 1 some report could not be read (sayso failures says why), 2 the command makes no sense.
    """
    from sayso.pipeline import add_reports
    from sayso.show.progress import Progress
    from sayso.store import open_case

    told = metadata_of(outlet, published, metadata)
    opened = open_case(case, create=True)
    with Progress("reading", "settling") as progress:
        done = add_reports(
            opened,
            reports,
            told,
            choices_of(max_size, fast, columns),
            progress,
            keep_source=keep_source is Keep.BYTES,
        )
    typer.echo(done.told(str(case)), err=True)
    if done.new:
        typer.echo(f"Now ask: sayso matters --case {case}   (or claims, entities, reprints, replies, silent)", err=True)
    for failure in done.failures[:5]:
        typer.secho(f"not read {failure.location}: {failure.reason}; {failure.remedy}", err=True, fg="yellow")
    if len(done.failures) > 5:
        typer.echo(f"... and {len(done.failures) - 5} more: sayso failures --case {case}", err=True)
    raise typer.Exit(1 if done.failures else 0)


def names(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV with columns name, aliases (by ;), type; or FollowTheMoney entities as JSON lines.",
        ),
    ],
    *,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Take in a list of names you know: reports' names are then resolved to it, with the same reasons and decisions.

    Example:

    [bold]sayso names actors.csv --case my.sayso[/bold]
    """
    from sayso.ingest.known import read_known
    from sayso.pipeline import add_known
    from sayso.store import open_case

    known = read_known(file)
    count = add_known(open_case(case, create=True), known)
    typer.echo(f"{len(known)} entries with {count} names taken in from {file}", err=True)


def remove(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Ids or file names, as sayso reports lists them.")
    ],
    *,
    case: CaseFile = DEFAULT_CASE,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove reports from a case for good: their text is overwritten in the file, indexes included.

    Example:

    [bold]sayso remove d41d8cd98f00b204 --case my.sayso[/bold]
    """
    from sayso.errors import SettingsError
    from sayso.pipeline import remove_reports
    from sayso.store import open_case

    opened = open_case(case)
    titles = remove_reports(opened, reports, dry=True)
    for title in titles:
        typer.echo(f"  {title}", err=True)
    if not yes and not sys.stdin.isatty():
        raise SettingsError("nothing was removed, since there is nobody to ask; repeat the command with --yes")
    if not yes:
        typer.confirm(f"Remove {len(titles)} report(s) from {case} for good?", abort=True, err=True)
    remove_reports(opened, reports)
    typer.echo(
        f"{len(titles)} report(s) removed from {case}. Backups and exports made before still hold them.", err=True
    )


def backup(
    to: Annotated[Path, typer.Argument(metavar="TO", help="Where to write the copy.")],
    *,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Write a complete copy of a case to a file, even while another process adds to it.

    Example:

    [bold]sayso backup my-backup.sayso --case my.sayso[/bold]
    """
    from sayso.errors import SettingsError
    from sayso.store import open_case

    if to.exists():
        raise SettingsError(f"{to} is there already; give another name, or remove it first")
    open_case(case).backup(to)
    typer.echo(f"{case} copied to {to} ({to.stat().st_size / 1e6:.1f} MB)", err=True)


def copy(
    source: Annotated[Address, typer.Argument(metavar="FROM", parser=Address.of, help="The case to copy.")],
    target: Annotated[
        Address, typer.Argument(metavar="TO", parser=Address.of, help="Where to: a new file, or an empty database.")
    ],
) -> None:
    """Copy a whole case from a file to a PostgreSQL database, or back; all of it or nothing.

    Example:

    [bold]sayso copy my.sayso postgresql://ana@db.example/raid[/bold]
    """
    from sayso.store import open_case
    from sayso.store.copying import copy_case

    def tell(table: str, rows: int) -> None:
        typer.echo(f"{rows:>12,} {table.replace('_', ' ')}", err=True)

    total = copy_case(open_case(source), open_case(target, create=True), tell)
    typer.echo(f"{source} copied to {target}: {total:,} rows", err=True)
