"""Deciding: what people settle by hand, kept beside what the machine found and put before it.

A decision names things by ids that do not change: names, claims, reports. It is never deleted; undoing it marks it, and
what it touched is worked out again from the reading and the decisions that stand.
"""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Iterable, Sequence

import msgspec

from sayso.errors import StoreError
from sayso.resolve.names import name_id
from sayso.resolve.statements import content_words, statements_of
from sayso.settle import settle
from sayso.store import Case
from sayso.store.case import now
from sayso.store.lists import find
from sayso.terms import (
    Basis,
    Decision,
    Deed,
    Holds,
    Region,
    Span,
    Speaker,
    Stance,
    Statement,
    Voice,
)

CORRECTABLE = {
    "stance": Stance,
    "holds": Holds,
    "basis": Basis,
    "speaker": str,
    "first": str,
    "last": str,
    "place_name": str,
}
"""What can be corrected about a claim, and what a value must be."""
OF_A_REPORT = ("outlet", "agency", "published", "title")


def decide(case: Case, what: Deed, a: str, b: str | None = None, *, because: str = "", by: str = "") -> Decision:
    """Keep a decision and apply it.

    Raises:
        StoreError: if an id is unknown, a value makes no sense, or a merge contradicts an earlier "different".
    """
    first, second = _named_things(case, what, a, b)
    at = now()
    decision = Decision(
        id="x" + hashlib.blake2b(f"{what}|{first}|{second}|{at}|{because}".encode(), digest_size=6).hexdigest(),
        what=what,
        a=first,
        b=second,
        because=because,
        by=by or getpass.getuser(),
        at=at,
    )
    _check(case, decision)
    with case.writing():
        case.decide(decision)
        apply(case, [decision])
    return decision


def undo(case: Case, id: str) -> Decision:
    """Undo a decision: it stays on record, and what it touched is worked out again.

    Raises:
        StoreError: if there is no such decision, or it is undone already.
    """
    kind, full = find(case, id)
    decision = next((d for d in case.decisions() if d.id == full), None) if kind == "decision" else None
    if decision is None:
        raise StoreError(f"there is no decision {id}; sayso decisions lists them")
    if decision.undone:
        raise StoreError(f"decision {full} was undone at {decision.undone}")
    with case.writing():
        case.undo(full, now())
        apply(case, [decision])
    return decision


def take_in(case: Case, decisions: Iterable[Decision]) -> int:
    """Take decisions over from another case; the number of those that are new here."""
    with case.writing():
        fresh = [decision for decision in decisions if case.decide(decision)]
        apply(case, fresh)
    return len(fresh)


def apply(case: Case, decisions: Sequence[Decision]) -> None:
    """Work out anew what some decisions, made or undone, touch."""
    reports: set[str] = set()
    names: set[str] = set()
    for decision in decisions:
        reports |= _beside(case, [decision.a, *_parts(decision.b)])
        things = [thing for thing in (decision.a, *_parts(decision.b)) if thing]
        match decision.what:
            case Deed.SAME | Deed.DIFFERENT | Deed.RENAME:
                names.update(things[: 1 if decision.what is Deed.RENAME else 2])
            case Deed.HIDE:
                kind = _kind(decision.a)
                case.hide(kind, decision.a, hidden=any(d.id == decision.id for d in case.standing({Deed.HIDE})))
                if kind == "claim":
                    reports.add(decision.a.split(".")[0])
            case Deed.INDEPENDENT | Deed.DEPENDENT:
                reports.update(case.reports_with(things[:2]))
            case _:
                reports.update(thing.split(".")[0] for thing in things if case.holds(thing.split(".")[0]))
    there = {report for report in reports if case.holds(report)}
    for report in sorted(there):
        lift_again(case, report)
    case.unsettle(there)
    case.unsettle_names({name for name in names if "." not in name})
    _split_off(case, {name for name in names if "." in name and case.holds(name.split(".")[0])})
    settle(case)
    case.forget_empty_matters()


def _beside(case: Case, things: Sequence[str]) -> set[str]:
    """The reports that have a claim in a matter of any of some claims."""
    claims = [thing for thing in things if "." in thing]
    mates = case.in_matters(set(case.matter_of(claims).values()))
    return {mate.split(".")[0] for mate in mates}


