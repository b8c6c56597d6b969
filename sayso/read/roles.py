"""Roles: the nouns that say how somebody stands to somebody else, whose they are, and to whom.

"the ministry's spokesman", "police chief Ana Ruiz", "a lawyer for A and B", "whose sister Jenna": each is a noun of
`lexicon/relations.toml`. What stands before it and behind it says to whom, by the order of the words first, since syntax
is often wrong in long titles. A title may only imply its body: "the foreign minister" is head of the foreign ministry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sayso.lexicon import load, nouns
from sayso.read.coreference import agrees
from sayso.read.entities import Cast
from sayso.read.mentions import PERSONAL, FoundMention
from sayso.read.syntax import case_of, children, governor, phrases, possessor, subjects, together
from sayso.read.words import Word, Words
from sayso.terms import EntityType, MentionForm

LONGEST_ROLE = 4
"""Words that a noun of the list may take: "chief of staff", hyphens among them."""
WHOSE_REACHES = 8
"""Words before "whose" among which stands whom it is about."""
SENTENCES_BACK = 6
"""Sentences among which a possessive pronoun finds its owner."""
LONGEST_BEFORE = 6
"""Words before a role that may name its body: "the Kasmara defence ministry's chief legal adviser"."""
OF_WHOM = ("of", "for", "at", "in", "with", "from", "to", "by")
CLOSE = ("of", "for", "between", "by")
AFTER = "by the phrase behind it"
POSSESSIVE = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: its head word, its first and last words, what it tells, and what stands before it, nearest first.

    `owner` is the possessor: a pronoun, "whose", or the head of what carries the 's.
    """

    head: int
    first: int
    last: int
    kind: str
    noun: str
    owner: Word | None
    before: tuple[int, ...]


def find_roles(words: Words, mentions: Sequence[FoundMention]) -> Iterator[Role]:
    """Every role noun of a report, in order; what is part of a name is none."""
    named = {i for m in mentions if m.form is MentionForm.NAME for i in range(m.first, m.last)}
    row = words.words
    index = 0
    while index < len(row):
        found = None if index in named else _role_at(row, index)
        if found is None:
            index += 1
            continue
        last, kind, noun = found
        inside = range(index, last)
        heads = [i for i in inside if row[i].head not in inside and row[i].pos != "ADP"]
        head = (heads[-1] if " of " not in noun else heads[0]) if heads else last - 1
        yield _with_what_is_before(words, index, head, last, kind, noun)
        index = last


def _role_at(row: Sequence[Word], index: int) -> tuple[int, str, str] | None:
    """The longest role that begins with a word: its last word (exclusive), kind and noun. A modifier is none."""
    first = row[index]
    if first.pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    text, best = "", None
    for last in range(index + 1, min(index + LONGEST_ROLE, len(row)) + 1):
        word = row[last - 1]
        if word.sentence != first.sentence:
            break
        glue = "" if not text or row[last - 2].span.end == word.span.start else " "
        text += glue + word.lower
        if noun := known_role(text):
            best = last, role_nouns()[noun], noun
    if best is None:
        return None
    after = row[best[0]] if best[0] < len(row) else None
    modifies = (
        after is not None and after.sentence == first.sentence and after.pos == "NOUN" and known_role(after.lower)
    )
    return None if modifies else best


@cache
def known_role(text: str) -> str | None:
    """The noun of the list that a word or phrase is, its plural too."""
    known = role_nouns()
    forms = [text, text.removesuffix("s"), text.removesuffix("es")]
    if text.endswith("ies"):
        forms.append(text[:-3] + "y")
    if text.endswith("men"):
        forms.append(text[:-3] + "man")
    return next((form for form in forms if form in known), None)


