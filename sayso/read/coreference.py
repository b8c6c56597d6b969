"""Coreference within one report: which mentions are the same person, body, place or thing.

Strict things first, as a careful reader does it: equal names, a surname after the full name, an acronym, a state and
its government, an apposition, a title taken up again ("the general"). What is left, pronouns above all, goes by the
model's antecedent scores among the mentions that agree in kind, gender and number. An uncertain mention stays by
itself: a wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sayso.lexicon import (
    capitals,
    demonyms,
    first_names,
    letters_after_names,
    names_an_outlet,
    nouns,
    particles,
    states,
    titles,
)
from sayso.read.mentions import FoundMention
from sayso.read.names import initials
from sayso.read.words import Words
from sayso.terms import EntityType, MentionForm

NEVER = -1e4
NOMINAL_MARGIN = 4.0
"""Log-odds over "something new" that a description needs: below it, two descriptions stay two entities."""
SPEAKER_BONUS = 8.0
"""A pronoun that speaks is most often the one who spoke last; in log-odds. By our development part and the seen samples: the
model knows the speakers of the training part, where 4 would have 31 more of 1,422 pronouns right, by heart."""
GENDER_BONUS = 3.0
"""For a candidate known to be "he" or "she" over one of whom nothing is known."""
LEAD_PARAGRAPHS = 3
DESCRIPTION_GOES_ON = 8
"""Words between a description's noun and the comma before the name: "the President of the Upland Republic, ..."."""
CLAUSE_GOES_ON = 12
"""Words between a description and the name that a clause gives it: "whom the army identified as Jaleq"."""
GIVES_A_NAME = re.compile(
    r"\s(?:named|called|nicknamed|known (?:only |locally |widely )?as|(?:identified|named)(?: [\w ]+)? as|"
    r"(?:goes|went|going) by the name(?: of)?|us(?:es|ed|ing) the name)$"
)
SAYING_LITTLE = frozenset({"dr", "dr.", "prof", "prof.", "sir", "dame", "lord", "lady"})
"""Titles that leave open what their bearer does: a surgeon may be "Dr"."""
LONGEST_TITLE = 5
NAMED_WITHIN = 3
"""Whom one of the first paragraphs only describes is named within so many; by reports of the training part."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """The words that head a source: `outer` of attributions that nobody else passes on, `inner` of nested ones.

    `ends` has the last word (exclusive) of a source that has one head, by that head.
    """

    outer: frozenset[int]
    inner: frozenset[int]
    ends: dict[int, int] = field(default_factory=dict)

    def is_outer(self, mention: FoundMention) -> bool:
        """Whether a mention speaks, and nobody else passes it on. Any word of a name may be taken for its head."""
        if mention.form is MentionForm.NAME:
            return any(word in self.outer for word in range(mention.first, mention.last))
        return mention.head in self.outer


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one thing, with what is known of it."""

    mentions: list[FoundMention] = field(default_factory=list)
    type: EntityType = EntityType.THING
    gender: str | None = None
    roles: list[str] = field(default_factory=list)
    state: str | None = None

    def names(self) -> list[str]:
        """The names among its forms, in order of appearance."""
        return [mention.text for mention in self.mentions if mention.form is MentionForm.NAME]


