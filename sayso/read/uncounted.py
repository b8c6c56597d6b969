"""Numbers that count nothing: ages, times of day, labels, names, and small words that only point ("one of them", "the two")."""

from __future__ import annotations

import re

from sayso.lexicon import nouns
from sayso.read.counted import counted_by
from sayso.read.cues import listed_stance
from sayso.read.numbers import ONES, PARENTS, TIME_UNIT, WORDS_OF, any_of
from sayso.read.words import Word, Words
from sayso.terms import Span

NEAR = 60
"""Characters before a number that say what it is."""
OF_SOME = re.compile(r" of (?:them|us|those|these|the|its|his|her|their|our)\b", re.IGNORECASE)
AGED = re.compile(r"[- ]year[- ]olds?\b", re.IGNORECASE)
NUMBERED = re.compile(rf"\b(?:{any_of(WORDS_OF['numbered'])})\.? ?$", re.IGNORECASE)
TOLD = re.compile(rf"\b(?:{any_of(WORDS_OF['told'])})\b[^.;]{{0,40}} (?:at|was|is|to|be|of) $", re.IGNORECASE)
CLOCK = re.compile(
    r" ?(?:[ap]\.?m\b|o'clock|o’clock|GMT|local time)|(?<=\d{4}) hours\b"
    r"| (?:this (?:morning|afternoon|evening)|yesterday|tomorrow|tonight|in the (?:morning|afternoon|evening)|at night)\b",
    re.IGNORECASE,
)
AT_HOUR = re.compile(
    r"\b(?:at|by|until|till|since|before|after|past|(?:quarter|five|ten|twenty) to)(?: (?:about|around|just|shortly))? $",
    re.IGNORECASE,
)
HOUR = re.compile(rf"{any_of(list(ONES)[1:13])}|[1-9]|1[0-2]|(?:[01]?\d|2[0-4])\.[0-5]\d", re.IGNORECASE)
OF_AGE = re.compile(
    r"\b(?:(?:at )?(?:the|an|same) age of|turned|turning|age (?:from \w+ )?to|(?:he|she|I|who) (?:is|was|am)(?: only)?) $",
    re.IGNORECASE,
)
OF_PERSON = re.compile(r"\b(?P<person>[^\W\d]+)(?: of|,| under| over) (?:about |only )?$", re.IGNORECASE)
NOT_COUNTED = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})


def is_no_figure(words: Words, printed: str, match: re.Match[str], span: Span) -> bool:
    """Whether a number counts nothing: an age, a time of day, a label, a name, "one of them", "the two"."""
    before, after = printed[max(0, match.start() - NEAR) : match.start()], printed[match.end() : match.end() + 24]
    if match["prefix"]:
        before += match["prefix"]
    first = (match["first"] or "").lower()
    if match["money"] or match["percent"] or match["second"] or match["suffix"] or not first:
        return before.endswith((" of ", " even ")) and first == "" and match["vague"].lower() == "scores"
    inside = words.inside(span)
    counted = counted_by(words, inside)
    noun = counted if counted not in inside else None
    place = span.end - (match.end() - match.start("first"))
    if _is_age(words, before, after, place, noun) or AGED.match(after):
        return True
    if match["prefix"] and not CLOCK.match(after):
        return False
    if first in ("grand", "a grand") or _is_hour(before, first, after, noun) or _is_label(before, first, after, noun):
        return True
    if inside and all(word.name != "O" for word in inside):
        return True
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", first) and not counted:
        return True
    return _counts_nothing(words, printed, match, inside, counted)


def _is_age(words: Words, before: str, after: str, place: int, counted: Word | None) -> bool:
    """ "Anna Weiss, 58,", "a boy of six", "women over sixty", "at the age of nine months"."""
    if OF_AGE.search(before):
        return not counted or TIME_UNIT.match(after) is not None
    person = OF_PERSON.search(before)
    if person is None or (counted and not re.match(r"[ -](?:day|week|month|year)s?\b(?!['’])", after)):
        return False
    start = place - (len(before) - person.start("person"))
    noun = next(iter(words.inside(Span(start, start + 1))), None)
    if noun is None or noun.text.lower() != person["person"].lower():
        return False
    if person[0].rstrip().endswith(","):
        is_named = noun.name != "O" or noun.mention == "person" or noun.text[0].isupper()
        return is_named and bool(re.match(r"[,.;]| and\b", after))
    if noun.mention != "person" or noun.pos != "NOUN":
        return False
    if not person[0].rstrip().endswith("of"):
        return not counted
    return noun.lower not in WORDS_OF["several"] | nouns("group") | {who for whose in PARENTS.values() for who in whose}


def _is_hour(before: str, first: str, after: str, counted: Word | None) -> bool:
    """ "At seven", "until 16.51", "at two in the morning"."""
    if CLOCK.match(after):
        return True
    if not HOUR.fullmatch(first) or TOLD.search(before):
        return False
    if first.startswith("0") and "." in first:
        return True
    return bool(AT_HOUR.search(before)) and (counted is None or bool(re.match(r" (?:the|he|she|it|they)\b", after)))


def _is_label(before: str, first: str, after: str, counted: Word | None) -> bool:
    """ "Article 14", "Ward 6", "Witness 17"; "1.2" or "0640" before a paragraph."""
    if NUMBERED.search(before) and (counted is None or first.isdigit()):
        return True
    if first.isdigit() and counted is None and re.search(r"\b(?!I )[A-Z]\w+ $", before):
        return True
    return not before and bool(re.match(r"(?:\d+|\d+\.\d+)$", first)) and bool(re.match(r"\.? [A-Z“\"]|: ", after))


def _counts_nothing(words: Words, printed: str, match: re.Match[str], inside: list[Word], counted: Word | None) -> bool:
    """Whether a small number only points: "one of them", "the two", "one official said"."""
    first = match["first"].lower()
    if first in ("one", "second", "a couple", "a couple of", "hundred") and not _counts(inside):
        return True
    if first == "one" and counted and _speaks(words, counted):
        return True
    if first in NOT_COUNTED and OF_SOME.match(printed, match.end()):
        return first == "one"
    if first not in NOT_COUNTED or (counted and counted not in inside):
        return False
    before = printed[max(0, match.start() - NEAR) : match.start()]
    return before.lower().endswith("the ") or (counted is None and not TOLD.search(before))


def _counts(inside: list[Word]) -> bool:
    return any(word.dependency == "nummod" for word in inside)


def _speaks(words: Words, noun: Word) -> bool:
    """Whether somebody only says something: "one official said"."""
    if noun.dependency not in ("nsubj", "nsubj:pass") or noun.head < 0 or noun.mention != "person":
        return False
    return listed_stance(words.words[noun.head].lower) is not None
