"""Overview: what is in the case, and where to look first."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import facets, lists
from sayso.store.filters import UNNARROWED, Window
from sayso.store.overview import most_contested, overview

FEW = Window(8)
router = APIRouter(include_in_schema=False)
PAGE = Page(router, "Overview", "/")


@router.get("/", response_class=HTMLResponse)
def show(request: Request, case: Looking) -> HTMLResponse:
    """The case at a glance."""
    held = overview(case)
    if not held.reports:
        failures = list(lists.list_failures(case, window=FEW))
        return page(request, "empty.html", held=held, failures=failures, address=case.address)
    contested = list(lists.matter_rows(case, most_contested(case, 6), points=False))
    return page(
        request,
        "overview.html",
        held=held,
        contested=contested,
        leading=list(lists.list_matters(case, UNNARROWED, Window(6), points=False)),
        never_quoted=list(lists.list_never_quoted(case, UNNARROWED, FEW)),
        unanswered=list(lists.list_unanswered(case, UNNARROWED, Window(5))),
        failures=list(lists.list_failures(case, UNNARROWED, Window(5))),
        stances=facets.of_claims(case)["stance"],
    )
