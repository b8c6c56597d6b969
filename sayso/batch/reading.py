"""One part, from its first report to its receipt: what a worker does, whichever engine sent it.

A report that cannot be read is one row of failures. One that kills whoever reads it is found out: before reports are
read, a note says which; a worker that finds such a note reads those one by one, and a report that twice was alone when
its reader died is left out as a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sayso.batch.folder import Folder, Receipt, Writing
from sayso.batch.plan import Part, Piece
from sayso.batch.rows import failure_row, month_of, rows_of
from sayso.batch.storage import sources_of
from sayso.errors import IngestError
from sayso.ingest import Choices, to_document
from sayso.ingest.source import failed
from sayso.pipeline import TOGETHER, read_together
from sayso.terms import Document, Failure, Reading

NOTES = "_notes"
FATAL = 2
"""Times a report may be alone with a reader that dies."""


class Note(msgspec.Struct):
    """What a worker left who may not come back: the reports in hand, and how often each was alone when its reader died."""

    in_hand: list[str] = []
    died: dict[str, int] = {}


def read_part(part: Part, folder: Folder, choices: Choices) -> Receipt:
    """Read a part into the folder; nothing of it is there until all of it is.

    Raises:
        StoreError: if there is no room left.
    """
    with folder.storage.told():
        return _read_part(part, folder, choices)


def _read_part(part: Part, folder: Folder, choices: Choices) -> Receipt:
    writing = Writing(folder, part)
    try:
        for found in _readings(part, choices, _Care(folder, part)):
            if isinstance(found, Failure):
                writing.put("failures", failure_row(found))
                continue
            month = month_of(found.document)
            for table, row in _rows(found):
                writing.put(table, row, None if table == "failures" else month)
        receipt = writing.finish()
    except BaseException:
        writing.abandon()
        raise
    folder.storage.remove(f"{NOTES}/{part.id}.json")
    return receipt


def _rows(reading: Reading) -> list[tuple[str, dict[str, object]]]:
    try:
        return list(rows_of(reading))
    except Exception as error:
        return [("failures", failure_row(_broken(reading.document.location, "file", error)))]


def _readings(part: Part, choices: Choices, care: _Care) -> Iterator[Reading | Failure]:
    """The reports of a part, read together where that is safe; the same report once."""
    waiting: list[Document] = []
    size = 0
    seen: set[str] = set()
    for piece in part.pieces:
        for found in _documents(piece, choices):
            if isinstance(found, Failure):
                yield found
                continue
            if found.id in seen:
                continue
            seen.add(found.id)
            if care.is_suspect(found):
                yield from care.read_alone(found)
                continue
            waiting.append(found)
            size += len(found.text)
            if size >= TOGETHER:
                yield from care.read(waiting)
                waiting, size = [], 0
    yield from care.read(waiting)


def _documents(piece: Piece, choices: Choices) -> Iterator[Document | Failure]:
    """The reports of a piece as documents. What is wrong with a file as a whole is told once, by its first slice."""
    number = -1
    for source in sources_of(piece.location, choices):
        if isinstance(source, Failure):
            if piece.slice == 0:
                yield source
            continue
        number += 1
        if number % piece.of != piece.slice:
            continue
        try:
            yield to_document(source, None, choices)
        except IngestError as error:
            yield failed(error)
        except Exception as error:
            yield _broken(source.location, "extract", error)


class _Care:
    """Reads reports so that the one that breaks the reader costs nobody else."""

    def __init__(self, folder: Folder, part: Part) -> None:
        self._storage = folder.storage
        self._name = f"{NOTES}/{part.id}.json"
        left = self._storage.read(self._name)
        note = msgspec.json.decode(left, type=Note) if left else Note()
        if len(note.in_hand) == 1:
            note.died[note.in_hand[0]] = note.died.get(note.in_hand[0], 0) + 1
        self._died = {**dict.fromkeys(note.in_hand, 0), **note.died}

    def is_suspect(self, document: Document) -> bool:
        """Whether somebody died with this report in hand."""
        return document.id in self._died

    def read(self, documents: list[Document]) -> Iterator[Reading | Failure]:
        """Reports together; one by one if something in them goes wrong."""
        if not documents:
            return
        self._note(documents)
        try:
            readings = read_together(documents)
        except Exception:
            for document in documents:
                yield from self.read_alone(document)
        else:
            yield from readings

    def read_alone(self, document: Document) -> Iterator[Reading | Failure]:
        """One report by itself; a failure if it cannot be read, or nobody survives it."""
        if self._died.get(document.id, 0) >= FATAL:
            yield Failure(
                document.location, "read", "reading it stops the program", "leave it out, and tell us of it if you can"
            )
            return
        self._note([document])
        try:
            yield from read_together([document])
        except Exception as error:
            yield _broken(document.location, "read", error)
        self._note([])

    def _note(self, documents: Iterable[Document]) -> None:
        self._storage.write(self._name, msgspec.to_builtins(Note([d.id for d in documents], self._died)))


def _broken(location: str, stage: str, error: Exception) -> Failure:
    told = " ".join(str(error).split())[:200]
    return Failure(location, stage, f"{type(error).__name__}: {told}", "leave it out, and tell us of it if you can")
