"""Names: runs of words that the model tags as one, typed and made to agree over the report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from sayso.lexicon import demonyms, nouns, particles, states, title_words
from sayso.read.words import Word, Words
from sayso.terms import EntityType, Span

TYPE_OF_TAG = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "LOC": EntityType.PLACE,
    "MISC": EntityType.THING,
}
GLUE = frozenset("-'’ʼ`/")
TRIMMED = frozenset({"'s", "’s", "'", "’", '"', "“", "”", ",", ".", "(", ")", "the", "[", "]", ":"})


CONTRACTED = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})
PEOPLE_ENDINGS = ("i", "n", "an", "ian", "ese", "ish", "is", "ns", "ans", "ians")
"""What turns a country's name into its people's: a name beside its own demonym is a country, however it is tagged."""


STATES_HAVE = frozenset(
    {
        "government", "army", "navy", "military", "embassy", "president",
        "parliament", "minister", "borders", "forces", "capital",
    }
)  # fmt: skip
OF_STATES = frozenset(["government", "republic", "kingdom", "president"])
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "his", "her", "their", "him", "them"})
AGE = re.compile(r"1\d|[2-9]\d|10\d")
NEIGHBOUR_VOTES = 2
"""What one telling neighbour counts against tags, each of which counts one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name: words `first` to `last` (exclusive), without the titles before it, and its type."""

    first: int
    last: int
    span: Span
    text: str
    type: EntityType


def find_names(words: Words) -> list[Name]:
    """The names of a report, in order, each typed as most of its kin are."""
    found = [name for run in _runs(words.words) if (name := _named(words, *run))]
    return _agreeing(words, found)


def _runs(words: list[Word]) -> list[tuple[int, int, str]]:
    """First word, last word (exclusive) and tag of each tagged run."""
    runs: list[tuple[int, int, str]] = []
    for word in words:
        if word.name == "O":
            continue
        mark, tag = word.name.split("-", 1)
        same_sentence = bool(runs) and words[runs[-1][0]].sentence == word.sentence
        joins = same_sentence and runs[-1][1] == word.index
        goes_on = same_sentence and _is_particle(words[runs[-1][1] : word.index])
        if (joins and (mark == "I" or word.text in "-'’")) or goes_on:
            runs[-1] = (runs[-1][0], word.index + 1, "PER" if goes_on and tag == "PER" else runs[-1][2])
        else:
            runs.append((word.index, word.index + 1, tag))
    return runs


def _is_particle(between: list[Word]) -> bool:
    """Whether two tagged runs are parts of one name: "Lemayian ole Nkoroi"."""
    return 0 < len(between) < 3 and all(word.lower in particles() for word in between)


def _named(words: Words, first: int, last: int, tag: str) -> Name | None:
    """The name in a tagged run: whole printed words, no article, no possessive, no title before a person."""
    first, last = _whole(words, first, last)
    while first < last and words.words[first].lower in TRIMMED:
        first += 1
    while first < last and words.words[last - 1].lower in TRIMMED:
        last -= 1
    titled = first
    while titled < last - 1 and _is_title(words, titled):
        titled += 1
    if first == last or (last - first == 1 and words.words[first].lower in PRONOUNS):
        return None
    if all(_is_abbreviated_title(words.words[index]) for index in range(first, last)):
        return None  # "Maj.-Gen." is nobody's name
    if titled > first:
        first, tag = titled, "PER"
    elif (
        first
        and _is_title(words, first - 1)
        and words.words[first - 1].sentence == words.words[first].sentence
        and tag == "ORG"
    ):
        tag = "PER"
    span = Span(words.words[first].span.start, words.words[last - 1].span.end)
    printed = " ".join(span.of(words.text).split())
    if not any(character.isupper() or character.isdigit() for character in printed):
        return None  # "the culture ministry", whatever the tags say
    return Name(first, last, span, printed, _type(words, first, last, printed, tag))


def _is_title(words: Words, index: int) -> bool:
    """Whether a word is a personal title, or the stop after one."""
    word = words.words[index]
    if word.text == ".":
        return index > 0 and f"{words.words[index - 1].lower}." in title_words()
    return word.text[:1].isupper() and (word.lower in title_words() or f"{word.lower}." in title_words())


def _is_abbreviated_title(word: Word) -> bool:
    plain = word.lower.strip("-")
    return plain.endswith(".") and plain in title_words()


def _whole(words: Words, first: int, last: int) -> tuple[int, int]:
    """The run grown over what the printed word goes on with: "al-Khaz" and "'ali" are one word."""
    row = words.words
    while last < len(row) and (_glued(row[last - 1], row[last]) or _joins(row, last)):
        last += 1
    while first > 0 and (_glued(row[first - 1], row[first]) or _joins(row, first)):
        first -= 1
    return first, last


def _joins(row: list[Word], index: int) -> bool:
    """Whether a word is the mark inside a name: "Farrow-Bey", "Khaz'ali"."""
    if row[index].text not in GLUE or not 0 < index < len(row) - 1:
        return False
    left, mark, right = row[index - 1 : index + 2]
    if left.span.end != mark.span.start or mark.span.end != right.span.start or not right.text[0].isalnum():
        return False
    return right.text[0].isupper() if mark.text in "-/" else right.lower not in CONTRACTED


def _glued(left: Word, right: Word) -> bool:
    """Whether two words are parts of one printed word, and the second is neither a possessive nor punctuation."""
    if left.span.end != right.span.start or left.paragraph != right.paragraph:
        return False
    if right.lower in ("'s", "’s", "n't", "n’t") or left.lower in ("'s", "’s"):
        return False
    if not right.text[0].isalnum():
        return len(right.text) > 1
    return left.text[-1] in GLUE


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


def _agreeing(words: Words, names: list[Name]) -> list[Name]:
    """A name is the same kind of thing throughout, by the tags of all its occurrences and by what stands beside them.

    The surname of a full name is a person; a name with a people of its own ("Aldovari" beside "Aldovar") is a state; one
    that things happen in, or that has a government, is a place or a state and nobody.
    """
    capitalised = {word.text for word in words.words if word.text[:1].isupper()}
    surnames = {name.text.split()[-1].lower() for name in names if name.type is EntityType.PERSON and " " in name.text}
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for name in names:
        votes[name.text.lower()][name.type] += 1
        if told := _told_by_neighbours(words, name):
            votes[name.text.lower()][told] += NEIGHBOUR_VOTES
    acronyms = {initials(name.text) for name in names if name.type is EntityType.ORGANIZATION and " " in name.text}
    beginnings = {name.text.lower().rsplit(" ", 1)[0] for name in names if name.type is EntityType.ORGANIZATION}
    printed = {name.text for name in names}
    agreed = []
    for name in names:
        kind = votes[name.text.lower()].most_common(1)[0][0]
        if kind is EntityType.PERSON and name.text.lower() in beginnings - surnames:
            kind = EntityType.ORGANIZATION
        if any(name.text.endswith(ending) and name.text.removesuffix(ending) in printed for ending in PEOPLE_ENDINGS):
            kind = EntityType.GROUP
        if kind in (EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION) and any(
            name.text + ending in capitalised for ending in PEOPLE_ENDINGS
        ):
            kind = EntityType.STATE
        if " " not in name.text and name.text.lower() in surnames and kind is not EntityType.STATE:
            kind = EntityType.PERSON
        if name.text.isupper() and name.text.lower() in acronyms:
            kind = EntityType.ORGANIZATION
        agreed.append(name if kind is name.type else replace(name, type=kind))
    return agreed


def initials(name: str) -> str:
    """The capitals of a name's words, lower-cased: "Coastal Relief Fund" gives "crf"."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper()).lower()


