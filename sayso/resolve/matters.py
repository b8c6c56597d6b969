"""Matters: claims about the same thing, whoever makes them and however they stand to it.

Two claims of events share a matter if their types are equal or listed alternates, one core participant is the same,
times meet or one is absent, and places are equal, one within the other, or absent (`may_share`). Within that, and for
content in which no event was found, meaning decides: how near the words' vectors lie, which words, names and figures
both have. Average linkage then keeps one claim from pulling two matters together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sayso.lexicon import alternates
from sayso.resolve.clusters import Pair, cluster
from sayso.resolve.places import Places
from sayso.terms import MEANING, Quantity, Region, Stance, Statement, Voice

Vectors = npt.NDArray[np.float32]
NO_MATTER = {Stance.ASKS, Stance.URGES, Stance.APPRAISES}
"""Stances that open no matter: nothing is put forward as being so."""
SPOKEN = {"ACCUSE", "REJECT", "REQUEST", "THREATEN"}
"""What an outlet's own sentence tells of these is that somebody spoke; what was said is another claim's."""
NEAR = 0.6
"""Vectors less near than this are not compared further; of pairs that share a matter, 97 in 100 are nearer (samples)."""
LEAST = 0.62
"""Mean likeness from which claims are one matter."""
UNKNOWN = 0.45
"""Likeness of two claims whose vectors are too far apart to be compared."""


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


def near(ours: Vectors, theirs: Vectors) -> list[tuple[int, int, float]]:
    """Pairs of rows that lie near each other, with their nearness."""
    nearness = ours @ theirs.T
    return [(int(a), int(b), float(nearness[a, b])) for a, b in zip(*np.nonzero(nearness >= NEAR), strict=True)]


def may_share(first: Statement, second: Statement, places: Places) -> bool:
    """Whether two claims of events or relations can be of one matter, by what they say took part, when and where."""
    if first.kind != second.kind or not _types_agree(first, second):
        return False
    ours, theirs = _core(first), _core(second)
    if ours and theirs and not ours & theirs:
        return False
    if _times_meet(first, second) and places.meet(first.place_name, second.place_name):
        return True
    return bool(ours) and ours == theirs and _same_word(first, second)


def alike(first: Statement, second: Statement, nearness: float, places: Places) -> float:
    """How likely two claims are about the same thing, from 0 to 1."""
    if "relation" in (first.kind, second.kind):
        return float(first.kind == second.kind and may_share(first, second, places) and _both_ends_meet(first, second))
    both_told = "content" not in (first.kind, second.kind)
    score = nearness
    shared = first.words & second.words
    score += 0.3 * (len(shared) / max(1, min(len(first.words), len(second.words))) - 0.35)
    ours, theirs = _names(first), _names(second)
    if ours and theirs:
        score += 0.06 if ours & theirs else -0.08
    if both_told:
        if may_share(first, second, places):
            score += 0.05
        elif _types_agree(first, second):
            score -= 0.1
        else:
            score -= 0.2
    if _figures_agree(first.figures, second.figures):
        score += 0.04
    return max(0.0, min(1.0, score))


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


def summary(statements: Sequence[Statement], called: Callable[[str], str]) -> Statement:
    """The claim that says best what a matter is about: nearest to all others, affirmed, and short."""
    found = vectors(statement.vector for statement in statements)
    central = found @ found.mean(axis=0)
    order = sorted(
        range(len(statements)),
        key=lambda i: (
            statements[i].negated or statements[i].voice is Voice.UNSTATED or statements[i].stance is Stance.DECLINES,
            -round(float(central[i]) - 0.001 * max(0, len(statements[i].text) - 120), 3),
            statements[i].id,
        ),
    )
    return statements[order[0]]


def _both_ends_meet(first: Statement, second: Statement) -> bool:
    """Whether two relations bind the same two, each way round."""
    ours, theirs = (frozenset((*s.actors, *s.recipients)) for s in (first, second))
    return ours == theirs


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


def _figures_agree(first: Sequence[Quantity], second: Sequence[Quantity]) -> bool:
    return any(a.of == b.of and a.low == b.low and a.high == b.high for a in first for b in second)
