"""Review: one uncertain thing after the other, each decided by one key, and what was decided last beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sayso.show.trail import in_context
from sayso.show.web import standing
from sayso.show.web.answers import page
from sayso.show.web.asking import Asked, Asking
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.show.web.pages import decisions
from sayso.store import Case, facets, lists, review
from sayso.store import portrait as of
from sayso.store.filters import Filters, Window
from sayso.store.review import DoubtKind, Place
from sayso.terms import Deed, Reading

router = APIRouter()
PAGE = Page(router, "Review", "/review")
COOKIE = "sayso-at"
LAST = 10
"""Decisions shown beside the queue."""
FEW = Window(2)
MOST_ENTITIES = 80
"""Entities of a report to choose a speaker from."""
OF_CLAIMS = (DoubtKind.CLAIM, DoubtKind.MEMBER)
Row = dict[str, Any]
Kinds = Annotated[list[DoubtKind] | None, Query()]


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as an address asks for it, and the place reached in it."""

    kinds: tuple[DoubtKind, ...]
    filters: Filters
    asked: Asked
    place: Place | None

    def at(self, place: Place | None) -> str:
        """The address of another place."""
        return self.asked.only("at", str(place)) if place else self.asked.without("at")


@router.get("/review", response_class=HTMLResponse, include_in_schema=False)
def show(
    request: Request, case: Looking, asked: Asking, kind: Kinds = None, at: Annotated[str, Query(max_length=500)] = ""
) -> Response:
    """What stands at the place reached; without an address of its own, where the reader was last."""
    was = request.cookies.get(COOKIE, "")
    if not request.url.query and was.startswith("/review?"):
        return RedirectResponse(was, 303)
    queue = Queue(tuple(kind or DoubtKind), asked.filters, asked, Place.read(at))
    place = review.first_from(case, queue.kinds, queue.filters, queue.place)
    counts = review.counts(case, queue.filters)
    before = review.last_before(case, queue.kinds, queue.filters, place) if place else None
    answer = page(
        request,
        "review.html",
        queue=queue,
        asked=asked,
        place=place,
        counts=counts,
        left=sum(counts[one] for one in queue.kinds),
        facets=_facets(case, queue),
        here_again=queue.at(place),
        following=queue.at(review.first_after(case, queue.kinds, queue.filters, place)) if place else "",
        before=queue.at(before) if before else "",
        last=_last(case),
        **(SHOWN[place.kind](case, place) if place else {}),
    )
    answer.set_cookie(COOKIE, queue.at(place) if place else "/review?at=", samesite="strict", httponly=True)
    return answer


@router.get("/review.json", tags=["lists"], operation_id="review")
def as_json(case: Looking, asked: Asking, kind: Kinds = None) -> JSONResponse:
    """What is uncertain and undecided, the most uncertain first: of each kind as many as fit a page, and how many."""
    kinds, counts = tuple(kind or DoubtKind), review.counts(case, asked.filters)
    rows = [
        {"kind": one.value, "about": place.parts, "why": review.why(case, place), "place": str(place)}
        for one in kinds
        for place in review.places(case, one, asked.filters, asked.window)
    ]
    more = any(counts[one] > asked.number * asked.rows for one in kinds)
    following = asked.at(asked.number + 1).replace("/review", "/review.json", 1) if more else None
    return JSONResponse({"total": sum(counts[one] for one in kinds), "next": following, "rows": rows})


def _facets(case: Case, queue: Queue) -> dict[str, facets.Facet]:
    """What the queue can be narrowed by further, counted where it holds claims of one kind."""
    kind = queue.kinds[0] if len(queue.kinds) == 1 else None
    return (
        facets.of_claims_asked(case, review.asked_claims_in_doubt(case, kind, queue.filters))
        if kind in OF_CLAIMS and kind
        else {}
    )


def _last(case: Case) -> Row:
    """The last decisions, the newest first, with what they are about in words."""
    rows = list(lists.list_last_decisions(case, LAST))
    return {"decisions": rows, **decisions.in_words(case, rows)}


def _claim(case: Case, place: Place) -> Row:
    """A claim in its place, with all that can be chosen about it."""
    (id,) = place.parts
    row = next(lists.claims_by_id(case, [id]))
    statement = lists.statement(case, id)
    reading = case.reading(statement.document)
    attribution = next((one for one in reading.attributions if one.id == statement.attribution), None)
    return {
        "why": review.why(case, place),
        "score": attribution.score if attribution else None,
        "claim": row,
        "statement": statement,
        "report": lists.called_reports(case, [statement.document])[statement.document],
        "context": in_context(case, statement),
        "also": [stance.value for stance in attribution.stance_also] if attribution else [],
        "cast": list(speakers_of(reading)),
        "seen": standing.written(standing.standing(case, Deed.CORRECT, id)),
    }


