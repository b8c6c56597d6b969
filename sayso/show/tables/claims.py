"""The table of claims: who says what, how firmly, in which words, and what it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.show.chosen import Chosen, Row, Told
from sayso.show.tables.table import Column, Kind, Table, Value, origins_of

COLUMNS = (
    Column("claim", "id of the claim"),
    Column("report", "id of its report: d and the first 16 digits of the SHA-256 of the report's bytes"),
    Column("location", "the report's path as it was given"),
    Column("outlet", "who publishes the report"),
    Column("agency", "who supplied it"),
    Column("title", "its headline"),
    Column("published", "when it was printed, in ISO 8601, cut off where no more is known"),
    Column("speaker", "whose word it is; the outlet for its own word"),
    Column("speaker_id", "the speaker's id in the table of entities; empty for a voice without a name"),
    Column("chain", "all voices it went through, from the speaker outwards", Kind.LIST),
    Column("speaks_for", "the bodies that the speaker speaks for", Kind.LIST),
    Column("voice", "named, unnamed, unstated, carried_over, outlet or unclear"),
    Column(
        "stance",
        "how firmly: asserts, alleges, denies, confirms, doubts, declines, asks, urges, commits, believes, appraises",
    ),
    Column("holds", "what that voice commits to: yes, no, possible or unknown"),
    Column("basis", "what the voice says it rests on: seen, heard, document and so on"),
    Column("hedged", "whether a word of reserve stands with it", Kind.FLAG),
    Column("kind", "event, relation, or content where neither was found"),
    Column("type", "PLOVER's type of the event, or the relation's type"),
    Column("words", "the claim, in the report's words"),
    Column("start", "where the words begin, in code points of the report's text", Kind.NUMBER),
    Column("end", "where they end", Kind.NUMBER),
    Column("region", "where in the report: body, title, deck, caption and so on"),
    Column("said", "occasion or medium, place and day of speaking, in the report's words"),
    Column("happened_from", "the first day on which it may have happened; empty where open"),
    Column("happened_to", "the last day"),
    Column("matter", "id of the matter it is part of"),
    Column("origins_min", "on how many independent voices the matter rests, at least", Kind.NUMBER),
    Column("origins_max", "at most", Kind.NUMBER),
    Column("against_min", "how many independent voices deny the matter, at least", Kind.NUMBER),
    Column("against_max", "at most", Kind.NUMBER),
    Column("decided", "accepted, rejected, corrected or added, where a person did so"),
    Column("withdrawn", "whether who sent the report took it back", Kind.FLAG),
)


def _rows(chosen: Chosen) -> Iterator[dict[str, Value]]:
    for told in chosen.told():
        for row in told.rows:
            yield dict(zip(TABLE.names, _values(told, row), strict=True))


def _values(told: Told, row: Row) -> Iterator[Value]:
    document, statement = told.reading.document, told.statements[row["claim"]]
    speaker = statement.speaker
    yield from (row["claim"], document.id, document.location, document.outlet, document.agency, document.title)
    yield document.published.value if document.published else None
    yield row["speaker"]
    yield speaker.identity if speaker else None
    yield [voice.name for voice in statement.chain]
    yield [told.called.get(body, body) for body in speaker.speaks_for] if speaker else []
    yield from (statement.voice.value, statement.stance.value, statement.holds.value, statement.basis.value)
    yield from (statement.hedged, statement.kind, statement.type, statement.text, *statement.span)
    yield from (statement.region.value, statement.occasion, statement.first, statement.last)
    yield row["matter"]
    yield from origins_of(told.matter_of(row))
    yield from (row["decided"], row["withdrawn"])


TABLE = Table("claims", "A row for each claim of each report, in the order of adding and of the text.", COLUMNS, _rows)
