"""The name pairs by nomenklatura's logic-v2, at the threshold it recommends and at the one that serves it best.

Runs in an environment of its own (make bench-peers): it knows nothing of sayso.

    python benchmarks/peers.py FILE.csv
"""

from __future__ import annotations

import csv
import sys
from typing import Any

from followthemoney import model
from nomenklatura.matching import get_algorithm

SCHEMATA = {
    "Person": "Person",
    "Organization": "Organization",
    "Company": "Company",
    "PublicBody": "PublicBody",
    "Place": "LegalEntity",
}
RECOMMENDED = 0.7


def entity(number: str, name: str, schema: str) -> Any:
    """A FollowTheMoney entity with nothing but a name."""
    return model.get_proxy(
        {"id": number, "schema": SCHEMATA.get(schema, "LegalEntity"), "properties": {"name": [name]}}
    )


def f1(scored: list[tuple[float, bool]], threshold: float) -> float:
    """F1 in percent at a threshold."""
    chosen = [same for score, same in scored if score >= threshold]
    right, wanted = sum(chosen), sum(same for _, same in scored)
    return 200 * right / max(1, len(chosen) + wanted)


def main() -> None:
    """Score a file and print."""
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    scored = []
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            pair = [entity(f"{number}{side}", row[f"name{side}"], row["schema"]) for side in (1, 2)]
            scored.append((algorithm.compare(*pair, config).score, row["is_match"] == "true"))
    best = max((step / 100 for step in range(1, 100)), key=lambda threshold: f1(scored, threshold))
    print(
        f"nomenklatura logic-v2: F1 {f1(scored, RECOMMENDED):.1f} at {RECOMMENDED}, {f1(scored, best):.1f} at its best threshold here, {best}"
    )


if __name__ == "__main__":
    main()
