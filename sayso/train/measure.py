"""Measures: how far predicted attributions agree with marked ones.

One gold attribution goes to one prediction, by the overlap of their cues; only letters and digits count, so that nobody
wins or loses by a comma. *Linked exact*: cue, source and content all equal. *Linked*: the sources share a letter and the
contents have a Dice coefficient of at least one half. *Fragments*: every span by itself, as CofeNet (Wang et al. 2022)
scores them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Spans = Sequence[tuple[int, int]]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Scored:
    """An attribution as the measures see it; `key` is whatever the caller wants back from a match."""

    source: Spans
    cue: Spans
    content: Spans
    key: object = None

    def role(self, name: str) -> Spans:
        """The spans of one role."""
        spans: Spans = getattr(self, name)
        return spans


@dataclass(slots=True)
class Tally:
    """Counts from which precision, recall and F1 follow."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predictions that are right, in percent."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, in percent."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean, in percent."""
        both = self.predicted + self.gold
        return 200 * self.right / both if both else 0.0


@dataclass(slots=True)
class AttributionScores:
    """All measures of attribution over a corpus."""

    exact: Tally = field(default_factory=Tally)
    linked: Tally = field(default_factory=Tally)
    found: Tally = field(default_factory=Tally)
    fragments: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})

    def add(self, text: str, predicted: Sequence[Scored], gold: Sequence[Scored]) -> list[tuple[Scored, Scored]]:
        """Count one text; returns its matches as (predicted, gold)."""
        gold = [attribution for attribution in gold if attribution.cue]
        predicted = [attribution for attribution in predicted if attribution.cue]
        matches = match_by_cue(predicted, gold)
        for tally in (self.exact, self.linked, self.found):
            tally.predicted += len(predicted)
            tally.gold += len(gold)
        self.found.right += len(matches)
        for mine, theirs in matches:
            equal = [letters_of(text, mine.role(role)) == letters_of(text, theirs.role(role)) for role in ROLES]
            self.exact.right += all(equal)
            self.linked.right += is_linked(text, mine, theirs)
        for role in ROLES:
            ours, wanted = _fragments(text, predicted, role), _fragments(text, gold, role)
            tally = self.fragments[role]
            tally.right += len(ours & wanted)
            tally.predicted += len(ours)
            tally.gold += len(wanted)
        return matches


def is_linked(text: str, mine: Scored, theirs: Scored) -> bool:
    """Whether the sources share a letter, or both are empty, and the contents have Dice 0.5 or more, or both are empty."""
    sources = letters_of(text, mine.source), letters_of(text, theirs.source)
    contents = letters_of(text, mine.content), letters_of(text, theirs.content)
    same_source = bool(sources[0] & sources[1]) or not any(sources)
    size = len(contents[0]) + len(contents[1])
    return same_source and (not size or 2 * len(contents[0] & contents[1]) / size >= 0.5)


def match_by_cue(predicted: Sequence[Scored], gold: Sequence[Scored]) -> list[tuple[Scored, Scored]]:
    """One gold to one prediction, each prediction in turn taking the free gold whose cue it overlaps most."""
    free = dict(enumerate(gold))
    matches = []
    for mine in predicted:
        overlap, number = max(
            ((_overlap(mine.cue, theirs.cue), n) for n, theirs in free.items()), default=(0, -1), key=lambda o: o[0]
        )
        if overlap:
            matches.append((mine, free.pop(number)))
    return matches


def letters_of(text: str, spans: Spans) -> frozenset[int]:
    """The places of the letters and digits in some spans."""
    return frozenset(place for start, end in spans for place in range(start, end) if text[place].isalnum())


def _fragments(text: str, attributions: Iterable[Scored], role: str) -> set[frozenset[int]]:
    return {letters_of(text, [span]) for attribution in attributions for span in attribution.role(role)} - {frozenset()}


def _overlap(one: Spans, other: Spans) -> int:
    return sum(max(0, min(a_end, b_end) - max(a, b)) for a, a_end in one for b, b_end in other)


def nesting(pairs: Iterable[tuple[set[tuple[object, object]], set[tuple[object, object]]]]) -> Tally:
    """Links from an attribution to the one that holds it: predicted against gold, each a set of (inner, outer)."""
    tally = Tally()
    for predicted, gold in pairs:
        tally.right += len(predicted & gold)
        tally.predicted += len(predicted)
        tally.gold += len(gold)
    return tally


def share(counts: Counter[bool]) -> float:
    """How often it was so, in percent."""
    total = counts[True] + counts[False]
    return 100 * counts[True] / total if total else 0.0


def rows(scores: AttributionScores) -> Iterator[tuple[str, float]]:
    """The figures by name, in percent."""
    yield "linked, all exact, F1", scores.exact.f1
    yield "linked, Dice 0.5, F1", scores.linked.f1
    yield "linked, precision", scores.linked.precision
    yield "linked, recall", scores.linked.recall
    yield "cue found, F1", scores.found.f1
    for role in ROLES:
        yield f"{role} fragments exact, F1", scores.fragments[role].f1
