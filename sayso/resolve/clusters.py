"""From judged pairs to clusters: average linkage over the pairs that were compared, and no cluster over a "no".

Two clusters are joined while the mean likeness of their pairs, each pair that was not compared counted as `unknown`, is
at least `least`; the most alike first. What people decided comes before: pairs `joined` by them start out as one, pairs
`barred` are never in one cluster. The result does not depend on the order of the items.

Source: average linkage after Sokal and Michener (1958); cannot-link constraints after Davidson and Ravi (2005).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]


def cluster(
    items: Collection[str],
    likeness: Mapping[Pair, float],
    *,
    least: float,
    unknown: float,
    joined: Iterable[Pair] = (),
    barred: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """The clusters, each in order, in the order of their first items."""
    linkage = _Linkage(sorted(items), likeness, unknown, {(min(pair), max(pair)) for pair in barred})
    for first, second in sorted((min(pair), max(pair)) for pair in joined):
        linkage.join_items(first, second)
    linkage.run(least)
    return sorted(tuple(sorted(members)) for members in linkage.members.values())


class _Linkage:
    """Clusters on their way, by number; for each two that share a compared pair, the sum and count of such pairs."""

    def __init__(
        self, items: list[str], likeness: Mapping[Pair, float], unknown: float, barred: Collection[Pair]
    ) -> None:
        self.unknown = unknown
        self.members: dict[int, list[str]] = {number: [item] for number, item in enumerate(items)}
        self.number = {item: number for number, item in enumerate(items)}
        self.links: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        self.bars: dict[int, set[int]] = defaultdict(set)
        for (a, b), score in sorted(likeness.items()):
            if a in self.number and b in self.number and a != b:
                self._link(self.number[a], self.number[b], score, 1)
        for a, b in barred:
            if a in self.number and b in self.number:
                self.bars[self.number[a]].add(self.number[b])
                self.bars[self.number[b]].add(self.number[a])

    def join_items(self, a: str, b: str) -> None:
        """Put the clusters of two items together, unless they are barred."""
        if a in self.number and b in self.number:
            first, second = sorted((self.number[a], self.number[b]))
            if first != second and second not in self.bars[first]:
                self._join(first, second)

    def run(self, least: float) -> None:
        """Join what is alike enough, the most alike first."""
        waiting = [self._entry(a, b) for a in self.links for b in self.links[a] if a < b]
        heapq.heapify(waiting)
        while waiting:
            entry = heapq.heappop(waiting)
            score, a, b = -entry[0], *entry[1:]
            if score < least:
                return
            if a not in self.members or b not in self.members or b in self.bars[a] or entry != self._entry(a, b):
                continue
            self._join(a, b)
            for other in self.links[a]:
                heapq.heappush(waiting, self._entry(*sorted((a, other))))

    def _entry(self, a: int, b: int) -> tuple[float, int, int]:
        total, count = self.links[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return -(total + self.unknown * (pairs - count)) / pairs, a, b

    def _link(self, a: int, b: int, total: float, count: int) -> None:
        before = self.links[a].get(b, (0.0, 0))
        self.links[a][b] = self.links[b][a] = (before[0] + total, before[1] + count)

    def _join(self, a: int, b: int) -> None:
        """The second cluster into the first."""
        for item in self.members[b]:
            self.number[item] = a
        self.members[a] += self.members.pop(b)
        for other, (total, count) in self.links.pop(b, {}).items():
            self.links[other].pop(b, None)
            if other != a:
                self._link(a, other, total, count)
        self.links[a].pop(b, None)
        for other in self.bars.pop(b, set()):
            self.bars[other].discard(b)
            self.bars[other].add(a)
            self.bars[a].add(other)
