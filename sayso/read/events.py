"""Events: predicates whose words have become entities, with place, time, figures and the voice that carries each.

An event says what some words put forward, not what happened: whose words they are and whether that voice commits to
them is the claim's to say. What is told twice in a report is told twice here too, tied by `same_as`.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from sayso.lexicon import load
from sayso.read.entities import Cast
from sayso.read.event_types import describe_predicate, label_of, load_typer
from sayso.read.figures import Figure
from sayso.read.predicates import Predicate
from sayso.read.syntax import phrases
from sayso.read.words import Words
from sayso.terms import Attribution, EntityType, Event, EventType, Modality, Region, Span, Voice, When

SPOKEN = frozenset(
    {
        EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE, EventType.REQUEST, EventType.ACCUSE,
        EventType.REJECT, EventType.THREATEN, EventType.SANCTION,
    }
)  # fmt: skip
"""What one can do by speaking."""
PLACES = frozenset({EntityType.PLACE, EntityType.STATE})
BEFALLS_THINGS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN})
NOBODY = frozenset({EntityType.THING, EntityType.DOCUMENT})
CLIMB = 8
OPENING = 4
"""Words of a content among which who is accused or urged stands."""
TAKEN_UP = 12
"""Events back among which "the raid" finds the raid it means."""
LISTED_WEIGHT = 0.1
"""What the list's votes weigh beside the learned head's shares, which know them already; by the development part."""
SENTENCE_WEIGHT = 0.1
"""The same for the sentence classifier."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An event with the attribution that carries it (None: the outlet's own voice) and the predicate it came from."""

    event: Event
    by: Attribution | None
    predicate: Predicate


def find_events(
    words: Words,
    predicates: Sequence[Predicate],
    cast: Cast,
    attributions: Sequence[Attribution],
    figures: Sequence[Figure],
    dates: Sequence[When],
) -> list[Carried]:
    """The events of a report, in order."""
    dated = _dates_of(words, predicates, dates)
    counted = _figures_of(words, predicates, figures)
    spoken, carriers = _speech_of(words, attributions), carriers_of(words, attributions)
    near: dict[int, list[Predicate]] = defaultdict(list)
    for predicate in predicates:
        near[words.words[predicate.word].sentence].append(predicate)
    by_id = {attribution.id: attribution for attribution in attributions}
    told = _Told()
    found: list[Carried] = []
    for predicate in predicates:
        word = words.words[predicate.word]
        if words.document.region_at(word.span) is Region.BOILERPLATE:
            continue
        speech = spoken.get(word.index)
        type_, why = _typed(words, predicate, near[word.sentence])
        if speech is not None and type_ not in SPOKEN:
            continue
        by = next((a for a in carriers.get(word.index, ()) if a is not speech), None)
        event = Event(
            id=f"v{len(found) + 1}",
            type=type_,
            speech=speech.id if speech else None,
            predicate=[words.words[index].span for index in predicate.words],
            actors=_actors(cast, predicate, speech),
            recipients=[],
            place=_place(words, cast, predicate),
            date=dated.get(predicate.word),
            mode=_mode(type_, predicate),
            contexts=_contexts(words, predicate),
            quantities=[figure.quantity for figure in counted.get(predicate.word, ())],
            negated=predicate.negated,
            modality=predicate.modality,
            score=round(predicate.shares[type_], 3),
            why=why,
        )
        event = _with_others(event, cast, predicate)
        if speech is not None and not event.recipients:
            event = replace(event, recipients=_spoken_at(words, cast, event, speech, by_id))
        event = told.tie(event, nominal=word.pos == "NOUN")
        found.append(Carried(event, by, predicate))
    return found


