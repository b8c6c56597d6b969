"""The network around one name: who does what to whom, who is bound to whom, who speaks about whom.

It starts from one name and one step and never from everything. Where a name has more neighbours than a picture can
hold, the page asks how many are wanted before it draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from sayso.show.lists import csv_lines
from sayso.show.web.answers import page
from sayso.show.web.asking import Asked, Asking, linked
from sayso.show.web.casefile import Looking
from sayso.show.web.gexf import gexf
from sayso.show.web.page import Page
from sayso.show.web.radial import drawn
from sayso.store import Case, lists
from sayso.store import portrait as of
from sayso.store.edges import (
    RING,
    WIDENED,
    Circle,
    Narrowed,
    Node,
    Tie,
    TieKind,
    asked_claims_of,
    asked_ties,
    count_neighbours,
    list_ties,
    most_connected,
    nodes,
    printed_between,
)
from sayso.store.filters import EVERYTHING, Filters, Window, counted

router = APIRouter()
PAGE = Page(router, "Network", "/network")
Row = dict[str, Any]
AT_FIRST = 40
"""Ties drawn of a hub before anybody said how many are wanted."""
MOST = 5000
"""Ties drawn at most."""
STARTS = 24
"""Names offered to start from."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a network is looked at, and whose word counts."""

    steps: Annotated[int, Query(ge=1, le=2, description="How many steps from it")] = 1
    without: Annotated[str | None, Query(max_length=200, description="Leave out what goes back to this voice")] = None
    at_least: Annotated[
        str | None, Query(pattern=r"^\d{0,3}$", description="Only ties that rest on so many independent voices")
    ] = None
    most: Annotated[int | None, Query(ge=1, le=MOST, description="How many ties are drawn of a hub")] = None

    def narrowed(self, filters: Filters) -> Narrowed:
        """As the store takes it."""
        return Narrowed(filters, self.without or None, int(self.at_least or 0))


Seeing = Annotated[Sight, Depends()]
From = Annotated[str, Query(max_length=200, description="The id of the name to start from")]
End = Annotated[str, Query(max_length=200, description="The id of a name")]


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """A name with its neighbours as they are drawn.

    `neighbours` and `ties_in_all` count what there is, drawn or not; `asks` says that more is drawn only when asked for.
    """

    centre: Node
    neighbours: int
    ties_in_all: int
    asks: bool
    nodes: list[Node]
    ties: list[Tie]


@router.get("/network/graph.json", tags=["network"], operation_id="network_graph")
def graph(case: Looking, asked: Asking, sight: Seeing, entity: From) -> JSONResponse:
    """A name with its neighbours, as nodes and ties: what the picture of the network page draws."""
    found, _ = _seen(case, _centre(case, entity), asked, sight)
    return JSONResponse(msgspec.to_builtins(found))


@router.get("/network.json", tags=["network"], operation_id="network")
def as_json(case: Looking, asked: Asking, sight: Seeing, entity: From) -> JSONResponse:
    """The ties of a name, those on most voices first: the network page as a table."""
    centre = _centre(case, entity)
    _, circle = _seen(case, centre, asked, sight)
    return JSONResponse(msgspec.to_builtins(_part(case, circle, asked, sight)))


@router.get("/network.csv", tags=["network"], operation_id="network_csv")
def as_csv(case: Looking, asked: Asking, sight: Seeing, entity: From) -> StreamingResponse:
    """All ties of the network page, for a spreadsheet."""
    _, circle = _seen(case, _centre(case, entity), asked, sight)
    ties = list_ties(case, circle, sight.narrowed(asked.filters), EVERYTHING)
    lines = csv_lines("network", (_flat(tie) for tie in ties))
    return _download(StreamingResponse(lines, media_type="text/csv; charset=utf-8"), "network.csv")


@router.get("/network.gexf", tags=["network"], operation_id="network_gexf")
def as_gexf(case: Looking, asked: Asking, sight: Seeing, entity: From) -> Response:
    """What the network page draws as GEXF, for Gephi."""
    found, _ = _seen(case, _centre(case, entity), asked, sight)
    query = ", ".join(f"{name} {value}" for name, values in asked.values.items() for value in values)
    told = f"The network around {found.centre.name} in {case.address.name}: {query}"
    written = gexf(found.nodes, found.ties, told)
    return _download(Response(written, media_type="application/gexf+xml"), "network.gexf")


