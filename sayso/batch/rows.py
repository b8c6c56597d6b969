"""What a batch writes of one report: rows of plain columns, for any program that reads Parquet.

Ids are those of a case: the same report has the same id wherever and however often it is read. `documents.reading` is
the whole reading as the case keeps it, so that nothing has to be read twice.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.resolve import sketches
from sayso.resolve.cast import named_entities
from sayso.resolve.statements import statements_of
from sayso.settle import body_of
from sayso.terms import Document, Failure, Reading, Statement

TEXT, WHOLE, TRUTH, BYTES, TEXTS, WHOLES = "string", "int64", "bool", "binary", "list<string>", "list<int64>"
TABLES: dict[str, dict[str, str]] = {
    "documents": {
        "id": TEXT,
        "location": TEXT,
        "sha256": TEXT,
        "url": TEXT,
        "outlet": TEXT,
        "title": TEXT,
        "byline": TEXT,
        "agency": TEXT,
        "published": TEXT,
        "language": TEXT,
        "words": WHOLE,
        "claims": WHOLE,
        "text": TEXT,
        "reading": BYTES,
    },
    "claims": {
        "id": TEXT,
        "document": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
        "speaker": TEXT,
        "speaker_name": TEXT,
        "voice": TEXT,
        "stance": TEXT,
        "holds": TEXT,
        "basis": TEXT,
        "hedged": TRUTH,
        "kind": TEXT,
        "type": TEXT,
        "predicate": TEXT,
        "actors": TEXTS,
        "recipients": TEXTS,
        "place": TEXT,
        "about": TEXTS,
        "first": TEXT,
        "last": TEXT,
        "said": TEXT,
        "region": TEXT,
        "outlet": TEXT,
        "published": TEXT,
    },
    "events": {
        "id": TEXT,
        "document": TEXT,
        "type": TEXT,
        "mode": TEXT,
        "contexts": TEXTS,
        "predicate": TEXT,
        "actors": TEXTS,
        "recipients": TEXTS,
        "place": TEXT,
        "from": TEXT,
        "to": TEXT,
        "modality": TEXT,
        "negated": TRUTH,
        "speech": TEXT,
        "same_as": TEXT,
    },
    "mentions": {
        "id": TEXT,
        "document": TEXT,
        "entity": TEXT,
        "name": TEXT,
        "named": TEXT,
        "type": TEXT,
        "form": TEXT,
        "start": WHOLE,
        "end": WHOLE,
        "text": TEXT,
    },
    "signatures": {"document": TEXT, "keys": WHOLES},
    "failures": {"location": TEXT, "stage": TEXT, "reason": TEXT, "remedy": TEXT},
}
"""Each table's columns and what is in them."""
UNDATED = "unknown"
Row = dict[str, Any]


def month_of(document: Document) -> str:
    """The month a report is filed under: 2026-05; of a report that gives a year only, that."""
    value = document.published.value if document.published else ""
    found = re.match(r"\d{4}(-\d{2})?", value)
    return found[0] if found else UNDATED


def rows_of(reading: Reading) -> Iterator[tuple[str, Row]]:
    """Every row that a report gives, each with its table."""
    named = {entity: name for entity, (name, _) in named_entities(reading).items()}
    statements = statements_of(reading)
    yield "documents", _document_row(reading, len(statements))
    yield from (("claims", _claim_row(statement)) for statement in statements)
    yield from (("events", row) for row in _event_rows(reading))
    yield from (("mentions", row) for row in _mention_rows(reading, named))
    yield "signatures", {"document": reading.document.id, "keys": sketches.keys_of(body_of(reading))}


def failure_row(failure: Failure) -> Row:
    """What became of a report that could not be read."""
    return msgspec.structs.asdict(failure)


def packed(reading: Reading) -> bytes:
    """A reading as the case keeps it."""
    return zlib.compress(msgspec.msgpack.encode(reading), 1)


def unpacked(body: bytes) -> Reading:
    """A reading as it was."""
    return msgspec.msgpack.decode(zlib.decompress(body), type=Reading)


def _document_row(reading: Reading, claims: int) -> Row:
    document = reading.document
    return {
        "id": document.id,
        "location": document.location,
        "sha256": document.sha256,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "byline": document.byline,
        "agency": document.agency,
        "published": document.published.value if document.published else None,
        "language": document.language,
        "words": len(document.text.split()),
        "claims": claims,
        "text": document.text,
        "reading": packed(reading),
    }


def _claim_row(statement: Statement) -> Row:
    speaker = statement.speaker
    return {
        "id": statement.id,
        "document": statement.document,
        "start": statement.span.start,
        "end": statement.span.end,
        "text": statement.text,
        "speaker": speaker.name if speaker else statement.outlet or "the outlet",
        "speaker_name": speaker.identity if speaker else None,
        "voice": statement.voice.value,
        "stance": statement.stance.value,
        "holds": statement.holds.value,
        "basis": statement.basis.value,
        "hedged": statement.hedged,
        "kind": statement.kind,
        "type": statement.type,
        "predicate": statement.predicate,
        "actors": list(statement.actors),
        "recipients": list(statement.recipients),
        "place": statement.place,
        "about": sorted(statement.about),
        "first": statement.first,
        "last": statement.last,
        "said": statement.occasion,
        "region": statement.region.value,
        "outlet": statement.outlet,
        "published": statement.published,
    }


def _event_rows(reading: Reading) -> Iterator[Row]:
    document = reading.document
    called = {entity.id: entity.name for entity in reading.entities}
    for event in reading.events:
        yield {
            "id": f"{document.id}.{event.id}",
            "document": document.id,
            "type": event.type.value,
            "mode": event.mode,
            "contexts": event.contexts,
            "predicate": " ".join(span.of(document.text) for span in event.predicate),
            "actors": [called[i] for i in event.actors if i in called],
            "recipients": [called[i] for i in event.recipients if i in called],
            "place": called.get(event.place or ""),
            "from": event.date.start if event.date else None,
            "to": event.date.end if event.date else None,
            "modality": event.modality.value,
            "negated": event.negated,
            "speech": event.speech,
            "same_as": f"{document.id}.{event.same_as}" if event.same_as else None,
        }


def _mention_rows(reading: Reading, named: dict[str, str]) -> Iterator[Row]:
    document = reading.document
    called = {entity.id: entity.name for entity in reading.entities}
    for mention in reading.mentions:
        yield {
            "id": f"{document.id}.{mention.id}",
            "document": document.id,
            "entity": f"{document.id}.{mention.entity}" if mention.entity else None,
            "name": called.get(mention.entity or ""),
            "named": named.get(mention.entity or ""),
            "type": mention.type.value,
            "form": mention.form.value,
            "start": mention.start,
            "end": mention.end,
            "text": mention.span.of(document.text),
        }
