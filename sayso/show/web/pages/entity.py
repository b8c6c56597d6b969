"""One name: its forms, what it says, what is said of it, what binds it to others, and who it may also be."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.show.trail import whole
from sayso.show.web import standing
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import Case, lists
from sayso.store import portrait as of
from sayso.store.filters import Window
from sayso.terms import Deed

router = APIRouter()
PAGE = Page(router)
FEW = Window(10)
SOME_REPORTS = Window(20)
MOST_RELATIONS = 20
Row = dict[str, Any]


@router.get("/entities/{entity}.json", tags=["one thing"], operation_id="entity")
def as_json(case: Looking, entity: str) -> Row:
    """An entity as the list has it."""
    return whole(case, "entity", _portrait(case, entity).row["id"])


@router.get("/entities/{entity}", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, case: Looking, entity: str) -> Response:
    """An entity; one that was merged leads to the one it was merged into."""
    now = of.identity_of(case, entity)
    if now is not None and now != entity:
        return RedirectResponse(f"/entities/{now}", 303)
    found = _portrait(case, entity)
    relations = list(of.relations_of(case, entity, MOST_RELATIONS))
    return page(
        request,
        "entity.html",
        portrait=found,
        entity=found.row,
        says=of.claims_with(case, entity, of.SAYS, FEW),
        does=of.claims_with(case, entity, of.DOES, FEW),
        undergoes=of.claims_with(case, entity, of.UNDERGOES, FEW),
        relations=list(lists.matter_rows(case, relations, points=False)),
        reports=of.reports_naming(case, entity, SOME_REPORTS),
        decisions=list(lists.decisions_about(case, entity)),
        **_choices(case, found),
    )


def _choices(case: Case, found: of.Portrait) -> Row:
    """What can be decided about a name, with the state each form is printed from."""
    id = found.row["id"]
    names = {name for name in case.names_of([id]).get(id, ()) if name != id}
    return {
        "spelt": sorted(case.spelling_of(names).items(), key=lambda pair: pair[1].lower()),
        "parts_of_reports": of.named_in(case, id, SOME_REPORTS),
        "seen": standing.written(standing.of_entity(found.row, hidden=found.hidden)),
        "seen_pair": lambda a, b: standing.written(standing.standing(case, Deed.SAME, a, b)),
    }


def _portrait(case: Case, entity: str) -> of.Portrait:
    found = of.portrait(case, of.identity_of(case, entity) or entity)
    if found is None:
        raise HTTPException(404, "No report of the case names anybody or anything by this id.")
    return found
