"""Who does what to whom, who stands how to whom, who speaks about whom: a case as a network of those with a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from sayso.show.chosen import Chosen, Row
from sayso.store import lists
from sayso.store.edges import Strand, TieKind, list_strands, spoken
from sayso.terms import Holds, Matter, Statement

AT_ONCE = 500
"""Claims that are opened at a time."""


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

    def add(self, strand: Strand, statement: Statement) -> None:
        """Another claim."""
        self.claims.append(statement.id)
        self.voices[strand.speaker] = None
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
    """The network of what is chosen: the ties that `sayso.store.edges` finds, each with what its claims say."""
    nodes = {row["id"]: _node(row) for row in chosen.entities()}
    for report in chosen.reports():
        for identity in lists.identities_in(chosen.case, report["id"]).values():
            if identity in nodes:
                nodes[identity].printed.add(report["published"])
    for speaker, claims in spoken(chosen.case, chosen.filters).items():
        if speaker in nodes:
            nodes[speaker].spoken = claims
    ties: dict[tuple[str, ...], Tie] = {}
    strands = iter(list_strands(chosen.case, chosen.filters))
    while part := list(islice(strands, AT_ONCE)):
        statements = chosen.case.statements({strand.claim for strand in part})
        matters = chosen.case.matters({strand.matter for strand in part if strand.matter})
        for strand in part:
            if strand.source in nodes and strand.target in nodes:
                tie = _tie(strand, statements[strand.claim], matters.get(strand.matter or ""))
                key = (tie.source, tie.target, tie.kind, tie.type, tie.matter or "")
                ties.setdefault(key, tie).add(strand, statements[strand.claim])
    return Network(nodes, list(ties.values()))


def _node(row: Row) -> Node:
    forms = [form["form"] for form in row["forms"]]
    return Node(row["id"], row["name"], row["type"], forms, row["documents"], len(row["mentions"]))


def _tie(strand: Strand, statement: Statement, matter: Matter | None) -> Tie:
    """The tie that a claim is the first of."""
    if strand.kind is TieKind.SPEAKS:
        return Tie(strand.source, strand.target, strand.kind, "speaks", "speaks about")
    text, point = (matter.text if matter else statement.text), (matter.points[0] if matter and matter.points else None)
    tie = Tie(strand.source, strand.target, strand.kind, str(statement.type), text, strand.matter)
    if point:
        tie.origins = point.origins.min, point.origins.max
        tie.against = point.against.min, point.against.max
    return tie


def _day(moment: str | None) -> str | None:
    """The first day a moment can mean, as a timeline needs it."""
    if not moment:
        return None
    return (moment[:10] + "-01-01"[len(moment) - 4 :])[:10] if len(moment) < 10 else moment[:10]
