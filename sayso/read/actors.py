"""Actors: the country and the sector of everybody in a report, by what they are called and whom they belong to.

A description says the most: "the Iranian army", "a union leader", "spokesman for the interior ministry". Then come
titles before a name, the noun a body's name is built on, and the relations of the report: who speaks for the army is of
its sector. The words are data, `lexicon/sectors.toml` and `states.toml`; where none of them says anything, nothing is
said. A state that no table knows has no country code, but whoever belongs to it has its entity as `of`, so that the
organs of an invented, new or misspelt state are known for one state's all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from msgspec.structs import replace

from sayso.lexicon import country_codes, load, names_an_outlet
from sayso.read.entities import Cast
from sayso.read.mentions import FoundMention
from sayso.read.names import PEOPLE_ENDINGS
from sayso.read.places import LANDS, Where, is_state, locate, people_at
from sayso.read.words import Words
from sayso.terms import Entity, EntityType, MentionForm, Relation, RelationType, Sector, Status

ACTORS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.STATE})
BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
MAKES_ONE_OF_IT = frozenset(
    {
        RelationType.MEMBERSHIP, RelationType.DIRECTORSHIP, RelationType.EMPLOYMENT, RelationType.REPRESENTATION,
        RelationType.PART_OF,
    }
)  # fmt: skip
"""Relations whose subject is of the country and sector of what it stands in them to."""
LONGEST_NOUN = 5
"""Words that a noun of the lexicon may take, apostrophes and hyphens among them."""
STEPS = 2
"""Relations in a row: the spokesman of a brigade of the army."""
NEAR = 5
"""Words behind a description's noun among which its state stands."""
OF = ("of", "for", "at", "in", "with", "from")


@dataclass(slots=True)
class _Known:
    """What is known of an actor so far."""

    country: str | None = None
    sector: Sector | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Land:
    """A country, by its code, and the entity of a state, as far as known; whether a word means the state itself."""

    country: str | None = None
    of: str | None = None
    is_state: bool = False


@dataclass(slots=True)
class _Said:
    """What the mentions of an actor say, in the order of the text."""

    sectors: list[Sector] = field(default_factory=list)
    lands: list[Land] = field(default_factory=list)

    def known(self) -> _Known:
        """The first of each; what somebody once was only where nothing else is said."""
        current = [sector for sector in self.sectors if sector is not Sector.ELI]
        sector = next(iter(current or self.sectors), None)
        land = next(iter(self.lands), Land())
        return _Known(land.country, sector, land.of)


def affiliated(words: Words, cast: Cast, entities: Sequence[Entity], relations: Sequence[Relation]) -> list[Entity]:
    """The entities of a report with country, sector, `of` and `within`, as far as words and tables say."""
    where = locate(words, cast, entities)
    lands = _Lands(words, cast, where)
    known = {entity.id: _of_mentions(words, cast, lands, entity) for entity in entities if entity.type in ACTORS}
    for _ in range(STEPS):
        for relation in relations:
            _pass_on(words, relation, known, cast)
    return [_told(entity, known.get(entity.id, _Known()), where.get(entity.id, Where())) for entity in entities]


def _told(entity: Entity, known: _Known, where: Where) -> Entity:
    return replace(
        entity,
        country=known.country or where.country,
        sector=known.sector,
        of=known.of or where.of,
        within=list(where.within),
    )


def _pass_on(words: Words, relation: Relation, known: dict[str, _Known], cast: Cast) -> None:
    """What a body is, to who leads, serves or speaks for it now. Who is its lawyer is none of it."""
    member, body = known.get(relation.subject), known.get(relation.object)
    if member is None or body is None or cast.type_of(relation.object) not in BODIES:
        return
    if relation.type not in MAKES_ONE_OF_IT or relation.negated or relation.status is Status.FORMER:
        return
    role = relation.role.of(words.text).lower() if relation.role else ""
    if relation.type is RelationType.REPRESENTATION and not _singulars(role) & _roles():
        return
    member.sector = member.sector or body.sector
    if not member.country and not member.of:
        member.country, member.of = body.country, body.of


# What a mention says


def _of_mentions(words: Words, cast: Cast, lands: _Lands, entity: Entity) -> _Known:
    said = _Said()
    for mention in cast.mentions_of(entity.id):
        sector: Sector | None = None
        if mention.form is MentionForm.NAME:
            if entity.type is not EntityType.PERSON:
                sector = sector_of_name(words, mention)
            elif mention.titles:
                sector = sector_of_description(words, mention.titles.start, mention.first, mention.first - 1)
        elif mention.form is MentionForm.NOMINAL:
            sector = sector_of_description(words, mention.first, mention.last, mention.head)
        land = lands.of_mention(entity.id, mention, sector) if entity.type is not EntityType.STATE else None
        if land and land.is_state and mention.form is MentionForm.NOMINAL and _is_role(words, mention.head):
            sector = sector or Sector.GOV  # "Iran's leader", "a spokesman for Kharuz"
        said.sectors += [sector] if sector else []
        said.lands += [land] if land else []
    return said.known()


