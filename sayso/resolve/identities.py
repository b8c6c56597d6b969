"""Who is one and the same across reports: names blocked, compared with their contexts, and clustered.

Names alone propose; contexts dispose. A full name spelt otherwise is the same person unless one report has both; a
surname alone is somebody's only where the reports share others of the story and no second bearer is in sight. What is
not sure stays a "may be the same".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sayso.lexicon import capitals, demonyms, states
from sayso.resolve.clusters import Pair, cluster
from sayso.resolve.names import SAME, UNSURE, how_alike, kind_of_name, normal
from sayso.terms import EntityType, Identity, Judgement, Maybe, Namesake, Verdict

PLACES = {EntityType.PLACE, EntityType.STATE}
ONE_NAME = 0.97
"""Likeness from which two names are one spelling."""
COMPANY = 2
"""Other names that two contexts must share before a name alone is taken for a full one."""


def judge(first: Namesake, second: Namesake) -> Judgement:
    """Whether two names of a case are one identity's, by the names and by what the case knows under them."""
    if not _comparable(first.type, second.type):
        return Judgement(Verdict.DIFFERENT, 0.0, (f"a {first.type.value} and a {second.type.value}",))
    names = _names(first, second)
    if names.score < UNSURE - 0.1:
        return names
    both_in = first.reports & second.reports
    shared = _company(first, second)
    score, why = names.score, list(names.why)
    if both_in and names.score < 0.97 and not _one_holds_the_other(first, second):
        score -= 0.25
        why.append("one report has both")
    if _alone(first) != _alone(second) and EntityType.PERSON in (first.type, second.type):
        score = min(score, 0.9 if shared >= COMPANY else 0.7)
        why.append(f"{shared} names beside both" if shared else "nothing beside both")
    elif names.score < 0.97 and UNSURE - 0.1 <= score < SAME + 0.06 and not both_in:
        score += min(0.16, 0.04 * shared)
        if shared:
            why.append(f"{shared} names beside both")
    if roles := _roles_in_common(first, second):
        score += 0.03
        why.append(f"both {roles}")
    score = max(0.0, min(1.0, score))
    verdict = Verdict.SAME if score >= SAME else Verdict.UNSURE if score >= UNSURE else Verdict.DIFFERENT
    return Judgement(verdict, round(score, 3), tuple(why))


def identities_of(
    namesakes: Mapping[str, Namesake],
    judgements: Mapping[Pair, Judgement],
    *,
    joined: Iterable[Pair] = (),
    barred: Collection[Pair] = (),
) -> list[Identity]:
    """The identities that some names, with all their judged pairs, amount to."""
    likeness = {
        pair: judgement.score if judgement.verdict is Verdict.SAME else min(judgement.score, SAME - 0.15)
        for pair, judgement in _undecided_between_two(namesakes, judgements).items()
    }
    clusters = cluster(
        namesakes,
        likeness,
        least=SAME - 0.05,
        unknown=SAME - 0.12,
        joined=joined,
        barred=[*barred, *_listed_apart(namesakes)],
    )
    of = {name: _eldest([namesakes[n] for n in names]).id for names in clusters for name in names}
    by_name: dict[str, dict[Pair, Judgement]] = {}
    for pair, judgement in judgements.items():
        for name in pair:
            by_name.setdefault(name, {})[pair] = judgement
    return [
        _identity([namesakes[n] for n in names], {p: j for n in names for p, j in by_name.get(n, {}).items()}, of)
        for names in clusters
    ]


def _undecided_between_two(
    namesakes: Mapping[str, Namesake], judgements: Mapping[Pair, Judgement]
) -> dict[Pair, Judgement]:
    """The judgements, less those that give a name alone to two bearers who are not one: then it is nobody's for sure."""
    bearers: dict[str, set[str]] = {}
    for (a, b), judgement in judgements.items():
        for name, other in ((a, b), (b, a)):
            if (
                judgement.verdict is Verdict.SAME
                and name in namesakes
                and other in namesakes
                and _alone(namesakes[name])
            ):
                bearers.setdefault(name, set()).add(other)
    torn = {
        name
        for name, others in bearers.items()
        for a in others
        for b in others
        if a < b and not _alone(namesakes[a]) and not _alone(namesakes[b]) and _apart(judgements.get((a, b)))
    }
    unsure = {pair: j for pair, j in judgements.items() if torn & set(pair) and j.verdict is Verdict.SAME}
    return dict(judgements) | {
        pair: Judgement(Verdict.UNSURE, min(j.score, SAME - 0.1), (*j.why, "there are two who are called so"))
        for pair, j in unsure.items()
        if j.score < ONE_NAME
    }


