"""Decisions: who settled what, when and why; and undoing one."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from sayso.deciding import undo
from sayso.show.web.casefile import Changing
from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

router = APIRouter()
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
    ),
    router,
)


@router.post("/decisions/{decision}/undo", tags=["changes"], operation_id="undo")
def take_back(file: Changing, decision: str) -> RedirectResponse:
    """Undo a decision: it stays on record, and what it touched is worked out again."""
    with file.changing() as case:
        undone = undo(case, decision)
    return RedirectResponse(f"/decisions#{undone.id}", 303)
