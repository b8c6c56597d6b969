"""How far apart two spellings of a word lie, by the kinds of slip between them.

Two spellings are aligned letter by letter at the least cost; what is counted is not the letters that differ but how: a
vowel for its neighbour, a voiced consonant for an unvoiced one, a lost h, a doubled letter, a strange consonant. How much
each kind tells against two words being one name was learned from pairs of names (corpus/name_pairs/dev.csv, dev2.csv).

Source: weighted edit distance after Ristad and Yianilos (1998), with classes of letters in the place of letters.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp

VOWELS = frozenset("aeiouy")
NEAR_VOWELS = {frozenset(pair) for pair in ("ae", "ei", "iy", "ou", "ey", "ao", "uy")}
NEAR_CONSONANTS = {
    frozenset(pair)
    for pair in (
        "kg", "kq", "gq", "kh", "gh", "gj", "hx", "kx", "td", "pb", "bv", "vw", "fv", "fp", "sz", "sc", "zc", "cj", "jz", "sx", "zx", "cx", "jx", "kc",
        "gc", "hj", "cq", "tc", "dz", "wu", "yj", "nm", "wv", "jy", "dj", "tz", "ts", "gy",
    )
}  # fmt: skip
COST = {
    "near vowel": 0.3, "far vowel": 0.5, "inner vowel": 0.45, "last vowel": 0.4, "last a or i": 0.45, "glide": 0.35,
    "h": 0.25, "double": 0.1, "near consonant": 0.4, "far consonant": 1.0, "lost consonant": 0.9,
}  # fmt: skip
"""What a slip costs while two spellings are laid on each other."""
WEIGHT = {
    "near vowel": 0.1, "far vowel": 2.0, "inner vowel": 0.05, "last vowel": 0.55, "last a or i": 2.1, "glide": 0.0,
    "h": 0.15, "double": 0.0, "near consonant": 0.4, "far consonant": 2.7, "lost consonant": 1.0,
}  # fmt: skip
"""What a slip tells against two spellings being one word, as fitted by logistic regression on the pairs of words in which
names of the development files differ (ten-fold: .87 of true pairs come before false ones). A last a or i is
another word's ending (Salim and Salima, Rahman and Rahmani); a doubled letter or a glide tells nothing."""
TRIFLES = frozenset({"near vowel", "inner vowel", "glide", "h", "double"})
"""Slips that tell nothing by themselves."""
BIAS, LENGTH = 0.1, 0.28


def likeness(first: str, second: str) -> float:
    """How likely two spellings are one word, from 0 to 1."""
    slips = slips_between(first, second)
    against = sum(WEIGHT[kind] * count for kind, count in slips.items())
    return 1 / (1 + exp(against - BIAS - LENGTH * min(len(first), len(second))))


@lru_cache(500_000)
def _slips(first: str, second: str) -> tuple[tuple[str, int], ...]:
    rows: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())]]
    for j, letter in enumerate(second):
        cost, kinds = rows[0][-1]
        kind = _lost(letter, second[j - 1] if j else "", second, j)
        rows[0].append((cost + COST[kind], (*kinds, kind)))
    for i, ours in enumerate(first):
        cost, kinds = rows[i][0]
        kind = _lost(ours, first[i - 1] if i else "", first, i)
        row = [(cost + COST[kind], (*kinds, kind))]
        for j, theirs in enumerate(second):
            kind_ours = _lost(ours, first[i - 1] if i else "", first, i)
            kind_theirs = _lost(theirs, second[j - 1] if j else "", second, j)
            change = _changed(ours, theirs)
            options = [
                (rows[i][j + 1][0] + COST[kind_ours], (*rows[i][j + 1][1], kind_ours)),
                (row[j][0] + COST[kind_theirs], (*row[j][1], kind_theirs)),
                (
                    rows[i][j][0] + (COST[change] if change else 0.0),
                    (*rows[i][j][1], change) if change else rows[i][j][1],
                ),
            ]
            row.append(min(options))
        rows.append(row)
    counted: dict[str, int] = {}
    for kind in rows[-1][-1][1]:
        counted[kind] = counted.get(kind, 0) + 1
    return tuple(counted.items())


def slips_between(first: str, second: str) -> dict[str, int]:
    """How many slips of each kind lie between two spellings at the least cost."""
    return dict(_slips(*sorted((first, second))))


def _changed(ours: str, theirs: str) -> str | None:
    """What kind of slip it is to write one letter for another."""
    if ours == theirs:
        return None
    pair = frozenset((ours, theirs))
    if pair <= VOWELS:
        return "near vowel" if pair in NEAR_VOWELS else "far vowel"
    return "near consonant" if pair in NEAR_CONSONANTS else "far consonant"


def _lost(letter: str, before: str, word: str, place: int) -> str:
    """What kind of slip it is to leave a letter out."""
    if letter == before:
        return "double"
    if letter == "h":
        return "h"
    if letter in "yw" and place:
        return "glide"
    if letter in VOWELS:
        if place == len(word) - 1:
            return "last a or i" if letter in "ai" else "last vowel"
        return "inner vowel"
    return "lost consonant"
