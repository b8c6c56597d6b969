"""The cast of a report: its chains as entities with names, types and roles, and who is where in the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sayso.lexicon import names_an_outlet, states
from sayso.read.coreference import Chain, Chains
from sayso.read.mentions import PERSONAL, FoundMention, nominal_mention
from sayso.read.nesting import Draft
from sayso.read.words import Words
from sayso.terms import Entity, EntityType, Mention, MentionForm, Span, Voice

OWNED = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.DOCUMENT})
"""What goes by its owner. Bodies and places do not: "its foreign ministry" given to the wrong state would be one that exists."""
OWNS = frozenset({"'s", "’s", "'", "’"})


class Cast:
    """Entities by the words that mention them. First persons join the speaker they turn out to be."""

    def __init__(self, words: Words, chains: Chains) -> None:
        self.words = words
        self.chains = chains
        self._ids = {id(chain): f"e{number}" for number, chain in enumerate(chains.order, start=1)}
        self._chain = {self._ids[id(chain)]: chain for chain in chains.order}
        self._at = {index: self._ids[id(c)] for c in chains.order for m in c.mentions for index in _named_by(m)}
        self._at |= {m.head: self._ids[id(c)] for c in chains.order for m in c.mentions}
        self._first_persons = [m for m in chains.mentions if m.pronoun in ("i", "we") and chains.of(m) is None]

    def entity_at(self, head: int) -> str | None:
        """The entity whose mention a word heads."""
        return self._at.get(head)

    def entity_within(self, span: Span) -> str | None:
        """The entity of the first mention in a stretch of text."""
        for word in self.words.inside(span):
            if entity := self._at.get(word.index):
                return entity
        return None

    def name_of(self, entity: str) -> str:
        """What to call it."""
        return self._called(self._chain[entity])

    def type_of(self, entity: str) -> EntityType:
        """What kind of thing it is."""
        return self._chain[entity].type

    def is_named(self, entity: str) -> bool:
        """Whether the report gives it a name."""
        return bool(self._chain[entity].names())

    def mentions_of(self, entity: str) -> list[FoundMention]:
        """Where the report speaks of it."""
        return self._chain[entity].mentions

    def is_outlet(self, entity: str) -> bool:
        """Whether it is an agency, paper or broadcaster, by the lists and by how its name ends."""
        return any(map(names_an_outlet, self._chain[entity].names()))

    def introduce(self, words: Words, head: int, type_: EntityType | None = None, name: str = "") -> str:
        """A new entity for words that nobody took for a mention: a description, or a body that a title implies."""
        mention = nominal_mention(words, words.words[head])
        if type_ is not None:
            word = words.words[head]
            mention = replace(mention, first=head, last=head + 1, span=word.span, text=name or word.text, type=type_)
        chain = Chain(type=mention.type)
        chain.mentions.append(mention)
        self.chains.order.append(chain)
        self.chains.mentions.append(mention)
        self.chains.chain_of[id(mention)] = chain
        entity = f"e{len(self.chains.order)}"
        self._ids[id(chain)] = entity
        self._chain[entity] = chain
        self._at.setdefault(head, entity)
        return entity

    def voice_of(self, entity: str) -> Voice:
        """Named if any of its mentions is a name, or a body's description holds one ("the Aldovari army").

        Unnamed otherwise: a role, but somebody all the same.
        """
        chain = self._chain[entity]
        if chain.names():
            return Voice.NAMED
        named_body = chain.type is EntityType.ORGANIZATION and any(
            word.pos == "PROPN" or word.name != "O"
            for m in chain.mentions
            for word in self.words.words[m.first : m.last]
        )
        return Voice.NAMED if named_body else Voice.UNNAMED

    def speak(self, draft: Draft, entity: str) -> None:
        """Let "I" and "we" in what is quoted be its speaker."""
        waiting = []
        for mention in self._first_persons:
            if mention.pronoun == "i" and any(span.holds(mention.span) for span in draft.quoted):
                self._chain[entity].mentions.append(mention)
                self._at[mention.head] = entity
            else:
                waiting.append(mention)
        self._first_persons = waiting

    def entities(self, anonymity: dict[str, Span]) -> list[Entity]:
        """All entities, in the order of their first mention."""
        found = []
        for entity, chain in self._chain.items():
            forms = list(dict.fromkeys(m.text for m in chain.mentions if m.form is not MentionForm.PRONOUN))
            found.append(
                Entity(
                    id=entity,
                    name=self._called(chain),
                    type=chain.type,
                    forms=forms or [chain.mentions[0].text],
                    roles=list(dict.fromkeys(chain.roles)),
                    anonymity=anonymity.get(entity),
                )
            )
        return found

    def _called(self, chain: Chain) -> str:
        """What to call it: "his lawyer" says nothing by itself, so whose it is stands for "his"."""
        if chain.names() or chain.type not in OWNED or any(self._holds_a_name(m) for m in chain.mentions):
            return best_name(chain)
        told = [told for m in chain.mentions if m.form is MentionForm.NOMINAL and (told := self._with_owner(m, chain))]
        return max(told, key=len) if told else best_name(chain)

    def _holds_a_name(self, mention: FoundMention) -> bool:
        return any(word.name != "O" for word in self.words.words[mention.first : mention.last])

    def _with_owner(self, mention: FoundMention, chain: Chain) -> str | None:
        """A description with its owner's name: "Peter Holt's lawyer" for "his lawyer", for "the mayor's lawyer"."""
        row = self.words.words
        after = mention.first + 1
        if row[mention.first].lower not in PERSONAL:
            while after < mention.head and row[after].text not in OWNS:
                after += 1
            if after >= mention.head or row[mention.first].lower != "the":
                return None
        owner = self._chain.get(self._at.get(after - 1, ""))
        if owner is None or owner is chain or not owner.names():
            return None
        start = row[after + (row[after].text in OWNS or row[after].lower == "own")].span.start
        rest = " ".join(Span(start, row[mention.last - 1].span.end).of(self.words.text).split())
        name = best_name(owner)
        return f"{name}' {rest}" if name.endswith("s") else f"{name}'s {rest}"

    def mentions(self) -> list[Mention]:
        """All mentions with their entities, in the order of the text."""
        placed = sorted(((m, self._entity_of(m)) for m in self.chains.mentions), key=lambda entry: entry[0].span)
        return [
            Mention(
                id=f"m{number}",
                start=mention.span.start,
                end=mention.span.end,
                type=self._chain[entity].type if entity else mention.type,
                form=mention.form,
                entity=entity,
            )
            for number, (mention, entity) in enumerate(placed, start=1)
        ]

    def _entity_of(self, mention: FoundMention) -> str | None:
        chain = self.chains.of(mention)
        return self._ids.get(id(chain)) if chain is not None else self._at.get(mention.head)


def _named_by(mention: FoundMention) -> list[int]:
    """The words that stand for a name: its own, and the titles before it."""
    return [*mention.titles, *range(mention.first, mention.last)] if mention.form is MentionForm.NAME else []


def best_name(chain: Chain) -> str:
    """The fullest name; the common name of a state; else the fullest description."""
    names = chain.names()
    for name in names:
        if state := states().get(name.lower()):
            return state
    if names:
        counts = Counter(names)
        return max(counts, key=lambda name: (len(name.split()), counts[name], -names.index(name)))
    descriptions = [m.text for m in chain.mentions if m.form is MentionForm.NOMINAL]
    return max(descriptions, key=len) if descriptions else chain.mentions[0].text
