"""What an address asks for: the filters of a list and the part of it to show. Every state of a list is in its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from sayso.store.filters import Filters, Window
from sayso.terms import Stance, Voice

ROWS = 50
"""Rows of a page of a list."""
DAY = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"
NAME = Query(max_length=200)
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters, page, and the address they were read from."""

    path: str
    values: Values
    filters: Filters
    number: int = 1
    rows: int = ROWS

    @property
    def window(self) -> Window:
        """The rows of this page."""
        return Window(self.rows, (self.number - 1) * self.rows)

    def showing(self, rows: int) -> Asked:
        """The same, with so many rows of a page."""
        return replace(self, rows=rows)

    def has(self, name: str, value: str) -> bool:
        """Whether a filter has a value."""
        return value in self.values.get(name, ())

    def value(self, name: str) -> str:
        """The value of a filter that has one at most."""
        return next(iter(self.values.get(name, ())), "")

    def at(self, number: int) -> str:
        """The address of another page of this list."""
        return self._address(self.values, number)

    def toggled(self, name: str, value: str) -> str:
        """The address with a value of a filter added, or taken away where it is there."""
        have = self.values.get(name, ())
        now = tuple(v for v in have if v != value) if value in have else (*have, value)
        return self._address({**self.values, name: now})

    def only(self, name: str, value: str) -> str:
        """The address with a filter set to one value."""
        return self._address({**self.values, name: (value,)})

    def between(self, month: str) -> str:
        """The address narrowed to one month, or no longer narrowed where it is."""
        chosen = () if self.has("since", month) else (month,)
        return self._address({**self.values, "since": chosen, "until": chosen})

    def without(self, name: str) -> str:
        """The address with a filter dropped."""
        return self._address({n: v for n, v in self.values.items() if n != name})

    def as_format(self, ending: str) -> str:
        """The address of the same rows in another format."""
        return self._address(self.values, path=f"{self.path}.{ending}")

    def _address(self, values: Values, number: int = 1, path: str | None = None) -> str:
        pairs = [(name, value) for name, found in values.items() for value in found]
        pairs += [("page", str(number))] if number > 1 else []
        return (path or self.path) + (f"?{urlencode(pairs)}" if pairs else "")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters as they stand in an address. A list without a facet ignores it."""

    by: Annotated[str | None, NAME] = None
    about: Annotated[str | None, NAME] = None
    according_to: Annotated[str | None, NAME] = None
    stance: Annotated[list[Stance] | None, Query()] = None
    voice: Annotated[list[Voice] | None, Query()] = None
    outlet: Annotated[list[str] | None, Query()] = None
    type: Annotated[list[str] | None, Query()] = None
    since: Annotated[str | None, Query(pattern=DAY, description="2026, 2026-05 or 2026-05-12")] = None
    until: Annotated[str | None, Query(pattern=DAY)] = None
    hidden: bool = False

    def filters(self) -> Filters:
        """As the store takes them."""
        return Filters(
            by=self.by or None,
            about=self.about or None,
            according_to=self.according_to or None,
            stances=tuple(self.stance or ()),
            since=self.since or None,
            until=self.until or None,
            hidden=self.hidden,
            outlets=tuple(filter(None, self.outlet or ())),
            voices=tuple(self.voice or ()),
            types=tuple(filter(None, self.type or ())),
        )


def _read(
    request: Request,
    narrowing: Annotated[Narrowing, Depends()],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    rows: Annotated[int, Query(ge=1, le=1000)] = ROWS,
) -> Asked:
    path, _, ending = request.url.path.rpartition(".")
    values: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        if value and name != "page":
            values[name] = (*values.get(name, ()), value)
    return Asked(
        path if ending in ("json", "csv", "gexf") else request.url.path, values, narrowing.filters(), page, rows
    )


Asking = Annotated[Asked, Depends(_read)]


def linked(path: str, **values: Any) -> str:
    """An address with some filters."""
    pairs = [(name, value) for name, value in values.items() if value]
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def inside(address: str) -> str:
    """An address of this app, and no other's: where a form leads on to."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
