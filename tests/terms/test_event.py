"""A figure is stored as it was read."""

from __future__ import annotations

import msgspec
import pytest

from sayso.terms import Quantity, Span


@pytest.mark.parametrize(("number", "stored"), [(5, "5"), (5.0, "5.0"), (2.5, "2.5")])
def test_a_number_is_the_same_after_it_was_stored(number: float, stored: str) -> None:
    quantity = Quantity(low=number, high=None, span=Span(0, 1))

    again = msgspec.msgpack.decode(msgspec.msgpack.encode(quantity), type=Quantity)

    assert str(again.low) == stored