class Chains:
    """The chains of a report while they are being built."""

    def __init__(self, words: Words, mentions: Sequence[FoundMention], speaking: Speaking) -> None:
        self.words = words
        self.speaking = speaking
        self.mentions = list(mentions)
        self._ending: dict[int, FoundMention] = {}
        for mention in sorted(mentions, key=lambda mention: mention.first):
            if mention.form is not MentionForm.PRONOUN:
                self._ending.setdefault(mention.last, mention)
        self._beginning = {
            mention.titles.start if mention.titles else mention.first: mention
            for mention in mentions
            if mention.form is MentionForm.NAME
        }
        self._of_word = {
            word: mention
            for mention in mentions
            if mention.form is not MentionForm.NOMINAL
            for word in range(mention.first, mention.last)
        }
        self.chain_of: dict[int, Chain] = {}
        self.order: list[Chain] = []
        self.by_key: dict[str, list[Chain]] = {}

    def of(self, mention: FoundMention) -> Chain | None:
        """The chain a mention is in, if it is in one yet."""
        return self.chain_of.get(id(mention))

    def add(self, mention: FoundMention, chain: Chain | None = None) -> Chain:
        """Put a mention into a chain, or into a new one."""
        if chain is None:
            chain = Chain(type=mention.type)
            self.order.append(chain)
        chain.mentions.append(mention)
        if chain.type is EntityType.THING and mention.form is MentionForm.NOMINAL and not chain.names():
            chain.type = mention.type
        chain.gender = chain.gender or gender_of(mention)
        chain.roles += [role for role in mention.roles if role not in chain.roles]
        if mention.form is MentionForm.NAME:
            if len(chain.names()) == 1 or chain.type is EntityType.THING:
                chain.type = mention.type
            for key in name_keys(mention):
                known = self.by_key.setdefault(key, [])
                if chain not in known:
                    known.append(chain)
        self.chain_of[id(mention)] = chain
        return chain

    def ending_at(self, word: int) -> FoundMention | None:
        """The name or description whose last word is the one before this; the longest of them."""
        return self._ending.get(word)

    def name_ending_at(self, word: int) -> FoundMention | None:
        """The name whose last word is the one before this."""
        name = self._of_word.get(word - 1)
        return name if name and name.form is MentionForm.NAME and name.last == word else None

    def beginning_at(self, word: int) -> FoundMention | None:
        """The name, with its titles, that begins with this word."""
        return self._beginning.get(word)

    def inside(self, mention: FoundMention) -> list[Chain]:
        """The chains of names and pronouns among a description's words: "his lawyer" is not he."""
        within = (self._of_word.get(word) for word in range(mention.first, mention.last))
        return [chain for other in within if other and (chain := self.of(other))]

    def join(self, chain: Chain, other: Chain) -> None:
        """Make two chains one, the other."""
        for mention in chain.mentions:
            self.chain_of[id(mention)] = other
        other.mentions = sorted((*other.mentions, *chain.mentions), key=lambda mention: mention.first)
        other.roles += [role for role in chain.roles if role not in other.roles]
        other.gender = other.gender or chain.gender
        self.order.remove(chain)

    def called(self, key: str) -> list[Chain]:
        """The chains that a key may take up, the latest first."""
        return self.by_key.get(key, [])[::-1]


def find_chains(
    words: Words,
    mentions: Sequence[FoundMention],
    scores: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]],
    speaking: Speaking,
) -> Chains:
    """The chains of a report.

    `scores` are the reader's antecedent scores of the mentions, in their order. Whom the lead describes is often named
    only later; once it is known who that is, the report is gone through again with that knowledge.
    """
    chains = _chains(words, mentions, scores, speaking, {})
    described = _named_later(chains, speaking)
    return _chains(words, mentions, scores, speaking, described) if described else chains


def _chains(
    words: Words,
    mentions: Sequence[FoundMention],
    scores: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]],
    speaking: Speaking,
    described: dict[int, list[FoundMention]],
) -> Chains:
    """The chains; `described` knows by the head of a name the descriptions of the lead that it turns out to name."""
    chains = Chains(words, mentions, speaking)
    near, new = scores
    by_head = {mention.head: mention for mention in mentions}
    announced: dict[int, list[FoundMention]] = {}
    spoken: list[Chain] = []
    for index, mention in enumerate(mentions):
        chain: Chain | None
        match mention.form:
            case MentionForm.NAME:
                chain = _chain_of_name(chains, mention) or _appositive(chains, by_head, mention)
                told = [c for m in announced.get(mention.head, ()) if (c := chains.of(m))]
                chain = chains.add(mention, chain or next(iter(told), None))
                told += [c for m in described.get(mention.head, ()) if (c := chains.of(m))]
                for known in {id(c): c for c in told}.values():
                    if known is not chain:
                        chains.join(known, chain)
            case MentionForm.NOMINAL:
                chain = chains.add(mention, _chain_of_nominal(chains, by_head, mention, index, near, new))
                if name := _announced(chains, mention):
                    announced.setdefault(name.head, []).append(mention)
                if mention.text not in chains.of(mention).roles:  # type: ignore[union-attr]
                    chains.of(mention).roles.append(mention.text)  # type: ignore[union-attr]
            case MentionForm.PRONOUN if mention.pronoun not in ("i", "we", "you"):
                favoured = _last_that_agrees(spoken, mention) if speaking.is_outer(mention) else None
                chains.add(mention, _chain_of_pronoun(chains, mention, index, near, favoured))
            case _:
                pass
        if speaking.is_outer(mention) and (speaker := chains.of(mention)):
            spoken.append(speaker)
    _name_pronouns(chains)
    return chains


