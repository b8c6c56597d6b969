"""Under which name somebody of one report can be met in others."""

from __future__ import annotations

import pytest

from sayso.resolve.cast import named_entities
from sayso.resolve.names import name_id
from tests.make import entity, report


def goes_by(form: str, *paragraphs: str) -> str | None:
    """The name under which what this form means in a report can be met elsewhere."""
    reading = report(*paragraphs)
    found = named_entities(reading).get(entity(reading, form).id)
    assert found is None or found[0] == name_id(found[1])
    return found[1] if found else None


def test_a_person_goes_by_the_name() -> None:
    assert goes_by("Ruta Adisa", "The dam is cracked, Ruta Adisa said on Monday.") == "Ruta Adisa"


def test_the_fuller_name_is_gone_by() -> None:
    text = "Defence Minister Ruta Adisa said the road was open.", "Adisa said it would stay open."
    assert goes_by("Adisa", *text) == "Ruta Adisa"


def test_who_has_no_name_is_somebody_of_this_report_only() -> None:
    assert goes_by("A general", "A general said the road was open.") is None


@pytest.mark.parametrize(
    "form",
    ["Aldovar's army", "The Aldovari military", "The armed forces of Aldovar", "Aldovari troops", "The Aldovari army"],
)
def test_an_army_goes_by_its_states_name(form: str) -> None:
    reports = "Aldovar said on Monday that the border was shut.", f"{form} denied the charge."
    assert goes_by(form, *reports) == "Aldovar army"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("The Iranian foreign ministry", "Iran foreign ministry"),
        ("Iran's foreign ministry", "Iran foreign ministry"),
        ("The foreign ministry of Iran", "Iran foreign ministry"),
        ("The Iranian government", "Iran government"),
        ("Iran's defense ministry", "Iran defence ministry"),
        ("Iran's health ministry", "Iran health ministry"),
    ],
)
def test_a_ministry_goes_by_its_states_name(form: str, name: str) -> None:
    assert goes_by(form, f"{form} denied the charge.") == name


def test_a_body_of_a_state_named_by_a_pronoun_goes_by_the_states_name() -> None:
    text = "Iran rejected the report on Monday and said that its foreign ministry would answer it."
    assert goes_by("its foreign ministry", text) == "Iran foreign ministry"


@pytest.mark.parametrize("form", ["Its army", "Their army"])
def test_a_pronoun_is_nobodys_name(form: str) -> None:
    text = "Gunmen from the hills shelled the valley on Monday.", f"{form} denied the charge."
    assert goes_by(form, *text) is None


def test_the_armies_of_two_states_go_by_two_names() -> None:
    text = "Aldovar and Kharuz are at war.", "Aldovar's army denied the charge.", "Kharuz's army repeated it."
    assert goes_by("Aldovar's army", *text) == "Aldovar army"
    assert goes_by("Kharuz's army", *text) == "Kharuz army"


def test_an_army_without_a_state_beside_it_has_no_name() -> None:
    assert goes_by("The army", "The army denied the charge.") is None


def test_a_noun_that_adds_nothing_is_left_out() -> None:
    assert goes_by("The Northline news agency", "The Northline news agency said the road was open.") == "Northline"
