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
from sayso.resolve.cast import named_entities
from sayso.resolve.names import name_id
from sayso.resolve.statements import content_words, statements_of
from sayso.settle import settle, settle_claims
from sayso.store import Case
from sayso.store.case import now
from sayso.store.lists import find
from sayso.terms import (
    Basis,
    Decision,
    Deed,
    Holds,
    Reading,
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
    "span": str,
}
"""What can be corrected about a claim, and what a value must be."""
ALONE = "alone"
"""Where a claim is moved that belongs with no other."""
OWN_WORD = "-"
"""The speaker of what an outlet says in its own word."""
OF_A_CLAIM = (Deed.CORRECT, Deed.REJECT, Deed.ACCEPT, Deed.HIDE)
MARKS = {Deed.CORRECT: "corrected", Deed.REJECT: "rejected", Deed.ACCEPT: "accepted"}
OF_A_REPORT = ("outlet", "agency", "published", "title")


def decide(case: Case, what: Deed, a: str, b: str | None = None, *, because: str = "", by: str = "") -> Decision:
    """Keep a decision and apply it.

    Raises:
        StoreError: if an id is unknown, a value makes no sense, or a merge contradicts an earlier "different".
    """
    return decide_all(case, [(what, a, b)], because=because, by=by)[0]


def decide_all(
    case: Case, wanted: Iterable[tuple[Deed, str, str | None]], *, because: str = "", by: str = ""
) -> list[Decision]:
    """Keep some decisions and apply them together, all or none.

    Raises:
        StoreError: as for one.
    """
    with case.writing():
        made = [_kept(case, what, a, b, because, by or getpass.getuser()) for what, a, b in wanted]
        apply(case, made)
    return made


def _kept(case: Case, what: Deed, a: str, b: str | None, because: str, by: str) -> Decision:
    """A decision put on record. Its number goes into its id: the same may be decided again after it was undone."""
    first, second = _named_things(case, what, a, b)
    at, number = now(), case.newest_decision() + 1
    told = f"{what}|{first}|{second}|{at}|{because}|{number}"
    decision = Decision(
        id="x" + hashlib.blake2b(told.encode(), digest_size=6).hexdigest(),
        what=what,
        a=first,
        b=second,
        because=because,
        by=by,
        at=at,
    )
    _check(case, decision)
    case.decide(decision)
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
    """Work out anew what some decisions, made or undone, touch, and nothing else."""
    claims: set[str] = set()
    bound: set[str] = set()
    reports: set[str] = set()
    names: set[str] = set()
    for decision in decisions:
        things = [thing for thing in (decision.a, *_parts(decision)) if thing]
        match decision.what:
            case Deed.SAME | Deed.DIFFERENT | Deed.RENAME:
                names.update(things)
            case Deed.HIDE if _kind(decision.a) != "claim":
                hidden = any(d.id == decision.id for d in case.standing({Deed.HIDE}))
                case.hide(_kind(decision.a), decision.a, hidden=hidden)
            case Deed.ACCEPT if not case.hidden_among([decision.a]):
                case.mark(decision.a, _marked(case, decision.a)[0] or None)
            case Deed.ACCEPT | Deed.REJECT | Deed.CORRECT | Deed.HIDE:
                claims.add(decision.a)
            case Deed.ADD:
                claims.add(_id_of_added(decision))
            case Deed.BIND | Deed.UNBIND | Deed.MOVE:
                bound.update(things)
            case Deed.INDEPENDENT | Deed.DEPENDENT:
                bound.update(case.taking_part(case.spelt(things)))
                bound.update(case.statements_in([thing.split(".")[0] for thing in things if "." in thing]))
            case Deed.REPORT:
                reports.add(decision.a)
            case Deed.DISMISS:
                pass
    _follow(case, claims, bound)
    there = {report for report in reports if case.holds(report)}
    for report in sorted(there):
        lift_again(case, report)
    case.unsettle(there)
    parted = {name for name in names if "." in name and case.holds(name.split(".")[0])}
    case.unsettle_names(names - parted)
    _split_off(case, parted)
    settle(case)


