"""Relations: who leads, belongs to, speaks for or is kin to whom."""

from __future__ import annotations

import pytest

from sayso.terms import Status
from tests.make import names, report


@pytest.mark.parametrize(
    ("text", "type_", "subject", "object_"),
    [
        (
            "Ruta Adisa, a spokesman for the Coastal Union, said nothing.",
            "representation",
            "Ruta Adisa",
            "Coastal Union",
        ),
        ("The Coastal Union's leader, Ruta Adisa, said nothing.", "directorship", "Ruta Adisa", "Coastal Union"),
        ("The Coastal Union is led by Ruta Adisa.", "directorship", "Ruta Adisa", "Coastal Union"),
        ("Ruta Adisa served for nine years in the Coastal Union.", "membership", "Ruta Adisa", "Coastal Union"),
        ("Ruta Adisa was arrested with her brother Tomas Adisa.", "family", "Tomas Adisa", "Ruta Adisa"),
    ],
)
def test_descriptions_and_verbs_tell_who_stands_how_to_whom(text: str, type_: str, subject: str, object_: str) -> None:
    reading = report(text)
    told = [(r.type.value, *names(reading, [r.subject, r.object])) for r in reading.relations]
    assert (type_, subject, object_) in told


def test_a_former_spokesman_is_one_no_longer() -> None:
    (relation,) = report("Ruta Adisa, a former spokesman for the Coastal Union, said nothing.").relations
    assert relation.status is Status.FORMER


def test_a_go_between_stands_between_two() -> None:
    reading = report("Ruta Adisa was the go-between of the Coastal Union and the Mill Guard.")
    pairs = {(names(reading, [r.object])[0], names(reading, [r.other or ""])[0]) for r in reading.relations}
    assert pairs == {("Coastal Union", "Mill Guard"), ("Mill Guard", "Coastal Union")}
