"""The command line: each command parses its arguments, calls one function and shows the result."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso import __version__
from sayso.cli import ask, build, decide, scale
from sayso.cli.export import export, mcp, take_back
from sayso.cli.read import read
from sayso.cli.serve import serve
from sayso.errors import SaysoError, SettingsError

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_show_locals=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit()


@app.callback()
def sayso(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Who said what about whom in news reports, how firmly, in which words, on how many independent voices.

    Everything happens on this machine; nothing is fetched, and nothing sent but to a database that you name as the case.
    Start with:

    [bold]sayso read report.html[/bold]            one report

    [bold]sayso add reports/ --case my.sayso[/bold]  many reports, one picture
    """


app.command(rich_help_panel="Read")(read)
build.register(app)
ask.register(app)
app.command(rich_help_panel="Ask a case")(serve)
app.command(rich_help_panel="Out and back")(export)
app.command("import", rich_help_panel="Out and back")(take_back)
app.command(rich_help_panel="Out and back")(mcp)
scale.register(app)
app.add_typer(decide.app, name="decide", rich_help_panel="Decide")


def main() -> None:
    """Run the command line; an error of sayso's own is one plain line, not a traceback."""
    try:
        app()
    except SettingsError as error:
        typer.secho(f"sayso: {error}", err=True, fg="red")
        sys.exit(2)
    except SaysoError as error:
        typer.secho(f"sayso: {error}", err=True, fg="red")
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
