"""The tense of a clause at a place: whether it tells of what was, has been, is or is to come.

A date depends on it: "on Friday" is the last one in "was shot on Friday" and the next one in "will vote on Friday".
"""

from __future__ import annotations

from sayso.lexicon import clause_words
from sayso.read.syntax import ancestors, case_of, children, is_infinitive
from sayso.read.words import Word, Words
from sayso.terms import Span, Tense
from sayso.terms.time_words import MONTHS

LEADING = 4
"""Words before a date that its verb may stand behind."""
AHEAD = frozenset({"will", "wo", "'ll", "’ll", "shall", "would", "may", "might", "must", "should", "can", "could"})
BEHIND = frozenset({"had", "was", "were", "did"})
PERFECT = frozenset({"has", "have", "'ve", "’ve"})
NOW = frozenset({"is", "are", "am", "'re", "’re", "do", "does"})


class Tenses(dict[int, Tense]):
    """The tenses of a report's clauses by place; each is told when it is first asked for."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, place: int) -> Tense:
        self[place] = tense_at(self._words, place)
        return self[place]


def tense_at(words: Words, place: int) -> Tense:
    """The tense of the nearest clause around a date that begins at a character, or of what in it points ahead: "due on", "set for"."""
    here = next(iter(words.inside(Span(place, place + 1))), None)
    if here is None:
        return Tense.UNTOLD
    lead = _lead(words, here)
    way = [words.words[index] for index in (*([lead.index] if lead else []), *ancestors(words, here.index))]
    for word in way:
        if told := _tense_of(words, word, here):
            if _is_appointed(words, word, here, told):
                return Tense.FUTURE
            return Tense.PAST if told is Tense.PRESENT and _is_done_before(words, way[: way.index(word)]) else told
    return Tense.UNTOLD


def _is_done_before(words: Words, way: list[Word]) -> bool:
    """Whether a present clause speaks of what was: "quotes a letter of 4 March", "denies stealing it in October"."""
    deeds = any(word.lower.endswith("ing") and word.dependency in ("xcomp", "ccomp", "obj") for word in way)
    return deeds or any(word.dependency == "nmod" and case_of(words, word) == "of" for word in way)


def _lead(words: Words, here: Word) -> Word | None:
    """The verb that stands right before a date and its preposition: "published on Thursday", "due Friday"."""
    for word in reversed(words.words[max(0, here.index - LEADING) : here.index]):
        if word.sentence != here.sentence:
            return None
        if word.pos == "VERB" or word.lower in clause_words("ahead"):
            return word
        if word.pos not in ("ADP", "DET", "SCONJ") and word.lower not in ("early", "late", "only", "as"):
            return None
    return None


def _is_appointed(words: Words, verb: Word, here: Word, told: Tense) -> bool:
    """Whether a past deed sets a time to come: "called a vote for Friday", "put back to October", "was given until Monday"."""
    if told is Tense.FUTURE or verb is here:
        return False
    before = words.words[here.index - 1].lower if here.index else ""
    if before in ("for", "to") and here.pos != "ADP" and verb.pos == "VERB":
        return here.lower not in MONTHS or here.head < 0 or words.words[here.head].pos == "VERB"
    if here.lower in ("until", "till"):
        return verb.lower in clause_words("allows")
    return here.lower == "by" and verb.lower in clause_words("binds")


def _tense_of(words: Words, word: Word, here: Word) -> Tense | None:
    """What a word on the way from a date to the root of its sentence says of its tense; None where it says nothing."""
    helpers = {child.lower for child in children(words, word.index, "aux", "aux:pass", "cop")}
    if word.index != here.index and word.lower in clause_words("ahead"):
        return Tense.FUTURE
    if word.pos not in ("VERB", "AUX") and not helpers:
        return None
    if helpers & AHEAD:
        return _after_modal(words, word, helpers)
    if is_infinitive(words, word):
        return None if _is_done(words, word) else Tense.FUTURE
    if helpers & BEHIND:
        return Tense.PAST
    if helpers & PERFECT:
        return Tense.PERFECT
    return _by_form(word, helpers)


def _after_modal(words: Words, word: Word, helpers: set[str]) -> Tense:
    """ "will vote"; but "should have voted" is past, and so is "would not say"."""
    if "have" in helpers:
        return Tense.PAST
    refuses = helpers & {"would", "could"} and any(
        child.lower in ("not", "n't", "n’t") for child in children(words, word.index, "advmod")
    )
    return Tense.PAST if refuses else Tense.FUTURE


def _is_done(words: Words, infinitive: Word) -> bool:
    """Whether an infinitive tells what was done: "managed to", "refused to"."""
    return infinitive.head >= 0 and words.words[infinitive.head].lower in clause_words("done")


def _by_form(word: Word, helpers: set[str]) -> Tense | None:
    """The tense that the form of a verb without a helping verb before it shows."""
    if word.lower.endswith("ing"):
        return Tense.FUTURE if helpers & NOW else None
    if helpers & NOW:
        return Tense.PRESENT
    if word.lower in BEHIND:
        return Tense.PAST
    if word.lower.endswith("ed") or word.lower in clause_words("past"):
        return Tense.PAST
    return Tense.PRESENT
