"""One-line builders."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.ingest import from_text
from sayso.pipeline import read_text
from sayso.read.figures import find_figures
from sayso.read.reader import load_reader
from sayso.read.words import lay_out, readable_paragraphs
from sayso.terms import Attribution, Entity, Event, Quantity, Reading, Span
from sayso.terms.dates import find_dates


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


def names(reading: Reading, entities: Iterable[str]) -> list[str]:
    """The names of entities."""
    known = {entity.id: entity.name for entity in reading.entities}
    return [known[entity] for entity in entities]


def event(reading: Reading, word: str) -> Event:
    """The event that a word names."""
    text = reading.document.text
    return next(e for e in reading.events if any(span.of(text) == word for span in e.predicate))


def figures(text: str) -> list[Quantity]:
    """The figures in a text."""
    document = from_text(text, "test")
    paragraphs = readable_paragraphs(document)
    words = lay_out(document, paragraphs, load_reader().read([p.of(document.text) for p in paragraphs]))
    dates = [Span(*when.span) for when in find_dates(document.unwrapped, None) if when.span]
    return [figure.quantity for figure in find_figures(words, dates)]