def _name_pronouns(chains: Chains) -> None:
    """Let "he" or "she" of whom only pronouns tell be the only person named who may be: "At dusk he wrote: ..."."""
    for chain in [chain for chain in chains.order if chain.mentions[0].pronoun in ("he", "she")]:
        if all(mention.form is MentionForm.PRONOUN for mention in chain.mentions):
            pronoun = chain.mentions[0].pronoun or ""
            named = [other for other in chains.order if other.names() and agrees(pronoun, other)]
            if len(named) == 1:
                chains.join(chain, named[0])


def gender_of(mention: FoundMention) -> str | None:
    """ "he" or "she", where the mention's own words tell."""
    if mention.pronoun in ("he", "she"):
        return mention.pronoun
    told = {word.strip(",.").lower() for words in (mention.text, *mention.roles) for word in words.split()}
    if told & nouns("female"):
        return "she"
    if told & nouns("male"):
        return "he"
    if mention.type is EntityType.PERSON and mention.form is MentionForm.NAME and " " in mention.text:
        return first_names().get(mention.text.split()[0].lower())
    return None


# Names


def name_keys(mention: FoundMention) -> list[str]:
    """The keys under which a name can be taken up again: itself, a person's surname, initials, the state it is."""
    plain = plain_name(mention.text)
    keys = [plain]
    parts = plain.split()
    if mention.type is EntityType.PERSON and len(parts) > 1:
        keys.append(surname(plain))
        keys.append(parts[0])
    if mention.type is not EntityType.PERSON and len(parts) > 1:
        keys.append(initials(mention.text))
        keys.append(" ".join(parts[1:]))
        keys.append(parts[-1])
    if state := states().get(mention.text.lower()):
        keys = [f"state {state}"]
    return [key for key in keys if len(key) > 1]


def plain_name(text: str) -> str:
    """A name lower-cased, without the article and possessive, its marks made plain."""
    plain = text.lower().translate({0x2019: "'", 0x2018: "'"})
    plain = re.sub(r"'s$", "", plain)
    plain = re.sub(r"\.(?=\w)|\.(?=\s|$)", "", plain)
    parts = re.sub(r"^(?:the|mr|mrs|ms|dr)\s+", "", plain).strip(" ,'\"").split()
    while len(parts) > 1 and parts[-1].rstrip(",") in letters_after_names():
        parts.pop()
    return " ".join(parts).rstrip(",")


def surname(plain: str) -> str:
    """The last part of a name with the particles that belong to it."""
    parts = plain.split()
    start = len(parts) - 1
    while start > 1 and parts[start - 1].rstrip("-") in particles():
        start -= 1
    return " ".join(parts[start:])


def _chain_of_name(chains: Chains, mention: FoundMention) -> Chain | None:
    """The latest chain that is called so and fits."""
    plain = plain_name(mention.text)
    if state := states().get(mention.text.lower()):
        return next(iter(chains.called(f"state {state}")), None)
    keys = [plain]
    parts = plain.split()
    if mention.type is EntityType.PERSON and len(parts) > 1:
        keys.append(surname(plain))
    if mention.type is not EntityType.PERSON:
        keys += [plain.replace(" ", ""), initials(mention.text), *parts[-1:]]
    return next((chain for key in keys for chain in chains.called(key) if _may_be_called(chain, mention)), None)


