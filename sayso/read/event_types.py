"""Event types by what was learned: a linear classifier on words, syntax, the list's votes and the reader's states.

It looks at a sentence with two parties in it, who does and who it is done to, and gives a share to each type. Together
with the list of frames it settles an event's type; where the two differ, the reason says so. PLOVER's material yielding
and verbal yielding are one class here, as in the sentences it was taught; the list tells them apart.

The weights are fitted by `sayso.train.event_types` and lie beside the reading model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.read.predicates import Predicate, known_lemma, noun_frames, verb_frames
from sayso.read.syntax import ancestors
from sayso.read.words import Words
from sayso.terms import EventType

WEIGHTS = Path(__file__).parent / "model" / "event_types.npz"
YIELD = "YIELD"
LABELS = tuple(sorted({YIELD if t in (EventType.CONCEDE, EventType.RETREAT) else t.value for t in EventType}))
TYPES = tuple(EventType)
VOTE_ROWS = 6
"""The list's votes are kept apart by how a predicate stands to the two parties (between both, on one's side, beside, away);
the last two rows are of every listed word between the parties, and in the sentence, whether its frame fits or not."""
VOTE_WEIGHT, STATE_WEIGHT = 0.7, 1.5
"""How much a block of features weighs beside the words', whose blocks have length one; by the folds of plover-train."""
SHARPNESS = 2.0
"""How steeply scores become shares; a machine's scores are not probabilities."""
SOURCE, TARGET = "‹source›", "‹target›"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties in one sentence: word indices of who does and of who it is done to; either may be empty."""

    source: frozenset[int]
    target: frozenset[int]


@dataclass(frozen=True, slots=True)
class Described:
    """A pair as features: three lists of n-grams, the list's votes, and the reader's states."""

    ngrams: tuple[list[str], list[str], list[str]]
    votes: Floats
    states: Floats


def describe(
    words: Words, sentence: Sequence[int], pair: Pair, predicates: Iterable[Predicate], vector: Floats
) -> Described:
    """The features of a pair: the sentence's words with the parties masked, those between them, and the path that joins them."""
    path = _path(words, pair)
    parties = pair.source | pair.target
    low, high = (min(parties), max(parties)) if parties else (sentence[0], sentence[-1])
    between = [index for index in range(low, high + 1) if index not in parties]
    masked = _masked(words, sentence, pair)
    middle = _masked(words, range(low, high + 1), pair)
    joined = [f"{known_lemma(words.words[i])}_{words.words[i].dependency}" for i in path]
    joined += [known_lemma(words.words[i]) for i in path]
    states = [
        vector,
        _state(words, _head(words, pair.source)),
        _state(words, _head(words, pair.target)),
        _state(words, path[0] if path else None),
        _mean(words, path),
        _mean(words, between),
    ]
    return Described(
        (_with_bigrams(masked), _with_bigrams(middle), joined),
        _votes(predicates, pair, path, middle, masked),
        np.concatenate(states),
    )


def describe_predicate(words: Words, predicate: Predicate, near: Iterable[Predicate]) -> Described:
    """The features of a predicate with the parties that were found for it; `near` are those of its sentence."""
    word = words.words[predicate.word]
    sentence = words.sentences[word.sentence]
    pair = Pair(party_of(words, predicate.actors), party_of(words, predicate.recipients))
    return describe(words, range(sentence.first, sentence.last), pair, near, words.vectors[word.paragraph])


def _head(words: Words, party: frozenset[int]) -> int | None:
    return next((i for i in sorted(party) if words.words[i].head not in party), None)


def _path(words: Words, pair: Pair) -> list[int]:
    """The words that join the two parties in the syntax, the one that governs both first."""
    up = [
        ancestors(words, head) if (head := _head(words, party)) is not None else []
        for party in (pair.source, pair.target)
    ]
    parties = pair.source | pair.target
    common = next((i for i in up[0] if i in up[1] and i not in parties), None)
    found = [common] if common is not None else []
    for side in up:
        found += side[: side.index(common)] if common in side else side
    return list(dict.fromkeys(i for i in found if i not in parties))


def _masked(words: Words, indices: Iterable[int], pair: Pair) -> list[str]:
    """Lemmas, each party as one mark."""
    found: list[str] = []
    for index in indices:
        mark = SOURCE if index in pair.source else TARGET if index in pair.target else known_lemma(words.words[index])
        if not (found and mark == found[-1] and mark in (SOURCE, TARGET)):
            found.append(mark)
    return found


def _with_bigrams(tokens: list[str]) -> list[str]:
    return tokens + [f"{one} {other}" for one, other in pairwise(tokens)]


def _votes(
    predicates: Iterable[Predicate], pair: Pair, path: Sequence[int], middle: list[str], sentence: list[str]
) -> Floats:
    votes = np.zeros((VOTE_ROWS, len(TYPES)), np.float32)
    for predicate in predicates:
        does, undergoes = bool(pair.source & set(predicate.actors)), bool(pair.target & set(predicate.recipients))
        joins = predicate.word in path
        row = (
            0 if does and undergoes else 1 if (does or undergoes) and joins else 2 if does or undergoes or joins else 3
        )
        for type_, vote in predicate.types.items():
            column = TYPES.index(type_)
            votes[row, column] = max(votes[row, column], vote)
    for row, lemmas in ((4, middle), (5, sentence)):
        for lemma in lemmas:
            for frame in (*verb_frames().get(lemma, ()), *noun_frames().get(lemma, ())):
                votes[row, TYPES.index(frame.type)] += 0.5
        votes[row] /= max(1.0, float(votes[row].sum())) ** 0.5
    return votes.ravel()


