"""Are two names of one and the same? By the names alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.names import asked_by, filed_under, how_alike, name_id
from sayso.terms import EntityType, Verdict

PERSON, BODY, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE
WORDS = [
    *("Ruta", "Adisa", "Moktar", "al-Sadi", "Gaddafi", "el-Qadhafi", "bin", "Abu", "van", "der", "Lindt-Kovary", "O'Neil"),
    *("J.", "R.", "Gen.", "Dr.", "Mr", "Jr", "Ministry", "of", "the", "Defence", "Northline", "Ltd", "Inc", "UN", "Kharuz"),
]  # fmt: skip
kinds = st.sampled_from([PERSON, BODY, PLACE])
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def verdict(first: str, second: str, kind: EntityType = PERSON) -> Verdict:
    return how_alike(first, second, kind).verdict


def share_a_key(first: str, second: str) -> bool:
    """Whether each of two names finds the other, filed before it."""
    return all(not {*filed_under(a)}.isdisjoint(asked_by(b)) for a, b in ((first, second), (second, first)))


# What is the same

SAME = [
    ("Muammar Gaddafi", "Moammar el-Qadhafi", PERSON),
    ("Muammar Gaddafi", "Mouammar Kadhafi", PERSON),
    ("Gaddafi", "Qadhafi", PERSON),
    ("Gaddafi", "Kadhafi", PERSON),
    ("Qadhafi", "Kadhafi", PERSON),
    ("Viktor Yanukovych", "Wiktor Janukowitsch", PERSON),
    ("Yanukovych", "Janukowitsch", PERSON),
    ("Tschaikowski", "Chaykovsky", PERSON),
    ("Pyotr Tschaikowski", "Pyotr Chaykovsky", PERSON),
    ("Hussein Qaddour", "Houssein Kaddour", PERSON),
    ("Marwan Ibn Faisal", "Marwan bin Faisal", PERSON),
    ("Nasser al-Dosari", "Nasser Dossari", PERSON),
    ("Kenji Ito", "Ito Kenji", PERSON),
    ("Ruta Adisa", "Adisa, Ruta", PERSON),
    ("Dao Lian Wen", "Wen Dao Lian", PERSON),
    ("Han Jong-su", "Han Jong Su", PERSON),
    ("General Qasen Dubrai", "Qasen Dubrai", PERSON),
    ("Dr. Ruta Adisa", "Ruta Adisa", PERSON),
    ("Sheikh Nasser al-Dosari", "Nasser al-Dosari", PERSON),
    ("R. Adisa", "Ruta Adisa", PERSON),
    ("John F. Orvane", "John Orvane", PERSON),
    ("J. R. Orvane", "John Robert Orvane", PERSON),
    ("Ruta Maria Adisa", "Ruta Adisa", PERSON),
    ("Adisa", "Ruta Adisa", PERSON),
    ("Ruta Adisa’s", "Ruta Adisa", PERSON),
    ("Coastal Relief Fund", "CRF", BODY),
    ("Ministry of Rivers and Dams", "MRD", BODY),
    ("Ministry of Defence", "Ministry of Defense", BODY),
    ("Tarvian foreign ministry", "Tarvia foreign ministry", BODY),
    ("Northline Ltd", "Northline", BODY),
    ("Northline Limited", "Northline Ltd", BODY),
    ("the Coastal Fund", "Coastal Fund", BODY),
    ("Ministry of Defence of Aldovar", "Ministry of Defence", BODY),
    ("Kiev", "Kyiv", PLACE),
    ("Port-Arden", "Port Arden", PLACE),
    ("Donetsk region", "Donetsk oblast", PLACE),
]


@pytest.mark.parametrize(("first", "second", "kind"), SAME)
def test_two_ways_to_write_one_name_are_the_same(first: str, second: str, kind: EntityType) -> None:
    assert verdict(first, second, kind) is Verdict.SAME
    assert how_alike(first, second, kind).why


@pytest.mark.parametrize(("first", "second", "kind"), SAME)
def test_two_ways_to_write_one_name_share_a_key(first: str, second: str, kind: EntityType) -> None:
    # what shares no key is never compared, and then it does not help that it would be judged the same
    del kind
    assert share_a_key(first, second)


# What is not


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ruta Adisa", "Moktar Adisa"),
        ("Qusay Hamdan", "Uday Hamdan"),
        ("Mustafa al-Jabouri", "Murtada al-Jabouri"),
        ("Abdel Fattah Shukri", "Abdel Aziz Shukri"),
        ("Hassan Rahal", "Hussein Rahal"),
        ("Marek Lindt Jr", "Marek Lindt Sr"),
        ("Mr Ruta Adisa", "Ms Ruta Adisa"),
        ("Abdullah bin Saud", "Saud bin Abdullah"),
        ("Hassan Ali Mansour", "Ali Hassan Mansour"),
        ("Abu Khalil", "Umm Khalil"),
        ("M. Adisa", "Ruta Adisa"),
        ("R. A.", "Ruta Adisa"),
        ("Ruta Adisa", "Ruta Orvane"),
        ("Ruta", "Adisa"),
    ],
)
def test_brothers_and_namesakes_are_not_the_same(first: str, second: str) -> None:
    assert verdict(first, second) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nabil Orvani", "Nabila Orvani"),
        ("Pavel Orlov", "Pavel Orlova"),
        pytest.param(
            "Jalil Dubrai",
            "Khalil Dubrai",
            marks=pytest.mark.xfail(strict=True, reason="j for kh counts as a slip of the pen in a given name"),
        ),
        pytest.param(
            "Hamid Rezaei",
            "Majid Rezaei",
            marks=pytest.mark.xfail(strict=True, reason="two slips in a short given name outweighed by the surname"),
        ),
    ],
)
def test_given_names_a_letter_apart_are_never_the_same(first: str, second: str) -> None:
    assert verdict(first, second) is not Verdict.SAME


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Ministry of Defence", "Ministry of Health", BODY),
        ("Foreign Ministry", "Interior Ministry", BODY),
        ("Kharuz foreign ministry", "Aldovar foreign ministry", BODY),
        ("Kharuz army", "Kharuz navy", BODY),
        ("Coastal Relief Fund", "CFR", BODY),
        ("Northline Ltd", "Northline Inc", BODY),
        ("Seventh Brigade", "Ninth Brigade", BODY),
        pytest.param("7th Brigade", "9th Brigade", BODY),
        pytest.param("Unit 11", "Unit 12", BODY),
        ("Iran", "Iraq", PLACE),
        ("New Arden", "Port Arden", PLACE),
        pytest.param("Checkpoint 3", "Checkpoint 14", PLACE),
    ],
)
def test_two_bodies_or_places_of_one_kind_are_two(first: str, second: str, kind: EntityType) -> None:
    assert verdict(first, second, kind) is Verdict.DIFFERENT


# Laws


@settings(deadline=None)
@given(names, names, kinds)
def test_likeness_goes_both_ways(first: str, second: str, kind: EntityType) -> None:
    ours, theirs = how_alike(first, second, kind), how_alike(second, first, kind)
    assert (ours.score, ours.verdict) == (theirs.score, theirs.verdict)


@settings(deadline=None)
@given(names, names, kinds)
def test_a_score_is_from_nought_to_one(first: str, second: str, kind: EntityType) -> None:
    assert 0.0 <= how_alike(first, second, kind).score <= 1.0


@settings(deadline=None)
@given(names | st.text(max_size=20), kinds)
def test_the_same_name_is_the_same_and_finds_itself(name: str, kind: EntityType) -> None:
    assert how_alike(name, name, kind).score == 1.0
    assert share_a_key(name, name)


@pytest.mark.parametrize("kind", [PERSON, BODY, PLACE])
@pytest.mark.parametrize(
    "name", ["The  Ruta Adisa", "RUTA ADISA", "ruta adisa", "Ruta Adisa's", "Ruta Adisa’s", "the Ruta\nAdisa"]
)
def test_article_case_spaces_and_possessive_make_no_other_name(name: str, kind: EntityType) -> None:
    assert how_alike(name, "Ruta Adisa", kind).score == 1.0
    assert name_id(name) == name_id("Ruta Adisa")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024", "Ruta Adisa"),
        ("Mr", "Ruta Adisa"),
        pytest.param('"Red Fox"', "Ruta Adisa"),
        pytest.param("***", "—"),
    ],
)
def test_a_name_that_is_hardly_one_is_compared_all_the_same(first: str, second: str) -> None:
    assert verdict(first, second) is Verdict.DIFFERENT
