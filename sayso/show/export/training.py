"""What people decided, as marked examples to train the reader with: JSON lines in the form of the corpora it learns from.

A line is a paragraph in which somebody accepted, rejected, corrected or added a claim: its text and its attributions as
they should be, with spans in characters of that text. `checked` attributions were decided on; the others are as the
reader had them. `marked` says who did it, when, and in which case. `sayso.train.corpora.taught_by_articles` reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

import msgspec

from sayso.show.chosen import About, Chosen, Row, report_of
from sayso.store import lists
from sayso.store.filters import Filters
from sayso.terms import Attribution, Claim, Deed, MentionForm, Reading, Span, Stance, Statement, Voice

MISSED_CUE = "the reporting verb"
"""How the reader calls a reporting verb for which it found no attribution."""


@dataclass(frozen=True, slots=True)
class Example:
    """An attribution as it should have been read."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    stance: Stance
    speaker: str | None
    checked: bool = False

    def spans(self) -> list[Span]:
        """All its spans."""
        return [*self.source, *self.cue, *self.content]


@dataclass(slots=True)
class Decided:
    """What was decided about one report: its claims with what became of them, and by whom."""

    rows: list[Row] = field(default_factory=list)
    statements: dict[str, Statement] = field(default_factory=dict)
    by: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    at: str = ""


def write(chosen: Chosen, out: BinaryIO) -> None:
    """Write a line for each paragraph in which something was decided."""
    encode = msgspec.json.Encoder().encode
    for report, decided in _decided(chosen).items():
        reading = chosen.case.reading(report)
        out.writelines(encode(line) + b"\n" for line in _lines(reading, decided, chosen.about))


def _decided(chosen: Chosen) -> dict[str, Decided]:
    """Reports with the claims that people decided on, the rejected ones too."""
    found: dict[str, Decided] = defaultdict(Decided)
    for row in lists.list_claims(chosen.case, Filters(hidden=True)):
        if row["decided"]:
            found[report_of(row)].rows.append(row)
    for decided in found.values():
        decided.statements = chosen.case.statements([row["claim"] for row in decided.rows])
    for decision in chosen.case.standing({Deed.ACCEPT, Deed.REJECT, Deed.CORRECT, Deed.ADD}):
        if (report := decision.a.split(".")[0]) in found:
            claim = f"{report}.h{decision.id[1:]}" if decision.what is Deed.ADD else decision.a
            found[report].by[claim].add(decision.by)
            found[report].at = max(found[report].at, decision.at)
    return found


def _lines(reading: Reading, decided: Decided, about: About) -> Iterator[dict[str, Any]]:
    """The paragraphs in which something was decided and that can be taught from."""
    document = reading.document
    examples, unclear = _examples(reading, decided)
    for number, paragraph in enumerate(document.paragraphs, start=1):
        inside = [_moved(example, paragraph) for example in examples if _is_in(example, paragraph)]
        touched = [row["claim"] for row in decided.rows if paragraph.holds(Span(*row["span"]))]
        if not touched or any(paragraph.overlaps(span) for span in unclear):
            continue
        yield {
            "id": f"{document.id}.p{number}",
            "doc": document.id,
            "outlet": document.outlet,
            "published": document.published.value[:10] if document.published else None,
            "title": document.title,
            "author": document.byline,
            "agency": document.agency,
            "credit": document.credit,
            "text": paragraph.of(document.text),
            "attributions": [msgspec.to_builtins(example) for example in inside],
            "marked": {
                "by": sorted({person for claim in touched for person in decided.by[claim]}),
                "at": decided.at,
                "case": about.case,
                "sayso": about.sayso,
                "made": about.made,
            },
        }


def _is_in(example: Example, paragraph: Span) -> bool:
    return bool(example.cue) and all(paragraph.holds(span) for span in example.cue)


def _moved(example: Example, paragraph: Span) -> Example:
    """An example with spans in characters of its paragraph; what lies outside it is left out."""

    def within(spans: Iterable[Span]) -> list[Span]:
        return [Span(s.start - paragraph.start, s.end - paragraph.start) for s in spans if paragraph.holds(s)]

    return replace(example, source=within(example.source), cue=within(example.cue), content=within(example.content))


