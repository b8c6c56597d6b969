"""Clusters: laws that hold for any judged pairs and any decisions, and what average linkage is chosen for."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from sayso.resolve.clusters import Pair, cluster

LEAST, UNKNOWN = 0.7, 0.5
ITEMS = "abcdef"
PAIRS = list(combinations(ITEMS, 2))


class Judged(NamedTuple):
    """Some items with what is known of their pairs."""

    items: list[str]
    likeness: dict[Pair, float]
    joined: list[Pair]
    barred: list[Pair]


def pairs(most: int) -> st.SearchStrategy[list[Pair]]:
    return st.lists(st.sampled_from(PAIRS), max_size=most)


def judged(*, joined: int = 4, barred: int = 4) -> st.SearchStrategy[Judged]:
    # Scores of one decimal, so that ties, which only the order of items could break, come up often.
    scores = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.0, 0.6, 0.7, 0.8, 0.8, 0.9]), min_size=3)
    items = st.permutations(ITEMS) | st.lists(st.sampled_from(ITEMS), unique=True)
    return st.builds(Judged, items, scores, pairs(joined), pairs(barred))


def clusters(case: Judged) -> list[tuple[str, ...]]:
    return cluster(case.items, case.likeness, least=LEAST, unknown=UNKNOWN, joined=case.joined, barred=case.barred)


def of(found: list[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {item: members for members in found for item in members}


@given(judged())
def test_every_item_is_in_exactly_one_cluster(case: Judged) -> None:
    assert sorted(item for members in clusters(case) for item in members) == sorted(case.items)


@given(judged())
def test_barred_pairs_are_never_together(case: Judged) -> None:
    found = of(clusters(case))
    assert all(found[a] != found[b] for a, b in case.barred if a in found and b in found)


@given(judged(joined=8, barred=0))
def test_joined_pairs_are_together_whatever_their_likeness(case: Judged) -> None:
    found = of(clusters(case))
    assert all(found[a] == found[b] for a, b in case.joined if a in found and b in found)


@given(judged(joined=8))
def test_only_a_bar_keeps_a_joined_pair_apart(case: Judged) -> None:
    found = of(clusters(case))
    barred = {frozenset(pair) for pair in case.barred}
    for a, b in case.joined:
        if a in found and b in found and found[a] != found[b]:
            assert any(frozenset((x, y)) in barred for x in found[a] for y in found[b])


@given(judged(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_does_not_matter(case: Judged, random: Random) -> None:
    joined, barred = ([(b, a) for a, b in pairs] for pairs in (case.joined, case.barred))
    judgements = list(case.likeness.items())
    items = list(case.items)
    for things in (items, judgements, joined, barred):
        random.shuffle(things)
    assert clusters(Judged(items, dict(judgements), joined, barred)) == clusters(case)


@given(st.floats(0.0, 1.0))
def test_a_lone_pair_joins_from_the_threshold_on(score: float) -> None:
    found = cluster(["a", "b"], {("a", "b"): score}, least=LEAST, unknown=UNKNOWN)
    assert found == ([("a", "b")] if score >= LEAST else [("a",), ("b",)])


@given(judged(joined=0, barred=0))
def test_no_two_clusters_are_left_that_would_still_join(case: Judged) -> None:
    for ours, theirs in combinations(clusters(case), 2):
        scores = [case.likeness.get((min(a, b), max(a, b))) for a in ours for b in theirs]
        if any(score is not None for score in scores):
            assert sum(UNKNOWN if score is None else score for score in scores) / len(scores) < LEAST + 1e-9


def test_items_never_compared_stay_apart() -> None:
    assert cluster("ab", {}, least=LEAST, unknown=1.0) == [("a",), ("b",)]


def test_a_judgement_on_somebody_who_is_not_there_is_passed_over() -> None:
    found = cluster("ab", {("a", "z"): 1.0}, least=LEAST, unknown=UNKNOWN, joined=[("b", "z")], barred=[("a", "y")])
    assert found == [("a",), ("b",)]


def test_one_likeness_does_not_pull_two_groups_together() -> None:
    # d is like c alone: the mean over all nine pairs of the two groups is near `unknown`
    likeness = dict.fromkeys(combinations("abc", 2), 0.95) | dict.fromkeys(combinations("def", 2), 0.95)
    found = cluster("abcdef", likeness | {("c", "d"): 0.9}, least=LEAST, unknown=UNKNOWN)
    assert found == [("a", "b", "c"), ("d", "e", "f")]


def test_a_friend_of_a_friend_comes_along_where_nothing_speaks_against_it() -> None:
    likeness = {("a", "b"): 1.0, ("b", "c"): 0.95}
    assert cluster("abc", likeness, least=LEAST, unknown=UNKNOWN) == [("a", "b", "c")]
    assert cluster("abc", likeness | {("a", "c"): 0.1}, least=LEAST, unknown=UNKNOWN) == [("a", "b"), ("c",)]


def test_a_bar_holds_for_all_who_were_joined() -> None:
    likeness = {("a", "b"): 1.0, ("b", "c"): 1.0}
    found = cluster("abc", likeness, least=LEAST, unknown=UNKNOWN, joined=[("a", "b")], barred=[("a", "c")])
    assert found == [("a", "b"), ("c",)]
