"""Matters: claims about the same thing, whoever makes them and however they stand to it.

Two claims of events can share a matter if their types are equal or listed alternates, one core participant is the same,
times meet or one is absent, and places are equal, one within the other, or absent (`may_share`). Times and places are
taken as told; a type or a participant that the reader may have got wrong counts against a pair and does not part it. For
the rest, and for content in which no event was found, meaning decides: how near the words' vectors lie, and which rare
words claims and sentences share. Average linkage keeps one claim from pulling two matters together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import count

import numpy as np
import numpy.typing as npt

from sayso.lexicon import alternates
from sayso.resolve.clusters import Pair, cluster
from sayso.resolve.places import Places
from sayso.terms import MEANING, Holds, Region, Stance, Statement, Voice

Vectors = npt.NDArray[np.float32]
NO_MATTER = {Stance.ASKS, Stance.URGES, Stance.APPRAISES}
"""Stances that open no matter: nothing is put forward as being so."""
SPOKEN = {"ACCUSE", "REJECT", "REQUEST", "THREATEN"}
"""What an outlet's own sentence tells of these is that somebody spoke; what was said is another claim's."""
WEIGHT = {
    "meaning": 4.3,
    "words": 2.7,
    "sentence": 2.3,
    "core": 1.3,
    "other names": -0.5,
    "other figures": -1.0,
    "other type": -0.25,
}
BIAS = -4.26
"""How likely two claims of reports that tell of the same are about one thing, as log odds: fitted by logistic regression
on the pairs of claims of the stories that may be looked at (benchmarks/case.py; over a story left out, .81 of the pairs
on one matter come before those that are not, .76 by meaning alone)."""
WORTH_KEEPING = -1.2
"""Log odds below which a pair is as good as never compared."""
ONE = 4.0
"""Log odds of what is one by definition, whatever its words."""
LEAST, UNKNOWN = -0.8, -2.5
"""Mean log odds from which claims are one matter, and what a pair that was not kept counts. At this point five in six
claims that are put together belong together; a lower one finds more and shows a newsroom more wrong merges."""


TELLING = 4
"""Content words of a claim that says by itself what it is about."""


def opens_matter(statement: Statement) -> bool:
    """Whether a claim can be part of a matter at all."""
    if statement.region in (Region.TITLE, Region.DECK, Region.BOILERPLATE) or statement.speech:
        return False
    if statement.voice is Voice.OUTLET and (statement.kind == "content" or statement.type in SPOKEN):
        return False
    if not statement.words and statement.kind == "content":
        return False
    return statement.stance not in NO_MATTER


def vectors(found: Iterable[bytes]) -> Vectors:
    """Meaning vectors, a row each, of unit length; zero where a claim has none."""
    rows = [np.frombuffer(one, np.int8) if len(one) == MEANING else np.zeros(MEANING, np.int8) for one in found]
    stacked = np.array(rows, np.float32).reshape(len(rows), MEANING)
    found_vectors: Vectors = stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-6)
    return found_vectors


def may_share(first: Statement, second: Statement, places: Places) -> bool:
    """Whether two claims of events or relations can be of one matter, by what they say took part, when and where."""
    if first.kind != second.kind or not _types_agree(first, second):
        return False
    ours, theirs = _core(first), _core(second)
    if ours and theirs and not ours & theirs:
        return False
    return _meet(first, second, places)


def _meet(first: Statement, second: Statement, places: Places) -> bool:
    """Whether times and places allow two claims to be of one event; a clash in one voice's mouth is a conflict about one."""
    if _times_meet(first, second) and places.meet(first.place_name, second.place_name):
        return True
    ours, theirs = _core(first), _core(second)
    return bool(ours) and ours == theirs and _same_word(first, second)