def _told_by_neighbours(words: Words, name: Name) -> EntityType | None:
    """What the words around a name say it is."""
    row = words.words
    if name.first and row[name.first - 1].lower in ("in", "near", "outside", "across", "into", "throughout"):
        return EntityType.PLACE
    if name.first and row[name.first - 1].lower in nouns("organization") and name.type is not EntityType.ORGANIZATION:
        return EntityType.ORGANIZATION
    before = [word.lower for word in row[max(0, name.first - 2) : name.first]]
    if before[-1:] == ["of"] and before[0] in OF_STATES:
        return EntityType.STATE
    if _is_person_beside(row, name):
        return EntityType.PERSON
    after = [word.lower for word in row[name.last : name.last + 4]]
    if after[:2] == [",", "which"] and name.type is EntityType.PERSON:
        return EntityType.ORGANIZATION
    if after[:1] in (["'s"], ["’s"]) and any(word in STATES_HAVE for word in after[1:]):
        return EntityType.STATE
    return None


def _is_person_beside(row: list[Word], name: Name) -> bool:
    """Whether an age or "who" follows a name, or one person's description comes before: "the registrar, Ana Wafula"."""
    after = [word.text for word in row[name.last : name.last + 3]]
    if len(after) == 3 and after[0] == "," and (after[1] == "who" or (AGE.fullmatch(after[1]) and after[2] in ",.;")):
        return True
    before = row[max(0, name.first - 2) : name.first]
    described = len(before) == 2 and before[1].text == "," and before[0].lower in nouns("person")
    return described and " " in name.text and before[0].sentence == row[name.first].sentence
