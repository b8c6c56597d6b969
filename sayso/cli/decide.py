"""`sayso decide ...`: what people settle by hand. Every decision keeps author, time and reason, and can be undone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import DEFAULT_CASE, CaseFile
from sayso.terms import Address, Deed, Stance

HELP = """Settle by hand what the machine cannot: merge, split, correct, add, bind, move, undo.

Example:

[bold]sayso decide different n3f1 n77a --because 'two brothers'[/bold]
"""
app = typer.Typer(no_args_is_help=True, help=HELP)
Because = Annotated[str, typer.Option("--because", help="Why; kept with the decision.")]
Author = Annotated[str, typer.Option("--by", help="Who decides.", envvar="SAYSO_AUTHOR", show_default="your user name")]
Thing = Annotated[str, typer.Argument(metavar="A", help="An id; its beginning will do.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another id.")]


def _decide(case: Address, what: Deed, a: str, b: str | None, because: str, by: str) -> None:
    from sayso.deciding import decide
    from sayso.store import open_case

    decision = decide(open_case(case), what, a, b, because=because, by=by)
    typer.echo(f"{decision.id}  {what.value} {decision.a} {decision.b or ''}", err=True)


def _of_two(what: Deed, help: str) -> None:
    """A command about two things."""

    def command(a: Thing, b: Other, *, because: Because = "", by: Author = "", case: CaseFile = DEFAULT_CASE) -> None:
        _decide(case, what, a, b, because, by)

    app.command(what.value, help=help)(command)


def _of_one(what: Deed, help: str) -> None:
    """A command about one thing."""

    def command(a: Thing, *, because: Because = "", by: Author = "", case: CaseFile = DEFAULT_CASE) -> None:
        _decide(case, what, a, None, because, by)

    app.command(what.value, help=help)(command)


_of_two(Deed.SAME, "Two entities are one: sayso decide same n3f1 n77a --because 'same captain'.")
_of_two(Deed.DIFFERENT, "Two entities are not one; REPORT.e3 parts somebody of one report from a namesake.")
_of_one(Deed.ACCEPT, "A claim is as the report has it.")
_of_one(Deed.REJECT, "A claim is not in the report: leave it out of everything.")
_of_two(
    Deed.CORRECT, "Correct a claim: sayso decide correct CLAIM stance=denies (or holds, basis, speaker, first, last)."
)
_of_two(Deed.BIND, "A reply answers an allegation: sayso decide bind REPLY ALLEGATION.")
_of_two(Deed.UNBIND, "A reply does not answer an allegation.")
_of_two(Deed.INDEPENDENT, "Two voices do not have it from each other.")
_of_two(Deed.DEPENDENT, "Two voices have it from one source.")
_of_two(Deed.MOVE, "A claim belongs to another matter: sayso decide move CLAIM MATTER; alone for one of its own.")
_of_two(Deed.DISMISS, "Nothing was missed at a place of a report: sayso decide dismiss REPORT 429-449.")
_of_two(Deed.RENAME, "Call an entity otherwise: sayso decide rename ENTITY 'Qasen Dubrai'.")
_of_one(Deed.HIDE, "Hide an entity, a claim or a matter from the lists.")
_of_two(
    Deed.REPORT,
    "Correct a report's outlet, agency, published or title: sayso decide report REPORT outlet='The Herald'.",
)


@app.command()
def add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Id or file name of the report.")],
    *,
    words: Annotated[str, typer.Option("--words", help="The claim, exactly as printed.")],
    speaker: Annotated[str | None, typer.Option("--speaker", help="Whose word it is; none: the outlet's.")] = None,
    stance: Annotated[Stance, typer.Option("--stance", help="How firmly.")] = Stance.ASSERTS,
    because: Because = "",
    by: Author = "",
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Add a claim that was missed: sayso decide add REPORT --words "the dam had cracked" --speaker "Ana Roth"."""
    given = json.dumps({"words": words, "speaker": speaker, "stance": stance.value}, ensure_ascii=False)
    _decide(case, Deed.ADD, report, given, because, by)


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Id of the decision (sayso decisions).")],
    *,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Undo a decision; it stays on record as undone."""
    from sayso.deciding import undo as take_back
    from sayso.store import open_case

    found = take_back(open_case(case), decision)
    typer.echo(f"undone: {found.what.value} {found.a} {found.b or ''}", err=True)


@app.command("import")
def take_in(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON lines from sayso decisions --format jsonl; - for stdin.")
    ],
    *,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Take in decisions made on another copy of the case."""
    import msgspec

    from sayso.deciding import take_in as apply_all
    from sayso.errors import SettingsError
    from sayso.store import open_case
    from sayso.terms import Decision

    try:
        lines = (sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")).splitlines()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read ({error.strerror})") from error
    try:
        found = [msgspec.json.decode(line, type=Decision) for line in lines if line.strip()]
    except msgspec.DecodeError as error:
        raise SettingsError(
            f"{file} holds no decisions ({error}); sayso decisions --format jsonl writes them"
        ) from error
    typer.echo(f"{apply_all(open_case(case), found)} of {len(found)} decisions were new", err=True)