@router.get("/network", response_class=HTMLResponse, include_in_schema=False)
def show(
    request: Request,
    case: Looking,
    asked: Asking,
    sight: Seeing,
    entity: From = "",
    find: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The network around a name; without one, where to start from."""
    if not entity:
        return page(request, "network_start.html", find=find, names=_starts(case, find))
    centre = _centre(case, entity)
    if centre.id != entity:
        return RedirectResponse(asked.only("entity", centre.id), 303)
    found, circle = _seen(case, centre, asked, sight)
    part = _part(case, circle, asked, sight)
    return page(
        request,
        "network.html",
        asked=asked,
        sight=sight,
        found=found,
        picture=drawn(centre, found.nodes, found.ties),
        rows=part["rows"],
        total=part["total"],
        pages=max(1, -(-part["total"] // asked.rows)),
        first_last=printed_between(case, Circle((centre.id,)), sight.narrowed(asked.filters)),
        sentences=lambda tie: sentences(asked, tie),
        ring=RING,
        widened=WIDENED,
    )


@router.get("/network/edge.json", tags=["network"], operation_id="network_edge")
def edge_as_json(case: Looking, asked: Asking, sight: Seeing, source: End, target: End, kind: TieKind) -> JSONResponse:
    """The claims of one tie: every sentence it rests on."""
    return JSONResponse(_claims(case, asked, sight, source, target, kind))


@router.get("/network/edge", response_class=HTMLResponse, include_in_schema=False)
def edge(
    request: Request, case: Looking, asked: Asking, sight: Seeing, source: End, target: End, kind: TieKind
) -> HTMLResponse:
    """One tie opened: its sentences."""
    part = _claims(case, asked, sight, source, target, kind)
    called = case.called([source, target])
    if not {source, target} <= set(called):
        raise HTTPException(404, "No report of the case names both.")
    return page(
        request,
        "network_edge.html",
        asked=asked,
        source=(source, called[source]),
        target=(target, called[target]),
        kind=kind.value,
        rows=part["rows"],
        total=part["total"],
        pages=max(1, -(-part["total"] // asked.rows)),
        matters=case.matters({row["matter"] for row in part["rows"] if row["matter"]}),
        back=linked("/network", **{**_plain(asked), "entity": asked.value("entity") or source}),
    )


def sentences(asked: Asked, tie: Tie) -> str:
    """The address of a tie's sentences, under the filters of the page that shows it."""
    return linked("/network/edge", **_plain(asked), source=tie.source, target=tie.target, kind=tie.kind)


def _plain(asked: Asked) -> dict[str, str]:
    """The filters of an address, less what says which part of it is shown."""
    return {
        name: values[0]
        for name, values in asked.values.items()
        if name not in ("rows", "most", "source", "target", "kind")
    }


def _starts(case: Case, words: str) -> list[Row]:
    """The names to start from: those that hold some words, else those with a part in most claims."""
    if not words.strip():
        return most_connected(case, STARTS)
    found = lists.list_entities(case, Filters(about=words.strip()), Window(STARTS), mentions=False)
    return [{"id": row["id"], "name": row["name"], "type": row["type"], "claims": None} for row in found]


def _centre(case: Case, entity: str) -> Node:
    now = of.identity_of(case, entity)
    found = nodes(case, [now] if now else [])
    if not found:
        raise HTTPException(404, "No report of the case names anybody or anything by this id.")
    return found[0]


def _seen(case: Case, centre: Node, asked: Asked, sight: Sight) -> tuple[Neighbourhood, Circle]:
    """What is drawn around a name, and the circle whose ties the table lists."""
    to = sight.narrowed(asked.filters)
    neighbours = count_neighbours(case, centre.id, to)
    in_all = counted(case, asked_ties(case, Circle((centre.id,)), to))
    asks = sight.most is None and neighbours > RING
    wanted = sight.most or (AT_FIRST if asks else MOST)
    own = list(list_ties(case, Circle((centre.id,)), to, Window(wanted)))
    near = tuple(dict.fromkeys(end for tie in own for end in (tie.source, tie.target) if end != centre.id))
    if sight.steps == 2:
        circle = Circle((centre.id, *near[:WIDENED]))
        ties = list(list_ties(case, circle, to, Window(sight.most or RING)))
    else:
        ring = near if len(near) <= RING else ()
        circle = Circle((centre.id,), ring)
        ties = [*own, *(list_ties(case, Circle((), ring), to, Window(MOST)) if ring else ())]
    drawn_ids = dict.fromkeys([centre.id, *near, *(end for tie in ties for end in (tie.source, tie.target))])
    found = Neighbourhood(
        centre=centre,
        neighbours=neighbours,
        ties_in_all=in_all,
        asks=asks,
        nodes=nodes(case, list(drawn_ids)),
        ties=ties,
    )
    return found, circle


def _part(case: Case, circle: Circle, asked: Asked, sight: Sight) -> Row:
    """One part of the table of ties."""
    to = sight.narrowed(asked.filters)
    total = counted(case, asked_ties(case, circle, to))
    return _paged(asked, total, list(list_ties(case, circle, to, asked.window)))


def _claims(case: Case, asked: Asked, sight: Sight, source: str, target: str, kind: TieKind) -> Row:
    """One part of the claims of a tie."""
    question = asked_claims_of(case, source, target, kind, sight.narrowed(asked.filters))
    return _paged(asked, counted(case, question), list(lists.claim_rows(case, question, asked.window)))


def _paged(asked: Asked, total: int, rows: list[Any]) -> Row:
    """Rows with how many there are in all, and where the next ones are."""
    more = asked.number * asked.rows < total
    following = asked.at(asked.number + 1).replace(asked.path, f"{asked.path}.json", 1) if more else None
    return {"total": total, "next": following, "rows": rows}


def _flat(tie: Tie) -> Row:
    """A tie for a spreadsheet."""
    row: Row = msgspec.to_builtins(tie)
    return row | {
        "types": " ".join(tie.types),
        "origins_min": tie.origins.min,
        "origins_max": tie.origins.max,
        "stances": ", ".join(f"{stance} {count}" for stance, count in tie.stances.items()),
    }


Answer = TypeVar("Answer", bound=Response)


def _download(answer: Answer, name: str) -> Answer:
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer
