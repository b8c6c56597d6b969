"""Figures: how many of what, no more exact than the words: "at least five", "some 30 to 40", "tens of thousands".

A number that is part of a date, an age, a name or a reference ("Article 14") is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import load, nouns
from sayso.read.cues import lemmas
from sayso.read.syntax import children
from sayso.read.words import Word, Words
from sayso.terms import Quantity, Span

ONES = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "trillion": 10**12}
SHORT = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 10**9, "tn": 10**12}
VAGUE = {
    "tens of thousands": 20_000, "hundreds of thousands": 200_000, "tens of millions": 20_000_000,
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "billions": 2 * 10**9,
}  # fmt: skip
"""The least that a plural means; nobody says what it means at most."""
LOW = ("at least", "no fewer than", "not fewer than", "no less than", "a minimum of")
ABOVE = ("more than", "over", "upwards of", "in excess of")
HIGH = ("up to", "within", "at most", "as many as", "as much as", "no more than", "not more than", "a maximum of")
BELOW = ("fewer than", "less than", "under")
ABOUT = (
    "about",
    "around",
    "some",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "an estimated",
    "estimated",
    "close to",
)
EXACT = ("only", "just", "exactly")

WORD = "|".join((*ONES, *TENS, *SCALES))
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORDS = rf"(?:half )?(?:an? )?(?:{WORD})(?:(?:-| and | )(?:{WORD}))*"
NUMBER = rf"(?:(?:{DIGITS})(?:[ -](?:{'|'.join(SCALES)})|(?:{'|'.join(SHORT)})\b)?|{WORDS}|a couple(?: of)?)"
PREFIX = "|".join(sorted((*LOW, *ABOVE, *HIGH, *BELOW, *ABOUT, *EXACT), key=len, reverse=True))
CURRENCY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
FIGURE = re.compile(
    rf"(?<![\w.,:/-])(?P<prefix>(?:(?:{PREFIX}) )*)(?:between (?=\S+ and ))?(?P<money>[$€£¥₹])?"
    rf"(?:(?P<vague>{'|'.join(VAGUE)})|(?P<first>{NUMBER})(?:(?: to |-|–| and (?=[\d$€£])|(?<=between )x)(?P<money2>[$€£¥₹])?(?P<second>{NUMBER}))?)"
    r"(?P<suffix> or (?:so|more|fewer|less))?(?P<percent> ?%| per ?cent\b)?(?![\w/]|:\d|,\d|\.\d)",
    re.IGNORECASE,
)
FRACTIONS = {
    "half": 50.0, "third": 33.0, "two thirds": 67.0, "quarter": 25.0, "three quarters": 75.0, "fifth": 20.0, "two fifths": 40.0,
    "three fifths": 60.0, "four fifths": 80.0, "sixth": 17.0, "eighth": 12.5, "tenth": 10.0, "nine tenths": 90.0, "twentieth": 5.0,
}  # fmt: skip
"""Shares in percent, as people round them."""
SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<prefix>{PREFIX}) )?(?:"
    rf"(?P<share>half|(?:a |one )(?:third|quarter|fifth|sixth|eighth|tenth|twentieth)"
    rf"|(?:two|three|four|nine)[- ](?:thirds|quarters|fifths|tenths))(?= of\b|[,.;]| the\b)"
    rf"|(?P<part>{'|'.join(ONES)}|\d+)(?: [a-z]+)? in (?P<whole>{'|'.join((*ONES, *TENS, 'a hundred'))}|\d+)\b(?![-\w]| (?:hundred|thousand|million|years?|months?|weeks?|days?|hours?)\b))",
    re.IGNORECASE,
)
DURING = re.compile(r"\b(?:within|over|in)\b")
TIME_UNIT = re.compile(r"[ -](?:second|minute|hour|day|night|week|month|year|decade)s?\b", re.IGNORECASE)
OF_SOME = re.compile(r" of (?:them|us|those|these|the|its|his|her|their|our)\b", re.IGNORECASE)
NOBODY = frozenset({"none", "nobody"})
AGED = re.compile(r"[- ]year[- ]olds?\b", re.IGNORECASE)
REFERENCE = re.compile(
    r"\b(?:article|section|chapter|page|room|flat|no|number|phase|route|highway|gate|line|floor|count|question|resolution"
    r"|aged|age|platform|exhibit|clause|paragraph|act|bus|flight|camp|block|channel|unit)\.? ?$",
    re.IGNORECASE,
)
CLOCK = re.compile(r" ?(?:[ap]\.?m\b|o'clock|o’clock|hours\b|GMT|local time)", re.IGNORECASE)
NOT_COUNTED = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
COUNTED_THEMSELVES = frozenset(
    {"dead", "deaths", "death", "fatalities", "injuries", "injured", "wounded", "missing", "arrests"}
)
COUNTABLE = frozenset({"person", "organization", "object", "animal", "plant", "place"})
NONE_OF = frozenset(
    {"casualties", "deaths", "injuries", "arrests", "fatalities", "survivors", "victims", "prisoners", "suspects"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the word it counts, by index; None where it stands alone."""

    quantity: Quantity
    counted: int | None


