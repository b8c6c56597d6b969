"""Fits by what signs claims are put into one matter and replies are bound, on the stories of the case that are seen.

    python -m benchmarks.case_weights [--write]

For each story left out it prints how well the weights fitted on the others do on it: of matters the share of pairs of
claims on one matter that come before pairs that are not (and the B-cubed F1 of the clusters made of them), of replies
the F1 of the bindings within their report. `--write` puts the weights fitted on all of them into
sayso/lexicon/weights.toml; run it whenever the reader reads otherwise. Nothing of the unseen half goes into it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks import case
from sayso.resolve import matters, replies
from sayso.resolve.clusters import cluster
from sayso.terms import Stance, Statement

HOME = Path("sayso/lexicon/weights.toml")
FIRMNESS = {"matters": 1.0, "replies": 0.1}
"""How freely weights may grow (the inverse of the penalty on their squares), best of 0.03 to 3 on stories left out."""
FEW = 12
"""Pairs that show a sign, under which nothing can be said of it: its weight stays as it is."""
Numbers = npt.NDArray[np.float64]


@dataclass
class Pairs:
    """Pairs of claims with the signs they show, whether they belong together, and the story they are of."""

    signs: list[str]
    shown: Numbers
    right: npt.NDArray[np.bool_]
    story: npt.NDArray[np.str_]
    ends: list[tuple[str, str]]
    known: Numbers
    """What the signs count by now."""


@dataclass
class Fit:
    """Weights of signs, and what is added to them."""

    weights: Numbers
    bias: float

    def odds(self, shown: Numbers) -> Numbers:
        """Log odds of pairs."""
        odds: Numbers = shown @ self.weights + self.bias
        return odds


def fit(pairs: Pairs, firmness: float, among: npt.NDArray[np.bool_]) -> Fit:
    """Weights for signs as they are, fitted on signs of equal spread."""
    shown, right = pairs.shown[among], pairs.right[among]
    enough = (pairs.shown != 0).sum(axis=0) >= FEW
    spread = shown[:, enough].std(axis=0) + 1e-6
    model = LogisticRegression(C=firmness, max_iter=5000).fit(shown[:, enough] / spread, right)
    weights = pairs.known.copy()
    weights[enough] = model.coef_[0] / spread
    return Fit(weights, float(model.intercept_[0]))


def left_out(pairs: Pairs, firmness: float) -> Numbers:
    """The log odds of each story's pairs by weights that were fitted on the other stories."""
    odds = np.zeros(len(pairs.right))
    for story in sorted(set(pairs.story)):
        there = pairs.story == story
        odds[there] = fit(pairs, firmness, ~there).odds(pairs.shown[there])
    return odds


# Matters


def matter_pairs() -> Pairs:
    """Every two claims of one story that the gold has in a matter."""
    built = case.build()
    known = {s.id: s for found in built.statements.values() for s in found}
    gold: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for story, claim, statement in case.claims("seen"):
        if statement and statement.kind != "relation" and not replies.is_elliptic(statement):
            gold[story][statement.id].add(claim["matter"])
    rows = [
        (shown, bool(of[a] & of[b]), story, (a, b))
        for story, of in gold.items()
        for (a, b), shown in _shown(known, sorted(of))
    ]
    names = [sign for sign in matters.WEIGHT if sign != "bias"]
    return _pairs(names, rows, matters.WEIGHT)


def _shown(known: Mapping[str, Statement], claims: Sequence[str]) -> Iterator[tuple[tuple[str, str], dict[str, float]]]:
    """The signs that each two claims of a story show, told report by report as a case compares them."""
    every = case.build()
    told = {
        found[0].document: matters.Told([s for s in found if matters.opens_matter(s) or s.id in claims])
        for found in every.statements.values()
        if any(s.id in claims for s in found)
    }
    for first, second in combinations(claims, 2):
        ours, theirs = (told[known[claim].document] for claim in (first, second))
        a, b = ours.places[first], theirs.places[second]
        laid_out = _signs(ours, theirs)
        shown = {sign: float(how_much[a, b]) for sign, how_much in laid_out.items()}
        yield (first, second), shown | dict.fromkeys(matters.parts(ours, a, theirs, b), 1.0)


def _signs(ours: matters.Told, theirs: matters.Told) -> dict[str, Any]:
    key = id(ours), id(theirs)
    if key not in _KEPT:
        _KEPT[key] = matters.signs(ours, theirs), ours, theirs
    return _KEPT[key][0]  # type: ignore[no-any-return]


_KEPT: dict[tuple[int, int], Any] = {}