def _examples(reading: Reading, decided: Decided) -> tuple[list[Example], list[Span]]:
    """The attributions of a report as they should be, and the spans of added claims whose cue is not known."""
    claims = {claim.id: claim for claim in reading.claims}
    decisions: dict[str, list[Row]] = defaultdict(list)
    beside: list[Row] = []
    for row in decided.rows:
        claim = claims.get(decided.statements[row["claim"]].claim)
        if claim and claim.attribution:
            decisions[claim.attribution].append(row)
        elif row["decided"] in ("added", "corrected"):
            beside.append(row)
    examples = [
        example
        for attribution in reading.attributions
        if (example := _example(reading, attribution, decisions[attribution.id], decided))
    ]
    unclear = []
    for row in beside:
        statement = decided.statements[row["claim"]]
        if statement.chain and not any(s.holds(statement.span) for e in examples for s in e.content):
            added = _added(reading, statement)
            examples += [added] if added else []
            unclear += [] if added else [statement.span]
    return examples, unclear


def _example(reading: Reading, attribution: Attribution, rows: Iterable[Row], decided: Decided) -> Example | None:
    """An attribution with what was decided on its claims; none if all were rejected that are its speaker's own."""
    rows = list(rows)
    claims = [claim for claim in reading.claims if claim.attribution == attribution.id]
    rejected = {decided.statements[row["claim"]].claim for row in rows if row["decided"] == "rejected"}
    own = {claim.id for claim in claims if claim.voice is not Voice.UNSTATED}
    if own and rejected >= own:
        return None
    names = {entity.id: entity.name for entity in reading.entities}
    example = Example(
        attribution.source,
        attribution.cue,
        attribution.content,
        attribution.stance,
        names.get(attribution.speaker or ""),
        checked=bool(rows),
    )
    for row in rows:
        if row["decided"] == "corrected":
            example = _corrected(reading, example, claims, decided.statements[row["claim"]])
    return example


def _corrected(reading: Reading, example: Example, claims: Iterable[Claim], statement: Statement) -> Example:
    """An example with the stance and the speaker that a person gave one of its claims."""
    read = next(claim for claim in claims if claim.id == statement.claim)
    if statement.stance is not read.stance:
        example = replace(example, stance=statement.stance)
    speaker = statement.speaker
    if speaker and speaker.entity is None and speaker.name != example.speaker:
        example = replace(example, speaker=speaker.name, source=_source(reading, example, speaker.name))
    return example


def _source(reading: Reading, example: Example, speaker: str) -> list[Span]:
    """The words for a corrected speaker: its name where another name was taken for the source, else the words as they were.

    "He" and "the colonel" may well mean the speaker: only the name behind them was wrong.
    """
    named = any(
        mention.form is MentionForm.NAME and mention.span.overlaps(span)
        for mention in reading.mentions
        for span in example.source
    )
    places = _places(reading, speaker, example.cue[:1])
    return places if named and places else example.source


def _added(reading: Reading, statement: Statement) -> Example | None:
    """A claim that was missed, as an attribution: its cue is the nearest reporting verb that had none; without one, nothing."""
    content = statement.span
    around = next((p for p in reading.document.paragraphs if p.holds(content)), content)
    cues = [
        missed.span
        for missed in reading.missed
        if missed.why.startswith(MISSED_CUE) and around.holds(missed.span) and not content.overlaps(missed.span)
    ]
    if not cues or not statement.speaker:
        return None
    cue = min(cues, key=lambda span: min(abs(span.end - content.start), abs(span.start - content.end)))
    speaker = statement.speaker.name
    return Example(_places(reading, speaker, [cue]), [cue], [content], statement.stance, speaker, checked=True)


def _places(reading: Reading, name: str, near: Iterable[Span]) -> list[Span]:
    """Where a name stands nearest to a place, in the same paragraph."""
    text = reading.document.text
    for place in near:
        paragraph = next((p for p in reading.document.paragraphs if p.holds(place)), place)
        found, start = [], text.find(name, paragraph.start, paragraph.end)
        while start >= 0:
            found.append(Span(start, start + len(name)))
            start = text.find(name, start + 1, paragraph.end)
        if found:
            return [min(found, key=lambda span: abs(span.start - place.start))]
    return []
