"""What is claimed, on our own marked text: events, relations, dates and figures from raw text.

    python -m benchmarks.claimed corpus/test tests/gold/unseen

Only reports with a line of this layer are read. An event answers the marked one whose words its predicate overlaps. *Type*:
answered, and of the type. *Actor*, *recipient*: pairs of event and entity over all events, marked and found. *All three*:
type, every actor and every recipient right. A relation is right if type, subject and object are; a date or figure if the
same words mean exactly the same.
"""

from __future__ import annotations

import argparse
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from benchmarks.marked import MarkedReport, marked_document, marked_reports
from sayso.read import read_documents
from sayso.read.reader import load_reader
from sayso.terms import Document, Entity, Event, Moment, Precision, Reading, Span, TimeBasis, When
from sayso.train.called import is_called
from sayso.train.claimed import PRINTED, Claimed
from sayso.train.measure import Tally
from sayso.train.scenes import placed_lines


@dataclass(slots=True)
class ClaimedScores:
    """Everything measured on the second layer."""

    type: Tally = field(default_factory=Tally)
    found: Tally = field(default_factory=Tally)
    actor: Tally = field(default_factory=Tally)
    recipient: Tally = field(default_factory=Tally)
    all_three: Tally = field(default_factory=Tally)
    relation: Tally = field(default_factory=Tally)
    date: Tally = field(default_factory=Tally)
    figure: Tally = field(default_factory=Tally)
    errors: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, float]]:
        """The figures by name, in percent."""
        yield "event predicate, F1", self.found.f1
        yield "event type, F1", self.type.f1
        yield "actor, F1", self.actor.f1
        yield "recipient, F1", self.recipient.f1
        yield "type, actors and recipients, F1", self.all_three.f1
        yield "relation, F1", self.relation.f1
        yield "date exact, F1", self.date.f1
        yield "date exact, of the marked", self.date.recall
        yield "figure exact, F1", self.figure.f1
        yield "figure exact, of the marked", self.figure.recall


def measure(paths: Iterable[Path]) -> ClaimedScores:
    """Read every report that has the second layer and score it."""
    reports = [report for report in marked_reports(paths) if any(paragraph.claimed for paragraph in report.paragraphs)]
    scores = ClaimedScores()
    for report, reading in zip(reports, read_documents(map(_printed, reports), load_reader()), strict=True):
        _score(report, reading, scores)
    return scores


def _printed(report: MarkedReport) -> Document:
    """A report as printed on its dateline's day, in the year marked for it or the guide's, else on the day the guide settles."""
    document = marked_document(report)
    marked = next((c.value for span, c in _claimed(report, "date") if _in_dateline(document, span)), "")
    filed = document.dateline.date.value if document.dateline and document.dateline.date else PRINTED
    printed = marked if len(marked) == len(PRINTED) else filed.replace("--", PRINTED[:5])
    return msgspec.structs.replace(document, published=Moment(printed, Precision.DAY))


def _in_dateline(document: Document, span: Span) -> bool:
    dateline = document.spans.dateline
    return dateline is not None and dateline.overlaps(span)


def _claimed(report: MarkedReport, kind: str) -> Iterator[tuple[Span, Claimed]]:
    """The marked lines of a kind, with their place in the report's text."""
    return ((span, claimed) for span, claimed in placed_lines(report.paragraphs) if claimed.kind == kind)


def _score(report: MarkedReport, reading: Reading, scores: ClaimedScores) -> None:
    entities = {entity.id: entity for entity in reading.entities}
    _score_events(report, reading, entities, scores)
    _score_relations(report, reading, entities, scores)
    _score_dates(report, reading, scores)
    _score_figures(report, reading, scores)


# Events


def _score_events(report: MarkedReport, reading: Reading, entities: dict[str, Entity], scores: ClaimedScores) -> None:
    marked = list(_claimed(report, "event"))
    pairs = _answered(marked, reading.events)
    scores.found.right += len(pairs)
    for tally in (scores.found, scores.type, scores.all_three):
        tally.gold += len(marked)
        tally.predicted += len(reading.events)
    for event in reading.events:
        scores.actor.predicted += len(event.actors)
        scores.recipient.predicted += len(event.recipients)
    for number, (span, claimed) in enumerate(marked):
        wanted = {role: claimed.fields.get(role, []) for role in ("actor", "recipient")}
        scores.actor.gold += len(wanted["actor"])
        scores.recipient.gold += len(wanted["recipient"])
        event = pairs.get(number)
        words = span.of(report.text)
        if event is None:
            scores.errors[f"missed {claimed.value} {words}"] += 1
            continue
        right_type = event.type.value == claimed.value
        scores.type.right += right_type
        if not right_type:
            scores.errors[f"{claimed.value} taken for {event.type.value}: {words}"] += 1
        actors = _matched(wanted["actor"], event.actors, entities)
        recipients = _matched(wanted["recipient"], event.recipients, entities)
        scores.actor.right += actors
        scores.recipient.right += recipients
        whole = actors == len(wanted["actor"]) == len(event.actors)
        whole = whole and recipients == len(wanted["recipient"]) == len(event.recipients)
        scores.all_three.right += right_type and whole
        if not whole:
            given = [[entities[e].name for e in side] for side in (event.actors, event.recipients)]
            scores.lines.append(f"{report.name}: {words}: {wanted['actor']} -> {wanted['recipient']}, given {given}")
    answered = {event.id for event in pairs.values()}
    for event in reading.events:
        if event.id not in answered:
            words = " ".join(span.of(report.text) for span in event.predicate)
            scores.errors[f"invented {event.type.value} {words}"] += 1


