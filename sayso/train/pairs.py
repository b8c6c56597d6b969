"""Fitting a network over pairs of words: `sayso.read.pairs` says what it is and what it is asked.

The states stay as the reader gives them, so a fit takes minutes; fit anew whenever the reading model changes. Labels the marking
does not settle (another mention of the same party, further off) weigh nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sayso.read.pairs import Floats, PairNetwork, Pairs
from sayso.read.words import Words

LEAST_SEEN = 3
"""Times a sign must have been seen to have a weight."""
PRODUCT = 48


@dataclass(slots=True)
class Lessons:
    """Pairs of many reports with their states, the class of each, and what it weighs."""

    left: list[Floats] = field(default_factory=list)
    right: list[Floats] = field(default_factory=list)
    signs: list[list[str]] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, words: Words, pairs: Pairs, classes: Sequence[int], weights: Sequence[float] | None = None) -> None:
        """The pairs of one report."""
        if len(pairs):
            left, right = pairs.states(words)
            self.left.append(left.astype(np.float16))
            self.right.append(right.astype(np.float16))
            self.signs += pairs.signs
            self.classes += classes
            self.weights += weights or [1.0] * len(classes)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: passes, hidden units, and how much is left out and held small so that it does not learn by heart.

    Of several fits, each from its own seed, the scores are averaged: the development part's event words are typed right by
    half a point to a point and a half more often than by one.
    """

    fits: int = 2
    epochs: int = 8
    units: int = 96
    batch: int = 128
    rate: float = 1e-3
    decay: float = 0.1
    dropout: float = 0.4
    seed: int = 1


class _Network(nn.Module):
    def __init__(self, width: int, signs: int, classes: int, plan: Plan) -> None:
        super().__init__()
        self.left = nn.Linear(width, plan.units)
        self.right = nn.Linear(width, plan.units)
        self.signs = nn.Linear(signs, plan.units)
        self.left_product = nn.Linear(width, PRODUCT, bias=False)
        self.right_product = nn.Linear(width, PRODUCT, bias=False)
        self.out = nn.Linear(plan.units + PRODUCT, classes)
        self.drop = nn.Dropout(plan.dropout)

    def forward(self, left: Tensor, right: Tensor, signs: Tensor) -> Tensor:
        left, right, signs = self.drop(left), self.drop(right), self.drop(signs)
        hidden = F.relu(self.left(left) + self.right(right) + self.signs(signs))
        product = self.left_product(left) * self.right_product(right)
        scores: Tensor = self.out(self.drop(torch.cat([hidden, product], -1)))
        return scores


def fit_pairs(lessons: Lessons, classes: Sequence[str], plan: Plan = Plan()) -> PairNetwork:
    """The network that the lessons teach: the mean of its fits."""
    return _mean([_fit(lessons, classes, replace(plan, seed=plan.seed + number)) for number in range(plan.fits)])


def _fit(lessons: Lessons, classes: Sequence[str], plan: Plan) -> PairNetwork:
    torch.manual_seed(plan.seed)
    left, right = np.concatenate(lessons.left), np.concatenate(lessons.right)
    seen = Counter(sign for signs in lessons.signs for sign in set(signs))
    columns = {sign: n for n, sign in enumerate(sorted(sign for sign, count in seen.items() if count >= LEAST_SEEN))}
    spread = [(side.astype(np.float32).mean(0), side.astype(np.float32).std(0) + 1e-3) for side in (left, right)]
    known = [[columns[sign] for sign in set(signs) if sign in columns] for signs in lessons.signs]
    target, weight = torch.tensor(lessons.classes), torch.tensor(lessons.weights)
    network = _Network(left.shape[1], len(columns), len(classes), plan)
    optimiser = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=plan.decay)
    for _ in range(plan.epochs):
        for batch in torch.split(torch.randperm(len(target)), plan.batch):
            rows = batch.numpy()
            sides = [
                torch.from_numpy((side[rows].astype(np.float32) - mean) / std)
                for side, (mean, std) in zip((left, right), spread, strict=True)
            ]
            scores = network(*sides, _as_rows([known[row] for row in rows], len(columns)))
            loss = (F.cross_entropy(scores, target[batch], reduction="none") * weight[batch]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return _plain(network, tuple(classes), columns, spread)


def _as_rows(known: Sequence[Sequence[int]], columns: int) -> Tensor:
    rows = torch.zeros(len(known), columns)
    for row, found in enumerate(known):
        rows[row, found] = 1.0
    return rows


def _plain(
    network: _Network, classes: tuple[str, ...], columns: dict[str, int], spread: Sequence[tuple[Floats, Floats]]
) -> PairNetwork:
    """The weights as plain arrays, mean and spread of the states worked in."""

    def of(layer: nn.Linear) -> npt.NDArray[np.float32]:
        return layer.weight.detach().numpy().T.astype(np.float32)

    (left_mean, left_std), (right_mean, right_std) = spread
    left, right = of(network.left) / left_std[:, None], of(network.right) / right_std[:, None]
    left_product, right_product = (
        np.concatenate([(weights := of(layer) / std[:, None]), -(mean @ weights)[None]])
        for layer, (mean, std) in zip((network.left_product, network.right_product), spread, strict=True)
    )
    biases = sum(layer.bias.detach().numpy() for layer in (network.left, network.right, network.signs))
    hidden = biases - left_mean @ left - right_mean @ right
    return PairNetwork(
        classes,
        columns,
        left,
        right,
        of(network.signs),
        hidden.astype(np.float32),
        left_product,
        right_product,
        of(network.out),
        network.out.bias.detach().numpy(),
    )


def _mean(networks: Sequence[PairNetwork]) -> PairNetwork:
    """One network whose scores are the mean of several of the same classes and signs: their hidden units side by side."""

    def beside(name: str) -> Floats:
        return np.concatenate([getattr(network, name) for network in networks], -1)

    units = [len(network.hidden) for network in networks]
    hidden_out = [network.out[:unit] for network, unit in zip(networks, units, strict=True)]
    product_out = [network.out[unit:] for network, unit in zip(networks, units, strict=True)]
    return PairNetwork(
        networks[0].classes,
        networks[0].columns,
        beside("left"),
        beside("right"),
        beside("signs"),
        beside("hidden"),
        beside("left_product"),
        beside("right_product"),
        (np.concatenate([*hidden_out, *product_out]) / len(networks)).astype(np.float32),
        np.mean([network.bias for network in networks], 0),
    )
