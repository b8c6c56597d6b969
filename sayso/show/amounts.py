"""What a claim amounts to, on one line: who did what to whom, or who stands how to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.terms import Claim, Entity, Event, Holds, Modality, Quantity, Reading, Relation, When


def amounts_to(reading: Reading, claim: Claim) -> str:
    """The event or relation of a claim; empty for bare content."""
    if event := next((event for event in reading.events if event.id == claim.event), None):
        return _not(claim) + event_line(reading, event)
    if relation := next((relation for relation in reading.relations if relation.id == claim.relation), None):
        return _not(claim) + relation_line(reading, relation)
    return ""


def taking_part_in(reading: Reading, claims: Iterable[Claim]) -> Iterator[str]:
    """The entities that put claims forward or take part in what they amount to."""
    told = {of for claim in claims for of in (claim.attribution, claim.event, claim.relation) if of}
    for attribution in reading.attributions:
        if attribution.id in told:
            yield from filter(None, (attribution.speaker, *attribution.co_speakers))
    for event in reading.events:
        if event.id in told:
            yield from filter(None, (*event.actors, *event.recipients, *event.via, event.place))
    for relation in reading.relations:
        if relation.id in told:
            yield from filter(None, (relation.subject, relation.object, relation.other))


def _not(claim: Claim) -> str:
    return {Holds.NO: "not: ", Holds.POSSIBLE: "perhaps: ", Holds.UNKNOWN: "open: "}.get(claim.holds, "")


def event_line(reading: Reading, event: Event) -> str:
    """Actors, type with the report's word for it, recipients; then through whom, where, when, how many."""
    text = reading.document.text
    predicate = " ".join(span.of(text) for span in event.predicate)
    told = [predicate, *([] if event.modality is Modality.ACTUAL else [event.modality.value])]
    sides = [
        _names(reading, event.actors),
        f"{event.type.value} ({', '.join(told)})",
        _names(reading, event.recipients),
    ]
    line = " → ".join(side for side in sides if side)
    if event.actors and not event.recipients:
        line += " →"
    elif event.recipients and not event.actors:
        line = f"→ {line}" if not line.startswith("→") else line
    beside = [
        f"via {_names(reading, event.via)}" if event.via else "",
        f"in {_names(reading, [event.place])}" if event.place else "",
        when_line(event.date) if event.date else "",
        *(quantity_line(quantity) for quantity in event.quantities),
    ]
    return ", ".join([line, *(part for part in beside if part)])


def relation_line(reading: Reading, relation: Relation) -> str:
    """Subject, what binds it, object."""
    role = relation.role.of(reading.document.text) if relation.role else relation.type.value
    status = f"{relation.status.value} " if relation.status.value != "unknown" else ""
    other = f", towards {_names(reading, [relation.other])}" if relation.other else ""
    subject, object_ = _names(reading, [relation.subject]), _names(reading, [relation.object])
    return f"{subject} → {status}{relation.type.value} ({role}) → {object_}{other}"


def affiliation_line(entity: Entity, names: Mapping[str, str]) -> str:
    """Sector and country of an actor, what a place lies in: "MIL, IRN", "of Kharuz", "in Nineveh, Iraq"; empty if unknown."""
    parts = [entity.sector.value if entity.sector else "", entity.country or ""]
    if entity.of and not entity.country:
        parts.append(f"of {names[entity.of]}")
    if entity.within:
        parts.append(f"in {', '.join(entity.within)}")
    return ", ".join(part for part in parts if part)


def quantity_line(quantity: Quantity) -> str:
    """A figure in plain words: "at least 5 soldiers killed"."""
    low, high = _number(quantity.low), _number(quantity.high)
    about = "about " if quantity.approx else ""
    if low and high:
        amount = low if low == high else f"{low} to {high}"
    elif low:
        amount = f"{'more than' if quantity.exclusive else 'at least'} {low}"
    else:
        amount = f"{'fewer than' if quantity.exclusive else 'at most'} {high}"
    return " ".join(part for part in (about + amount, quantity.unit, quantity.of) if part)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.12g}"


def when_line(when: When) -> str:
    """A date no more precise than it is known."""
    size = {"month": 7, "year": 4}.get(when.precision.value, 10)
    start, end = (when.start or "")[:size], (when.end or "")[:size]
    if not start and not end:
        return ""
    if start == end:
        return start
    return f"{start or '…'} to {end or '…'}"


def _names(reading: Reading, entities: Sequence[str]) -> str:
    known = {entity.id: entity.name for entity in reading.entities}
    return " + ".join(known[entity] for entity in entities if entity in known)
