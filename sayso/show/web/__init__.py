"""The case in a browser: pages a person can read, every state in the address, closed to everybody else by default.

`pages/` holds one file a page, `templates/` what each looks like, `assets/` the style and the small scripts. `listing`
makes a list answer as page, JSON and CSV; `asking` reads filters out of an address; `guard` lets nobody else in.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from sayso import __version__
from sayso.show.web import api, guard, troubles
from sayso.show.web.adding import Adding
from sayso.show.web.casefile import CaseFile
from sayso.show.web.pages import PAGES
from sayso.terms import Address

ASSETS = Path(__file__).parent / "assets"


def create_app(where: Address | Path, token: str | None = None, hosts: tuple[str, ...] = ()) -> FastAPI:
    """The web app of one case. `hosts` are further names this machine goes by; with `token` everybody is asked for it."""
    app = FastAPI(
        title="sayso",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=api.ADDRESS,
        dependencies=[Depends(guard.meant_by_our_own_page)],
    )
    app.state.case = CaseFile(where)
    app.state.adding = Adding(app.state.case.address)
    app.state.guard = guard.Guard.of(hosts, token)
    app.add_middleware(guard.Gate, guard=app.state.guard)
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")
    app.state.menu = [(page.name, page.path) for page in PAGES if page.name]
    for page in PAGES:
        app.include_router(page.router)
    app.openapi = lambda: api.described(app)  # type: ignore[method-assign]
    troubles.register(app)
    return app
