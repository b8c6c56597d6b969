"""What is exported: a case narrowed as every list is, told report by report, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import msgspec

from sayso import __version__
from sayso.store import Case, lists
from sayso.store.case import now
from sayso.store.filters import Filters
from sayso.terms import Matter, Reading, Statement

Row = dict[str, Any]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself: what was exported, when, by which version, from which case, narrowed to what."""

    export: str
    made: str
    sayso: str
    case: str
    query: dict[str, Any]

    def told(self) -> str:
        """In one line."""
        narrowed = "; ".join(f"{option} {value}" for option, value in self.query.items())
        return f"{self.export} of {self.case}, made {self.made} by sayso {self.sayso}, {narrowed or 'everything'}"


@dataclass(frozen=True, slots=True)
class Told:
    """A report with those of its claims that passed.

    `rows` are the claims as `sayso claims` lists them, `statements` the same with all they are compared by, `matters`
    what they are part of. `identities` gives the identity of each of the report's entities that has a name, `called`
    what to call identities.
    """

    reading: Reading
    rows: list[Row]
    statements: dict[str, Statement]
    matters: dict[str, Matter]
    identities: dict[str, str]
    called: dict[str, str]

    def matter_of(self, row: Row) -> Matter | None:
        """The matter a claim is part of."""
        return self.matters.get(row["matter"] or "")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The part of a case that is exported."""

    case: Case
    filters: Filters
    about: About
    redacted: tuple[str, ...] = ()

    def told(self) -> Iterator[Told]:
        """The reports with a claim that passes, each with those claims; where no claim is asked for, all reports."""
        seen = set()
        for report, rows in self._claims_by_report():
            seen.add(report)
            yield self._told(report, rows)
        if not self._narrowed:
            yield from (self._told(row["id"], []) for row in self.reports() if row["id"] not in seen)

    def claims(self) -> Iterator[Row]:
        """The claims that pass, report by report, in an order that does not hang on that of filing."""
        yield from lists.list_claims(self.case, self.filters, order=lists.AS_PRINTED)

    def reports(self) -> Iterator[Row]:
        """The reports, oldest first; where claims are asked for, those that have one."""
        having = {report for report, _ in self._claims_by_report()} if self._narrowed else None
        for row in lists.list_reports(self.case, self.filters, order=lists.AS_PRINTED):
            if having is None or row["id"] in having:
                yield row

    def matters(self, *, points: bool = True) -> Iterator[Row]:
        """The matters of which a claim passes, each whole."""
        yield from lists.list_matters(self.case, self.filters, points=points)

    def entities(self) -> Iterator[Row]:
        """The identities as they are listed; where claims are asked for, those that speak or take part in one."""
        wanted = self._taking_part() if not self.filters.empty else None
        for row in lists.list_entities(self.case, Filters(hidden=self.filters.hidden)):
            if wanted is None or row["id"] in wanted:
                yield row

    @property
    def _narrowed(self) -> bool:
        """Whether claims are asked for, not only a time."""
        return not replace(self.filters, since=None, until=None).empty

    def _claims_by_report(self) -> Iterator[tuple[str, list[Row]]]:
        yield from ((report, list(found)) for report, found in groupby(self.claims(), key=report_of))

    def _taking_part(self) -> set[str]:
        return {
            identity
            for _, rows in self._claims_by_report()
            for statement in self.case.statements([row["claim"] for row in rows]).values()
            for identity in identities_in(statement)
        }

    def _told(self, report: str, rows: list[Row]) -> Told:
        found = self.case.statements([row["claim"] for row in rows])
        matters = self.case.matters({row["matter"] for row in rows if row["matter"]})
        identities = lists.identities_in(self.case, report)
        named = {identity for statement in found.values() for identity in identities_in(statement)}
        return Told(
            self.case.reading(report),
            rows,
            {row["claim"]: found[row["claim"]] for row in rows},
            matters,
            identities,
            self.case.called({*named, *identities.values()}),
        )


def choose(case: Case, filters: Filters, export: str, redacted: Iterable[str] = ()) -> Chosen:
    """A case narrowed for an export, with what the file will say of itself."""
    return Chosen(case, filters, _about(case, filters, export), tuple(redacted))


def _about(case: Case, filters: Filters, export: str) -> About:
    given = {
        "by": filters.by,
        "about": filters.about,
        "according_to": filters.according_to,
        "stance": list(filters.stances),
        "since": filters.since,
        "until": filters.until,
        "hidden": filters.hidden,
    }
    query = {option: value for option, value in given.items() if value}
    return About(export=export, made=now(), sayso=__version__, case=case.address.name, query=query)


def report_of(row: Row) -> str:
    """The id of the report that a claim is in."""
    return str(row["claim"]).split(".", maxsplit=1)[0]


def identities_in(statement: Statement) -> set[str]:
    """Everybody and everything of the case that a claim names: its voices, those who take part, its place."""
    voices = {identity for voice in statement.chain for identity in (voice.identity, *voice.speaks_for)}
    parts = {*statement.actors, *statement.recipients, *statement.via, *statement.about}
    return {identity for identity in (*voices, *parts, statement.place) if identity}
