"""Relations: who leads, belongs to, speaks for, works for or is kin to whom, from descriptions and verbs.

Any description built on a noun of `lexicon/relations.toml` tells one: "the army's spokesman", "a former spokesman for the
cleric", "army spokesman Ruta Adisa". Its bearer is whoever the description is joined to in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import load, names_an_outlet, nouns
from sayso.read.cues import lemmas
from sayso.read.entities import Cast
from sayso.read.mentions import FoundMention
from sayso.read.predicates import is_negated
from sayso.read.syntax import children, governor, is_passive, objects, phrases, possessor, subjects, together
from sayso.read.words import Word, Words
from sayso.terms import EntityType, MentionForm, Relation, RelationType, Status

GO_BETWEEN = "go_between"
OF_WHOM = ("of", "for", "at", "in", "with", "from", "to")
CLOSE = ("of", "for", "to", "between")
BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
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
    told = [*_from_descriptions(words, mentions, cast), *_from_verbs(words, cast)]
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


def _from_descriptions(words: Words, mentions: Sequence[FoundMention], cast: Cast) -> Iterator[Told]:
    """What descriptions and titles say of their bearers."""
    for bearer, head in _described(words, mentions, cast):
        kind = _kind_of(words, head)
        if kind is None:
            continue
        others = [other for other in _of_whom(words, head, cast) if other != bearer]
        status = _status(words, head)
        why = f'"{words.words[head].text}" tells it'
        if kind == GO_BETWEEN:
            yield from _between(others, bearer, head, status, why)
        elif others:
            yield Told(RelationType(kind), bearer, others[0], head, why, status=status)


def body_heads(words: Words) -> Iterator[int]:
    """Bodies that stand before a role, so that each becomes a mention: "defence ministry spokesman"."""
    for word in words.words:
        role = words.words[word.head] if word.head >= 0 and word.dependency == "compound" else None
        if role is not None and word.lower in nouns("organization") and role.lower in relation_nouns():
            yield word.index


def _described(words: Words, mentions: Sequence[FoundMention], cast: Cast) -> Iterator[tuple[str, int]]:
    """Everybody who is described, with the noun that does: by title, by description, by "was a"."""
    said_of = {word.index for word in words.words if word.pos == "NOUN" and children(words, word.index, "cop")}
    for mention in mentions:
        heads = [mention.head] if mention.form is MentionForm.NOMINAL else list(mention.titles)[-1:]
        for head in heads:
            if head not in said_of and (bearer := cast.entity_at(mention.head)):
                yield bearer, head
    for head in sorted(said_of):
        for subject in children(words, head, "nsubj"):
            if bearer := cast.entity_at(governor(words, subject).index):
                yield bearer, head


def _kind_of(words: Words, head: int) -> str | None:
    """The relation that a noun tells; of two words, "contact point", both count."""
    word = words.words[head]
    before = words.words[head - 1].lower if head and words.words[head - 1].sentence == word.sentence else ""
    hyphened = "".join(other.lower for other in words.words[head : head + 3])
    for noun in (hyphened, f"{before} {word.lower}", word.lower, word.lower.removesuffix("s")):
        if kind := relation_nouns().get(noun):
            return kind
    return None


def _of_whom(words: Words, head: int, cast: Cast) -> list[str]:
    """The entities a description names: its possessor, its "of", "for" or "at" phrase, the name before its noun."""
    word = words.words[head]
    found: list[str | None] = []
    if owner := possessor(words, word):
        found.append(cast.entity_at(owner.index))
    for preposition, other in phrases(words, head):
        if preposition in (*OF_WHOM, "between"):
            entities = [cast.entity_at(joined.index) for joined in together(words, other)]
            found += [e for e in entities if preposition in CLOSE or (e and cast.type_of(e) in BODIES)]
    for before in reversed(children(words, head, "compound", "nmod")):
        between = words.words[before.index + 1 : head]
        if before.index < head and all(word.name != "O" or word.pos == "ADJ" for word in between):
            found.append(cast.entity_at(before.index))  # "U.S. military official" is no official of the U.S.
    kept = [entity for entity in found if entity and cast.type_of(entity) is not EntityType.DOCUMENT]
    return list(dict.fromkeys(kept))


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
        return whom in (EntityType.ORGANIZATION, EntityType.GROUP, EntityType.STATE)
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
def relation_nouns() -> dict[str, str]:
    """Noun to the relation it tells; where a noun stands under two, the earlier counts."""
    table: dict[str, str] = {}
    for kind, entry in load("relations").items():
        for noun in entry.get("nouns", ()):
            table.setdefault(noun, kind)
    return table


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
