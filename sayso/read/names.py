"""Names: runs of words that the model tags as one, typed and made to agree over the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from sayso.lexicon import demonyms, states
from sayso.read.words import Word, Words
from sayso.terms import EntityType, Span

TYPE_OF_TAG = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "LOC": EntityType.PLACE,
    "MISC": EntityType.THING,
}
TRIMMED = frozenset({"'s", "’s", "'", "’", '"', "“", "”", ",", ".", "(", ")", "the", "[", "]", ":"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name: words `first` to `last` (exclusive), and its type."""

    first: int
    last: int
    span: Span
    text: str
    type: EntityType


def find_names(words: Words) -> list[Name]:
    """The names of a report, in order, each typed as most of its kin are."""
    found = [name for run in _runs(words.words) if (name := _named(words, *run))]
    return _agreeing(found)


def _runs(words: list[Word]) -> list[tuple[int, int, str]]:
    """First word, last word (exclusive) and tag of each tagged run."""
    runs: list[tuple[int, int, str]] = []
    for word in words:
        if word.name == "O":
            continue
        mark, tag = word.name.split("-", 1)
        joins = bool(runs) and runs[-1][1] == word.index and words[runs[-1][0]].sentence == word.sentence
        if joins and (mark == "I" or word.text in "-'’"):
            runs[-1] = (runs[-1][0], word.index + 1, runs[-1][2])
        else:
            runs.append((word.index, word.index + 1, tag))
    return runs


def _named(words: Words, first: int, last: int, tag: str) -> Name | None:
    while first < last and words.words[first].lower in TRIMMED:
        first += 1
    while first < last and words.words[last - 1].lower in TRIMMED:
        last -= 1
    if first == last:
        return None
    span = Span(words.words[first].span.start, words.words[last - 1].span.end)
    printed = span.of(words.text)
    if not any(character.isalnum() for character in printed):
        return None
    return Name(first, last, span, printed, _type(words, first, last, printed, tag))


def _type(words: Words, first: int, last: int, printed: str, tag: str) -> EntityType:
    """The tag's type, but what the tables know better: states, and the people named after them."""
    key = printed.lower()
    if key in states():
        return EntityType.STATE
    if key in demonyms():
        return EntityType.GROUP
    if tag == "MISC" and last - first == 1 and words.words[first].pos in ("PROPN", "NOUN") and key.endswith("s"):
        return EntityType.GROUP
    return TYPE_OF_TAG[tag]


def _agreeing(names: list[Name]) -> list[Name]:
    """A name is the same kind of thing throughout: the surname of a full name is a person, a form has one type."""
    surnames = {
        name.text.split()[-1].lower(): name.text for name in names if name.type is EntityType.PERSON and " " in name.text
    }
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for name in names:
        votes[name.text.lower()][name.type] += 1
    agreed = []
    for name in names:
        kind = votes[name.text.lower()].most_common(1)[0][0]
        if " " not in name.text and name.text.lower() in surnames and kind is not EntityType.STATE:
            kind = EntityType.PERSON
        agreed.append(name if kind is name.type else replace(name, type=kind))
    return agreed
