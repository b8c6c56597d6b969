"""Figures: how many of what, no more exact than the words: "at least five", "some 30 to 40", "tens of thousands".

A number that is part of a date, an age, a name or a reference ("Article 14") is no figure: `uncounted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.lexicon import nouns
from sayso.read.counted import counted_by, singular, what_is_counted
from sayso.read.numbers import (
    BOUNDS,
    DIGITS,
    NUMBER,
    ONES,
    PARENTS,
    PREFIX,
    SHARES,
    TENS,
    TIME_UNIT,
    VAGUE,
    WORDS_OF,
    any_of,
    bounded,
    is_round,
    says,
    scale_of,
    tidy,
    value_of,
)
from sayso.read.syntax import children
from sayso.read.uncounted import is_no_figure
from sayso.read.words import Word, Words
from sayso.terms import Quantity, Span

NEAR = 40
"""Characters before a number that change what it says."""
CURRENCY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
FIGURE = re.compile(
    rf"(?<![\w.,:/-])(?P<prefix>(?:(?:{PREFIX}) )*)(?P<between>between (?=\S+ and ))?(?P<money>[$€£¥₹])?"
    rf"(?:(?P<vague>{any_of(VAGUE)})|(?P<first>{NUMBER})"
    rf"(?:(?(between) and |(?: to |-|–| or ))(?P<money2>[$€£¥₹])?(?P<second>{NUMBER}))?)"
    r"(?P<suffix> or (?:so|more|fewer|less))?(?P<percent> ?%| per ?cent\b)?(?![\w/]|:\d|,\d|\.\d)",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<prefix>{PREFIX}) )?(?:"
    r"(?P<share>(?<!and a )(?<!first )(?<!second )(?:half(?= of\b| the\b|[,.;])|(?<=\bby )half)"
    r"|(?:two|three|four|nine)[- ](?:thirds|quarters|fifths|tenths)"
    rf"|(?P<one>a |one[ -])(?:third|quarter|fifth|sixth|eighth|tenth|twentieth)\b(?! (?:country|party|person|time|century)))"
    rf"|(?P<most>(?:a|the) majority)\b(?! (?:party|leader|owner|whip|verdict))"
    rf"|(?P<part>{any_of(ONES)}|\d+)(?: [a-z]+)? in (?P<whole>{any_of((*ONES, *TENS, 'a hundred'))}|{DIGITS})\b"
    r"(?![-\w]|,\d| (?:hundred|thousand|million|years?|months?|weeks?|days?|hours?)\b))",
    re.IGNORECASE,
)
SHARED = re.compile(r" of (?:an?|the|its|his|her|their|our|those|all|[\d,]+|[a-z]+s)\b", re.IGNORECASE)
CHANGED = re.compile(r"\b(?:by|down|up|to|fell|rose|fallen|risen|least|most|take) $", re.IGNORECASE)
ONE_UNIT = re.compile(
    rf"(?<![\w-])(?:(?P<prefix>{any_of((*BOUNDS['low'], *BOUNDS['above'], *BOUNDS['below'], *BOUNDS['about'], 'within'))}) )?"
    rf"(?:an?|(?P<half>half(?: an?|-(?=hour)))) ?(?:full )?(?P<unit>{any_of(WORDS_OF['units'])})\b(?!['’]s|[- ]old)",
    re.IGNORECASE,
)
EACH = re.compile(r"(?:\d|s|\b(?:once|twice|such|per|times)) $")
SOME_TIME = re.compile(
    r"\b(?P<lead>within|for|over|some) (?P<unit>hour|day|week|month|year|decade)s\b(?! ago)", re.IGNORECASE
)
SINGLE = re.compile(r"\b(?P<none>not )?a single(?= [a-z])", re.IGNORECASE)
PARENT = re.compile(rf"\b(?P<parent>[a-z]+)-of-(?P<number>{any_of(ONES)}|\d+)\b", re.IGNORECASE)
NOUGHT = frozenset({"no", "none", "nobody"})
NOBODY = frozenset({"none", "nobody"})
OWN_OVER = re.compile(rf"\b(?:{any_of(WORDS_OF['over'])}) $", re.IGNORECASE)
COUNTABLE = frozenset({"person", "organization", "object", "animal", "plant", "place"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the word it counts, by index; None where it stands alone."""

    quantity: Quantity
    counted: int | None


