"""The time line: when it happened, when it was said, when it was printed, for the case, one matter or one name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from sayso.show.lists import csv_lines
from sayso.show.web.answers import page
from sayso.show.web.asking import Asked, Asking
from sayso.show.web.casefile import Looking
from sayso.show.web.lanes import laid_out, timed
from sayso.show.web.ledger import Account, accounts
from sayso.show.web.page import Page
from sayso.show.web.wording import STANCES
from sayso.store import Case
from sayso.store import portrait as of
from sayso.store.clocks import Clock, asked_on_the_line, count_undated, list_on_the_line
from sayso.store.filters import EVERYTHING, Window, counted
from sayso.terms import Matter

router = APIRouter()
PAGE = Page(router, "Time line", "/timeline")
Row = dict[str, Any]
DOTS = 200
"""Claims on one page of the line."""
SHAPES = tuple(dict.fromkeys(STANCES.values()))


@dataclass(frozen=True, slots=True)
class Line:
    """Of what a line is, and which clock the days of the filter mean."""

    matter: Annotated[str | None, Query(max_length=200, description="The claims of one matter only")] = None
    entity: Annotated[str | None, Query(max_length=200, description="The claims one name has a part in")] = None
    clock: Annotated[Clock, Query(description="Which time `since` and `until` mean")] = Clock.PRINTED


Lining = Annotated[Line, Depends()]


@router.get("/timeline.json", tags=["time line"], operation_id="timeline")
def as_json(case: Looking, asked: Asking, line: Lining) -> JSONResponse:
    """Claims in the order of printing, with the days on which they happened and were said."""
    question = _question(case, asked, line)
    total = counted(case, question)
    rows = [timed(row) for row in list_on_the_line(case, question, asked.window)]
    more = asked.number * asked.rows < total
    following = asked.at(asked.number + 1).replace(asked.path, f"{asked.path}.json", 1) if more else None
    return JSONResponse({"total": total, "next": following, "rows": rows})


@router.get("/timeline.csv", tags=["time line"], operation_id="timeline_csv")
def as_csv(case: Looking, asked: Asking, line: Lining) -> StreamingResponse:
    """The whole time line, for a spreadsheet."""
    rows = (timed(row) for row in list_on_the_line(case, _question(case, asked, line), EVERYTHING))
    return _csv("timeline", rows)


@router.get("/timeline/figures.json", tags=["time line"], operation_id="figures")
def figures_as_json(case: Looking, matter: str) -> JSONResponse:
    """The figures of an event: who gave which number when."""
    return JSONResponse(
        {"rows": [_plain(row) for account in _accounts(case, _matter(case, matter)) for row in account.rows]}
    )


@router.get("/timeline/figures.csv", tags=["time line"], operation_id="figures_csv")
def figures_as_csv(case: Looking, matter: str) -> StreamingResponse:
    """The figures of an event, for a spreadsheet."""
    return _csv("ledger", (row for account in _accounts(case, _matter(case, matter)) for row in account.rows))


@router.get("/timeline", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, case: Looking, asked: Asking, line: Lining) -> HTMLResponse:
    """Three lanes over one scale, the same as a table, and the figures where a matter has some."""
    question = _question(case, asked, line)
    matter = _matter(case, line.matter) if line.matter else None
    entity = _called(case, line.entity) if line.entity else None
    shown = asked.rows if asked.has("rows", str(asked.rows)) else DOTS
    window = Window(shown, (asked.number - 1) * shown)
    rows = [timed(row) for row in list_on_the_line(case, question, window)]
    total = counted(case, question)
    return page(
        request,
        "timeline.html",
        asked=asked.showing(shown),
        line=line,
        drawn=laid_out(rows),
        rows=rows,
        total=total,
        pages=max(1, -(-total // shown)),
        undated=count_undated(case, asked.filters, line.clock, **_of(case, line)),
        matter=matter,
        entity=entity,
        accounts=_accounts(case, matter) if matter else [],
        shapes=SHAPES,
        stances=STANCES,
    )


def _of(case: Case, line: Line) -> dict[str, str | None]:
    """Whose line it is, as the store takes it."""
    matter = (line.matter or "").partition(".")[0] or None
    return {"matter": matter, "entity": (of.identity_of(case, line.entity) or line.entity) if line.entity else None}


def _question(case: Case, asked: Asked, line: Line) -> Any:
    return asked_on_the_line(case, asked.filters, line.clock, **_of(case, line))


def _matter(case: Case, id: str) -> Matter:
    found = case.matters([id.partition(".")[0]])
    if not found:
        raise HTTPException(404, "There is no matter with this id; it may have another since a report was added.")
    return next(iter(found.values()))


def _called(case: Case, id: str) -> tuple[str, str]:
    now = of.identity_of(case, id) or id
    name = case.called([now]).get(now)
    if name is None:
        raise HTTPException(404, "No report of the case names anybody or anything by this id.")
    return now, name


def _accounts(case: Case, matter: Matter) -> list[Account]:
    stands = {stand.claim for point in matter.points for stand in point.stands if point.slot.startswith("figure")}
    return accounts(matter, case.statements(stands)) if stands else []


def _plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "at"}


def _csv(kind: str, rows: Any) -> StreamingResponse:
    headers = {"content-disposition": f'attachment; filename="{kind}.csv"'}
    return StreamingResponse(csv_lines(kind, rows), media_type="text/csv; charset=utf-8", headers=headers)
