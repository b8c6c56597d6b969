"""What one database does otherwise than another. SQLite and PostgreSQL each have a file of their own for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Insert, Table

from sayso.terms import Address

if TYPE_CHECKING:
    from sayso.store.case import Case


CONNECTIONS: Final = {"pool_size": 4, "max_overflow": 60}
"""How many may ask at once: each thread of a web app has connections to itself while it asks."""


class Lock(IntEnum):
    """What a writer keeps other writers from.

    Reports may be filed while others are settled, since each is filed whole and a settling only finds or does not find
    it. Who wants both takes SETTLING first.
    """

    FILING = 1
    SETTLING = 2


class Sentence(NamedTuple):
    """A passage that can be searched, and where it begins in its report."""

    text: str
    report: str
    start: int


class FullText(Protocol):
    """The index of all sentences. Capitals and accents do not matter to it."""

    def file(self, connection: Connection, sentences: Iterable[Sentence]) -> None:
        """Take sentences in."""

    def forget(self, connection: Connection, report: str) -> None:
        """Drop the sentences of a report."""

    def holding(self, words: str) -> ColumnElement[bool]:
        """That a sentence holds all of some words; quotation marks ask for a phrase."""

    def fittest(self, words: str) -> tuple[ColumnElement[Any], ...]:
        """The order in which sentences that hold some words come, the fittest first."""

    def every(self, connection: Connection) -> Iterator[Sentence]:
        """All sentences as they come, within a transaction."""


class Database(Protocol):
    """One database as a case uses it."""

    address: Address
    engine: Engine
    fulltext: FullText

    def told(self) -> AbstractContextManager[None]:
        """Turns what the database says into a StoreError that says what to do."""

    def begin(self, connection: Connection) -> None:
        """Start a transaction that writes."""

    def hold(self, connection: Connection, lock: Lock) -> None:
        """Keep others from something until the transaction ends; wait for those who do it now."""

    def look(self, connection: Connection) -> None:
        """Start a transaction that sees the case as it stands now."""

    def insert(self, table: Table) -> Insert:
        """An insertion that passes over rows whose keys are there."""

    def scrub(self) -> None:
        """See that nothing is left of what was deleted."""

    def backup(self, case: Case, path: Path) -> None:
        """Write all of a case to a new file."""
