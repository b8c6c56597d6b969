"""Flow: messages under keys, and the four things that can be done with them.

    each      every message by itself            -> messages          (a map)
    together  all messages under one key         -> messages          (a group-by)
    beside    a message and what lies under its key in a table that has each key once -> messages     (a join)
    kept      put away, so that nothing before it is done again

A step is a pure function of what it is given; it never sees more than one key. That is all an engine has to offer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Protocol

from sayso.batch.messages import Message, decoded, encoded

Keyed = tuple[str, Message]
Raw = tuple[str, bytes]


class Table(Protocol):
    """Rows of a key and a body, wherever they are."""

    def each(self, work: Callable[[str, bytes], list[Raw]]) -> Table:
        """Every row by itself."""

    def together(self, work: Callable[[str, list[bytes]], list[Raw]]) -> Table:
        """All rows under one key, in any order."""

    def beside(self, other: Any, work: Callable[[str, bytes, bytes | None], list[Raw]]) -> Table:
        """Each row with the row of another table under its key, if there is one."""

    def plus(self, other: Any) -> Table:
        """The rows of both."""

    def kept(self, name: str) -> Table:
        """The same, put away under a name; from there, if it has been put away before."""

    def digest(self) -> int:
        """A number that is another one as soon as the rows are others."""

    def rows(self) -> Iterator[Raw]:
        """All rows, here."""


class Flow:
    """Messages on their way."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def each(self, work: Callable[[str, Any], Iterable[Keyed]]) -> Flow:
        """Every message by itself."""
        return Flow(self.table.each(partial(_each, work)))

    def together(self, work: Callable[[str, list[Any]], Iterable[Keyed]]) -> Flow:
        """All messages under one key, in an order that is always the same."""
        return Flow(self.table.together(partial(_together, work)))

    def beside(self, other: Flow, work: Callable[[str, Any, Any], Iterable[Keyed]]) -> Flow:
        """Each message with what lies under its key in another flow that has each key once; None where nothing does."""
        return Flow(self.table.beside(other.table, partial(_beside, work)))

    def kept(self, name: str) -> Flow:
        """The same, worked out once."""
        return Flow(self.table.kept(name))

    def __add__(self, other: Flow) -> Flow:
        return Flow(self.table.plus(other.table))

    def messages(self) -> Iterator[tuple[str, Any]]:
        """All of them, here."""
        for key, body in self.table.rows():
            yield key, decoded(body)


def once(key: str, messages: list[Any]) -> Iterable[Keyed]:
    """The first of what lies under a key: for messages that are all the same."""
    yield key, messages[0]


def _each(work: Callable[[str, Any], Iterable[Keyed]], key: str, body: bytes) -> list[Raw]:
    return _raw(work(key, decoded(body)))


def _together(work: Callable[[str, list[Any]], Iterable[Keyed]], key: str, bodies: list[bytes]) -> list[Raw]:
    return _raw(work(key, [decoded(body) for body in sorted(bodies)]))


def _beside(work: Callable[[str, Any, Any], Iterable[Keyed]], key: str, body: bytes, other: bytes | None) -> list[Raw]:
    return _raw(work(key, decoded(body), None if other is None else decoded(other)))


def _raw(found: Iterable[Keyed]) -> list[Raw]:
    return [(key, encoded(message)) for key, message in found]
