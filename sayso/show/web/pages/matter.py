"""One matter: who is for it and who against, why voices count as one, where accounts conflict, how it travelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from sayso.show.trail import whole
from sayso.show.web import standing
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.show.web.travelling import travelled
from sayso.store import Case, lists
from sayso.terms import Agreement, Deed, Matter, Origins, Point

router = APIRouter()
PAGE = Page(router)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a matter: its count, its origins with their claims, and what adds no voice."""

    name: str
    counted: Origins
    origins: tuple[tuple[str, tuple[str, ...], tuple[Row, ...]], ...]
    others: tuple[Row, ...]


@router.get("/matters/{matter}.json", tags=["one thing"], operation_id="matter")
def as_json(case: Looking, matter: str) -> Row:
    """A matter and its points, the headline first."""
    return whole(case, "matter", _found(case, matter).id)


@router.get("/matters/{matter}", response_class=HTMLResponse, include_in_schema=False)
def show(request: Request, case: Looking, matter: str) -> HTMLResponse:
    """A matter in full."""
    found = _found(case, matter)
    happened, *points = found.points
    rows = _claims(case, found, happened)
    called = case.called([*found.actors, *found.recipients])
    return page(
        request,
        "matter.html",
        matter=found,
        happened=happened,
        sides=(
            _side("for", happened.origins, [r for r in rows if r["agreement"] in ("supports", "less_specific")]),
            _side("against", happened.against, [r for r in rows if r["agreement"] in ("denies", "conflicts")]),
        ),
        declined=[row for row in rows if row["agreement"] == "declines"],
        behind=[row for row in rows if row["agreement"] is None],
        points=[(point, _told(point, rows)) for point in points],
        journey=travelled(rows),
        lost=_hedges_lost(case, {row["claim"].partition(".")[0] for row in rows}),
        taking_part=[(i, called[i]) for i in (*found.actors, *found.recipients) if i in called],
        replies=_replies(case, found, {row["claim"] for row in rows}),
        voices=(voices := _voices(case, found)),
        id_of={name: id for id, name in voices},
        seen=standing.written(standing.standing(case, Deed.HIDE, found.id)),
        seen_voices=lambda a, b: standing.written(standing.standing(case, Deed.DEPENDENT, a, b)),
    )


def _voices(case: Case, matter: Matter) -> list[tuple[str, str]]:
    """Whoever speaks in a matter, by the id that a decision on voices takes, with the name."""
    chains = [voice for statement in case.statements(matter.claims).values() for voice in statement.chain]
    called = case.called({voice.identity for voice in chains if voice.identity})
    found = {
        id: called.get(voice.identity or "", voice.name)
        for voice in chains
        if (id := voice.identity or voice.entity) is not None
    }
    return sorted(found.items(), key=lambda pair: (pair[1].lower(), pair[0]))


def _found(case: Case, id: str) -> Matter:
    """A matter; a point leads to the matter it is part of."""
    matters = case.matters([id, id.partition(".")[0]])
    if not matters:
        raise HTTPException(404, "There is no matter with this id; it may have another since a report was added.")
    return next(iter(matters.values()))


def _claims(case: Case, matter: Matter, happened: Point) -> list[Row]:
    """The claims of a matter with how each stands to it, oldest first."""
    stands = {stand.claim: stand for stand in happened.stands}
    rows = [
        row
        | {
            "agreement": stands[row["claim"]].agreement.value if row["claim"] in stands else None,
            "origin": stands[row["claim"]].origin if row["claim"] in stands else None,
            "why": stands[row["claim"]].why if row["claim"] in stands else "",
        }
        for row in lists.list_claims_of(case, matter.id)
    ]
    return sorted(rows, key=lambda row: (row["published"] or "~", row["claim"]))


def _replies(case: Case, matter: Matter, shown: set[str]) -> list[Row]:
    """Who answers a claim of a matter from outside it, once each; who denies it stands among those against."""
    answers = {answer.reply: answer for answer in case.answers_to(matter.claims) if answer.reply not in shown}
    return [
        row | {"how": answers[row["claim"]].how.value, "why": answers[row["claim"]].why}
        for row in lists.claims_by_id(case, list(answers))
    ]


def _side(name: str, counted: Origins, rows: Sequence[Row]) -> Side:
    """A side with each origin's claims under its voice."""
    known = {row["claim"]: row for row in rows}
    origins = tuple(
        (group.voice, group.behind, tuple(known[claim] for claim in group.claims if claim in known))
        for group in counted.groups
    )
    counting = {row["claim"] for _, _, found in origins for row in found}
    return Side(name, counted, origins, tuple(row for row in rows if row["claim"] not in counting))


def _told(point: Point, rows: Sequence[Row]) -> list[tuple[str, list[tuple[Row, str]]]]:
    """How the claims stand to a point of detail: those that agree, are wider, conflict, deny."""
    known = {row["claim"]: row for row in rows}
    stands = sorted(
        (stand for stand in point.stands if stand.claim in known), key=lambda s: list(Agreement).index(s.agreement)
    )
    return [
        (agreement.value, [(known[stand.claim], stand.why) for stand in found])
        for agreement, found in groupby(stands, key=lambda stand: stand.agreement)
    ]


def _hedges_lost(case: Case, reports: set[str]) -> list[Row]:
    """What copies among these reports made of who said it and how firmly."""
    return [
        {"what": shift.what, "copy": reprint.copy, "original": reprint.original, "span": shift.copy}
        for reprint in case.reprints_of(reports)
        if reprint.copy in reports and reprint.original in reports
        for shift in reprint.shifts
    ]
