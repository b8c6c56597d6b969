"""Where a case is kept, and that no password is ever printed with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.terms import Address


@pytest.mark.parametrize("given", ["postgresql://ana@db.example/raid", "postgres:///raid?host=/run/postgresql"])
def test_an_address_of_a_server_is_told_from_a_file(given: str) -> None:
    assert Address.of(given).on_server
    assert str(Address.of(given)) == given
    assert Address.of(given).database == "raid"


@pytest.mark.parametrize("given", ["case.sayso", "/a/b.sayso", "postgresql.sayso", "C:\\cases\\my.sayso"])
def test_anything_else_is_a_file(given: str) -> None:
    assert not Address.of(given).on_server
    assert Address.of(Path(given)).file == Path(given)
    assert str(Address.of(given)) == given


def test_an_address_is_an_address_already() -> None:
    assert Address.of(Address("my.sayso")) == Address("my.sayso")


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("postgresql://ana:geheim@db/raid", "postgresql://ana@db/raid"),
        ("postgresql://ana:ge/he@im@db/raid", "postgresql://ana@db/raid"),
        ("postgresql://ana:geheim%@db:5433/raid", "postgresql://ana@db:5433/raid"),
        ("postgresql://ana@db/raid?password=geheim", "postgresql://ana@db/raid"),
        (
            "postgresql://ana@db/raid?sslmode=require&sslpassword=geheim&port=1",
            "postgresql://ana@db/raid?sslmode=require&port=1",
        ),
    ],
)
def test_a_password_is_not_printed(given: str, printed: str) -> None:
    address = Address.of(given)
    assert str(address) == printed
    assert repr(address) == printed
    assert address.given == given
