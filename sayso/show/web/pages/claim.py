"""One claim: its words in their place, the chain of voices, and the trail that leads on from it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from sayso.show.trail import citation, in_context, whole
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import Case, lists

router = APIRouter()
PAGE = Page(router)
Row = dict[str, Any]


@router.get("/claims/{claim}.json", tags=["one thing"], operation_id="claim")
def as_json(case: Looking, claim: str) -> Row:
    """A claim with everything it is compared by, its matter and the words around it."""
    return whole(case, "claim", _found(case, claim)["claim"])


@router.get("/claims/{claim}", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, case: Looking, claim: str) -> HTMLResponse:
    """A claim, and where it leads."""
    row = _found(case, claim)
    statement = lists.statement(case, claim)
    matter = next(iter(case.matters([row["matter"]]).values()), None) if row["matter"] else None
    answers, answered = case.answers_to([claim]), case.answered_by([claim])
    others = lists.claims_by_id(case, [*(a.reply for a in answers), *(a.answers for a in answered)])
    return page(
        request,
        "claim.html",
        claim=row,
        statement=statement,
        report=case.called_report(statement.document),
        context=in_context(case, statement),
        citation=citation(case, claim),
        matter=matter,
        happened=matter.points[0] if matter else None,
        answers=answers,
        answered=answered,
        others={other["claim"]: other for other in others},
        called=case.called({*statement.about, *statement.actors, *statement.recipients}),
        decisions=list(lists.decisions_about(case, claim)),
    )


def _found(case: Case, claim: str) -> Row:
    row = next(lists.claims_by_id(case, [claim]), None)
    if row is None:
        raise HTTPException(404, "There is no claim with this id in the case.")
    return row
