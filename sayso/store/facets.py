"""Facets: for each value of a column in how many rows of a list it stands, so that a list can be narrowed by it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from sayso.store import lists, tables
from sayso.store.case import Case
from sayso.store.filters import UNNARROWED, Filters

Facet = list[tuple[str, int]]
"""Values with their counts, most frequent first; rows without a value are left out."""
MOST_VALUES = 12
"""Values shown of one facet: a list to choose from, not to read."""


def _counts(case: Case, column: ColumnElement[Any], asked: Select[Any]) -> Facet:
    """The values of a column among the rows of a question."""
    count = func.count()
    counting = asked.order_by(None).with_only_columns(column, count).where(column.is_not(None))
    with case.asking() as connection:
        rows = connection.execute(counting.group_by(column).order_by(count.desc(), column).limit(MOST_VALUES))
        return [(str(value), number) for value, number in rows]


def of_claims(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Claims by stance, by kind of voice and by outlet."""
    return of_claims_asked(case, lists.asked_claims(case, filters))


def of_claims_asked(case: Case, asked: Select[Any]) -> dict[str, Facet]:
    """The same of the claims of any question."""
    return {
        "stance": _counts(case, tables.statements.c.stance, asked),
        "voice": _counts(case, tables.statements.c.voice, asked),
        "outlet": _outlets(case, asked),
    }


def _outlets(case: Case, asked: Select[Any]) -> Facet:
    """Claims by the outlet of their report: counted a report first, so that reports are looked up once each."""
    report = tables.statements.c.report
    counting = asked.with_only_columns(report, func.count().label("claims")).group_by(report).subquery().c
    outlet, claims = tables.reports.c.outlet, func.sum(counting.claims)
    summed = select(outlet, claims).join(tables.reports, tables.reports.c.id == counting.report)
    with case.asking() as connection:
        rows = connection.execute(
            summed.where(outlet.is_not(None)).group_by(outlet).order_by(claims.desc(), outlet).limit(MOST_VALUES)
        )
        return [(value, int(number)) for value, number in rows]


def of_reports(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Reports by outlet."""
    return {"outlet": _counts(case, tables.reports.c.outlet, lists.asked_reports(case, filters))}


def of_matters(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Matters by the type of what is claimed."""
    return {"type": _counts(case, tables.matters.c.type, lists.asked_matters(case, filters))}


def of_entities(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Entities by type."""
    return {"type": _counts(case, tables.identities.c.type, lists.asked_entities(case, filters))}


def of_reprints(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Reprints by kind."""
    return {"type": _counts(case, tables.reprints.c.kind, lists.asked_reprints(case, filters))}


def of_replies(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Replies by how they are bound."""
    return {"type": _counts(case, tables.replies.c.how, lists.asked_replies(case, filters))}


def of_decisions(case: Case, filters: Filters = UNNARROWED) -> dict[str, Facet]:
    """Decisions by kind."""
    return {"type": _counts(case, tables.decisions.c.what, lists.asked_decisions(case, filters))}
