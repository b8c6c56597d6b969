"""How a matter travelled, as places on a line."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.show.web.travelling import travelled


def claim(published: str | None, agreement: str | None = "supports", id: str = "c1") -> dict[str, Any]:
    return {"claim": id, "published": published, "agreement": agreement}


def test_later_claims_stand_further_right() -> None:
    journey = travelled([claim("2026-05-12"), claim("2026-05-20"), claim("2026-05-14")])
    assert journey
    assert [stop.claim["published"][-2:] for stop in journey.stops] == ["12", "14", "20"]
    assert sorted(stop.x for stop in journey.stops) == [stop.x for stop in journey.stops]


def test_what_is_against_stands_below_the_line_and_what_is_for_above() -> None:
    journey = travelled([claim("2026-05-12"), claim("2026-05-13", "denies")])
    assert journey
    said, denied = journey.stops
    assert said.y < journey.line < denied.y


def test_the_first_on_each_side_is_marked() -> None:
    journey = travelled([claim("2026-05-12"), claim("2026-05-13"), claim("2026-05-14", "denies")])
    assert journey
    assert [stop.first for stop in journey.stops] == [True, False, True]


def test_claims_without_a_date_are_counted_not_placed() -> None:
    journey = travelled([claim("2026-05-12"), claim("2026-05-13"), claim(None)])
    assert journey
    assert journey.undated == 1


@pytest.mark.parametrize("moment", ["2026", "2026-05", "2026-05-12T10", "2026-05-12T10:30", "2026-05-12T10:30+03:00"])
def test_a_moment_of_any_precision_has_a_place(moment: str) -> None:
    assert travelled([claim("2025-01-01"), claim(moment)])


def test_one_dated_claim_is_no_journey() -> None:
    assert travelled([claim("2026-05-12"), claim(None)]) is None
