"""Actors and places: whose they are, what they are of, and what a place lies in."""

from __future__ import annotations

import pytest

from sayso.lexicon import load
from sayso.terms import Sector
from tests.make import entity, names, report


@pytest.mark.parametrize(
    ("text", "form", "sector"),
    [
        ("Ruta Adisa, a spokesman for the interior ministry, said nothing.", "Ruta Adisa", "GOV"),
        ("Army spokesman Ruta Adisa said nothing.", "Ruta Adisa", "MIL"),
        ("General Ruta Adisa said nothing.", "Ruta Adisa", "MIL"),
        ("The attorney general said nothing.", "The attorney general", "GOV"),
        ("The bishop said nothing.", "The bishop", "REL"),
        ("The rebels attacked the villagers.", "The rebels", "REB"),
        ("The rebels attacked the villagers.", "the villagers", "CVL"),
        ("The police chief met the union leader.", "The police chief", "COP"),
        ("The police chief met the union leader.", "the union leader", "LAB"),
        ("Two members of parliament resigned.", "Two members of parliament", "LEG"),
        ("Gunmen attacked the village.", "Gunmen", "UAF"),
        ("The United Nations condemned the attack.", "United Nations", "IGO"),
        ("Reuters reported that the dam was safe.", "Reuters", "JRN"),
        ("Ruta Adisa, a former general, said nothing.", "Ruta Adisa", "ELI"),
    ],
)
def test_who_is_of_which_sector(text: str, form: str, sector: str) -> None:
    assert entity(report(text), form).sector == sector


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ruta Adisa said nothing.", "Ruta Adisa"),
        ("Soldiers met a general's wife.", "a general's wife"),
        ("Ruta Adisa, a lawyer for the rebels, said nothing.", "Ruta Adisa"),
        ("Ruta Adisa, a former rebel, said nothing.", "Ruta Adisa"),
    ],
)
def test_who_is_of_no_sector_for_sure_is_of_none(text: str, form: str) -> None:
    assert entity(report(text), form).sector is None


def test_a_member_is_of_the_sector_and_country_of_the_body() -> None:
    reading = report("The Lebanese militia Al-Masra was banned.", "Ruta Adisa, a member of Al-Masra, resigned.")
    assert (entity(reading, "Ruta Adisa").sector, entity(reading, "Ruta Adisa").country) == (Sector.UAF, "LBN")


def test_who_was_a_member_once_is_of_it_no_more() -> None:
    reading = report("The Lebanese militia Al-Masra was banned.", "Ruta Adisa, a former member of Al-Masra, resigned.")
    assert (entity(reading, "Ruta Adisa").sector, entity(reading, "Ruta Adisa").country) == (None, None)


@pytest.mark.parametrize(
    ("text", "form", "country"),
    [
        ("Iran denied it.", "Iran", "IRN"),
        ("The Iranian army denied it.", "The Iranian army", "IRN"),
        ("South Korean officials denied it.", "South Korean officials", "KOR"),
        ("Five U.S. soldiers died.", "Five U.S. soldiers", "USA"),
        ("A colonel in the Iranian army denied it.", "A colonel in the Iranian army", "IRN"),
        ("A colonel in Iran's army denied it.", "A colonel in Iran's army", "IRN"),
        ("Soldiers in Iran denied it.", "Soldiers in Iran", None),
        ("Iranian-backed militants attacked the village.", "Iranian-backed militants", None),
        ("A Syria expert denied it.", "A Syria expert", None),
    ],
)
def test_who_is_of_which_country(text: str, form: str, country: str | None) -> None:
    assert entity(report(text), form).country == country


def test_the_organs_of_a_state_that_no_table_knows_have_its_entity() -> None:
    reading = report(
        "Kharuz sent troops to the border. The Kharuzi army denied it.", "A spokesman for Kharuz resigned."
    )
    for form in ("The Kharuzi army", "A spokesman for Kharuz"):
        found = entity(reading, form)
        assert found.country is None
        assert names(reading, [found.of or ""]) == ["Kharuz"]


@pytest.mark.parametrize(
    ("text", "form", "country", "within"),
    [
        ("Rebels attacked a market in Mosul.", "Mosul", "IRQ", ["Nineveh", "Iraq"]),
        ("Rebels attacked a market in Tripoli.", "Tripoli", "LBY", ["Libya"]),
        ("Lebanese police said rebels attacked a market in Tripoli.", "Tripoli", "LBN", ["Liban-Nord", "Lebanon"]),
        ("The mayor met workers in Paris, Texas.", "Paris", "USA", ["Texas", "United States"]),
        ("The mayor met workers in Hulak.", "Hulak", None, []),
    ],
)
def test_where_a_place_lies(text: str, form: str, country: str | None, within: list[str]) -> None:
    found = entity(report(text), form)
    assert (found.country, found.within) == (country, within)


def test_every_sector_of_the_list_is_one_of_the_code_book() -> None:
    assert set(load("sectors")) - {"roles", "former", "state"} == set(Sector)
