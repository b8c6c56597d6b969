"""How far two markers agree who marked the same paragraphs apart from each other.

    python -m benchmarks.agreement [corpus/second] [corpus/train ...]
    python -m benchmarks.agreement --claimed [corpus/second/claimed] [corpus/test ...]

The first folder holds paragraphs marked a second time, without sight of the first marks; they are found again in the
others by their text. The second marker is scored against the first, as a prediction would be: what no reader of ours
can be expected to pass. With --claimed the second layer is compared, as `benchmarks.claimed` compares it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.train.called import is_one_of
from sayso.train.claimed import Claimed
from sayso.train.marked import MarkedParagraph, read_marked
from sayso.train.measure import AttributionScores, Scored, Tally, rows, share


@dataclass(slots=True)
class Agreement:
    """Two markers' marks on the same paragraphs."""

    paragraphs: int = 0
    attribution: AttributionScores = field(default_factory=AttributionScores)
    nested: Tally = field(default_factory=Tally)
    stance: Counter[bool] = field(default_factory=Counter)
    differing: Counter[tuple[str, str]] = field(default_factory=Counter)


def compare(second: Iterable[Path], first: Iterable[Path]) -> Agreement:
    """The second marks against the first.

    Raises:
        KeyError: naming a paragraph of the second marks that the first do not have.
    """
    known = {paragraph.text: paragraph for path in first for paragraph in read_marked(path)}
    agreement = Agreement()
    for path in second:
        for paragraph in read_marked(path):
            _compare(paragraph, known[paragraph.text], agreement)
    return agreement


def _compare(second: MarkedParagraph, first: MarkedParagraph, agreement: Agreement) -> None:
    agreement.paragraphs += 1
    mine, theirs = (
        [Scored(a.source, a.cue, a.content, a) for a in paragraph.attributions] for paragraph in (second, first)
    )
    matches = [(m.key, t.key) for m, t in agreement.attribution.add(second.text, mine, theirs)]
    paired = {m.number: t.number for m, t in matches}  # type: ignore[attr-defined]
    nested = {(paired.get(a.number), paired.get(a.within)) for a in second.attributions if a.within is not None}
    gold = {(a.number, a.within) for a in first.attributions if a.within is not None}
    agreement.nested.right += len(nested & gold)
    agreement.nested.predicted += sum(a.within is not None for a in second.attributions)
    agreement.nested.gold += len(gold)
    for mine_marked, their_marked in matches:
        stances = mine_marked.stance, their_marked.stance  # type: ignore[attr-defined]
        agreement.stance[stances[0] == stances[1]] += 1
        if stances[0] != stances[1]:
            agreement.differing[tuple(sorted(stances))] += 1  # type: ignore[index]


KINDS = (
    "event predicate",
    "event type",
    "actor",
    "recipient",
    "type, actors and recipients",
    "relation",
    "date",
    "figure",
)
TURNABLE = ("association", "family")


def compare_claimed(second: Iterable[Path], first: Iterable[Path]) -> dict[str, Tally]:
    """What the second marker says is claimed against what the first says, paragraph by paragraph."""
    known = {paragraph.text: paragraph for path in first for paragraph in read_marked(path)}
    tallies = {kind: Tally() for kind in KINDS}
    for path in second:
        for paragraph in read_marked(path):
            _compare_claimed(paragraph.claimed, known[paragraph.text].claimed, tallies)
    return tallies


def _compare_claimed(mine: Sequence[Claimed], theirs: Sequence[Claimed], tallies: dict[str, Tally]) -> None:
    def of(kind: str, marked: Sequence[Claimed]) -> list[Claimed]:
        return [claimed for claimed in marked if claimed.kind == kind]

    _compare_events(of("event", mine), of("event", theirs), tallies)
    for kind, same in (("relation", _same_relation), ("date", _same_value), ("figure", _same_value)):
        left = of(kind, mine)
        _count(tallies[kind], len(left), len(of(kind, theirs)), 0)
        for wanted in of(kind, theirs):
            if found := next((one for one in left if same(one, wanted)), None):
                left.remove(found)
                tallies[kind].right += 1


def _compare_events(mine: list[Claimed], theirs: list[Claimed], tallies: dict[str, Tally]) -> None:
    for kind in ("event predicate", "event type", "type, actors and recipients"):
        _count(tallies[kind], len(mine), len(theirs), 0)
    for role in ("actor", "recipient"):
        _count(tallies[role], *(sum(len(e.fields.get(role, ())) for e in events) for events in (mine, theirs)), 0)
    left = list(mine)
    for wanted in theirs:
        near = [event for event in left if event.span[0] < wanted.span[1] and wanted.span[0] < event.span[1]]
        if not near:
            continue
        found = min(near, key=lambda event: event.value != wanted.value)
        left.remove(found)
        same = found.value == wanted.value
        tallies["event predicate"].right += 1
        tallies["event type"].right += same
        for role in ("actor", "recipient"):
            names, others = wanted.fields.get(role, []), found.fields.get(role, [])
            shared = _shared(names, others)
            tallies[role].right += shared
            same = same and shared == len(names) == len(others)
        tallies["type, actors and recipients"].right += same


def _count(tally: Tally, predicted: int, gold: int, right: int) -> None:
    tally.predicted += predicted
    tally.gold += gold
    tally.right += right


def _shared(names: Sequence[str], others: Sequence[str]) -> int:
    """How many of the names are one of the others, each for one."""
    left = list(others)
    for name in names:
        if found := next((other for other in left if is_one_of([other], name)), None):
            left.remove(found)
    return len(others) - len(left)


def _same_relation(one: Claimed, other: Claimed) -> bool:
    if one.value != other.value:
        return False
    sides = [(c.one("subject") or "", c.one("object") or "") for c in (one, other)]
    turned = sides[1][::-1]
    straight = all(is_one_of([a], b) for a, b in zip(*sides, strict=True))
    return straight or (one.value in TURNABLE and all(is_one_of([a], b) for a, b in zip(sides[0], turned, strict=True)))


def _same_value(one: Claimed, other: Claimed) -> bool:
    """The same date, or the same bounds of a figure, of words that overlap."""
    if not (one.span[0] < other.span[1] and other.span[0] < one.span[1]) or one.value != other.value:
        return False
    bounds = [(c.one("low"), c.one("high"), "exclusive" in c.flags) for c in (one, other)]
    return bounds[0] == bounds[1]


def main() -> None:
    """Compare as the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("second", type=Path, nargs="?")
    parser.add_argument("first", type=Path, nargs="*")
    parser.add_argument("--claimed", action="store_true", help="compare events, relations, dates and figures")
    options = parser.parse_args()
    folder = options.second or Path("corpus/second/claimed" if options.claimed else "corpus/second")
    folders = options.first or [Path("corpus/test" if options.claimed else "corpus/train")]
    second, first = sorted(folder.glob("*.marked")), [f for other in folders for f in sorted(other.glob("*.marked"))]
    if options.claimed:
        for kind, tally in compare_claimed(second, first).items():
            print(f"{tally.f1:6.1f}  {kind}, F1 (the first marked {tally.gold}, the second {tally.predicted})")
        return
    agreement = compare(second, first)
    print(f"{agreement.paragraphs:6}  paragraphs marked twice")
    for name, value in rows(agreement.attribution):
        print(f"{value:6.1f}  {name}")
    print(f"{agreement.nested.f1:6.1f}  nesting F1")
    print(f"{share(agreement.stance):6.1f}  the same stance, of cues both marked")
    for (one, other), count in agreement.differing.most_common(8):
        print(f"{count:6}  {one} or {other}")


if __name__ == "__main__":
    main()
