"""Edges between identities: who does what to whom, how two are bound, who speaks about whom.

An edge is a `Tie` here, since an *edge* between two voices is something else (see docs/case.md). One tie gathers the
claims of one kind from one identity to another. It rests on the origins of its matters: on as many as the best founded
of them has, because the voices of two matters may be the same and must not be added up. Bare content that belongs to no
matter rests on none.

A tie is followed from the names at its known end: through the index of who takes part, to the claim, to the other end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import CTE, Select, case, func, literal, select, union

from sayso.store import lists, tables
from sayso.store.case import Case, Row, chunks
from sayso.store.filters import EVERYTHING, UNNARROWED, Filters, Window, narrowed
from sayso.terms import Holds, RelationType, Stance

names, statements, matters, reports = tables.names.c, tables.statements.c, tables.matters.c, tables.reports.c
SPOKEN_OF = ("actors", "recipients", "via", "about")
RELATIONS = tuple(kind.value for kind in RelationType)
FIRM = (Stance.ASSERTS, Stance.CONFIRMS)
RING = 200
"""Neighbours among whom ties are looked for, and so many that a picture is still one; beyond, somebody is asked first."""
WIDENED = 40
"""Neighbours from which a second step is taken, those on most voices first."""


class TieKind(StrEnum):
    """What binds two identities."""

    EVENT = "event"  # who did it, to whom
    RELATION = "relation"  # subject, object
    SPEAKS = "speaks"  # the speaker, whom it speaks about


class Counted(msgspec.Struct, frozen=True):
    """At least and at most so many independent voices."""

    min: int
    max: int


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What some claims put between two identities, `source` towards `target`.

    `line` is the firmest that anybody puts it: "asserted", else "alleged"; or "denied" where nobody holds it for so.
    `denied` says that somebody denies it, or what it is part of; of a tie of speech, that the speaker itself denies
    something. `origins` are those of the best founded of its matters.
    """

    source: str
    source_name: str
    target: str
    target_name: str
    kind: str
    types: tuple[str, ...]
    line: str
    denied: bool
    origins: Counted
    claims: int
    reports: int
    stances: dict[str, int]
    first: str | None
    last: str | None


class Strand(NamedTuple):
    """What one claim puts between two identities; all claims of one kind between the same two are a tie."""

    source: str
    target: str
    kind: TieKind
    claim: str
    speaker: str
    matter: str | None


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An identity in the picture; `sources` are the outlets that name it in a text of their own, copies not counted."""

    id: str
    name: str
    type: str
    sources: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What ties are narrowed to: claims that pass `filters`, none that goes back to `without`, matters on enough voices."""

    filters: Filters = UNNARROWED
    without: str | None = None
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """Whose ties are wanted: all of those inside, and those between two of the ring."""

    inside: tuple[str, ...]
    ring: tuple[str, ...] = ()


def asked_ties(case_file: Case, circle: Circle, to: Narrowed = Narrowed()) -> Select[Any]:
    """The ties of a circle, those on most voices first."""
    source, target = tables.names.alias(), tables.names.alias()
    inside, ring = source.c.identity.in_(circle.inside), source.c.identity.in_(circle.ring)
    reached, back = target.c.identity.in_(circle.inside), target.c.identity.in_(circle.ring)
    ends = [(inside,), (reached,), *([(ring, back)] if circle.ring else [])]
    return _gathered(_passing(_told(source, target, ends, to), to), to.at_least)


def list_strands(case_file: Case, filters: Filters = UNNARROWED) -> Iterator[Strand]:
    """All that ties are made of, in the order in which the reports were printed, whatever order they were filed in."""
    told = _told(tables.names.alias(), tables.names.alias(), [()], Narrowed(filters))
    asked = (
        select(told.c.source, told.c.target, told.c.kind, statements.id, statements.speaker, statements.matter)
        .join(tables.statements, statements.id == told.c.statement)
        .join(tables.reports, reports.id == statements.report)
        .order_by(*lists.AS_PRINTED, statements.number, told.c.source, told.c.target, told.c.kind)
    )
    with case_file.looking() as now:
        for source, target, kind, *claim in now.rows(asked):
            yield Strand(source, target, TieKind(kind), *claim)


def _told(source: Any, target: Any, ends: Iterable[Collection[Any]], to: Narrowed) -> CTE:
    """Which claims bind whom, wherever one of some conditions on the two ends holds."""
    return union(
        *(
            narrowed(_between(source, target, part, parts, kind, to.filters).where(*where), to.filters)
            for where in ends
            for part, parts, kind in _PARTS
        )
    ).cte("told")


