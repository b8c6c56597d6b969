"""Serving a case until Ctrl+C. The one place that knows the server."""

from __future__ import annotations

import socket
import sys
import webbrowser
from threading import Timer

import uvicorn

from sayso.errors import SettingsError
from sayso.show.web import create_app
from sayso.store import open_case
from sayso.terms import Address

EVERYWHERE = ("0.0.0.0", "::")


def serve_case(case: Address, *, host: str, port: int, token: str | None = None, open_browser: bool = False) -> None:
    """Show a case in the browser until the server is ended.

    Raises:
        SettingsError: if the port is taken, or others could reach the case without a token.
        StoreError: if the case cannot be opened.
    """
    if host in EVERYWHERE and token is None:
        raise SettingsError(f"at {host} everybody on the network could read the case; give --token WORD with it")
    new = not case.on_server and not case.file.exists()
    open_case(case, create=True).close()
    with _listening(host, port) as listening:
        address = _address(host, listening.getsockname()[1])
        print(f"{'An empty case was made in' if new else 'The case'} {case} is at {address}", file=sys.stderr)
        app = create_app(case, token, (host,))
        print(f"It runs here and {app.state.case.reach}. Ctrl+C ends it.", file=sys.stderr)
        if open_browser:
            Timer(0.5, webbrowser.open, [address]).start()
        app.state.adding.resume()
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            pass
        finally:
            app.state.adding.stop()
            app.state.case.close()
            print("Ended.", file=sys.stderr)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that is ours, so that a taken port is told before anything else."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(
            f"port {port} at {host} cannot be listened at ({error.strerror or error}); "
            f"end what uses it, or choose another: --port {port + 1}"
        ) from error


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"
