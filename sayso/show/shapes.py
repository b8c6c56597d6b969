"""The shape of every row that sayso gives to programs: the same on the command line and in the web app's JSON.

Docs are made from these types, and a test holds each list to its shape. What a field means is in docs/case.md.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from sayso.terms import Origins, Reading, Reprint, Span, Statement

Row = TypeVar("Row")


class Part(msgspec.Struct, Generic[Row], frozen=True):
    """Some rows of a list, how many there are in all, and the address of the next ones."""

    total: int
    next: str | None
    rows: list[Row]


class Rows(msgspec.Struct, Generic[Row], frozen=True):
    """All rows there are."""

    rows: list[Row]


class Trouble(msgspec.Struct, frozen=True):
    """What went wrong, in words."""

    detail: str


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the case."""

    id: str
    location: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    claims: int
    version_of: str | None
    replaced_by: str | None
    summary: bool
    withdrawn: bool
    language: str | None
    copy_of: str | None


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what, how firmly, in which words of which report."""

    claim: str
    location: str
    outlet: str | None
    span: Span
    text: str
    type: str | None
    speaker: str
    voice: str
    stance: str
    holds: str
    matter: str | None
    said: str | None
    happened: str | None
    published: str | None
    decided: str | None
    withdrawn: bool


class TimedRow(ClaimRow, frozen=True, kw_only=True):
    """A claim with the days on which it happened and was said, as far as they are told."""

    happened_first: str | None
    happened_last: str | None
    said_first: str | None
    said_last: str | None


class ClaimOfMatter(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it stands to a matter or point."""

    claim: str
    location: str
    span: Span
    speaker: str
    stance: str
    holds: str
    text: str
    agreement: str | None
    origin: str | None
    withdrawn: bool


class MatterRow(msgspec.Struct, frozen=True, kw_only=True):
    """A matter, or one point of it, with the origins for and against."""

    id: str
    text: str
    type: str | None
    slot: str
    part_of: str | None
    actors: list[str]
    recipients: list[str]
    reports: int
    outlets: int
    origins: Origins
    against: Origins
    claims: list[ClaimOfMatter]


class Form(msgspec.Struct, frozen=True):
    """How an entity is called, and how often."""

    form: str
    count: int


class Maybe(msgspec.Struct, frozen=True):
    """Whom an entity may also be."""

    entity: str
    name: str
    score: float
    why: str


class Mentioned(msgspec.Struct, frozen=True):
    """Where an entity is mentioned."""

    location: str
    start: int
    end: int


class EntityRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something under all its names."""

    id: str
    name: str
    type: str
    forms: list[Form]
    documents: int
    maybe: list[Maybe]
    mentions: list[Mentioned]
    why: str


class ReprintRow(Reprint, frozen=True, kw_only=True):
    """Which report repeats which, and what changed on the way."""

    copy_location: str | None
    original_location: str | None


class ReplyRow(msgspec.Struct, frozen=True, kw_only=True):
    """Which claim answers which."""

    reply: str
    answers: str
    how: str
    why: str
    speaker: str
    text: str
    answered_speaker: str
    answered_text: str


class SilentRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who is never quoted, or which allegation has no reply in these reports."""

    what: str
    id: str
    who: str
    claims: int | None
    text: str | None
    location: str | None


class FailureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read, and what to do."""

    location: str
    stage: str
    reason: str
    remedy: str
    at: str


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody settled by hand."""

    id: str
    what: str
    a: str
    b: str | None
    because: str
    by: str
    at: str
    undone: str | None


class DoubtRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something uncertain that nobody has decided: what kind, the ids it is about, why, and its place in the queue."""

    kind: str
    about: list[str]
    why: str
    place: str


class AddedFailure(msgspec.Struct, frozen=True, kw_only=True):
    """A file that could not be read."""

    file: str
    reason: str
    remedy: str


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Files that came together and how far they have come: waiting, working, done or stopped."""

    batch: str
    state: str
    files: int
    read: int
    new: int
    known: int
    rate: float
    seconds_left: int | None
    trouble: str
    failures: list[AddedFailure]


class Batches(msgspec.Struct, frozen=True, kw_only=True):
    """The files given since the server was started, and whether any are still to be read."""

    working: bool
    batches: list[Batch]


class SentenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that holds the words searched for."""

    report: str
    location: str
    title: str | None
    outlet: str | None
    published: str | None
    span: Span
    text: str


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A number that somebody gives for something an event counts."""

    figure: str
    value: str
    low: float | None
    high: float | None
    source: str
    house: str | None
    printed: str | None
    stance: str
    agreement: str
    claim: str
    text: str


class WholeReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with everything read in it."""

    what: str
    reading: Reading


class WholeClaim(Statement, frozen=True, kw_only=True):
    """A claim with everything it is compared by, its matter, and the words before, of and after it."""

    what: str
    matter: str | None
    context: tuple[str, str, str]


class WholeMatter(msgspec.Struct, frozen=True, kw_only=True):
    """A matter and its points, the headline first."""

    what: str
    points: list[MatterRow]


class WholeEntity(EntityRow, frozen=True, kw_only=True):
    """An entity as it is listed."""

    what: str