def find_figures(words: Words, dates: Iterable[Span]) -> list[Figure]:
    """The figures of a report, in order; of a date only its time-span is one: the "two weeks" of "two weeks ago"."""
    dated, taken = bytearray(len(words.text)), bytearray(len(words.text))
    for date in dates:
        dated[slice(*date)] = b"\1" * (date.end - date.start)
    found: list[Figure] = []
    text = words.document.unwrapped
    for paragraph in words.paragraphs:
        printed = paragraph.of(text)
        told = (
            *_shares(words, paragraph, printed),
            *_numbers(words, paragraph, printed, dated),
            *_units(words, paragraph, printed),
        )
        for figure in told:
            span = figure.quantity.span
            if not any(taken[slice(*span)]):
                taken[slice(*span)] = b"\1" * (span.end - span.start)
                found.append(figure)
        found += _none(words, paragraph)
    return sorted(found, key=lambda figure: figure.quantity.span)


def _numbers(words: Words, paragraph: Span, printed: str, dated: bytearray) -> Iterator[Figure]:
    """What digits and number words say, in a paragraph."""
    for match in FIGURE.finditer(printed):
        span = _trimmed(printed, match, paragraph.start)
        if any(dated[slice(*span)]) and not TIME_UNIT.match(printed, match.end()):
            continue
        if is_no_figure(words, printed, match, span):
            continue
        if match["second"] and _are_two(printed, match):
            yield from _two_sides(words, match, paragraph.start)
        elif figure := _figure(words, match, span):
            yield figure


def _are_two(printed: str, match: re.Match[str]) -> bool:
    """Whether two numbers are no stretch: "88 to 86", "rose from 19 to 40"."""
    changed = _before(printed, match).rstrip().endswith("from") and not match["percent"] and " to " in match[0]
    return changed or (value_of(match["first"]) or 0) > (value_of(match["second"]) or 0)


def _trimmed(printed: str, match: re.Match[str], shift: int) -> Span:
    text = match[0]
    return Span(match.start() + len(text) - len(text.lstrip()) + shift, match.end() + shift)


def _two_sides(words: Words, match: re.Match[str], shift: int) -> Iterator[Figure]:
    """ "88 to 86", "by 3-2": two figures, no stretch."""
    for name in ("first", "second"):
        value, span = value_of(match[name]), Span(match.start(name) + shift, match.end(name) + shift)
        counted = counted_by(words, words.inside(span))
        if value is not None:
            unit = singular(counted.lower) if counted and not counted.span.overlaps(span) else None
            yield Figure(Quantity(low=value, high=value, unit=unit, span=span), counted.index if counted else None)


def _figure(words: Words, match: re.Match[str], span: Span) -> Figure | None:
    inside = words.inside(span)
    low, high, exclusive, approx = _bounds(match)
    if low is None and high is None:
        return None
    if (match["first"] or "").lower() == "one" and _before(match.string, match).lower().endswith("not "):
        low = high = 0
    counted = counted_by(words, inside)
    if match["percent"]:
        unit: str | None = "percent"
    elif match["money"] or match["money2"]:
        unit = CURRENCY[match["money"] or match["money2"]]
    else:
        unit = singular(counted.lower) if counted and counted not in inside else None
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
    if OWN_OVER.search(_before(match.string, match)):
        prefix = prefix.removeprefix("over ")
    approx = says(prefix, "about") or "so" in suffix or is_round(match["first"])
    if second is not None:
        if (
            first < second
            and (scale := scale_of(match["second"]))
            and scale_of(match["first"]) is None
            and first < 1000
        ):
            first *= scale
        return first, second, False, approx
    if prefix.startswith("over ") and TIME_UNIT.match(match.string, match.end()) and _lasts(match):
        return first, first, False, approx  # "over twelve months"
    return *bounded(first, prefix, suffix), approx


def _lasts(match: re.Match[str]) -> bool:
    """Whether "over" is how long it took: "rose over twelve months", not "for over twelve months"."""
    return not re.search(r"\b(?:for|of|after|in|by|took|lasted|is|was) $", _before(match.string, match))


def _shares(words: Words, paragraph: Span, printed: str) -> Iterator[Figure]:
    """ "Half", "a third", "one in five", "a majority": percent."""
    for match in SHARE.finditer(printed):
        share = _share(printed, match)
        if share is None:
            continue
        prefix = (match["prefix"] or "").lower()
        low, high, exclusive = (share, None, True) if match["most"] else bounded(share, prefix)
        span = Span(match.start() + paragraph.start, match.end() + paragraph.start)
        approx = says(prefix, "about")
        yield Figure(Quantity(low=low, high=high, exclusive=exclusive, approx=approx, unit="percent", span=span), None)


def _share(printed: str, match: re.Match[str]) -> float | None:
    """Percent: "a third" is 33, "one in five" 20; but "a third" is also the next after the second."""
    if match["most"]:
        return 50.0
    if match["share"]:
        is_share = match["prefix"] or CHANGED.search(_before(printed, match)) or SHARED.match(printed, match.end())
        if match["one"] and not is_share:
            return None
        return SHARES.get(re.sub(r"^(?:a|one) ", "", match["share"].lower().replace("-", " ")))
    part, whole = value_of(match["part"]), value_of(match["whole"])
    if not part or not whole or part >= whole or whole < 3 or re.fullmatch(r"(?:1[5-9]|20)\d\d", match["whole"]):
        return None
    percent = 100 * part / whole
    return float(round(percent)) if whole == 3 else tidy(round(percent, 1 if percent >= 1 else 3))


