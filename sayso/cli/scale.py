"""Commands for a pile that outgrows one case: batch."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from sayso.cli.options import LARGEST, Columns, Fast, MaxSize, choices_of


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
    app.command(rich_help_panel="Read an archive")(batch)


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