class Told:
    """The claims of one report as they are compared with another's: laid out once, for all comparisons.

    `vocabulary` are the report's words in order; `claims` and `around` say which claim, and which claim's sentences, hold
    which, [claims, words]; `common` in how many of its sentences each stands.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.relations = [s for s in statements if s.kind == "relation"]
        self.statements = [s for s in statements if s.kind != "relation"]
        self.places = {statement.id: number for number, statement in enumerate(self.statements)}
        sentences = {statement.around for statement in self.statements}
        self.sentences = len(sentences)
        words = sorted(frozenset().union(*sentences, *(s.words for s in self.statements)), key=_number)
        place = {word: number for number, word in enumerate(words)}
        self.vocabulary = np.array([_number(word) for word in words], np.int64)
        self.claims = _spread((s.words for s in self.statements), place)
        self.around = _spread((s.around for s in self.statements), place)
        self.common = _spread(sentences, place).sum(axis=0) if sentences else np.zeros(len(words), np.float32)
        self.meaning = vectors(s.vector for s in self.statements)
        self.names = [_names(s) for s in self.statements]
        cores = [_core(s) for s in self.statements]
        taking_part = sorted(frozenset().union(*cores), key=_number)
        self.parts = np.array([_number(name) for name in taking_part], np.int64)
        self.cores = _spread(cores, {name: number for number, name in enumerate(taking_part)})


def likeness(ours: Told, theirs: Told, places: Places, among: Collection[str] | None = None) -> dict[Pair, float]:
    """The log odds that claims of two reports, or of one, are about the same thing; pairs not worth keeping left out.

    `among` narrows ours to some claims.
    """
    found = dict(_same_relations(ours.relations, theirs.relations, places))
    if not ours.statements or not theirs.statements:
        return found
    odds = _odds_by_words(ours, theirs) + _odds_by_cores(ours, theirs)
    for a, b in zip(*np.nonzero(odds >= WORTH_KEEPING), strict=True):
        first, second = ours.statements[a], theirs.statements[b]
        if first.id == second.id or (among is not None and first.id not in among):
            continue
        score = float(odds[a, b]) + _odds_by_parts(first, second, ours.names[a], theirs.names[b])
        if score >= WORTH_KEEPING and _meet(first, second, places):
            found[min(first.id, second.id), max(first.id, second.id)] = round(score, 3)
    return found


def _same_relations(
    ours: Sequence[Statement], theirs: Sequence[Statement], places: Places
) -> Iterator[tuple[Pair, float]]:
    """Pairs of relations that bind the same two in the same way."""
    by_ends: dict[frozenset[str], list[Statement]] = {}
    for second in theirs:
        by_ends.setdefault(_ends(second), []).append(second)
    for first in ours:
        for second in by_ends.get(_ends(first), ()):
            if first.id != second.id and may_share(first, second, places):
                yield (min(first.id, second.id), max(first.id, second.id)), ONE


def _odds_by_words(ours: Told, theirs: Told) -> Vectors:
    """Log odds by meaning and words, [ours, theirs]. A word counts the less, the more sentences of the two reports have it."""
    sentences = ours.sentences + (theirs.sentences if theirs is not ours else 0)
    _, here, there = np.intersect1d(ours.vocabulary, theirs.vocabulary, assume_unique=True, return_indices=True)
    common = [ours.common.copy(), theirs.common.copy()]
    if theirs is not ours:
        common[0][here] += theirs.common[there]
        common[1][there] += ours.common[here]
    rarity = [np.log((sentences + 1) / (one + 0.5)).clip(0.0) for one in common]
    weights = [told.claims @ rare for told, rare in zip((ours, theirs), rarity, strict=True)]
    shared = (ours.claims[:, here] * rarity[0][here]) @ theirs.claims[:, there].T
    shared /= np.maximum(np.minimum.outer(weights[0], weights[1]), 1e-6)
    norms = [np.sqrt(told.around @ rare**2) for told, rare in zip((ours, theirs), rarity, strict=True)]
    alike = (ours.around[:, here] * rarity[0][here] ** 2) @ theirs.around[:, there].T
    alike /= np.maximum(np.outer(norms[0], norms[1]), 1e-6)
    odds: Vectors = (
        BIAS
        + WEIGHT["meaning"] * (ours.meaning @ theirs.meaning.T)
        + WEIGHT["words"] * shared
        + WEIGHT["sentence"] * alike
    )
    return odds


def _odds_by_cores(ours: Told, theirs: Told) -> Vectors:
    """Log odds by who is at the core of both events, [ours, theirs]."""
    _, here, there = np.intersect1d(ours.parts, theirs.parts, assume_unique=True, return_indices=True)
    odds: Vectors = WEIGHT["core"] * (ours.cores[:, here] @ theirs.cores[:, there].T > 0)
    return odds


def _odds_by_parts(first: Statement, second: Statement, ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Log odds by the names in two claims and by the types of events."""
    odds = WEIGHT["other names"] * bool(ours and theirs and not ours & theirs)
    counted = [{figure.of for figure in s.figures if figure.of} for s in (first, second)]
    odds += WEIGHT["other figures"] * bool(counted[0] and counted[1] and not counted[0] & counted[1])
    if first.kind == second.kind == "event":
        odds += WEIGHT["other type"] * (not _types_agree(first, second))
    return odds