def _may_be_called(chain: Chain, mention: FoundMention) -> bool:
    """Whether a name fits the names a chain has already: no two first names, no two genders, no two kinds."""
    gender = gender_of(mention)
    if gender and chain.gender and gender != chain.gender:
        return False
    kinds = {chain.type, mention.type}
    if EntityType.PERSON in kinds and len(kinds) > 1 and chain.names():
        return False
    mine = plain_name(mention.text).split()
    for name in chain.names():
        theirs = plain_name(name).split()
        short, long = sorted((mine, theirs), key=len)
        if mention.type is EntityType.PERSON:
            if len(short) > 1 and not _agree(short, long):
                return False
        elif not _abbreviates(short, long, name, mention.text):
            return False
    return True


def _agree(short: list[str], long: list[str]) -> bool:
    """Whether each part of the shorter name is, or is the initial of, a part of the longer one."""
    return all(
        any(
            part == other or (len(part) == 1 and other.startswith(part)) or (len(other) == 1 and part.startswith(other))
            for other in long
        )
        for part in short
    )


def _abbreviates(short: list[str], long: list[str], *printed: str) -> bool:
    """Whether one name of a body is the other's end, beginning or acronym."""
    if short == long[-len(short) :] or short == long[: len(short)]:
        return True
    letters = "".join(short)
    return any(initials(name) == letters for name in printed)


# Descriptions


def _appositive(chains: Chains, by_head: dict[int, FoundMention], mention: FoundMention) -> Chain | None:
    """The chain of what a mention stands in apposition to: "the operative, Ali Dakar", "Ali Dakar, an operative"."""
    word = chains.words.words[mention.head]
    other = by_head.get(word.head) if word.dependency == "appos" else None
    other = other or _beside(chains, mention)
    chain = chains.of(other) if other and _same_kind(other, mention) and not other.overlaps(mention) else None
    fits = chain is not None and (mention.form is not MentionForm.NAME or _may_be_called(chain, mention))
    return chain if fits else None


def _announced(chains: Chains, mention: FoundMention) -> FoundMention | None:
    """The name that a description announces, so that both are one."""
    if name := _closing_its_source(chains, mention):
        return name
    name = _named_at_once(chains, mention)
    return name if name and _stands_alone(chains.words, mention, name) else None


def _closing_its_source(chains: Chains, mention: FoundMention) -> FoundMention | None:
    """The name that ends the source a description heads: "The head of the department for roads, Ana Ruiz"."""
    end = chains.speaking.ends.get(mention.head, 0)
    name = chains.name_ending_at(end)
    if name is None or name.first <= mention.last or not _same_kind(name, mention):
        return None
    before = name.titles.start if name.titles else name.first
    return name if chains.words.words[before - 1].text == "," else None


def _named_at_once(chains: Chains, mention: FoundMention) -> FoundMention | None:
    """The name that follows a description after a comma ("its director, Saul Mendry"): nobody else is described."""
    row = chains.words.words
    sentence = row[mention.head].sentence
    if mention.first and row[mention.first - 1].pos == "ADP" and row[max(0, mention.first - 3)].sentence != sentence:
        return None  # "According to the general, Mr Djalek confessed": two people
    beside = chains.beginning_at(mention.last)
    if beside and row[beside.head].sentence == sentence and _same_kind(beside, mention):
        return beside  # "the upland militia Saraj"
    if name := _called(chains, mention):
        return name
    for place in range(mention.last, min(mention.last + DESCRIPTION_GOES_ON, len(row) - 1)):
        word = row[place]
        if word.sentence != sentence or word.pos in ("VERB", "AUX", "PRON") or word.text in ".;:":
            return None
        if word.text == ",":
            return next((name for name in _names_soon(chains, place + 1) if _same_kind(name, mention)), None)
    return None


