"""Add: files dropped or chosen, read in the background; and taking a report out again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sayso.pipeline import remove_reports
from sayso.show.web.adding import MOST_BYTES, MOST_FILES, Adding
from sayso.show.web.answers import page
from sayso.show.web.casefile import Changing, Looking
from sayso.show.web.page import Page
from sayso.store import Case

router = APIRouter()
PAGE = Page(router, "Add", "/add")
FRESH = 3
"""Seconds after which a page without a script asks again how far it is."""


@router.get("/add", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request) -> HTMLResponse:
    """Where files are dropped, and how far those dropped earlier have come."""
    adding = _adding(request)
    return page(
        request,
        "add.html",
        batches=[batch.told() for batch in reversed(adding.batches)],
        working=adding.working,
        fresh=FRESH,
        most_files=MOST_FILES,
        most_megabytes=MOST_BYTES // 1_000_000,
    )


@router.get("/add.json", tags=["changes"], operation_id="adding")
def progress(request: Request) -> dict[str, Any]:
    """How far the files have come that were given since the server was started."""
    adding = _adding(request)
    return {"working": adding.working, "batches": [batch.told() for batch in adding.batches]}


@router.post("/add", tags=["changes"], operation_id="add")
def take(request: Request, files: Annotated[list[UploadFile], File(min_length=1)]) -> Response:
    """Take files to be read in the background; their progress is at /add.json."""
    given = [file for file in files if file.filename]
    if not given:
        raise HTTPException(409, "Choose some files first.")
    if len(given) > MOST_FILES:
        raise HTTPException(413, f"At most {MOST_FILES} files are taken at once; for more: sayso add")
    for file in given:
        if (file.size or 0) > MOST_BYTES:
            raise HTTPException(413, f"{file.filename} is larger than {MOST_BYTES // 1_000_000} MB")
    batch = _adding(request).take((file.filename or "", file.file) for file in given)
    if "text/html" in request.headers.get("accept", "text/html"):
        return RedirectResponse("/add", 303)
    return JSONResponse(batch.told(), 202)


@router.get("/reports/{report}/remove", response_class=HTMLResponse, include_in_schema=False)
def ask(request: Request, case: Looking, report: str) -> HTMLResponse:
    """Ask before a report is taken out."""
    _check(case, report)
    return page(request, "remove.html", report=report, called=case.called_report(report))


@router.post("/reports/{report}/remove", tags=["changes"], operation_id="remove")
def remove(request: Request, file: Changing, report: str) -> Response:
    """Take a report out for good, with the file that was given for it here."""
    with file.changing() as case:
        _check(case, report)
        location = case.location_of(report)
        (title,) = remove_reports(case, [report])
    _adding(request).forget(location)
    if "text/html" in request.headers.get("accept", "text/html"):
        return RedirectResponse("/reports", 303)
    return JSONResponse({"removed": report, "called": title})


def _check(case: Case, report: str) -> None:
    if not case.holds(report):
        raise HTTPException(404, "There is no report with this id in the case.")


def _adding(request: Request) -> Adding:
    found: Adding = request.app.state.adding
    return found
