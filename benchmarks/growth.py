"""How the cost of a case grows with its reports: adding them, resolving them, asking one thing of them.

    python -m benchmarks.growth [--reports 1000 3000 10000]

Reports are generated as Readings (benchmarks/generated.py), so that no model is in the way; say 100000 too where you have
two hours. Each number is a case of its own. Printed are seconds of this process (others on the machine do not count) and
the exponents: 1 is linear. The questions asked are those of a page: a search, the claims of one name, one matter opened;
`query` is their mean. Filing takes longer for the first thousand reports of a case, until the keys of each new sketch fall
on as many pages as there are keys: exponents from fewer reports tell of that.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.generated import generated
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case


class Cost(NamedTuple):
    """Seconds of the processor that each takes."""

    add: float
    resolve: float
    query: float
    search: float
    claims: float
    matter: float


def cost(reports: int, folder: Path) -> Cost:
    """What a case of so many reports costs."""
    case = open_case(folder / f"{reports}.sayso", create=True)
    add = 0.0
    for reading in generated(reports):
        begun = time.process_time()
        file(case, reading)
        add += time.process_time() - begun
    begun = time.process_time()
    settle(case)
    resolve = time.process_time() - begun
    asked = [statistics.median(timed(ask) for _ in range(5)) for ask in questions(case)]
    case.close()
    return Cost(add, resolve, statistics.fmean(asked), *asked)


def questions(case: Case) -> list[Callable[[], object]]:
    """What a page asks, of the middle of the case."""
    report = list(islice(lists.list_reports(case), 500))[-1]["id"]
    claim = case.statements_in([report])
    matter = next(iter(case.matter_of(claim).values()))
    word = min((word for one in claim.values() for word in one.words), key=len)
    name = next(one.speaker.name for one in claim.values() if one.speaker)
    return [
        lambda: list(lists.search(case, word, most=20)),
        lambda: list(islice(lists.list_claims(case, lists.Filters(by=name)), 50)),
        lambda: case.matters([matter]),
    ]


def timed(ask: Callable[[], object]) -> float:
    """Seconds of one question."""
    begun = time.process_time()
    ask()
    return time.process_time() - begun


def exponent(reports: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of seconds over reports, both as logarithms."""
    xs, ys = [math.log(one) for one in reports], [math.log(one) for one in seconds]
    return statistics.linear_regression(xs, ys).slope


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 3_000, 10_000])
    options = parser.parse_args()
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for reports in options.reports:
            costs.append(cost(reports, Path(folder)))
            told = ", ".join(f"{what} {seconds:.4f} s" for what, seconds in costs[-1]._asdict().items())
            print(f"{reports:,} reports: {told}", flush=True)
    if len(costs) > 1:
        found = {what: exponent(options.reports, [getattr(one, what) for one in costs]) for what in Cost._fields}
        print("exponents: " + ", ".join(f"{what} {slope:.2f}" for what, slope in found.items()))


if __name__ == "__main__":
    main()
