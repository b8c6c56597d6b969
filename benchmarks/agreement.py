"""How far two markers agree who marked the same paragraphs apart from each other.

    python -m benchmarks.agreement [corpus/second] [corpus/train ...]

The first folder holds paragraphs marked a second time, without sight of the first marks; they are found again in the
others by their text. The second marker is scored against the first, as a prediction would be: what no reader of ours
can be expected to pass.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

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


def main() -> None:
    """Compare as the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("second", type=Path, nargs="?", default=Path("corpus/second"))
    parser.add_argument("first", type=Path, nargs="*", default=[Path("corpus/train")])
    options = parser.parse_args()
    agreement = compare(
        sorted(options.second.glob("*.marked")),
        [f for folder in options.first for f in sorted(folder.glob("*.marked"))],
    )
    print(f"{agreement.paragraphs:6}  paragraphs marked twice")
    for name, value in rows(agreement.attribution):
        print(f"{value:6.1f}  {name}")
    print(f"{agreement.nested.f1:6.1f}  nesting F1")
    print(f"{share(agreement.stance):6.1f}  the same stance, of cues both marked")
    for (one, other), count in agreement.differing.most_common(8):
        print(f"{count:6}  {one} or {other}")


if __name__ == "__main__":
    main()
