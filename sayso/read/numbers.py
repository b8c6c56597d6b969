"""Numbers: what digits and words are worth, and how exact the words before them leave it. The words are in `figures.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.lexicon import load

ONES = {
    word: number
    for number, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        )
    )
}  # fmt: skip
TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
HALVES = {"a half": 0.5, "a quarter": 0.25, "three quarters": 0.75}
_KNOWN = load("figures")
SCALES: dict[str, int] = _KNOWN["scales"]
SHORT: dict[str, int] = _KNOWN["short"]
VAGUE: dict[str, int] = _KNOWN["vague"]
SHARES: dict[str, float] = _KNOWN["shares"]
BOUNDS: dict[str, list[str]] = _KNOWN["bounds"]
PARENTS: dict[str, list[str]] = _KNOWN["parents"]
WORDS_OF: dict[str, frozenset[str]] = {kind: frozenset(words) for kind, words in _KNOWN["words"].items()}


def any_of(words: Iterable[str]) -> str:
    """Any of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


WORD = "|".join((*ONES, *TENS, *SCALES))
DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORDS = rf"(?:half )?(?:an? )?(?:{WORD})(?:(?:-| |(?:(?<=hundred)|(?<=thousand)|(?<=million)) and )(?:{WORD}))*"
NUMBER = (
    rf"(?:(?:{DIGITS})(?:[ -](?:{any_of(SCALES)})\b|(?:{any_of(SHORT)})\b)?|{WORDS}|a couple(?: of)?)"
    rf"(?: and (?:{any_of(HALVES)})(?: (?:{any_of(SCALES)})\b)?)?"
)
PREFIX = any_of(word for words in BOUNDS.values() for word in words)
TIME_UNIT = re.compile(r"[ -](?:second|minute|hour|day|night|week|month|year|decade)s?\b", re.IGNORECASE)


def value_of(words: str) -> float | None:
    """The number that digits, words or both say: "1,200", "2.5 million", "two dozen", "a hundred and five"."""
    low = words.lower().replace(",", "").replace("-", " ")
    if low.startswith("a couple"):
        return 2
    if short := re.fullmatch(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn)", low):
        return tidy(float(short[1]) * SHORT[short[2]])
    if parted := re.fullmatch(rf"(.+) and ({'|'.join(HALVES)})(?: (\w+))?", low):
        whole = value_of(parted[1])
        return None if whole is None else tidy((whole + HALVES[parted[2]]) * SCALES.get(parted[3] or "", 1))
    total, current, half = 0.0, 0.0, False
    for word in low.split():
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            half = True
        elif word in ONES or word in TENS:
            current += ONES.get(word, 0) + TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0
        else:
            try:
                current += float(word)
            except ValueError:
                return None
    return tidy((total + current) / (2 if half else 1))


def tidy(value: float) -> float:
    """A value as it is written: 4.1 million has no remainder of floating point."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def is_round(words: str) -> bool:
    """Whether a number is a round one by its words: "a dozen"."""
    return words.lower() in ("a dozen", "half a dozen", "a couple", "a couple of", "a hundred", "a thousand")


def scale_of(words: str) -> int | None:
    return next((scale for word, scale in SCALES.items() if words.lower().endswith(word)), None)


def says(prefix: str, kind: str) -> bool:
    """Whether one of the words before a number is of a kind."""
    return any(re.search(rf"\b{word}\b", prefix) for word in BOUNDS[kind])


def bounded(value: float, prefix: str, suffix: str = "") -> tuple[float | None, float | None, bool]:
    """Low, high and exclusive, by the words before and after a value."""
    if says(prefix, "high") or suffix.endswith(("fewer", "less")):
        return None, value, False
    if says(prefix, "low") or "more" in suffix:
        return value, None, False
    if says(prefix, "above"):
        return value, None, True
    if says(prefix, "below"):
        return None, value, True
    return value, value, False
