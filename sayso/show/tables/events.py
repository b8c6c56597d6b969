"""The table of events, in the columns of POLECAT's public files and some of our own behind them.

POLECAT (Political Event Classification, Attributes, and Types; Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023)
has one row an event. Here an event has a row for each claim that puts it forward, since what POLECAT's files lack is
who says so: the columns from "Claim ID" on. A column that sayso cannot fill is there, empty, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso import __version__
from sayso.lexicon import correlates_of_war
from sayso.show.amounts import quantity_line
from sayso.show.chosen import Chosen, Row, Told
from sayso.show.tables.geography import Lies, where
from sayso.show.tables.table import Column, Kind, Table, Value, origins_of
from sayso.terms import EntityType, Event, EventType, MentionForm, Statement

QUADS = {
    "Verbal Cooperation": (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE),
    "Material Cooperation": (EventType.COOPERATE, EventType.AID, EventType.RETREAT),
    "Verbal Conflict": (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN),
    "Material Conflict": (
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
    ),
}
"""PLOVER's four classes."""
QUAD_OF = {type: quad for quad, types in QUADS.items() for type in types}
UNSCALED = "always empty: sayso puts no number on how grave a deed is"
UNFETCHED = "always empty: nothing is looked up outside the reports"
UNMAPPED = (
    "always empty: the table of places that sayso brings has countries, provinces and cities, and no more of each"
)
COW = "the numbers of those countries in the Correlates of War's list of states"
POLECAT = (
    Column("Event ID", "report and event; the same in each row of that event"),
    Column("Event Date", "the day it happened, where it is known to the day; never the day of printing instead"),
    Column("Event Type", "PLOVER's type"),
    Column("Event Mode", "PLOVER's mode, where the words show one"),
    Column("Intensity", UNSCALED),
    Column("Quad Code", "PLOVER's class: verbal or material, cooperation or conflict"),
    Column("Contexts", "PLOVER's contexts", Kind.LIST),
    Column("Actor Name", "who did it, as the case calls them", Kind.LIST),
    Column("Actor Country", "the countries they belong to, in ISO 3166-1 alpha-3", Kind.LIST),
    Column("Actor COW", COW, Kind.LIST),
    Column("Primary Actor Sector", "what part of public life the first of them with one belongs to, in PLOVER's codes"),
    Column("Actor Sectors", "what parts all of them belong to", Kind.LIST),
    Column("Actor Title", "the descriptions that the report gives of them", Kind.LIST),
    Column("Actor Name Raw", "who did it, as the report has it", Kind.LIST),
    Column("Wikipedia Actor ID", UNFETCHED),
    Column("Recipient Name", "to whom, as the case calls them", Kind.LIST),
    Column("Recipient Country", "the countries they belong to, in ISO 3166-1 alpha-3", Kind.LIST),
    Column("Recipient COW", COW, Kind.LIST),
    Column(
        "Primary Recipient Sector", "what part of public life the first of them with one belongs to, in PLOVER's codes"
    ),
    Column("Recipient Sectors", "what parts all of them belong to", Kind.LIST),
    Column("Recipient Title", "the descriptions that the report gives of them", Kind.LIST),
    Column("Recipient Name Raw", "to whom, as the report has it", Kind.LIST),
    Column("Wikipedia Recipient ID", UNFETCHED),
    Column("Placename", "where, as the case calls it"),
    Column("City", "the city it is or lies in, where the table of places knows it"),
    Column("District", UNMAPPED),
    Column("Province", "the province it is or lies in, where the table of places knows it"),
    Column("Country", "the country it lies in, in ISO 3166-1 alpha-3"),
    Column("Latitude", UNMAPPED),
    Column("Longitude", UNMAPPED),
    Column("GeoNames ID", UNMAPPED),
    Column("Raw Placename", "where, as the report has it"),
    Column("Feature Type", UNMAPPED),
    Column("Source", "the outlet that published the report, else the agency"),
    Column("Publication Date", "when the report was printed"),
    Column("Story People", "people named in the report", Kind.LIST),
    Column("Story Organizations", "bodies named in the report", Kind.LIST),
    Column("Story Locations", "places and states named in the report", Kind.LIST),
    Column("Language", "of the report"),
    Column("Version", "of sayso"),
)
"""The columns of POLECAT's files, in their order."""
OWN = (
    Column("Claim ID", "the claim that puts the event forward"),
    Column("Speaker", "whose word it is; the outlet for its own word"),
    Column("Chain", "all voices it went through, from the speaker outwards", Kind.LIST),
    Column("Voice", "named, unnamed, unstated, carried_over, outlet or unclear"),
    Column("Stance", "how firmly"),
    Column("Holds", "whether that voice holds the event for so: yes, no, possible or unknown"),
    Column("Basis", "what the voice says it rests on"),
    Column("Hedged", "whether a word of reserve stands with it", Kind.FLAG),
    Column("Speech", "whether the event consists in speaking (accused, demanded): what its speaker did", Kind.FLAG),
    Column("Negated", "whether the event's own words are negative", Kind.FLAG),
    Column("Modality", "actual, possible, planned, conditional, ordered, feared or habitual"),
    Column("Predicate", "the words that name the event"),
    Column("Via", "through whom it was done", Kind.LIST),
    Column("Quantities", "figures told of it", Kind.LIST),
    Column("Event From", "the first day on which it may have happened; empty where open"),
    Column("Event To", "the last day"),
    Column("Date Precision", "how precise the report's words are: day, week, month and so on"),
    Column("Words", "the claim, in the report's words"),
    Column("Start", "where the words begin, in code points of the report's text", Kind.NUMBER),
    Column("End", "where they end", Kind.NUMBER),
    Column("Location", "the report's path as it was given"),
    Column("Matter ID", "the matter the claim is part of"),
    Column("Origins Min", "on how many independent voices the matter rests, at least", Kind.NUMBER),
    Column("Origins Max", "at most", Kind.NUMBER),
    Column("Against Min", "how many independent voices deny the matter, at least", Kind.NUMBER),
    Column("Against Max", "at most", Kind.NUMBER),
    Column("Decided", "accepted, rejected, corrected or added, where a person did so"),
    Column("Withdrawn", "whether who sent the report took it back", Kind.FLAG),
)
"""What POLECAT's files do not have: whose word it is, how firmly, and on how many voices it rests."""


