"""Ingest: from files of every format, and from standard input, to Documents.

Paths go in; Documents come out, one after the other, with a Failure in the place of each report that cannot be read.
A document's text is what was printed: decoded, never edited; what is not the report in it is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.errors import IngestError
from sayso.ingest import files
from sayso.ingest.documents import finished, from_text
from sayso.ingest.files import read_text_or_page
from sayso.ingest.metadata import Metadata, Overrides
from sayso.ingest.source import MOST_BYTES, Choices, Source, failed
from sayso.terms import Document, Failure

__all__ = ["MOST_BYTES", "Choices", "Source", "Taken", "from_text", "ingest", "take_in", "to_document"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A report taken in, and the bytes it was made from: those whose hash is its `sha256`."""

    document: Document
    source: bytes


def ingest(
    paths: Iterable[str], metadata: Metadata | None = None, choices: Choices | None = None
) -> Iterator[Document | Failure]:
    """The reports at some paths as Documents; a report that cannot be read comes as a Failure in its place."""
    for found in take_in(paths, metadata, choices):
        yield found if isinstance(found, Failure) else found.document


def take_in(
    paths: Iterable[str], metadata: Metadata | None = None, choices: Choices | None = None
) -> Iterator[Taken | Failure]:
    """The same, each with the bytes it was made from."""
    metadata, choices = metadata or Metadata(), choices or Choices()
    for found in files.find_reports(paths):
        for source in files.sources_at(found, choices):
            yield source if isinstance(source, Failure) else _taken(source, metadata, choices)


def _taken(source: Source, metadata: Metadata, choices: Choices) -> Taken | Failure:
    try:
        return Taken(to_document(source, metadata.of(source.location), choices), source.data)
    except IngestError as error:
        return failed(error)


def to_document(source: Source, overrides: Overrides | None = None, choices: Choices | None = None) -> Document:
    """One report's bytes as a Document.

    Raises:
        IngestError: if it is empty, binary, or holds no report.
    """
    document = (source.read or read_text_or_page)(source, choices or Choices())
    return finished(document, source.told, overrides or Overrides())
