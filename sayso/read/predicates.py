"""Predicates: the words that name events, with who does it and to whom it is done, by syntax and the list of frames.

The list is `lexicon/plover.toml`; a verb or noun is added there, without code. A word can stand under several types; what
governs it settles which of its frames fit, and how well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sayso.lexicon import clause_words, load
from sayso.read.cues import lemmas
from sayso.read.syntax import (
    ancestors,
    beside,
    children,
    governor,
    is_infinitive,
    is_passive,
    objects,
    phrases,
    possessor,
    subjects,
    together,
)
from sayso.read.words import Word, Words
from sayso.terms import EventType, Modality

BEFALLEN = ("of", "on", "against")
ACTOR_PREPOSITIONS = ("by",)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a word names an event: its type, the objects it needs, where what it acts on stands."""

    type: EventType
    objects: frozenset[str]
    prepositions: tuple[str, ...]
    particles: tuple[str, ...]


@dataclass(slots=True)
class Predicate:
    """A word that names an event. `types` are the frames' votes, `shares` the learned head's; the rest are heads of phrases, by word index; `via` is found last (`proxies`)."""

    word: int
    words: list[int]
    lemma: str
    types: dict[EventType, float]
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    via: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    negated: bool = False
    modality: Modality = Modality.ACTUAL
    shares: dict[EventType, float] = field(default_factory=dict)


def find_predicates(words: Words, cues: Set[int] = frozenset()) -> list[Predicate]:
    """The predicates of a report, in order; `cues` are the words that report speech: some are events only there."""
    lemma_of = {
        word.index: known_lemma(word) for word in words.words if word.pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")
    }
    found: list[Predicate] = []
    carried: set[int] = set()
    for word in words.words:
        if word.index in carried:
            continue
        if _is_verb(words, word):
            predicate = _verbal(words, word, lemma_of, spoken=word.index in cues)
            light = (
                _light(words, word, lemma_of) if predicate is None or lemma_of[word.index] in light_verbs() else None
            )
            if light is not None:
                found.append(light)
                carried.add(light.word)
            elif predicate is not None:
                found.append(predicate)
        elif word.pos == "NOUN" and (predicate := _nominal(words, word, lemma_of)):
            found.append(predicate)
    by_word = {predicate.word: predicate for predicate in found}
    for predicate in found:
        predicate.actors = _doers(words, predicate, by_word)
    return [predicate for predicate in found if not _only_helps(words, predicate, by_word)]


def _is_verb(words: Words, word: Word) -> bool:
    """Whether a word is a verb, by its part of speech or its place: "fund, train and arm" are three."""
    if word.pos == "VERB" or (word.pos == "ADJ" and word.dependency in ("acl", "advcl")):
        return True
    joined = word.pos == "NOUN" and word.dependency == "conj" and word.head >= 0
    return joined and words.words[word.head].pos == "VERB"


def _doers(words: Words, predicate: Predicate, by_word: dict[int, Predicate]) -> list[int]:
    """Who does it, if an event is said to: "an attack on the compound that killed five" kills as who attacked does."""
    doers: list[int] = []
    for actor in predicate.actors:
        event = by_word.get(actor)
        above = (
            by_word.get(words.words[actor].head) if event is None and words.words[actor].dependency == "nmod" else None
        )
        if above is not None and actor in above.recipients and words.words[actor].mention in ("place", "object"):
            event = above
        doers += [other for other in event.actors if other not in doers] if event is not None else [actor]
    return doers


def _only_helps(words: Words, predicate: Predicate, known: Container[int]) -> bool:
    """Whether a verb only helps another to happen: "helped fund" is funding."""
    helped = children(words, predicate.word, "xcomp")
    return predicate.lemma in clause_words("only_help") and any(word.index in known for word in helped)


# Verbs


@dataclass(frozen=True, slots=True)
class _Governed:
    """What a verb governs, whatever it means: who does it, what it acts on, its phrases and particles."""

    subject: list[Word]
    acted_on: list[Word]
    around: list[tuple[str, Word]]
    after: set[str]

    @property
    def beneath(self) -> set[str]:
        """Its prepositions."""
        return {preposition for preposition, _ in self.around}


def _governed(words: Words, verb: Word, lemma_of: dict[int, str]) -> _Governed:
    acted_on = objects(words, verb)
    subject = subjects(words, verb, lemma_of)
    if is_passive(words, verb):
        acted_on, subject = (subject or acted_on), _agents(words, verb)
    subject = [*subject, *(word for word in beside(words, verb.index) if word not in subject)]
    return _Governed(subject, acted_on, list(phrases(words, verb.index)), _particles(words, verb))


