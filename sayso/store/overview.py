"""The case at a glance: how much of everything there is, and what is most disputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Select, case, func, select

from sayso.store import lists, tables
from sayso.store.case import Case
from sayso.store.filters import counted
from sayso.terms import Matter

statements, reports, matters = tables.statements.c, tables.reports.c, tables.matters.c
CANDIDATES = 60
"""Matters denied by most reports, among which the most contested are looked for."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How much of everything a case holds."""

    reports: int
    outlets: int
    undated: int
    unread: int
    first: str | None
    last: str | None
    claims: int
    matters: int
    entities: int
    copies: int
    replies: int
    never_quoted: int
    unanswered: int
    decisions: int
    failures: int


def overview(case_file: Case) -> Overview:
    """Everything counted."""
    with case_file.asking() as connection:
        total, outlets, dated, unread, first, last = connection.execute(
            select(
                func.count(),
                func.count(reports.outlet.distinct()),
                func.count(reports.published),
                func.sum(case(((reports.language.is_not(None)) & (reports.language != "en"), 1), else_=0)),
                func.min(reports.published),
                func.max(reports.published),
            )
        ).one()
    copies = select(tables.reprints.c.copy).where(tables.reprints.c.kind != "reuse").distinct()
    standing = select(tables.decisions.c.id).where(tables.decisions.c.undone.is_(None))

    def number(asked: Select[Any]) -> int:
        return counted(case_file, asked)

    return Overview(
        reports=total,
        outlets=outlets,
        undated=total - dated,
        unread=unread or 0,
        first=first,
        last=last,
        claims=number(select(statements.id).where(~statements.hidden)),
        matters=number(select(matters.id).where(~matters.hidden)),
        entities=number(lists.asked_entities(case_file)),
        copies=number(copies),
        replies=number(select(tables.replies.c.reply).distinct()),
        never_quoted=number(lists.asked_never_quoted(case_file)),
        unanswered=number(lists.asked_unanswered(case_file)),
        decisions=number(standing),
        failures=number(lists.asked_failures(case_file)),
    )


def most_contested(case_file: Case, most: int) -> list[Matter]:
    """The matters that most voices are for and most against, the smaller side counting first."""
    denying = func.count(statements.report.distinct())
    disputed = (
        select(statements.matter)
        .where(statements.holds == "no", ~statements.hidden, statements.matter.is_not(None))
        .group_by(statements.matter)
        .order_by(denying.desc(), statements.matter)
        .limit(CANDIDATES)
    )
    asked = select(matters.body).where(matters.id.in_(select(disputed.subquery().c.matter)), ~matters.hidden)
    with case_file.asking() as connection:
        found = [msgspec.msgpack.decode(body, type=Matter) for body in connection.execute(asked).scalars()]
    return sorted((matter for matter in found if min(_sides(matter))), key=_contest)[:most]


def _sides(matter: Matter) -> tuple[int, int]:
    """Voices for and against a matter."""
    happened = matter.points[0]
    return happened.origins.max, happened.against.max


def _contest(matter: Matter) -> tuple[int, int, str]:
    """How contested a matter is, the most contested first."""
    return -min(_sides(matter)), -sum(_sides(matter)), matter.id
