"""One claim: its words in their place, the chain of voices, and the trail that leads on from it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from sayso.show.trail import citation, in_context
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import lists

router = APIRouter(include_in_schema=False)
PAGE = Page(router)
Row = dict[str, Any]


@router.get("/claims/{claim}", response_class=HTMLResponse)
def show(request: Request, case: Looking, claim: str) -> HTMLResponse:
    """A claim, and where it leads."""
    statement = case.statements([claim]).get(claim)
    row = next(lists.claims_by_id(case, [claim]), None)
    if statement is None or row is None:
        raise HTTPException(404, "There is no claim with this id in the case.")
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
