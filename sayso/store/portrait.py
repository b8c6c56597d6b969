"""Everything a case knows about one identity: how it is called, when it is seen, what it says and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Select, func, select

from sayso.store import lists, tables
from sayso.store.case import Case, Row
from sayso.store.filters import Window, counted
from sayso.terms import Matter, RelationType

names, entities, reports, statements = tables.names.c, tables.entities.c, tables.reports.c, tables.statements.c
matters, part_of = tables.matters.c, tables.takes_part.c
SAYS = ("speaker", "body")
PASSES_ON = ("chain",)
DOES = ("actors", "via")
UNDERGOES = ("recipients", "about", "place")
RELATIONS = tuple(kind.value for kind in RelationType)


@dataclass(frozen=True, slots=True)
class Portrait:
    """One identity. `row` is as in the list of entities; `first` and `last` are when reports that name it were printed."""

    row: Row
    first: str | None
    last: str | None
    hidden: bool
    names: tuple[str, ...]


def identity_of(case: Case, id: str) -> str | None:
    """The identity that an id belongs to now: its own, or the one it was merged into."""
    return case.identity_of([id]).get(id) or next(iter(case.called([id])), None)


def portrait(case: Case, identity: str) -> Portrait | None:
    """An identity with its names; None where no report names it."""
    row = next(lists.entity_rows(case, [identity], mentions=False), None)
    if row is None:
        return None
    named = (
        select(func.min(reports.published), func.max(reports.published))
        .join(tables.entities, entities.report == reports.id)
        .join(tables.names, names.id == entities.named)
        .where(names.identity == identity)
    )
    spelt = select(names.name).where(names.identity == identity).order_by(names.name)
    with case.asking() as connection:
        first, last = connection.execute(named).one()
        hidden = connection.execute(
            select(tables.identities.c.hidden).where(tables.identities.c.id == identity)
        ).scalar()
        return Portrait(row, first, last, bool(hidden), tuple(connection.execute(spelt).scalars()))


def asked_claims_with(case: Case, identity: str, parts: tuple[str, ...]) -> Select[Any]:
    """The claims in which an identity has one of some parts."""
    taking = (
        select(part_of.statement)
        .join(tables.names, names.id == part_of.name)
        .where(names.identity == identity, part_of.part.in_(parts))
    )
    return lists.asked_claims(case).where(statements.id.in_(taking))


def claims_with(case: Case, identity: str, parts: tuple[str, ...], window: Window) -> tuple[list[Row], int]:
    """Some of the claims in which an identity has one of some parts, and how many there are."""
    asked = asked_claims_with(case, identity, parts)
    return list(lists.claim_rows(case, asked, window)), counted(case, asked)


def relations_of(case: Case, identity: str, most: int) -> Iterator[Matter]:
    """What binds an identity to others, as matters: who asserts it is told with each."""
    taking = (
        select(statements.matter)
        .join(tables.takes_part, part_of.statement == statements.id)
        .join(tables.names, names.id == part_of.name)
        .where(names.identity == identity, part_of.part.in_((*DOES, "recipients")), ~statements.hidden)
    )
    asked = (
        select(matters.body)
        .where(matters.type.in_(RELATIONS), matters.id.in_(taking), ~matters.hidden)
        .order_by(matters.origins_max.desc(), matters.reports.desc(), matters.id)
        .limit(most)
    )
    with case.asking() as connection:
        for body in connection.execute(asked).scalars():
            yield msgspec.msgpack.decode(body, type=Matter)


def reports_naming(case: Case, identity: str, window: Window) -> list[Row]:
    """The reports that name an identity, oldest first."""
    naming = select(entities.report).join(tables.names, names.id == entities.named).where(names.identity == identity)
    asked = (
        select(reports.id, reports.title, reports.outlet, reports.published, reports.location)
        .where(reports.id.in_(naming))
        .order_by(reports.published.nulls_first(), reports.number)
    )
    with case.asking() as connection:
        return [dict(row) for row in connection.execute(window.of(asked)).mappings()]


def named_in(case: Case, identity: str, window: Window) -> list[Row]:
    """As whom reports know an identity: somebody of each report, REPORT.e3, with the report's title."""
    asked = (
        select(entities.report, entities.entity, entities.name, reports.title, reports.location)
        .join(tables.names, names.id == entities.named)
        .join(tables.reports, reports.id == entities.report)
        .where(names.identity == identity)
        .order_by(reports.number, entities.entity)
    )
    with case.asking() as connection:
        return [dict(row) for row in connection.execute(window.of(asked)).mappings()]
