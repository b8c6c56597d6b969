"""What is counted of an identity and kept beside it, so that a list of names reads the rows it shows and no others.

A tally is never added to: whatever may have changed one has it counted anew, so that it cannot drift.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, func, select, update

from sayso.store.tables import CHAIN, entities, identities, names, takes_part

Forms = list[tuple[str, int]]
"""How somebody is called, and how often, the most frequent first."""


def count_anew(connection: Connection, which: Collection[str]) -> None:
    """Count again all that is kept of some identities, of as many at most as one question may hold."""
    own = identities.c
    claims = _own_claims()
    connection.execute(
        update(identities)
        .where(own.id.in_(which))
        .values(
            documents=_own_reports().scalar_subquery(),
            claims=claims.scalar_subquery(),
            said=claims.where(takes_part.c.part.in_(CHAIN)).scalar_subquery(),
        )
    )
    called = _forms_of(connection, which)
    forms = [{"whose": one, "counted": msgspec.msgpack.encode(called[one])} for one in which]
    if forms:
        connection.execute(
            update(identities).where(own.id == bindparam("whose")).values(forms=bindparam("counted")), forms
        )


def forms_in(kept: bytes | None) -> Forms:
    """The forms as they are kept."""
    return msgspec.msgpack.decode(kept, type=Forms) if kept else []


def _own_reports() -> Select[Any]:
    """How many reports name an identity."""
    return (
        select(func.count(entities.c.report.distinct()))
        .join(names, names.c.id == entities.c.named)
        .where(names.c.identity == identities.c.id)
        .correlate(identities)
    )


def _own_claims() -> Select[Any]:
    """In how many claims an identity has a part."""
    return (
        select(func.count(takes_part.c.statement.distinct()))
        .join(names, names.c.id == takes_part.c.name)
        .where(names.c.identity == identities.c.id)
        .correlate(identities)
    )


def _forms_of(connection: Connection, which: Collection[str]) -> dict[str, Forms]:
    """How reports call each of some identities."""
    decode = msgspec.msgpack.Decoder(dict[str, int]).decode
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    asked = (
        select(names.c.identity, entities.c.forms)
        .join(entities, entities.c.named == names.c.id)
        .where(names.c.identity.in_(which))
    )
    for identity, forms in connection.execute(asked):
        counted[identity].update(decode(forms))
    return defaultdict(
        list,
        {one: sorted(found.items(), key=lambda form: (-form[1], form[0])) for one, found in counted.items()},
    )