def speakers_of(reading: Reading) -> Iterator[tuple[str, str]]:
    """Whom of a report a claim can be given to, by name."""
    able = (one for one in reading.entities if one.type.value not in ("place", "document", "thing"))
    ordered = sorted({one.name: one.id for one in able}.items(), key=lambda pair: pair[0].lower())
    yield from ((id, name) for name, id in ordered[:MOST_ENTITIES])


def _names(case: Case, place: Place) -> Row:
    """Two names, with what tells them apart or makes them one."""
    rows = {row["id"]: row for row in lists.entity_rows(case, place.parts, mentions=False)}
    both = [rows[id] for id in place.parts if id in rows]
    maybe: Row = next((one for row in both for one in row["maybe"] if one["entity"] in place.parts), {})
    return {
        "why": maybe.get("why", ""),
        "score": maybe.get("score"),
        "both": [
            {
                "row": row,
                "says": of.claims_with(case, row["id"], of.SAYS, FEW)[0],
                "of_it": of.claims_with(case, row["id"], (*of.DOES, *of.UNDERGOES), FEW)[0],
                "reports": of.reports_naming(case, row["id"], Window(3)),
            }
            for row in both
        ],
        "seen": standing.written(standing.standing(case, Deed.SAME, *place.parts)),
    }


def _reply(case: Case, place: Place) -> Row:
    """A reply and what it may answer."""
    reply, answers = place.parts
    rows = {row["claim"]: row for row in lists.claims_by_id(case, place.parts)}
    bond = next((one for one in case.answered_by([reply]) if one.answers == answers), None)
    return {
        "why": bond.why if bond else "",
        "score": None,
        "reply": rows.get(reply),
        "answered": rows.get(answers),
        "contexts": {id: in_context(case, lists.statement(case, id)) for id in rows},
        "seen": standing.written(standing.standing(case, Deed.BIND, reply, answers)),
    }


def _member(case: Case, place: Place) -> Row:
    """A claim, the matter it was put in, and the matters it could also be of."""
    shown = _claim(case, place)
    row = shown["claim"]
    others = [other for other in lists.list_claims_of(case, row["matter"]) if other["claim"] != row["claim"]]
    return shown | {
        "score": place.rank,
        "matter": next(iter(case.matters([row["matter"]]).values())),
        "others": others[:6],
        "more_others": max(0, len(others) - 6),
        "elsewhere": lists.matters_near(case, row["claim"], 8),
        "seen": standing.written(standing.standing(case, Deed.MOVE, row["claim"])),
    }


def _missed(case: Case, place: Place) -> Row:
    """A place that looks like somebody's word, in its sentence."""
    report, _, span = place.thing.partition(".")
    start, end = (int(part) for part in span.split("-"))
    reading = case.reading(report)
    text = reading.document.text
    around = [s for s in reading.sentences if s.start < end and start < s.end]
    left, right = (around[0].start, around[-1].end) if around else (max(0, start - 160), min(len(text), end + 160))
    return {
        "why": review.why(case, place),
        "score": None,
        "document": report,
        "span": (start, end),
        "report": lists.called_reports(case, [report])[report],
        "context": (text[left:start], text[start:end], text[end:right]),
        "sentence": (left, text[left:right]),
        "cast": list(speakers_of(reading)),
        "seen": standing.written(standing.standing(case, Deed.DISMISS, report, span)),
        "where": span,
    }


def _clash(case: Case, place: Place) -> Row:
    """Decisions on the same names that cannot all have their way."""
    made = {decision.id: decision for decision in case.standing({Deed.SAME, Deed.DIFFERENT})}
    this = made[place.thing]
    identity = case.identity_of({name for one in made.values() for name in (one.a, one.b or "")})
    sides = {identity.get(this.a), identity.get(this.b or "")}
    against = [
        one
        for one in made.values()
        if one.what is not this.what and sides & {identity.get(one.a), identity.get(one.b or "")}
    ]
    return {
        "why": "two decisions contradict each other",
        "score": None,
        "clashing": [this, *against],
        "names": case.called(case.identity_of({n for d in [this, *against] for n in (d.a, d.b or "")}).values())
        | case.spelling_of({n for d in [this, *against] for n in (d.a, d.b or "")}),
        "seen": "",
    }


SHOWN: dict[DoubtKind, Callable[[Case, Place], Row]] = {
    DoubtKind.CLASH: _clash,
    DoubtKind.NAMES: _names,
    DoubtKind.CLAIM: _claim,
    DoubtKind.REPLY: _reply,
    DoubtKind.MEMBER: _member,
    DoubtKind.MISSED: _missed,
}