def clustered(pairs: Pairs, odds: Numbers, least: float) -> tuple[float, float, float]:
    """B-cubed of the clusters of each story's claims."""
    truth: dict[Any, Any] = {}
    found: dict[Any, Any] = {}
    put: dict[str, tuple[str, int]] = {}
    for story in set(pairs.story):
        there = [n for n, of in enumerate(pairs.story) if of == story]
        likeness = {pairs.ends[n]: float(odds[n]) for n in there if odds[n] >= matters.WORTH_KEEPING}
        claims = {claim for n in there for claim in pairs.ends[n]}
        for number, group in enumerate(cluster(claims, likeness, least=least, unknown=matters.UNKNOWN)):
            put.update(dict.fromkeys(group, (story, number)))
    for story, claim, statement in case.claims("seen"):
        if statement and statement.id in put:
            truth[claim["report"], claim["words"], claim["matter"]] = story, claim["matter"]
            found[claim["report"], claim["words"], claim["matter"]] = put[statement.id]
    return case.b_cubed(truth, found)


# Replies


def reply_pairs() -> Pairs:
    """Every reply of the seen stories with each allegation of its report that it may answer."""
    built = case.build()
    rows = []
    for story, gold in case.stories("seen").items():
        affirmed = {
            case.claim_key(claim): claim["matter"]
            for claim in gold["claim"]
            if claim["agreement"] not in ("denies", "declines")
        }
        for report in sorted({claim["report"] for claim in gold["claim"]}):
            for reply, charge, shown in hearing(built, report).pairs():
                meant = [one for one in gold["reply"] if case.is_reply(built, one, reply)]
                right = any(case.is_answered(built, one, charge, affirmed) for one in meant)
                rows.append((shown, right, story, (reply.id, charge.id)))
    names = [sign for sign in replies.WEIGHT if sign != "bias"]
    return _pairs(names, rows, replies.WEIGHT)


def hearing(built: case.Built, report: str) -> replies.Hearing:
    """The replies of a report, with the names that the case knows."""
    found = built.statements[report]
    named = {
        name
        for s in found
        for name in (
            *s.about, *s.actors, *s.recipients, *s.via, *(b for v in s.chain for b in (v.identity or "", *v.speaks_for)),
        )
    }  # fmt: skip
    return replies.Hearing(found, built.case.called(named))


def bound(pairs: Pairs, odds: Numbers, least: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of what replies are bound to within their reports, of all replies of the gold."""
    built = case.build()
    known = {s.id: s for found in built.statements.values() for s in found}
    best: dict[tuple[str, str], int] = {}
    near = pairs.shown[:, pairs.signs.index("near")]
    for number in np.flatnonzero(odds >= least):
        reply = known[pairs.ends[number][0]]
        if reply.stance is Stance.DENIES and not replies.is_elliptic(reply) and near[number] < replies.ABOUT:
            continue
        key = (reply.document, reply.attribution or reply.id)
        if key not in best or odds[number] > odds[best[key]]:
            best[key] = int(number)
    right = sum(bool(pairs.right[number]) for number in best.values())
    wanted = sum(len(gold["reply"]) for gold in case.stories("seen").values())
    precision, recall = 100 * right / max(1, len(best)), 100 * right / wanted
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _pairs(
    names: list[str],
    rows: Sequence[tuple[Mapping[str, float], bool, str, tuple[str, str]]],
    known: Mapping[str, float],
) -> Pairs:
    return Pairs(
        names,
        np.array([[float(shown.get(name, 0.0)) for name in names] for shown, *_ in rows]),
        np.array([right for _, right, _, _ in rows]),
        np.array([story for _, _, story, _ in rows]),
        [ends for *_, ends in rows],
        np.array([known[name] for name in names]),
    )


def main() -> None:
    """Fit, print what was measured, and on wish write the weights down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    parts = []
    for name, pairs in (("matters", matter_pairs()), ("replies", reply_pairs())):
        odds = left_out(pairs, FIRMNESS[name])
        areas = [roc_auc_score(pairs.right[there], odds[there]) for there in _by_story(pairs)]
        print(
            f"{name}: {len(odds)} pairs, {pairs.right.sum()} right; {np.mean(areas):.3f} of the right ones come first"
        )
        measure = clustered if name == "matters" else bound
        for least in np.arange(-2.4, 0.0, 0.2):
            print(
                f"  from {least:4.1f}: precision {{:.1f}}, recall {{:.1f}}, F1 {{:.1f}}".format(
                    *measure(pairs, odds, least)
                )
            )
        fitted = fit(pairs, FIRMNESS[name], np.full(len(odds), True))
        parts.append(written(name, pairs, fitted))
    if options.write:
        HOME.write_text("\n".join([_preface(), *parts]), encoding="utf-8")
    else:
        print(*parts, sep="\n")


def _by_story(pairs: Pairs) -> list[npt.NDArray[np.bool_]]:
    return [pairs.story == story for story in sorted(set(pairs.story))]


def written(name: str, pairs: Pairs, fitted: Fit) -> str:
    """One table of the file of weights."""
    rows = [f"[{name}]", f"bias = {fitted.bias:.2f}"]
    rows += [f'"{sign}" = {weight:.2f}' for sign, weight in zip(pairs.signs, fitted.weights, strict=True)]
    return "\n".join(rows) + "\n"


def _preface() -> str:
    return "".join(line for line in HOME.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))


if __name__ == "__main__":
    main()
