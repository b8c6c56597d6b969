"""Search: names that hold some words, and the sentences that do, by outlet and time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from sayso.show.lists import csv_lines
from sayso.show.web.answers import page
from sayso.show.web.asking import Asking
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import lists
from sayso.store.filters import Filters, Window
from sayso.store.search import phrases

router = APIRouter()
PAGE = Page(router)
NAMES = Window(8)
MOST_EXPORTED = 10_000
Words = Annotated[str, Query(max_length=200)]
Row = dict[str, Any]


@router.get("/search", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, case: Looking, asked: Asking, q: Words = "") -> HTMLResponse:
    """What holds the words; without words, the empty field."""
    said = bool(phrases(q))
    total = lists.count_found(case, q, asked.filters) if said else 0
    return page(
        request,
        "search.html",
        q=q,
        asked=asked,
        total=total,
        pages=max(1, -(-total // asked.rows)),
        rows=list(lists.search(case, q, filters=asked.filters, window=asked.window)) if said else [],
        outlets=lists.found_by_outlet(case, q, asked.filters) if said else [],
        months=lists.found_by_month(case, q, asked.filters) if said else [],
        names=list(lists.list_entities(case, Filters(about=q.strip()), NAMES, mentions=False)) if said else [],
    )


@router.get("/search.json", tags=["lists"], operation_id="search")
def as_json(case: Looking, asked: Asking, q: Words = "") -> Row:
    """Sentences that hold some words, the fittest first."""
    if not phrases(q):
        return {"total": 0, "next": None, "rows": []}
    total = lists.count_found(case, q, asked.filters)
    rows = list(lists.search(case, q, filters=asked.filters, window=asked.window))
    more = asked.number * asked.rows < total
    return {
        "total": total,
        "next": asked.at(asked.number + 1).replace("/search", "/search.json", 1) if more else None,
        "rows": rows,
    }


@router.get("/search.csv", tags=["lists"], operation_id="search_csv")
def as_csv(case: Looking, asked: Asking, q: Words = "") -> StreamingResponse:
    """The same, for a spreadsheet."""
    window = Window(MOST_EXPORTED)
    rows = lists.search(case, q, filters=asked.filters, window=window) if phrases(q) else iter(())
    return StreamingResponse(csv_lines("search", rows), media_type="text/csv; charset=utf-8")