def sector_of_description(words: Words, first: int, last: int, head: int) -> Sector | None:
    """The sector of whoever is described by the words from `first` to `last` (exclusive), on the noun at `head`."""
    length, own = _noun_ending_at(words, first, head, described=True)
    if length < 2 and _is_role(words, head):
        own = _before(words, first, head) or _behind(words, head, last) or own
    return _once(own) if _is_former(words, first, head) else own


def sector_of_name(words: Words, mention: FoundMention) -> Sector | None:
    """The sector of a body by its name: a known one, an outlet's, or by the noun it is built on."""
    if known := _names().get(_printed(words, mention.first, mention.last).removeprefix("the ")):
        return known
    if names_an_outlet(mention.text):
        return Sector.JRN
    row = words.words[mention.first : mention.last]
    small = next((word.index for word in row if word.lower in OF and word.index > mention.first), mention.last)
    return _noun_ending_at(words, mention.first, small - 1, described=False)[1]


def _before(words: Words, first: int, head: int) -> Sector | None:
    """Whose the role is, by what stands before it: "army spokesman", "the rebels' leader"."""
    found = (_noun_ending_at(words, first, index, described=True)[1] for index in range(head - 1, first - 1, -1))
    return next((sector for sector in found if sector), None)


def _behind(words: Words, head: int, last: int) -> Sector | None:
    """Whose the role is, by the phrase behind it and none that follows: "head of the union in talks with the army"."""
    if head + 1 >= last or words.words[head + 1].lower not in OF:
        return None
    for index in range(head + 2, last):
        if words.words[index].pos == "ADP" and words.words[index].lower != "of":
            return None
        length, sector = _noun_ending_at(words, head + 2, index, described=True)
        if length and not _goes_on(words, head + 2, index + 1, last):
            return sector
    return None


def _goes_on(words: Words, first: int, index: int, last: int) -> bool:
    """Whether a longer noun ends one word on: "police union"."""
    return index < last and _noun_ending_at(words, first, index, described=True)[0] > 0


def _is_role(words: Words, head: int) -> bool:
    return bool(_singulars(words.words[head].lower) & _roles())


def _is_former(words: Words, first: int, head: int) -> bool:
    return any(word.lower in _former_words() for word in words.words[first:head])


def _once(sector: Sector | None) -> Sector | None:
    """What a sector is to who was once of it."""
    return Sector.ELI if sector in load("sectors")["former"]["of_the_elite"] else None


# Nouns


def _noun_ending_at(words: Words, first: int, index: int, *, described: bool) -> tuple[int, Sector | None]:
    """The longest known noun or name whose last word this is, in words, and its sector."""
    if not _may_end_one(words.words[index].lower):
        return 0, None
    for length in range(min(LONGEST_NOUN, index - first + 1), 0, -1):
        printed = _printed(words, index - length + 1, index + 1)
        is_name = words.words[index - length + 1].text[:1].isupper()
        if sector := _sector_of_noun(printed, described) or (_names().get(printed) if is_name else None):
            return length, sector
    return 0, None


@lru_cache(maxsize=65536)
def _may_end_one(word: str) -> bool:
    """Whether a noun or name of the lexicon ends in this word: most words end none."""
    return any(form in _endings() for form in (word, *_singulars(word)))


@cache
def _endings() -> frozenset[str]:
    """The last words of nouns and names, of hyphenated ones also the last part; of "gen." the stop, a word by itself."""
    known = [noun for noun in {**_nouns(True), **_names()} if not noun.endswith(".")]
    whole, parts = (noun.split()[-1] for noun in known), (re.split(r"[\s'-]", noun)[-1] for noun in known)
    return frozenset((".", *whole, *parts))


def _printed(words: Words, first: int, last: int) -> str:
    """Some words as printed, lower-cased, apostrophes and white space made plain."""
    text = words.text[words.words[first].span.start : words.words[last - 1].span.end]
    return " ".join(text.lower().replace("’", "'").split())


@lru_cache(maxsize=65536)
def _sector_of_noun(noun: str, described: bool) -> Sector | None:
    table = _nouns(described)
    return next((table[form] for form in (noun, *_singulars(noun)) if form in table), None)


@lru_cache(maxsize=65536)
def _singulars(noun: str) -> frozenset[str]:
    """A noun and what it may be the plural of."""
    return frozenset(
        noun.removesuffix(ending) + singular
        for ending, singular in (
            ("", ""),
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("men", "man"),
            ("women", "woman"),
            ("children", "child"),
        )
        if noun.endswith(ending)
    )


@cache
def _nouns(described: bool) -> dict[str, Sector]:
    keys = ("nouns", "described") if described else ("nouns",)
    return {noun: sector for sector in Sector for key in keys for noun in load("sectors").get(sector, {}).get(key, ())}


@cache
def _names() -> dict[str, Sector]:
    return {name: sector for sector in Sector for name in load("sectors").get(sector, {}).get("names", ())}


