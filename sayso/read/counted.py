"""What a number counts, and what befell those it counts: "five soldiers were killed"."""

from __future__ import annotations

from functools import cache

from sayso.lexicon import load
from sayso.read.cues import lemmas
from sayso.read.numbers import WORDS_OF
from sayso.read.syntax import children
from sayso.read.words import Word, Words

BEINGS = frozenset({"person", "animal", "none"})
SUFFERS = frozenset({"obj", "nsubj:pass", "nmod", "conj", "obl"})
"""Places in a clause of those whom a deed befalls."""


def counted_by(words: Words, inside: list[Word]) -> Word | None:
    """The noun a number counts: what it hangs on, or the head of its "of" phrase, or what comes next."""
    if not inside:
        return None
    within = {word.index for word in inside}
    for word in inside:
        if (
            word.dependency in ("nummod", "det", "advmod", "amod", "compound")
            and word.head >= 0
            and word.head not in within
        ):
            head = words.words[word.head]
            if head.pos in ("NOUN", "PROPN") and head.index > word.index:
                return head
    for word in reversed(inside):
        of = [head for head in children(words, word.index, "nmod") if head.index > word.index]
        if of and of[0].pos in ("NOUN", "PROPN") and any(c.lower == "of" for c in children(words, of[0].index, "case")):
            return of[0]
    following = words.words[inside[-1].index + 1 : inside[-1].index + 4]
    for word in following:
        ends = word.pos in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ", "DET", "PRON") and word.dependency != "amod"
        if word.sentence != inside[-1].sentence or ends:
            break
        if word.pos == "NOUN":
            return word
    last = inside[-1]
    return last if last.dependency in ("nsubj", "obj", "nsubj:pass", "root", "conj", "obl", "nmod") else None


def what_is_counted(words: Words, noun: Word) -> str | None:
    """What befell them: "killed", "detained", by the verb, participle or noun beside; of things nothing is said."""
    if noun.lower in WORDS_OF["befallen"]:
        return _kind_of(noun)
    if noun.mention not in BEINGS and noun.lower != "lives":
        return None
    beside = [words.words[child] for child in words.children.get(noun.index, ())]
    if (noun.head >= 0 and noun.dependency in SUFFERS) or (
        noun.head >= 0 and noun.dependency == "nsubj" and words.words[noun.head].lower in WORDS_OF["suffering"]
    ):
        beside.append(words.words[noun.head])
    return next((kind for word in beside if (kind := _kind_of(word))), None)


def _kind_of(word: Word) -> str | None:
    return next((kind for lemma in lemmas(word.lower) if (kind := _kinds().get(lemma))), None)


@cache
def _kinds() -> dict[str, str]:
    return {lemma: kind for kind, found in load("plover")["counts"].items() for lemma in found}


def singular(noun: str) -> str:
    """The singular of a counted noun."""
    irregular = {
        "people": "person",
        "men": "man",
        "women": "woman",
        "children": "child",
        "police": "police",
        "lives": "life",
    }
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
