"""A list as a page, as JSON and as CSV, all at one address and under one filter.

The page shows as many rows as fit, and asks the store for no more. JSON comes in the same parts, each with the address
of the next. CSV is the whole list, sent as it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from sayso.show.lists import csv_lines
from sayso.show.web.answers import page
from sayso.show.web.asking import Asked, Asking
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import Case
from sayso.store.facets import Facet
from sayso.store.filters import EVERYTHING, Filters, Window, counted

Row = dict[str, Any]
Rows = Callable[[Case, Filters, Window], Iterator[Row]]


def _no_facets(case: Case, filters: Filters) -> dict[str, Facet]:
    return {}


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the case.

    `kind` names its columns, its template and, unless `path` does, its address. `question` is what is counted, `rows`
    what is shown (`page_rows`, where a page shows less than a program gets), `type_is` what its types are called, `narrowed_by` the fields of its form. `beside` finds what the page shows beside the rows themselves.
    """

    kind: str
    title: str
    question: Callable[[Case, Filters], Any]
    rows: Rows
    noun: str
    told: str = ""
    empty: str = "Nothing here passes the filters."
    facets: Callable[[Case, Filters], Mapping[str, Facet]] = _no_facets
    type_is: str = "type"
    narrowed_by: tuple[str, ...] = ()
    path: str = ""
    template: str = ""
    page_rows: Rows | None = None
    beside: Callable[[Case, list[Row]], Row] = field(default=lambda case, rows: {})

    @property
    def address(self) -> str:
        """Where it is."""
        return self.path or f"/{self.kind}"


def answers_as(listing: Listing, router: APIRouter | None = None) -> Page:
    """The page of a list, its JSON and its CSV."""
    router = router or APIRouter()
    named = listing.address.strip("/").replace("/", "_")

    @router.get(listing.address, response_class=HTMLResponse, include_in_schema=False)
    def shown(request: Request, case: Looking, asked: Asking) -> HTMLResponse:
        total = counted(case, listing.question(case, asked.filters))
        rows = list((listing.page_rows or listing.rows)(case, asked.filters, asked.window))
        return page(
            request,
            listing.template or f"{listing.kind}.html",
            listing=listing,
            asked=asked,
            rows=rows,
            total=total,
            pages=max(1, -(-total // asked.rows)),
            facets=listing.facets(case, asked.filters),
            **listing.beside(case, rows),
        )

    @router.get(f"{listing.address}.json", name=f"{named}_json", operation_id=named, tags=["lists"])
    def as_json(case: Looking, asked: Asking) -> JSONResponse:
        return JSONResponse(_part(listing, case, asked))

    @router.get(f"{listing.address}.csv", name=f"{named}_csv", operation_id=f"{named}_csv", tags=["lists"])
    def as_csv(case: Looking, asked: Asking) -> StreamingResponse:
        lines = csv_lines(listing.kind, listing.rows(case, asked.filters, EVERYTHING))
        name = f'attachment; filename="{named}.csv"'
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers={"content-disposition": name})

    as_json.__doc__ = f"{listing.title}. {listing.told}"
    as_csv.__doc__ = f"{listing.title}, all of them, for a spreadsheet."
    return Page(router, listing.title, listing.address)


def _part(listing: Listing, case: Case, asked: Asked) -> Row:
    """Rows with how many there are in all, and where the next ones are."""
    total = counted(case, listing.question(case, asked.filters))
    rows = list(listing.rows(case, asked.filters, asked.window))
    more = asked.number * asked.rows < total
    following = asked.at(asked.number + 1).replace(asked.path, f"{asked.path}.json", 1) if more else None
    return {"total": total, "next": following, "rows": rows}
