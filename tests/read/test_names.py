"""Names: whole words, without titles, of one kind throughout."""

from __future__ import annotations

from sayso.terms import EntityType, Reading
from tests.make import entity, report


def names(reading: Reading) -> set[str]:
    return {e.name for e in reading.entities}


def test_small_words_belong_to_the_name_around_them() -> None:
    assert "Lemayian ole Nkoroi" in names(report("Lemayian ole Nkoroi said the fence was new."))


def test_a_name_in_two_parts_stays_whole() -> None:
    reading = report("Lucien Farrow-Bey said the sauce was fine.", "Mr Farrow-Bey said it again.")
    assert entity(reading, "Lucien Farrow-Bey").forms == ["Lucien Farrow-Bey", "Farrow-Bey"]


def test_letters_after_a_name_are_no_surname() -> None:
    reading = report("Otto Brightwell KC said it was late. Marguerite Vane KC said it was not.")
    assert {"Otto Brightwell", "Marguerite Vane"} <= {n.removesuffix(" KC") for n in names(reading)}


def test_a_name_with_a_people_of_its_own_is_a_state() -> None:
    reading = report("Aldovar closed the pass on Monday. Aldovari troops guard it.")
    assert entity(reading, "Aldovar").type is EntityType.STATE


def test_a_country_of_which_there_is_a_government_is_a_state() -> None:
    reading = report("The government of Kharuz closed the pass.", "Kharuz said it would stay closed.")
    assert entity(reading, "Kharuz").type is EntityType.STATE


def test_who_has_an_age_is_a_person() -> None:
    reading = report("Lemayian ole Nkoroi, 71, said the buyer had sent a surveyor at night.")
    assert entity(reading, "Lemayian ole Nkoroi").type is EntityType.PERSON
