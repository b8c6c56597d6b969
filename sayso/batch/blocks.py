"""Blocks: what shares a key is compared, pair by pair while there are few, and never with all others where there are many.

And components: what hangs together by pairs over any number of steps, found by turning every neighbourhood into a star
again and again (large-star and small-star, Kiveris et al. 2014): as many rounds as the logarithm of the longest chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sayso.batch.flow import Flow, Keyed, once
from sayso.batch.messages import Half, Linked, Message, decoded, encoded

FULL = 300
"""So many under one key are compared with each other, as many reports as a case lets share a name that tells."""
FEW = 30
"""Of more, each is compared with so many only: as many reports as a case compares with a new one."""


def pairs_by_first(items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All pairs of a few; of many, the pairs with the first of them: enough to find what all are copies of."""
    ordered = sorted(items)
    for place, first in enumerate(ordered if len(ordered) <= FULL else ordered[:FEW]):
        for second in ordered[place + 1 :]:
            yield first, second


def pair_key(first: str, second: str) -> str:
    """The key of a pair, whichever way round."""
    return f"{min(first, second)} {max(first, second)}"


def ends(pair: str) -> tuple[str, str]:
    """The two of a pair's key."""
    first, _, second = pair.partition(" ")
    return first, second


def paired(pairs: Flow, table: Flow, work: Callable[[str, Any, Any, Any], Iterable[Keyed]]) -> Flow:
    """Pairs, each with what its two ends are in a table: `work(key, pair, first, second)`."""
    return pairs.each(_to_first).beside(table, _to_second).beside(table, partial(_with_both, work))


def _to_first(key: str, pair: Message) -> Iterator[Keyed]:
    yield ends(key)[0], Half(key, encoded(pair))


def _to_second(_: str, half: Half, first: Message | None) -> Iterator[Keyed]:
    yield ends(half.key)[1], Half(half.key, half.pair, encoded(first) if first else None)


def _with_both(
    work: Callable[[str, Any, Any, Any], Iterable[Keyed]], _: str, half: Half, second: Message | None
) -> Iterable[Keyed]:
    return work(half.key, decoded(half.pair), decoded(half.first) if half.first else None, second)


def components(edges: Flow, name: str) -> Flow:
    """What hangs together: each end of an edge, linked to the least of all it hangs together with.

    An edge is a `Linked` under its greater end.
    """
    edges = edges.together(_one_of_each).kept(f"{name}-0")
    before, round = -1, 0
    while (digest := edges.table.digest()) != before:
        before, round = digest, round + 1
        edges = edges.each(_both_ways).together(_large_star).together(_small_star).together(_one_of_each)
        edges = edges.kept(f"{name}-{round}")
    return edges.each(_and_least).together(once).kept(f"{name}-labels")


def _one_of_each(key: str, edges: list[Linked]) -> Iterator[Keyed]:
    for to in sorted({edge.to for edge in edges}):
        yield key, Linked(to)


def _both_ways(key: str, edge: Linked) -> Iterator[Keyed]:
    yield key, edge
    yield edge.to, Linked(key)


def _large_star(key: str, edges: list[Linked]) -> Iterator[Keyed]:
    """Greater neighbours to the least of the neighbourhood."""
    around = {edge.to for edge in edges}
    least = min(key, *around)
    for one in sorted(around):
        if one > key:
            yield one, Linked(least)
    if least != key:
        yield key, Linked(least)


def _small_star(key: str, edges: list[Linked]) -> Iterator[Keyed]:
    """Lesser neighbours, and itself, to the least."""
    around = {edge.to for edge in edges}
    least = min(around)
    for one in sorted({key, *around}):
        if one != least:
            yield one, Linked(least)


def _and_least(key: str, edge: Linked) -> Iterator[Keyed]:
    yield key, edge
    yield edge.to, Linked(edge.to)


def within(pairs: Flow, labels: Flow) -> Flow:
    """The pairs whose ends hang together, under the label of their component."""
    return paired(pairs, labels, _under_label)


def _under_label(_: str, pair: Message, first: Linked | None, second: Linked | None) -> Iterator[Keyed]:
    if first and second and first.to == second.to:
        yield first.to, pair
