"""Claims in the order of time, for a line that tells three clocks apart: when it happened, was said, was printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import case as sql_case

from sayso.store import lists, tables
from sayso.store.case import Case, Row
from sayso.store.filters import EVERYTHING, UNNARROWED, Filters, Window, counted, in_time
from sayso.store.portrait import asked_claims_with
from sayso.store.tables import CHAIN, TAKES_PART

statements, reports = tables.statements.c, tables.reports.c
OF_A_DAY = "0123456789-:.+TZ"
"""What days and hours are written with: what stands on either side of a slash, in words of every database."""


class Clock(StrEnum):
    """Which time of a claim the days of a filter mean."""

    PRINTED = "printed"
    HAPPENED = "happened"


def asked_on_the_line(
    case: Case,
    filters: Filters = UNNARROWED,
    clock: Clock = Clock.PRINTED,
    *,
    matter: str | None = None,
    entity: str | None = None,
) -> Select[Any]:
    """Claims that a clock has a day for, of one matter or one identity where that is asked for."""
    timeless = replace(filters, since=None, until=None)
    if clock is Clock.PRINTED:
        # By the days of the reports, which an index tells, and not of their many claims. Where nothing else narrows,
        # reports are gone through by day and claims looked up, so that a page reads no more than it shows: a database
        # cannot go the other way round by a key that is wrapped.
        key = reports.id if matter or entity else func.coalesce(reports.id, "")
        asked = _claims(case, timeless, matter, entity).join(tables.reports, key == statements.report)
        return in_time(asked.where(reports.published.is_not(None)), reports.published, filters)
    happened = statements.happened
    asked = _claims(case, timeless, matter, entity).join(tables.reports, reports.id == statements.report)
    asked = asked.where(happened.is_not(None), happened.not_in(("None", "/")))
    begin, end = _ends(happened)
    if filters.since:
        asked = asked.where(end >= filters.since)
    if filters.until:
        asked = asked.where(begin <= filters.until + "~")
    return asked


def _ends(kept: Any) -> tuple[Any, Any]:
    """The ends of a stretch of days, kept as first/last, or as one day; an end that is open counts as the other."""
    before, after = func.rtrim(func.rtrim(kept, OF_A_DAY), "/"), func.ltrim(func.ltrim(kept, OF_A_DAY), "/")
    one_day = ~kept.contains("/")
    begin = sql_case((one_day, kept), (before == "", after), else_=before)
    end = sql_case((one_day, kept), (after == "", before), else_=after)
    return begin, end


def list_on_the_line(case: Case, asked: Select[Any], window: Window = EVERYTHING) -> Iterator[Row]:
    """The claims of a line, in the order of printing, as the list of claims has them."""
    told = asked.with_only_columns(*lists.CLAIM)
    ordered = told.order_by(reports.published.nulls_first(), reports.number, statements.number)
    with case.looking() as now:
        for found in now.rows(window.of(ordered)).mappings():
            yield lists.as_claim_row(found)


def count_undated(
    case: Case, filters: Filters, clock: Clock, *, matter: str | None = None, entity: str | None = None
) -> int:
    """How many claims pass the filters, whatever the days, and have no day on a clock."""
    timeless = replace(filters, since=None, until=None)
    dated = asked_on_the_line(case, timeless, clock, matter=matter, entity=entity)
    return counted(case, _claims(case, timeless, matter, entity)) - counted(case, dated)


def _claims(case: Case, filters: Filters, matter: str | None, entity: str | None) -> Select[Any]:
    """The claims that pass, of one matter or one identity where that is asked for."""
    asked = lists.asked_claims(case, filters)
    if entity:
        asked = asked.where(statements.id.in_(asked_claims_with(case, entity, (*CHAIN, *TAKES_PART))))
    return asked.where(statements.matter == matter) if matter else asked