def _units(words: Words, paragraph: Span, printed: str) -> Iterator[Figure]:
    """What is a figure without a number: "less than a minute", "for weeks", "a single call", "a dad-of-two"."""
    for match in ONE_UNIT.finditer(printed):
        prefix, unit = (match["prefix"] or "").lower(), match["unit"].lower()
        is_measured = prefix or match["half"] or unit in WORDS_OF["long"]
        if is_measured and not EACH.search(_before(printed, match)):
            value, unit = _one_unit(unit, half=bool(match["half"]))
            yield _alone(match, paragraph, bounded(value, prefix), unit, approx=says(prefix, "about"))
    for match in SOME_TIME.finditer(printed):
        value, unit = _one_unit(match["unit"].lower(), half=False)
        yield _alone(match, paragraph, (2 * value, None, False), unit, approx=True)
    for match in SINGLE.finditer(printed):
        value = 0 if match["none"] else 1
        yield _alone(match, paragraph, (value, value, False), _noun_after(words, match.end() + paragraph.start))
    for match in PARENT.finditer(printed):
        children_of = next((unit for unit, who in PARENTS.items() if match["parent"].lower() in who), None)
        if children_of and (number := value_of(match["number"])):
            yield _alone(match, paragraph, (number, number, False), children_of)


def _before(printed: str, match: re.Match[str]) -> str:
    """What stands right before a match."""
    return printed[max(0, match.start() - NEAR) : match.start()]


def _one_unit(unit: str, *, half: bool) -> tuple[float, str]:
    """A decade is ten years, half an hour thirty minutes."""
    if unit == "decade":
        return (5 if half else 10), "year"
    if unit == "hour" and half:
        return 30, "minute"
    return (0.5 if half else 1), unit


def _noun_after(words: Words, place: int) -> str | None:
    """The next noun, in the singular: the "call" of "a single phone call"."""
    near = words.inside(Span(place, place + NEAR))
    first = next((n for n, word in enumerate(near) if word.pos == "NOUN"), None)
    if first is None:
        return None
    compound = near[first].dependency == "compound" and first + 1 < len(near)
    return singular(near[first + compound].lower)


def _alone(
    match: re.Match[str],
    paragraph: Span,
    bounds: tuple[float | None, float | None, bool],
    unit: str | None,
    *,
    approx: bool = False,
) -> Figure:
    """A figure that says its unit itself."""
    span = Span(match.start() + paragraph.start, match.end() + paragraph.start)
    low, high, exclusive = bounds
    return Figure(Quantity(low=low, high=high, exclusive=exclusive, approx=approx, unit=unit, span=span), None)


def _can_be_counted(noun: Word) -> bool:
    """Whether "no" before a noun counts to nought: no casualties, no siren; not no comment, no reason."""
    return noun.lower in WORDS_OF["none_of"] | nouns("group") or (noun.pos == "NOUN" and noun.mention in COUNTABLE)


def _none(words: Words, paragraph: Span) -> Iterator[Figure]:
    """ "no casualties", "none of the hostages", "no one": nought."""
    for word in words.inside(paragraph):
        if word.lower not in NOUGHT:
            continue
        following = words.words[word.index + 1] if word.index + 1 < len(words.words) else word
        if word.lower == "no" and following.lower == "one":
            yield _nought(Span(word.span.start, following.span.end), "person")
        elif word.lower in NOBODY and following.lower != "of" and word.pos == "PRON":
            yield _nought(word.span, "person" if word.lower == "nobody" else None)
        elif counted := _counted_to_nought(words, word):
            of = what_is_counted(words, word if word.lower == "none" else counted)
            yield _nought(word.span, singular(counted.lower), of, counted.index)


def _nought(span: Span, unit: str | None, of: str | None = None, counted: int | None = None) -> Figure:
    return Figure(Quantity(low=0, high=0, unit=unit, of=of, span=span), counted)


def _counted_to_nought(words: Words, word: Word) -> Word | None:
    """What "no" or "none" counts; a "No" inside a sentence is a name, as in "the No camp"."""
    if word.lower == "none":
        return next(iter(children(words, word.index, "nmod")), None)
    is_name = word.text == "No" and word.index != words.sentences[word.sentence].first
    if word.lower != "no" or is_name or word.dependency != "det" or word.head < 0:
        return None
    noun = words.words[word.head]
    return noun if _can_be_counted(noun) else None