def _with_what_is_before(words: Words, index: int, head: int, last: int, kind: str, noun: str) -> Role:
    """The role with its modifiers, read leftwards word by word until the phrase begins."""
    row = words.words
    before: list[int] = []
    place, first = index - 1, index
    owner: Word | None = None
    while place >= 0 and row[place].sentence == row[head].sentence and len(before) < LONGEST_BEFORE:
        word = row[place]
        if word.text in POSSESSIVE:
            owner, first = row[place - 1] if place else None, place
            break
        if word.lower in OWNERS:
            owner, first = word, place
            break
        if word.text == "-" and before and place:
            place -= 1
            continue
        known = word.lower in TIMES or word.lower in body_nouns() or word.lower in field_bodies()
        if word.pos not in ("NOUN", "PROPN", "ADJ", "NUM") and not known:
            if word.pos == "DET":
                first = place
            break
        before.append(place)
        first = place
        place -= 1
    if owner is None and (found := possessor(words, row[head])) is not None and found.index < head:
        owner = found
    inside = [i for i in range(head - 1, index - 1, -1) if row[i].lower in body_nouns()]
    return Role(head, first, last, kind, noun, owner, (*inside, *before))


OWNERS = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
TIMES = frozenset({"then", "now", "former", "ex"})


# Whose role it is


def bearer(words: Words, role: Role, cast: Cast, names: dict[int, FoundMention]) -> str | None:
    """Who is called so: whom the title stands before, who is said to be it, or the description itself."""
    row = words.words
    name = names.get(role.last)
    if name and name.type is EntityType.PERSON and row[name.first].sentence == row[role.head].sentence:
        return cast.entity_at(name.head)
    if said := _said_to_be(words, role, cast):
        return said
    if role.last + 2 < len(row) and row[role.last].text == ",":
        name = names.get(role.last + (2 if row[role.last + 1].lower == "the" else 1))
        if name and row[name.first].sentence == row[role.head].sentence and _may_be(role, name, cast):
            return cast.entity_at(name.head)
    entity = cast.entity_at(role.head)
    return entity if entity and _is_called_so(role, cast, entity) else None


def _may_be(role: Role, name: FoundMention, cast: Cast) -> bool:
    """Whether the name behind a comma is whose role it is: a person, or a body where the noun is one."""
    if role.kind.endswith("turned") or role.kind in ("part_of", "ownership"):
        return name.type in BODY_TYPES
    return name.type is EntityType.PERSON and not cast.entity_at(role.head)


def _is_called_so(role: Role, cast: Cast, entity: str) -> bool:
    """Whether a description that has an owner is no new person: a name stands by it, or another description says so."""
    if role.owner is None:
        return True
    others = [m for m in cast.mentions_of(entity) if m.form is not MentionForm.PRONOUN and m.head != role.head]
    return not others or any(
        role.noun in (other.text.lower() if other.form is MentionForm.NOMINAL else " ".join(other.roles).lower())
        or 0 <= other.first - role.last <= DESCRIPTION_GOES_ON
        or 0 <= role.first - other.last <= 3
        for other in others
    )


DESCRIPTION_GOES_ON = 6


def _said_to_be(words: Words, role: Role, cast: Cast) -> str | None:
    """ "Ruta Adisa was the go-between", "served as chairman"."""
    row = words.words
    head = row[role.head]
    if children(words, role.head, "cop"):
        for subject in children(words, role.head, "nsubj"):
            return cast.entity_at(governor(words, subject).index)
    if head.head >= 0 and row[head.head].pos == "VERB" and case_of(words, head) == "as":
        for subject in subjects(words, row[head.head], {}):
            return cast.entity_at(subject.index)
    return None


# To whom