@cache
def _number(word: str) -> int:
    """A number for a word, the same while the program runs: numbers are laid on each other faster than words."""
    return next(_NUMBERS)


_NUMBERS = count()


def _spread(groups: Iterable[frozenset[str]], place: Mapping[str, int]) -> Vectors:
    rows = list(groups)
    spread = np.zeros((len(rows), len(place)), np.float32)
    for number, words in enumerate(rows):
        spread[number, [place[word] for word in words]] = 1
    return spread


def matters_of(
    statements: Collection[str],
    likeness: Mapping[Pair, float],
    *,
    joined: Iterable[Pair] = (),
    barred: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """The groups of claims that are about the same thing; every claim is in one."""
    return cluster(statements, likeness, least=LEAST, unknown=UNKNOWN, joined=joined, barred=barred)


def matter_id(statements: Sequence[str]) -> str:
    """The id of a matter: that of its first claim, so that it stays while others join."""
    return "m" + hashlib.blake2b(min(statements).encode(), digest_size=6).hexdigest()


def summary(statements: Sequence[Statement]) -> Statement:
    """The claim that says best what a matter is about: nearest to all others, affirmed, and short."""
    found = vectors(statement.vector for statement in statements)
    central = found @ found.mean(axis=0)
    order = sorted(
        range(len(statements)),
        key=lambda i: (
            statements[i].stance in (Stance.DENIES, Stance.DECLINES) or statements[i].holds is Holds.NO,
            statements[i].negated or statements[i].voice is Voice.UNSTATED,
            len(statements[i].words) < TELLING,
            -round(float(central[i]) - 0.001 * max(0, len(statements[i].text) - 120), 3),
            statements[i].id,
        ),
    )
    return statements[order[0]]


def _ends(statement: Statement) -> frozenset[str]:
    """The two that a relation binds, either way round."""
    return frozenset((*statement.actors, *statement.recipients))


def _types_agree(first: Statement, second: Statement) -> bool:
    return first.type == second.type or second.type in alternates().get(first.type or "", ())


def _core(statement: Statement) -> frozenset[str]:
    """Named participants at the core of an event."""
    return frozenset(name for name in (*statement.actors, *statement.recipients) if "." not in name)


def _names(statement: Statement) -> frozenset[str]:
    return statement.about | _core(statement)


def _times_meet(first: Statement, second: Statement) -> bool:
    if not (first.first or first.last) or not (second.first or second.last):
        return True
    starts = [statement.first or "0000" for statement in (first, second)]
    ends = [statement.last or "9999" for statement in (first, second)]
    return max(starts) <= min(ends)


def _same_word(first: Statement, second: Statement) -> bool:
    """Whether one voice said both on one occasion: a clash is then a conflict about one event."""
    ours, theirs = first.speaker, second.speaker
    return bool(
        ours and theirs and ours.identity and ours.identity == theirs.identity and first.occasion == second.occasion
    )
