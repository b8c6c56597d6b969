"""How heavy the keys of a web archive are: what lies under each, and what the steps of resolving make of it.

    python -m benchmarks.keys [--claims 100000 1000000 10000000]

Nothing is read. Reports are drawn as they come in a crawl: stories of very different sizes (Zipf), each with a cast of its
own and some of the names that everybody knows (Zipf over a vocabulary that grows with the archive, by Heaps' law), and
clusters of reprints, most of two or three and a few of thousands. Printed are, for each step, the rows it makes a report,
the largest group it has to hold, and how much more than the mean the fullest of 256 heaps gets; then the exponent with
which the rows of a step grow with the archive: 1 is linear, 2 would be every pair. Memory is bounded by one array a step.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.batch.blocks import FEW, FULL
from sayso.store.case import COMMON

CLAIMS = 10
"""Claims of a report, as in the generated readings; the samples, long and full of voices, have 49."""
OWN, KNOWN = 6, 6
"""Names of a report that only its story has, and names that any story may have."""
VOCABULARY = 30.0
"""Names known in an archive of n reports: this times the root of n."""
STORY, COPY = 1.8, 2.4
"""Exponents of the sizes of stories and of clusters of reprints."""
LARGEST_STORY, LARGEST_CLUSTER = 20_000, 5_000
COPIED = 0.25
"""Share of reports that are in a cluster of reprints."""
KEYS = 420
"""Sketch keys of a report of 2,000 characters."""
BLOCK = 0.02
"""Share of names that meet under the fullest blocking key, as among the surnames of a census."""
SHARES = 16
"""Shares of the reports that a name is gathered in first."""
HEAPS = 256
SEED = 20261126
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Load:
    """What one step has to do: rows it makes, its largest group, and the fullest heap beside the mean."""

    step: str
    rows: float
    largest: int
    fullest: float


def sizes(total: int, exponent: float, largest: int, dice: np.random.Generator) -> Counts:
    """Groups whose sizes follow a power law, so many that they have `total` members."""
    ranks = np.arange(1, largest + 1, dtype=np.float64)
    odds = ranks**-exponent
    odds /= odds.sum()
    drawn = dice.multinomial(max(1, int(total / (odds @ ranks))), odds)
    return np.repeat(np.arange(1, largest + 1), drawn)


def names(reports: int, dice: np.random.Generator) -> Counts:
    """In how many reports each name stands, of those that everybody may have."""
    vocabulary = int(VOCABULARY * reports**0.5)
    odds = 1 / np.arange(1, vocabulary + 1)
    return dice.multinomial(reports * KNOWN, odds / odds.sum())


def pairs_in(groups: Counts) -> Counts:
    """Pairs that a block compares: all while it is not full, else each with FEW."""
    return np.where(groups <= FULL, groups * (groups - 1) // 2, np.minimum(FEW, groups) * groups)


def fullest(groups: Counts, dice: np.random.Generator) -> float:
    """Rows of the fullest heap beside the mean, when groups are dealt out by the hash of their key."""
    heaps = np.bincount(dice.integers(0, HEAPS, len(groups)), weights=groups, minlength=HEAPS)
    return float(heaps.max() / heaps.mean())


def loads(claims: int, seed: int = SEED) -> Iterator[Load]:
    """Every step of resolving an archive of so many claims."""
    dice = np.random.default_rng(seed)
    reports = claims // CLAIMS
    known = names(reports, dice)
    known = known[known > 0]
    stories = sizes(reports, STORY, LARGEST_STORY, dice)
    clusters = sizes(int(reports * COPIED), COPY, LARGEST_CLUSTER, dice)
    clusters = clusters[clusters > 1]
    yield Load("documents by id", reports, 1, fullest(np.ones(reports, np.int64), dice))
    yield Load("sketch bands", reports * KEYS, int(clusters.max()), fullest(np.repeat(clusters, 8), dice))
    compared = pairs_in(clusters)
    yield Load("reprints compared", float(compared.sum()), int(compared.max()), fullest(compared, dice))
    shares = np.repeat(known // SHARES, SHARES)
    yield Load("contexts of names", reports * (OWN + KNOWN), int(shares.max()), fullest(shares, dice))
    every = len(known) + len(stories) * OWN
    block = pairs_in(np.array([int(every * BLOCK)]))
    yield Load("names under keys", every * 20.0, int(every * BLOCK), 1 + HEAPS * BLOCK / 20)
    yield Load("names compared", every * 8.0 + float(block.sum()), int(block.max()), 1.0)
    telling = np.concatenate([known[known <= COMMON], np.repeat(stories[stories <= COMMON], OWN)])
    shared = telling * telling
    yield Load("reports that share a name", float(shared.sum()), int(telling.max()), fullest(shared, dice))
    near = np.minimum(stories, 31) * stories - stories
    yield Load("reports compared", float(near.sum()), 30, fullest(near, dice))
    matters = np.repeat(stories, 4)
    yield Load("claims of a matter", reports * CLAIMS, int(matters.max()), fullest(matters, dice))


def exponent(amounts: list[float], claims: list[int]) -> float:
    """With which power of the claims something grows."""
    return float(np.polyfit(np.log(claims), np.log(amounts), 1)[0])


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    options = parser.parse_args()
    found: dict[str, list[float]] = {}
    for claims in options.claims:
        begun = time.perf_counter()
        print(f"\n{claims:,} claims in {claims // CLAIMS:,} reports")
        print(f"{'step':28} {'rows a report':>14} {'largest group':>14} {'fullest heap':>13}")
        for load in loads(claims):
            found.setdefault(load.step, []).append(load.rows)
            print(f"{load.step:28} {load.rows * CLAIMS / claims:14.2f} {load.largest:14,} {load.fullest:12.1f}x")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"({time.perf_counter() - begun:.1f} s, {peak:.0f} MB at most)")
    if len(options.claims) > 1:
        print("\nexponents: " + ", ".join(f"{s} {exponent(a, options.claims):.2f}" for s, a in found.items()))


if __name__ == "__main__":
    main()
