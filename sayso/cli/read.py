"""`sayso read`: reports in, claims out, nothing kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import (
    LARGEST,
    As,
    By,
    Columns,
    Fast,
    Format,
    MaxSize,
    MetadataTable,
    Outlet,
    Published,
    Reports,
    Stances,
    choices_of,
    chosen,
    metadata_of,
)
from sayso.terms import Claim, Failure, Reading, Stance

if TYPE_CHECKING:
    from sayso.show.rows import Row


def read(
    reports: Reports,
    *,
    format: As = None,
    by: By = None,
    stance: Stances = None,
    outlet_words: Annotated[
        bool, typer.Option("--all", help="Also the report's own sentences, which are nobody else's word.")
    ] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Only claims that amount to an event, the report's own too.")
    ] = False,
    relations: Annotated[
        bool, typer.Option("--relations", help="Only claims of who leads, belongs to, speaks for or is kin to whom.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, for each line of the table.")] = False,
    outlet: Outlet = None,
    published: Published = None,
    metadata: MetadataTable = None,
    max_size: MaxSize = LARGEST,
    fast: Fast = False,
    columns: Columns = None,
) -> None:
    """Read reports: for each claim who says it, how firmly, in which words, what it amounts to, and who passes it on.

    Examples:

    [bold]sayso read report.html[/bold]

    [bold]sayso read reports/ --stance denies[/bold]

    [bold]sayso read report.html --events --by ministry[/bold]

    [bold]sayso read "archive/**/*.html" --format jsonl > claims.jsonl[/bold]

    [bold]sayso read crawl.warc.gz --fast[/bold]

    [bold]pbpaste | sayso read - --by bergner --explain[/bold]

    Exit status: 0 all read, 1 some report could not be read, 2 the command makes no sense.
    """
    from sayso.pipeline import read_reports

    wanted = chosen(format)
    given = metadata_of(outlet, published, metadata)
    found = _watched(read_reports(reports, given, choices_of(max_size, fast, columns)), reports)
    everything = outlet_words or events or relations or wanted is Format.JSONL
    results = _selected(found, by, stance, _kept(events=events, relations=relations), everything)
    failed = _show(results, wanted, explain=explain)
    raise typer.Exit(1 if failed else 0)


def _kept(*, events: bool, relations: bool) -> Callable[[Claim], bool]:
    """Which claims to keep: all, or those of events, of relations, or of either."""
    if not (events or relations):
        return lambda claim: True
    return lambda claim: bool((events and claim.event) or (relations and claim.relation))


def _selected(
    found: Iterator[Reading | Failure],
    by: str | None,
    stances: list[Stance] | None,
    kept: Callable[[Claim], bool],
    outlet_words: bool,
) -> Iterator[tuple[Reading, list[Row]] | Failure]:
    """Each report with the claims that pass the filters."""
    from sayso.show.rows import rows_of

    for result in found:
        if isinstance(result, Failure):
            yield result
            continue
        rows = [
            row
            for row in rows_of(result, outlet=outlet_words)
            if (not stances or row.stance in stances)
            and (not by or by.lower() in row.speaker.lower())
            and kept(row.claim)
        ]
        yield result, rows


def _show(results: Iterator[tuple[Reading, list[Row]] | Failure], wanted: Format, *, explain: bool) -> int:
    """Show the results on stdout, failures on stderr too; how many failed."""
    from rich.console import Console

    from sayso.show.terminal import print_failure, print_reading

    errors = Console(stderr=True)
    failed = 0

    def counted() -> Iterator[tuple[Reading, list[Row]] | Failure]:
        nonlocal failed
        for result in results:
            if isinstance(result, Failure):
                failed += 1
                print_failure(errors, result)
            yield result

    if wanted is Format.TABLE:
        console = Console(**({} if sys.stdout.isatty() else {"width": 120}))  # type: ignore[arg-type]
        for result in counted():
            if not isinstance(result, Failure):
                print_reading(console, *result, explain=explain)
    else:
        from sayso.show.export import EXPORTERS

        EXPORTERS[wanted.value](counted(), sys.stdout)
    return failed


def _watched(found: Iterator[Reading | Failure], reports: list[str]) -> Iterator[Reading | Failure]:
    """The results, with a progress bar on stderr where there are many and somebody is watching.

    How many there are is known ahead unless a file may hold any number.
    """
    from sayso.ingest.files import find_reports

    files = list(find_reports(reports)) if sys.stderr.isatty() and reports != ["-"] else []
    unknown = any(file.many for file in files)
    if len(files) < 4 and not unknown:
        yield from found
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None if unknown else len(files))
        for result in found:
            progress.advance(task)
            yield result
