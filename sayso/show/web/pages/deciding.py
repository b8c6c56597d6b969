"""Deciding, from any page: one thing, or several of a list; and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from sayso.deciding import decide, decide_all
from sayso.show.web import standing
from sayso.show.web.answers import page
from sayso.show.web.asking import inside
from sayso.show.web.casefile import Changing
from sayso.show.web.page import Page
from sayso.show.web.standing import OvertakenError, State
from sayso.show.web.wishing import By, Fields, Wishing, remembered, whoever_asks
from sayso.store import Case, lists
from sayso.terms import Decision, Deed

router = APIRouter()
PAGE = Page(router)
IN_BULK = {Deed.ACCEPT, Deed.REJECT, Deed.HIDE, Deed.SAME}
"""What may be done to several things at once: what is undone as easily as done."""
MOST_AT_ONCE = 1000
ASK_WHO = "say who decides: it is written beside the decision"


@router.post("/decide", tags=["changes"], operation_id="decide")
def decide_one(request: Request, file: Changing, wish: Wishing, by: By, fields: Fields) -> Response:
    """Keep one decision. With `seen`, only if the thing is still as it was seen; else 409 with both versions."""
    if not by:
        return _who(request, fields)
    try:
        with file.changing() as case, case.writing():
            other = wish.other(case)
            standing.check(case, wish.what, wish.a, wish.b, wish.seen)
            made = decide(case, wish.what, wish.a, other, because=wish.because, by=by)
            now = standing.standing(case, wish.what, wish.a, wish.b)
    except OvertakenError as overtaken:
        return _overtaken(request, file.looking(), [overtaken], fields, wish.then)
    return _done(request, [made], wish.then, by, now)


@router.post("/decide/many", tags=["changes"], operation_id="decide_many")
def decide_several(
    request: Request,
    file: Changing,
    by: By,
    fields: Fields,
    what: Annotated[Deed, Form()],
    thing: Annotated[list[str] | None, Form()] = None,
    because: Annotated[str, Form(max_length=2000)] = "",
    then: Annotated[str, Form(max_length=4000)] = "/review",
) -> Response:
    """Decide the same of several things, all or none. A thing is an id, and after a space what was seen of it."""
    if what not in IN_BULK:
        raise HTTPException(409, f"{what.value} is decided one by one")
    chosen = [(id, seen) for id, _, seen in (one.partition(" ") for one in thing or ())]
    if len(chosen) < (2 if what is Deed.SAME else 1) or len(chosen) > MOST_AT_ONCE:
        raise HTTPException(409, "Choose some rows first." if len(chosen) < 2 else f"At most {MOST_AT_ONCE} at once.")
    if not by:
        return _who(request, fields)
    with file.changing() as case, case.writing():
        overtaken = list(_changed_meanwhile(case, what, chosen))
        made = [] if overtaken else decide_all(case, _wanted(what, chosen), because=because, by=by)
    if overtaken:
        return _overtaken(request, file.looking(), overtaken, fields, then)
    return _done(request, made, then, by, {})


@router.post("/me", include_in_schema=False)
def be_called(by: By, then: Annotated[str, Form(max_length=4000)] = "/review") -> Response:
    """Keep who decides."""
    return remembered(RedirectResponse(inside(then), 303), by)


def _wanted(what: Deed, chosen: Sequence[tuple[str, str]]) -> list[tuple[Deed, str, str | None]]:
    (first, _), *others = chosen
    if what is Deed.SAME:
        return [(what, first, other) for other, _ in others]
    return [(what, id, None) for id, _ in chosen]


def _changed_meanwhile(case: Case, what: Deed, chosen: Sequence[tuple[str, str]]) -> list[OvertakenError]:
    found = []
    for id, seen in chosen:
        try:
            standing.check(case, Deed.HIDE if what is Deed.SAME else what, id, "", seen)
        except OvertakenError as overtaken:
            found.append(overtaken)
    return found


def _is_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "text/html")


def _who(request: Request, fields: Fields) -> Response:
    """Ask who decides, with the decision kept on the page that asks."""
    if not _is_page(request):
        return JSONResponse({"detail": ASK_WHO, "ask": "by"}, 428)
    kept = [(name, value) for name, value in fields if name not in ("by", "csrf")]
    return page(request, "who.html", status=428, fields=kept, wrong=False)


def _done(request: Request, made: Sequence[Decision], then: str, by: str, now: State) -> Response:
    answer: Response
    if _is_page(request):
        answer = RedirectResponse(inside(then), 303)
    else:
        answer = JSONResponse({"decisions": [one.id for one in made], "seen": standing.written(now), "by": by})
    return answer if by == whoever_asks(request) else remembered(answer, by)


def _overtaken(request: Request, case: Case, found: Sequence[OvertakenError], fields: Fields, then: str) -> Response:
    """Both versions side by side, who made the newer one, and a way on."""
    if not _is_page(request):
        told = [{"thing": one.thing, "seen": one.seen, "now": one.now} for one in found]
        return JSONResponse({"detail": "somebody else changed this meanwhile", "changed": told}, 409)
    again = [(name, _seen_anew(name, value, found)) for name, value in fields if name != "csrf"]
    return page(
        request,
        "overtaken.html",
        status=409,
        found=[(one, list(lists.decisions_about(case, one.thing))[-3:]) for one in found],
        fields=again,
        wanted=dict(fields),
        then=inside(then),
    )


def _seen_anew(name: str, value: str, found: Sequence[OvertakenError]) -> str:
    """A field of the form as it is sent when somebody means it all the same, having seen both versions."""
    if name == "seen":
        return standing.written(found[0].now)
    id = value.partition(" ")[0]
    newer = next((one for one in found if name == "thing" and one.thing == id), None)
    return f"{id} {standing.written(newer.now)}" if newer else value
