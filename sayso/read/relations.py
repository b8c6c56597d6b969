"""Relations: who leads, belongs to, speaks for, works for or is kin to whom, from descriptions and verbs.

Any description built on a noun of `lexicon/relations.toml` tells one: "the army's spokesman", "a former spokesman for the
cleric", "army spokesman Ruta Adisa". Its bearer is whoever the description is joined to in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import letters_after_names, load, names_an_outlet, nouns
from sayso.read.cues import lemmas
from sayso.read.entities import Cast
from sayso.read.mentions import FoundMention
from sayso.read.predicates import is_negated
from sayso.read.roles import AFTER, OWNERS, Bodies, bearer, find_roles, objects_of, role_nouns
from sayso.read.syntax import children, is_passive, objects, phrases, subjects, together
from sayso.read.words import Word, Words
from sayso.terms import EntityType, MentionForm, Relation, RelationType, Status

GO_BETWEEN = "go_between"
SERVED = frozenset({"serve", "work"})


@dataclass(frozen=True, slots=True)
class Told:
    """A relation before it has an id, and the word that tells it."""

    type: RelationType
    subject: str
    object: str
    word: int
    why: str
    other: str | None = None
    status: Status = Status.UNKNOWN
    negated: bool = False


def find_relations(words: Words, mentions: Sequence[FoundMention], cast: Cast) -> list[Relation]:
    """The relations of a report in order, each told once a sentence."""
    told = [*_from_roles(words, mentions, cast), *_from_phrases(words, mentions, cast), *_from_verbs(words, cast)]
    found: list[Relation] = []
    seen: set[tuple[object, ...]] = set()
    for relation in sorted(told, key=lambda relation: relation.word):
        word = words.words[relation.word]
        key = (relation.type, relation.subject, relation.object, word.sentence)
        if key in seen or relation.subject == relation.object:
            continue
        seen.add(key)
        found.append(
            Relation(
                id=f"r{len(found) + 1}",
                type=relation.type,
                subject=relation.subject,
                object=relation.object,
                other=relation.other,
                role=word.span,
                status=relation.status,
                span=word.span,
                negated=relation.negated,
                why=relation.why,
            )
        )
    return found


# Descriptions


def _from_roles(words: Words, mentions: Sequence[FoundMention], cast: Cast) -> Iterator[Told]:
    """What descriptions and titles say of their bearers."""
    bodies = Bodies.of(words, mentions, cast)
    names = {mention.first: mention for mention in mentions if mention.form is MentionForm.NAME}
    for role in find_roles(words, mentions):
        kind = role.kind.removesuffix(" turned")
        who, head = bearer(words, role, cast, names), role.head
        if role.kind == "membership turned" and (role.owner is None or role.owner.lower not in OWNERS):
            continue
        found = objects_of(words, role, cast, bodies)
        if not found:
            continue
        if who is None or (role.owner is not None and who == found[0][0]):
            who = cast.introduce(words, role.head)
        others = [(other, rule) for other, rule in found if other != who]
        status = _status(words, role.head)
        if kind == GO_BETWEEN:
            yield from _between(
                [other for other, _ in others], who, head, status, f'"{words.words[head].text}" tells it'
            )
            continue
        for other, rule in others if kind == RelationType.REPRESENTATION else others[:1]:
            why = f'"{words.words[head].text}" tells it, {rule}'
            if rule == AFTER and kind in TO_NAMED and not cast.is_named(other):
                continue
            one, two = (other, who) if role.kind.endswith("turned") else (who, other)
            if (fitting := _fitting(kind, role.noun, cast.type_of(one), cast.type_of(two))) is not None:
                yield Told(fitting, one, two, head, why, status=status)


TO_NAMED = frozenset({RelationType.FAMILY, RelationType.ASSOCIATION})
"""What an "of" phrase tells only of somebody with a name: "a mother of two", "friends of the forest"."""
PERSONS = frozenset({EntityType.PERSON, EntityType.GROUP})
OF_BODY = frozenset({"head", "arm", "chair", "boy"})


def _fitting(kind: str, noun: str, who: EntityType, whom: EntityType) -> RelationType | None:
    """The relation that two kinds of things can have by a noun: a person's chief is an associate, not a body's head."""
    type_ = RelationType(kind)
    if EntityType.DOCUMENT in (who, whom) and not noun.endswith("author"):
        return None
    if whom is EntityType.PERSON and noun in OF_BODY:
        return None
    match type_:
        case RelationType.FAMILY:
            return type_ if who in PERSONS and whom in PERSONS else None
        case RelationType.DIRECTORSHIP if whom is EntityType.PERSON:
            return RelationType.ASSOCIATION
        case RelationType.MEMBERSHIP if whom is EntityType.PERSON:
            return None
        case RelationType.PART_OF if whom is EntityType.PERSON:
            return RelationType.ASSOCIATION if noun == "office" else None
        case _:
            return type_


def _from_phrases(words: Words, mentions: Sequence[FoundMention], cast: Cast) -> Iterator[Told]:
    """What a phrase right behind a person's name says: "Fatou Cisse of Doctors Abroad", "Otto Vane KC, for the paper"."""
    row = words.words
    for mention in mentions:
        if (
            mention.form is not MentionForm.NAME
            or mention.type is not EntityType.PERSON
            or mention.last + 2 >= len(row)
        ):
            continue
        place = mention.last
        while place < len(row) - 2 and row[place].lower in letters_after_names():
            place += 1
        comma = row[place].text == ","
        word = row[place + comma]
        if word.lower not in ("of", "for", "from", "at") or word.sentence != row[mention.head].sentence:
            continue
        who, whom = cast.entity_at(mention.head), cast.entity_at(word.head)
        if who is None or whom is None or word.head < word.index or row[word.head].sentence != word.sentence:
            continue
        kind = cast.type_of(whom)
        if word.lower == "for" and comma and place + 1 < len(row) and kind is not EntityType.PLACE:
            if any(other.text == "," for other in row[word.head + 1 : word.head + 3]):
                yield Told(RelationType.REPRESENTATION, who, whom, word.index, f'"{word.text}" tells it')
        elif word.lower != "for" and kind in (EntityType.ORGANIZATION, EntityType.GROUP):
            last = cast.name_of(whom).lower().split()[-1]
            of_members = kind is EntityType.GROUP or last in member_bodies()
            type_ = RelationType.MEMBERSHIP if of_members else RelationType.EMPLOYMENT
            yield Told(type_, who, whom, word.index, f'"{word.text}" tells it')


