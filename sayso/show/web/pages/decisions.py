"""Decisions: who settled what, when and why; and undoing one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from sayso.deciding import undo
from sayso.show.web.asking import inside
from sayso.show.web.casefile import Changing
from sayso.show.web.listing import Listing, answers_as
from sayso.store import Case, facets, lists

router = APIRouter()
Row = dict[str, Any]


def called(case: Case, rows: list[Row]) -> Row:
    """What the decisions of a page are about, in words: names, claims, reports."""
    things = {thing for row in rows for thing in (row["a"], *(row["b"] or "").split(" ")) if thing}
    claims = {row["claim"]: f"{row['speaker']}: {row['text']}" for row in lists.claims_by_id(case, things)}
    reports = {thing: case.called_report(thing) for thing in things if thing[:1] == "d" and case.holds(thing)}
    return {"called": case.called(case.identity_of(things).values()) | case.called(things) | claims | reports}


PAGE = answers_as(
    Listing(
        kind="decisions",
        title="Decisions",
        noun="decision",
        told="What people settled by hand: who, when and why. What was undone stays on record.",
        empty="Nothing was decided yet.",
        type_is="what",
        question=lists.asked_decisions,
        rows=lists.list_decisions,
        facets=facets.of_decisions,
        beside=called,
    ),
    router,
)


@router.post("/decisions/{decision}/undo", tags=["changes"], operation_id="undo")
def take_back(
    request: Request, file: Changing, decision: str, then: Annotated[str, Form(max_length=4000)] = ""
) -> Response:
    """Undo a decision: it stays on record, and what it touched is worked out again."""
    with file.changing() as case:
        undone = undo(case, decision)
    if "text/html" not in request.headers.get("accept", "text/html"):
        return JSONResponse({"undone": undone.id})
    return RedirectResponse(inside(then) if then else f"/decisions#{undone.id}", 303)
