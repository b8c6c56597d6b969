"""Places: the country each lies in and what contains it, by a shipped table and by the report's own words.

Of several places of one name the report means the one it says more of ("Paris, Texas"), or one in a country it speaks of,
or one many times larger than the rest. Where that leaves a choice, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from anyascii import anyascii

from sayso.lexicon import Place, country_codes, country_names, demonyms, nouns, places
from sayso.read.entities import Cast
from sayso.read.mentions import FoundMention
from sayso.read.words import Words
from sayso.terms import Entity, EntityType, MentionForm

LANDS = frozenset({EntityType.STATE, EntityType.PLACE})
MANY_TIMES = 5
"""How many times more people the place that is meant must have than any other of its name."""
LONGEST_DEMONYM = 2
LIES_IN = ("in", "of", "inside", "within")


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of where a state or place lies: its country's code, what it lies in, the state's entity."""

    country: str | None = None
    within: tuple[str, ...] = ()
    of: str | None = None


def locate(words: Words, cast: Cast, entities: Sequence[Entity]) -> dict[str, Where]:
    """Every state and place of a report with where it lies; described ones by the named ones."""
    found = {
        entity.id: Where(country_codes().get(entity.name.lower())) for entity in entities if is_state(cast, entity.id)
    }
    spoken_of = {where.country for where in found.values() if where.country} | set(_peoples(words))
    located = [entity for entity in entities if entity.type is EntityType.PLACE and entity.id not in found]
    holders = {e.id: _beside(words, cast, e.id) or _holder(words, cast, e.id) for e in located}
    for entity in located:
        beside = holders[entity.id]
        found[entity.id] = _where(entity.name, cast.name_of(beside) if beside else "", spoken_of)
    for entity in located:
        if not found[entity.id].country and (holder := holders[entity.id]):
            found[entity.id] = _inside(cast, holder, found)
    return {entity: _with_state(where, found, cast) for entity, where in found.items()}


def is_state(cast: Cast, entity: str) -> bool:
    """Whether it is a state: as the report uses it, or a country of the table that things only happen in."""
    named_so = cast.type_of(entity) is EntityType.PLACE and cast.name_of(entity).lower() in country_codes()
    return named_so or cast.type_of(entity) is EntityType.STATE


def people_at(words: Words, index: int) -> tuple[str, int] | None:
    """The state whose adjective or people stands here, with how many words it takes: "South Korean"."""
    for length in range(LONGEST_DEMONYM, 0, -1):
        row = words.words[index : index + length]
        if row[0].text[:1].isupper() and (state := demonyms().get(" ".join(word.lower for word in row))):
            return state, length
    return None


def _peoples(words: Words) -> Iterator[str]:
    for word in words.words:
        found = people_at(words, word.index) if word.text[:1].isupper() else None
        if found and (code := country_codes().get(found[0].lower())):
            yield code


# By the table


def _where(name: str, beside: str, spoken_of: Set[str]) -> Where:
    """Where the place of this name lies that the report means. Only names begin with a capital."""
    called = _called().get(_plain(name), ()) if name[:1].isupper() else ()
    meant = _meant(called, beside, spoken_of)
    if not meant:
        return Where()
    country = meant[0].country
    holders = (meant[0].province, country_names()[country]) if len(meant) == 1 else (country_names()[country],)
    return Where(country, tuple(holder for holder in holders if holder and _plain(holder) != _plain(name)))


def _meant(called: Sequence[Place], beside: str, spoken_of: Set[str]) -> list[Place]:
    """Of all places of a name the one that is meant; several of one country where nothing parts them."""
    if beside:
        near = [place for place in called if _plain(beside) in map(_plain, _holders(place))]
    else:
        near = [place for place in called if place.country in spoken_of] or list(called)
    largest = sorted(near, key=lambda place: (-place.population, place.kind))
    if len(largest) > 1 and largest[0].population < MANY_TIMES * largest[1].population:
        return largest if len({place.country for place in largest}) == 1 else []
    return largest[:1]


def _holders(place: Place) -> Iterator[str]:
    """The names of what a place lies in."""
    yield place.province
    yield country_names()[place.country]


@cache
def _called() -> dict[str, tuple[Place, ...]]:
    """Plain names to the places of that name; a city that gives its province the name stands for both."""
    table: dict[str, dict[tuple[str, str], Place]] = {}
    for place in places():
        if place.kind != "country":
            for form in (place.name, *place.names):
                table.setdefault(_plain(form), {})[place.country, place.province or place.name] = place
    return {name: tuple(found.values()) for name, found in table.items()}


def _plain(name: str) -> str:
    return anyascii(name).lower().replace("'", "").removeprefix("the ")


# By the report's own words


def _beside(words: Words, cast: Cast, entity: str) -> str | None:
    """What a place's name is followed by to say where it lies: "Paris, Texas", "Hulak, in Tarvia"; no further one of a list."""
    for mention in cast.mentions_of(entity):
        after = words.words[mention.last : mention.last + 3]
        if mention.form is not MentionForm.NAME or not after or after[0].text != ",":
            continue
        for word in after[1:] if len(after) > 1 and after[1].lower == "in" else after[1:2]:
            other = cast.entity_at(word.index)
            if other and other != entity and cast.type_of(other) in LANDS and _hangs_on(words, mention, other, cast):
                return other
    return None


def _hangs_on(words: Words, mention: FoundMention, other: str, cast: Cast) -> bool:
    """Whether some mention of the other says more of this one: in "Hulak, Tarvia and Sahrat" none does."""
    heads = [words.words[m.head] for m in cast.mentions_of(other) if m.first > mention.last]
    listed = [word.head for word in words.words[mention.first : mention.last + 12] if word.dependency == "conj"]
    return any(
        head.head in range(mention.first, mention.last) and head.dependency != "conj" and head.index not in listed
        for head in heads
    )


def _holder(words: Words, cast: Cast, entity: str) -> str | None:
    """What a description says a place lies in: "a compound in Karbala", "Tarvia's north"."""
    for mention in cast.mentions_of(entity):
        if mention.form is MentionForm.NOMINAL:
            after = range(mention.head + 1, mention.last) if _lies_in(words, mention) else range(0)
            for index in (*after, *range(mention.first, mention.head)):
                other = cast.entity_at(index)
                if other and other != entity and cast.type_of(other) in LANDS:
                    return other
    return None


def _lies_in(words: Words, mention: FoundMention) -> bool:
    """Whether the phrase behind a description says where it lies; "the town of Hulak" is Hulak."""
    if mention.head + 1 >= mention.last:
        return False
    preposition, noun = words.words[mention.head + 1].lower, words.words[mention.head].lower
    return preposition in LIES_IN and not (preposition == "of" and noun in nouns("settlement"))


def _inside(cast: Cast, holder: str, found: dict[str, Where]) -> Where:
    """Where that lies which lies in another."""
    where = found.get(holder, Where())
    state = holder if is_state(cast, holder) else where.of
    return Where(where.country, (cast.name_of(holder), *where.within), state)


def _with_state(where: Where, found: dict[str, Where], cast: Cast) -> Where:
    """With the state's entity, where the report has one of that country."""
    if where.of or not where.country or not where.within:
        return where
    states = (e for e in found if is_state(cast, e) and found[e].country == where.country)
    return Where(where.country, where.within, next(states, None))
