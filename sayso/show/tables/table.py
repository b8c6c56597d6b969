"""A table: its columns with their meaning, and the rows that a chosen part of a case gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sayso.show.chosen import Chosen
from sayso.terms import Matter

Value = str | int | float | bool | list[str] | None


class Kind(StrEnum):
    """What a column holds; the names are those of XML Schema where it has one."""

    TEXT = "string"
    NUMBER = "integer"
    FLAG = "boolean"
    LIST = "list"


class Column(NamedTuple):
    """A column: its name, its meaning, and what it holds."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an export; each row has a value for each column, None where nothing is known."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[Chosen], Iterator[dict[str, Value]]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def origins_of(matter: Matter | None) -> tuple[int | None, int | None, int | None, int | None]:
    """On how many independent voices a matter rests, least and most, for it and against it."""
    if matter is None or not matter.points:
        return None, None, None, None
    counted, against = matter.points[0].origins, matter.points[0].against
    return counted.min, counted.max, against.min, against.max