def _stands_alone(words: Words, mention: FoundMention, name: FoundMention) -> bool:
    """Whether a description and the name after it are one phrase: "to the general, Mr Djalek said" has two people."""
    row = words.words
    if mention.type is EntityType.PLACE or row[mention.last - 1].pos == "ADP":
        return False  # "the road from Merisk to Denshir"
    if name.first <= mention.last or row[mention.head].dependency in ("nsubj", "nsubj:pass"):
        return True
    ends = name.last >= len(row) or row[name.last].sentence != row[name.first].sentence
    return ends or row[name.last].text in ",.;:)"


def _called(chains: Chains, mention: FoundMention) -> FoundMention | None:
    """The name that a clause right after a description gives it: "a man named Idham", "who goes by the name Old Fen"."""
    row = chains.words.words
    for place in range(mention.last, min(mention.last + CLAUSE_GOES_ON, len(row) - 1)):
        word = row[place]
        if word.sentence != row[mention.head].sentence or word.text in ".;:" or chains.beginning_at(place):
            return None
        if GIVES_A_NAME.search(f" {chains.words.text[row[mention.last - 1].span.end : word.span.end].lower()}"):
            name = chains.beginning_at(place + 1)
            return name if name and _same_kind(name, mention) else None
    return None


def _names_soon(chains: Chains, start: int) -> Iterator[FoundMention]:
    """The name that begins with a word, or after the nouns and adjectives of a title ("deputy medical director Ito")."""
    for place, word in enumerate(chains.words.words[start : start + LONGEST_TITLE], start=start):
        if name := chains.beginning_at(place):
            yield name
            return
        if word.pos not in ("NOUN", "PROPN", "ADJ") and not (place == start and word.pos == "DET"):
            return


def _beside(chains: Chains, mention: FoundMention) -> FoundMention | None:
    """Who is right before the comma that a name or description follows: syntax often misses it."""
    if mention.form is MentionForm.PRONOUN:
        return None
    row = chains.words.words
    start = mention.titles.start if mention.titles else mention.first
    if start < 2 or row[start - 1].text != "," or row[start - 1].sentence != row[mention.first].sentence:
        return None
    other = chains.ending_at(start - 1)
    if other is None or other.form is mention.form or not _may_be_beside(other, mention):
        return None
    closes = mention.last >= len(row) or row[mention.last].text in ",.;:" or row[mention.last].pos in ("VERB", "AUX")
    return other if mention.form is MentionForm.NAME or closes or row[mention.last].pos in ("ADP", "PRON") else None


def _may_be_beside(one: FoundMention, other: FoundMention) -> bool:
    """Whether one of two may describe the other: two persons, or an owner, contractor or the like and its name."""
    either = any(m.form is MentionForm.NOMINAL and m.head_word in nouns("either") for m in (one, other))
    return either or one.type is other.type is EntityType.PERSON


def _same_kind(one: FoundMention, other: FoundMention) -> bool:
    kinds = {one.type, other.type}
    if any(m.form is MentionForm.NOMINAL and m.head_word in nouns("either") for m in (one, other)):
        return not kinds & {EntityType.PLACE, EntityType.DOCUMENT}
    return (
        len(kinds) == 1
        or EntityType.THING in kinds
        or kinds <= {EntityType.ORGANIZATION, EntityType.GROUP, EntityType.STATE}
    )


def _chain_of_nominal(
    chains: Chains,
    by_head: dict[int, FoundMention],
    mention: FoundMention,
    index: int,
    near: npt.NDArray[np.float32],
    new: npt.NDArray[np.float32],
) -> Chain | None:
    if state := government_of(chains.words, mention):
        return next(iter(chains.called(f"state {state}")), None)
    if name := _closing_its_source(chains, mention) or _named_at_once(chains, mention):
        return _chain_of_name(chains, name) or _nameless(chains, mention)
    if chain := _appositive(chains, by_head, mention):
        return chain
    if not mention.definite:
        return None
    head = chains.words.words[mention.head].lower
    within = chains.inside(mention)
    others = [chain for chain in reversed(chains.order) if chain not in within]
    for chain in others:
        if _titled(chain, head) and not _contradicts(chain, mention, head):
            return chain
    for chain in others:
        if _described(chain, mention, head):
            return chain
    if mention.type is EntityType.ORGANIZATION and (chain := _body(chains, mention)):
        return chain
    if within:
        return None  # "its own risk committee" is a new one, unless it was described before
    return _best_by_model(chains, mention, index, near, new[index] + NOMINAL_MARGIN)


