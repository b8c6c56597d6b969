"""Stance: how firmly a source stands to what it says.

The model reads cue and content together and gives a share to each stance; the word list explains, breaks the tie where
the model is unsure, and a few plain signs (a refusal, "pleaded not guilty", a content that begins with "whether")
settle what no share should overrule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import load
from sayso.terms import Reply, Stance

SURE = 0.55
"""Share of the best stance above which the word list is not asked; by our development part."""
FAIR = 0.25
"""Share from which a second reading is worth telling."""
LISTED_WEIGHT = 0.35
"""Added to the share of the stance the word list suggests when the model is unsure."""

REFUSALS: tuple[tuple[re.Pattern[str], Reply], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reply)
    for pattern, reply in (
        (
            r"\b(?:could|can) ?not (?:immediately )?be (?:reached|contacted|located)|\bunreachable\b|\bunable to reach\b|not (?:immediately )?available",
            Reply.UNREACHABLE,
        ),
        (
            r"\b(?:did|do|does|had|have|has|would)(?: not|n['’]t) (?:\w+ )?(?:respond|reply|answer|return)|\bunanswered\b|yet to (?:respond|reply)|\bno (?:reply|response|answer)",
            Reply.UNANSWERED,
        ),
        (r"\b(?:silent|silence|tight-lipped|hung up|mute|said nothing)\b", Reply.SILENT),
        (r"\b(?:withh\w+|neither confirm\w*|not be drawn)", Reply.WITHHELD),
        (r"\b(?:declin\w+|refus\w+|no comment|not comment|n['’]t comment)", Reply.REFUSED),
    )
)
NEGATED = re.compile(r"\b(?:not|never|neither|nor|no|n't|n’t)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class JudgedStance:
    """A stance, fair second readings, the manner of declining, and why."""

    stance: Stance
    also: tuple[Stance, ...]
    reply: Reply | None
    why: str


@cache
def _listed() -> dict[str, Stance]:
    """Verb or phrase or noun to the stance it suggests; the firmer kind wins where a word is in two lists."""
    table: dict[str, Stance] = {}
    for name, kinds in load("cues").items():
        for words in kinds.values():
            for word in words:
                table.setdefault(word, Stance(name))
    return table


def listed_stance(cue: str) -> tuple[Stance, str] | None:
    """The stance the word list suggests for a cue's words, and the entry that says so: the longest, then the firmest."""
    words = re.sub(r"[^\w' ]", " ", cue.lower().replace("’", "'")).split()
    for size in range(min(4, len(words)), 1, -1):
        for start in range(len(words) - size + 1):
            for first in lemmas(words[start]):
                phrase = " ".join([first, *words[start + 1 : start + size]])
                if phrase in _listed():
                    return _listed()[phrase], phrase
    single = [(_listed()[form], form) for word in words for form in lemmas(word) if form in _listed()]
    return next((found for found in single if found[0] is not Stance.ASSERTS), single[0] if single else None)


def lemmas(word: str) -> list[str]:
    """A word and what it may be an inflection of; the list decides which is one."""
    irregular = {
        "said": "say",
        "told": "tell",
        "wrote": "write",
        "written": "write",
        "thought": "think",
        "felt": "feel",
        "knew": "know",
        "known": "know",
        "saw": "see",
        "seen": "see",
        "heard": "hear",
        "found": "find",
        "swore": "swear",
        "sworn": "swear",
        "held": "hold",
        "put": "put",
        "read": "read",
        "meant": "mean",
        "understood": "understand",
        "sang": "sing",
        "began": "begin",
        "begged": "beg",
        "withheld": "withhold",
    }
    found = [word]
    if word in irregular:
        found.append(irregular[word])
    for ending, replacements in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            found += [stem + replacement for replacement in replacements]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


def judge_stance(cue: str, content: str, shares: dict[Stance, float]) -> JudgedStance:
    """The stance of one attribution, with its reasons."""
    reply = _reply(cue)
    listed = listed_stance(cue)
    if listed and listed[0] is Stance.DENIES and re.search(r"\b(?:not|never|n['’]t) (?:\w+ )?den", cue, re.IGNORECASE):
        listed = Stance.CONFIRMS, "not deny"
    weighed = dict(shares)
    best = max(weighed, key=lambda stance: weighed[stance])
    if listed and weighed[best] < SURE:
        weighed[listed[0]] = weighed.get(listed[0], 0.0) + LISTED_WEIGHT
    if reply and listed and listed[0] is Stance.DECLINES:
        weighed[Stance.DECLINES] = weighed.get(Stance.DECLINES, 0.0) + LISTED_WEIGHT
    stance = max(weighed, key=lambda known: weighed[known])
    also = tuple(
        known
        for known, share in sorted(weighed.items(), key=lambda entry: -entry[1])
        if known is not stance and share >= FAIR
    )
    told = f'; the list has "{listed[1]}" under {listed[0]}' if listed else ""
    why = f"stance {stance}: the model gives it {shares.get(stance, 0.0):.2f}{told}"
    return JudgedStance(stance, also, reply if stance is Stance.DECLINES else None, why)


def _reply(cue: str) -> Reply | None:
    for pattern, reply in REFUSALS:
        if pattern.search(cue):
            return reply
    return None