_PARTS = (
    ("actors", ("recipients",), None),
    ("speaker", SPOKEN_OF, TieKind.SPEAKS),
)


def _between(
    source: Any, target: Any, part: str, parts: Sequence[str], kind: TieKind | None, filters: Filters
) -> Select[Any]:
    """Claims with an identity in one part and another in one of some parts."""
    one, other = tables.takes_part.alias(), tables.takes_part.alias()
    bound = case((statements.type.in_(RELATIONS), TieKind.RELATION.value), else_=TieKind.EVENT.value)
    found = (
        select(
            source.c.identity.label("source"),
            target.c.identity.label("target"),
            (bound if kind is None else literal(kind.value)).label("kind"),
            statements.id.label("statement"),
        )
        .select_from(source)
        .join(one, one.c.name == source.c.id)
        .join(tables.statements, statements.id == one.c.statement)
        .join(other, other.c.statement == one.c.statement)
        .join(target, target.c.id == other.c.name)
        .where(one.c.part == part, other.c.part.in_(parts), source.c.identity != target.c.identity)
    )
    taken_back = select(reports.id).where(reports.withdrawn)
    found = found.where(statements.report.not_in(taken_back))
    return found if filters.hidden else found.where(~statements.hidden, ~_is_hidden(source), ~_is_hidden(target))


def _is_hidden(end: Any) -> Any:
    """Whether an end of a tie is an identity that somebody hid."""
    identities = tables.identities.c
    return select(1).where(identities.id == end.c.identity, identities.hidden).correlate(end).exists()


def _passing(told: CTE, to: Narrowed) -> Select[Any]:
    """The claims of ties with what is told of each, less those that go back to a voice that is left out."""
    denied = select(1).where(statements.matter == matters.id, statements.holds == Holds.NO.value, ~statements.hidden)
    asked = (
        select(
            told.c.source,
            told.c.target,
            told.c.kind,
            statements.id,
            statements.report,
            statements.stance,
            statements.holds,
            statements.published,
            statements.type,
            func.coalesce(matters.origins_min, 0).label("origins_min"),
            func.coalesce(matters.origins_max, 0).label("origins_max"),
        )
        .select_from(told)
        .join(tables.statements, statements.id == told.c.statement)
        .outerjoin(tables.matters, matters.id == statements.matter)
    )
    if to.without:
        heard = narrowed(select(statements.id), Filters(according_to=to.without))
        asked = asked.where(told.c.statement.not_in(heard))
    return asked.add_columns(denied.correlate(tables.matters).exists().label("disputed"))


def _gathered(passing: Select[Any], at_least: int) -> Select[Any]:
    """Claims gathered into ties."""
    each = passing.subquery().c
    most, happens = func.max(each.origins_max), each.kind != TieKind.SPEAKS.value
    firmly = (each.stance.in_([s.value for s in FIRM])) & (each.holds == Holds.YES.value)
    asked = select(
        each.source,
        each.target,
        each.kind,
        func.aggregate_strings(each.type, ",").label("types"),
        func.max(case((firmly, 1), else_=0)).label("asserted"),
        func.max(case((each.holds != Holds.NO.value, 1), else_=0)).label("open"),
        func.max(case((each.holds == Holds.NO.value, 1), (each.disputed & happens, 1), else_=0)).label("denied"),
        func.max(each.origins_min).label("origins_min"),
        most.label("origins_max"),
        func.count().label("claims"),
        func.count(each.report.distinct()).label("reports"),
        func.min(each.published).label("first"),
        func.max(each.published).label("last"),
        *(func.sum(case((each.stance == s.value, 1), else_=0)).label(s.value) for s in Stance),
    ).group_by(each.source, each.target, each.kind)
    if at_least:
        asked = asked.having(func.max(each.origins_min) >= at_least)
    return asked.order_by(most.desc(), func.count().desc(), each.source, each.target, each.kind)


def list_ties(case_file: Case, circle: Circle, to: Narrowed = Narrowed(), window: Window = EVERYTHING) -> Iterator[Tie]:
    """The ties of a circle, those on most voices first."""
    with case_file.looking() as now:
        rows = now.rows(window.of(asked_ties(now, circle, to))).mappings()
        while part := rows.fetchmany(500):
            called = now.called({end for row in part for end in (row["source"], row["target"])})
            for row in part:
                yield _tie(row, called)


