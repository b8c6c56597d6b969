"""Which claims are one matter, on whom it rests and who answers whom, over a whole archive."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from sayso.batch.blocks import components, ends, pair_key, paired, within
from sayso.batch.flow import Flow, Keyed
from sayso.batch.messages import (
    Alike,
    Answered,
    Belongs,
    Copied,
    Filed,
    Identified,
    InMatter,
    Linked,
    Of,
    Share,
    Shared,
    Weighed,
    Whole,
    encoded,
)
from sayso.batch.rows import unpacked
from sayso.resolve import matters, replies
from sayso.resolve.cast import named_entities
from sayso.resolve.names import name_id
from sayso.resolve.places import Places
from sayso.resolve.statements import statements_of
from sayso.settle import copied_claims, weigh_matter
from sayso.store.case import COMMON, ENOUGH, MOST_RELATED, names_in, with_identities
from sayso.terms import Answer, Reprint, Statement
from sayso.weigh.corroboration import Setting


def identify(readings: Flow, belongs: Flow) -> Flow:
    """Every report with its claims, and the identities of everybody in them."""
    filed = readings.each(_file).kept("filed")
    return (filed + filed.each(_ask_who).beside(belongs, _tell_who)).together(_identified).kept("identified")


def find_matters(identified: Flow, reprints: Flow) -> tuple[Flow, Flow, Flow]:
    """The matters and bound replies, each under itself; and how well claims go together, under pairs of claims."""
    sharing = identified.each(_by_identity).together(_within_limits).together(_shared)
    related = (sharing.together(_related) + reprints.each(_both_ways)).together(_one_way)
    openings = identified.each(_openings)
    alike = (openings.each(_like_itself) + paired(related, openings, _likeness)).kept("claims-alike")
    labels = components(alike.each(_hanging_together), "claims")
    grouped = (openings.each(_claims).beside(labels, _under_label) + within(alike, labels)).together(_group)
    grouped = grouped.kept("claims-grouped")
    following = identified.each(_following).beside(grouped, _follow)
    by_report = identified + reprints + grouped.each(_to_report) + following.each(_to_report)
    amounts = by_report.together(_shares).together(_weigh).kept("matters")
    return amounts.each(_only_matters), amounts.each(_only_answers), alike


# Names taken for identities


def _file(report: str, whole: Whole) -> Iterator[Keyed]:
    reading = unpacked(whole.reading)
    document = reading.document
    yield (
        report,
        Filed(
            outlet=document.outlet,
            agency=document.agency,
            summary=document.summary,
            withdrawn=bool(document.wire and document.wire.withdrawn),
            statements=tuple(statements_of(reading)),
            names=tuple(sorted({name for name, _ in named_entities(reading).values()})),
        ),
    )


def _ask_who(report: str, filed: Filed) -> Iterator[Keyed]:
    taking_part = {name for statement in filed.statements for name in names_in(statement)}
    houses = {name_id(house) for house in (filed.outlet, filed.agency) if house}
    for name in sorted({*taking_part, *houses, *filed.names}):
        if "." not in name:
            yield name, Of(report)


def _tell_who(_: str, asking: Of, belongs: Belongs | None) -> Iterator[Keyed]:
    if belongs:
        yield asking.what, replace(belongs, identity=replace(belongs.identity, names=(), why=(), maybe=()))


def _identified(report: str, found: list[Filed | Belongs]) -> Iterator[Keyed]:
    known = {one.name: one for one in found if isinstance(one, Belongs)}
    identity = {name: one.identity.id for name, one in known.items()}
    for filed in (one for one in found if isinstance(one, Filed)):
        printed = {house for house in (filed.outlet, filed.agency) if house}
        houses = {identity[n] for house in printed if (n := name_id(house)) in known and known[n].spelt == house}
        yield (
            report,
            Identified(
                replace(filed, statements=tuple(with_identities(s, identity) for s in filed.statements)),
                called={one.identity.id: one.identity.name for one in known.values()},
                houses=frozenset({*printed, *houses}),
                identities=tuple(sorted({identity[name] for name in filed.names if name in identity})),
            ),
        )


# Which reports tell of the same


def _by_identity(report: str, identified: Identified) -> Iterator[Keyed]:
    for identity in identified.identities:
        yield f"{identity} {report[-1]}", Shared(0.0, (report,))


def _within_limits(key: str, shared: list[Shared]) -> Iterator[Keyed]:
    """The reports of one share that name somebody; never more than tell that everybody does."""
    reports = sorted({report for one in shared for report in one.reports})
    yield key.partition(" ")[0], Shared(0.0, tuple(reports[: COMMON + 1]))


def _shared(_: str, shared: list[Shared]) -> Iterator[Keyed]:
    """To each report that names somebody: who else does. Whom more than COMMON name tells nothing."""
    reports = tuple(sorted({report for one in shared for report in one.reports}))
    if 1 < len(reports) <= COMMON:
        weight = 1 / (1 + math.log10(max(1, len(reports) / 10)))
        yield from ((report, Shared(weight, reports)) for report in reports)


def _related(report: str, shared: list[Shared]) -> Iterator[Keyed]:
    """The reports that share most with one."""
    weights: dict[str, float] = defaultdict(float)
    for one in shared:
        for other in one.reports:
            weights[other] += one.weight
    near = sorted((-weight, other) for other, weight in weights.items() if weight >= ENOUGH and other != report)
    for _, other in near[:MOST_RELATED]:
        yield pair_key(report, other), Of(report)


def _both_ways(_: str, copied: Copied) -> Iterator[Keyed]:
    for report in (copied.reprint.copy, copied.reprint.original):
        yield pair_key(copied.reprint.copy, copied.reprint.original), Of(report)


def _one_way(pair: str, asked: list[Of]) -> Iterator[Keyed]:
    """A pair once, told from the end that asked for it; from the first where both did."""
    yield pair, Of(min(one.what for one in asked))


# Which claims go together


def _openings(report: str, identified: Identified) -> Iterator[Keyed]:
    """A report's claims that can be part of a matter, without the words they were printed in."""
    filed = identified.filed
    opening = tuple(replace(s, text="") for s in _opening(identified))
    if opening and not filed.summary:
        yield report, replace(filed, statements=opening, names=())


