"""Judging a pair of words by their states: one small network, fitted anew for each question that is asked of pairs.

A verb and its governor: does it name an event, and of which type (`event_words`)? A predicate and a noun: does it do it, or is it
done to it (`parties`)? Each looks at the reader's states of both words and at signs, which are plain strings ("path <nsubj",
"case of"): what was never seen in training has no weight.

One hidden layer over everything, beside it the product of both states in a smaller space; fitted by `sayso.train.pairs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.read.words import Words

MODEL = Path(__file__).parent / "model"

Floats = npt.NDArray[np.float32]


@dataclass(slots=True)
class Pairs:
    """Pairs of words by their indices (-1 for none), each with its signs."""

    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    signs: list[list[str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.left)

    def add(self, left: int, right: int, signs: list[str]) -> None:
        """One more pair."""
        self.left.append(left)
        self.right.append(right)
        self.signs.append(signs)

    def states(self, words: Words) -> tuple[Floats, Floats]:
        """The states of both sides: [N, H] each; zeros where there is no word."""
        return _states(words, self.left), _states(words, self.right)


def _states(words: Words, indices: Sequence[int]) -> Floats:
    none = np.zeros(words.width, np.float32)
    return np.array([words.states[index] if index >= 0 else none for index in indices], np.float32)


@dataclass(frozen=True, slots=True)
class PairNetwork:
    """The fitted weights; the states' mean and spread are already worked in. H: a state, D: hidden units, K: the product's, C: classes."""

    classes: tuple[str, ...]
    columns: dict[str, int]
    left: Floats  # [H, D]
    right: Floats  # [H, D]
    signs: Floats  # [S, D]
    hidden: Floats  # [D]
    left_product: Floats  # [H + 1, K], the last row a constant
    right_product: Floats  # [H + 1, K]
    out: Floats  # [D + K, C]
    bias: Floats  # [C]

    def shares(self, pairs: Pairs, words: Words) -> Floats:
        """A share for each class, row by row: [N, C]."""
        left, right = pairs.states(words)
        hidden = left @ self.left + right @ self.right + self.hidden
        for row, names in enumerate(pairs.signs):
            known = [column for name in names if (column := self.columns.get(name)) is not None]
            hidden[row] += self.signs[known].sum(0)
        product = _projected(left, self.left_product) * _projected(right, self.right_product)
        scores = np.concatenate([np.maximum(hidden, 0), product], 1) @ self.out + self.bias
        raised = np.exp(scores - scores.max(1, keepdims=True))
        shares: Floats = raised / raised.sum(1, keepdims=True)
        return shares


def _projected(states: Floats, weights: Floats) -> Floats:
    found: Floats = states @ weights[:-1] + weights[-1]
    return found


@cache
def load_pairs(name: str) -> PairNetwork:
    """A network that ships with sayso, loaded once: "event_words", "parties"."""
    with np.load(MODEL / f"{name}.npz") as file:
        classes, signs = (tuple(bytes(file[key]).decode("utf-8").split("\n")) for key in ("classes", "columns"))
        weights = [file[key].astype(np.float32) for key in PairNetwork.__slots__[2:]]
    return PairNetwork(classes, {sign: column for column, sign in enumerate(signs)}, *weights)


def save_pairs(network: PairNetwork, path: Path) -> None:
    """Write a network in half precision."""
    texts = {"classes": "\n".join(network.classes), "columns": "\n".join(network.columns)}
    arrays: dict[str, npt.NDArray[np.generic]] = {
        key: np.frombuffer(text.encode("utf-8"), np.uint8) for key, text in texts.items()
    }
    for key in PairNetwork.__slots__[2:]:
        arrays[key] = getattr(network, key).astype(np.float16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
