"""A case copied row by row into another database, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, exists, select

from sayso.errors import StoreError
from sayso.store import tables
from sayso.store.case import AT_ONCE, Case


def copy_case(source: Case, target: Case, watch: Callable[[str, int], None] = lambda table, rows: None) -> int:
    """Copy every table of a case, as it stands now, into an empty one; how many rows there were.

    Others may go on adding to the first; the second is nobody else's until all is there. `watch` is told of each table
    that is done, and how many rows it has.

    Raises:
        StoreError: if the second case holds anything already.
    """
    total = 0
    with source.looking() as now, target.writing(), target.filing() as filing:
        _check_empty(target, filing)
        for name, written in _written(now, target, filing):
            rows = sum(written)
            watch(name, rows)
            total += rows
    return total


def _written(source: Case, target: Case, filing: Connection) -> Iterator[tuple[str, Iterator[int]]]:
    """Each table, and the numbers of rows that go over part by part."""
    for table in tables.metadata.sorted_tables:
        yield table.name, _rows(table, source, filing)
    yield "sentences", _sentences(source, target, filing)


def _rows(table: Table, source: Case, filing: Connection) -> Iterator[int]:
    for part in _parts(source.rows(select(table)).mappings()):
        filing.execute(table.insert(), [dict(row) for row in part])
        yield len(part)


def _sentences(source: Case, target: Case, filing: Connection) -> Iterator[int]:
    with source.asking() as looking:
        for part in _parts(source.fulltext.every(looking)):
            target.fulltext.file(filing, part)
            yield len(part)


def _check_empty(case: Case, connection: Connection) -> None:
    for table in tables.metadata.sorted_tables:
        if connection.execute(select(exists().select_from(table))).scalar():
            raise StoreError(
                f"{case.address} holds {table.name} already; nothing was copied. Name a case that is empty"
            )


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows, as many at a time as are written in one go."""
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        yield part
