"""What the word list knows of a cue: the stance it suggests, and the manner of a refusal.

The words are in `lexicon/cues.toml`, `replies.toml` and `verb_forms.toml`; a verb is added there, without code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import load
from sayso.terms import Reply, Stance

LONGEST_ENTRY = 4
"""Words in the longest entry of the list, "neither confirm nor deny"."""


@dataclass(frozen=True, slots=True)
class ListedCue:
    """A stance and the entry of the list that suggests it."""

    stance: Stance
    entry: str


def listed_stance(cue: str) -> ListedCue | None:
    """The stance the list suggests for a cue's words: the longest entry wins, then the firmer than "asserts"."""
    words = re.sub(r"[^\w' ]", " ", cue.lower().replace("’", "'")).split()
    phrases = [found for size in range(LONGEST_ENTRY, 1, -1) for found in _entries(words, size)]
    if phrases:
        return phrases[0]
    single = list(_entries(words, 1))
    return next((found for found in single if found.stance is not Stance.ASSERTS), single[0] if single else None)


def _entries(words: list[str], size: int) -> Iterator[ListedCue]:
    """The entries of so many words that begin anywhere in the cue with any form of their first word."""
    for start in range(len(words) - size + 1):
        for first in lemmas(words[start]):
            entry = " ".join([first, *words[start + 1 : start + size]])
            if entry in _stances():
                yield ListedCue(_stances()[entry], entry)


def listed_reply(cue: str) -> Reply | None:
    """The manner in which a cue declines to answer, if it does."""
    plain = cue.lower().replace("’", "'")
    return next((reply for reply, patterns in _replies() if any(p.search(plain) for p in patterns)), None)


@cache
def everyday_verbs() -> frozenset[str]:
    """Listed verbs that mostly mean something else than saying."""
    return frozenset(load("cues")["everyday"])


@cache
def _stances() -> dict[str, Stance]:
    """Each entry to its stance; where a word stands under two, the earlier counts."""
    table: dict[str, Stance] = {}
    for stance in Stance:
        for words in load("cues")[stance].values():
            for word in words:
                table.setdefault(word, stance)
    return table


@cache
def _replies() -> tuple[tuple[Reply, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (Reply(name), tuple(re.compile(pattern) for pattern in patterns)) for name, patterns in load("replies").items()
    )


@cache
def _irregular() -> dict[str, str]:
    return {form: verb for verb, forms in load("verb_forms").items() for form in forms}


ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)


def lemmas(word: str) -> list[str]:
    """A word and all it may be an inflection of; the list decides which of them is a word."""
    found = [word, _irregular()[word]] if word in _irregular() else [word]
    for ending, replacements in ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            found += [stem + replacement for replacement in replacements]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found