def _opening(identified: Identified) -> list[Statement]:
    """The claims that stand for themselves: a reply goes where what it answers in its report goes."""
    led = _heard(identified).bound
    return [
        s
        for s in identified.filed.statements
        if matters.opens_matter(s) and s.id not in led and not replies.is_elliptic(s)
    ]


def _like_itself(_: str, opening: Filed) -> Iterator[Keyed]:
    told = _told(encoded(opening))
    yield from _alike(told, told)


def _likeness(pair: str, asked: Of, first: Filed | None, second: Filed | None) -> Iterator[Keyed]:
    if first and second:
        told = [_told(encoded(one)) for one in (first, second)]
        yield from _alike(*(told if ends(pair)[0] == asked.what else reversed(told)))


def _alike(ours: matters.Told, theirs: matters.Told) -> Iterator[Keyed]:
    for (a, b), score in matters.likeness(ours, theirs, Places()).items():
        yield pair_key(a, b), Alike(a, b, score)


@lru_cache(500)
def _told(opening: bytes) -> matters.Told:
    """A report's claims laid out to be compared: once for the many reports it is compared with."""
    from sayso.batch.messages import decoded

    return matters.Told(decoded(opening).statements)


def _hanging_together(_: str, alike: Alike) -> Iterator[Keyed]:
    if alike.score >= matters.LEAST:
        yield alike.b, Linked(alike.a)


def _claims(_: str, opening: Filed) -> Iterator[Keyed]:
    yield from ((statement.id, Of(statement.id)) for statement in opening.statements)


def _under_label(claim: str, of: Of, label: Linked | None) -> Iterator[Keyed]:
    yield label.to if label else claim, of


def _group(_: str, found: list[Of | Alike]) -> Iterator[Keyed]:
    claims = [one.what for one in found if isinstance(one, Of)]
    likeness = {(one.a, one.b): one.score for one in found if isinstance(one, Alike)}
    for group in matters.matters_of(claims, likeness):
        yield from ((claim, InMatter(claim, group[0])) for claim in group)


