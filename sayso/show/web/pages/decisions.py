"""Decisions: who settled what, when and why; and undoing one."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from sayso.deciding import OWN_WORD, undo
from sayso.show.web.asking import inside
from sayso.show.web.casefile import Changing
from sayso.show.web.listing import Listing, answers_as
from sayso.store import Case, facets, lists
from sayso.terms import Deed

router = APIRouter()
Row = dict[str, Any]


def in_words(case: Case, rows: list[Row]) -> Row:
    """What each decision of a page is about, and what it gives, in words."""
    called = _called(case, {thing for row in rows for thing in _things(row)})
    before = case.spelling_of({row["a"] for row in rows if row["what"] == Deed.RENAME})
    return {
        "about": {
            row["id"]: (before if row["what"] == Deed.RENAME else called).get(row["a"], row["a"]) for row in rows
        },
        "given": {row["id"]: _given(row, called) if row["b"] else "" for row in rows},
    }


def _things(row: Row) -> list[str]:
    """The ids that a decision may name."""
    local = f"{row['a'].partition('.')[0]}.{(row['b'] or '').partition('=')[2]}"  # a speaker=e3 of that report
    return [row["a"], *(row["b"] or "").split(" "), local]


def _called(case: Case, things: set[str]) -> dict[str, str]:
    """Names, claims and reports in words."""
    claims = {row["claim"]: f"{row['speaker']}: {row['text']}" for row in lists.claims_by_id(case, things)}
    reports = {
        id: " · ".join(filter(None, (printed["title"], printed["outlet"])))
        for id, printed in lists.called_reports(case, things).items()
    }
    return case.spelling_of(things) | case.called(things) | lists.called_within(case, things) | claims | reports


def _given(row: Row, called: dict[str, str]) -> str:
    """What a decision gives besides what it is about."""
    given: str = row["b"]
    match Deed(row["what"]):
        case Deed.ADD:
            added = json.loads(given)
            return f"{added.get('speaker') or 'the outlet'} {added.get('stance', 'asserts')}: “{added['words']}”"
        case Deed.MOVE:
            to = given.partition(" ")[0]
            return "to a matter of its own" if to == row["a"] else f"to the matter of {called.get(to, to)}"
        case Deed.CORRECT | Deed.REPORT:
            field, _, value = given.partition("=")
            local = f"{row['a'].partition('.')[0]}.{value}"
            return f"{field}: {called.get(local, 'the outlet' if value == OWN_WORD else value)}"
        case Deed.DISMISS:
            return f"characters {given.replace('-', ' to ')}"
        case _:
            return called.get(given, given)


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
        beside=in_words,
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