def find_figures(words: Words, dates: Iterable[Span]) -> list[Figure]:
    """The figures of a report, in order; what overlaps a date is none."""
    taken = bytearray(len(words.text))
    for date in dates:
        taken[slice(*date)] = b"\1" * (date.end - date.start)
    found: list[Figure] = []
    for paragraph in words.paragraphs:
        printed = paragraph.of(words.text)
        for share in _shares(words, paragraph):
            taken[slice(*share.quantity.span)] = b"\1" * (share.quantity.span.end - share.quantity.span.start)
            found.append(share)
        for match in FIGURE.finditer(printed):
            span = _trimmed(printed, match, paragraph.start)
            if any(taken[slice(*span)]) or _is_no_figure(words, printed, match, span):
                continue
            if match["second"] and (value_of(match["first"]) or 0) > (value_of(match["second"]) or 0):
                found += _two_sides(words, match, paragraph.start)
            elif figure := _figure(words, match, span):
                found.append(figure)
        found += _none(words, paragraph)
    return sorted(found, key=lambda figure: figure.quantity.span)


def _trimmed(printed: str, match: re.Match[str], shift: int) -> Span:
    text = match[0]
    return Span(match.start() + len(text) - len(text.lstrip()) + shift, match.end() + shift)


def _is_no_figure(words: Words, printed: str, match: re.Match[str], span: Span) -> bool:
    """Whether a number counts nothing: an age, a time of day, a reference, a name, "one of them", "the two"."""
    after = printed[match.end() : match.end() + 14]
    before = printed[max(0, match.start() - 14) : match.start()]
    plain = match["first"] and not (
        match["prefix"] or match["money"] or match["percent"] or match["second"] or match["suffix"]
    )
    if not plain:
        return False
    if AGED.match(after) or CLOCK.match(after) or REFERENCE.search(before):
        return True
    is_age = re.fullmatch(r"\d{1,3}", match["first"]) and before.endswith(", ") and re.match(r"[,.;]", after)
    if is_age and (name := [word for word in words.inside(Span(span.start - 4, span.start - 2)) if word.name != "O"]):
        return bool(name)
    inside = words.inside(span)
    if inside and all(word.name != "O" for word in inside):
        return True
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", match["first"]) and not _counted(words, inside):
        return True
    if match["first"].lower() in ("one", "second", "a couple", "a couple of", "hundred") and not _counts(inside):
        return True
    if match["first"].lower() in NOT_COUNTED and OF_SOME.match(printed, match.end()):
        return match["first"].lower() == "one"
    return not _counted(words, inside) and match["first"].lower() in NOT_COUNTED


def _two_sides(words: Words, match: re.Match[str], shift: int) -> Iterator[Figure]:
    """ "88 to 86", "by 3-2": two figures, no stretch."""
    for name in ("first", "second"):
        value, span = value_of(match[name]), Span(match.start(name) + shift, match.end(name) + shift)
        counted = _counted(words, words.inside(span))
        if value is not None:
            unit = _singular(counted.lower) if counted and not counted.span.overlaps(span) else None
            yield Figure(Quantity(low=value, high=value, unit=unit, span=span), counted.index if counted else None)


def _counts(inside: list[Word]) -> bool:
    return any(word.dependency == "nummod" for word in inside)


def _figure(words: Words, match: re.Match[str], span: Span) -> Figure | None:
    inside = words.inside(span)
    low, high, exclusive, approx = _bounds(match)
    if low is None and high is None:
        return None
    counted = _counted(words, inside)
    if match["percent"]:
        unit: str | None = "percent"
    elif match["money"] or match["money2"]:
        unit = CURRENCY[match["money"] or match["money2"]]
    else:
        unit = _singular(counted.lower) if counted and counted not in inside else None
    of = what_is_counted(words, counted) if counted else None
    quantity = Quantity(low=low, high=high, exclusive=exclusive, approx=approx, unit=unit, of=of, span=span)
    return Figure(quantity, counted.index if counted else None)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None, bool, bool]:
    """Low, high, exclusive, approximate."""
    prefix, suffix = match["prefix"].lower(), (match["suffix"] or "").lower()
    if match["vague"]:
        return VAGUE[" ".join(match["vague"].lower().split())], None, False, True
    first = value_of(match["first"])
    second = value_of(match["second"]) if match["second"] else None
    if first is None:
        return None, None, False, False
    approx = any(word in prefix for word in ABOUT) or "so" in suffix or first_is_round(match["first"])
    if second is not None:
        if (
            first < second
            and (scale := _scale_of(match["second"]))
            and _scale_of(match["first"]) is None
            and first < 1000
        ):
            first *= scale
        return first, second, False, approx
    if DURING.search(prefix) and TIME_UNIT.match(match.string, match.end()):
        return first, first, False, approx  # "within seven days", "over twelve months"
    if any(word in prefix for word in LOW) or "more" in suffix:
        return first, None, False, approx
    if any(word in prefix for word in HIGH) or suffix.endswith(("fewer", "less")):
        return None, first, False, approx
    if any(word in prefix for word in ABOVE):
        return first, None, True, approx
    if any(word in prefix for word in BELOW):
        return None, first, True, approx
    return first, first, False, approx