def _follow(case: Case, changed: set[str], bound: set[str]) -> None:
    """What follows for the matters of claims that were changed, and of those that were bound otherwise than before."""
    touched = {claim for claim in changed | bound if case.holds(claim.split(".")[0])}
    if not touched:
        return
    before = set(case.matter_of(touched).values())
    beside = set(case.in_matters(before)) - touched
    for report in sorted({claim.split(".")[0] for claim in changed & touched}):
        lift_again(case, report)
    settle_claims(case, changed & touched, beside | (bound & touched))
    case.forget_empty_matters(before)


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
    for claim in {decision.a for decision in case.standing(OF_A_CLAIM, of=report)} & set(statements):
        mark, leave_out = _marked(case, claim)
        marks[claim] = mark or marks.get(claim, "")
        if leave_out:
            hidden.add(claim)
        for decision in case.standing({Deed.CORRECT}, of=report):
            if decision.a == claim and decision.b:
                statements[claim] = _corrected(statements[claim], decision.b, reading)
    case.put_statements(statements.values(), decided=marks, hidden=hidden, report=report)


def _marked(case: Case, claim: str) -> tuple[str, bool]:
    """What stands beside a claim by the decisions that stand, and whether they leave it out of the lists."""
    mark, hidden = "", False
    for decision in case.standing(OF_A_CLAIM, of=claim):
        mark = MARKS.get(decision.what, "")
        hidden = decision.what in (Deed.REJECT, Deed.HIDE) or (hidden and decision.what is not Deed.ACCEPT)
    return mark, hidden


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
        return full, _moved(case, full, b or "")
    if what is Deed.HIDE and kind == "matter":
        return full, min(case.in_matters([full]))
    wanted = {
        Deed.RENAME: "entity",
        Deed.REPORT: "report",
        Deed.ADD: "report",
        Deed.DISMISS: "report",
        Deed.CORRECT: "claim",
        Deed.REJECT: "claim",
        Deed.ACCEPT: "claim",
    }
    if what in wanted and kind != wanted[what]:
        raise StoreError(f"{a} is a {kind}; to {what.value} needs a {wanted[what]}")
    return full, b


def _moved(case: Case, claim: str, to: str) -> str:
    """Where a claim is moved, as claims: one of its new matter and one of the old. ALONE is a matter of its own, and the
    matter it is in already is where it stays."""
    left = [i for i in case.in_matters(case.matter_of([claim]).values()) if i != claim]
    if to == ALONE:
        if not left:
            raise StoreError(f"{claim} is in a matter of its own already")
        return f"{claim} {min(left)}"
    other, target = find(case, to)
    if other not in ("claim", "matter"):
        raise StoreError(f"{to} is a {other}; a claim is moved to a matter, or to the matter of another claim")
    members = [target] if other == "claim" else [i for i in case.in_matters([target]) if i != claim]
    if not members:
        raise StoreError(f"{claim} is the only claim of {to}")
    lead = min(members)
    return lead if lead in left or not left else f"{lead} {min(left)}"


def _identity(case: Case, id: str) -> str:
    """An identity's or a name's id; REPORT.eN for somebody of one report."""
    report, _, entity = id.partition(".")
    if entity.startswith("e") and case.holds(report):
        return id
    if case.spelling_of([id]):
        return id  # a name stays that name, so that it can be told apart from others it was taken for
    kind, full = find(case, id)
    if kind != "entity":
        raise StoreError(f"{id} is a {kind}; name an entity (sayso entities), or somebody of one report as REPORT.e3")
    return full


def _check(case: Case, decision: Decision) -> None:
    """That a decision makes sense and does not go against one that stands."""
    if decision.a == decision.b:
        raise StoreError("both are the same already")
    if decision.what is Deed.CORRECT:
        reading = case.reading(decision.a.split(".")[0])
        _corrected(next(iter(case.statements([decision.a]).values())), decision.b or "", reading)
    if decision.what is Deed.ADD:
        _added(case.reading(decision.a).document.text, decision)
    if decision.what is Deed.DISMISS:
        _span(decision.b or "", case.reading(decision.a).document.text)
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


