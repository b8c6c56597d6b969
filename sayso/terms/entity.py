"""Who and what a report speaks of: mentions in the text, and the entities of one report they belong to."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.text import Span


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"
    THING = "thing"


class MentionForm(StrEnum):
    """How a mention refers: by name, by description, or by pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the text refers to an entity."""

    id: str
    start: int
    end: int
    type: EntityType
    form: MentionForm
    entity: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One person, body, place or thing of one report, however named.

    `roles` are the descriptions the report gives ("spokesman for the bishop"); `anonymity` is the stated reason why
    it is not named.
    """

    id: str
    name: str
    type: EntityType
    forms: list[str] = []
    roles: list[str] = []
    anonymity: Span | None = None
