"""A case written out: what was filed and decided, from which all else follows when it is filed and decided again."""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.terms.entity import EntityType
from sayso.terms.judgement import Decision
from sayso.terms.provenance import Failure
from sayso.terms.reading import Reading

ARCHIVE = 1
"""The number of this form; a program that knows only lower ones refuses it."""


class KnownName(msgspec.Struct, frozen=True, kw_only=True):
    """A name from a list that the user brought: its id, the entry it stands under there, the name and its kind."""

    id: str
    listed: str
    name: str
    type: EntityType


class FiledReading(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was read, meaning vectors and all, when it was filed, and the bytes it was made from, where kept.

    `frame` is what people made of its outlet, agency, title and day; it follows from the decisions, and is told for
    programs that do not decide.
    """

    added: str
    frame: dict[str, str | None]
    reading: Reading
    source: bytes | None = None


class FailedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read, and when it was tried."""

    failure: Failure
    at: str


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the file; the first says what it is, each other one holds one thing."""

    archive: int | None = None
    about: dict[str, Any] | None = None
    known: KnownName | None = None
    report: FiledReading | None = None
    failure: FailedReport | None = None
    decision: Decision | None = None
