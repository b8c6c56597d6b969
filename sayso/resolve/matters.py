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
WEIGHT = {"meaning": 4.3, "words": 2.7, "sentence": 2.3, "core": 1.3, "other names": -0.5, "other type": -0.25}
BIAS = -4.26
"""How likely two claims of reports that tell of the same are about one thing, as log odds: fitted by logistic regression
on the pairs of claims of the stories that may be looked at (benchmarks/case.py; over a story left out, .81 of the pairs
on one matter come before those that are not, .76 by meaning alone)."""
WORTH_KEEPING = -1.6
"""Log odds below which a pair is as good as never compared."""
ONE = 4.0
"""Log odds of what is one by definition, whatever its words."""
LEAST, UNKNOWN = -0.8, -3
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


def likeness(ours: Sequence[Statement], theirs: Sequence[Statement], places: Places) -> dict[Pair, float]:
    """The log odds that claims of two reports, or of one, are about the same thing; pairs not worth keeping left out."""
    told = [[s for s in group if s.kind != "relation"] for group in (ours, theirs)]
    found = dict(_same_relations(ours, theirs, places))
    if not told[0] or not told[1]:
        return found
    odds = _odds_by_words(*told) + _odds_by_names(*told)
    for a, b in zip(*np.nonzero(odds >= WORTH_KEEPING), strict=True):
        first, second = told[0][a], told[1][b]
        if first.id != second.id and _meet(first, second, places):
            found[min(first.id, second.id), max(first.id, second.id)] = round(float(odds[a, b]), 3)
    return found


def _same_relations(
    ours: Sequence[Statement], theirs: Sequence[Statement], places: Places
) -> Iterator[tuple[Pair, float]]:
    """Pairs of relations that bind the same two in the same way."""
    by_ends: dict[frozenset[str], list[Statement]] = {}
    for second in theirs:
        if second.kind == "relation":
            by_ends.setdefault(_ends(second), []).append(second)
    for first in ours if by_ends else ():
        for second in by_ends.get(_ends(first), ()) if first.kind == "relation" else ():
            if first.id != second.id and may_share(first, second, places):
                yield (min(first.id, second.id), max(first.id, second.id)), ONE


def _odds_by_names(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Vectors:
    """Log odds by who takes part and by the types of events, [ours, theirs]."""
    cores = [_incidence(map(_core, group), map(_core, other)) for group, other in ((ours, theirs), (theirs, ours))]
    names = [_incidence(map(_names, group), map(_names, other)) for group, other in ((ours, theirs), (theirs, ours))]
    core = cores[0] @ cores[1].T > 0
    both = np.outer([bool(_names(s)) for s in ours], [bool(_names(s)) for s in theirs])
    other_names = both & (names[0] @ names[1].T == 0)
    other_type = np.array(
        [[a.kind == b.kind == "event" and not _types_agree(a, b) for b in theirs] for a in ours], bool
    )
    odds: Vectors = WEIGHT["core"] * core + WEIGHT["other names"] * other_names + WEIGHT["other type"] * other_type
    return odds


def _incidence(groups: Iterable[frozenset[str]], others: Iterable[frozenset[str]]) -> Vectors:
    """Which names stand in which group, over the names that the others have too, in a fixed order: [groups, names]."""
    rows, across = list(groups), frozenset().union(*others)
    shared = sorted(frozenset().union(*rows) & across)
    return _spread((row & frozenset(shared) for row in rows), {name: number for number, name in enumerate(shared)})


def _odds_by_words(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Vectors:
    """Log odds by meaning and words, [ours, theirs]. A word counts the less, the more sentences of the two reports have it."""
    sentences = {statement.around for statement in (*ours, *theirs)}
    place = {
        word: number
        for number, word in enumerate(sorted(set().union(*sentences, *(s.words for s in (*ours, *theirs)))))
    }
    common = np.zeros(len(place), np.float32)
    for sentence in sentences:
        common[[place[word] for word in sentence]] += 1
    rarity = np.log((len(sentences) + 1) / (common + 0.5)).clip(0.0)
    claims = [_spread((s.words for s in group), place) for group in (ours, theirs)]
    around = [_spread((s.around for s in group), place) * rarity for group in (ours, theirs)]
    weights = [claim @ rarity for claim in claims]
    shared = (claims[0] * rarity) @ claims[1].T / np.maximum(np.minimum.outer(weights[0], weights[1]), 1e-6)
    norms = [np.maximum(np.linalg.norm(group, axis=1), 1e-6) for group in around]
    alike = around[0] @ around[1].T / np.outer(norms[0], norms[1])
    meaning = vectors(s.vector for s in ours) @ vectors(s.vector for s in theirs).T
    odds: Vectors = BIAS + WEIGHT["meaning"] * meaning + WEIGHT["words"] * shared + WEIGHT["sentence"] * alike
    return odds


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
