"""The least engine there can be: tables in memory, every step at once. What it gives, every engine must give."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sayso.batch.flow import Flow, Raw
from sayso.batch.messages import Sketch, Whole, encoded
from sayso.batch.rows import packed
from sayso.resolve import sketches
from sayso.settle import body_of
from sayso.terms import Reading


class Plain:
    """Rows in a list, shuffled so that nothing can rest on their order."""

    def __init__(self, rows: Iterable[Raw]) -> None:
        self._rows = list(rows)
        random.shuffle(self._rows)

    def each(self, work: Callable[[str, bytes], list[Raw]]) -> Plain:
        return Plain(new for key, body in self._rows for new in work(key, body))

    def together(self, work: Callable[[str, list[bytes]], list[Raw]]) -> Plain:
        groups: dict[str, list[bytes]] = defaultdict(list)
        for key, body in self._rows:
            groups[key].append(body)
        return Plain(new for key, bodies in groups.items() for new in work(key, bodies))

    def beside(self, other: Plain, work: Callable[[str, bytes, bytes | None], list[Raw]]) -> Plain:
        known = dict(other._rows)
        assert len(known) == len(other._rows), "the other table has a key twice"
        return Plain(new for key, body in self._rows for new in work(key, body, known.get(key)))

    def plus(self, other: Plain) -> Plain:
        return Plain([*self._rows, *other._rows])

    def kept(self, name: str) -> Plain:
        return self

    def digest(self) -> int:
        return hash(frozenset(self._rows))

    def rows(self) -> Iterator[Raw]:
        return iter(self._rows)


def flows(readings: Iterable[Reading]) -> tuple[Flow, Flow]:
    """Readings and their sketches, as resolving takes them."""
    readings = list(readings)
    return (
        Flow(Plain((r.document.id, encoded(Whole(packed(r)))) for r in readings)),
        Flow(
            Plain((r.document.id, encoded(Sketch(tuple(sketches.keys_of(body_of(r)))))) for r in readings),
        ),
    )
