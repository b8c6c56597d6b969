"""One reprint: copy and original side by side, with what was changed on the way."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from sayso.show.web.aligning import aligned
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page

router = APIRouter(include_in_schema=False)
PAGE = Page(router)


@router.get("/reprints/{copy}/{original}", response_class=HTMLResponse)
def show(request: Request, case: Looking, copy: str, original: str) -> HTMLResponse:
    """Two reports that share text."""
    pair = {copy, original}
    reprint = next((r for r in case.reprints_of([copy]) if {r.copy, r.original} == pair), None)
    if reprint is None:
        raise HTTPException(404, "Neither of these reports repeats the other.")
    left, right = case.reading(reprint.copy).document, case.reading(reprint.original).document
    shifts = [(shift, shift.copy.of(left.text), shift.original.of(right.text)) for shift in reprint.shifts]
    return page(
        request,
        "reprint.html",
        reprint=reprint,
        copy=left,
        original=right,
        rows=aligned(left.text, right.text, reprint.passages),
        shifts=shifts,
    )
