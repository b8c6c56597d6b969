"""CSV: one flat row a claim, for a spreadsheet. Offsets count code points of the report's text."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from sayso.show.amounts import amounts_to
from sayso.show.rows import Row
from sayso.terms import Failure, Reading, Span

COLUMNS = (
    "location", "outlet", "agency", "title", "published", "speaker", "voice", "stance", "stance_also", "reply", "holds",
    "basis", "words", "amounts_to", "event", "relation", "source", "cue", "passed_on_by", "on_behalf_of", "hedges", "region", "start", "end", "score",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(reports: Iterable[tuple[Reading, list[Row]] | Failure], out: TextIO) -> None:
    """Write the header, then each claim; a report that failed has no row (its message goes to stderr)."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for found in reports:
        if not isinstance(found, Failure):
            writer.writerows([safe(cell) for cell in _cells(row)] for row in found[1])


def _cells(row: Row) -> list[str]:
    document, claim, attribution = row.reading.document, row.claim, row.attribution
    names = {entity.id: entity.name for entity in row.reading.entities}

    def printed(spans: Iterable[Span]) -> str:
        return " ... ".join(" ".join(span.of(document.text).split()) for span in spans)

    return [
        document.location,
        document.outlet or "",
        document.agency or "",
        document.title or "",
        document.published.value if document.published else "",
        row.speaker,
        claim.voice.value,
        claim.stance.value,
        "; ".join(stance.value for stance in attribution.stance_also) if attribution else "",
        attribution.reply.value if attribution and attribution.reply else "",
        claim.holds.value,
        claim.basis.value,
        row.words,
        amounts_to(row.reading, claim),
        claim.event or "",
        claim.relation or "",
        printed(attribution.source) if attribution else "",
        printed(attribution.cue) if attribution else "",
        "; ".join(row.chain),
        "; ".join(names[entity] for entity in attribution.on_behalf_of) if attribution else "",
        "; ".join(hedge.span.of(document.text) for hedge in claim.hedges),
        claim.region.value,
        str(claim.span.start) if claim.span else "",
        str(claim.span.end) if claim.span else "",
        f"{attribution.score:.3f}" if attribution and attribution.score is not None else "",
    ]


def safe(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula: a report's words may begin with "="."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
