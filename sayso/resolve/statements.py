"""Statements: the claims of one report, lifted out of it with everything a case compares them by.

Whoever has a name is meant by that name's id, which is the same in every report; somebody without one is somebody of
this report only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sayso.lexicon import common_words, demonyms
from sayso.resolve.cast import named_entities
from sayso.terms import (
    MEANING,
    Attribution,
    Claim,
    Entity,
    EntityType,
    Event,
    Quantity,
    Reading,
    Region,
    Relation,
    RelationType,
    Span,
    Speaker,
    Statement,
    Voice,
    When,
)

SPEAKS_FOR = {
    RelationType.REPRESENTATION,
    RelationType.DIRECTORSHIP,
    RelationType.EMPLOYMENT,
    RelationType.MEMBERSHIP,
}
"""Relations by which a person's word is also a body's."""
SPEAKS_ITSELF = 3
"""Attributions of a report to who publishes it that make it a statement of theirs: a company's release, an observer's
findings. Over the samples that are seen such reports have four or five, those of newspapers and agencies at most one."""
UNSTATED = (Speaker(name="somebody (unstated)", voice=Voice.UNSTATED),)
"""Who makes an allegation that stands only inside its denial."""


def statements_of(reading: Reading, own_names: Mapping[str, str] | None = None) -> list[Statement]:
    """A report's claims as statements, in their order; a headline's too, marked by their region.

    `own_names` are the ids of names that were given to entities of this report alone.
    """
    return list(_Lifting(reading, own_names or {}).statements())


class _Lifting:
    """One report's entities, attributions, events and relations at hand."""

    def __init__(self, reading: Reading, own_names: Mapping[str, str]) -> None:
        self.reading = reading
        self.document = reading.document
        self.entities = {entity.id: entity for entity in reading.entities}
        self.attributions = {attribution.id: attribution for attribution in reading.attributions}
        self.events = {event.id: event for event in reading.events}
        self.relations = {relation.id: relation for relation in reading.relations}
        self.named = {entity: i for entity, (i, _) in named_entities(reading).items()} | dict(own_names)
        sentences = sorted(reading.sentences)
        self.starts = [sentence.start for sentence in sentences]
        self.sentence_words = [content_words(sentence.of(reading.document.text)) for sentence in sentences]
        self.speaks_for: dict[str, set[str]] = {}
        for relation in reading.relations:
            if relation.type in SPEAKS_FOR and not relation.negated:
                self.speaks_for.setdefault(relation.subject, set()).add(relation.object)

        self.publisher = self._publisher()

    def _publisher(self) -> Speaker | None:
        """Who publishes the report, where it speaks in it often enough to be a party to what is told."""
        houses = {house.lower() for house in (self.document.outlet, self.document.agency) if house}
        spoken = Counter(a.speaker for a in self.attributions.values() if a.speaker in self.entities)
        for speaker, times in spoken.items():
            entity = self.entities[speaker or ""]
            if times >= SPEAKS_ITSELF and not houses.isdisjoint(form.lower() for form in entity.forms):
                return self._of_entity(entity, Voice.NAMED, ())
        return None

    def statements(self) -> Iterator[Statement]:
        for number, claim in enumerate(self.reading.claims):
            vector = self.reading.vectors[number * MEANING : (number + 1) * MEANING]
            if claim.span is not None:
                yield self._statement(claim, claim.span, vector)

    def _statement(self, claim: Claim, span: Span, vector: bytes) -> Statement:
        attribution = self.attributions.get(claim.attribution or "")
        event = self.events.get(claim.event or "")
        relation = self.relations.get(claim.relation or "")
        words = span.of(self.document.text)
        own = claim.voice is Voice.OUTLET
        return Statement(
            id=f"{self.document.id}.{claim.id}",
            document=self.document.id,
            claim=claim.id,
            attribution=claim.attribution,
            span=span,
            text=" ".join(words.split()),
            region=claim.region if isinstance(claim.region, Region) else Region.BODY,
            chain=() if own else UNSTATED if claim.voice is Voice.UNSTATED else tuple(self._chain(attribution)),
            voice=claim.voice,
            stance=claim.stance,
            holds=claim.holds,
            basis=claim.basis,
            reply=attribution.reply if attribution else None,
            about=frozenset(self._about(span)),
            figures=tuple(self._figures(span)),
            words=content_words(words),
            around=self._around(span),
            vector=vector,
            hedged=bool(claim.hedges),
            occasion=self._occasion(attribution),
            outlet=self.document.outlet,
            agency=self.document.agency,
            published=self.document.published.value if self.document.published else None,
            refers=tuple(self._refers(attribution)),
            publisher=self.publisher,
            **(self._of_event(event) if event else self._of_relation(relation) if relation else {}),  # type: ignore[arg-type]
        )

    def _of_event(self, event: Event) -> dict[str, object]:
        return {
            "kind": "event",
            "type": event.type.value,
            "predicate": " ".join(span.of(self.document.text) for span in event.predicate),
            "negated": event.negated,
            "speech": event.speech is not None,
            "actors": self._ids(event.actors),
            "recipients": self._ids(event.recipients),
            "via": self._ids(event.via),
            "place": self.named.get(event.place or ""),
            "place_name": self.entities[event.place].name if event.place in self.named else None,
            **_when(event.date),
        }

    def _of_relation(self, relation: Relation) -> dict[str, object]:
        return {
            "kind": "relation",
            "type": relation.type.value,
            "predicate": relation.role.of(self.document.text) if relation.role else relation.type.value,
            "negated": relation.negated,
            "actors": self._ids([relation.subject]),
            "recipients": self._ids([relation.object]),
            "via": self._ids([relation.other]) if relation.other else (),
            **_when(relation.date),
        }

    def _chain(self, attribution: Attribution | None) -> Iterator[Speaker]:
        """The voices from the innermost outwards, conduits included."""
        seen: set[str] = set()
        while attribution is not None and attribution.id not in seen:
            seen.add(attribution.id)
            yield self._speaker(attribution)
            for conduit in attribution.through:
                if conduit in self.entities:
                    yield self._of_entity(self.entities[conduit], Voice.NAMED, ())
            attribution = self.attributions.get(attribution.within or "")

    def _speaker(self, attribution: Attribution) -> Speaker:
        entity = self.entities.get(attribution.speaker or "")
        if entity is None:
            printed = " ".join(span.of(self.document.text) for span in attribution.source)
            return Speaker(name=" ".join(printed.split()) or "unclear", voice=attribution.voice)
        return self._of_entity(entity, attribution.voice, attribution.on_behalf_of)

    def _of_entity(self, entity: Entity, voice: Voice, behalf: Iterable[str]) -> Speaker:
        bodies = {*behalf, *self.speaks_for.get(entity.id, ())}
        return Speaker(
            name=entity.name,
            entity=f"{self.document.id}.{entity.id}",
            identity=self.named.get(entity.id),
            voice=voice,
            speaks_for=self._ids(sorted(bodies)),
            side=tuple(dict.fromkeys(side for one in (entity, *self._bodies(bodies)) for side in _side(one))),
        )

    def _bodies(self, bodies: Iterable[str]) -> list[Entity]:
        """What somebody speaks for or is of: who speaks for a ministry speaks for its state's side."""
        return [self.entities[body] for body in sorted(bodies) if body in self.entities]

    def _ids(self, entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._id(entity) for entity in entities if entity in self.entities))

    def _id(self, entity: str) -> str:
        return self.named.get(entity) or f"{self.document.id}.{entity}"

    def _about(self, span: Span) -> Iterator[str]:
        for mention in self.reading.mentions:
            if mention.entity and span.start <= mention.start < span.end and mention.entity in self.named:
                yield self.named[mention.entity]

    def _figures(self, span: Span) -> Iterator[Quantity]:
        """The figures in a claim's words that say what they count; where none does, a number alone ("the toll at 19")."""
        inside = [f for f in self.reading.figures if span.start <= f.span[0] and f.span[1] <= span.end]
        telling = [figure for figure in inside if figure.of or figure.unit]
        yield from telling or [figure for figure in inside if not _is_year(figure)][:1]

    def _around(self, span: Span) -> frozenset[str]:
        """The content words of the sentences a span touches."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        last = bisect_left(self.starts, span.end)
        return (
            frozenset().union(*self.sentence_words[first:last])
            if last > first
            else content_words(span.of(self.document.text))
        )

    def _occasion(self, attribution: Attribution | None) -> str | None:
        if attribution is None or attribution.said is None:
            return None
        said = attribution.said
        parts = [part for part in (said.occasion or said.medium, said.place, said.date) if part]
        return ", ".join(parts) or None

    def _refers(self, attribution: Attribution | None) -> Iterator[str]:
        """Ids of the claims of this report that an attribution's "the charges" means."""
        for reference in attribution.refers if attribution else ():
            for claim in self.reading.claims:
                if claim.attribution == reference.to or (
                    not isinstance(reference.to, str) and claim.span and claim.span.overlaps(Span(*reference.to))
                ):
                    yield f"{self.document.id}.{claim.id}"