def _nameless(chains: Chains, mention: FoundMention) -> Chain | None:
    """Whom nobody has named yet and "the deputy registrar, Cosmas Wafula" takes up: "a deputy registrar"."""
    if not mention.definite:
        return None
    head, within = mention.head_word, chains.inside(mention)
    nameless = [chain for chain in reversed(chains.order) if not chain.names() and chain not in within]
    return next((chain for chain in nameless if _described(chain, mention, head)), None)


def government_of(words: Words, mention: FoundMention) -> str | None:
    """The state whose government a description is: "Iran's government", "the Iranian authorities"."""
    if words.words[mention.head].lower not in ("government", "authorities", "regime", "administration"):
        return None
    for index in range(mention.first, mention.last):
        word = words.words[index].lower
        if found := states().get(word) or demonyms().get(word) or capitals().get(word):
            return found
    return None


def _titled(chain: Chain, head: str) -> bool:
    """Whether a person's title can be taken up by this noun."""
    for role in chain.roles:
        low = role.lower()
        known = titles().get(low) or titles().get(low.split()[-1] if low.split() else "") or ()
        if head in known and chain.names():
            return True
    return False


def _contradicts(chain: Chain, mention: FoundMention, head: str) -> bool:
    """Whether gender, or the kind of body that a name or description says it is, speaks against it."""
    gender = gender_of(mention)
    if gender and chain.gender and gender != chain.gender:
        return True
    bodies = {body for other in chain.mentions for body in _bodies(other.text)}
    mine = _bodies(mention.text)
    return bool(bodies and mine and not bodies & mine)


def _body(chains: Chains, mention: FoundMention) -> Chain | None:
    """The body last spoken of whose name says it is of this kind ("the ministry"); a company's name often says nothing."""
    mine = _bodies(mention.text)
    named = [
        chain
        for chain in reversed(chains.order)
        if chain.type is EntityType.ORGANIZATION and chain.names() and not any(map(names_an_outlet, chain.names()))
    ]
    bodies = [(chain, frozenset(body for name in chain.names() for body in _bodies(name))) for chain in named]
    alike = [chain for chain, of_name in bodies if mine & of_name]
    if mine == {"company"}:
        alike = [chain for chain, of_name in bodies if of_name <= {"company", "group"}]
    elif not alike and mine == {"group"}:
        alike = [chain for chain, of_name in bodies if not of_name]
    return max(alike, key=lambda chain: chain.mentions[-1].head) if mine and alike else None


@lru_cache(maxsize=4096)
def _bodies(text: str) -> frozenset[str]:
    """What kind of body a name or description says it is: a ministry is no company."""
    alike = {
        "organisation": "group",
        "organization": "group",
        "firm": "company",
        "maker": "company",
        "manufacturer": "company",
        "corporation": "company",
        "operator": "company",
        "militia": "group",
        "movement": "group",
        "brigade": "group",
        "front": "group",
        "faction": "group",
        "forces": "army",
        "military": "army",
        "force": "group",
        "paper": "newspaper",
        "daily": "newspaper",
        "weekly": "newspaper",
        "broadcaster": "station",
    }
    return frozenset(
        alike.get(word, word)
        for word in re.findall(r"[a-z]+", text.lower())
        if word in nouns("organization") or word == "front"
    )


def _described(chain: Chain, mention: FoundMention, head: str) -> bool:
    """Whether the chain was described with the same noun, and nothing in the two descriptions differs."""
    mine = _content_words(mention.text)
    for other in chain.mentions:
        if other.form is MentionForm.PRONOUN or other.overlaps(mention):
            continue
        theirs = _content_words(other.text)
        if head == other.head_word and (mine <= theirs or theirs <= mine):
            return True
    return False


