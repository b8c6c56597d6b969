"""`sayso serve`: a case in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.options import DEFAULT_CASE, CaseFile

NOT_INSTALLED = "the web app needs what is not installed ({missing}); install it with: pip install 'sayso[web]'"


def serve(
    *,
    case: CaseFile = DEFAULT_CASE,
    port: Annotated[int, typer.Option("--port", "-p", help="Where to listen.", min=0, max=65535)] = 8642,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen at; others can then reach it.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option("--token", help="Ask everybody for this word first; needed behind a proxy.", envvar="SAYSO_TOKEN"),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Also open it in the browser.")] = False,
) -> None:
    """Open a case in the browser, on this machine only; it makes no outward connection. Ctrl+C ends it.

    Where there is no case yet, an empty one is made.

    Example:

    [bold]sayso serve --case my.sayso[/bold]
    """
    from sayso.errors import SettingsError

    try:
        from sayso.show.web.server import serve_case
    except ModuleNotFoundError as error:
        raise SettingsError(NOT_INSTALLED.format(missing=error.name)) from error
    serve_case(case, host=host, port=port, token=token, open_browser=open_browser)