def content_words(text: str) -> frozenset[str]:
    """The words that carry a meaning, cut to their stems, and the figures."""
    words = re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)*", text.lower())
    return frozenset(stem(word) for word in words if word not in common_words() and (len(word) > 2 or word.isdigit()))


def stem(word: str) -> str:
    """A word less its endings, roughly: "deliveries" and "delivery", "arming" and "armed" meet."""
    for ending in ("ies", "ing", "ed", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _is_year(figure: Quantity) -> bool:
    """Whether a number may as well be a year."""
    return figure.low is not None and figure.low == figure.high and 1800 <= figure.low <= 2100


def _side(entity: Entity) -> Iterator[str]:
    """The states and bodies a description without a name belongs to: "an Iranian official"."""
    own = {word for form in entity.forms for word in form.split()} if _is_named_person(entity) else set()
    for words in (entity.name, *entity.roles):
        for word in re.findall(r"\b[A-Z][\w'’-]+", words):
            if word.lower() in common_words() or word in own:
                continue
            yield demonyms().get(word.lower(), word.removesuffix("'s").removesuffix("’s"))


def _is_named_person(entity: Entity) -> bool:
    return (
        entity.type is EntityType.PERSON
        and entity.name[:1].isupper()
        and entity.name.split()[0].lower() not in common_words()
    )


def _when(date: When | None) -> dict[str, object]:
    if date is None:
        return {}
    return {"first": date.start, "last": date.end, "precision": date.precision.value}