def carriers_of(words: Words, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions whose content holds a word, by its index, the innermost first."""
    sized = [(sum(s.end - s.start for s in a.content), a) for a in attributions]
    found: dict[int, list[Attribution]] = defaultdict(list)
    for _, attribution in sorted(sized, key=lambda entry: entry[0]):
        for part in attribution.content:
            for word in words.inside(part):
                if part.holds(word.span):
                    found[word.index].append(attribution)
    return found


def _speech_of(words: Words, attributions: Sequence[Attribution]) -> dict[int, Attribution]:
    """The attribution of which a word is a cue's."""
    found: dict[int, Attribution] = {}
    for attribution in attributions:
        for cue in attribution.cue:
            for word in words.inside(cue):
                found.setdefault(word.index, attribution)
    return found


def _typed(words: Words, predicate: Predicate, near: Sequence[Predicate]) -> tuple[EventType, str]:
    """The type that the learned head, the list and the sentence classifier give the most; where they differ, `why` says so."""
    votes = sum(predicate.types.values()) or 1.0
    by_sentence = load_typer().shares(describe_predicate(words, predicate, near))
    weighed = {
        type_: share
        + LISTED_WEIGHT * predicate.types.get(type_, 0.0) / votes
        + SENTENCE_WEIGHT * by_sentence[label_of(type_)]
        for type_, share in predicate.shares.items()
    }
    best = max(weighed, key=lambda type_: weighed[type_])
    told = [f"{best.value} {predicate.shares[best]:.2f} by the model"]
    if predicate.types:
        listed = max(predicate.types, key=lambda type_: predicate.types[type_])
        told.append(f'{"but " if listed is not best else ""}the list has "{predicate.lemma}" under {listed.value}')
    else:
        told.append(f'the list has no "{predicate.lemma}" so used')
    if (other := max(by_sentence, key=lambda label: by_sentence[label])) != label_of(best):
        told.append(f"but the sentence looks like {other}")
    return best, "; ".join(told)


def _entities(cast: Cast, heads: Iterable[int]) -> list[str]:
    return list(dict.fromkeys(entity for head in heads if (entity := cast.entity_at(head))))


def _actors(cast: Cast, predicate: Predicate, speech: Attribution | None) -> list[str]:
    if speech is not None and speech.speaker:
        return [speech.speaker, *speech.co_speakers]
    return [e for e in _entities(cast, predicate.actors) if cast.type_of(e) is not EntityType.THING]


def _with_others(event: Event, cast: Cast, predicate: Predicate) -> Event:
    """The event with those it befalls and the proxies it goes through; nobody stands in it twice.

    "The charge" and "a remark" are refused or withdrawn, but nobody: only what is harmed or taken may be a thing.
    """
    recipients = [
        e
        for e in _entities(cast, predicate.recipients)
        if e not in event.actors and (event.type in BEFALLS_THINGS or cast.type_of(e) not in NOBODY)
    ]
    via = [e for e in _entities(cast, predicate.via) if _may_act(cast, e) and e not in (*event.actors, *recipients)]
    place = None if event.place in (*event.actors, *recipients) else event.place
    return replace(event, recipients=recipients, via=via, place=place)


def _may_act(cast: Cast, entity: str) -> bool:
    """Whether it can act for another: the forest and the night that something is done through cannot."""
    if cast.type_of(entity) is EntityType.THING:
        return cast.voice_of(entity) is Voice.NAMED
    return cast.type_of(entity) not in (EntityType.PLACE, EntityType.DOCUMENT)


def _spoken_at(
    words: Words, cast: Cast, event: Event, speech: Attribution, said: Mapping[str, Attribution]
) -> list[str]:
    """Whom an act of speech is aimed at, where the verb governs nobody.

    Whom it is said to; who is accused or urged, with whom the content begins; who said what is rejected.
    """
    if speech.addressee:
        return list(speech.addressee)
    if event.type in (EventType.ACCUSE, EventType.REQUEST) and speech.content:
        opening = words.inside(speech.content[0])[:OPENING]
        first = next((entity for word in opening if (entity := cast.entity_at(word.index))), None)
        if first and cast.type_of(first) not in NOBODY and first not in event.actors:
            return [first]
    if event.type is EventType.REJECT:
        accusers = [said[r.to].speaker for r in speech.refers if isinstance(r.to, str) and r.to in said]
        return [accuser for accuser in accusers if accuser and accuser not in event.actors][:1]
    return []


# Where, when, how many


def _place(words: Words, cast: Cast, predicate: Predicate) -> str | None:
    """A place or state among the predicate's prepositional phrases, "in" and its like before all."""
    below = [head.index for recipient in predicate.recipients for _, head in phrases(words, recipient)]
    for head in (*predicate.around, *below):
        entity = cast.entity_at(head)
        if entity and cast.type_of(entity) in PLACES:
            return entity
    return None


def _climb(words: Words, index: int, known: dict[int, int]) -> int | None:
    """The nearest predicate that a word hangs on, by whatever steps, itself left out."""
    step = index
    for _ in range(CLIMB):
        step = words.words[step].head
        if step < 0:
            return None
        if step in known:
            return known[step]
    return None


def _dates_of(words: Words, predicates: Sequence[Predicate], dates: Sequence[When]) -> dict[int, When]:
    """Each date with the predicate it hangs on."""
    known = {word: predicate.word for predicate in predicates for word in predicate.words}
    found: dict[int, When] = {}
    for when in dates:
        if when.span is None:
            continue
        inside = words.inside(Span(*when.span))
        within = {word.index for word in inside}
        top = next((word for word in inside if word.head not in within), None)
        if top is not None and (governed := _climb(words, top.index, known)) is not None:
            found.setdefault(governed, when)
    return found


def _figures_of(words: Words, predicates: Sequence[Predicate], figures: Sequence[Figure]) -> dict[int, list[Figure]]:
    """Each figure with the predicates that what it counts takes part in, or hangs on."""
    takes_part: dict[int, list[int]] = {}
    for predicate in predicates:
        for head in (*predicate.recipients, *predicate.actors, *predicate.around):
            takes_part.setdefault(head, []).append(predicate.word)
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.counted is None:
            continue
        for governed in dict.fromkeys(takes_part.get(figure.counted, ())):
            found.setdefault(governed, []).append(figure)
    return found


# What kind


def _mode(type_: EventType, predicate: Predicate) -> str | None:
    return next((mode for mode, lemmas in _modes(type_).items() if predicate.lemma in lemmas), None)


@cache
def _modes(type_: EventType) -> dict[str, frozenset[str]]:
    return {mode: frozenset(lemmas) for mode, lemmas in load("plover")["modes"].get(type_, {}).items()}


def _contexts(words: Words, predicate: Predicate) -> list[str]:
    sentence = words.sentences[words.words[predicate.word].sentence]
    said = {word.lower for word in words.of(sentence)}
    return [context for context, signs in _context_words().items() if said & signs]


@cache
def _context_words() -> dict[str, frozenset[str]]:
    return {context: frozenset(signs) for context, signs in load("plover")["contexts"].items()}


# Told again


class _Told:
    """The events told so far, found again by type, mode and whoever takes part."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._by_party: dict[tuple[EventType, str | None, str], list[int]] = defaultdict(list)

    def tie(self, event: Event, *, nominal: bool) -> Event:
        """The event with the one it tells again, remembered for those to come."""
        event = self._tied(event, nominal=nominal)
        for party in {*event.actors, *event.recipients}:
            self._by_party[event.type, event.mode, party].append(len(self._events))
        self._events.append(event)
        return event

    def _tied(self, event: Event, *, nominal: bool) -> Event:
        """With the latest of the same type with somebody in common, nobody and no time against it.

        "The raid" without any party is the last raid told, and has its parties.
        """
        parties = {*event.actors, *event.recipients}
        places = [reversed(self._by_party.get((event.type, event.mode, party), [])) for party in parties]
        for place in heapq.merge(*places, reverse=True):
            if _may_be_same(earlier := self._events[place], event):
                return replace(event, same_as=earlier.same_as or earlier.id)
        if nominal and not (event.actors or event.recipients or event.place or event.date):
            for earlier in reversed(self._events[-TAKEN_UP:]):
                if earlier.type is event.type and earlier.mode == event.mode and (earlier.actors or earlier.recipients):
                    same = earlier.same_as or earlier.id
                    return replace(event, same_as=same, actors=earlier.actors, recipients=earlier.recipients)
        return event


def _may_be_same(one: Event, other: Event) -> bool:
    if one.speech or other.speech:
        return False
    if Modality.ACTUAL not in (one.modality, other.modality) and one.modality is not other.modality:
        return False
    if one.place and other.place and one.place != other.place:
        return False
    if one.date and other.date and one.date.start and other.date.end and not _times_meet(one.date, other.date):
        return False
    actors, recipients = set(one.actors) & set(other.actors), set(one.recipients) & set(other.recipients)
    if recipients:
        return bool(actors) or not one.actors or not other.actors
    return bool(actors) and not (one.recipients and other.recipients) and bool(one.place and one.place == other.place)


def _times_meet(one: When, other: When) -> bool:
    return (one.start or "") <= (other.end or "9999") and (other.start or "") <= (one.end or "9999")
