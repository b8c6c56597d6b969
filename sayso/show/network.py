"""Who does what to whom, who stands how to whom, who speaks about whom: a case as a network of those with a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from sayso.show.chosen import Chosen, Row, Told
from sayso.store.edges import TieKind
from sayso.terms import Holds, Statement


@dataclass(slots=True)
class Printed:
    """The first and the last day on which reports speak of something; null where none has a date."""

    first: str | None = None
    last: str | None = None

    def add(self, moment: str | None) -> None:
        """Another report, printed then."""
        if day := _day(moment):
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


@dataclass(slots=True)
class Node:
    """Somebody or something with a name, as `sayso entities` lists it; `spoken` counts what it says."""

    id: str
    name: str
    type: str
    forms: list[str]
    reports: int
    mentions: int
    spoken: int = 0
    printed: Printed = field(default_factory=Printed)


@dataclass(slots=True)
class Tie:
    """What some claims put forward between two nodes: of one matter, for an event or a relation; else all that one says.

    `holds` and `stances` count the claims, `voices` are their speakers.
    """

    source: str
    target: str
    kind: TieKind
    type: str
    text: str
    matter: str | None = None
    origins: tuple[int, int] | None = None
    against: tuple[int, int] | None = None
    claims: list[str] = field(default_factory=list)
    voices: dict[str, None] = field(default_factory=dict)
    stances: Counter[str] = field(default_factory=Counter)
    holds: Counter[str] = field(default_factory=Counter)
    hedged: int = 0
    happened: tuple[str | None, str | None] = (None, None)
    printed: Printed = field(default_factory=Printed)

    @property
    def firmness(self) -> str:
        """Whether the claims hold it for so: held, denied, contested (both), or open (neither)."""
        held = self.holds[Holds.YES]
        denied = self.holds[Holds.NO] or (self.against and self.against[1])
        return "contested" if held and denied else "held" if held else "denied" if denied else "open"

    def add(self, row: Row, statement: Statement) -> None:
        """Another claim."""
        self.claims.append(statement.id)
        self.voices[row["speaker"]] = None
        self.stances[statement.stance] += 1
        self.holds[statement.holds] += 1
        self.hedged += statement.hedged
        self.printed.add(statement.published)
        if self.happened == (None, None):
            self.happened = statement.first, statement.last


@dataclass(slots=True)
class Network:
    """Nodes by id, and the ties among them."""

    nodes: dict[str, Node]
    ties: list[Tie]


def network_of(chosen: Chosen) -> Network:
    """The network of what is chosen."""
    nodes = {row["id"]: _node(row) for row in chosen.entities()}
    ties: dict[tuple[str, ...], Tie] = {}
    for told in chosen.told():
        printed = told.reading.document.published
        for identity in told.identities.values():
            if identity in nodes and printed:
                nodes[identity].printed.add(printed.value)
        for row in told.rows:
            statement = told.statements[row["claim"]]
            if statement.speaker and statement.speaker.identity in nodes:
                nodes[statement.speaker.identity].spoken += 1
            for tie in _ties(told, row, statement):
                if tie.source in nodes and tie.target in nodes and tie.source != tie.target:
                    key = (tie.source, tie.target, tie.kind, tie.type, tie.matter or "")
                    ties.setdefault(key, tie).add(row, statement)
    return Network(nodes, list(ties.values()))


def _node(row: Row) -> Node:
    forms = [form["form"] for form in row["forms"]]
    return Node(row["id"], row["name"], row["type"], forms, row["documents"], len(row["mentions"]))


def _ties(told: Told, row: Row, statement: Statement) -> Iterator[Tie]:
    """What one claim puts between whom."""
    if statement.type:
        kind = TieKind.RELATION if statement.kind == "relation" else TieKind.EVENT
        matter = told.matter_of(row)
        point = matter.points[0] if matter and matter.points else None
        for source, target in product(statement.actors, statement.recipients):
            tie = Tie(source, target, kind, statement.type, matter.text if matter else statement.text, row["matter"])
            if point:
                tie.origins = point.origins.min, point.origins.max
                tie.against = point.against.min, point.against.max
            yield tie
    if statement.speaker and statement.speaker.identity:
        for target in _spoken_of(statement):
            yield Tie(statement.speaker.identity, target, TieKind.SPEAKS, "speaks", "speaks about")


def _spoken_of(statement: Statement) -> Iterable[str]:
    """Who takes part in what is claimed; where nobody is known to, whoever is named in it."""
    parts = (*statement.actors, *statement.recipients, *statement.via)
    return dict.fromkeys(parts or sorted(statement.about))


def _day(moment: str | None) -> str | None:
    """The first day a moment can mean, as a timeline needs it."""
    if not moment:
        return None
    return (moment[:10] + "-01-01"[len(moment) - 4 :])[:10] if len(moment) < 10 else moment[:10]
