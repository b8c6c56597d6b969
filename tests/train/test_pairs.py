"""Small networks over pairs of words, as they are fitted."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.ingest import from_text
from sayso.read.pairs import Floats, PairNetwork, Pairs
from sayso.read.reader import load_reader
from sayso.read.words import Words, lay_out
from sayso.terms import Span

pytest.importorskip("torch", reason="what fits the networks needs the extra [train]")


@pytest.fixture(scope="module")
def words() -> Words:
    """A sentence laid out as it is when read."""
    text = "The guard closed the gate, and nobody saw who opened it again at night."
    return lay_out(from_text(text, "a.txt"), [Span(0, len(text))], load_reader().read([text]))


def lead(network: PairNetwork, pairs: Pairs, words: Words) -> Floats:
    """How far the first class is ahead of the second, pair by pair."""
    told: Floats = np.log(network.shares(pairs, words))
    return told[:, 0] - told[:, 1]


def test_several_fits_are_one_network_with_the_mean_of_their_scores(words: Words) -> None:
    from sayso.train.pairs import Lessons, Plan, fit_pairs

    pairs, lessons = Pairs(), Lessons()
    for word in words.words:
        pairs.add(word.index, word.head, [f"odd {word.index % 2}"])
    lessons.add(words, pairs, [word.index % 2 for word in words.words])

    both, one, other = (
        fit_pairs(lessons, ("even", "odd"), Plan(fits=fits, epochs=2, units=8, seed=seed))
        for fits, seed in ((2, 1), (1, 1), (1, 2))
    )

    mean = (lead(one, pairs, words) + lead(other, pairs, words)) / 2
    np.testing.assert_allclose(lead(both, pairs, words), mean, atol=1e-3)
