"""Places: what lies in what, by the table and by the words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.places import Places

PLACES = Places()
UNKNOWN = ["Hulaq", "Tsemma", "Port Arden", "the village of Merisk", "Vellmar"]
KNOWN = ["Lyon", "Auvergne-Rhône-Alpes", "France", "Al Qurnah", "Basra", "Iraq", "Kandahar province", "Baghdad"]
PARTS = ["southern {}", "the north of {}", "north-eastern {}", "central {}", "western {}", "outskirts of {}"]
anywhere = st.sampled_from([*KNOWN, *UNKNOWN, *(part.format(place) for part in PARTS for place in (*KNOWN, *UNKNOWN))])


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("Lyon", "Auvergne-Rhône-Alpes"),
        ("Lyon", "France"),
        ("Auvergne-Rhône-Alpes", "France"),
        ("Al Qurnah", "Basra"),
        ("Al Qurnah", "Basra province"),
        ("Al Qurnah", "Iraq"),
        ("Basra governorate", "Iraq"),
        ("Baghdad", "Iraq"),
        ("the city of Lyon", "France"),
    ],
)
def test_a_city_lies_in_its_province_and_a_province_in_its_country(narrow: str, wide: str) -> None:
    assert PLACES.wider(wide, narrow)
    assert not PLACES.wider(narrow, wide)


@pytest.mark.parametrize(
    "part",
    [
        "southern {}",
        "eastern {}",
        "north-western {}",
        "southeastern {}",
        "central {}",
        "upper {}",
        "downtown {}",
        "the south of {}",
        pytest.param(
            "outskirts of {}",
        ),
        pytest.param(
            "the suburbs of {}",
        ),
    ],
)
@pytest.mark.parametrize("place", ["Hulaq", "Iraq"])
def test_a_part_lies_in_the_whole(part: str, place: str) -> None:
    assert PLACES.wider(place, part.format(place))


def test_a_part_of_a_city_lies_in_its_country() -> None:
    assert PLACES.wider("France", "eastern Lyon")


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_place_lies_only_in_itself(name: str) -> None:
    assert len(PLACES.within(name)) == 1
    assert PLACES.meet(name, name)
    assert not any(PLACES.meet(name, other) for other in (*KNOWN, *UNKNOWN) if other != name)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lyon", "Iraq"),
        ("Iraq", "Iran"),
        ("Lyon", "Basra"),
        ("Al Qurnah", "Baghdad"),
        ("southern Hulaq", "northern Hulaq"),
        ("southern Hulaq", "southern Tsemma"),
        ("North Korea", "South Korea"),
    ],
)
def test_places_apart_do_not_meet(first: str, second: str) -> None:
    assert not PLACES.meet(first, second)
    assert not PLACES.meet(second, first)


def test_a_state_with_a_quarter_of_the_compass_in_its_name_is_no_part() -> None:
    assert not PLACES.meet("South Sudan", "Sudan")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Macedonia"),
        pytest.param("North Macedonia"),
        pytest.param("southern Macedonia"),
        "Korea",
        "the north",
        "the",
        "of",
    ],
)
def test_every_name_lies_at_least_in_itself(name: str) -> None:
    assert PLACES.within(name)
    assert PLACES.meet(name, name)


@pytest.mark.parametrize("place", [*KNOWN, *UNKNOWN])
def test_a_place_that_is_not_told_meets_every_place(place: str) -> None:
    assert PLACES.meet(place, None)
    assert PLACES.meet(None, place)
    assert PLACES.meet("", place)


def test_a_place_that_is_not_told_is_no_wider_one() -> None:
    assert not PLACES.wider(None, "Lyon")
    assert not PLACES.wider("France", None)
    assert PLACES.within(None) == frozenset()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lyon", "LYON"),
        ("the city of Lyon", "Lyon"),
        ("Kandahar", "Kandahar province"),
        ("Auvergne-Rhone-Alpes", "Auvergne-Rhône-Alpes"),
        ("U.S.", "the United States"),
    ],
)
def test_one_place_under_two_spellings_is_one(first: str, second: str) -> None:
    assert PLACES.meet(first, second)


@settings(deadline=None)
@given(anywhere, anywhere)
def test_meeting_goes_both_ways_and_wider_only_one(first: str, second: str) -> None:
    assert PLACES.meet(first, second) == PLACES.meet(second, first)
    assert not (PLACES.wider(first, second) and PLACES.wider(second, first))
    assert PLACES.meet(first, second) or not PLACES.wider(first, second)


@settings(deadline=None)
@given(anywhere)
def test_no_place_is_wider_than_itself(place: str) -> None:
    assert PLACES.meet(place, place)
    assert not PLACES.wider(place, place)