def _answered(marked: Sequence[tuple[Span, Claimed]], events: Sequence[Event]) -> dict[int, Event]:
    """One found event to one marked, by overlapping words; the one of the right type first."""
    pairs: dict[int, Event] = {}
    taken: set[str] = set()
    for number, (span, claimed) in enumerate(marked):
        near = [e for e in events if e.id not in taken and any(part.overlaps(span) for part in e.predicate)]
        near.sort(key=lambda event: event.type.value != claimed.value)
        if near:
            pairs[number] = near[0]
            taken.add(near[0].id)
    return pairs


def _matched(wanted: Sequence[str], given: Sequence[str], entities: dict[str, Entity]) -> int:
    """How many of the marked names are one of the given entities, each entity for one name."""
    left = list(given)
    for name in wanted:
        if (found := next((e for e in left if is_called(entities[e], name)), None)) is not None:
            left.remove(found)
    return len(given) - len(left)


# Relations


def _score_relations(
    report: MarkedReport, reading: Reading, entities: dict[str, Entity], scores: ClaimedScores
) -> None:
    """Once a report: what is told again is no second relation."""
    marked = {(c.value, c.one("subject") or "", c.one("object") or "") for _, c in _claimed(report, "relation")}
    found = {(r.type.value, r.subject, r.object) for r in reading.relations}
    scores.relation.gold += len(marked)
    scores.relation.predicted += len(found)
    left = set(found)
    for type_, subject, object_ in sorted(marked):
        for relation in sorted(left):
            same = is_called(entities[relation[1]], subject) and is_called(entities[relation[2]], object_)
            turned = type_ in ("association", "family") and is_called(entities[relation[1]], object_)
            turned = turned and is_called(entities[relation[2]], subject)
            if relation[0] == type_ and (same or turned):
                left.remove(relation)
                scores.relation.right += 1
                break
        else:
            scores.errors[f"missed relation {type_}"] += 1
            scores.lines.append(f"{report.name}: missed {type_}: {subject} -> {object_}")
    for type_, subject, object_ in left:
        scores.errors[f"invented relation {type_}"] += 1
        names = f"{entities[subject].name} -> {entities[object_].name}"
        scores.lines.append(f"{report.name}: invented {type_}: {names}")


# Dates and figures


def _score_dates(report: MarkedReport, reading: Reading, scores: ClaimedScores) -> None:
    found = {Span(*when.span): when for when in reading.dates if when.span}
    marked = [(span, c) for span, c in _claimed(report, "date") if not _in_dateline(reading.document, span)]
    scores.date.gold += len(marked)
    scores.date.predicted += len(found)
    for span, claimed in marked:
        near = next((when for place, when in found.items() if place.overlaps(span)), None)
        meant = _meant(claimed.value)
        right = near is not None and ((near.start, near.end) == meant or _still_holds(near, claimed.value))
        scores.date.right += right
        if not right:
            given = (near.start, near.end) if near else None
            scores.lines.append(f'{report.name}: date "{span.of(report.text)}" is {meant}, given {given}')


def _meant(value: str) -> tuple[str | None, str | None]:
    """First and last day of a marked date."""
    value = value.split(" ", maxsplit=1)[0]
    if value == "?":
        return None, None
    start, _, end = value.partition("/")
    return _day(start, first=True), _day(end or start, first=False)


def _still_holds(when: When, value: str) -> bool:
    """Whether a stretch up to now is as marked: "for 24 years" is 2001/2025, to the year."""
    start, _, end = value.split(" ", maxsplit=1)[0].partition("/")
    standing = when.basis is TimeBasis.STANDING and when.start is not None and when.end is not None
    return standing and bool(end) and (when.start or "").startswith(start) and (when.end or "").startswith(end)


def _day(value: str, *, first: bool) -> str | None:
    if value == "..":
        return None
    if value.endswith("s"):
        return f"{value[:4]}-01-01" if first else f"{int(value[:4]) + 9}-12-31"
    if len(value) == 4:
        return f"{value}-01-01" if first else f"{value}-12-31"
    if len(value) == 7:
        last = monthrange(int(value[:4]), int(value[5:]))[1]
        return f"{value}-01" if first else f"{value}-{last}"
    return value


def _score_figures(report: MarkedReport, reading: Reading, scores: ClaimedScores) -> None:
    found = reading.figures
    marked = list(_claimed(report, "figure"))
    scores.figure.gold += len(marked)
    scores.figure.predicted += len(found)
    for span, claimed in marked:
        near = next((quantity for quantity in found if quantity.span.overlaps(span)), None)
        wanted = tuple(float(v) if (v := claimed.one(bound)) else None for bound in ("low", "high"))
        wanted_flags = "exclusive" in claimed.flags
        right = near is not None and (near.low, near.high) == wanted and near.exclusive == wanted_flags
        scores.figure.right += right
        if not right:
            given = (near.low, near.high, near.exclusive) if near else None
            scores.lines.append(f'{report.name}: figure "{span.of(report.text)}" is {wanted}, given {given}')


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure what is claimed on marked text.")
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="list what went wrong (never on a test part)")
    options = parser.parse_args()
    scores = measure(options.paths)
    for name, value in scores.rows():
        print(f"{value:6.1f}  {name}")
    if options.errors:
        for line in scores.lines:
            print(line)
        for what, count in scores.errors.most_common(80):
            print(f"{count:4} {what}")


if __name__ == "__main__":
    main()
