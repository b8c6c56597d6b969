"""Commands that ask a case: its lists, search, show, cite, silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Annotated, Any

import typer

from sayso.cli.options import (
    DEFAULT_CASE,
    About,
    AccordingTo,
    As,
    By,
    CaseFile,
    Format,
    Hidden,
    Most,
    Since,
    Stances,
    Until,
    checked_day,
    chosen,
)
from sayso.terms import Stance

Rows = Iterator[dict[str, Any]]
NOTHING = "Nothing in this case passes the filters."
SCREENFUL = 50
"""Rows of a table unless more are asked for; JSON lines and CSV are whole."""


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    for command in (
        reports,
        claims,
        matters,
        origins,
        replies,
        entities,
        reprints,
        silent,
        failures,
        decisions,
        search,
        show,
        cite,
    ):
        app.command(rich_help_panel="Ask a case")(command)


def _print(kind: str, rows: Rows, format: Format | None, most: int | None, empty: str) -> None:
    """Rows as they are asked for; a table stops after a screenful and says so."""
    from sayso.show.lists import write_list

    wanted = chosen(format)
    limit = most if most is not None else SCREENFUL if wanted is Format.TABLE else 0
    shown = islice(rows, limit) if limit else rows
    count = write_list(kind, shown, wanted.value)
    if not count:
        typer.echo(empty, err=True)
    elif limit and next(rows, None) is not None:
        typer.echo(f"The first {limit}; --limit 0 shows all.", err=True)


def filters_of(
    by: str | None = None,
    about: str | None = None,
    according_to: str | None = None,
    stance: list[Stance] | None = None,
    since: str | None = None,
    until: str | None = None,
    hidden: bool = False,
) -> Any:
    """What a list is narrowed to, as the options say."""
    from sayso.store.filters import Filters

    days = checked_day(since, "--since"), checked_day(until, "--until")
    return Filters(by, about, according_to, tuple(s.value for s in stance or ()), *days, hidden)


def _list(name: str) -> Callable[..., Rows]:
    from sayso.store import lists

    found: Callable[..., Rows] = getattr(lists, name)
    return found


def _opened(case: Any) -> Any:
    from sayso.store import open_case

    return open_case(case)


def reports(
    *, case: CaseFile = DEFAULT_CASE, format: As = None, since: Since = None, until: Until = None, limit: Most = None
) -> None:
    """The reports of a case: outlet, agency, date, number of claims, and which report each copies.

    Example:

    [bold]sayso reports --since 2026-05-01 --format csv > reports.csv[/bold]
    """
    rows = _list("list_reports")(_opened(case), filters_of(since=since, until=until))
    _print("reports", rows, format, limit, f"No report in {case}; add some: sayso add REPORT... --case {case}")


def claims(
    *,
    case: CaseFile = DEFAULT_CASE,
    by: By = None,
    about: About = None,
    according_to: AccordingTo = None,
    stance: Stances = None,
    since: Since = None,
    until: Until = None,
    hidden: Hidden = False,
    format: As = None,
    limit: Most = None,
) -> None:
    """Who says what, how firmly, over all reports.

    Example:

    [bold]sayso claims --by ministry --stance denies[/bold]
    """
    filters = filters_of(by, about, according_to, stance, since, until, hidden)
    _print("claims", _list("list_claims")(_opened(case), filters), format, limit, NOTHING)


def matters(
    *,
    case: CaseFile = DEFAULT_CASE,
    by: By = None,
    about: About = None,
    according_to: AccordingTo = None,
    stance: Stances = None,
    since: Since = None,
    until: Until = None,
    points: Annotated[
        bool | None,
        typer.Option("--points/--no-points", help="Also date, place and figures of each. [default: not in a table]"),
    ] = None,
    hidden: Hidden = False,
    format: As = None,
    limit: Most = None,
) -> None:
    """What is claimed, by how many independent voices, who denies it; most origins first.

    Example:

    [bold]sayso matters --about "Oshqar Brigade"[/bold]

    [bold]sayso matters --according-to Dubrai --format jsonl[/bold]
    """
    filters = filters_of(by, about, according_to, stance, since, until, hidden)
    _print(
        "matters",
        _list("list_matters")(
            _opened(case), filters, points=points if points is not None else chosen(format) is not Format.TABLE
        ),
        format,
        limit,
        NOTHING,
    )


def origins(
    *,
    case: CaseFile = DEFAULT_CASE,
    by: By = None,
    about: About = None,
    according_to: AccordingTo = None,
    format: As = None,
    limit: Most = None,
) -> None:
    """For each matter the voices it rests on, those behind them, and why two may be one.

    Example:

    [bold]sayso origins --about Kharuz[/bold]
    """
    filters = filters_of(by, about, according_to)
    _print("origins", _list("list_origins")(_opened(case), filters), format, limit, NOTHING)


def replies(
    *, case: CaseFile = DEFAULT_CASE, by: By = None, stance: Stances = None, format: As = None, limit: Most = None
) -> None:
    """Denials, refusals and silences, each with the claim it answers.

    Example:

    [bold]sayso replies --by ministry[/bold]
    """
    filters = filters_of(by, stance=stance)
    _print("replies", _list("list_replies")(_opened(case), filters), format, limit, "No reply in these reports.")


def entities(
    *,
    case: CaseFile = DEFAULT_CASE,
    about: Annotated[str | None, typer.Option("--name", help="Only whose name holds this.", metavar="NAME")] = None,
    hidden: Hidden = False,
    format: As = None,
    limit: Most = None,
) -> None:
    """Who and what the reports speak of, under all their spellings, and who they may also be.

    Example:

    [bold]sayso entities --name dubrai[/bold]
    """
    filters = filters_of(about=about, hidden=hidden)
    _print("entities", _list("list_entities")(_opened(case), filters), format, limit, NOTHING)


def reprints(*, case: CaseFile = DEFAULT_CASE, format: As = None, limit: Most = None) -> None:
    """Which report repeats which, how much of it, who had it first, and what was changed on the way.

    Example:

    [bold]sayso reprints --format csv > reprints.csv[/bold]
    """
    _print("reprints", _list("list_reprints")(_opened(case)), format, limit, "No report repeats another.")


def silent(*, case: CaseFile = DEFAULT_CASE, format: As = None, limit: Most = None) -> None:
    """Who is talked about but never quoted, and which allegations have no reply in these reports.

    Example:

    [bold]sayso silent --case my.sayso[/bold]
    """
    _print("silent", _list("silent")(_opened(case)), format, limit, "Everybody spoken of is also quoted.")


def failures(*, case: CaseFile = DEFAULT_CASE, format: As = None, limit: Most = None) -> None:
    """Reports that could not be read, why, and what to do about each.

    Example:

    [bold]sayso failures --format csv[/bold]
    """
    _print("failures", _list("list_failures")(_opened(case)), format, limit, "Every report was read.")


def decisions(*, case: CaseFile = DEFAULT_CASE, format: As = None, limit: Most = None) -> None:
    """What people decided, when, why, and what was undone. As JSON lines, sayso decide import takes them in again.

    Example:

    [bold]sayso decisions --format jsonl > decisions.jsonl[/bold]
    """
    _print("decisions", _list("list_decisions")(_opened(case)), format, limit, "Nothing was decided yet.")


def search(
    words: Annotated[list[str], typer.Argument(help='Words, or "a phrase".')],
    *,
    case: CaseFile = DEFAULT_CASE,
    format: As = None,
    limit: Most = None,
) -> None:
    """Sentences that hold some words, the fittest first.

    Example:

    [bold]sayso search rifles pass[/bold]
    """
    rows = _list("search")(_opened(case), " ".join(_as_phrase(word) for word in words), limit or SCREENFUL)
    _print("search", rows, format, limit, "No sentence holds these words.")


def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Of a report, claim, matter, entity or decision; its beginning will do.")
    ],
    *,
    case: CaseFile = DEFAULT_CASE,
    format: As = None,
    source: Annotated[
        bool, typer.Option("--source", help="Of a report: the very bytes it was made from, where they were kept.")
    ] = False,
) -> None:
    """Open anything: a claim in its sentences, a matter with all who speak of it, an entity with its names, a report.

    Example:

    [bold]sayso show m4f2[/bold]

    [bold]sayso show d41d8cd98f00b204 --source > page.html[/bold]
    """
    from sayso.show.trail import show_source, show_thing

    if source:
        show_source(_opened(case), id)
        return
    show_thing(_opened(case), id, as_json=chosen(format) is not Format.TABLE)


def cite(
    id: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim; its beginning will do.")],
    *,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """A claim ready to print: quotation, chain of voices, outlet, date, address, place in the text, hash.

    Example:

    [bold]sayso cite d41d8cd98f00b204.c7[/bold]
    """
    from sayso.show.trail import citation

    typer.echo(citation(_opened(case), id))


def _as_phrase(word: str) -> str:
    """An argument that the shell kept together is a phrase."""
    return f'"{word}"' if " " in word and '"' not in word else word