def _rows(chosen: Chosen) -> Iterator[dict[str, Value]]:
    for told in chosen.told():
        events = {event.id: event for event in told.reading.events}
        carried = {claim.id: events[claim.event] for claim in told.reading.claims if claim.event in events}
        cast = _Cast(told)
        story = _story(cast)
        for row in told.rows:
            statement = told.statements[row["claim"]]
            if event := carried.get(statement.claim):
                yield dict.fromkeys(TABLE.names) | _coded(cast, event, statement) | story | _said(cast, row, event)


class _Cast:
    """Who is who in a report: under the names of the case, and in the report's own words."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._entities = {entity.id: entity for entity in told.reading.entities}
        self._printed: dict[str, str] = {}
        for mention in told.reading.mentions:
            if mention.entity and mention.form is not MentionForm.PRONOUN:
                words = " ".join(mention.span.of(told.reading.document.text).split())
                self._printed.setdefault(mention.entity, words)

    def called(self, ids: Iterable[str]) -> list[str]:
        """Their names in the case; for those without one, what the report calls them."""
        return [
            self.told.called.get(self.told.identities.get(i, ""), self._entities[i].name)
            for i in ids
            if i in self._entities
        ]

    def printed(self, ids: Iterable[str]) -> list[str]:
        """Their first mentions that are no pronouns."""
        return [self._printed.get(i, self._entities[i].name) for i in ids if i in self._entities]

    def titles(self, ids: Iterable[str]) -> list[str]:
        """The descriptions that the report gives of them."""
        return [role for i in ids if i in self._entities for role in self._entities[i].roles]

    def countries(self, ids: Iterable[str]) -> list[str]:
        """The codes of their countries, once each."""
        found = (self._entities[i].country for i in ids if i in self._entities)
        return list(dict.fromkeys(country for country in found if country))

    def cow(self, ids: Iterable[str]) -> list[str]:
        """The numbers of their countries in the Correlates of War."""
        numbers = correlates_of_war()
        return [str(numbers[country]) for country in self.countries(ids) if country in numbers]

    def where(self, place: str | None) -> Lies:
        """In which city and province a place lies."""
        return where(self._entities[place]) if place in self._entities else Lies()

    def sectors(self, ids: Iterable[str]) -> list[str]:
        """The codes of their sectors, once each."""
        found = (self._entities[i].sector for i in ids if i in self._entities)
        return list(dict.fromkeys(sector.value for sector in found if sector))

    def named(self, *types: EntityType) -> list[str]:
        """Everybody of some kinds who has a name."""
        named = [i for i, entity in self._entities.items() if entity.type in types and i in self.told.identities]
        return list(dict.fromkeys(self.called(named)))


def _coded(cast: _Cast, event: Event, statement: Statement) -> dict[str, Value]:
    """Who did what to whom, where and when."""
    place, lies = [event.place] if event.place else [], cast.where(event.place)
    return {
        "Event ID": f"{statement.document}.{event.id}",
        "Event Date": statement.first if statement.first == statement.last else None,
        "Event Type": event.type.value,
        "Event Mode": event.mode,
        "Quad Code": QUAD_OF[event.type],
        "Contexts": list(event.contexts),
        "Actor Name": cast.called(event.actors),
        "Actor Country": cast.countries(event.actors),
        "Actor COW": cast.cow(event.actors),
        "Primary Actor Sector": next(iter(cast.sectors(event.actors)), None),
        "Actor Sectors": cast.sectors(event.actors),
        "Actor Title": cast.titles(event.actors),
        "Actor Name Raw": cast.printed(event.actors),
        "Recipient Name": cast.called(event.recipients),
        "Recipient Country": cast.countries(event.recipients),
        "Recipient COW": cast.cow(event.recipients),
        "Primary Recipient Sector": next(iter(cast.sectors(event.recipients)), None),
        "Recipient Sectors": cast.sectors(event.recipients),
        "Recipient Title": cast.titles(event.recipients),
        "Recipient Name Raw": cast.printed(event.recipients),
        "Placename": next(iter(cast.called(place)), statement.place_name),
        "City": lies.city,
        "Province": lies.province,
        "Country": next(iter(cast.countries(place)), None),
        "Raw Placename": next(iter(cast.printed(place)), None),
    }


def _story(cast: _Cast) -> dict[str, Value]:
    """What POLECAT tells of the whole report."""
    document = cast.told.reading.document
    return {
        "Source": document.outlet or document.agency,
        "Publication Date": document.published.value if document.published else None,
        "Story People": cast.named(EntityType.PERSON),
        "Story Organizations": cast.named(EntityType.ORGANIZATION),
        "Story Locations": cast.named(EntityType.PLACE, EntityType.STATE),
        "Language": document.language,
        "Version": __version__,
    }


def _said(cast: _Cast, row: Row, event: Event) -> dict[str, Value]:
    """Whose word it is, how firmly, and on how many voices it rests."""
    statement, document = cast.told.statements[row["claim"]], cast.told.reading.document
    values: tuple[Value, ...] = (
        row["claim"],
        row["speaker"],
        [voice.name for voice in statement.chain],
        statement.voice.value,
        statement.stance.value,
        statement.holds.value,
        statement.basis.value,
        statement.hedged,
        event.speech is not None,
        event.negated,
        event.modality.value,
        " ".join(span.of(document.text) for span in event.predicate),
        cast.called(event.via),
        [quantity_line(quantity) for quantity in event.quantities],
        statement.first,
        statement.last,
        statement.precision,
        statement.text,
        *statement.span,
        document.location,
        row["matter"],
        *origins_of(cast.told.matter_of(row)),
        row["decided"],
        row["withdrawn"],
    )
    return dict(zip((column.name for column in OWN), values, strict=True))


TABLE = Table("events", "A row for each event and each claim that puts it forward.", (*POLECAT, *OWN), _rows)