def lift_again(case: Case, report: str) -> None:
    """A report's statements and frame as they follow from its reading and the decisions that stand."""
    case.correct_report(report, _told_of(case, report))
    reading = case.reading(report)
    statements = {statement.id: statement for statement in statements_of(reading, case.own_names(report))}
    for decision in case.standing({Deed.ADD}):
        if decision.a == report and decision.b:
            added = _added(reading.document.text, decision)
            statements[added.id] = msgspec.structs.replace(
                added,
                outlet=reading.document.outlet,
                published=reading.document.published.value if reading.document.published else None,
            )
    marks: dict[str, str] = dict.fromkeys((i for i in statements if ".h" in i), "added")
    hidden: set[str] = set()
    for decision in case.standing({Deed.CORRECT, Deed.REJECT, Deed.ACCEPT, Deed.HIDE}):
        if decision.a not in statements:
            continue
        marks[decision.a] = {Deed.CORRECT: "corrected", Deed.REJECT: "rejected", Deed.ACCEPT: "accepted"}.get(
            decision.what, ""
        )
        if decision.what in (Deed.REJECT, Deed.HIDE):
            hidden.add(decision.a)
        if decision.what is Deed.ACCEPT:
            hidden.discard(decision.a)
        if decision.what is Deed.CORRECT and decision.b:
            statements[decision.a] = _corrected(statements[decision.a], decision.b)
    case.put_statements(statements.values(), decided=marks, hidden=hidden, report=report)


def _named_things(case: Case, what: Deed, a: str, b: str | None) -> tuple[str, str | None]:
    """The full ids of what a decision is about."""
    if what in (Deed.SAME, Deed.DIFFERENT, Deed.INDEPENDENT, Deed.DEPENDENT):
        return _identity(case, a), _identity(case, b or "")
    kind, full = find(case, a)
    if what in (Deed.BIND, Deed.UNBIND, Deed.MOVE) and kind != "claim":
        raise StoreError(f"{a} is a {kind}; to {what.value} needs a claim (sayso claims)")
    if what is Deed.HIDE and kind not in ("entity", "claim", "matter"):
        raise StoreError(
            f"{a} is a {kind}; only entities, claims and matters are hidden; sayso remove takes a report out"
        )
    if what in (Deed.BIND, Deed.UNBIND):
        other, target = find(case, b or "")
        if other != "claim":
            raise StoreError(f"{b} is a {other}; a reply is bound to a claim (sayso claims)")
        return full, target
    if what is Deed.MOVE:
        other, target = find(case, b or "")
        if other not in ("claim", "matter"):
            raise StoreError(f"{b} is a {other}; a claim is moved to a matter, or to the matter of another claim")
        lead = target if other == "claim" else min(case.in_matters([target]))
        left = [i for i in case.in_matters(case.matter_of([full]).values()) if i != full]
        return full, f"{lead} {min(left)}" if left else lead
    if what is Deed.HIDE and kind == "matter":
        return full, min(case.in_matters([full]))
    wanted = {
        Deed.RENAME: "entity",
        Deed.REPORT: "report",
        Deed.ADD: "report",
        Deed.CORRECT: "claim",
        Deed.REJECT: "claim",
        Deed.ACCEPT: "claim",
    }
    if what in wanted and kind != wanted[what]:
        raise StoreError(f"{a} is a {kind}; to {what.value} needs a {wanted[what]}")
    return full, b


def _identity(case: Case, id: str) -> str:
    """An identity's or a name's id; REPORT.eN for somebody of one report."""
    report, _, entity = id.partition(".")
    if entity.startswith("e") and case.holds(report):
        return id
    kind, full = find(case, id)
    if kind != "entity":
        raise StoreError(f"{id} is a {kind}; name an entity (sayso entities), or somebody of one report as REPORT.e3")
    return full


