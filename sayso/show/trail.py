"""Anything of a case opened: its sentences, who says it, what follows from it, and the trail that leads there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from sayso.errors import StoreError
from sayso.show.lists import write_list
from sayso.store import Case
from sayso.store import lists as asked
from sayso.store.filters import Filters
from sayso.terms import ReprintKind, Span, Statement

MARKS = "\"'“”‘’«» ,"
TAKEN_BACK = "Withdrawn: who sent this report took it back."
CONTEXT = 160
"""Characters shown before and after a claim, to the nearest word."""


def show_thing(case: Case, id: str, *, as_json: bool = False) -> None:
    """Print a report, claim, matter, entity or decision."""
    what, full = asked.find(case, id)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(whole(case, what, full)) + b"\n")
        return
    console = Console(**({} if sys.stdout.isatty() else {"width": 120}))  # type: ignore[arg-type]
    for line in {"claim": _claim, "matter": _matter, "entity": _entity, "report": _report, "decision": _decision}[what](
        case, full
    ):
        console.print(line if isinstance(line, Text) else Text(line))


def show_source(case: Case, id: str) -> None:
    """Write the bytes a report, or the report of a claim, was made from to stdout as they came.

    Raises:
        StoreError: if only their hash was kept, or the id is of something else.
    """
    what, full = asked.find(case, id)
    if what not in ("report", "claim"):
        raise StoreError(f"{id} is a {what}; only reports have source bytes (sayso reports lists them)")
    report = full.split(".")[0]
    kept = case.source(report)
    if kept is None:
        document = case.reading(report).document
        raise StoreError(
            f"only the hash of {report} was kept (SHA-256 {document.sha256}, of {document.location}); "
            "sayso add --keep-source bytes keeps the bytes too"
        )
    sys.stdout.buffer.write(kept)
    sys.stdout.buffer.flush()


def whole(case: Case, what: str, id: str) -> dict[str, Any]:
    """One thing with everything there is to it, for a program."""
    return {**_found(case, what, id), "what": what}


def _found(case: Case, what: str, id: str) -> dict[str, Any]:
    match what:
        case "claim":
            statement = asked.statement(case, id)
            built: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(statement, vector=b""))
            return built | {"matter": case.matter_of([id]).get(id), "context": in_context(case, statement)}
        case "matter":
            return {"points": list(asked.matter_rows(case, list(case.matters([id]).values())))}
        case "entity":
            return next(asked.entity_rows(case, [id]), {"id": id})
        case "report":
            reading = case.reading(id)
            return {"reading": msgspec.to_builtins(msgspec.structs.replace(reading, vectors=b""))}
        case _:
            return {"decision": next(row for row in asked.list_decisions(case) if row["id"] == id)}


def _claim(case: Case, id: str) -> Iterator[str | Text]:
    statement = asked.statement(case, id)
    yield Text(id, style="bold")
    yield Text(case.called_report(statement.document), style="bright_black")
    if case.reading(statement.document).document.withdrawn:
        yield TAKEN_BACK
    yield ""
    before, words, after = in_context(case, statement)
    yield Text.assemble((f"... {before} ", "bright_black"), (words, "bold"), (f" {after} ...", "bright_black"))
    yield ""
    chain = " <- ".join(voice.name for voice in statement.chain) or statement.outlet or "the outlet"
    yield f"who        {chain}"
    yield f"how        {statement.stance.value}, commits to: {statement.holds.value}, basis: {statement.basis.value}"
    if statement.type:
        yield f"what       {statement.type} ({statement.predicate})"
    if statement.occasion:
        yield f"said       {statement.occasion}"
    if statement.first or statement.last:
        yield f"happened   {statement.first or '...'} to {statement.last or '...'}"
    yield f"place      characters {statement.span.start} to {statement.span.end}"
    if matter := case.matter_of([id]).get(id):
        (found,) = case.matters([matter]).values()
        counted = found.points[0].origins
        yield f"matter     {matter}: {found.text} ({counted.min} to {counted.max} origins)"
    for answer in case.answers_to([id]):
        reply = asked.statement(case, answer.reply)
        yield f"answered   {answer.reply}: {reply.chain[0].name if reply.chain else ''} {reply.stance.value} ({answer.how.value}: {answer.why})"


def _matter(case: Case, id: str) -> Iterator[str | Text]:
    (matter,) = case.matters([id]).values()
    yield Text(matter.text, style="bold")
    statements = case.statements(matter.claims)
    for point in matter.points:
        yield ""
        counted, denied = point.origins, point.against
        head = f"{point.slot}: {point.text}" if point.part_of else "Put forward"
        yield Text(f"{head} — {counted.min} to {counted.max} origins", style="bold")
        if denied.max:
            yield f"denied by {denied.min} to {denied.max} origins"
        if counted.unestablished:
            yield f"{counted.unestablished} outlet(s) say it in their own word without saying how they know"
        for stand in point.stands:
            s = statements.get(stand.claim)
            if s is not None:
                who = " <- ".join(voice.name for voice in s.chain) or s.outlet or "the outlet"
                note = (
                    f" [counts to {stand.origin}]"
                    if stand.origin
                    else f" [{stand.why}]"
                    if stand.why
                    else " [adds none]"
                )
                yield f"  {stand.agreement.value:13} {who}: {s.text[:140]}  ({s.id}){note}"
        for edge in (*counted.edges, *denied.edges):
            yield Text(
                f"  {edge.a} and {edge.b} {'are' if edge.firm else 'may be'} one origin: {edge.why}",
                style="bright_black",
            )


def _entity(case: Case, id: str) -> Iterator[str | Text]:
    row = next((row for row in asked.list_entities(case, Filters(about=id, hidden=True)) if row["id"] == id), None)
    if row is None:
        yield f"{id} is in a list of yours; no report names it."
        return
    yield Text(f"{row['name']} ({row['type']})", style="bold")
    yield f"in {row['documents']} report(s), as " + ", ".join(
        f"{form['form']} ({form['count']})" for form in row["forms"]
    )
    if row["why"]:
        yield f"taken for one because: {row['why']}"
    called = case.called([maybe["entity"] for maybe in row["maybe"]])
    for maybe in row["maybe"]:
        yield f"may also be {called.get(maybe['entity'], maybe['entity'])} ({maybe['entity']}, {maybe['score']:.2f}): {maybe['why']}"
    yield ""
    sys.stdout.flush()
    write_list("claims", asked.list_claims(case, Filters(by=id)), "table")


def _report(case: Case, id: str) -> Iterator[str | Text]:
    yield Text(case.called_report(id), style="bold")
    if case.reading(id).document.withdrawn:
        yield TAKEN_BACK
    for reprint in case.reprints_of([id]):
        yield f"{'copy of' if reprint.copy == id else 'copied by'} {reprint.original if reprint.copy == id else reprint.copy}: {reprint.kind.value}, {reprint.why}"
        for shift in reprint.shifts if reprint.copy == id else ():
            yield f"  {shift.what}"
    yield from _changes(case, id)
    yield ""
    for statement in case.statements_in([id]).values():
        who = " <- ".join(voice.name for voice in statement.chain) or statement.outlet or "the outlet"
        yield f"{statement.claim:5} {who} {statement.stance.value}: {statement.text}"


def _changes(case: Case, id: str) -> Iterator[str]:
    """What a newer version of a report says otherwise."""
    earlier = case.reading(id).document.version_of
    if not earlier or not case.holds(earlier):
        return
    before = {s.text for s in case.statements_in([earlier]).values()}
    after = {s.text for s in case.statements_in([id]).values()}
    yield f"a newer version of {earlier}: {len(after - before)} claims new, {len(before - after)} gone"
    yield from (f"  + {text}" for text in sorted(after - before)[:20])
    yield from (f"  - {text}" for text in sorted(before - after)[:20])


def _decision(case: Case, id: str) -> Iterator[str | Text]:
    row = next(row for row in asked.list_decisions(case) if row["id"] == id)
    yield from (f"{key:8} {value}" for key, value in row.items() if value)


def citation(case: Case, id: str) -> str:
    """A claim ready to print: quotation, chain of voices, outlet, date, address, place in the text, hash of the report.

    Raises:
        StoreError: if the id is not of a claim.
    """
    what, full = asked.find(case, id)
    if what != "claim":
        raise StoreError(f"{id} is a {what}; only a claim can be cited (sayso claims lists them)")
    statement = asked.statement(case, full)
    document = case.reading(statement.document).document
    exact = " ".join(statement.span.of(document.text).split())
    quoted = _is_quoted(case, statement)
    voices = [voice.name for voice in statement.chain]
    who = voices[0] if voices else document.outlet or "the outlet"
    through = f", according to {', according to '.join(voices[1:])}" if len(voices) > 1 else ""
    house = ", ".join(
        part
        for part in (
            document.outlet,
            f"from {document.agency}" if document.agency and document.agency != document.outlet else None,
        )
        if part
    )
    day = document.published.value[:10] if document.published else "no date"
    lines = [
        f"“{exact.strip(MARKS)}”" if quoted else f"{exact} (in the reporter's words)",
        f"{who} ({statement.stance.value}){through}.",
        f"{document.title or document.location}. {house or 'outlet unknown'}, {day}."
        + (f" {document.url}" if document.url else ""),
        f"{document.location}, characters {statement.span.start}-{statement.span.end} of its extracted text, SHA-256 of the file {document.sha256}.",
    ]
    lines += [TAKEN_BACK] if document.withdrawn else []
    lines += [
        f"This report repeats {reprint.original}: {case.called_report(reprint.original)}"
        for reprint in case.reprints_of([statement.document])
        if reprint.copy == statement.document and reprint.kind is not ReprintKind.REUSE
    ]
    return "\n".join(lines)


def _is_quoted(case: Case, statement: Statement) -> bool:
    """Whether a claim's words are its speaker's own, in quotation marks."""
    attributions = case.reading(statement.document).attributions
    spans = [span for a in attributions if a.id == statement.attribution for span in a.quoted]
    inside = sum(
        min(span.end, statement.span.end) - max(span.start, statement.span.start)
        for span in spans
        if span.overlaps(statement.span)
    )
    return inside >= 0.8 * (statement.span.end - statement.span.start)


def in_context(case: Case, statement: Statement) -> tuple[str, str, str]:
    """A claim's words between those before and after."""
    text = case.reading(statement.document).document.text
    span: Span = statement.span
    before = text[max(0, span.start - CONTEXT) : span.start].split()
    after = text[span.end : span.end + CONTEXT].split()
    return (
        " ".join(before[1:] if span.start > CONTEXT else before),
        " ".join(span.of(text).split()),
        " ".join(after[:-1]),
    )
