"""Which words name events, by what was learned: a linear head on the reader's states beside the list of frames.

The list knows some verbs and nouns and what they need; the head has seen a thousand marked events and judges any verb or
noun by its state, that of the word it hangs on, and what the list says. It drops what the list took wrongly ("held a
cup"), adds what the list lacks, and its shares settle the type. Where the two differ, the event's reason says so.

The weights are fitted by `sayso.train.event_words` and lie beside the reading model.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.read.predicates import Predicate, bare_predicate, known_lemma, noun_frames, verb_frames
from sayso.read.words import Word, Words
from sayso.terms import EventType

WEIGHTS = Path(__file__).parent / "model" / "event_words.npz"
TYPES = tuple(EventType)
LEAST_SHARE, LEAST_LISTED = 0.4, 0.15
"""Share of "an event" from which a word is one, and from which a predicate of the list stays one; by the development
part, where neighbouring values differ by a point."""
KNOWN_WEIGHT = 3.0
"""How much the list's columns weigh beside the states'."""
DEPENDENCIES = (
    "acl", "acl:relcl", "advcl", "amod", "appos", "ccomp", "compound", "conj", "csubj", "nmod", "nmod:poss", "nsubj",
    "nsubj:pass", "obj", "obl", "parataxis", "root", "xcomp",
)  # fmt: skip

Floats = npt.NDArray[np.float32]


def settle_predicates(words: Words, listed: Sequence[Predicate], cues: Set[int]) -> list[Predicate]:
    """The words that name events, with their types' shares: the list's predicates that the head keeps, and more."""
    known = {predicate.word: predicate for predicate in listed}
    indices, rows = features(words, known, cues)
    if not indices:
        return []
    shares = load_head().shares(rows)
    found = []
    for index, share in zip(indices, shares, strict=True):
        if 1.0 - share[-1] < (LEAST_LISTED if index in known else LEAST_SHARE):
            continue
        predicate = known.get(index) or bare_predicate(words, words.words[index])
        predicate.shares = {type_: float(share[column]) for column, type_ in enumerate(TYPES)}
        found.append(predicate)
    return found


def features(words: Words, known: dict[int, Predicate], cues: Set[int]) -> tuple[list[int], Floats]:
    """A row for each verb and noun: its state, its governor's, the frames that fit, the frames it has, its place."""
    indices = [word.index for word in words.words if is_candidate(word, known)]
    rows = np.zeros((len(indices), 2 * words.width + len(TYPES) * 2 + 5 + len(DEPENDENCIES)), np.float32)
    for row, index in zip(rows, indices, strict=True):
        word = words.words[index]
        row[: words.width] = words.states[index]
        if word.head >= 0:
            row[words.width : 2 * words.width] = words.states[word.head]
        _describe(row[2 * words.width :], word, known.get(index), spoken=index in cues)
    return indices, rows


def is_candidate(word: Word, known: dict[int, Predicate]) -> bool:
    """Whether a word may name an event at all."""
    return word.pos in ("VERB", "NOUN") or word.index in known


def _describe(row: Floats, word: Word, predicate: Predicate | None, *, spoken: bool) -> None:
    lemma = known_lemma(word)
    for frame in (*verb_frames().get(lemma, ()), *noun_frames().get(lemma, ())):
        row[len(TYPES) + TYPES.index(frame.type)] = 1
    if predicate is not None:
        for type_, vote in predicate.types.items():
            row[TYPES.index(type_)] = vote
    flags = (
        predicate is not None,
        predicate is not None and bool(predicate.actors),
        predicate is not None and bool(predicate.recipients),
        spoken,
        word.pos == "VERB",
    )
    start = 2 * len(TYPES)
    row[start : start + len(flags)] = flags
    if word.dependency in DEPENDENCIES:
        row[start + len(flags) + DEPENDENCIES.index(word.dependency)] = 1
    row *= KNOWN_WEIGHT


@dataclass(frozen=True, slots=True)
class Head:
    """The fitted head: a weight for each feature and class, with the features' mean and spread already worked in.

    The last class is "none".
    """

    weights: Floats
    bias: Floats

    def shares(self, rows: Floats) -> Floats:
        """A share for each type and for none, row by row."""
        scores = rows @ self.weights + self.bias
        raised = np.exp(scores - scores.max(1, keepdims=True))
        shares: Floats = raised / raised.sum(1, keepdims=True)
        return shares


@cache
def load_head(path: Path = WEIGHTS) -> Head:
    """The head that ships with sayso, loaded once."""
    with np.load(path) as file:
        return Head(file["weights"], file["bias"])


def save_head(head: Head, path: Path) -> None:
    """Write the head."""
    np.savez_compressed(path, weights=head.weights, bias=head.bias)