@lru_cache(maxsize=4096)
def _content_words(text: str) -> frozenset[str]:
    small = {"the", "a", "an", "this", "that", "of", "for", "'s", "’s", "these", "those"}
    small |= {"his", "her", "its", "their", "our", "my", "your"}
    return frozenset({word.strip(",.'’\"") for word in re.findall(r"[\w.'’-]+", text.lower())} - small)


# The lead


def _named_later(chains: Chains, speaking: Speaking) -> dict[int, list[FoundMention]]:
    """Whom the headline or lead only describes ("a former girlfriend told a court"), by the name that comes soon after.

    It is the only one named there of whom the same noun is used; else the first full name that speaks in the paragraphs
    right after, if that person was not named before and neither gender nor role speaks against it.
    """
    found: dict[int, list[FoundMention]] = {}
    for described in _described_in_the_lead(chains):
        named = _told_by_the_noun(chains, described)
        if named is None and speaking.is_outer(described):
            named = _next_to_speak(chains, described, speaking)
        if named:
            found.setdefault(_first_name(named).head, []).append(described)
    return found


def _described_in_the_lead(chains: Chains) -> Iterator[FoundMention]:
    """The first mention of each of those who are only described there."""
    for chain in chains.order:
        described = chain.mentions[0]
        if chains.words.words[described.head].paragraph < LEAD_PARAGRAPHS and _only_describes(chain, described):
            yield described


def _told_by_the_noun(chains: Chains, described: FoundMention) -> Chain | None:
    """The only one named soon after of whom the noun of a description is used."""
    row = chains.words.words
    found = []
    for chain in chains.order:
        if not chain.names() or chain is chains.of(described):
            continue
        first = _first_name(chain)
        apart = row[first.head].paragraph - row[described.head].paragraph
        if first.first < described.last or apart > NAMED_WITHIN or not _same_kind(first, described):
            continue
        if _is_told_of(chain, described) and not _contradicts(chain, described, ""):
            found.append(chain)
    return found[0] if len(found) == 1 else None


def _is_told_of(chain: Chain, described: FoundMention) -> bool:
    """Whether a description's noun is among those of a chain's titles and descriptions, or says what its name does."""
    noun = described.head_word
    if any(m.form is MentionForm.NOMINAL and m.head_word == noun for m in chain.mentions):
        return True
    if chain.type is EntityType.PERSON:
        return any(noun in _nouns_of(role) for mention in chain.mentions for role in mention.roles)
    return bool(_bodies(noun) & {body for name in chain.names() for body in _bodies(name)})


def _next_to_speak(chains: Chains, described: FoundMention, speaking: Speaking) -> Chain | None:
    """The next of those named who speaks, if it is the first time that person is named."""
    row = chains.words.words
    if chains.of(described).type is not EntityType.PERSON:  # type: ignore[union-attr]
        return None
    for mention in chains.mentions:
        named = chains.of(mention)
        if mention.head <= described.head or not speaking.is_outer(mention) or named is None or not named.names():
            continue
        apart = row[mention.head].paragraph - row[described.head].paragraph
        fits = apart <= NAMED_WITHIN and _is_introduced_by(named, described, row[described.head].lower)
        return named if fits else None
    return None


def _only_describes(chain: Chain, described: FoundMention) -> bool:
    """Whether a mention tells one person or body by an indefinite description, and no name is known."""
    return (
        chain.type in (EntityType.PERSON, EntityType.ORGANIZATION)
        and not chain.names()
        and described.form is MentionForm.NOMINAL
        and not described.definite
        and described.head_word not in nouns("group")
    )


def _first_name(chain: Chain) -> FoundMention:
    return min((m for m in chain.mentions if m.form is MentionForm.NAME), key=lambda mention: mention.first)