def _corrected(statement: Statement, change: str, reading: Reading) -> Statement:
    """A claim with one field as a person has it: stance=denies, speaker=Ana Roth, speaker=e3, span=188-240."""
    field, _, value = change.partition("=")
    if field not in CORRECTABLE or not value:
        raise StoreError(f"{change} corrects nothing; say one of {', '.join(CORRECTABLE)}, as in stance=denies")
    if field == "speaker":
        return _said_by(statement, value, reading)
    if field == "span":
        span = _span(value, reading.document.text)
        words = span.of(reading.document.text)
        return msgspec.structs.replace(
            statement, span=span, text=" ".join(words.split()), words=content_words(words), vector=b""
        )
    if field in ("first", "last"):
        _check_published(value)
    try:
        return msgspec.structs.replace(statement, **{field: CORRECTABLE[field](value)})
    except ValueError as error:
        choices = ", ".join(CORRECTABLE[field])  # type: ignore[arg-type]
        raise StoreError(f"{value} is no {field}; say one of {choices}") from error


def _said_by(statement: Statement, who: str, reading: Reading) -> Statement:
    """A claim as the word of somebody: of the report (e3), by name, or of the outlet itself (-)."""
    if who == OWN_WORD:
        return msgspec.structs.replace(statement, chain=(), voice=Voice.OUTLET)
    of_the_report = next((entity for entity in reading.entities if entity.id == who), None)
    if of_the_report is None:
        voice = Speaker(name=who, identity=name_id(who))
    else:
        named = named_entities(reading).get(who)
        voice = Speaker(
            name=of_the_report.name,
            entity=f"{reading.document.id}.{who}",
            identity=named[0] if named else None,
            voice=Voice.NAMED if named else Voice.UNNAMED,
        )
    return msgspec.structs.replace(statement, chain=(voice, *statement.chain[1:]), voice=voice.voice)


def _span(place: str, text: str) -> Span:
    """START-END as a place in a text."""
    start, _, end = place.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(text)):
        raise StoreError(f"{place} is no place in the report; give it as START-END, counted in characters")
    return Span(int(start), int(end))


def _id_of_added(decision: Decision) -> str:
    return f"{decision.a}.h{decision.id[1:]}"


def _added(text: str, decision: Decision) -> Statement:
    """A claim that the reader missed, as a person gave it: words, speaker, stance, about whom.

    `start` tells which of several places is meant where the words stand more than once.
    """
    given = json.loads(decision.b or "{}")
    words, start = given["words"], given.get("start")
    if start is None or text[start : start + len(words)] != words:
        start = text.find(words)
    if start < 0 or not words.strip():
        raise StoreError(f"the report does not have the words {words!r}; give them exactly as printed")
    speaker = given.get("speaker")
    report = decision.a
    return Statement(
        id=_id_of_added(decision),
        document=report,
        claim=f"h{decision.id[1:]}",
        attribution=None,
        span=Span(start, start + len(words)),
        text=" ".join(words.split()),
        region=Region.BODY,
        chain=(Speaker(name=speaker, identity=name_id(speaker)),) if speaker else (),
        voice=Voice.NAMED if speaker else Voice.OUTLET,
        stance=Stance(given.get("stance", "asserts")),
        holds=Holds(given.get("holds", "no" if given.get("stance") == "denies" else "yes")),
        basis=Basis.UNSTATED,
        about=frozenset(name_id(name) for name in given.get("about", ())),
        words=content_words(words),
    )


def _split_off(case: Case, entities: Iterable[str]) -> None:
    """Give somebody of one report a name of his own, apart from others of that name."""
    for entity in entities:
        report, _, _ = entity.partition(".")
        case.give_own_name(entity)
        lift_again(case, report)
        case.unsettle([report])


def _parts(decision: Decision) -> list[str]:
    """The things that a decision names besides its first."""
    told_in_words = (Deed.RENAME, Deed.CORRECT, Deed.ADD, Deed.REPORT, Deed.DISMISS)
    return decision.b.split(" ") if decision.b and decision.what not in told_in_words else []


def _kind(id: str) -> str:
    return {"m": "matter", "n": "entity", "o": "entity"}.get(id[:1], "claim")
