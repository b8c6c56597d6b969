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

from sayso.lexicon import alternates, weights
from sayso.resolve.clusters import Pair, cluster
from sayso.resolve.places import Places
from sayso.terms import MEANING, Holds, Region, Stance, Statement, Voice

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]
NO_MATTER = {Stance.ASKS, Stance.URGES, Stance.APPRAISES}
"""Stances that open no matter: nothing is put forward as being so."""
SPOKEN = {"ACCUSE", "REJECT", "REQUEST", "THREATEN"}
"""What an outlet's own sentence tells of these is that somebody spoke; what was said is another claim's."""
WEIGHT = weights("matters")
"""What each sign that two claims are about one thing adds to the log odds that they are, `bias` to begin with. Fitted by
benchmarks/case_weights.py, which says how well they do on stories left out."""
WORTH_KEEPING = -1.2
"""Log odds below which a pair is as good as never compared."""
ONE = 4.0
"""Log odds of what is one by definition, whatever its words."""
LEAST, UNKNOWN = -0.4, -2.5
"""Mean log odds from which claims are one matter, and what a pair that was not kept counts. Over the stories that are seen
seven in eight claims that are put together belong together (B-cubed). From −1.2 on one finds a tenth more, but each
wrong claim is a wrong origin: 48 instead of 54 in 100 true counts then lie in the range (benchmarks/case.py)."""


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
    one_place = first.place is not None and first.place == second.place
    if _times_meet(first, second) and (one_place or places.meet(first.place_name, second.place_name)):
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
        self.counted = [frozenset(figure.of for figure in s.figures if figure.of) for s in self.statements]
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
    odds = closeness(ours, theirs)
    for a, b in zip(*np.nonzero(odds >= WORTH_KEEPING), strict=True):
        first, second = ours.statements[a], theirs.statements[b]
        if first.id == second.id or (among is not None and first.id not in among):
            continue
        score = float(odds[a, b]) + sum(WEIGHT[sign] for sign in parts(ours, int(a), theirs, int(b)))
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


def closeness(ours: Told, theirs: Told) -> Vectors:
    """Log odds by meaning, words and who is at the core of both events, [ours, theirs]."""
    odds = np.full((len(ours.statements), len(theirs.statements)), WEIGHT["bias"], np.float32)
    for sign, how_much in signs(ours, theirs).items():
        odds += WEIGHT[sign] * how_much
    return odds


def signs(ours: Told, theirs: Told) -> dict[str, Vectors]:
    """How much two claims share of what can be laid out for all pairs at once, [ours, theirs] each.

    A word counts the less, the more sentences of the two reports have it.
    """
    _, here, there = np.intersect1d(ours.vocabulary, theirs.vocabulary, assume_unique=True, return_indices=True)
    rare = rarity(ours, theirs, here, there)
    weighed = [told.claims @ how_rare for told, how_rare in zip((ours, theirs), rare, strict=True)]
    shared = (ours.claims[:, here] * rare[0][here]) @ theirs.claims[:, there].T
    norms = [np.sqrt(told.around @ how_rare**2) for told, how_rare in zip((ours, theirs), rare, strict=True)]
    alike = (ours.around[:, here] * rare[0][here] ** 2) @ theirs.around[:, there].T
    _, us, them = np.intersect1d(ours.parts, theirs.parts, assume_unique=True, return_indices=True)
    return {
        "meaning": ours.meaning @ theirs.meaning.T,
        "words": shared / np.maximum(np.minimum.outer(*weighed), 1e-6),
        "sentence": alike / np.maximum(np.outer(*norms), 1e-6),
        "core": (ours.cores[:, us] @ theirs.cores[:, them].T > 0).astype(np.float32),
    }


def rarity(ours: Told, theirs: Told, here: Numbers, there: Numbers) -> tuple[Vectors, Vectors]:
    """How rare each word of either report is in the sentences of both; `here` and `there` are where the words of both stand."""
    sentences = ours.sentences + (theirs.sentences if theirs is not ours else 0)
    common = ours.common.copy(), theirs.common.copy()
    if theirs is not ours:
        common[0][here] += theirs.common[there]
        common[1][there] += ours.common[here]
    rare: tuple[Vectors, Vectors] = tuple(np.log((sentences + 1) / (one + 0.5)).clip(0.0) for one in common)  # type: ignore[assignment]
    return rare


def parts(ours: Told, a: int, theirs: Told, b: int) -> Iterator[str]:
    """What speaks for or against two claims' being about one thing that is told of one pair at a time."""
    first, second = ours.statements[a], theirs.statements[b]
    if _are_apart(ours.names[a], theirs.names[b]):
        yield "other names"
    if _are_apart(ours.counted[a], theirs.counted[b]):
        yield "other figures"
    if first.kind == second.kind == "event" and not _types_agree(first, second):
        yield "other type"


def _are_apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs and not ours & theirs)


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