def body_heads(words: Words) -> Iterator[int]:
    """Bodies that stand before a role, so that each becomes a mention: "defence ministry spokesman"."""
    for word in words.words:
        role = words.words[word.head] if word.head >= 0 and word.dependency == "compound" else None
        if role is not None and word.lower in nouns("organization") and role.lower in role_nouns():
            yield word.index


def _between(others: Sequence[str], bearer: str, head: int, status: Status, why: str) -> Iterator[Told]:
    """A go-between of two stands for each towards the other."""
    if len(others) < 2:
        return
    one, other = others[:2]
    yield Told(RelationType.REPRESENTATION, bearer, one, head, why, other=other, status=status)
    yield Told(RelationType.REPRESENTATION, bearer, other, head, why, other=one, status=status)


def _status(words: Words, head: int) -> Status:
    """Former or current, where a word before the noun says so."""
    before = {words.words[i].lower for i in range(max(0, head - 3), head)}
    before |= {word.lower for word in children(words, head, "amod", "advmod", "det", "compound")}
    if before & _status_words("former"):
        return Status.FORMER
    return Status.CURRENT if before & _status_words("current") else Status.UNKNOWN


# Verbs


def _from_verbs(words: Words, cast: Cast) -> Iterator[Told]:
    """What verbs say: "led by", "served for years in", "works for", "owns"."""
    lemma_of = {word.index: _known_lemma(word) for word in words.words if word.pos in ("VERB", "AUX")}
    for word in words.words:
        entry = relation_verbs().get(lemma_of.get(word.index, "")) if word.pos == "VERB" else None
        if entry is None:
            continue
        kind, prepositions, turned = entry
        agents, patients = _both_sides(words, word, lemma_of, prepositions)
        if turned:
            agents, patients = patients, agents
        status = _tense(words, word)
        for agent in agents:
            for patient in patients[:1]:
                subject, object_ = cast.entity_at(agent.index), cast.entity_at(patient.index)
                if subject and object_ is None and patient.pos == "NOUN" and not turned and not prepositions:
                    object_ = cast.introduce(words, patient.index)
                if subject and object_ and _fit(cast, kind, subject, object_):
                    why = f'"{word.text}" tells it'
                    negated = is_negated(words, word, lemma_of)
                    yield Told(RelationType(kind), subject, object_, word.index, why, status=status, negated=negated)