def first_is_round(words: str) -> bool:
    """Whether a number is a round one by its words: "a dozen"."""
    return words.lower() in ("a dozen", "half a dozen", "a couple", "a couple of", "a hundred", "a thousand")


def _scale_of(words: str) -> int | None:
    return next((scale for word, scale in SCALES.items() if words.lower().endswith(word)), None)


def value_of(words: str) -> float | None:
    """The number that digits, words or both say: "1,200", "2.5 million", "two dozen", "a hundred and five"."""
    low = words.lower().replace(",", "").replace("-", " ")
    if low.startswith("a couple"):
        return 2
    short = re.fullmatch(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn)", low)
    if short:
        return float(short[1]) * SHORT[short[2]]
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
    value = (total + current) / (2 if half else 1)
    return int(value) if value == int(value) else value


def _counted(words: Words, inside: list[Word]) -> Word | None:
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
        if word.sentence != inside[-1].sentence or word.pos in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ"):
            break
        if word.pos == "NOUN":
            return word
    last = inside[-1]
    return last if last.dependency in ("nsubj", "obj", "nsubj:pass", "root", "conj", "obl", "nmod") else None


def what_is_counted(words: Words, noun: Word) -> str | None:
    """What befell them: "killed", "detained", by the verb, participle or noun beside."""
    near = [noun] if noun.lower in COUNTED_THEMSELVES else []
    near += [words.words[child] for child in words.children.get(noun.index, ())]
    if noun.head >= 0:
        near.append(words.words[noun.head])
    for word in near:
        for lemma in lemmas(word.lower):
            if kind := _kinds().get(lemma):
                return kind
    return None


@cache
def _kinds() -> dict[str, str]:
    return {lemma: kind for kind, found in load("plover")["counts"].items() for lemma in found}


def _singular(noun: str) -> str:
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


def _shares(words: Words, paragraph: Span) -> Iterator[Figure]:
    """ "Half", "a third": percent."""
    for match in SHARE.finditer(paragraph.of(words.text)):
        share = _share(match)
        if share is None:
            continue
        prefix = (match["prefix"] or "").lower()
        quantity = Quantity(
            low=None if prefix in (*BELOW, *HIGH) else share,
            high=None if prefix in (*ABOVE, *LOW) else share,
            exclusive=prefix in (*ABOVE, *BELOW),
            approx=prefix in ABOUT,
            unit="percent",
            span=Span(match.start() + paragraph.start, match.end() + paragraph.start),
        )
        yield Figure(quantity, None)


def _share(match: re.Match[str]) -> float | None:
    """Percent: "a third" is 33, "one in five" 20."""
    if match["share"]:
        return FRACTIONS[re.sub(r"^(?:a|one) ", "", match["share"].lower().replace("-", " "))]
    part, whole = value_of(match["part"]), value_of(match["whole"])
    if not part or not whole or part >= whole or whole < 3:
        return None
    percent = 100 * part / whole
    return float(round(percent)) if percent >= 10 else round(percent, 1)


def _can_be_counted(noun: Word) -> bool:
    """Whether "no" before a noun counts to nought: no casualties, no siren; not no comment, no reason."""
    return noun.lower in NONE_OF | nouns("group") or (noun.pos == "NOUN" and noun.mention in COUNTABLE)


def _none(words: Words, paragraph: Span) -> Iterator[Figure]:
    """ "no casualties", "none of the hostages": nought."""
    for word in words.inside(paragraph):
        following = words.words[word.index + 1].lower if word.index + 1 < len(words.words) else ""
        if word.lower in NOBODY and following != "of" and word.pos == "PRON":
            yield Figure(
                Quantity(low=0, high=0, unit="person" if word.lower == "nobody" else None, span=word.span), None
            )
            continue
        if word.lower not in ("no", "none"):
            continue
        noun = words.words[word.head] if word.dependency == "det" and word.head >= 0 else None
        if word.lower == "no" and (noun is None or not _can_be_counted(noun)):
            continue
        if word.lower == "none" and not (of := children(words, word.index, "nmod")):
            continue
        counted = noun or of[0]
        of_what = what_is_counted(words, word if noun is None else counted)
        quantity = Quantity(low=0, high=0, unit=_singular(counted.lower), of=of_what, span=word.span)
        yield Figure(quantity, counted.index)
