"""Independence: the gates through which a point reached print, and why two of them may be one origin.

A claim's gate is the outermost voice that is neither the outlet that prints it nor the agency that supplied it; voices
further in are behind it and never counted. Firm edges are established: one speaker, one body or who speaks for it, one
report behind both, one gate crediting the other. Possible edges are not: organs of one state, unnamed voices that may be
one person, one inner voice heard through two gates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from sayso.terms import Basis, Edge, Speaker, Statement, Voice

NOBODY = re.compile(
    r"^(?:both|each|either|others|another|some|many|several|most|all|everyone|everybody|someone|somebody|nobody|no one|neither|unclear|(?:our|my|its own|his own|her own) .*)$",
    re.IGNORECASE,
)
"""Descriptions that name no voice of their own: the count of voices already met, or what belongs to another of them."""


WORDS_ALIKE = 6
"""Content words that two claims must share before one can be said to repeat the other."""
SOME_OF = re.compile(r"^(?:one|two|three|some|many|several|most|\d+) of\b", re.IGNORECASE)


SOME_MEDIUM = re.compile(
    r"^(?:the|this|that|a|an) (?:news)?(?:paper|agency|report|article|broadcaster|magazine|website|site|programme)$",
    re.IGNORECASE,
)
"""An outlet that a report has named before: any of those it credits."""


@dataclass(slots=True)
class Gate:
    """One voice at the gate of a point, with the claims that came through it.

    `id` is an identity, or for somebody without a name the entity of the report.
    """

    id: str
    voice: Speaker
    claims: list[str] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)
    behind_ids: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    speaks_for: set[str] = field(default_factory=set)
    side: set[str] = field(default_factory=set)
    printed: list[tuple[str, frozenset[str]]] = field(default_factory=list)


def gate_of(statement: Statement, houses: Iterable[str]) -> Speaker | None:
    """The voice at the gate of a claim; None where all its voices are the houses that print it, unless its report is that
    house's own statement.

    `houses` are the identities and plain names of the outlet and agency of its report.
    """
    own = {house.lower() for house in houses if house}
    others = [v for v in statement.chain if (v.identity or "").lower() not in own and v.name.lower() not in own]
    for voice in reversed(others):
        if voice.voice not in (Voice.UNSTATED, Voice.UNCLEAR) and not NOBODY.match(voice.name):
            return voice
    return None if others else statement.publisher


def gates_of(statements: Iterable[Statement], houses: Mapping[str, Iterable[str]]) -> dict[str, Gate]:
    """The gates of some claims, by id, in the order in which they printed."""
    found: dict[str, Gate] = {}
    for statement in sorted(statements, key=lambda s: (s.published or "9999", s.id)):
        voice = gate_of(statement, houses.get(statement.document, ()))
        if voice is None:
            continue
        identity = voice.identity or voice.entity or f"{statement.document}:{voice.name}"
        gate = found.setdefault(identity, Gate(identity, voice))
        gate.claims.append(statement.id)
        gate.reports.add(statement.document)
        gate.speaks_for.update(voice.speaks_for)
        gate.side.update(side.lower() for side in voice.side)
        if statement.published:
            gate.printed.append((statement.published, statement.words or frozenset(statement.text.lower().split())))
        inside = statement.chain.index(voice) if voice in statement.chain else 0
        for inner in statement.chain[:inside]:
            gate.behind.add(inner.name)
            if inner.identity:
                gate.behind_ids.add(inner.identity)
                if statement.basis is Basis.DOCUMENT:
                    gate.documents.add(inner.identity)
    return found


def edges(
    gates: Mapping[str, Gate],
    printed_by: Mapping[str, Iterable[str]],
    decided: Mapping[frozenset[str], tuple[bool, str]],
) -> list[Edge]:
    """Every reason why two gates may not count as two.

    `printed_by` gives for each gate that is itself an outlet or agency the gates of its own reports on this point;
    `decided` what people said of a pair of voices: independent (False) or dependent (True), and why.
    """
    found = []
    for a, b in combinations(gates.values(), 2):
        decision = decided.get(frozenset((a.id, b.id)))
        if decision is not None:
            if decision[0]:
                found.append(Edge(a.id, b.id, firm=True, why=f"decided: {decision[1] or 'dependent'}"))
            continue
        edge = _firm(a, b, printed_by) or _possible(a, b, printed_by)
        if edge is not None:
            found.append(edge)
    return found


def components(gates: Iterable[str], edges: Iterable[Edge]) -> list[tuple[str, ...]]:
    """Gates that hang together by some edges."""
    root = {gate: gate for gate in gates}

    def find(gate: str) -> str:
        while root[gate] != gate:
            root[gate] = root[root[gate]]
            gate = root[gate]
        return gate

    for edge in edges:
        first, second = sorted((find(edge.a), find(edge.b)))
        root[second] = first
    groups: dict[str, list[str]] = {}
    for gate in root:
        groups.setdefault(find(gate), []).append(gate)
    return [tuple(group) for group in groups.values()]


def _firm(a: Gate, b: Gate, printed_by: Mapping[str, Iterable[str]]) -> Edge | None:
    if b.id in a.speaks_for or a.id in b.speaks_for:
        return Edge(a.id, b.id, firm=True, why="one speaks for the other")
    if a.speaks_for & b.speaks_for:
        return Edge(a.id, b.id, firm=True, why="both speak for one body")
    if a.documents & b.documents:
        return Edge(a.id, b.id, firm=True, why="both rest on one document")
    if b.id in a.behind_ids or a.id in b.behind_ids:
        return Edge(a.id, b.id, firm=True, why="one has it from the other")
    if b.id in printed_by.get(a.id, ()) or a.id in printed_by.get(b.id, ()):
        return Edge(a.id, b.id, firm=True, why="one is a report that is in this case")
    return None


def _possible(a: Gate, b: Gate, printed_by: Mapping[str, Iterable[str]]) -> Edge | None:
    if sides := a.side & b.side:
        return Edge(a.id, b.id, firm=False, why=f"both are of {min(sides)}")
    if _unnamed(a) and _unnamed(b) and not a.reports & b.reports and _roles_fit(a, b):
        return Edge(a.id, b.id, firm=False, why="two voices without a name that may be one")
    if (_unnamed(a) != _unnamed(b)) and not a.reports & b.reports and _roles_fit(a, b):
        return Edge(a.id, b.id, firm=False, why="the voice without a name may be the named one")
    if (SOME_MEDIUM.match(a.voice.name) and b.id in printed_by) or (
        SOME_MEDIUM.match(b.voice.name) and a.id in printed_by
    ):
        return Edge(a.id, b.id, firm=False, why="the one may be the report that is in this case")
    if (
        (SOME_OF.match(a.voice.name) or SOME_OF.match(b.voice.name))
        and a.reports & b.reports
        and (_unnamed(a) or _unnamed(b))
    ):
        return Edge(a.id, b.id, firm=False, why="one may be among the other")
    if not a.reports & b.reports and _printed_before(a, b):
        return Edge(a.id, b.id, firm=False, why="one says in so many words what was printed before")
    if behind := a.behind_ids & b.behind_ids:
        return Edge(a.id, b.id, firm=False, why=f"one voice is behind both ({min(behind)})")
    return None


def _printed_before(a: Gate, b: Gate) -> bool:
    """Whether a later voice says in so many words what was printed on an earlier day."""
    return any(
        day[:10] != other[:10] and len(words & others) >= max(WORDS_ALIKE, 0.8 * min(len(words), len(others)))
        for day, words in a.printed
        for other, others in b.printed
    )


def _unnamed(gate: Gate) -> bool:
    return gate.voice.identity is None


def _roles_fit(a: Gate, b: Gate) -> bool:
    """Whether two descriptions may be of one person: they end in the same noun."""
    words = [gate.voice.name.lower().split() for gate in (a, b)]
    nouns = [next((word for word in reversed(part) if word.isalpha()), "") for part in words]
    return bool(nouns[0]) and nouns[0].rstrip("s") == nouns[1].rstrip("s")
