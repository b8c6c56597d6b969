"""What a list is narrowed to, and which part of it is wanted.

A filter by a name means everybody whose name, under any of its forms, holds the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from sayso.store import tables
from sayso.store.case import Case
from sayso.store.tables import CHAIN, SPEAKS, TAKES_PART

names, statements, reports = tables.names.c, tables.statements.c, tables.reports.c


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None asks for everything.

    `types` are of events and relations where matters are listed, of people and things where entities are.
    """

    by: str | None = None
    about: str | None = None
    according_to: str | None = None
    stances: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    hidden: bool = False
    outlets: Sequence[str] = ()
    voices: Sequence[str] = ()
    types: Sequence[str] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing about claims is narrowed."""
        people = self.by or self.about or self.according_to
        return not (people or self.stances or self.since or self.until or self.outlets or self.voices)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that is wanted: at most so many rows, after so many others."""

    most: int | None = None
    after: int = 0

    def of(self, asked: Select[Any]) -> Select[Any]:
        """A question narrowed to this part of its answer."""
        return asked if self.most is None else asked.limit(self.most).offset(self.after)


EVERYTHING = Window()
UNNARROWED = Filters()


def narrowed(asked: Select[Any], filters: Filters) -> Select[Any]:
    """A question about claims, less what the filters leave out."""
    for words, parts in ((filters.by, SPEAKS), (filters.about, TAKES_PART), (filters.according_to, CHAIN)):
        if words:
            known = select(names.id).where(names.identity.in_(identities_called(words)))
            part = select(tables.takes_part.c.statement).where(
                tables.takes_part.c.part.in_(parts), tables.takes_part.c.name.in_(known)
            )
            spoken = parts is not TAKES_PART
            called = tables.statements.alias().c.speaker
            described = statements.speaker.in_(select(called).where(called.icontains(words, autoescape=True)))
            asked = asked.where(or_(statements.id.in_(part), described) if spoken else statements.id.in_(part))
    if filters.stances:
        asked = asked.where(statements.stance.in_(filters.stances))
    if filters.voices:
        asked = asked.where(statements.voice.in_(filters.voices))
    if filters.outlets:
        asked = asked.where(statements.report.in_(select(reports.id).where(reports.outlet.in_(filters.outlets))))
    return in_time(asked, statements.published, filters)


def in_time(asked: Select[Any], column: Any, filters: Filters) -> Select[Any]:
    """A question narrowed to the days asked for."""
    if filters.since:
        asked = asked.where(column >= filters.since)
    if filters.until:
        asked = asked.where(column <= filters.until + "~")
    return asked


def identities_called(words: str) -> Select[Any]:
    """The identities of which a name, or an id, holds some words."""
    return select(names.identity).where(
        or_(names.name.icontains(words, autoescape=True), names.identity == words, names.id == words)
    )


def counted(case: Case, asked: Select[Any]) -> int:
    """How many rows a question has."""
    with case.asking() as connection:
        return int(connection.execute(select(func.count()).select_from(asked.order_by(None).subquery())).scalar() or 0)
