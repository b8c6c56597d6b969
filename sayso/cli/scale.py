"""Commands for a pile that outgrows one case: batch, resolve, load."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from sayso.cli.options import (
    DEFAULT_CASE,
    LARGEST,
    CaseFile,
    Columns,
    Fast,
    MaxSize,
    Since,
    Until,
    checked_day,
    choices_of,
)


class Where(StrEnum):
    """Where the workers are."""

    NATIVE = "native"
    RAY = "ray"


Out = Annotated[
    str, typer.Option("--out", "-o", help="The folder of Parquet parts, here or in an object store.", metavar="FOLDER")
]
EngineKind = Annotated[
    Where, typer.Option("--engine", help="The processes of this machine, or those of a Ray cluster.")
]
Address = Annotated[
    str | None, typer.Option("--address", help="Of the Ray cluster, host:port. [default: the one this machine is in]")
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="So many at a time. [default: one a core]", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    for command in (batch, resolve, load):
        app.command(rich_help_panel="Read an archive")(command)


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN...",
            help="WARC, Parquet or JSON Lines, or any other report: files, folders, globs, or addresses of an object store.",
        ),
    ],
    *,
    out: Out,
    engine: EngineKind = Where.NATIVE,
    address: Address = None,
    workers: Workers = None,
    max_size: MaxSize = LARGEST,
    fast: Fast = False,
    columns: Columns = None,
) -> None:
    """Read an archive into Parquet: documents, claims, events, mentions, signatures and failures, by month of printing.

    The command can be stopped at any moment and run again: it goes on with what is not finished, and nothing is lost
    or there twice. A report that cannot be read is one row of failures.

    Examples:

    [bold]sayso batch crawl/*.warc.gz --out parts[/bold]

    [bold]sayso batch articles.parquet --columns text=body,published=day --out parts[/bold]

    [bold]sayso batch s3://bucket/crawl/2026/05/ --out s3://bucket/parts --engine ray --address head:6379[/bold]

    Needs the extra: pip install "sayso\\[scale]". Exit status: 0 all read, 1 some report could not be read, 2 the
    command makes no sense.
    """
    from sayso.batch import read_collection
    from sayso.batch.engine import Engine, Kind

    with _Shown() as shown:
        done = read_collection(
            inputs,
            out,
            partial(Engine, Kind(engine.value), address, workers),
            choices_of(max_size, fast, columns),
            shown,
        )
    typer.echo(done.told(out), err=True)
    for failure in done.missing:
        typer.secho(f"not found {failure.location}: {failure.reason}; {failure.remedy}", err=True, fg="yellow")
    raise typer.Exit(1 if done.missing or done.failed else 0)


def resolve(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="What sayso batch wrote.")],
    *,
    engine: EngineKind = Where.NATIVE,
    address: Address = None,
) -> None:
    """Work out what an archive amounts to: who is who, which report repeats which, the matters and on whom they rest.

    The result is what a case makes of the same reports; it lies in FOLDER/resolved as Parquet.

    Examples:

    [bold]sayso resolve parts[/bold]

    [bold]sayso resolve s3://bucket/parts --engine ray --address head:6379[/bold]
    """
    from sayso.batch.engine import Engine, Kind
    from sayso.batch.folder import Folder
    from sayso.batch.resolve import resolve_folder

    rows = resolve_folder(Folder(folder), Engine(Kind(engine.value), address))
    typer.echo(f"{folder}/resolved: " + ", ".join(f"{count:,} {name}" for name, count in rows.items()), err=True)


def load(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="What sayso batch wrote.")],
    *,
    case: CaseFile = DEFAULT_CASE,
    since: Since = None,
    until: Until = None,
) -> None:
    """Take reports of an archive into a case, read already: all of them, or those printed between two days.

    An archive that has been resolved comes resolved into an empty case; else the case works it out.

    Examples:

    [bold]sayso load parts --case all.sayso[/bold]

    [bold]sayso load parts --since 2026-05-01 --until 2026-05-14 --case may.sayso[/bold]
    """
    from sayso.batch.folder import Folder
    from sayso.batch.loading import load as load_reports
    from sayso.show.progress import Progress
    from sayso.store import open_case

    days = checked_day(since, "--since"), checked_day(until, "--until")
    opened = open_case(case, create=True)
    with Progress("filing") as progress:
        progress.expect(None)
        new = load_reports(Folder(folder), opened, *days, lambda count: progress.done("filing", count))
    typer.echo(f"{new} report{'s' * (new != 1)} added to {case}. Now ask: sayso matters --case {case}", err=True)


class _Shown:
    """A batch on its way, as a bar of parts."""

    def __init__(self) -> None:
        from sayso.show.progress import Progress

        self._bars = Progress("parts")

    def __enter__(self) -> _Shown:
        self._bars.__enter__()
        return self

    def __exit__(self, *stopped: object) -> None:
        self._bars.__exit__(None, None, None)

    def expect(self, parts: int) -> None:
        self._bars.expect(parts)

    def done(self, parts: int) -> None:
        self._bars.done("parts", parts)

    def again(self, why: str) -> None:
        typer.secho(f"{why.partition(';')[0]}; what it had in hand is read again", err=True, fg="yellow")