def _verbal(words: Words, verb: Word, lemma_of: dict[int, str], *, spoken: bool) -> Predicate | None:
    """A verb of the list with its arguments, if one of its frames fits."""
    frames = verb_frames().get(lemma_of[verb.index], ())
    if spoken:
        frames += speech_frames().get(lemma_of[verb.index], ())
    if not frames:
        return None
    governed = _governed(words, verb, lemma_of)
    fits = {frame: fit for frame in frames if (fit := _fit(words, verb, frame, governed)) > 0}
    if not fits:
        return None
    types: dict[EventType, float] = defaultdict(float)
    for frame, fit in fits.items():
        types[frame.type] = max(types[frame.type], fit)
    best = max(fits, key=lambda frame: fits[frame])
    recipients = _recipients(words, best, governed)
    return _predicate(words, verb, lemma_of, dict(types), governed.subject, recipients, governed.around)


def _recipients(words: Words, frame: Frame, governed: _Governed) -> list[Word]:
    """Who it is done to: where the frame's prepositions say, else the object; of "imposed a ban on X", X."""
    named = [
        word
        for preposition, head in governed.around
        if preposition in frame.prepositions
        for word in together(words, head)
    ]
    if named or not frame.objects:
        return named or governed.acted_on
    wanted = (*frame.prepositions, "on", "against", "of", "to")
    return [
        governor(words, word)
        for thing in governed.acted_on
        for preposition, word in phrases(words, thing.index)
        if preposition in wanted
    ]


def bare_predicate(words: Words, word: Word) -> Predicate:
    """A word that is not on the list as a predicate, with what any verb or noun governs; its types are left open."""
    lemma_of = {other.index: known_lemma(other) for other in words.of(words.sentences[word.sentence])}
    if _is_verb(words, word):
        governed = _governed(words, word, lemma_of)
        return _predicate(words, word, lemma_of, {}, governed.subject, governed.acted_on, governed.around)
    around = list(phrases(words, word.index))
    owner = possessor(words, word)
    by = [head for preposition, head in around if preposition in ACTOR_PREPOSITIONS]
    of = [other for preposition, head in around if preposition in BEFALLEN for other in together(words, head)]
    actors = by or ([owner] if owner is not None and of else [])
    recipients = of or ([owner] if owner is not None else [])
    return _predicate(words, word, lemma_of, {}, actors, recipients, around)


def _agents(words: Words, verb: Word) -> list[Word]:
    """Who does what is told in the passive: "by gunmen"."""
    by = children(words, verb.index, "obl:agent") or [
        head for preposition, head in phrases(words, verb.index) if preposition in ACTOR_PREPOSITIONS
    ]
    return [governor(words, word) for head in by[:1] for word in together(words, head)]


def _particles(words: Words, verb: Word) -> set[str]:
    """The words right after a verb that can make it another: "hand over", "blow up"."""
    following = words.words[verb.index + 1 : verb.index + 4]
    close = {word.lower for word in following if word.pos in ("ADP", "ADV") and word.sentence == verb.sentence}
    return {
        word.lower for word in children(words, verb.index, "compound", "advmod") if word.pos in ("ADP", "ADV")
    } | close


def _fit(words: Words, verb: Word, frame: Frame, governed: _Governed) -> float:
    """How well a frame fits what a verb governs: 0 for not at all."""
    if frame.objects:
        lemmas_of_objects = {lemma for word in governed.acted_on for lemma in lemmas(word.lower)}
        return 1.5 if frame.objects & lemmas_of_objects else 0.0
    if frame.particles:
        return 1.3 if set(frame.particles) <= governed.after else 0.0
    if frame.prepositions:
        wanted = set(frame.prepositions)
        infinitive = "to" in wanted and any(  # "told him to wait"
            is_infinitive(words, child) for child in children(words, verb.index, "xcomp", "ccomp", "advcl")
        )
        return 1.2 if infinitive or wanted & (governed.beneath | governed.after) else 0.0
    return 1.0 if governed.acted_on else 0.6


def _predicate(
    words: Words,
    word: Word,
    lemma_of: dict[int, str],
    types: dict[EventType, float],
    actors: list[Word],
    recipients: list[Word],
    around: list[tuple[str, Word]],
) -> Predicate:
    if any(other.lower in ("each", "one") and _is_reciprocal(words, other) for other in recipients):
        recipients = []  # "accused each other": it goes both ways
    actors = [actor for actor in actors if actor.lower not in clause_words("negations")]
    recipients = [other for other in recipients if all(other.index != actor.index for actor in actors)]
    return Predicate(
        word.index,
        [word.index],
        lemma_of[word.index],
        types,
        [actor.index for actor in actors],
        [recipient.index for recipient in recipients],
        [],
        [head.index for _, head in around],
        is_negated(words, word, lemma_of),
        modality_of(words, word, lemma_of),
    )