def _tie(row: Any, called: dict[str, str]) -> Tie:
    return Tie(
        source=row["source"],
        source_name=called.get(row["source"], row["source"]),
        target=row["target"],
        target_name=called.get(row["target"], row["target"]),
        kind=row["kind"],
        types=tuple(sorted(set(row["types"].split(",")))) if row["types"] else (),
        line="asserted" if row["asserted"] else "alleged" if row["open"] else "denied",
        denied=bool(row["denied"]),
        origins=Counted(row["origins_min"], row["origins_max"]),
        claims=row["claims"],
        reports=row["reports"],
        stances={s.value: row[s.value] for s in Stance if row[s.value]},
        first=row["first"],
        last=row["last"],
    )


def spoken(case_file: Case, filters: Filters = UNNARROWED) -> dict[str, int]:
    """How many claims each identity is the speaker of."""
    part = tables.takes_part.c
    asked = (
        select(names.identity, func.count(statements.id.distinct()).label("claims"))
        .join(tables.takes_part, part.name == names.id)
        .join(tables.statements, statements.id == part.statement)
        .where(part.part == "speaker")
        .group_by(names.identity)
    )
    if not filters.hidden:
        asked = asked.where(~statements.hidden)
    with case_file.asking() as connection:
        return {row.identity: row.claims for row in connection.execute(narrowed(asked, filters))}


def count_neighbours(case_file: Case, identity: str, to: Narrowed = Narrowed()) -> int:
    """How many identities a tie leads to, or comes from."""
    ties = asked_ties(case_file, Circle((identity,)), to).order_by(None).subquery().c
    other = case((ties.source == identity, ties.target), else_=ties.source)
    with case_file.asking() as connection:
        return int(connection.execute(select(func.count(other.distinct()))).scalar() or 0)


def nodes(case_file: Case, ids: Collection[str]) -> list[Node]:
    """Some identities, each with how many outlets name it in a text of their own."""
    identities, entities, reprints = tables.identities.c, tables.entities.c, tables.reprints.c
    copies = select(reprints.copy).where(reprints.copy == reports.id, reprints.kind != "reuse").exists()
    found: dict[str, Node] = {}
    with case_file.asking() as connection:
        for part in chunks(ids):
            sources = (
                select(names.identity, func.count(func.coalesce(reports.outlet, reports.id).distinct()).label("count"))
                .join(tables.entities, entities.named == names.id)
                .join(tables.reports, reports.id == entities.report)
                .where(names.identity.in_(part), ~copies)
                .group_by(names.identity)
                .subquery()
                .c
            )
            asked = (
                select(identities.id, identities.name, identities.type, func.coalesce(sources.count, 0))
                .outerjoin(sources.identity.table, sources.identity == identities.id)
                .where(identities.id.in_(part))
            )
            for id, name, kind, count in connection.execute(asked):
                found[id] = Node(id=id, name=name, type=kind, sources=count)
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def asked_claims_of(case_file: Case, source: str, target: str, kind: TieKind, to: Narrowed = Narrowed()) -> Select[Any]:
    """The claims of one tie: its sentences."""
    one, other = tables.names.alias(), tables.names.alias()
    told: list[Select[Any]] = [
        _between(one, other, part, parts, of, to.filters)
        .where(one.c.identity == source, other.c.identity == target)
        .with_only_columns(statements.id)
        for part, parts, of in _PARTS
        if (of is None) == (kind is not TieKind.SPEAKS)
    ]
    if kind is not TieKind.SPEAKS:
        related = statements.type.in_(RELATIONS)
        told = [asked.where(related if kind is TieKind.RELATION else related.is_not(True)) for asked in told]
    claims = lists.asked_claims(case_file, to.filters).where(statements.id.in_(told[0]))
    if to.without:
        heard = narrowed(select(statements.id), Filters(according_to=to.without))
        claims = claims.where(statements.id.not_in(heard))
    return claims


def most_connected(case_file: Case, most: int) -> list[Row]:
    """Those who act and speak, and have a part in most claims, with how many: where to start from."""
    own = tables.identities.c
    asked = (
        select(own.id, own.name, own.type, own.claims)
        .where(~own.hidden, own.claims > 0, own.type.in_(lists.SPEAKERS))
        .order_by(own.claims.desc(), own.name, own.id)
        .limit(most)
    )
    with case_file.asking() as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]


def printed_between(case_file: Case, circle: Circle, to: Narrowed = Narrowed()) -> tuple[str | None, str | None]:
    """The first and last moment at which claims of a circle were printed, whatever days the ties are narrowed to."""
    anytime = replace(to, filters=replace(to.filters, since=None, until=None))
    ties = asked_ties(case_file, circle, anytime).order_by(None).subquery().c
    with case_file.asking() as connection:
        first, last = connection.execute(select(func.min(ties.first), func.max(ties.last))).one()
        return first, last