@cache
def _roles() -> frozenset[str]:
    return frozenset(load("sectors")["roles"]["nouns"])


@cache
def _former_words() -> frozenset[str]:
    return frozenset(load("sectors")["former"]["words"])


# Lands


class _Lands:
    """Which states and places the words of a report stand for."""

    def __init__(self, words: Words, cast: Cast, where: dict[str, Where]) -> None:
        self.words = words
        self.cast = cast
        self._known = {entity: self._as_land(entity, found) for entity, found in where.items()}
        self._states = {cast.name_of(entity): entity for entity in where if is_state(cast, entity)}
        self._peoples = dict(_invented_peoples(self._states))

    def _as_land(self, entity: str, where: Where) -> Land:
        itself = is_state(self.cast, entity)
        return Land(where.country, entity if itself else where.of, itself)

    def of_mention(self, entity: str, mention: FoundMention, sector: Sector | None) -> Land | None:
        """The land that a mention says somebody is of."""
        begin = mention.titles.start if mention.titles else mention.first
        if mention.form is MentionForm.NOMINAL:
            close = self._first(range(begin, mention.head + 1), entity, sector)
            return close or self._behind(mention, entity, sector)
        if mention.form is MentionForm.NAME:
            inside = (
                range(begin, mention.last) if mention.type is not EntityType.PERSON else range(begin, mention.first)
            )
            return self._first(inside, entity, sector) or self._first(self._right_before(begin), entity, sector)
        return None

    def _first(self, span: range, entity: str, sector: Sector | None) -> Land | None:
        return next((land for index in span if (land := self._at(index, entity, sector))), None)

    def _right_before(self, begin: int) -> range:
        """The word before a name, or the two of "Iran's": nothing else before a name is part of it."""
        possessive = begin > 1 and self.words.words[begin - 1].text in ("'s", "’s")
        start = max(0, begin - (2 if possessive else 1))
        same = begin < len(self.words.words) and self.words.words[start].sentence == self.words.words[begin].sentence
        return range(start, begin) if same else range(0)

    def _at(self, index: int, entity: str, sector: Sector | None) -> Land | None:
        """The land a word says somebody is of: an adjective, a possessor, or a state before one of its organs."""
        if self._is_compounded(index):
            return None
        if land := self._by_people(index):
            return land
        other = self.cast.entity_at(index)
        if other is None or other == entity or self.cast.type_of(other) not in LANDS:
            return None
        return self._known[other] if self._owns(index) or self._has_organ(sector, index) else None

    def _is_compounded(self, index: int) -> bool:
        """Whether a hyphen makes it part of another adjective: "Iranian-backed", "anti-American"."""
        around = self.words.words[max(0, index - 1) : index + 2]
        return any(word.text == "-" for word in around)

    def _owns(self, index: int) -> bool:
        """Whether it is a possessor: "Iran's", "its"."""
        if self.words.words[index].dependency == "nmod:poss":
            return True
        following = self.words.words[index + 1 : index + 2]
        return bool(following) and following[0].text in ("'s", "’s", "'", "’")

    def _has_organ(self, sector: Sector | None, index: int) -> bool:
        """Whether what stands behind a state's name is the state's own: "U.S. soldiers", no "Syria envoy"."""
        following = {word.lower for word in self.words.words[index + 1 : index + 3]}
        state = load("sectors")["state"]
        return sector in state["sectors"] and not following & set(state["towards"])

    def _behind(self, mention: FoundMention, entity: str, sector: Sector | None) -> Land | None:
        """The state of which it is: "the army of Tarvia", "a spokesman for Kharuz", "a colonel in the Iranian army"."""
        row = self.words.words[mention.head + 1 : min(mention.last, mention.head + NEAR)]
        if not row or row[0].lower not in OF or not (sector or _is_role(self.words, mention.head)):
            return None
        for word in row[1:]:
            other = self.cast.entity_at(word.index)
            if adjective := self._by_people(word.index):
                return adjective
            is_its = row[0].lower in ("of", "for") or self._owns(word.index)  # "a colonel in Kharuz's army"
            if is_its and other in self._known and other != entity:
                return self._known[other]
        return None

    def _by_people(self, index: int) -> Land | None:
        """The land of which a word is the adjective, or the name of its people."""
        if people := people_at(self.words, index):
            return self._of_state(people[0])
        invented = self._peoples.get(self.words.words[index].text)
        return self._known[invented] if invented else None

    def _of_state(self, state: str) -> Land:
        return Land(country_codes().get(state.lower()), self._states.get(state), is_state=True)


def _invented_peoples(states: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the people of a report's own states may be called, by how such words are made: "Kharuzi", "Tarvian"."""
    for name, entity in states.items():
        for stem in {name, name.rstrip("aeiou")}:
            for ending in PEOPLE_ENDINGS:
                if len(stem) > 2:
                    yield stem + ending, entity
                    yield stem + ending + "s", entity
