"""What a person asks of a case: each list as rows ready to be shown, in the shape that docs/case.md gives.

A list beside its question: `list_claims` gives the rows of `asked_claims`, which can be counted without being read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, func, or_, select

from sayso.errors import StoreError
from sayso.store import tables
from sayso.store.case import Case, Row, chunks
from sayso.store.filters import (
    EVERYTHING,
    UNNARROWED,
    Filters,
    Window,
    identities_called,
    in_time,
    narrowed,
)
from sayso.store.search import phrases, sentences
from sayso.store.tallies import forms_in
from sayso.terms import Deed, Matter, Point, Reprint, Statement

names, entities, identities = tables.names.c, tables.entities.c, tables.identities.c
statements, reports, matters_table = tables.statements.c, tables.reports.c, tables.matters.c
SPEAKERS = ("person", "organization", "state", "group")
"""Those who could have been quoted."""


Order = tuple[ColumnElement[Any], ...]
AS_FILED: Order = (reports.number,)
AS_PRINTED: Order = (reports.published.nulls_first(), reports.id)
"""The same in whatever order the reports were filed."""


# Reports


def asked_reports(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Every report, oldest first."""
    asked = select(
        reports.id,
        reports.location,
        reports.title,
        reports.outlet,
        reports.agency,
        reports.published,
        reports.claims,
        reports.version_of,
        reports.replaced_by,
        reports.summary,
        reports.withdrawn,
        reports.language,
    )
    if filters.outlets:
        asked = asked.where(reports.outlet.in_(filters.outlets))
    return in_time(asked, reports.published, filters).order_by(reports.published.nulls_first(), reports.number)


def list_reports(
    case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING, order: Order = AS_FILED
) -> Iterator[Row]:
    """Every report, oldest first, with the one it copies; `order` is that of one day."""
    with case.looking() as now:
        asked = asked_reports(now, filters).order_by(None).order_by(reports.published.nulls_first(), *order)
        rows = now.rows(window.of(asked)).mappings()
        while part := rows.fetchmany(200):
            copies = _copied_by(now, [row["id"] for row in part])
            for row in part:
                yield dict(row, copy_of=copies.get(row["id"]))


def called_reports(case: Case, ids: Collection[str]) -> dict[str, Row]:
    """What some reports are known by: title, outlet, day and file."""
    asked = select(reports.id, reports.title, reports.outlet, reports.published, reports.location)
    with case.asking() as connection:
        return {
            row["id"]: dict(row)
            for part in chunks(ids)
            for row in connection.execute(asked.where(reports.id.in_(part))).mappings()
        }


def _copied_by(case: Case, copies: Collection[str]) -> dict[str, str]:
    """Reports to the one each repeats most of, passages alone not counted."""
    columns = tables.reprints.c
    found: dict[str, str] = {}
    with case.asking() as connection:
        for part in chunks(copies):
            asked = select(columns.copy, columns.original).where(
                columns.copy.in_(part), columns.direction == "copy>original known", columns.kind != "reuse"
            )
            for copy, original in connection.execute(asked.order_by(columns.coverage.desc(), columns.original)):
                found.setdefault(copy, original)
    return found


# Claims


CLAIM = (
    statements.id.label("claim"),
    reports.location,
    reports.outlet,
    statements.start,
    statements.end,
    statements.text,
    statements.type,
    statements.speaker,
    statements.voice,
    statements.stance,
    statements.holds,
    statements.matter,
    statements.said,
    statements.happened,
    statements.published,
    statements.decided,
    reports.withdrawn,
)