def _is_introduced_by(named: Chain, described: FoundMention, noun: str) -> bool:
    """Whether a speaker is named for the first time, in full, and is nobody other than described."""
    first = _first_name(named)
    if named.type is not EntityType.PERSON or first.first < described.last or " " not in best_form(named):
        return False
    gender = gender_of(described)
    if gender and named.gender and gender != named.gender:
        return False
    known = {
        noun_of_role
        for role in _roles_with_name(named)
        if role.lower() not in SAYING_LITTLE
        for noun_of_role in _nouns_of(role)
    }
    return not known or noun in known or noun == "official"


def _roles_with_name(chain: Chain) -> Iterator[str]:
    """The titles and descriptions that stand right beside its names."""
    names = [mention for mention in chain.mentions if mention.form is MentionForm.NAME]
    for mention in chain.mentions:
        if mention.form is MentionForm.NAME:
            yield from mention.roles
        elif mention.form is MentionForm.NOMINAL and any(
            0 <= name.first - mention.last <= 2 or 0 <= mention.first - name.last <= 2 for name in names
        ):
            yield mention.text


def _nouns_of(role: str) -> set[str]:
    low = role.lower()
    words = re.findall(r"[\w.'-]+", low)
    return {*words, *titles().get(low, ()), *(titles().get(words[-1], ()) if words else ())} - {
        "mr",
        "mrs",
        "ms",
        "mr.",
        "mrs.",
        "ms.",
        "man",
        "woman",
    }


def best_form(chain: Chain) -> str:
    """The longest of its names."""
    return max(chain.names(), key=len)


# Pronouns


def _chain_of_pronoun(
    chains: Chains, mention: FoundMention, index: int, near: npt.NDArray[np.float32], preferred: Chain | None
) -> Chain | None:
    """The best-scored antecedent that agrees; whoever spoke last has a bonus where the pronoun speaks."""
    best: tuple[float, Chain] | None = None
    for back, likely in enumerate(near[index, : min(near.shape[1], index)].tolist()):
        if likely <= (best[0] - SPEAKER_BONUS - GENDER_BONUS if best else NEVER / 2):
            continue  # not even with every bonus
        other = chains.mentions[index - back - 1]
        chain = chains.of(other)
        if chain is None or other.overlaps(mention) or not agrees(mention.pronoun or "", chain):
            continue
        score = likely + (SPEAKER_BONUS if chain is preferred else 0.0)
        score += GENDER_BONUS if chain.gender == mention.pronoun else 0.0
        if best is None or score > best[0]:
            best = score, chain
    return best[1] if best else None


def _last_that_agrees(spoken: Sequence[Chain], mention: FoundMention) -> Chain | None:
    """Who spoke last among those the pronoun can stand for; farther back than a few speakers nobody is favoured."""
    return next((chain for chain in spoken[:-6:-1] if agrees(mention.pronoun or "", chain)), None)


def agrees(pronoun: str, chain: Chain) -> bool:
    """Whether a pronoun can stand for a chain, by kind, number and gender."""
    match pronoun:
        case "he" | "she":
            return chain.type is EntityType.PERSON and chain.gender in (None, pronoun) and not _is_it(chain)
        case "it":
            return chain.type not in (EntityType.PERSON, EntityType.GROUP)
        case "they":
            return chain.gender is None or chain.type is not EntityType.PERSON
        case _:
            return False


def _is_it(chain: Chain) -> bool:
    return any(mention.pronoun == "it" for mention in chain.mentions)


def _best_by_model(
    chains: Chains, mention: FoundMention, index: int, near: npt.NDArray[np.float32], least: float
) -> Chain | None:
    best: tuple[float, Chain] | None = None
    within = chains.inside(mention)
    for back, score in enumerate(near[index, : min(near.shape[1], index)].tolist()):
        if score <= (best[0] if best else least):
            continue
        other = chains.mentions[index - back - 1]
        chain = chains.of(other)
        if (
            chain is None
            or chain in within
            or other.overlaps(mention)
            or not _same_kind(other, mention)
            or (EntityType.THING in {chain.type, mention.type} and chain.type is not mention.type)
            or _contradicts(chain, mention, "")
        ):
            continue
        best = score, chain
    return best[1] if best else None