def _both_sides(
    words: Words, verb: Word, lemma_of: dict[int, str], prepositions: tuple[str, ...]
) -> tuple[list[Word], list[Word]]:
    subject = subjects(words, verb, lemma_of)
    if prepositions:
        after = [
            word
            for preposition, head in phrases(words, verb.index)
            if preposition in prepositions
            for word in together(words, head)
        ]
        return subject, after
    if is_passive(words, verb):
        by = [
            word
            for preposition, head in phrases(words, verb.index)
            if preposition == "by"
            for word in together(words, head)
        ]
        return by, subject
    return subject, objects(words, verb)


def _fit(cast: Cast, kind: str, subject: str, object_: str) -> bool:
    """Whether the two can stand so: nobody leads a document, only bodies have members."""
    who, whom = cast.type_of(subject), cast.type_of(object_)
    if EntityType.DOCUMENT in (who, whom):
        return False
    if kind in (RelationType.DIRECTORSHIP, RelationType.MEMBERSHIP):
        return whom is not EntityType.PERSON
    if kind == RelationType.OWNERSHIP:
        return whom in (EntityType.ORGANIZATION, EntityType.THING, EntityType.PLACE)
    if kind == RelationType.EMPLOYMENT and whom is EntityType.PLACE:
        return False
    return who is not EntityType.THING and whom is not EntityType.THING and not names_an_outlet(cast.name_of(object_))


def _tense(words: Words, verb: Word) -> Status:
    """Over, if the verb is in the past perfect or "served for nine years"; going on in the present."""
    helpers = {word.lower for word in children(words, verb.index, "aux", "aux:pass", "advmod")}
    if helpers & {"had", "once", "formerly", "previously"}:
        return Status.FORMER
    if verb.lower.endswith("s") or helpers & {"is", "are", "has", "have", "now"}:
        return Status.CURRENT
    return Status.FORMER if set(lemmas(verb.lower)) & SERVED and verb.lower.endswith("ed") else Status.UNKNOWN


# The list


@cache
def member_bodies() -> frozenset[str]:
    """Bodies whose people are members, not employed: "of the Coastal Union"."""
    return frozenset(load("relations")["bodies"]["of_members"])


@cache
def relation_verbs() -> dict[str, tuple[str, tuple[str, ...], bool]]:
    """Verb to relation, the prepositions its object stands after, and whether subject and object change places."""
    table: dict[str, tuple[str, tuple[str, ...], bool]] = {}
    for kind, entry in load("relations").items():
        for turned, key in ((False, "verbs"), (True, "employer")):
            for line in entry.get(key, ()):
                verb, _, prepositions = line.partition(" > ")
                table.setdefault(verb.split(" + ")[0], (kind, tuple(prepositions.split()), turned))
    return table


@cache
def _status_words(status: str) -> frozenset[str]:
    return frozenset(load("relations")["status"][status])


def _known_lemma(word: Word) -> str:
    found = lemmas(word.lower)
    return next((lemma for lemma in found[::-1] if lemma in relation_verbs()), found[0])