def _is_reciprocal(words: Words, word: Word) -> bool:
    following = words.words[word.index + 1].lower if word.index + 1 < len(words.words) else ""
    return following in ("other", "another")


# Nouns


def _nominal(words: Words, noun: Word, lemma_of: dict[int, str]) -> Predicate | None:
    """An event noun with what its "of", "by", "on" and possessor say."""
    frames = noun_frames().get(lemma_of[noun.index], ())
    if not frames or noun.dependency in ("compound", "flat", "amod"):
        return None
    around = list(phrases(words, noun.index))
    owner = possessor(words, noun)
    compounds = [
        word
        for word in children(words, noun.index, "compound")
        if word.mention in ("person", "organization") or word.name != "O"
    ]
    actors = [governor(words, head) for preposition, head in around if preposition in ACTOR_PREPOSITIONS]
    types = {frame.type: 0.8 for frame in frames}
    wanted = {preposition for frame in frames for preposition in frame.prepositions} or {"of"}
    recipients = [word for preposition, head in around if preposition in wanted for word in together(words, head)]
    if owner is not None:
        if actors or (not recipients and "of" in wanted and lemma_of[noun.index] not in clause_words("deeds")):
            recipients = recipients or [owner]
        else:
            actors = [owner]
    elif not actors and compounds and recipients:
        actors = compounds[:1]
    if not actors and not recipients and noun.mention != "event" and not _is_definite(words, noun):
        return None
    return _predicate(words, noun, lemma_of, types, actors, recipients, around)


def _is_definite(words: Words, noun: Word) -> bool:
    return any(word.lower in ("the", "this", "that", "a", "an") for word in children(words, noun.index, "det"))


def _light(words: Words, verb: Word, lemma_of: dict[int, str]) -> Predicate | None:
    """The event noun that a light verb carries, with the verb's subject as who does it: "carried out an attack"."""
    lemma = lemma_of[verb.index]
    particles = _particles(words, verb)
    if lemma not in light_verbs() and not any(f"{lemma} {particle}" in light_verbs() for particle in particles):
        return None
    for thing in objects(words, verb) or (subjects(words, verb, lemma_of) if is_passive(words, verb) else []):
        if thing.pos != "NOUN" or lemma_of.get(thing.index) not in noun_frames():
            continue
        noun = _nominal(words, thing, lemma_of)
        if noun is None:
            continue
        does = _agents(words, verb) if is_passive(words, verb) else subjects(words, verb, lemma_of)
        if lemma in befalling_verbs():
            noun.recipients = noun.recipients or [word.index for word in does]
        else:
            noun.actors = [word.index for word in does] or noun.actors
            frames = noun_frames()[noun.lemma]
            wanted = {p for frame in frames for p in frame.prepositions} | {"on", "against"}
            if not noun.recipients:
                noun.recipients = [
                    w.index for p, head in phrases(words, verb.index) if p in wanted for w in together(words, head)
                ]
        noun.recipients = [other for other in noun.recipients if other not in noun.actors]
        noun.words = sorted([verb.index, noun.word])
        noun.around += [head.index for _, head in phrases(words, verb.index)]
        noun.negated = noun.negated or is_negated(words, verb, lemma_of)
        noun.modality = modality_of(words, verb, lemma_of)
        return noun
    return None


# What the words say of it


def is_negated(words: Words, word: Word, lemma_of: dict[int, str]) -> bool:
    """Whether the predicate's own words are negative: "did not attack", "no attack", "refused to attack"."""
    for index in ancestors(words, word.index):
        if index != word.index and lemma_of.get(index) in clause_words("refusals"):
            return True
        if _says_no(words, words.words[index]):
            return True
        if words.words[index].dependency != "xcomp":
            return False
    return False


def _says_no(words: Words, word: Word) -> bool:
    """Whether a negation hangs on a word or on its subject.

    "Not without the support of" has none, and what "could not have been done without help" was done.
    """
    below = [words.words[child] for child in words.children.get(word.index, ())]
    negative = [child.lower for child in below if child.index < word.index and child.lower in clause_words("negations")]
    if negative and {"could", "have"} <= {child.lower for child in below}:
        return not any(words.words[index].lower == "without" for index in words.subtree(word.index))
    if negative and not (negative == ["without"] and word.pos == "NOUN"):
        return True
    return any(
        child.dependency.startswith("nsubj")
        and any(words.words[c].lower in ("no", "none", "neither") for c in words.children.get(child.index, ()))
        for child in below
    )


