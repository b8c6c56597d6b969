"""Who of one report can be met in others, and under which name.

A person or body with a name goes by it. A body without one goes by the state or place it is a body of: "Aldovar's army"
and "the Aldovari military" are both "Aldovar army". Everybody else is somebody of this report only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sayso.lexicon import bodies, common_words, demonyms, nouns_adding_nothing, states
from sayso.resolve.names import name_id
from sayso.terms import EntityType, MentionForm, Reading

BODIES = {EntityType.ORGANIZATION, EntityType.GROUP, EntityType.THING, EntityType.STATE}
WORD = r"[A-Z][\w'’-]*"


def named_entities(reading: Reading) -> dict[str, tuple[str, str]]:
    """The entities of a report that can be met in others: by id, the id and the words of the name they go by."""
    named = {mention.entity for mention in reading.mentions if mention.form is MentionForm.NAME}
    places = _places(reading)
    names = {entity.id: entity.name for entity in reading.entities if entity.id in named}
    possessed = _possessed(reading, names)
    found = {}
    for entity in reading.entities:
        name = entity.name if entity.id in named else None
        if entity.type in BODIES:
            described = [*_described(entity.forms, places), *possessed.get(entity.id, ())]
            name = described[0] if described and (name is None or name in places) else name
            name = name or _beside_a_noun(entity.forms)
        if name:
            found[entity.id] = (name_id(name), name)
    return found


def _places(reading: Reading) -> Counter[str]:
    """The states and places a report names, by how often."""
    kinds = {EntityType.STATE, EntityType.PLACE}
    entities = {entity.id: entity.name for entity in reading.entities if entity.type in kinds}
    return Counter(entities[mention.entity] for mention in reading.mentions if mention.entity in entities)


def _described(forms: Iterable[str], places: Counter[str]) -> Iterator[str]:
    """The names that descriptions of a state's body amount to: "the Kharuzi foreign ministry" to "Kharuz foreign ministry"."""
    for form in forms:
        plain = form.replace("’", "'").removeprefix("the ").removeprefix("The ")
        before = re.match(rf"^({WORD}(?: {WORD})??)(?:'s?)? (?:own )?([a-z][a-z' ]+)$", plain)
        after = re.match(rf"^([a-z][a-z' ]+) of (?:the )?({WORD}(?: {WORD})*)$", plain)
        whose, body = (before[1], before[2]) if before else (after[2], after[1]) if after else (None, "")
        if whose and whose.split()[0].lower() not in common_words() and (called := bodies().get(body.strip())):
            yield f"{_state(whose, places)} {called}"


def _possessed(reading: Reading, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The same where the state is meant by a pronoun: "its foreign ministry"; by entity."""
    owners = {m.start: m.entity for m in reading.mentions if m.form is MentionForm.PRONOUN and m.entity in names}
    found: dict[str, list[str]] = {}
    for mention in reading.mentions:
        if mention.entity and mention.start in owners and mention.form is not MentionForm.PRONOUN:
            words = " ".join(mention.span.of(reading.document.text).split()).split(" ", 1)
            if len(words) == 2 and (called := bodies().get(words[1].lower())):
                found.setdefault(mention.entity, []).append(f"{names[owners[mention.start] or '']} {called}")
    return found


def _state(word: str, places: Counter[str]) -> str:
    """The state or place an adjective belongs to: by the list, else by a place of the report that begins like it."""
    word = word.removesuffix("'s").removesuffix("'")
    if known := demonyms().get(word.lower()) or states().get(word.lower()):
        return known
    alike = [place for place in places if _begins_like(word, place)]
    return max(alike, key=lambda place: places[place]) if alike else word


def _begins_like(word: str, place: str) -> bool:
    stem = place.lower().rstrip("aeiou")
    return len(stem) >= 4 and word.lower().startswith(stem) and len(word) - len(stem) <= 5


def _beside_a_noun(forms: Iterable[str]) -> str | None:
    """The proper name in "the Northline news agency"."""
    for form in forms:
        for noun in nouns_adding_nothing():
            found = re.match(rf"^(?:[Tt]he )?({WORD}(?: (?:{WORD}|of|and|&))*) {noun}$", form)
            if found and found[1].lower() not in demonyms():
                return found[1]
    return None
