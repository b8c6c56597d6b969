"""Turning what a page found into what the browser gets. Everything a template prints is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso import __version__
from sayso.show.web import standing, wording
from sayso.show.web.lighting import lit
from sayso.show.web.wishing import whoever_asks
from sayso.terms import Stance

BUILT = Path(__file__).parent / "assets" / "built"
"""Scripts that stand on other people's; `make assets` builds them, and every page does without."""
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(wording.FILTERS, lit=lit)
TEMPLATES.globals.update(
    version=__version__,
    STANCES=tuple(stance.value for stance in Stance),
    built=lambda name: (BUILT / name).is_file(),
    seen_claim=lambda row: standing.written(standing.of_claim(row)),
    seen_entity=lambda row: standing.written(standing.of_entity(row, hidden=False)),
)


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page, with the frame that all pages share: menu, name of the case, token for changes."""
    app = request.app.state
    frame = {
        "request": request,
        "here": request.url.path,
        "address": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "me": whoever_asks(request),
        "menu": app.menu,
        "case_name": app.case.address.name,
        "reach": app.case.reach,
        "csrf": app.guard.token,
        "locked": app.guard.word is not None,
    }
    return HTMLResponse(TEMPLATES.get_template(template).render(frame | shown), status)