def modality_of(words: Words, word: Word, lemma_of: dict[int, str]) -> Modality:
    """Whether it is told as having happened, or as planned, ordered, possible, feared, conditional, habitual."""
    helpers = {child.lower for child in children(words, word.index, "aux", "mark", "advmod")}
    told = next((modality for modality, signs in _helped().items() if helpers & signs), None)
    if told is Modality.POSSIBLE and "have" in helpers:
        told = None  # "could not have conducted it without": it was conducted
    told = told or _modality_above(words, word, lemma_of)
    if told is None and word.pos == "VERB" and helpers & clause_words("habitual"):
        return Modality.HABITUAL
    return told or Modality.ACTUAL


@cache
def _helped() -> dict[Modality, frozenset[str]]:
    """What helping verbs and conjunctions make of a predicate, the strongest first."""
    return {Modality(modality): frozenset(signs) for modality, signs in load("clauses")["helped"].items()}


def _modality_above(words: Words, word: Word, lemma_of: dict[int, str]) -> Modality | None:
    """What the verbs that a predicate hangs on make of it: "ordered to", "plans to", "feared that"."""
    step = word
    for _ in range(3):
        if step.head < 0 or step.dependency not in ("xcomp", "conj", "advcl", "acl", "ccomp"):
            return None
        above, relation = words.words[step.head], step.dependency
        lemma = lemma_of.get(above.index, above.lower)
        if relation == "ccomp":
            return Modality.FEARED if lemma in clause_words("feared") else None
        is_purpose = relation in ("acl", "advcl") and is_infinitive(words, step)
        if (relation == "xcomp" or is_purpose) and lemma in clause_words("ordered"):
            return Modality.ORDERED
        if is_purpose or (relation == "xcomp" and lemma in clause_words("planned")):
            return Modality.PLANNED
        helpers = {child.lower for child in children(words, above.index, "aux", "mark")}
        shared = next((m for m in (Modality.PLANNED, Modality.ORDERED) if helpers & _helped()[m]), None)
        if relation == "conj" and shared:
            return shared
        step = above
    return None


# The list


@cache
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """Verb lemma to its frames."""
    return _frames("verbs")


@cache
def speech_frames() -> dict[str, tuple[Frame, ...]]:
    """Verb to its frames where it reports speech: "wants an apology"."""
    return _frames("speech")


@cache
def noun_frames() -> dict[str, tuple[Frame, ...]]:
    """Noun to its frames."""
    return _frames("nouns")


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that only carry an event noun."""
    return frozenset(load("plover")["light"]["verbs"])


@cache
def befalling_verbs() -> frozenset[str]:
    """Light verbs whose subject is who it befalls."""
    return frozenset(load("plover")["light"]["befall"])


def _frames(kind: str) -> dict[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = defaultdict(list)
    for type_ in EventType:
        for entry in load("plover")[type_].get(kind, ()):
            left, _, prepositions = entry.partition(" > ")
            phrase, _, needed = left.partition(" + ")
            first, *rest = phrase.split()
            places = tuple(prepositions.split())
            particles = tuple(rest) or tuple(
                place for place in places if place in clause_words("particles") and len(places) == 1
            )
            plain = () if particles and not rest else places
            key = phrase if kind == "nouns" else first
            table[key].append(Frame(type_, frozenset(needed.split()), plain, particles if kind != "nouns" else ()))
    return {word: tuple(frames) for word, frames in table.items()}


@cache
def _known() -> frozenset[str]:
    return (
        frozenset(verb_frames())
        | frozenset(speech_frames())
        | frozenset(noun_frames())
        | {verb.split()[0] for verb in light_verbs()}
    )


@lru_cache(maxsize=65536)
def _lemma_of(form: str, is_noun: bool) -> str:
    """The form of a word that the list knows; else the shortest it may be an inflection of."""
    found = lemmas(form)
    return next(
        (lemma for lemma in found[::-1] if lemma in _known() and (not is_noun or lemma in noun_frames())), found[0]
    )


def known_lemma(word: Word) -> str:
    """The form of a word that the list knows; of others the word itself."""
    return _lemma_of(word.lower, word.pos == "NOUN")


def argument_heads(predicates: list[Predicate]) -> Iterator[int]:
    """The heads of everybody who takes part, so that each becomes a mention."""
    for predicate in predicates:
        yield from (*predicate.actors, *predicate.recipients, *predicate.via)
