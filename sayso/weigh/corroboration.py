"""Corroboration: a matter's points, how each claim stands to them, and the origins of what supports and what denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.terms import (
    Agreement,
    Basis,
    Edge,
    Group,
    Origins,
    Point,
    Quantity,
    Stand,
    Statement,
    Voice,
)
from sayso.weigh import agreement
from sayso.weigh.independence import components, edges, gate_of, gates_of

PARTS = ("actors", "recipients", "via")


@dataclass(frozen=True)
class Setting:
    """What is known around the claims of a matter.

    `houses` are for each report the identities and names of its outlet and agency; `copied` gives for a claim in a
    reprint the claim it repeats, or its report's original where that has none; `named` what to call an identity;
    `wider` whether one place holds another; `decided` what people said of pairs of voices.
    """

    houses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    copied: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    wider: agreement.Wider = lambda first, second: False
    decided: Mapping[frozenset[str], tuple[bool, str]] = field(default_factory=dict)


def points_of(matter: str, text: str, statements: Sequence[Statement], setting: Setting) -> list[Point]:
    """The points of a matter: first whether it happened, then each slot that somebody gives a value for."""
    happened = agreement.on_happenings(statements)
    points = [_point(f"{matter}.happened", "happened", text, None, statements, happened, setting)]
    for slot, stands, shown in _slots(statements, setting):
        point = _point(f"{matter}.{slot}", slot, shown, matter, statements, stands, setting)
        points.append(point)
    return points


def _point(
    id: str,
    slot: str,
    text: str,
    part_of: str | None,
    statements: Sequence[Statement],
    stands: Mapping[str, Agreement],
    setting: Setting,
) -> Point:
    support = [s for s in statements if stands.get(s.id) is Agreement.SUPPORTS]
    against = [s for s in statements if stands.get(s.id) is Agreement.DENIES]
    origins, origin_of = origins_of(support, setting)
    denial, denial_of = origins_of(against, setting)
    return Point(
        id=id,
        slot=slot,
        text=text,
        part_of=part_of,
        stands=tuple(
            Stand(
                claim=s.id,
                agreement=stands[s.id],
                origin=(origin_of | denial_of).get(s.id),
                why=f"repeats {setting.copied[s.id]}" if s.id in setting.copied else "",
            )
            for s in statements
            if s.id in stands
        ),
        origins=origins,
        against=denial,
    )


def origins_of(statements: Iterable[Statement], setting: Setting) -> tuple[Origins, dict[str, str]]:
    """On how many independent voices some claims rest, and through which gate each came."""
    every = list(statements)
    ids = {statement.id for statement in every}
    folded = [s for s in every if not _is_copy(s, ids, setting)]
    attributed = [s for s in folded if not agreement.is_own_word(s) and s.voice is not Voice.UNSTATED]
    told = {statement.document for statement in attributed}
    attributed += [s for s in folded if agreement.is_own_word(s) and s.publisher and s.document not in told]
    gates = gates_of(attributed, setting.houses)
    through = {claim: gate.id for gate in gates.values() for claim in gate.claims}
    own = [s for s in folded if s.id not in through and s.voice is not Voice.UNSTATED]
    seen = {_house(s): s for s in reversed(own) if s.basis is Basis.SEEN}
    told_by_others = {s.document for s in attributed if s.id in through}
    unestablished = {_house(s) for s in own if s.document not in told_by_others and _house(s) not in seen}
    links = edges(gates, _printed_by(gates.keys(), attributed, through, setting), setting.decided)
    firm = components(gates, (edge for edge in links if edge.firm))
    possible = components(gates, links)
    groups = [
        Group(
            voice=_called(gates[group[0]].voice.name, group[0], setting),
            claims=tuple(sorted(claim for gate in group for claim in gates[gate].claims)),
            behind=tuple(sorted({name for gate in group for name in gates[gate].behind})),
        )
        for group in firm
    ]
    groups += [Group(voice=_house(s), claims=(s.id,)) for s in seen.values()]
    through |= {s.id: _house(s) for s in seen.values()}
    for copy in sorted(ids - set(through)):
        if (original := _first_told(copy, setting)) in through:
            through[copy] = through[original]
    return (
        Origins(
            min=len(possible) + len(seen),
            max=len(firm) + len(seen),
            unestablished=len(unestablished),
            occasions=len({s.occasion or s.document for s in attributed if s.id in through}),
            groups=tuple(groups),
            edges=tuple(_shown(edge, gates, setting) for edge in links),
        ),
        {
            claim: _called(gates[gate].voice.name, gate, setting) if gate in gates else gate
            for claim, gate in through.items()
        },
    )


def _is_copy(statement: Statement, present: set[str], setting: Setting) -> bool:
    """Whether a claim only repeats another that is here too."""
    original, seen = setting.copied.get(statement.id), {statement.id}
    while original is not None and original not in seen:
        if original in present:
            return True
        seen.add(original)
        original = setting.copied.get(original)
    return False


def _first_told(copy: str, setting: Setting) -> str:
    """The claim that a copy goes back to, over any number of copies."""
    seen = {copy}
    while (original := setting.copied.get(copy)) is not None and original not in seen:
        seen.add(original)
        copy = original
    return copy


def _printed_by(
    gates: Iterable[str], attributed: Sequence[Statement], through: Mapping[str, str], setting: Setting
) -> dict[str, set[str]]:
    """For each gate that is a house printing here itself, the gates of its own reports."""
    wanted = set(gates)
    found: dict[str, set[str]] = defaultdict(set)
    for statement in attributed:
        for house in setting.houses.get(statement.document, frozenset()) & wanted:
            if statement.id in through and through[statement.id] != house:
                found[house].add(through[statement.id])
    return found


def _house(statement: Statement) -> str:
    return statement.outlet or statement.agency or statement.document


def _called(name: str, gate: str, setting: Setting) -> str:
    return setting.named.get(gate, name)


def _shown(edge: Edge, gates: Mapping[str, object], setting: Setting) -> Edge:
    names = [_called(getattr(gates[gate], "voice").name, gate, setting) for gate in (edge.a, edge.b)]  # noqa: B009
    return Edge(names[0], names[1], edge.firm, edge.why)


def _slots(statements: Sequence[Statement], setting: Setting) -> Iterable[tuple[str, dict[str, Agreement], str]]:
    """Each slot with a value: its name, how the claims stand to the leading value, and that value as shown."""
    affirmed = [s for s in statements if agreement.on_happening(s) is Agreement.SUPPORTS]
    dated = {s.id: days for s in affirmed if (days := agreement.days_of(s))}
    if dated:
        lead = agreement.leading(
            [(dated[s.id], _gate(s, setting)) for s in affirmed if s.id in dated], lambda a, b: a == b
        )
        yield "date", {i: agreement.of_days(days, lead) for i, days in dated.items()}, _days(lead)
    placed = {s.id: s.place_name for s in affirmed if s.place_name}
    if placed:
        lead_place = agreement.leading(
            [(placed[s.id], _gate(s, setting)) for s in affirmed if s.id in placed], lambda a, b: a == b
        )
        yield (
            "place",
            {i: agreement.of_places(name, lead_place, setting.wider) for i, name in placed.items()},
            lead_place,
        )
    counted: dict[str, dict[str, Quantity]] = defaultdict(dict)
    for statement in affirmed:
        for of, figure in agreement.figures_of(statement).items():
            counted[of][statement.id] = figure
    if counted:  # a number alone is one of what most claims count
        most = max(sorted(counted), key=lambda of: len(counted[of]))
        counted[most] = {s.id: alone for s in affirmed if (alone := agreement.number_alone(s))} | counted[most]
    for of, figures in sorted(counted.items()):
        pairs = [(figures[s.id], _gate(s, setting)) for s in affirmed if s.id in figures]
        lead_figure = agreement.leading(pairs, lambda a, b: agreement.of_figures(a, b) is Agreement.SUPPORTS)
        yield (
            f"figure: {of}",
            {i: agreement.of_figures(f, lead_figure) for i, f in figures.items()},
            _figure(lead_figure, of),
        )
    for part in PARTS:
        given = {s.id: getattr(s, part) for s in affirmed if getattr(s, part)}
        names = [(who, _gate(s, setting)) for s in affirmed if (who := _named(given.get(s.id, ())))]
        if names:
            lead_names = agreement.leading(names, lambda a, b: bool(set(a) & set(b)))
            stands = {
                i: Agreement.SUPPORTS
                if set(who) & set(lead_names)
                else Agreement.LESS_SPECIFIC
                if all("." in one for one in who)
                else Agreement.CONFLICTS
                for i, who in given.items()
            }
            yield part.removesuffix("s"), stands, ", ".join(setting.named.get(one, one) for one in lead_names)


def _named(who: Sequence[str]) -> tuple[str, ...]:
    """Those of some participants that have a name."""
    return tuple(one for one in who if "." not in one)


def _gate(statement: Statement, setting: Setting) -> str:
    voice = gate_of(statement, setting.houses.get(statement.document, ()))
    return (voice.identity or voice.entity or voice.name) if voice else _house(statement)


def _figure(figure: Quantity, of: str) -> str:
    low, high = figure.low, figure.high
    if low is not None and low == high:
        return (
            f"{'about ' if figure.approx else ''}{low:,g} {of}" if abs(low) < 1e6 else f"{low / 1e6:,.4g} million {of}"
        )
    if low is None:
        return f"at most {high:,g} {of}"
    return (
        f"{'more than' if figure.exclusive else 'at least'} {low:,g} {of}"
        if high is None
        else f"{low:,g} to {high:,g} {of}"
    )


def _days(days: tuple[str, str]) -> str:
    """A stretch of days as a person reads it."""
    first, last = days
    if first == last:
        return first
    if last.startswith("9999"):
        return f"from {first}"
    return f"until {last}" if first.startswith("0001") else f"{first} to {last}"