def _apart(judgement: Judgement | None) -> bool:
    return judgement is None or judgement.verdict is not Verdict.SAME


def _identity(names: list[Namesake], judgements: Mapping[Pair, Judgement], of: Mapping[str, str]) -> Identity:
    own = {namesake.id for namesake in names}
    why: list[str] = []
    maybe: dict[str, Maybe] = {}
    for (a, b), judgement in sorted(judgements.items()):
        if a in own and b in own:
            why.append(", ".join(judgement.why))
        elif (a in own) != (b in own) and a in of and b in of and judgement.score >= UNSURE:
            other = of[b if a in own else a]
            best = maybe.get(other)
            if best is None or best.score < judgement.score:
                maybe[other] = Maybe(other, judgement.score, ", ".join(judgement.why))
    chief = _eldest(names)
    return Identity(
        id=chief.id,
        name=chief.name,
        type=_type(names),
        names=tuple(sorted(own)),
        why=tuple(dict.fromkeys(why)),
        maybe=tuple(maybe[i] for i in sorted(maybe)),
    )


def _eldest(names: Iterable[Namesake]) -> Namesake:
    """The name to call them by: one of a list the user brought, else the one most reports use, else the fullest."""
    return min(names, key=lambda n: (n.known is None, -len(n.reports), -len(n.name.split()), -len(n.name), n.id))


def _type(names: Iterable[Namesake]) -> EntityType:
    weight: dict[EntityType, int] = {}
    for name in names:
        weight[name.type] = weight.get(name.type, 0) + len(name.reports) + 1
    return max(sorted(weight), key=lambda kind: weight[kind])


def _names(first: Namesake, second: Namesake) -> Judgement:
    """By name alone; a government goes by its state's name, its people's and its capital's."""
    meant = [_state_meant(namesake) for namesake in (first, second)]
    if meant[0] and meant[1]:
        same = meant[0] == meant[1]
        return Judgement(
            Verdict.SAME if same else Verdict.DIFFERENT,
            1.0 if same else 0.0,
            ("the same state" if same else "two states",),
        )
    kinds = {first.type, second.type}
    kind = (
        EntityType.PERSON
        if EntityType.PERSON in kinds
        else EntityType.PLACE
        if kinds <= PLACES
        else EntityType.ORGANIZATION
    )
    if kind is EntityType.PERSON and len(kinds) > 1:
        kind = kind_of_name(first.name, second.name)
    return how_alike(first.name, second.name, kind)


def _state_meant(namesake: Namesake) -> str | None:
    name = normal(namesake.name)
    if namesake.type in (EntityType.STATE, EntityType.PLACE, EntityType.ORGANIZATION):
        government = name.removeprefix("government of ").removesuffix(" government").removesuffix("'s").strip()
        return (
            states().get(name)
            or states().get(government)
            or (demonyms().get(government) if government != name else None)
            or (capitals().get(name) if namesake.type is EntityType.STATE else None)
        )
    return None


def _comparable(first: EntityType, second: EntityType) -> bool:
    """Kinds that are never one: a person and a place. What the reader often takes for each other is compared."""
    return not (
        {first, second} == {EntityType.PERSON, EntityType.PLACE}
        or {first, second} == {EntityType.PERSON, EntityType.STATE}
    )


def _company(first: Namesake, second: Namesake) -> int:
    """How many other names stand beside both."""
    return len((first.beside & second.beside) - {first.id, second.id})


def _alone(namesake: Namesake) -> bool:
    return len(namesake.name.split()) == 1


def _one_holds_the_other(first: Namesake, second: Namesake) -> bool:
    """Whether one name is the other's with something left out: both may well stand in one report."""
    words = [set(normal(namesake.name).replace("-", " ").split()) for namesake in (first, second)]
    return words[0] <= words[1] or words[1] <= words[0]


def _roles_in_common(first: Namesake, second: Namesake) -> str | None:
    """A description that both are given."""
    roles = [{" ".join(role.lower().split()[-3:]) for role in namesake.roles} for namesake in (first, second)]
    return min(roles[0] & roles[1], default=None)


def _listed_apart(namesakes: Mapping[str, Namesake]) -> list[Pair]:
    """Two entries of a user's own list are two."""
    known = sorted((n.known, n.id) for n in namesakes.values() if n.known)
    return [(a, b) for i, (one, a) in enumerate(known) for other, b in known[i + 1 :] if one != other]
