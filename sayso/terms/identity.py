"""Somebody or something of the world, across reports: an Entity is of one report, an Identity of the case."""

from __future__ import annotations

import msgspec

from sayso.terms.entity import EntityType


class Form(msgspec.Struct, frozen=True):
    """One way an identity is named, and in how many places."""

    form: str
    count: int


class Maybe(msgspec.Struct, frozen=True):
    """Another identity that may be the same one: not sure enough to merge."""

    entity: str
    score: float
    why: str


class Namesake(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the case knows under one name: what names are compared by.

    `beside` are the other names of the same reports, `reports` those that use the name, `roles` the descriptions given
    with it, `known` the identity of a list that the user brought.
    """

    id: str
    name: str
    type: EntityType
    forms: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    known: str | None = None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One person, body, state or place of the case: the names judged to be one, and those that may be.

    `id` is that of its fullest name, so that whatever was decided on any of its names stays decided.
    """

    id: str
    name: str
    type: EntityType
    names: tuple[str, ...]
    why: tuple[str, ...] = ()
    maybe: tuple[Maybe, ...] = ()