@dataclass(slots=True)
class Bodies:
    """The bodies of a report by the nouns they are called by, and where each is mentioned, for what is only implied."""

    words: Words
    cast: Cast
    by_noun: dict[str, list[tuple[int, str]]]
    places: list[tuple[int, str]]
    in_sentence: dict[int, list[FoundMention]]
    counts: Counter[str] = field(default_factory=Counter)
    counted: int = 0

    @classmethod
    def of(cls, words: Words, mentions: Sequence[FoundMention], cast: Cast) -> Bodies:
        """All bodies of a report, in the order of their mentions."""
        by_noun: dict[str, list[tuple[int, str]]] = {}
        places: list[tuple[int, str]] = []
        in_sentence: dict[int, list[FoundMention]] = {}
        for mention in mentions:
            entity = cast.entity_at(mention.head)
            if entity is not None:
                in_sentence.setdefault(words.words[mention.head].sentence, []).append(mention)
            if entity is None or mention.form is MentionForm.PRONOUN:
                continue
            last = words.words[mention.last - 1].lower if mention.form is MentionForm.NAME else mention.head_word
            by_noun.setdefault(last, []).append((mention.head, entity))
            if mention.form is MentionForm.NAME:
                by_noun.setdefault(mention.text.lower(), []).append((mention.head, entity))
            is_body = mention.type in BODY_TYPES and cast.type_of(entity) in BODY_TYPES
            if is_body and (mention.form is MentionForm.NAME or mention.head_word in nouns("organization")):
                places.append((mention.head, entity))
        return cls(words, cast, by_noun, places, in_sentence)

    def called(self, noun: str, near: int) -> str | None:
        """The body that goes by a noun: the last before a word, else the first after it."""
        found = self.by_noun.get(noun)
        if not found:
            return None
        place = bisect_left(found, near, key=lambda known: known[0])
        if place:
            return found[place - 1][1]
        return next((entity for head, entity in found[:2] if head > near), None)

    def owner(self, role: Role) -> str | None:
        """Whom the possessive before a role means."""
        owner, row = role.owner, self.words.words
        assert owner is not None
        if owner.lower == "whose":
            return self._antecedent(owner)
        pronoun = PERSONAL.get(owner.lower)
        if pronoun in ("he", "she", "they"):
            found = self._last_subject(owner, pronoun) or self.cast.entity_at(owner.index)
            return None if found and self._is_pronoun(found) else found
        entity = self.cast.entity_at(owner.index)
        if pronoun == "it" and (entity is None or self._is_pronoun(entity) or self._cannot_have(entity, role)):
            return self._last_subject(owner, pronoun)
        if entity is None and pronoun is None and row[owner.index].pos == "NOUN":
            entity = self.called(owner.lower, owner.index)
            entity = entity or self.cast.introduce(self.words, owner.index)
        return entity

    def _cannot_have(self, entity: str, role: Role) -> bool:
        return role.kind in HAD_BY_BODIES and self.cast.type_of(entity) not in ACTING

    def _is_pronoun(self, entity: str) -> bool:
        return all(mention.form is MentionForm.PRONOUN for mention in self.cast.mentions_of(entity))

    def _last_subject(self, owner: Word, pronoun: str) -> str | None:
        """The last subject that a possessive pronoun can stand for: the model's choice is right less often."""
        row = self.words.words
        for sentence in range(owner.sentence, max(-1, owner.sentence - SENTENCES_BACK), -1):
            before = [
                mention
                for mention in self.in_sentence.get(sentence, ())
                if mention.last <= owner.index and self._can_be(mention, pronoun)
            ]
            acting = [m for m in before if row[m.head].dependency.startswith("nsubj")] or before
            if acting:
                return self.cast.entity_at(acting[-1 if sentence == owner.sentence else 0].head)
        return None

    def _can_be(self, mention: FoundMention, pronoun: str) -> bool:
        chain = self.cast.chains.of(mention)
        if chain is None:
            return False
        if pronoun in ("they", "it"):
            return chain.type in (EntityType.ORGANIZATION, EntityType.GROUP, EntityType.STATE)
        return agrees(pronoun, chain)

    def _antecedent(self, owner: Word) -> str | None:
        """Whom "whose" is about: who was spoken of last before it."""
        for word in reversed(self.words.words[max(0, owner.index - WHOSE_REACHES) : owner.index]):
            entity = self.cast.entity_at(word.index) if word.sentence == owner.sentence else None
            if entity and self.cast.type_of(entity) in ACTING:
                return entity
        return None

    def last_body(self, role: Role) -> str | None:
        """The body spoken of last before a role, in its paragraph."""
        row = self.words.words
        place = bisect_left(self.places, role.first, key=lambda place: place[0]) - 1
        if place < 0 or row[self.places[place][0]].paragraph != row[role.head].paragraph:
            return None
        return self.places[place][1]

    def last_person(self, role: Role) -> str | None:
        """The first person of the sentence before a role, else of one of those before it."""
        here = self.words.words[role.head].sentence
        for sentence in range(here, max(-1, here - SENTENCES_BACK), -1):
            for mention in self.in_sentence.get(sentence, ()):
                entity = self.cast.entity_at(mention.head)
                if mention.head < role.first and entity and self.cast.type_of(entity) is EntityType.PERSON:
                    return entity
        return None

    def salient(self, role: Role) -> str | None:
        """The body that a report has named most often up to a role; roles are asked for in their order."""
        while self.counted < len(self.places) and self.places[self.counted][0] < role.first:
            self.counts[self.places[self.counted][1]] += 1
            self.counted += 1
        return self.counts.most_common(1)[0][0] if self.counts else None


