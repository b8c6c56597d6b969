"""The flow played once: reports in, Readings out, a Failure in the place of each report that could not be read.

With a case: reports in, each filed as soon as it is read, and all that follows from them settled at the end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from sayso.errors import IngestError, StoreError
from sayso.ingest import Choices, Taken, from_text, ingest, take_in
from sayso.ingest.files import find_reports
from sayso.ingest.metadata import Metadata
from sayso.terms import Document, Failure, Reading

if TYPE_CHECKING:
    from sayso.ingest.known import Known
    from sayso.store import Case

TOGETHER = 48_000
"""Characters of reports that are read in one go, so that the model's batches are full."""


def read_text(text: str) -> Reading:
    """Read a report given as plain text.

    Raises:
        IngestError: if there is no word in it.
    """
    return read_together([from_text(text, "-")])[0]


def read_file(path: str | Path) -> Reading:
    """Read the report in a file, of whatever format; the first, where it holds several.

    Raises:
        IngestError: if it cannot be opened, or holds no report; `remedy` says what to do.
    """
    for found in read_reports([str(path)]):
        if isinstance(found, Failure):
            raise IngestError(found.location, found.stage, found.reason, found.remedy)
        return found
    raise IngestError(str(path), "find", "nothing to read there", "check the path")


def read_reports(
    paths: Iterable[str], metadata: Metadata | None = None, choices: Choices | None = None
) -> Iterator[Reading | Failure]:
    """Every report at some paths, in their order; one bad report never stops the others."""
    waiting: list[Document] = []
    size = 0
    for found in ingest(paths, metadata, choices):
        if isinstance(found, Document):
            waiting.append(found)
            size += len(found.text)
        if isinstance(found, Failure) or size >= TOGETHER:
            yield from read_together(waiting)
            waiting, size = [], 0
        if isinstance(found, Failure):
            yield found
    yield from read_together(waiting)


def read_together(documents: Sequence[Document]) -> list[Reading]:
    """Documents as Readings, in their order: English ones are read, others kept as they are, with the note that says so."""
    english = [document for document in documents if document.language in (None, "en")]
    if not english:
        return [Reading(document=document) for document in documents]
    from sayso.read import read_documents
    from sayso.read.memory import load_memory
    from sayso.read.reader import load_reader

    read = read_documents(english, load_reader(), load_memory())
    readings = {id(reading.document): reading for reading in read}
    return [readings.get(id(document)) or Reading(document=document) for document in documents]


class Watch(Protocol):
    """Whoever wants to know how far an adding has come."""

    def expect(self, reports: int | None) -> None:
        """So many reports were found; None while nobody can tell."""

    def done(self, stage: str, reports: int) -> None:
        """So many more went through a stage."""


@dataclass(slots=True)
class Added:
    """What became of the reports that were given."""

    new: int = 0
    known: int = 0
    failures: list[Failure] = field(default_factory=list)

    def told(self, case: str) -> str:
        """In one line."""
        parts = [f"{self.new} report{'s' * (self.new != 1)} added to {case}"]
        if self.known:
            parts.append(f"{self.known} there already")
        if self.failures:
            parts.append(f"{len(self.failures)} not read")
        return ", ".join(parts)


def add_reports(
    case: Case,
    paths: Sequence[str],
    metadata: Metadata | None = None,
    choices: Choices | None = None,
    watch: Watch | None = None,
    *,
    keep_source: bool = False,
) -> Added:
    """Read reports into a case, each filed as soon as it is read; then settle what they amount to.

    What an earlier run left unsettled is settled too. With `keep_source` the bytes of every new report are kept in the
    case, else only their hash.
    """
    from sayso.settle import settle

    adding = _Adding(case, watch, keep_source=keep_source)
    files = list(find_reports(paths))
    adding.expect(None if any(file.many for file in files) else len(files))
    with case.filing():
        for file in files:
            if file.many:
                case.forget_failures(file.location)
    for found in take_in([file.location for file in files], metadata, choices):
        adding.meet(found)
    adding.file_waiting()
    adding.expect(len(case.unsettled()))
    settle(case, (lambda count: watch.done("settling", count)) if watch else lambda count: None)
    return adding.done


class _Adding:
    """Reports on their way into a case: read together in batches, filed one by one."""

    def __init__(self, case: Case, watch: Watch | None, *, keep_source: bool) -> None:
        self.done = Added()
        self._case = case
        self._watch = watch
        self._keep_source = keep_source
        self._waiting: dict[str, Taken] = {}
        self._characters = 0

    def expect(self, reports: int | None) -> None:
        """Tell whoever watches how many there are."""
        if self._watch:
            self._watch.expect(reports)

    def meet(self, found: Taken | Failure) -> None:
        """Keep a failure; let a report wait for enough others, unless the case has it."""
        if isinstance(found, Failure):
            self.done.failures.append(found)
            self._case.fail(found)
            self._passed(1)
        elif (document := _new_to(self._case, found.document)) and document.id not in self._waiting:
            self._waiting[document.id] = Taken(document, found.source)
            self._characters += len(document.text)
        else:
            self.done.known += 1
            self._case.no_failure(found.document.location)
            self._passed(1)
        if self._characters >= TOGETHER:
            self.file_waiting()

    def file_waiting(self) -> None:
        """Read all that wait, and file each."""
        from sayso.deciding import lift_again
        from sayso.settle import file

        for reading in read_together([taken.document for taken in self._waiting.values()]):
            document = reading.document
            with self._case.filing(document):
                source = self._waiting[document.id].source if self._keep_source else None
                new = file(self._case, reading, source)  # unless another process was quicker
                if new and self._case.decided_about(document.id):
                    lift_again(self._case, document.id)
            self.done.new += new
            self.done.known += not new
        self._passed(len(self._waiting))
        self._waiting.clear()
        self._characters = 0

    def _passed(self, reports: int) -> None:
        if self._watch:
            self._watch.done("reading", reports)


def add_known(case: Case, known: Iterable[Known]) -> int:
    """Take a list of names into a case and resolve its names to it; how many names, aliases included, there were."""
    from sayso.resolve.names import name_id
    from sayso.settle import settle

    rows = [(name_id(name), one.id, name, one.type.value) for one in known for name in (one.name, *one.aliases)]
    case.put_known(rows)
    settle(case)
    return len(rows)


def remove_reports(case: Case, wanted: Sequence[str], *, dry: bool = False) -> list[str]:
    """Take reports out of a case and its file, by ids or file names; what to call each. `dry` only looks.

    Raises:
        StoreError: if one of them is not in the case.
    """
    from sayso.settle import settle_without
    from sayso.store.lists import find

    reports = []
    for one in wanted:
        what, report = find(case, one)
        if what != "report":
            raise StoreError(f"{one} is a {what}, not a report; sayso reports lists them")
        reports.append(report)
    titles = [case.called_report(report) for report in reports]
    if not dry:
        for report in reports:
            settle_without(case, report)
        case.scrub()
    return titles


def _new_to(case: Case, document: Document) -> Document | None:
    """A document that is not in the case; the same text from another outlet is another report."""
    if not case.holds(document.id):
        return document
    outlet = case.outlet_of(document.id)
    if document.outlet in (None, outlet):
        return None
    own = hashlib.sha256(f"{document.sha256}{document.outlet}".encode()).hexdigest()
    other = msgspec.structs.replace(document, id=f"d{own[:16]}")
    return None if case.holds(other.id) else other