def _check(case: Case, decision: Decision) -> None:
    """That a decision makes sense and does not go against one that stands."""
    if decision.a == decision.b:
        raise StoreError("both are the same already")
    if decision.what is Deed.CORRECT:
        _corrected(next(iter(case.statements([decision.a]).values())), decision.b or "")
    if decision.what is Deed.REPORT:
        field, _, value = (decision.b or "").partition("=")
        if field == "published":
            _check_published(value)
        if field in OF_A_REPORT and not value.strip():
            raise StoreError(f"no {field} is given; write it as {field}='...'")
        if field not in OF_A_REPORT:
            raise StoreError(
                f"{field or 'nothing'} cannot be corrected about a report; say one of {', '.join(OF_A_REPORT)}, as in outlet='The Herald'"
            )
    if decision.what is Deed.SAME:
        groups = case.names_of(case.identity_of([decision.a, decision.b or ""]).values())
        together = {name: i for i, names in groups.items() for name in names}
        for earlier in case.standing({Deed.DIFFERENT}):
            sides = {together.get(earlier.a, earlier.a), together.get(earlier.b or "", earlier.b)}
            if sides == {together.get(decision.a, decision.a), together.get(decision.b or "", decision.b)}:
                raise StoreError(
                    f"{earlier.by} decided on {earlier.at[:10]} that they are different"
                    + (f" ({earlier.because})" if earlier.because else "")
                    + f"; undo that first: sayso decide undo {earlier.id}"
                )


def _check_published(value: str) -> None:
    from datetime import datetime

    try:
        datetime.fromisoformat(value if len(value) > 7 else f"{value}-01-01"[:10])
    except ValueError:
        raise StoreError(f"{value} is no date; write it as 2026-05-12, or 2026-05-12T14:30+02:00") from None


def _told_of(case: Case, report: str) -> dict[str, str]:
    """What people told of a report's frame."""
    told = {}
    for decision in case.standing({Deed.REPORT}):
        if decision.a == report and decision.b:
            field, _, value = decision.b.partition("=")
            told[field] = value
    return told


def _corrected(statement: Statement, change: str) -> Statement:
    """A claim with one field as a person has it: stance=denies, speaker=Ana Roth."""
    field, _, value = change.partition("=")
    if field not in CORRECTABLE or not value:
        raise StoreError(f"{change} corrects nothing; say one of {', '.join(CORRECTABLE)}, as in stance=denies")
    if field == "speaker":
        voice = Speaker(name=value, identity=name_id(value))
        return msgspec.structs.replace(statement, chain=(voice, *statement.chain[1:]), voice=Voice.NAMED)
    if field in ("first", "last"):
        _check_published(value)
    try:
        return msgspec.structs.replace(statement, **{field: CORRECTABLE[field](value)})
    except ValueError as error:
        choices = ", ".join(CORRECTABLE[field])  # type: ignore[arg-type]
        raise StoreError(f"{value} is no {field}; say one of {choices}") from error


def _added(text: str, decision: Decision) -> Statement:
    """A claim that the reader missed, as a person gave it: words, speaker, stance."""
    given = json.loads(decision.b or "{}")
    start = text.find(given["words"])
    if start < 0:
        raise StoreError(f"the report does not have the words {given['words']!r}; give them exactly as printed")
    speaker = given.get("speaker")
    report = decision.a
    return Statement(
        id=f"{report}.h{decision.id[1:]}",
        document=report,
        claim=f"h{decision.id[1:]}",
        attribution=None,
        span=Span(start, start + len(given["words"])),
        text=" ".join(given["words"].split()),
        region=Region.BODY,
        chain=(Speaker(name=speaker, identity=name_id(speaker)),) if speaker else (),
        voice=Voice.NAMED if speaker else Voice.OUTLET,
        stance=Stance(given.get("stance", "asserts")),
        holds=Holds(given.get("holds", "no" if given.get("stance") == "denies" else "yes")),
        basis=Basis.UNSTATED,
        words=content_words(given["words"]),
    )


def _split_off(case: Case, entities: Iterable[str]) -> None:
    """Give somebody of one report a name of his own, apart from others of that name."""
    for entity in entities:
        report, _, _ = entity.partition(".")
        case.give_own_name(entity)
        lift_again(case, report)
        case.unsettle([report])


def _parts(b: str | None) -> list[str]:
    return b.split(" ") if b else []


def _kind(id: str) -> str:
    return "claim" if "." in id else {"m": "matter", "n": "entity"}.get(id[:1], "claim")
