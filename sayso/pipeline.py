"""The flow played once: reports in, Readings out, a Failure in the place of each report that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sayso.errors import IngestError
from sayso.ingest import MOST_BYTES, from_text, ingest
from sayso.ingest.metadata import Metadata
from sayso.terms import Document, Failure, Reading

TOGETHER = 48_000
"""Characters of reports that are read in one go, so that the model's batches are full."""


def read_text(text: str) -> Reading:
    """Read a report given as plain text.

    Raises:
        IngestError: if there is no word in it.
    """
    return _read([from_text(text, "-")])[0]


def read_file(path: str | Path) -> Reading:
    """Read a report in a file: plain text or a saved page.

    Raises:
        IngestError: if it cannot be opened, or holds no report; `remedy` says what to do.
    """
    for found in read_reports([str(path)]):
        if isinstance(found, Failure):
            raise IngestError(found.location, found.stage, found.reason, found.remedy)
        return found
    raise IngestError(str(path), "find", "nothing to read there", "check the path")


def read_reports(
    paths: Iterable[str], metadata: Metadata | None = None, most_bytes: int = MOST_BYTES
) -> Iterator[Reading | Failure]:
    """Every report at some paths, in their order; one bad report never stops the others."""
    waiting: list[Document] = []
    size = 0
    for found in ingest(paths, metadata, most_bytes):
        if isinstance(found, Document):
            waiting.append(found)
            size += len(found.text)
        if isinstance(found, Failure) or size >= TOGETHER:
            yield from _read(waiting)
            waiting, size = [], 0
        if isinstance(found, Failure):
            yield found
    yield from _read(waiting)


def _read(documents: Sequence[Document]) -> list[Reading]:
    """English reports are read; others are kept as they are, with the note that says so."""
    english = [document for document in documents if document.language in (None, "en")]
    if not english:
        return [Reading(document=document) for document in documents]
    from sayso.read import read_documents
    from sayso.read.reader import load_reader

    readings = {id(reading.document): reading for reading in read_documents(english, load_reader())}
    return [readings.get(id(document)) or Reading(document=document) for document in documents]
