"""One claim: its words in their place, the chain of voices, and the trail that leads on from it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from sayso.show.trail import citation, in_context, whole
from sayso.show.web import standing
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.show.web.pages.review import speakers_of
from sayso.store import Case, lists
from sayso.terms import Deed, Reading, Statement

router = APIRouter()
PAGE = Page(router)
MOST_CHOICES = 40
"""Matters and allegations to choose from; any other is given by its id."""
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
        report=lists.called_reports(case, [statement.document])[statement.document],
        context=in_context(case, statement),
        citation=citation(case, claim),
        matter=matter,
        happened=matter.points[0] if matter else None,
        answers=answers,
        answered=answered,
        others={other["claim"]: other for other in others},
        called=case.called({*statement.about, *statement.actors, *statement.recipients}),
        decisions=list(lists.decisions_about(case, claim)),
        **_choices(case, statement, row),
    )


def _choices(case: Case, statement: Statement, row: Row) -> Row:
    """What can be decided about a claim, with the state each form is printed from."""
    claim = statement.id
    reading = case.reading(statement.document)
    said_before = [
        other
        for other in lists.list_claims_in(case, statement.document)
        if other["claim"] != claim and other["decided"] != "rejected" and other["stance"] in ("alleges", "asserts")
    ]
    return {
        "cast": list(speakers_of(reading)),
        "also": _second_readings(reading, statement),
        "elsewhere": lists.matters_near(case, claim, MOST_CHOICES),
        "bindable": said_before[:MOST_CHOICES],
        "seen": standing.written(standing.of_claim(row)),
        "seen_matter": standing.written(standing.standing(case, Deed.MOVE, claim)),
        "seen_answers": standing.written(standing.standing(case, Deed.BIND, claim)),
    }


def _second_readings(reading: Reading, statement: Statement) -> list[str]:
    attribution = next((one for one in reading.attributions if one.id == statement.attribution), None)
    return [stance.value for stance in attribution.stance_also] if attribution else []


def _found(case: Case, claim: str) -> Row:
    row = next(lists.claims_by_id(case, [claim]), None)
    if row is None:
        raise HTTPException(404, "There is no claim with this id in the case.")
    return row