BODY_TYPES = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
HAD_BY_BODIES = frozenset({"directorship", "representation", "employment", "membership"})
ACTING = BODY_TYPES | {EntityType.PERSON, EntityType.STATE}


def objects_of(words: Words, role: Role, cast: Cast, bodies: Bodies) -> list[tuple[str, str]]:
    """The entities towards whom somebody has a role, each with the rule that found it."""
    row = words.words
    if role.owner is not None:
        found = bodies.owner(role)
        return [(found, "by its possessive")] if found else []
    if after := _after(words, role, cast):
        return [(entity, AFTER) for entity in after]
    if (implied := _implied(words, role, cast, bodies)) is not None:
        return [(implied, "implied by the title")]
    for place in role.before if role.kind != "part_of" else ():
        entity = cast.entity_at(place)
        if entity and cast.type_of(entity) is EntityType.PERSON:
            entity = None  # the title's own bearer
        if entity and row[place].name != "O" and cast.type_of(entity) in NAMED_BEFORE:
            return [(entity, "by the name before it")]
        noun = field_bodies().get(row[place].lower, row[place].lower)
        if noun in body_nouns():
            if made := entity or bodies.called(noun, place) or bodies.called(noun + "s", place):
                return [(made, "by the noun before it")]
            return [(cast.introduce(words, place, EntityType.ORGANIZATION, noun), "by the noun before it")]
    for noun in role_bodies().get(role.noun, ()):
        if entity := bodies.called(noun, role.head):
            return [(entity, "in the one body that has it")]
    if role.noun in had_near("body") and (near := bodies.last_body(role)):
        return [(near, "in the body named last")]
    if role.noun in had_near("person") and (near := bodies.last_person(role)):
        return [(near, "of the person named last")]
    if role.noun in of_the_named() and (most := bodies.salient(role)):
        return [(most, "in the body named most")]
    return []


NAMED_BEFORE = frozenset({EntityType.ORGANIZATION, EntityType.GROUP, EntityType.STATE, EntityType.PLACE})


