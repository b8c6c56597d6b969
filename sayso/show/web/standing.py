"""What a form showed of the thing it changes, so that nobody overwrites unseen what somebody else did meanwhile.

A form carries the state of its thing as it was printed; before the change is made, it is laid beside the state as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.store import Case, lists
from sayso.store import portrait as of
from sayso.terms import Deed

LONGEST = 160
"""Characters of a claim's words that are shown and compared; its place is compared too."""
State = dict[str, str]
Row = dict[str, Any]
GONE: State = {"state": "no longer in the case"}


@dataclass(slots=True)
class OvertakenError(Exception):
    """Somebody else changed the thing after the form was printed."""

    thing: str
    seen: State
    now: State


def of_claim(row: Mapping[str, Any]) -> State:
    """A claim as its row in the lists shows it."""
    start, end = row["span"]
    return {
        "whose word": row["speaker"],
        "how firmly": row["stance"],
        "commits to": row["holds"],
        "words": f"{row['text'][:LONGEST]} ({start}–{end})",
        "decided": row["decided"] or "not yet",
    }


def of_entity(row: Mapping[str, Any], *, hidden: bool) -> State:
    """A name as its page shows it."""
    forms = ", ".join(sorted(form["form"] for form in row["forms"])[:12])
    return {"name": row["name"], "forms": forms, "listed": "no" if hidden else "yes"}


def standing(case: Case, what: Deed, a: str, b: str = "") -> State:
    """The state of what a decision of some kind is about."""
    match what:
        case Deed.ACCEPT | Deed.REJECT | Deed.CORRECT:
            return _claim(case, a)
        case Deed.MOVE:
            return _claim(case, a) | {"matter": _matter_text(case, a)}
        case Deed.BIND | Deed.UNBIND:
            return _claim(case, a) | {"answers": _answered(case, a)}
        case Deed.HIDE if a.startswith("d"):
            return _claim(case, a)
        case Deed.HIDE if a.startswith("m"):
            return {"matter": next((matter.text for matter in case.matters([a]).values()), "gone")}
        case Deed.RENAME | Deed.HIDE:
            return _entity(case, a)
        case Deed.SAME | Deed.DIFFERENT:
            return _pair(case, a, b)
        case Deed.INDEPENDENT | Deed.DEPENDENT:
            return {"decided": _last_of(case, (Deed.INDEPENDENT, Deed.DEPENDENT), a, b)}
        case Deed.REPORT:
            return _report(case, a)
        case Deed.DISMISS:
            return {"decided": _last_of(case, (Deed.DISMISS,), a, b)}
        case Deed.ADD:
            return {}


def written(state: State) -> str:
    """A state as a form carries it."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def check(case: Case, what: Deed, a: str, b: str, seen: str) -> None:
    """That a thing is as the form showed it; a program that saw none of it is not asked.

    Raises:
        OvertakenError: if it is not.
    """
    if not seen:
        return
    now = standing(case, what, a, b)
    try:
        before = {str(key): str(value) for key, value in json.loads(seen).items()}
    except (ValueError, AttributeError):
        before = {}
    if before != now:
        raise OvertakenError(a, before, now)


def _claim(case: Case, claim: str) -> State:
    row = next(lists.claims_by_id(case, [claim]), None)
    return of_claim(row) if row else dict(GONE)


def _matter_text(case: Case, claim: str) -> str:
    matter = case.matter_of([claim]).get(claim, "")
    return next((found.text for found in case.matters([matter]).values()), "none")


def _answered(case: Case, claim: str) -> str:
    answered = [answer.answers for answer in case.answered_by([claim])]
    return "; ".join(sorted(row["text"][:LONGEST] for row in lists.claims_by_id(case, answered))) or "nothing"


def _entity(case: Case, entity: str) -> State:
    found = of.portrait(case, of.identity_of(case, entity) or entity)
    return of_entity(found.row, hidden=found.hidden) if found else dict(GONE)


def _pair(case: Case, a: str, b: str) -> State:
    """Two names by what they are called, and what was decided of them."""
    identity = case.identity_of([a, b])
    called = case.called(identity.values())
    told = {"one": called.get(identity.get(a, ""), a), "other": called.get(identity.get(b, ""), b)}
    return told | {"decided": _last_of(case, (Deed.SAME, Deed.DIFFERENT), a, b)}


def _last_of(case: Case, deeds: tuple[Deed, ...], a: str, b: str) -> str:
    """What was last decided between two things, and by whom."""
    found = [d for d in case.standing(deeds) if {d.a, d.b} == {a, b}]
    return f"{found[-1].what.value}, by {found[-1].by}" if found else "not yet"


def _report(case: Case, report: str) -> State:
    if not case.holds(report):
        return dict(GONE)
    document = case.reading(report).document
    return {
        "outlet": document.outlet or "",
        "agency": document.agency or "",
        "published": document.published.value if document.published else "",
        "title": document.title or "",
    }