def asked_claims(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """The ids of claims."""
    asked = select(statements.id)
    return narrowed(asked if filters.hidden else asked.where(~statements.hidden), filters)


def told_claims(asked: Select[Any], order: Order = AS_FILED) -> Select[Any]:
    """Claims whose ids were asked for, in the order of the reports."""
    told = asked.with_only_columns(*CLAIM).join(tables.reports, reports.id == statements.report)
    return told.order_by(*order, statements.number)


def list_claims(
    case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING, order: Order = AS_FILED
) -> Iterator[Row]:
    """Claims in the order of the reports, each with its speaker and matter."""
    return claim_rows(case, asked_claims(case, filters), window, order)


def list_claims_of(case: Case, matter: str) -> Iterator[Row]:
    """The claims of one matter."""
    return claim_rows(case, asked_claims(case).where(statements.matter == matter))


def list_claims_in(case: Case, report: str) -> Iterator[Row]:
    """The claims of one report, what was rejected too."""
    return claim_rows(case, asked_claims(case, Filters(hidden=True)).where(statements.report == report))


def claims_by_id(case: Case, claims: Collection[str]) -> Iterator[Row]:
    """Some claims by their ids, what was rejected too."""
    for part in chunks(claims):
        yield from claim_rows(case, asked_claims(case, Filters(hidden=True)).where(statements.id.in_(part)))


def claim_rows(case: Case, asked: Select[Any], window: Window = EVERYTHING, order: Order = AS_FILED) -> Iterator[Row]:
    """The rows of claims whose ids were asked for."""
    with case.looking() as now:
        for found in now.rows(window.of(told_claims(asked, order))).mappings():
            yield as_claim_row(found)


def as_claim_row(found: RowMapping) -> Row:
    """A claim as the lists show it."""
    return _with_span(dict(found) | {"happened": None if found["happened"] == "None" else found["happened"]})


def _with_span(row: Row) -> Row:
    """A row with the span in the place of its start and end."""
    return {
        "span" if key == "start" else key: [value, row["end"]] if key == "start" else value
        for key, value in row.items()
        if key != "end"
    }


# Matters and origins


def asked_matters(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Matters, those that most origins and reports carry first."""
    asked = select(matters_table.body)
    if not filters.hidden:
        asked = asked.where(~matters_table.hidden)
    if filters.types:
        asked = asked.where(matters_table.type.in_(filters.types))
    if not filters.empty:
        asked = asked.where(matters_table.id.in_(narrowed(select(statements.matter), filters).distinct()))
    return asked.order_by(matters_table.origins_max.desc(), matters_table.reports.desc(), matters_table.id)


def list_matters(
    case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING, *, points: bool = True
) -> Iterator[Row]:
    """Matters, those that most origins and reports carry first; each followed by its points unless told otherwise."""
    with case.looking() as now:
        bodies = now.rows(window.of(asked_matters(now, filters))).scalars()
        while part := [msgspec.msgpack.decode(body, type=Matter) for body in bodies.fetchmany(200)]:
            yield from matter_rows(now, part, points=points)


def matter_rows(case: Case, matters: Sequence[Matter], *, points: bool = True) -> Iterator[Row]:
    """Some matters as rows, each followed by its points unless told otherwise."""
    known = _claims_of(case, matters)
    called = case.called({i for matter in matters for i in (*matter.actors, *matter.recipients)})
    for matter in matters:
        for point in matter.points[: None if points else 1]:
            yield _matter_row(matter, point, known, called)


def matters_near(case: Case, claim: str, most: int) -> list[tuple[str, str]]:
    """The matters that a claim could also be of, by its likeness to their claims, the likest first."""
    pairs = case.matter_pairs([claim])
    scores = {other: score for pair, score in pairs.items() for other in pair if other != claim}
    own, matter_of = case.matter_of([claim]).get(claim), case.matter_of(scores)
    ordered = sorted(scores, key=lambda other: -scores[other])
    near = dict.fromkeys(matter_of[other] for other in ordered if matter_of.get(other) not in (None, own))
    found = case.matters(list(near)[:most])
    return [(matter, found[matter].text) for matter in near if matter in found]


def list_origins(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """One row for each origin of each matter: whose word it rests on, and for or against. A window counts matters."""
    for matter in list_matters(case, filters, window, points=False):
        for side in ("origins", "against"):
            counted = matter[side]
            for group in counted["groups"]:
                yield {
                    "matter": matter["id"],
                    "text": matter["text"],
                    "side": "for" if side == "origins" else "against",
                    "voice": group["voice"],
                    "claims": group["claims"],
                    "behind": group["behind"],
                    "min": counted["min"],
                    "max": counted["max"],
                    "edges": [edge for edge in counted["edges"] if group["voice"] in (edge["a"], edge["b"])],
                }


# Entities


def asked_entities(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Identities that reports name, those in most reports first."""
    asked = select(
        identities.id, identities.name, identities.type, identities.why, identities.documents, identities.forms
    ).where(identities.documents > 0)
    if not filters.hidden:
        asked = asked.where(~identities.hidden)
    if filters.types:
        asked = asked.where(identities.type.in_(filters.types))
    if called := filters.by or filters.about or filters.according_to:
        asked = asked.where(identities.id.in_(identities_called(called)))
    return asked.order_by(identities.documents.desc(), identities.name, identities.id)


def list_entities(
    case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING, *, mentions: bool = True
) -> Iterator[Row]:
    """Identities, those in most reports first, with their forms and who they may also be; each with every place that
    mentions it unless told otherwise."""
    return _entity_rows(case, window.of(asked_entities(case, filters)), mentions)


def entity_rows(case: Case, ids: Collection[str], *, mentions: bool = True) -> Iterator[Row]:
    """Some identities by their ids, hidden ones too."""
    return _entity_rows(case, asked_entities(case, Filters(hidden=True)).where(identities.id.in_(ids)), mentions)


def _entity_rows(case: Case, asked: Select[Any], mentions: bool) -> Iterator[Row]:
    with case.looking() as now:
        rows = now.rows(asked)
        while part := rows.fetchmany(200):
            ids = [row.id for row in part]
            places = _mentions(now, ids) if mentions else {}
            maybe = _maybe(now, ids)
            for row in part:
                yield {
                    "id": row.id,
                    "name": row.name,
                    "type": row.type,
                    "forms": [{"form": form, "count": count} for form, count in forms_in(row.forms)],
                    "documents": row.documents,
                    "maybe": maybe.get(row.id, []),
                    **({"mentions": places.get(row.id, [])} if mentions else {}),
                    "why": row.why,
                }


def _mentions(case: Case, ids: Collection[str]) -> dict[str, list[Row]]:
    """For each of some identities where it is mentioned."""
    decode = msgspec.msgpack.Decoder().decode
    found: dict[str, list[Row]] = defaultdict(list)
    with case.asking() as connection:
        for part in chunks(ids):
            asked = (
                select(names.identity, reports.location, entities.spans)
                .join(tables.entities, entities.named == names.id)
                .join(tables.reports, reports.id == entities.report)
                .where(names.identity.in_(part))
                .order_by(reports.number, entities.entity)
            )
            for identity, location, spans in connection.execute(asked):
                found[identity] += [{"location": location, "start": start, "end": end} for start, end in decode(spans)]
    return found


def identities_in(case: Case, report: str) -> dict[str, str]:
    """The entities of a report that have a name, and the identities they belong to."""
    asked = (
        select(entities.entity, names.identity)
        .join(tables.names, names.id == entities.named)
        .where(entities.report == report)
    )
    with case.asking() as connection:
        return {row.entity: row.identity for row in connection.execute(asked)}


def called_within(case: Case, locals: Collection[str]) -> dict[str, str]:
    """What to call somebody of one report, given as REPORT.e3."""
    wanted = {report for report, dot, entity in (one.partition(".") for one in locals) if entity.startswith("e")}
    asked = select(entities.report + "." + entities.entity, entities.name)
    with case.asking() as connection:
        return {
            local: name
            for part in chunks(wanted)
            for local, name in connection.execute(asked.where(entities.report.in_(part)))
            if local in locals
        }


def _maybe(case: Case, ids: Collection[str]) -> dict[str, list[Row]]:
    """For each of some identities those it may also be."""
    pairs = tables.name_pairs.c
    first, second = tables.names.alias(), tables.names.alias()
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    wanted = set(ids)
    apart = _told_apart(case)
    with case.asking() as connection:
        for part in chunks(wanted):
            for side in (first, second):
                asked = (
                    select(first.c.identity, second.c.identity, pairs.score, pairs.why)
                    .join(first, first.c.id == pairs.a)
                    .join(second, second.c.id == pairs.b)
                    .where(
                        side.c.identity.in_(part),
                        first.c.identity != second.c.identity,
                        pairs.verdict != "different",
                    )
                )
                for a, b, score, why in connection.execute(asked):
                    if frozenset((a, b)) in apart:
                        continue
                    one, other = (a, b) if side is first else (b, a)
                    if score > found[one].get(other, {"score": 0})["score"]:
                        found[one][other] = {"entity": other, "score": score, "why": why}
    called = case.called({other for others in found.values() for other in others})
    for others in found.values():
        for other, row in others.items():
            row["name"] = called.get(other, other)
    return {
        one: sorted(others.values(), key=lambda row: (-row["score"], row["entity"])) for one, others in found.items()
    }


def _told_apart(case: Case) -> set[frozenset[str]]:
    """Pairs of identities of which a person said that they are two."""
    decided = case.standing({Deed.DIFFERENT})
    identity = case.identity_of({name for decision in decided for name in (decision.a, decision.b or "")})
    return {frozenset(identity.get(name, name) for name in (one.a, one.b or "")) for one in decided}


# Reprints, replies, failures, decisions


def asked_reprints(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Which report repeats which, largest coverage first."""
    columns = tables.reprints.c
    asked = select(columns.body)
    if filters.types:
        asked = asked.where(columns.kind.in_(filters.types))
    return asked.order_by(columns.coverage.desc(), columns.copy, columns.original)


def list_reprints(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """Which report repeats which."""
    with case.looking() as now:
        bodies = now.rows(window.of(asked_reprints(now, filters))).scalars()
        while part := [msgspec.msgpack.decode(body, type=Reprint) for body in bodies.fetchmany(200)]:
            where = _locations(now, {report for reprint in part for report in (reprint.copy, reprint.original)})
            for reprint in part:
                yield msgspec.to_builtins(reprint) | {
                    "copy_location": where.get(reprint.copy),
                    "original_location": where.get(reprint.original),
                }


def asked_replies(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Which claim answers which."""
    first, second = tables.statements.alias(), tables.statements.alias()
    replies = tables.replies.c
    asked = (
        select(
            replies.reply,
            replies.answers,
            replies.how,
            replies.why,
            first.c.speaker,
            first.c.text,
            second.c.speaker.label("answered_speaker"),
            second.c.text.label("answered_text"),
        )
        .join(first, first.c.id == replies.reply)
        .join(second, second.c.id == replies.answers)
        .order_by(replies.answers, replies.reply)
    )
    if filters.types:
        asked = asked.where(replies.how.in_(filters.types))
    if not filters.empty:
        asked = asked.where(replies.reply.in_(narrowed(select(statements.id), filters)))
    return asked


def list_replies(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """Which claim answers which."""
    return _rows(case, window.of(asked_replies(case, filters)))


def asked_failures(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Reports that could not be read."""
    return select(tables.failures).order_by(tables.failures.c.location)


def list_failures(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """Reports that could not be read, and what to do about each."""
    return _rows(case, window.of(asked_failures(case)))


def asked_decisions(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """What people decided, in the order of deciding."""
    columns = [column for column in tables.decisions.c if column.name != "number"]
    asked = select(*columns).order_by(tables.decisions.c.number)
    return asked.where(tables.decisions.c.what.in_(filters.types)) if filters.types else asked


def list_decisions(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """What people decided, in the order of deciding; what was undone says when."""
    return _rows(case, window.of(asked_decisions(case, filters)))


def list_last_decisions(case: Case, most: int) -> Iterator[Row]:
    """What people decided last, the newest first."""
    return _rows(case, asked_decisions(case).order_by(None).order_by(tables.decisions.c.number.desc()).limit(most))


def decisions_about(case: Case, thing: str) -> Iterator[Row]:
    """What people decided about one thing, undone decisions too."""
    columns = tables.decisions.c
    return _rows(case, asked_decisions(case).where((columns.a == thing) | (columns.b == thing)))


def _rows(case: Case, asked: Select[Any]) -> Iterator[Row]:
    with case.looking() as now:
        for row in now.rows(asked).mappings():
            yield dict(row)


# Who is not heard


def silent(case: Case) -> Iterator[Row]:
    """Who is talked about but never quoted, and which allegations have no reply in these reports."""
    yield from list_never_quoted(case)
    yield from list_unanswered(case)


def asked_never_quoted(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Who is talked about in claims and has no part in any chain of voices, most claims first."""
    return (
        select(identities.id, identities.name.label("who"), identities.claims)
        .where(identities.said == 0, identities.claims > 0, identities.type.in_(filters.types or SPEAKERS))
        .order_by(identities.claims.desc(), identities.name, identities.id)
    )


def list_never_quoted(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """Who is talked about but never quoted."""
    for row in _rows(case, window.of(asked_never_quoted(case, filters))):
        yield {"what": "never quoted", **row, "text": None, "location": None}


def asked_unanswered(case: Case, filters: Filters = UNNARROWED) -> Select[Any]:
    """Allegations with no bound reply and no denial in their matter."""
    denied = select(statements.matter).where(statements.stance == "denies", statements.matter.is_not(None))
    asked = (
        select(statements.id, statements.speaker.label("who"), statements.text, reports.location)
        .join(tables.reports, reports.id == statements.report)
        .where(
            statements.stance == "alleges",
            ~statements.hidden,
            statements.voice != "unstated",
            statements.id.not_in(select(tables.replies.c.answers)),
            statements.matter.is_(None) | statements.matter.not_in(denied),
        )
    )
    return narrowed(asked, filters).order_by(reports.number, statements.number)


def list_unanswered(case: Case, filters: Filters = UNNARROWED, window: Window = EVERYTHING) -> Iterator[Row]:
    """Allegations that have no reply in these reports."""
    for row in _rows(case, window.of(asked_unanswered(case, filters))):
        what = {"what": "no reply in these reports", "id": row["id"], "who": row["who"], "claims": None}
        yield {**what, "text": row["text"], "location": row["location"]}


# Search


def search(
    case: Case, words: str, most: int = 50, filters: Filters = UNNARROWED, window: Window | None = None
) -> Iterator[Row]:
    """Sentences that hold some words, the fittest first; quotation marks ask for a phrase."""
    wanted = window or Window(most)
    printed = (reports.location, reports.title, reports.outlet, reports.published)
    asked = (
        select(sentences.c.report, sentences.c.start, sentences.c.text, *printed)
        .select_from(_searched())
        .where(_holding(case, words), *_printed(filters))
        .order_by(*case.fulltext.fittest(words))
    )
    with case.looking() as now:
        for report, start, sentence, location, title, outlet, published in now.rows(wanted.of(asked)):
            yield {
                "report": report,
                "location": location,
                "title": title,
                "outlet": outlet,
                "published": published,
                "span": [start, start + len(sentence)],
                "text": " ".join(sentence.split()),
            }


def count_found(case: Case, words: str, filters: Filters = UNNARROWED) -> int:
    """How many sentences hold some words."""
    asked = select(func.count()).select_from(_searched()).where(_holding(case, words), *_printed(filters))
    with case.asking() as connection:
        return int(connection.execute(asked).scalar() or 0)


def found_by_outlet(case: Case, words: str, filters: Filters = UNNARROWED) -> list[tuple[str, int]]:
    """In how many sentences of each outlet some words stand."""
    return _found_by(case, reports.outlet, words, filters)


def found_by_month(case: Case, words: str, filters: Filters = UNNARROWED) -> list[tuple[str, int]]:
    """In how many sentences of the reports of each month some words stand, in the order of time."""
    return sorted(_found_by(case, func.substr(reports.published, 1, 7), words, filters))


def _found_by(case: Case, value: ColumnElement[Any], words: str, filters: Filters) -> list[tuple[str, int]]:
    found = select(value.label("value")).select_from(_searched()).where(_holding(case, words), *_printed(filters))
    one, count = found.subquery().c.value, func.count()
    asked = select(one, count).where(one.is_not(None)).group_by(one).order_by(count.desc(), one)
    with case.asking() as connection:
        return [(str(value), number) for value, number in connection.execute(asked)]


def _searched() -> FromClause:
    return sentences.join(tables.reports, reports.id == sentences.c.report)


def _holding(case: Case, words: str) -> ColumnElement[bool]:
    if not phrases(words):
        raise StoreError("give some words to look for, or a phrase in quotation marks")
    return case.fulltext.holding(words)


def _printed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.outlets:
        yield reports.outlet.in_(filters.outlets)
    if filters.since:
        yield reports.published >= filters.since
    if filters.until:
        yield reports.published <= filters.until + "~"


# One thing


def find(case: Case, id: str) -> tuple[str, str]:
    """What an id is of: "report", "claim", "matter", "entity" or "decision", and the full id; a beginning will do.

    Raises:
        StoreError: if nothing or more than one thing begins like that.
    """
    places = (
        ("report", reports.id),
        ("claim", statements.id),
        ("matter", matters_table.id),
        ("entity", identities.id),
        ("name", names.id),
        ("decision", tables.decisions.c.id),
    )
    with case.asking() as connection:
        for what, column in places:
            if connection.execute(select(column).where(column == id)).scalar():
                if what == "name":
                    return "entity", str(connection.execute(select(names.identity).where(names.id == id)).scalar())
                return what, id
        base, _, slot = id.partition(".")
        if slot and connection.execute(select(matters_table.id).where(matters_table.id == base)).scalar():
            return "matter", base
        found = [
            (what, hit)
            for what, column in places
            if len(id) >= 3
            for hit in connection.execute(
                select(column).where(column.startswith(id.lower(), autoescape=True)).limit(3)
            ).scalars()
        ]
        whole = or_(reports.location == id, reports.location.iendswith(f"/{id}", autoescape=True))
        located = list(connection.execute(select(reports.id).where(whole)).scalars()) if id else []
        if len(located) == 1:
            return "report", str(located[0])
        called = connection.execute(
            select(names.identity)
            .where(func.lower(names.name) == id.lower())
            .union(select(identities.id).where(func.lower(identities.name) == id.lower()))
        ).scalars()
        found += [("entity", hit) for hit in called]
        if not found and len(id) >= 5:
            inside = reports.location.icontains(f"/{id}", autoescape=True)
            begun = inside | reports.location.istartswith(id, autoescape=True)
            found += [("report", hit) for hit in connection.execute(select(reports.id).where(begun)).scalars()]
    if any(what == "report" for what, _ in found):
        found = [(what, hit) for what, hit in found if what != "claim"]
    distinct = sorted({(what if what != "name" else "entity", hit) for what, hit in found})
    if len(distinct) == 1:
        return distinct[0]
    if not distinct:
        raise StoreError(
            f"nothing in this case is called {id}; ids are in the first column of sayso reports, claims, matters, entities"
        )
    some = ", ".join(f"{what} {hit}" for what, hit in distinct[:5])
    raise StoreError(f"{id} may be any of: {some}; give more of the id")


def _claims_of(case: Case, found: Sequence[Matter]) -> dict[str, Row]:
    """The claims of some matters as the lists show them."""
    ids = [claim for matter in found for claim in matter.claims]
    known: dict[str, Row] = {}
    columns = (
        statements.id,
        reports.location,
        statements.start,
        statements.end,
        statements.speaker,
        statements.stance,
        statements.holds,
        statements.text,
        reports.withdrawn,
    )
    with case.asking() as connection:
        for part in chunks(ids):
            asked = (
                select(*columns).join(tables.reports, reports.id == statements.report).where(statements.id.in_(part))
            )
            for i, location, start, end, speaker, stance, holds, words, withdrawn in connection.execute(asked):
                known[i] = {
                    "claim": i,
                    "location": location,
                    "span": [start, end],
                    "speaker": speaker,
                    "stance": stance,
                    "holds": holds,
                    "text": words,
                    "withdrawn": withdrawn,
                }
    return known


def _matter_row(matter: Matter, point: Point, known: dict[str, Row], called: dict[str, str]) -> Row:
    stands = {stand.claim: stand for stand in point.stands}
    shown = matter.claims if point.part_of is None else tuple(stands)
    places = {known[claim]["location"] for claim in matter.claims if claim in known}
    return {
        "id": matter.id if point.part_of is None else point.id,
        "text": point.text,
        "type": matter.type,
        "slot": point.slot,
        "part_of": point.part_of,
        "actors": [called.get(i, i) for i in matter.actors if i in called],
        "recipients": [called.get(i, i) for i in matter.recipients if i in called],
        "reports": len(places),
        "outlets": matter.outlets,
        "origins": msgspec.to_builtins(point.origins),
        "against": msgspec.to_builtins(point.against),
        "claims": [
            known[claim]
            | {
                "agreement": stands[claim].agreement.value if claim in stands else None,
                "origin": stands[claim].origin if claim in stands else None,
            }
            for claim in shown
            if claim in known
        ],
    }


def _locations(case: Case, ids: Collection[str]) -> dict[str, str]:
    with case.asking() as connection:
        return {
            i: location
            for part in chunks(ids)
            for i, location in connection.execute(select(reports.id, reports.location).where(reports.id.in_(part)))
        }


def statement(case: Case, id: str) -> Statement:
    """One claim with all that is known of it.

    Raises:
        StoreError: if there is none with this id.
    """
    found = case.statements([id])
    if id not in found:
        raise StoreError(f"there is no claim {id} in this case")
    return found[id]
