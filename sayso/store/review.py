"""What a person should look at: everything uncertain that nobody has decided yet, kind by kind, the most uncertain first.

Each kind is a question for places; a place tells by itself where in the queue it stands, so that the next one is found
even after it was decided and left the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Float, Select, and_, case, cast, func, literal, or_, select

from sayso.store import tables
from sayso.store.case import Case
from sayso.store.filters import UNNARROWED, Filters, Window, counted, identities_called, in_time, narrowed
from sayso.terms import Deed, Span

statements, reports, doubts = tables.statements.c, tables.reports.c, tables.doubts.c
decisions, names, identities = tables.decisions.c, tables.names.c, tables.identities.c


class DoubtKind(StrEnum):
    """Kinds of what is uncertain, in the order in which they are looked at."""

    CLASH = "clash"
    NAMES = "names"
    CLAIM = "claim"
    REPLY = "reply"
    MEMBER = "member"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Place:
    """One thing of the queue and where it stands there."""

    kind: DoubtKind
    rank: float
    thing: str

    def __str__(self) -> str:
        return f"{self.kind}~{self.rank!r}~{self.thing}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """A place as an address has it; None where it is none."""
        kind, _, rest = text.partition("~")
        rank, _, thing = rest.partition("~")
        try:
            return cls(DoubtKind(kind), float(rank), thing)
        except ValueError:
            return None

    @property
    def parts(self) -> list[str]:
        """The ids it is about: two of names and of replies, else one."""
        return self.thing.split(" ")


def counts(case_file: Case, filters: Filters = UNNARROWED) -> dict[DoubtKind, int]:
    """How much of each kind is uncertain."""
    return {kind: counted(case_file, asked(case_file, filters)) for kind, asked in ASKED.items()}


def first_from(case_file: Case, kinds: Sequence[DoubtKind], filters: Filters, place: Place | None) -> Place | None:
    """The thing at a place, or the next one after it; without a place, the first."""
    for kind in _from(kinds, place):
        found = next(places(case_file, kind, filters, Window(1), since=place), None)
        if found is not None:
            return found
    return None


def last_before(case_file: Case, kinds: Sequence[DoubtKind], filters: Filters, place: Place) -> Place | None:
    """The thing before a place."""
    order = list(ASKED)
    for kind in (kind for kind in reversed(order) if kind in kinds and order.index(kind) <= order.index(place.kind)):
        found = ASKED[kind](case_file, filters).subquery().c
        asked = select(found.rank, found.thing).order_by(found.rank.desc(), found.thing.desc()).limit(1)
        if kind is place.kind:
            asked = asked.where(or_(found.rank < place.rank, and_(found.rank == place.rank, found.thing < place.thing)))
        with case_file.asking() as connection:
            for rank, thing in connection.execute(asked):
                return Place(kind, rank, thing)
    return None


def first_after(case_file: Case, kinds: Sequence[DoubtKind], filters: Filters, place: Place) -> Place | None:
    """The thing after a place."""
    return first_from(case_file, kinds, filters, replace(place, thing=f"{place.thing} "))


def places(
    case_file: Case, kind: DoubtKind, filters: Filters, window: Window, since: Place | None = None
) -> Iterator[Place]:
    """Places of one kind, from one of that kind on."""
    found = ASKED[kind](case_file, filters).subquery().c
    asked = select(found.rank, found.thing).order_by(found.rank, found.thing)
    if since is not None and since.kind is kind:
        asked = asked.where(or_(found.rank > since.rank, and_(found.rank == since.rank, found.thing >= since.thing)))
    with case_file.asking() as connection:
        for rank, thing in connection.execute(window.of(asked)):
            yield Place(kind, rank, thing)


def why(case_file: Case, place: Place) -> str:
    """Why the machine is not sure."""
    asked = select(doubts.why).where(doubts.kind == place.kind.value, doubts.thing == place.thing)
    with case_file.asking() as connection:
        return str(connection.execute(asked).scalar() or "")


def missed_place(report: str, span: Span) -> str:
    """What a missed place is called, here and in a decision that fills it."""
    return f"{report}.{span.start}-{span.end}"


def asked_claims_in_doubt(case_file: Case, kind: DoubtKind, filters: Filters) -> Select[Any]:
    """The ids of the claims of one kind of the queue, so that they can be counted by what they are."""
    found = ASKED[kind](case_file, filters).subquery().c
    return select(statements.id).where(statements.id.in_(select(found.thing)))


def _from(kinds: Sequence[DoubtKind], place: Place | None) -> list[DoubtKind]:
    order = [kind for kind in ASKED if kind in kinds]
    return (
        order if place is None else [kind for kind in order if list(ASKED).index(kind) >= list(ASKED).index(place.kind)]
    )


def _standing(what: Deed) -> Any:
    return and_(decisions.what == what.value, decisions.undone.is_(None))


def _uncertain_claims(case_file: Case, filters: Filters) -> Select[Any]:
    asked = (
        select(doubts.rank, doubts.thing)
        .join(tables.statements, statements.id == doubts.thing)
        .where(doubts.kind == DoubtKind.CLAIM.value, statements.decided.is_(None), ~statements.hidden)
    )
    return narrowed(asked, filters)


def _unsure_members(case_file: Case, filters: Filters) -> Select[Any]:
    moved = select(decisions.a).where(_standing(Deed.MOVE))
    asked = (
        select(doubts.rank, doubts.thing)
        .join(tables.statements, statements.id == doubts.thing)
        .where(doubts.kind == DoubtKind.MEMBER.value, ~statements.hidden, statements.matter.is_not(None))
        .where(doubts.thing.not_in(moved))
    )
    return narrowed(asked, filters)


def _missed_places(case_file: Case, filters: Filters) -> Select[Any]:
    """Places of reports; what is asked of a claim asks nothing of them."""
    dismissed = select(decisions.a + "." + decisions.b).where(_standing(Deed.DISMISS))
    added = select(decisions.b).where(_standing(Deed.ADD), decisions.a == doubts.report)
    about_claims = filters.by or filters.about or filters.according_to or filters.stances or filters.voices
    asked = (
        select(doubts.rank, doubts.thing)
        .join(tables.reports, reports.id == doubts.report)
        .where(doubts.kind == DoubtKind.MISSED.value, doubts.thing.not_in(dismissed))
        .where(~added.where(decisions.b.contains(literal('"place": "') + doubts.thing + literal('"'))).exists())
    )
    if about_claims:
        return asked.where(literal(1) == 0)
    return _of_reports(asked, filters)


def _of_reports(asked: Select[Any], filters: Filters) -> Select[Any]:
    if filters.outlets:
        asked = asked.where(reports.outlet.in_(filters.outlets))
    return in_time(asked, reports.published, filters)


def _loose_replies(case_file: Case, filters: Filters) -> Select[Any]:
    replies = tables.replies.c
    unbound = select(decisions.a).where(_standing(Deed.UNBIND), decisions.a == replies.reply)
    asked = (
        select(literal(0.0).label("rank"), (replies.reply + " " + replies.answers).label("thing"))
        .join(tables.statements, statements.id == replies.reply)
        .where(replies.how == "in_substance", ~statements.hidden)
        .where(~unbound.where(decisions.b == replies.answers).exists())
    )
    return narrowed(asked, filters)


def _possible_duplicates(case_file: Case, filters: Filters) -> Select[Any]:
    """Pairs of identities that may be one, the likeliest first; those that a person told apart are left out."""
    pairs = tables.name_pairs.c
    first, second = tables.names.alias(), tables.names.alias()
    one, other = tables.identities.alias(), tables.identities.alias()
    a, b = first.c.identity, second.c.identity
    thing = case((a < b, a + " " + b), else_=b + " " + a)
    asked = (
        select((-func.max(pairs.score)).label("rank"), thing.label("thing"))
        .join(first, first.c.id == pairs.a)
        .join(second, second.c.id == pairs.b)
        .join(one, one.c.id == a)
        .join(other, other.c.id == b)
        .where(pairs.verdict.in_(("same", "unsure")), a != b, ~one.c.hidden, ~other.c.hidden)
        .where(thing.not_in(_told_apart()))
        .group_by(thing)
    )
    if called := filters.by or filters.about or filters.according_to:
        among = identities_called(called)
        asked = asked.where(or_(a.in_(among), b.in_(among)))
    if filters.types:
        asked = asked.where(or_(one.c.type.in_(filters.types), other.c.type.in_(filters.types)))
    if filters.stances or filters.voices:
        return asked.where(literal(1) == 0)
    if filters.outlets or filters.since or filters.until:
        entities = tables.entities.c
        printed = select(entities.named).join(tables.reports, reports.id == entities.report)
        asked = asked.where(or_(*(side.c.id.in_(_of_reports(printed, filters)) for side in (first, second))))
    return asked


def _told_apart() -> Select[Any]:
    """Pairs of identities that a standing decision keeps apart."""
    first, second = tables.names.alias(), tables.names.alias()
    a, b = first.c.identity, second.c.identity
    return (
        select(case((a < b, a + " " + b), else_=b + " " + a))
        .select_from(tables.decisions)
        .join(first, first.c.id == decisions.a)
        .join(second, second.c.id == decisions.b)
        .where(_standing(Deed.DIFFERENT))
    )


def _clashes(case_file: Case, filters: Filters) -> Select[Any]:
    """Decisions that another one keeps from having their effect: "same" that are two, "different" that are one."""
    first, second = tables.names.alias(), tables.names.alias()
    asked = (
        select(cast(decisions.number, Float).label("rank"), decisions.id.label("thing"))
        .join(first, first.c.id == decisions.a)
        .join(second, second.c.id == decisions.b)
        .where(decisions.undone.is_(None))
        .where(
            or_(
                and_(decisions.what == Deed.SAME.value, first.c.identity != second.c.identity),
                and_(decisions.what == Deed.DIFFERENT.value, first.c.identity == second.c.identity),
            )
        )
    )
    if called := filters.by or filters.about or filters.according_to:
        among = identities_called(called)
        asked = asked.where(or_(first.c.identity.in_(among), second.c.identity.in_(among)))
    return asked


ASKED: dict[DoubtKind, Callable[[Case, Filters], Select[Any]]] = {
    DoubtKind.CLASH: _clashes,
    DoubtKind.NAMES: _possible_duplicates,
    DoubtKind.CLAIM: _uncertain_claims,
    DoubtKind.REPLY: _loose_replies,
    DoubtKind.MEMBER: _unsure_members,
    DoubtKind.MISSED: _missed_places,
}
