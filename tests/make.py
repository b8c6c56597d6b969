"""One-line builders."""

from __future__ import annotations

from sayso.pipeline import read_text
from sayso.terms import Attribution, Entity, Reading, Span


def report(*paragraphs: str) -> Reading:
    """A report of these paragraphs, read."""
    return read_text("\n\n".join(paragraphs))


def speaker(reading: Reading, attribution: Attribution) -> str | None:
    """The name of an attribution's speaker."""
    return next((entity.name for entity in reading.entities if entity.id == attribution.speaker), None)


def entity(reading: Reading, name: str) -> Entity:
    """The one entity with this form."""
    (found,) = [entity for entity in reading.entities if name in entity.forms]
    return found


def words(reading: Reading, spans: list[Span]) -> str:
    """What some spans quote."""
    return " ... ".join(span.of(reading.document.text) for span in spans)


def said_with(reading: Reading, cue: str) -> Attribution:
    """The one attribution whose cue holds these words."""
    (found,) = [a for a in reading.attributions if cue in words(reading, a.cue)]
    return found
