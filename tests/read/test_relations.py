"""Relations: who leads, belongs to, speaks for or is kin to whom."""

from __future__ import annotations

import pytest

from sayso.terms import EntityType, Reading, Status
from tests.make import names, report

TOLD = [
    (
        "Ruta Adisa, a spokesman for the Coastal Union, said nothing.",
        ("representation", "Ruta Adisa", "Coastal Union"),
    ),
    ("The Coastal Union's leader, Ruta Adisa, said nothing.", ("directorship", "Ruta Adisa", "Coastal Union")),
    ("The Coastal Union is led by Ruta Adisa.", ("directorship", "Ruta Adisa", "Coastal Union")),
    ("Ruta Adisa served for nine years in the Coastal Union.", ("membership", "Ruta Adisa", "Coastal Union")),
    ("Ruta Adisa was arrested with her brother Tomas Adisa.", ("family", "Tomas Adisa", "Ruta Adisa")),
    # What stands before a title, and what the title only implies.
    ("Opposition leader Ruta Adisa welcomed the vote.", ("directorship", "Ruta Adisa", "opposition")),
    ("Foreign Minister Ruta Adisa welcomed the vote.", ("directorship", "Ruta Adisa", "foreign ministry")),
    ("Coastal Union spokeswoman Ruta Adisa said nothing.", ("representation", "Ruta Adisa", "Coastal Union")),
    # Whose it is: pronouns by who acted last, "whose" by whom it follows.
    (
        "Ruta Adisa met reporters on Monday. Her lawyer, Tomas Lind, stood beside her.",
        ("representation", "Tomas Lind", "Ruta Adisa"),
    ),
    ("Tomas Lind, whose sister works on the ferry, waited at the gate.", ("family", "whose sister", "Tomas Lind")),
    # A phrase right behind a name.
    ("Ruta Adisa of the Coastal Union said the ballot was fair.", ("membership", "Ruta Adisa", "Coastal Union")),
    # Verbs whose object nobody else speaks of.
    ("Ruta Adisa, who runs the ferry, wept.", ("directorship", "Ruta Adisa", "the ferry")),
]


def told(reading: Reading) -> list[tuple[str, ...]]:
    """The relations of a reading as type, subject and object."""
    return [(r.type.value, *names(reading, [r.subject, r.object])) for r in reading.relations]


@pytest.mark.parametrize(("text", "relation"), TOLD)
def test_descriptions_and_verbs_tell_who_stands_how_to_whom(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in told(report(text))


def test_lawyers_speak_for_each_of_several() -> None:
    reading = report("Lawyers for the Coastal Union and the Mill Guard said nothing.")
    assert {object_ for _, _, object_ in told(reading)} == {"Coastal Union", "Mill Guard"}


def test_a_body_that_a_title_implies_has_the_title_for_its_words() -> None:
    reading = report("Foreign Minister Ruta Adisa welcomed the vote.")
    (ministry,) = [entity for entity in reading.entities if entity.name == "foreign ministry"]
    assert ministry.type is EntityType.ORGANIZATION
    (mention,) = [mention for mention in reading.mentions if mention.entity == ministry.id]
    assert reading.document.text[mention.start : mention.end] == "Foreign"


def test_a_ministry_that_is_spoken_of_is_the_one_that_its_minister_heads() -> None:
    reading = report("Foreign Minister Ruta Adisa spoke.", "The foreign ministry said she was tired.")
    assert len([entity for entity in reading.entities if "foreign ministry" in entity.name.lower()]) == 1


@pytest.mark.parametrize("text", ["Ruta Adisa hurt her head.", "Ruta Adisa bought a mother of pearl."])
def test_what_only_sounds_like_a_role_tells_nothing(text: str) -> None:
    assert told(report(text)) == []


def test_a_former_spokesman_is_one_no_longer() -> None:
    (relation,) = report("Ruta Adisa, a former spokesman for the Coastal Union, said nothing.").relations
    assert relation.status is Status.FORMER


def test_a_go_between_stands_between_two() -> None:
    reading = report("Ruta Adisa was the go-between of the Coastal Union and the Mill Guard.")
    pairs = {(names(reading, [r.object])[0], names(reading, [r.other or ""])[0]) for r in reading.relations}
    assert pairs == {("Coastal Union", "Mill Guard"), ("Mill Guard", "Coastal Union")}
