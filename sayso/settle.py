"""Settling: what the reports filed in a case amount to, worked out for what is new and for what that touches.

Four steps, each on what the one before changed: which report repeats which, which names are one identity, which claims
are one matter, and what each matter rests on and who answers whom. Everything is a function of what is filed and decided;
docs/case.md says where the order of filing shows all the same.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace as replace_in

from msgspec.structs import replace

from sayso.resolve import identities, matters, names, replies, reprints, sketches
from sayso.resolve.cast import named_entities
from sayso.resolve.clusters import Pair
from sayso.resolve.places import Places
from sayso.resolve.statements import statements_of
from sayso.store import Case
from sayso.store.case import Resolved
from sayso.terms import (
    Answer,
    Bond,
    Deed,
    Identity,
    Judgement,
    Matter,
    Namesake,
    Reading,
    Region,
    Reprint,
    Statement,
    Verdict,
)
from sayso.weigh.corroboration import Setting, points_of

SURE_KEYS = {"letters", "known", "state", "place"}
"""Keys that two names share for another reason than their sound."""
TOGETHER = 500
"""Reports that are settled in one transaction."""
LOOSE = -0.1
"""Mean log odds to the rest of its matter under which a person had better look whether a claim belongs there."""


def file(case: Case, reading: Reading, source: bytes | None = None) -> bool:
    """Put one reading away in a case, to be settled later, with the bytes it was made from where they are given.

    False, and nothing is done, if it is there already.
    """
    return case.file(
        reading, statements_of(reading), named_entities(reading), sketches.keys_of(body_of(reading)), source
    )


def settle(case: Case, watch: Callable[[int], None] = lambda done: None) -> None:
    """Resolve and weigh all that is new in a case; `watch` is told how many reports are done."""
    while done := _settle_next(case):
        watch(done)
    with case.writing():
        settle_matters(case, [], settle_names(case, case.new_names()))


def _settle_next(case: Case) -> int:
    """Settle some of the reports that nobody has settled by now; how many there were."""
    with case.writing():
        if reports := case.unsettled(TOGETHER):
            settle_reports(case, reports)
            case.settled(reports)
    return len(reports)


def settle_reports(case: Case, reports: Sequence[str]) -> None:
    """Everything that some reports, new or changed, bring about."""
    settle_reprints(case, reports)
    changed = settle_names(case, case.names_in(reports))
    settle_matters(case, reports, changed)


def settle_without(case: Case, report: str) -> None:
    """Take a report out, and work out anew the matters it had a part in and the identities it had a name for."""
    with case.writing():
        statements = case.statements_in([report])
        left = set(case.matter_of(statements).values())
        names_left = case.names_in([report])
        others = {i for i in case.in_matters(left) if i not in statements}
        case.put_matters(left, [])
        case.remove(report)
        changed = settle_names(case, [name for name in names_left if case.identity_of([name])])
        settle_matters(case, sorted({i.split(".")[0] for i in others}), changed)


# Which report repeats which


def settle_reprints(case: Case, reports: Iterable[str]) -> None:
    """Compare each report with those that share a part of its sketch."""
    printed: dict[str, reprints.Printed] = {}

    def of(report: str) -> reprints.Printed:
        if report not in printed:
            printed[report] = reprints.Printed(case.reading(report))
        return printed[report]

    found: dict[tuple[str, ...], Reprint] = {}
    for report in reports:
        for other in case.sharing_sketch(report):
            pair = tuple(sorted((report, other)))
            if pair not in found and (reprint := reprints.compare(of(pair[0]), of(pair[1]))):
                found[pair] = reprint
    every = list(found.values())
    known = case.reprints_of({report for pair in found for report in pair}) if found else []
    case.put_reprints(reprints.common_parent(reprint, [*every, *known]) for reprint in every)


def body_of(reading: Reading) -> str:
    """What of a report is sketched: all but headline, dateline and boilerplate."""
    document = reading.document
    return " ".join(span.of(document.text) for span in document.body if document.region_at(span) not in reprints.FRAME)


# Which names are one identity


def settle_names(case: Case, touched: Collection[str]) -> Resolved:
    """Compare names with those like them, and cluster what they hang together with; the names whose identity changed."""
    if not touched:
        return Resolved(set(), set())
    spelt = case.namesakes(touched, context=False)
    case.put_name_keys({i: names.filed_under(namesake.name) for i, namesake in spelt.items()})
    kept = case.name_pairs(touched)
    pairs = _pairs_to_judge(case, spelt, kept)
    contexts = case.namesakes({name for pair in pairs for name in pair})
    judged = {pair: identities.judge(contexts[pair[0]], contexts[pair[1]]) for pair in sorted(pairs)}
    case.put_name_pairs(judged)
    return _recluster(case, touched)


def _pairs_to_judge(case: Case, spelt: Mapping[str, Namesake], kept: Mapping[Pair, Judgement]) -> set[Pair]:
    """Pairs that share a key and may be one by their spelling, and those that were unsure before."""
    keys = {name: names.asked_by(namesake.name) for name, namesake in spelt.items()}
    under = case.names_under({key for asked in keys.values() for key in asked})
    others = case.namesakes({other for found in under.values() for other in found}, context=False)
    pairs = {
        (min(name, other), max(name, other))
        for name, asked in keys.items()
        for key in asked
        for other in under.get(key, ())
        if other != name
        and (key.split(":")[0] in SURE_KEYS or names.worth_comparing(spelt[name].name, others[other].name))
    }
    settled = {
        pair
        for pair, judgement in kept.items()
        if judgement.verdict is Verdict.SAME and judgement.score >= identities.ONE_NAME
    }
    return pairs - settled


def _recluster(case: Case, touched: Collection[str]) -> Resolved:
    """Cluster anew everything that hangs together with some names."""
    decisions = case.standing({Deed.SAME, Deed.DIFFERENT})
    joined = [(_own(d.a), _own(d.b)) for d in decisions if d.what is Deed.SAME and d.b]
    barred = [(_own(d.a), _own(d.b)) for d in decisions if d.what is Deed.DIFFERENT and d.b]
    together, judgements = _hanging_together(case, touched, joined)
    namesakes = case.namesakes(together)
    listed: dict[str, str] = {}
    joined += [(listed.setdefault(n.known, n.id), n.id) for n in namesakes.values() if n.known]
    found = identities.identities_of(namesakes, judgements, joined=joined, barred=barred)
    called = {d.a: d.b for d in case.standing({Deed.RENAME}) if d.b}
    hidden = {d.a for d in case.standing({Deed.HIDE})}
    return case.put_identities((_renamed(identity, called) for identity in found), hidden)


def _own(id: str) -> str:
    """The name that somebody of one report was given (REPORT.e3), or the name itself."""
    return f"o{id[1:]}" if "." in id else id


def _renamed(identity: Identity, called: Mapping[str, str]) -> Identity:
    """An identity under the name that people gave to any of its names."""
    given = [called[name] for name in identity.names if name in called]
    return replace(identity, name=given[-1]) if given else identity


def _hanging_together(
    case: Case, touched: Collection[str], joined: Sequence[Pair]
) -> tuple[set[str], dict[Pair, Judgement]]:
    """Names linked by judgements "same", over any number of steps, with all judgements among them."""
    together: set[str] = set()
    judgements: dict[Pair, Judgement] = {}
    waiting = set(touched)
    while waiting:
        together |= waiting
        found = case.name_pairs(waiting)
        judgements |= found
        linked = {name for pair, judgement in found.items() if judgement.verdict is Verdict.SAME for name in pair}
        linked |= {name for pair in joined if set(pair) & waiting for name in pair}
        waiting = linked - together
    return together, judgements


# Which claims are one matter


def settle_matters(case: Case, reports: Sequence[str], changed: Resolved) -> None:
    """Group the claims of some reports, and those in which a changed identity takes part; weigh the matters touched.

    Where an identity is only called otherwise, its claims stay as alike as they were: their matters are told anew.
    """
    if not reports and not any(changed):
        return
    statements = case.statements_in(reports)
    elsewhere = set(case.taking_part(changed.moved)) - set(statements) if changed.moved else set()
    statements |= case.statements(elsewhere)
    beside = set(case.taking_part(changed.renamed)) - set(statements) if changed.renamed else set()
    _bind_replies(case, statements)
    opening = _opening(case, statements)
    case.put_matter_pairs(opening, _likeness(case, opening))
    touched = _regroup(case, opening, statements | case.statements(beside))
    _bind_replies(case, dict(statements) | touched)


def settle_claims(case: Case, changed: Collection[str], beside: Collection[str]) -> None:
    """Group anew some claims that a person changed; weigh their matters, and those of claims they were `beside`."""
    regrouped = {*changed, *beside}
    statements = case.statements(regrouped - case.hidden_among(regrouped))
    _bind_replies(case, statements)
    opening = _opening(case, statements)
    compared = {i: s for i, s in opening.items() if i in changed}
    case.put_matter_pairs(changed, _likeness(case, compared) if compared else {})
    touched = _regroup(case, opening, statements)
    _bind_replies(case, dict(statements) | touched)


def _opening(case: Case, statements: Mapping[str, Statement]) -> dict[str, Statement]:
    """Those of some claims that can be part of a matter by themselves; a feed's summary says nothing of its own, and a
    reply goes where what it answers in its report goes."""
    summaries = case.summaries({s.document for s in statements.values()})
    answering = {i for i, s in statements.items() if replies.is_reply(s)}
    led = {a.reply for a in case.answered_by(answering) if replies.leads(a)}
    return {
        i: s
        for i, s in statements.items()
        if s.document not in summaries and matters.opens_matter(s) and i not in led and not replies.is_elliptic(s)
    }


def _likeness(case: Case, ours: Mapping[str, Statement]) -> dict[Pair, float]:
    """How well each claim goes with those of its own report and of reports that tell of the same."""
    touched = {statement.document for statement in ours.values()}
    related = case.telling_of_the_same(touched)
    for reprint in case.reprints_of(touched):
        for report, other in ((reprint.copy, reprint.original), (reprint.original, reprint.copy)):
            if report in related:
                related[report].add(other)
    by_report: dict[str, list[Statement]] = defaultdict(list)
    every = case.statements_in({*touched, *(other for found in related.values() for other in found)})
    for statement in _opening(case, every).values():
        by_report[statement.document].append(statement)
    told = {report: matters.Told(found) for report, found in by_report.items()}
    whole = {report for report, found in by_report.items() if all(s.id in ours for s in found)}
    places = Places()
    pairs: dict[Pair, float] = {}
    for report in sorted(related):
        for other in sorted({report, *related[report]} & set(told)):
            turned = other < report and other in whole and report in related.get(other, ())
            if report in told and not turned:  # what was compared the other way round is the same
                pairs |= matters.likeness(told[report], told[other], places, ours)
    return pairs


def _names(statement: Statement) -> set[str]:
    voices = {voice.identity for voice in statement.chain if voice.identity}
    return {*statement.about, *statement.actors, *statement.recipients, *voices}


def _regroup(case: Case, opening: Mapping[str, Statement], statements: Mapping[str, Statement]) -> dict[str, Statement]:
    """Cluster anew all claims that hang together with some; the statements of every matter that was touched."""
    together, likeness = set(opening), case.matter_pairs(opening)
    waiting = {i for pair, score in likeness.items() if score >= matters.LEAST for i in pair} - together
    while waiting:
        together |= waiting
        more = case.matter_pairs(waiting)
        likeness |= more
        waiting = {i for pair, score in more.items() if score >= matters.LEAST for i in pair} - together
    before = case.matter_of({*together, *statements})
    together |= set(case.in_matters(set(before.values())))
    known = dict(statements) | case.statements(together - set(statements))
    together &= set(known)
    likeness |= case.matter_pairs(together)
    following = _following(case, together)
    known |= case.statements(set(following) - set(known))
    moves = {d.a: d.b.split(" ") for d in case.standing({Deed.MOVE}) if d.b}
    together |= following.keys() & moves.keys()
    following = {follower: lead for follower, lead in following.items() if follower not in moves}
    grouped = together - set(following)
    joined, barred = _moved(moves, following, grouped)
    groups = matters.matters_of(grouped, likeness, joined=joined, barred=barred)
    case.put_unsure_members(together, _unsure_members(groups, likeness))
    followers: dict[str, list[str]] = defaultdict(list)
    for follower, lead in following.items():
        followers[lead].append(follower)
    full = [[*group, *(f for lead in group for f in followers[lead])] for group in groups]
    hidden = {d.b for d in case.standing({Deed.HIDE}) if d.b}
    case.put_matters(set(before.values()), _weigh(case, [[known[i] for i in sorted(group)] for group in full]), hidden)
    return {i: known[i] for i in together}


def _moved(
    moves: Mapping[str, Sequence[str]], following: Mapping[str, str], among: Collection[str]
) -> tuple[set[Pair], set[Pair]]:
    """Which claims people put together, and which they put apart; one that is moved alone stays apart from all whom
    nobody moved to it. What follows another claim is moved to and from where that one is."""
    joined: set[Pair] = set()
    barred: set[Pair] = set()
    for claim, ends in moves.items():
        to, *left = (following.get(end, end) for end in ends)
        if to != claim:
            joined.add((claim, to))
            barred.update((claim, old) for old in left)
    for claim in (claim for claim, ends in moves.items() if claim == ends[0]):
        welcome = {claim, *(other for other, to in joined if to == claim)}
        barred.update((claim, other) for other in among if other not in welcome)
    return joined, barred


def _unsure_members(groups: Iterable[Sequence[str]], likeness: Mapping[Pair, float]) -> dict[str, tuple[float, str]]:
    """Claims that hang together with the rest of their matter only loosely: how likely they belong to it, and why."""
    group_of = {claim: number for number, group in enumerate(groups) for claim in group}
    size = Counter(group_of.values())
    total: dict[str, float] = defaultdict(float)
    kept: Counter[str] = Counter()
    for pair, score in likeness.items():
        if group_of.get(pair[0], -1) == group_of.get(pair[1], -2):
            for claim in pair:
                total[claim] += score
                kept[claim] += 1
    found = {}
    for claim, number in group_of.items():
        others = size[number] - 1
        mean = (total[claim] + matters.UNKNOWN * (others - kept[claim])) / others if others else 0.0
        if mean < LOOSE:
            alike = (
                f"near {kept[claim]} of the {others} other claims" if others > 1 else "a little like the other claim"
            )
            found[claim] = round(1 / (1 + math.exp(-mean)), 4), alike
    return found


def _following(case: Case, statements: Collection[str]) -> dict[str, str]:
    """Replies to the first claim they answer in their own report: they go where it goes."""
    answering = [a for a in case.answers_to(statements) if replies.leads(a)]
    summaries = case.summaries({a.reply.split(".")[0] for a in answering})
    return {a.reply: a.answers for a in reversed(answering) if a.reply.split(".")[0] not in summaries}


def _weigh(case: Case, groups: Sequence[Sequence[Statement]]) -> list[Matter]:
    """The matters that groups of claims are, with their points and origins."""
    every = [statement for group in groups for statement in group]
    reports = {statement.document for statement in every}
    taken_over: dict[str, list[Reprint]] = defaultdict(list)
    for reprint in case.reprints_of(reports):
        taken_over[reprint.copy].append(reprint)
    setting = Setting(
        houses=case.houses(reports),
        named=case.called({name for s in every for name in (*s.actors, *s.recipients, *s.via, *_names(s))}),
        wider=Places().wider,
        decided=_decided(case),
    )
    withdrawn = case.withdrawn(reports)
    return [
        weigh_matter(
            group,
            [s for s in group if s.document not in withdrawn],
            replace_in(setting, copied=copied_claims(group, taken_over)),
        )
        for group in groups
        if group
    ]


def weigh_matter(statements: Sequence[Statement], standing: Sequence[Statement], setting: Setting) -> Matter:
    """One matter with its points and origins, which rest on what nobody took back."""
    lead = matters.summary(statements)
    id = matters.matter_id([statement.id for statement in statements])
    return Matter(
        id=id,
        text=lead.text,
        type=next((s.type for s in [lead, *statements] if s.type), None),
        actors=lead.actors,
        recipients=lead.recipients,
        claims=tuple(s.id for s in statements),
        points=tuple(points_of(id, lead.text, standing, setting)),
        outlets=len({s.outlet or s.agency or s.document for s in statements}),
    )


def copied_claims(statements: Sequence[Statement], taken_over: Mapping[str, Sequence[Reprint]]) -> dict[str, str]:
    """Claims that stand in a passage taken over, to the claims they repeat."""
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_report[statement.document].append(statement)
    return {
        copy.id: original.id
        for copy in reversed(statements)
        for reprint in taken_over.get(copy.document, ())
        for passage in reprint.passages
        if passage.copy.overlaps(copy.span)
        for original in by_report.get(reprint.original, ())
        if passage.original.overlaps(original.span)
    }


def _decided(case: Case) -> dict[frozenset[str], tuple[bool, str]]:
    """Pairs of voices that people decided on, by the identities they belong to now."""
    decisions = case.standing({Deed.INDEPENDENT, Deed.DEPENDENT})
    identity = case.identity_of({name for d in decisions for name in (d.a, d.b or "")})
    return {
        frozenset(identity.get(name, name) for name in (d.a, d.b or "")): (d.what is Deed.DEPENDENT, d.because)
        for d in decisions
    }


# Who answers whom


def _bind_replies(case: Case, every: Mapping[str, Statement]) -> None:
    """Bind every reply among some claims to what it answers."""
    answering = {i: s for i, s in every.items() if replies.is_reply(s)}
    matter_of = case.matter_of(answering)
    mates: dict[str, list[str]] = defaultdict(list)
    members = case.in_matters(set(matter_of.values()))
    for member, matter in case.matter_of(members).items():
        mates[matter].append(member)
    in_report: dict[str, list[Statement]] = defaultdict(list)
    for s in case.statements_in({s.document for s in answering.values()}).values():
        if s.region not in (Region.TITLE, Region.DECK):
            in_report[s.document].append(s)
    known = case.statements(members) | dict(every)
    called = case.called(
        {
            name
            for s in [*known.values(), *(s for found in in_report.values() for s in found)]
            for name in (*_names(s), *s.via, *(b for v in s.chain for b in v.speaks_for))
        }
    )
    heard = {report: replies.Hearing(found, called) for report, found in in_report.items()}
    bound = [
        answer
        for i, reply in sorted(answering.items())
        for answer in heard[reply.document].answers(
            reply, [known[m] for m in sorted(mates.get(matter_of.get(i, ""), ())) if m in known]
        )
    ]
    tied = {d.a for d in case.standing({Deed.BIND}) if d.a in every}
    case.put_answers({*answering, *tied, *case.loosened(every)}, _as_decided(case, bound, {*answering, *tied}))


def _as_decided(case: Case, bound: list[Answer], among: Collection[str]) -> list[Answer]:
    """With what people bound, and without what they unbound."""
    decisions = case.standing({Deed.BIND, Deed.UNBIND})
    loose = {(d.a, d.b) for d in decisions if d.what is Deed.UNBIND}
    tied = [
        Answer(d.a, d.b, Bond.EXPLICIT, f"decided: {d.because}")
        for d in decisions
        if d.what is Deed.BIND and d.b and d.a in among
    ]
    decided = loose | {(answer.reply, answer.answers) for answer in tied}
    return [*(answer for answer in bound if (answer.reply, answer.answers) not in decided), *tied]
