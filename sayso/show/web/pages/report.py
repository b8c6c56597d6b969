"""One report: its text as printed, with every claim lit up where it stands and told beside it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from sayso.show.amounts import amounts_to
from sayso.show.trail import whole
from sayso.show.web import standing
from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.marking import Paragraph, marked_paragraphs
from sayso.show.web.page import Page
from sayso.show.web.pages.review import speakers_of
from sayso.store import Case, lists, review
from sayso.store.sides import voices_for_and_against
from sayso.terms import Attribution, Claim, Deed, Missed, Reading, Span

router = APIRouter()
PAGE = Page(router)
Row = dict[str, Any]
MOST_NAMED = 24
"""Names listed below a report."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin beside a sentence: one voice saying one thing, and all that it amounts to."""

    claims: tuple[Row, ...]
    amounts: tuple[str, ...]
    chain: tuple[str, ...]
    attribution: Attribution | None

    @property
    def lead(self) -> Row:
        """The claim the note is addressed by."""
        return self.claims[0]


@router.get("/reports/{report}.json", tags=["one thing"], operation_id="report")
def as_json(case: Looking, report: str) -> Row:
    """A report with everything read in it."""
    _found(case, report)
    return whole(case, "report", report)


@router.get("/reports/{report}", response_class=HTMLResponse, include_in_schema=False)
def show(
    request: Request, case: Looking, report: str, words: Annotated[str, Query(max_length=100)] = ""
) -> HTMLResponse:
    """A report, read; with `words`, to select the words of one of its claims."""
    reading = _found(case, report)
    rows = list(lists.list_claims_in(case, report))
    reading = msgspec.structs.replace(reading, missed=_still_missed(case, reading))
    paragraphs = marked_paragraphs(reading, ((row["claim"], Span(*row["span"])) for row in rows))
    reprints = case.reprints_of([report])
    others = {other for reprint in reprints for other in (reprint.copy, reprint.original)} - {report}
    return page(
        request,
        "report.html",
        report=report,
        document=reading.document,
        blocks=_beside(paragraphs, _notes(reading, rows)),
        count=len([row for row in rows if row["decided"] != "rejected"]),
        sides=voices_for_and_against(case, {row["matter"] for row in rows if row["matter"]}),
        cast=_cast(case, reading),
        reprints=reprints,
        called=lists.called_reports(case, others),
        missed=len(reading.missed),
        speakers=list(speakers_of(reading)),
        words_of=next((row for row in rows if row["claim"] == words), None),
        seen=standing.written(standing.standing(case, Deed.REPORT, report)),
    )


def _found(case: Case, report: str) -> Reading:
    if not case.holds(report):
        raise HTTPException(404, "There is no report with this id in the case.")
    return case.reading(report)


def _still_missed(case: Case, reading: Reading) -> list[Missed]:
    """The missed places that nobody has filled or dismissed."""
    report = reading.document.id
    decided = {d.b for d in case.standing({Deed.DISMISS}, of=report)}
    filled = {json.loads(d.b or "{}").get("place") for d in case.standing({Deed.ADD}, of=report)}
    return [
        one
        for one in reading.missed
        if f"{one.span.start}-{one.span.end}" not in decided and review.missed_place(report, one.span) not in filled
    ]


def _beside(paragraphs: Sequence[Paragraph], notes: Sequence[Note]) -> list[tuple[Paragraph, list[Note]]]:
    """Each paragraph with the notes whose words begin in it."""
    found: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        start = note.lead["span"][0]
        holding = [number for number, block in enumerate(paragraphs) if block.start <= start < block.end]
        found[holding[0] if holding else 0].append(note)
    return [(paragraph, found[number]) for number, paragraph in enumerate(paragraphs)]


def _notes(reading: Reading, rows: Sequence[Row]) -> list[Note]:
    """Claims gathered by voice, stance and words: one note where a sentence amounts to several things."""
    read = {f"{reading.document.id}.{claim.id}": claim for claim in reading.claims}
    attributions = {attribution.id: attribution for attribution in reading.attributions}
    gathered: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        claim = read.get(row["claim"])
        told = (claim.attribution if claim else row["claim"], row["speaker"], row["stance"], row["decided"])
        place = () if claim and claim.attribution else tuple(row["span"])
        gathered.setdefault((*told, *place), []).append(row)
    notes = [_note(reading, found, read, attributions) for found in gathered.values()]
    return sorted(notes, key=lambda note: tuple(note.lead["span"]))


def _note(reading: Reading, rows: list[Row], read: dict[str, Claim], attributions: dict[str, Attribution]) -> Note:
    claims = [read[row["claim"]] for row in rows if row["claim"] in read]
    attribution = next((attributions[c.attribution] for c in claims if c.attribution in attributions), None)
    amounts = tuple(dict.fromkeys(filter(None, (amounts_to(reading, claim) for claim in claims))))
    return Note(tuple(rows), amounts, tuple(_chain(reading, attribution, attributions)), attribution)


def _chain(reading: Reading, attribution: Attribution | None, attributions: dict[str, Attribution]) -> list[str]:
    """Who passes it on, from the next voice outwards."""
    names = {entity.id: entity.name for entity in reading.entities}
    found: list[str] = []
    step = attributions.get(attribution.within or "") if attribution else None
    while step is not None and len(found) < len(attributions):
        found.append(names.get(step.speaker or "", "unclear"))
        step = attributions.get(step.within or "")
    return found


def _cast(case: Case, reading: Reading) -> list[Row]:
    """Who and what the report names, most often first, under the names the case knows them by."""
    counts: dict[str, int] = defaultdict(int)
    for mention in reading.mentions:
        counts[mention.entity or ""] += 1
    known = lists.identities_in(case, reading.document.id)
    often = sorted((e for e in reading.entities if e.id in known), key=lambda entity: (-counts[entity.id], entity.name))
    return [
        {"id": known[e.id], "name": e.name, "type": e.type.value, "count": counts[e.id]} for e in often[:MOST_NAMED]
    ]