def _state(words: Words, index: int | None) -> Floats:
    found = words.states.get(index) if index is not None else None
    return np.zeros(words.width, np.float32) if found is None else found.astype(np.float32)


def _mean(words: Words, indices: Iterable[int]) -> Floats:
    found = [words.states[i] for i in indices if i in words.states]
    return np.mean(found, 0).astype(np.float32) if found else np.zeros(words.width, np.float32)


class Vocabulary:
    """N-grams to columns, weighted by how rare they are (log idf, sublinear counts), each text of length one."""

    def __init__(self, columns: dict[str, int], rarity: Floats) -> None:
        self.columns = columns
        self.rarity = rarity

    @classmethod
    def of(cls, texts: Sequence[list[str]], least: int = 2) -> Vocabulary:
        """The n-grams that stand in at least so many texts."""
        counts = Counter(ngram for text in texts for ngram in set(text))
        kept = sorted(ngram for ngram, count in counts.items() if count >= least)
        rarity = np.array([np.log((1 + len(texts)) / (1 + counts[ngram])) + 1 for ngram in kept], np.float32)
        return cls({ngram: column for column, ngram in enumerate(kept)}, rarity)

    def weigh(self, ngrams: list[str]) -> tuple[list[int], Floats]:
        """The columns of a text and their weights."""
        counts = Counter(self.columns[ngram] for ngram in ngrams if ngram in self.columns)
        columns = sorted(counts)
        weights = np.array([(1 + np.log(counts[c])) * self.rarity[c] for c in columns], np.float32)
        length = float(np.sqrt((weights**2).sum())) or 1.0
        return columns, weights / length


@dataclass(frozen=True, slots=True)
class Typer:
    """The fitted classifier: vocabularies, the states' mean and spread, and a weight for each label and feature."""

    vocabularies: tuple[Vocabulary, ...]
    mean: Floats
    spread: Floats
    weights: Floats
    bias: Floats

    def scores(self, described: Described) -> dict[str, float]:
        """A score for each label; the highest is the best, zero is the border."""
        total = self.bias.astype(np.float64).copy()
        start = 0
        for vocabulary, ngrams in zip(self.vocabularies, described.ngrams, strict=True):
            columns, weights = vocabulary.weigh(ngrams)
            if columns:
                total += weights @ self.weights[[start + c for c in columns]]
            start += len(vocabulary.columns)
        total += dense(described, self.mean, self.spread) @ self.weights[start:]
        return dict(zip(LABELS, total.tolist(), strict=True))

    def shares(self, described: Described) -> dict[str, float]:
        """The scores as shares that sum to one."""
        scores = self.scores(described)
        raised = {label: float(np.exp(SHARPNESS * (score - max(scores.values())))) for label, score in scores.items()}
        total = sum(raised.values())
        return {label: value / total for label, value in raised.items()}


def dense(described: Described, mean: Floats, spread: Floats) -> Floats:
    """Votes and states as one row, each weighed as a block."""
    states = (described.states - mean) / spread / np.sqrt(len(mean)) * STATE_WEIGHT
    row: Floats = np.concatenate([described.votes * VOTE_WEIGHT, states]).astype(np.float32)
    return row


@cache
def load_typer(path: Path = WEIGHTS) -> Typer:
    """The classifier that ships with sayso, loaded once."""
    with np.load(path) as file:
        vocabularies = tuple(
            Vocabulary(
                {ngram: column for column, ngram in enumerate(bytes(file[f"ngrams{n}"]).decode("utf-8").split("\n"))},
                file[f"rarity{n}"].astype(np.float32),
            )
            for n in range(3)
        )
        parts = [file[name].astype(np.float32) for name in ("mean", "spread", "weights", "bias")]
    return Typer(vocabularies, *parts)


def save_typer(typer: Typer, path: Path) -> None:
    """Write the classifier in half precision."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for n, vocabulary in enumerate(typer.vocabularies):
        arrays[f"ngrams{n}"] = np.frombuffer("\n".join(vocabulary.columns).encode("utf-8"), np.uint8)
        arrays[f"rarity{n}"] = vocabulary.rarity.astype(np.float16)
    for name in ("mean", "spread", "weights", "bias"):
        arrays[name] = getattr(typer, name).astype(np.float16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def label_of(type_: EventType) -> str:
    """The classifier's name for a type."""
    return YIELD if type_ in (EventType.CONCEDE, EventType.RETREAT) else type_.value


def party_of(words: Words, heads: Iterable[int]) -> frozenset[int]:
    """The words of the noun phrases around some heads, without the clauses that hang on them."""
    found: set[int] = set()
    waiting = list(heads)
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            below = words.children.get(index, ())
            waiting += [i for i in below if not words.words[i].dependency.startswith(("acl", "conj", "appos"))]
    return frozenset(found)
