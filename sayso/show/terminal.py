"""Readings for a person at a terminal: one table a report, failures below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.show.amounts import affiliation_line, amounts_to, taking_part_in
from sayso.show.rows import Row, is_title
from sayso.terms import Document, Failure, Reading, Stance

STYLE = {
    Stance.ASSERTS: "green",
    Stance.CONFIRMS: "bold green",
    Stance.ALLEGES: "yellow",
    Stance.DENIES: "bold red",
    Stance.DOUBTS: "magenta",
    Stance.DECLINES: "bright_black",
    Stance.ASKS: "cyan",
    Stance.URGES: "cyan",
    Stance.COMMITS: "blue",
    Stance.BELIEVES: "magenta",
    Stance.APPRAISES: "blue",
}


def print_reading(console: Console, reading: Reading, rows: Iterable[Row], *, explain: bool = False) -> None:
    """A report's head, then who says what: how firmly, the exact words, what they amount to, and who passes it on."""
    document = reading.document
    console.print()
    console.print(Text(document.title or document.location, style="bold"))
    console.print(Text(head_line(document), style="bright_black"))
    for note in document.notes:
        console.print(Text(f"note: {note}", style="yellow"))
    shown = list(rows)
    if not shown:
        console.print(Text(empty_line(reading), style="bright_black"))
        return
    console.print(_table(shown, explain=explain))
    if explain and (cast := "; ".join(cast_lines(reading, shown))):
        console.print(Text(f"who is who: {cast}", style="bright_black"))
    if reading.missed:
        console.print(
            Text(
                f"{len(reading.missed)} more places look like somebody's word and were not understood (--format jsonl lists them)",
                style="bright_black",
            )
        )


def cast_lines(reading: Reading, rows: Iterable[Row]) -> Iterator[str]:
    """Whoever speaks or takes part in what is shown, with sector, country and where it lies, as far as known."""
    taking_part = set(taking_part_in(reading, [row.claim for row in rows]))
    names = {entity.id: entity.name for entity in reading.entities}
    for entity in reading.entities:
        if entity.id in taking_part and (line := affiliation_line(entity, names)):
            yield f"{entity.name} ({line})"


def head_line(document: Document) -> str:
    """Outlet, agency, byline, date and file on one line, as far as known."""
    parts = [
        document.outlet,
        f"agency {document.agency}" if document.agency else None,
        f"by {document.byline}" if document.byline else None,
        document.published.value if document.published else "no date",
        document.location,
    ]
    return " · ".join(part for part in parts if part)


def empty_line(reading: Reading) -> str:
    """Why there is no table."""
    if not reading.attributions and reading.document.language not in (None, "en"):
        return "Kept, not read."
    return (
        "Nothing to show: no attribution in this report passes the filters."
        if reading.attributions
        else "No attribution found in this report."
    )


def _table(rows: Iterable[Row], *, explain: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 2, 0, 0))
    table.add_column("who", max_width=28)
    table.add_column("how", no_wrap=True)
    table.add_column("what, in the report's words", ratio=1)
    table.add_column("passed on by", max_width=22)
    if explain:
        table.add_column("why", ratio=1, style="bright_black")
    for _, group in groupby(rows, key=lambda row: (row.speaker, row.stance, row.words)):
        row, *more = group
        stance = Text(row.stance.value, style=STYLE[row.stance])
        if row.attribution and row.attribution.reply:
            stance.append(f"\n{row.attribution.reply.value}", style="bright_black")
        cells = [Text(row.speaker), stance, _words(row, more), Text(", ".join(row.chain), style="bright_black")]
        if explain:
            cells.append(Text(_why(row)))
        table.add_row(*cells)
    return table


def _words(row: Row, more: Iterable[Row]) -> Text:
    """The report's words, and under them what they amount to, an event or relation a line."""
    words = Text(row.words or "—")
    if is_title(row):
        words.append("  (headline)", style="bright_black")
    if row.claim.hedges:
        printed = ", ".join(hedge.span.of(row.reading.document.text) for hedge in row.claim.hedges)
        words.append(f"  (hedged: {printed})", style="bright_black")
    for claim in (row.claim, *(other.claim for other in more)):
        if line := amounts_to(row.reading, claim):
            words.append(f"\n  {line}", style="cyan")
    return words


def _why(row: Row) -> str:
    if row.attribution is None:
        return "the report's own word"
    cue = " ".join(span.of(row.reading.document.text) for span in row.attribution.cue)
    return (f'"{cue}": ' if cue else "") + row.attribution.why


def print_failure(console: Console, failure: Failure) -> None:
    """One line: which report, what is wrong, what to do."""
    console.print(Text.assemble(("not read ", "bold red"), f"{failure.location}: {failure.reason}; {failure.remedy}"))