def _following(report: str, identified: Identified) -> Iterator[Keyed]:
    """Replies, under the claim of their report that they answer: they go where it goes."""
    heard, opening = _heard(identified), {s.id for s in _opening(identified)}
    if identified.filed.summary:
        return
    for reply, (charge, _) in sorted(heard.bound.items()):
        if charge.id in opening:
            yield charge.id, Of(reply)


def _heard(identified: Identified) -> replies.Hearing:
    return replies.Hearing(identified.filed.statements, identified.called)


def _follow(_: str, reply: Of, lead: InMatter | None) -> Iterator[Keyed]:
    if lead:
        yield reply.what, InMatter(reply.what, lead.matter)


def _to_report(claim: str, place: InMatter) -> Iterator[Keyed]:
    yield claim.partition(".")[0], place


# What matters rest on, and who answers


def _shares(report: str, found: list[Identified | Copied | InMatter]) -> Iterator[Keyed]:
    """What a report has in each matter; under no matter, a reply that is in none."""
    matter_of = {one.claim: one.matter for one in found if isinstance(one, InMatter)}
    taken_over = tuple(one.reprint for one in found if isinstance(one, Copied))
    for identified in (one for one in found if isinstance(one, Identified)):
        statements = identified.filed.statements
        answering = {s.id for s in statements if replies.is_reply(s)}
        by_matter: dict[str, list[str]] = defaultdict(list)
        for statement in statements:
            if statement.id in matter_of:
                by_matter[matter_of[statement.id]].append(statement.id)
            elif statement.id in answering:
                by_matter[f"{statement.id} alone"].append(statement.id)
        for matter, claims in by_matter.items():
            whole = not answering.isdisjoint(claims)
            sent = tuple(s for s in statements if whole or s.id in claims)
            spoken_of = {name for statement in sent for name in names_in(statement)}
            yield (
                matter,
                Share(
                    report=report,
                    claims=tuple(claims),
                    statements=sent,
                    called={name: called for name, called in identified.called.items() if name in spoken_of},
                    houses=identified.houses,
                    reprints=taken_over,
                    withdrawn=identified.filed.withdrawn,
                ),
            )


def _weigh(matter: str, shares: list[Share]) -> Iterator[Keyed]:
    called = {identity: name for share in shares for identity, name in share.called.items()}
    every = {s.id: s for share in shares for s in share.statements}
    claims = {claim for share in shares for claim in share.claims}
    group = [every[claim] for claim in sorted(claims)]
    alone = matter.endswith(" alone")
    if not alone:
        yield matter, Weighed(weigh_matter(group, _standing(group, shares), _setting(group, shares, called)))
    for share in shares:
        heard = replies.Hearing(share.statements, called)
        for reply in (every[claim] for claim in share.claims if replies.is_reply(every[claim])):
            yield from _answered(reply, heard.answers(reply, [] if alone else group))


def _answered(reply: Statement, answers: Sequence[Answer]) -> Iterator[Keyed]:
    if answers:
        yield reply.id, Answered(tuple(answers))


def _standing(group: Sequence[Statement], shares: Sequence[Share]) -> list[Statement]:
    """The claims that nobody took back."""
    withdrawn = {share.report for share in shares if share.withdrawn}
    return [statement for statement in group if statement.document not in withdrawn]


def _setting(group: Sequence[Statement], shares: Sequence[Share], called: Mapping[str, str]) -> Setting:
    taken_over: dict[str, Collection[Reprint]] = {
        share.report: sorted(share.reprints, key=lambda reprint: reprint.original) for share in shares
    }
    return Setting(
        houses={share.report: share.houses for share in shares},
        copied=copied_claims(group, taken_over),  # type: ignore[arg-type]
        named=called,
        wider=Places().wider,
    )


def _only_matters(key: str, found: Weighed | Answered) -> Iterator[Keyed]:
    if isinstance(found, Weighed):
        yield key, found


def _only_answers(key: str, found: Weighed | Answered) -> Iterator[Keyed]:
    if isinstance(found, Answered):
        yield key, found
