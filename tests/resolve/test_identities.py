"""Who is one and the same across reports: names propose, contexts dispose, people decide."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from sayso.resolve.identities import identities_of, judge
from sayso.resolve.names import name_id
from sayso.terms import EntityType, Identity, Namesake, Verdict

COMPANY = ("Pavo Lindt", "Kharuz", "Coastal Relief Fund")


def namesake(
    name: str,
    *reports: str,
    type: EntityType = EntityType.PERSON,
    beside: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    known: str | None = None,
) -> Namesake:
    return Namesake(
        id=name_id(name),
        name=name,
        type=type,
        roles=roles,
        beside=frozenset(map(name_id, beside)),
        reports=frozenset(reports),
        known=known,
    )


def identities(*namesakes: Namesake, **decided: list[tuple[str, str]]) -> list[Identity]:
    """What some names amount to, all pairs of them judged."""
    every = {one.id: one for one in namesakes}
    pairs = combinations(sorted(every), 2)
    judged = {pair: judge(every[pair[0]], every[pair[1]]) for pair in pairs}
    return identities_of(every, judged, **decided)


def groups(*namesakes: Namesake, **decided: list[tuple[str, str]]) -> set[frozenset[str]]:
    """The same, as groups of names."""
    names = {one.id: one.name for one in namesakes}
    return {frozenset(names[i] for i in found.names) for found in identities(*namesakes, **decided)}


def together(*names: str) -> set[frozenset[str]]:
    return {frozenset(names)}


def apart(*names: str) -> set[frozenset[str]]:
    return {frozenset([name]) for name in names}


# A surname alone


@pytest.mark.parametrize("shared", [0, 1])
def test_a_surname_alone_without_company_may_be_somebody_and_is_nobody(shared: int) -> None:
    short = namesake("Adisa", "d2", beside=COMPANY[:shared])
    full = namesake("Ruta Adisa", "d1", beside=COMPANY[:shared])
    assert judge(short, full).verdict is Verdict.UNSURE
    first, second = identities(short, full)
    assert [maybe.entity for maybe in first.maybe] == [second.id]
    assert [maybe.entity for maybe in second.maybe] == [first.id]


def test_a_surname_alone_in_the_same_company_is_the_full_name() -> None:
    short, full = namesake("Adisa", "d2", beside=COMPANY), namesake("Ruta Adisa", "d1", beside=COMPANY)
    (found,) = identities(short, full)
    assert set(found.names) == {short.id, full.id}
    assert any("3 names beside both" in why for why in found.why)


def test_the_two_names_themselves_are_no_company() -> None:
    both = ("Adisa", "Ruta Adisa")
    assert judge(namesake("Adisa", "d2", beside=both), namesake("Ruta Adisa", "d1", beside=both)).verdict is (
        Verdict.UNSURE
    )


def test_a_surname_alone_with_two_bearers_in_sight_is_nobodys() -> None:
    names = ("Adisa", "Ruta Adisa", "Moktar Adisa")
    assert groups(*(namesake(name, f"d{n}", beside=COMPANY) for n, name in enumerate(names))) == apart(*names)


def test_a_surname_alone_never_makes_two_bearers_one() -> None:
    names = ("Adisa", "Ruta Adisa", "Moktar Adisa")
    found = groups(*(namesake(name, f"d{n}", beside=COMPANY) for n, name in enumerate(names)))
    assert not any({"Ruta Adisa", "Moktar Adisa"} <= group for group in found)


def test_company_does_not_make_another_given_name_the_same() -> None:
    one, other = (namesake(name, "d1", beside=COMPANY) for name in ("Ruta Adisa", "Moktar Adisa"))
    assert judge(one, other).verdict is Verdict.DIFFERENT
    assert [found.maybe for found in identities(one, other)] == [(), ()]


# Two spellings


def test_two_spellings_in_two_reports_are_one() -> None:
    assert groups(namesake("Muammar Gaddafi", "d1"), namesake("Moammar el-Qadhafi", "d2")) == together(
        "Muammar Gaddafi", "Moammar el-Qadhafi"
    )


def test_both_names_in_one_report_are_evidence_against() -> None:
    one, other = namesake("Muammar Gaddafi", "d1", "d2"), namesake("Moammar el-Qadhafi", "d2")
    elsewhere = namesake("Moammar el-Qadhafi", "d3")
    judged = judge(one, other)
    assert judged.score < judge(one, elsewhere).score
    assert judged.verdict is Verdict.UNSURE
    assert "one report has both" in judged.why
    assert groups(one, other) == apart("Muammar Gaddafi", "Moammar el-Qadhafi")


def test_a_name_and_a_part_of_it_may_stand_in_one_report() -> None:
    short, full = (namesake(name, "d1", beside=COMPANY) for name in ("Adisa", "Ruta Adisa"))
    assert judge(short, full).verdict is Verdict.SAME


def test_a_role_in_common_speaks_for_one() -> None:
    names = ("Muammar Gaddafi", "Moammar el-Qadhafi")
    plain = judge(namesake(names[0], "d1"), namesake(names[1], "d2"))
    roles = judge(*(namesake(name, f"d{n}", roles=("the colonel",)) for n, name in enumerate(names)))
    assert roles.score > plain.score


# Kinds


@pytest.mark.parametrize("other", [EntityType.PLACE, EntityType.STATE])
def test_a_person_and_a_place_are_never_one(other: EntityType) -> None:
    # not even under the same name in the same company
    person = namesake("Vellmar", "d1", beside=COMPANY)
    place = namesake("Vellmar", "d2", type=other, beside=COMPANY)
    assert judge(person, place).verdict is Verdict.DIFFERENT
    assert judge(place, person).verdict is Verdict.DIFFERENT


def test_what_the_reader_takes_now_for_a_person_now_for_a_body_may_be_one() -> None:
    body = namesake("Northline", "d2", type=EntityType.ORGANIZATION)
    assert judge(namesake("Northline", "d1"), body).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("name", "type"),
    [("Iranian government", EntityType.ORGANIZATION), ("Tehran", EntityType.STATE), ("Islamic Republic of Iran", EntityType.STATE)],
)  # fmt: skip
def test_a_government_goes_by_its_state(name: str, type: EntityType) -> None:
    assert groups(namesake("Iran", "d1", type=EntityType.STATE), namesake(name, "d2", type=type)) == together(
        "Iran", name
    )


def test_two_states_are_two() -> None:
    states = [namesake(name, "d1", type=EntityType.STATE) for name in ("Iran", "Iraqi government")]
    assert judge(*states).verdict is Verdict.DIFFERENT


# Lists and decisions


def test_two_entries_of_a_users_list_stay_two_however_alike() -> None:
    names = "Muammar Gaddafi", "Moammar el-Qadhafi"
    listed = [namesake(name, f"d{n}", known=f"k{n}") for n, name in enumerate(names)]
    assert groups(*listed) == apart(*names)


def test_nor_does_a_third_name_that_is_like_both_make_them_one() -> None:
    names = "Muammar Gaddafi", "Moammar el-Qadhafi"
    listed = [namesake(name, f"d{n}", known=f"k{n}") for n, name in enumerate(names)]
    found = groups(*listed, namesake("Muammar Kadhafi", "d3"))
    assert not any(set(names) <= group for group in found)


def test_an_identity_goes_by_the_name_of_the_users_list() -> None:
    listed = namesake("Moammar el-Qadhafi", known="k1")
    (found,) = identities(namesake("Muammar Gaddafi", "d1", "d2", "d3"), listed)
    assert (found.id, found.name) == (listed.id, listed.name)


def test_else_by_the_name_that_most_reports_use() -> None:
    (found,) = identities(namesake("Muammar Gaddafi", "d1", "d2"), namesake("Moammar el-Qadhafi", "d3"))
    assert found.name == "Muammar Gaddafi"


def test_what_a_person_decided_comes_before_every_likeness() -> None:
    alike = namesake("Muammar Gaddafi", "d1"), namesake("Moammar el-Qadhafi", "d2")
    assert groups(*alike, barred=[(alike[0].id, alike[1].id)]) == apart("Muammar Gaddafi", "Moammar el-Qadhafi")
    unlike = namesake("Red Fox", "d1"), namesake("Ruta Adisa", "d2")
    assert groups(*unlike) == apart("Red Fox", "Ruta Adisa")
    assert groups(*unlike, joined=[(unlike[0].id, unlike[1].id)]) == together("Red Fox", "Ruta Adisa")


def test_the_order_of_the_names_makes_no_difference() -> None:
    names = [
        namesake("Muammar Gaddafi", "d1"),
        namesake("Moammar el-Qadhafi", "d2"),
        namesake("Adisa", "d3", beside=COMPANY),
        namesake("Ruta Adisa", "d4", beside=COMPANY),
    ]
    assert len({tuple(identities(*order)) for order in permutations(names)}) == 1