def _after(words: Words, role: Role, cast: Cast) -> list[str]:
    """The entities of an "of", "for" or "at" phrase right behind a role."""
    row = words.words
    found: list[str | None] = []
    for preposition, other in phrases(words, role.head):
        if preposition in (*OF_WHOM, "between") and other.index >= role.last:
            entities = [cast.entity_at(joined.index) for joined in together(words, other)]
            found += [e for e in entities if e and _may_be_at(cast, role, preposition, e)]
    if not found and role.last < len(row) and row[role.last].lower in OF_WHOM:
        of = row[role.last]
        if of.head > of.index and row[of.head].sentence == of.sentence:
            entity = cast.entity_at(of.head)
            found = [entity] if entity and _may_be_at(cast, role, of.lower, entity) else []
    return list(dict.fromkeys(entity for entity in found if entity))


def _may_be_at(cast: Cast, role: Role, preposition: str, entity: str) -> bool:
    """Whether a phrase says to whom a role is: "a nurse at the clinic", "a spokesman for the paper", no "man in a coat"."""
    kind = cast.type_of(entity)
    if preposition == "to":
        return role.noun in serving_to()
    if preposition in CLOSE:
        return True
    return kind in BODY_TYPES or (preposition == "at" and role.kind == "employment" and kind is EntityType.PLACE)


def _implied(words: Words, role: Role, cast: Cast, bodies: Bodies) -> str | None:
    """The body that the words of a title make: "foreign minister" the foreign ministry."""
    row = words.words
    made = implied_bodies().get(role.noun, ())
    if not made:
        return None
    said = [row[place] for place in role.before if row[place].lower not in saying_no_body() and row[place].pos != "NUM"]
    if not said:
        return None
    said_field = said[0].lower
    for noun in made:
        if entity := bodies.called(f"{said_field} {noun}", role.head):
            return entity
    for noun in made:
        for head, entity in bodies.by_noun.get(noun, ()):
            if head and row[head - 1].lower == said_field:
                return entity
    for noun in made:
        if entity := bodies.called(noun, role.head):
            return entity
    return cast.introduce(words, said[0].index, EntityType.ORGANIZATION, f"{said_field} {made[0]}")


# The list


@cache
def role_nouns() -> dict[str, str]:
    """Noun to the relation it tells; where a noun stands under two, the earlier counts."""
    table: dict[str, str] = {}
    for kind, entry in load("relations").items():
        if kind == "bodies":
            continue
        for noun in entry.get("nouns", ()):
            table.setdefault(noun, kind)
        for noun in entry.get("turned", ()):
            table.setdefault(noun, f"{kind} turned")
    return table


@cache
def body_nouns() -> frozenset[str]:
    """Nouns that name a body before a role: "police chief"."""
    return frozenset(load("relations")["bodies"]["nouns"]) | (
        nouns("organization") - set(load("relations")["bodies"]["not"])
    )


@cache
def field_bodies() -> dict[str, str]:
    """Adjectives before a role to the bodies they mean: "provincial governor"."""
    return dict(load("relations")["field"])


@cache
def implied_bodies() -> dict[str, tuple[str, ...]]:
    """Role to the nouns of the body that its title implies: "minister" to "ministry"."""
    return {role: tuple(made) for role, made in load("relations")["implied"].items()}


@cache
def role_bodies() -> dict[str, tuple[str, ...]]:
    """Role to the nouns of the bodies that alone have it: "senator" to "senate"."""
    return {role: tuple(made) for role, made in load("relations")["held_in"].items()}


@cache
def saying_no_body() -> frozenset[str]:
    """Words of a title that are no field: "the former deputy foreign minister"."""
    return frozenset(load("relations")["bodies"]["no_field"])


@cache
def had_near(what: str) -> frozenset[str]:
    """Roles that by themselves are had towards the "body" or "person" spoken of last."""
    return frozenset(load("relations")["bodies"][f"near_{what}"])


@cache
def serving_to() -> frozenset[str]:
    """Roles that are had "to" somebody; an ambassador to a state is another's."""
    return frozenset(load("relations")["bodies"]["to"])


@cache
def of_the_named() -> frozenset[str]:
    """Roles that by themselves are had in the body that a report names most."""
    return frozenset(load("relations")["bodies"]["of_the_named"])
