"""Who is one and the same, over a whole archive: names meet under their keys, are judged in pairs, and clustered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from sayso.batch.blocks import FEW, FULL, components, pair_key, paired, within
from sayso.batch.flow import Flow, Keyed, once
from sayso.batch.messages import Bearer, Belongs, Filing, Judged, Linked, Met, Uses, Whole
from sayso.batch.rows import unpacked
from sayso.resolve import identities, names
from sayso.resolve.cast import named_entities
from sayso.settle import SURE_KEYS
from sayso.store.case import AT_ONCE, described
from sayso.terms import EntityType, Namesake, Verdict


def find_identities(readings: Flow) -> tuple[Flow, Flow]:
    """Whose each name is, under the name; and every judgement on two names, under both."""
    bearers = readings.each(_uses).together(_in_shard).together(_bearer).kept("names")
    pairs = bearers.each(_file).together(_propose).together(once)
    judged = paired(pairs, bearers, _judge).kept("names-judged")
    labels = components(judged.each(_same), "names")
    grouped = bearers.beside(labels, _under_label) + within(judged, labels)
    return grouped.together(_cluster).kept("identities"), judged


def _uses(report: str, whole: Whole) -> Iterator[Keyed]:
    """What a report makes of each name it uses, under the name and a share of the reports: a name in millions of them
    is gathered in sixteen heaps first."""
    reading = unpacked(whole.reading)
    named = named_entities(reading)
    kinds = {entity.id: entity for entity in reading.entities}
    every = sorted({name for name, _ in named.values()})
    for entity, (name, spelt) in named.items():
        roles = tuple(filter(None, "\n".join(described(kinds[entity])).split("\n")))
        yield (
            f"{name} {report[-1]}",
            Uses({spelt: 1}, {kinds[entity].type.value: 1}, roles, {report: tuple(every)}),
        )


def _in_shard(key: str, uses: list[Uses]) -> Iterator[Keyed]:
    yield key.partition(" ")[0], _merged(uses)


def _merged(uses: list[Uses]) -> Uses:
    """What several reports make of a name. Of many, the first by id stand for all: ids are hashes, so that two names of
    the same reports keep the same ones."""
    spellings, kinds = Counter[str](), Counter[str]()
    beside: dict[str, tuple[str, ...]] = {}
    for one in uses:
        spellings.update(one.spellings)
        kinds.update(one.kinds)
        beside.update(one.beside)
    return Uses(
        spellings=dict(spellings),
        kinds=dict(kinds),
        roles=tuple(sorted({role for one in uses for role in one.roles})[:AT_ONCE]),
        beside={report: beside[report] for report in sorted(beside)[:AT_ONCE]},
    )


def _bearer(name: str, uses: list[Uses]) -> Iterator[Keyed]:
    merged = _merged(uses)
    yield (
        name,
        Bearer(
            Namesake(
                id=name,
                name=_spelling(merged.spellings),
                type=EntityType(max(sorted(merged.kinds), key=lambda kind: merged.kinds[kind])),
                roles=merged.roles,
                reports=frozenset(merged.beside),
                beside=frozenset(other for others in merged.beside.values() for other in others if other != name),
            )
        ),
    )


def _spelling(spellings: Mapping[str, int]) -> str:
    """The most common, and of these the one with the fewest capitals: headlines shout."""
    return min(sorted(spellings), key=lambda spelt: (-spellings[spelt], sum(map(str.isupper, spelt))))


def _file(name: str, bearer: Bearer) -> Iterator[Keyed]:
    spelt = bearer.namesake.name
    yield from ((key, Filing(name, spelt, asks=False)) for key in names.filed_under(spelt))
    yield from ((key, Filing(name, spelt, asks=True)) for key in names.asked_by(spelt))


def _propose(key: str, filings: list[Filing]) -> Iterator[Keyed]:
    """Pairs that share a key and may be one by their spelling."""
    sure = key.partition(":")[0] in SURE_KEYS
    for first, second in _meeting(filings):
        if sure or names.worth_comparing(first.name, second.name):
            yield pair_key(first.id, second.id), Met()


def _meeting(filings: list[Filing]) -> Iterator[tuple[Filing, Filing]]:
    """Who is filed under a key with who asks by it. Where there are many, each meets only the next by sound (the sorted
    neighbourhood of Hernández and Stolfo, 1995)."""
    filed = {one.id: one for one in filings if not one.asks}
    asking = {one.id: one for one in filings if one.asks}
    if len(filed) <= FULL and len(asking) <= FULL:
        yield from ((filed[a], asking[b]) for a in sorted(filed) for b in sorted(asking) if a != b)
        return
    by_sound = sorted({**filed, **asking}.values(), key=lambda one: (names.folded(one.name), one.id))
    for place, first in enumerate(by_sound):
        for second in by_sound[place + 1 : place + 1 + FEW]:
            if (first.id in filed and second.id in asking) or (second.id in filed and first.id in asking):
                yield first, second


def _judge(pair: str, _: Met, first: Bearer | None, second: Bearer | None) -> Iterator[Keyed]:
    if first and second:
        a, b = first.namesake, second.namesake
        yield pair, Judged(a.id, b.id, identities.judge(a, b))


def _same(_: str, judged: Judged) -> Iterator[Keyed]:
    if judged.judgement.verdict is Verdict.SAME:
        yield judged.b, Linked(judged.a)


def _under_label(name: str, bearer: Bearer, label: Linked | None) -> Iterator[Keyed]:
    yield label.to if label else name, Bearer(replace(bearer.namesake, beside=frozenset(), roles=()))


def _cluster(_: str, found: list[Bearer | Judged]) -> Iterator[Keyed]:
    namesakes = {one.namesake.id: one.namesake for one in found if isinstance(one, Bearer)}
    judgements = {(one.a, one.b): one.judgement for one in found if isinstance(one, Judged)}
    for identity in identities.identities_of(namesakes, judgements):
        for name in identity.names:
            yield name, Belongs(name, namesakes[name].name, identity)
