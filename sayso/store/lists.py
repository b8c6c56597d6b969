"""What a person asks of a case: each list as rows ready to be shown, in the shape that docs/case.md gives.

A filter by a name means everybody whose name, under any of its forms, holds the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Select, func, or_, select, text

from sayso.errors import StoreError
from sayso.store import tables
from sayso.store.case import Case, Row, chunks
from sayso.terms import Matter, Point, Statement

names, entities, identities = tables.names.c, tables.entities.c, tables.identities.c
statements, reports, matters_table = tables.statements.c, tables.reports.c, tables.matters.c
SPEAKS, TAKES_PART, CHAIN = (
    ("speaker", "body"),
    ("actors", "recipients", "via", "place", "about"),
    ("chain", "speaker", "body"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None asks for everything."""

    by: str | None = None
    about: str | None = None
    according_to: str | None = None
    stances: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    hidden: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is narrowed."""
        return not (self.by or self.about or self.according_to or self.stances or self.since or self.until)


def list_reports(case: Case, filters: Filters = Filters()) -> Iterator[Row]:
    """Every report, oldest first, with the one it copies."""
    copies: dict[str, str] = {}
    with case.asking() as connection:
        for copy, original, kind in connection.execute(
            select(tables.reprints.c.copy, tables.reprints.c.original, tables.reprints.c.kind)
            .where(tables.reprints.c.direction == "copy>original known")
            .order_by(tables.reprints.c.coverage.desc(), tables.reprints.c.original)
        ):
            if kind != "reuse":
                copies.setdefault(copy, original)
        columns = (
            reports.id,
            reports.location,
            reports.title,
            reports.outlet,
            reports.agency,
            reports.published,
            reports.claims,
            reports.version_of,
            reports.replaced_by,
            reports.language,
        )
        keys = [column.name for column in columns]
        asked = _in_time(select(*columns), reports.published, filters).order_by(reports.published, reports.number)
        for row in connection.execute(asked):
            yield dict(zip(keys, row, strict=True), copy_of=copies.get(row[0]))


def list_claims(case: Case, filters: Filters = Filters()) -> Iterator[Row]:
    """Claims in the order of the reports, each with its speaker and matter."""
    columns = (
        statements.id,
        reports.location,
        statements.start,
        statements.end,
        statements.text,
        statements.speaker,
        statements.voice,
        statements.stance,
        statements.holds,
        statements.matter,
        statements.said,
        statements.happened,
        statements.published,
        statements.decided,
    )
    asked = select(*columns).join(tables.reports, reports.id == statements.report)
    asked = asked.order_by(reports.number, statements.number)
    if not filters.hidden:
        asked = asked.where(~statements.hidden)
    with case.asking() as connection:
        for row in connection.execute(_narrowed(case, asked, filters)):
            (
                i,
                location,
                start,
                end,
                words,
                speaker,
                voice,
                stance,
                holds,
                matter,
                said,
                happened,
                published,
                decided,
            ) = row
            yield {
                "claim": i,
                "location": location,
                "span": [start, end],
                "text": words,
                "speaker": speaker,
                "voice": voice,
                "stance": stance,
                "holds": holds,
                "matter": matter,
                "said": said,
                "happened": happened if happened != "None" else None,
                "published": published,
                "decided": decided,
            }


def list_matters(case: Case, filters: Filters = Filters(), *, points: bool = True) -> Iterator[Row]:
    """Matters, those that most origins and reports carry first; each followed by its points unless told otherwise."""
    asked = select(matters_table.body).order_by(
        matters_table.origins_max.desc(), matters_table.reports.desc(), matters_table.id
    )
    if not filters.hidden:
        asked = asked.where(~matters_table.hidden)
    if not filters.empty:
        wanted = _narrowed(case, select(statements.matter), filters).distinct()
        asked = asked.where(matters_table.id.in_(wanted))
    with case.asking() as connection:
        bodies = connection.execute(asked).scalars()
        while part := [msgspec.msgpack.decode(body, type=Matter) for body in bodies.fetchmany(200)]:
            known = _claims_of(case, part)
            called = case.called({i for matter in part for i in (*matter.actors, *matter.recipients)})
            for matter in part:
                for point in matter.points[: None if points else 1]:
                    yield _matter_row(matter, point, known, called)


def list_origins(case: Case, filters: Filters = Filters()) -> Iterator[Row]:
    """One row for each origin of each matter: whose word it rests on, and for or against."""
    for matter in list_matters(case, filters, points=False):
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


def list_entities(case: Case, filters: Filters = Filters()) -> Iterator[Row]:
    """Identities, those in most reports first, with their forms, mentions and who they may also be."""
    wanted = (
        set(_identities_called(case, filters.by or filters.about or filters.according_to))
        if not filters.empty
        else None
    )
    asked = (
        select(names.identity, entities.report, reports.location, entities.forms, entities.spans)
        .join(tables.entities, entities.named == names.id)
        .join(tables.reports, reports.id == entities.report)
    )
    decode = msgspec.msgpack.Decoder().decode
    forms: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    mentions: dict[str, list[Row]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    with case.asking() as connection:
        for identity, report, location, counts, spans in connection.execute(asked):
            if wanted is not None and identity not in wanted:
                continue
            documents[identity].add(report)
            counted = forms[identity]
            for form, count in decode(counts).items():
                counted[form] += count
            mentions[identity] += [{"location": location, "start": start, "end": end} for start, end in decode(spans)]
        known = {row.id: row for row in connection.execute(select(tables.identities))}
    maybe = _maybe(case)
    for identity in sorted(documents, key=lambda i: (-len(documents[i]), known[i].name if i in known else i)):
        row = known.get(identity)
        if row is None or (row.hidden and not filters.hidden):
            continue
        yield {
            "id": identity,
            "name": row.name,
            "type": row.type,
            "forms": [{"form": f, "count": c} for f, c in sorted(forms[identity].items(), key=lambda x: (-x[1], x[0]))],
            "documents": len(documents[identity]),
            "maybe": maybe.get(identity, []),
            "mentions": mentions[identity],
            "why": row.why,
        }


def list_reprints(case: Case) -> Iterator[Row]:
    """Which report repeats which."""
    from sayso.terms import Reprint

    where = _locations(case)
    with case.asking() as connection:
        for body in connection.execute(
            select(tables.reprints.c.body).order_by(tables.reprints.c.coverage.desc())
        ).scalars():
            reprint = msgspec.msgpack.decode(body, type=Reprint)
            yield msgspec.to_builtins(reprint) | {
                "copy_location": where.get(reprint.copy),
                "original_location": where.get(reprint.original),
            }


def list_replies(case: Case, filters: Filters = Filters()) -> Iterator[Row]:
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
            second.c.speaker,
            second.c.text,
        )
        .join(first, first.c.id == replies.reply)
        .join(second, second.c.id == replies.answers)
        .order_by(replies.answers, replies.reply)
    )
    with case.asking() as connection:
        if not filters.empty:
            asked = asked.where(replies.reply.in_(_narrowed(case, select(statements.id), filters)))
        for row in connection.execute(asked):
            keys = ("reply", "answers", "how", "why", "speaker", "text", "answered_speaker", "answered_text")
            yield dict(zip(keys, row, strict=True))


def list_failures(case: Case) -> Iterator[Row]:
    """Reports that could not be read, and what to do about each."""
    with case.asking() as connection:
        for row in connection.execute(select(tables.failures).order_by(tables.failures.c.location)):
            yield dict(row._mapping)


def list_decisions(case: Case) -> Iterator[Row]:
    """What people decided, in the order of deciding; what was undone says when."""
    columns = [column for column in tables.decisions.c if column.name != "number"]
    with case.asking() as connection:
        for row in connection.execute(select(*columns).order_by(tables.decisions.c.number)):
            yield dict(row._mapping)


def silent(case: Case) -> Iterator[Row]:
    """Who is talked about but never quoted, and which allegations have no reply in these reports."""
    part = tables.takes_part.c
    with case.asking() as connection:
        speaking = select(names.identity).join(tables.takes_part, part.name == names.id).where(part.part.in_(CHAIN))
        asked = (
            select(
                identities.id, identities.name, identities.type, func.count(part.statement.distinct()).label("claims")
            )
            .join(tables.names, names.identity == identities.id)
            .join(tables.takes_part, part.name == names.id)
            .where(
                part.part.in_(TAKES_PART),
                identities.id.not_in(speaking),
                identities.type.in_(("person", "organization", "state", "group")),
            )
            .group_by(identities.id, identities.name, identities.type)
            .order_by(func.count(part.statement.distinct()).desc(), identities.name)
        )
        for row in connection.execute(asked):
            yield {
                "what": "never quoted",
                "id": row.id,
                "who": row.name,
                "claims": row.claims,
                "text": None,
                "location": None,
            }
        unanswered = (
            select(statements.id, statements.speaker, statements.text, reports.location)
            .join(tables.reports, reports.id == statements.report)
            .where(
                statements.stance == "alleges",
                ~statements.hidden,
                statements.voice != "unstated",
                statements.id.not_in(select(tables.replies.c.answers)),
                statements.matter.is_(None)
                | statements.matter.not_in(
                    select(statements.matter).where(statements.stance == "denies", statements.matter.is_not(None))
                ),
            )
            .order_by(reports.number, statements.number)
        )
        for i, speaker, words, location in connection.execute(unanswered):
            yield {
                "what": "no reply in these reports",
                "id": i,
                "who": speaker,
                "claims": None,
                "text": words,
                "location": location,
            }


def search(case: Case, words: str, most: int = 50) -> Iterator[Row]:
    """Sentences that hold some words, the fittest first; quotation marks ask for a phrase."""
    asked = text(
        "SELECT search.report, search.start, search.text, reports.location, reports.title FROM search "
        "JOIN reports ON reports.id = search.report WHERE search MATCH :words ORDER BY rank LIMIT :most"
    )
    if not _query(words):
        raise StoreError("give some words to look for, or a phrase in quotation marks")
    with case.asking() as connection:
        for report, start, sentence, location, title in connection.execute(
            asked, {"words": _query(words), "most": most}
        ):
            yield {
                "report": report,
                "location": location,
                "title": title,
                "span": [start, start + len(sentence)],
                "text": " ".join(sentence.split()),
            }


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
                select(column).where(column.startswith(id, autoescape=True)).limit(3)
            ).scalars()
        ]
        whole = or_(reports.location == id, reports.location.endswith(f"/{id}", autoescape=True))
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
            inside = reports.location.contains(f"/{id}", autoescape=True)
            begun = inside | reports.location.startswith(id, autoescape=True)
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


def _query(words: str) -> str:
    """A search as FTS5 takes it: phrases kept, every other word on its own, no operators by accident."""
    phrases = words.split('"')
    parts = [
        f'"{part.strip()}"' if number % 2 else " ".join(f'"{word}"' for word in part.split())
        for number, part in enumerate(phrases)
        if part.strip()
    ]
    return " ".join(parts)


def _narrowed(case: Case, asked: Select[Any], filters: Filters) -> Select[Any]:
    """A question about claims, less what the filters leave out."""
    for words, parts in ((filters.by, SPEAKS), (filters.about, TAKES_PART), (filters.according_to, CHAIN)):
        if words:
            known = select(names.id).where(names.identity.in_(_identities_called(case, words)))
            part = select(tables.takes_part.c.statement).where(
                tables.takes_part.c.part.in_(parts), tables.takes_part.c.name.in_(known)
            )
            spoken = parts is not TAKES_PART
            described = statements.speaker.contains(words, autoescape=True)
            asked = asked.where(or_(statements.id.in_(part), described) if spoken else statements.id.in_(part))
    if filters.stances:
        asked = asked.where(statements.stance.in_(filters.stances))
    return _in_time(asked, statements.published, filters)


def _in_time(asked: Select[Any], column: Any, filters: Filters) -> Select[Any]:
    if filters.since:
        asked = asked.where(column >= filters.since)
    if filters.until:
        asked = asked.where(column <= filters.until + "~")
    return asked


def _identities_called(case: Case, words: str | None) -> list[str]:
    """The identities of which a name, or an id, holds some words."""
    if not words:
        return []
    asked = select(names.identity).where(
        or_(names.name.contains(words, autoescape=True), names.identity == words, names.id == words)
    )
    with case.asking() as connection:
        return list(connection.execute(asked.distinct()).scalars())


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
    )
    with case.asking() as connection:
        for part in chunks(ids):
            asked = (
                select(*columns).join(tables.reports, reports.id == statements.report).where(statements.id.in_(part))
            )
            for i, location, start, end, speaker, stance, holds, words in connection.execute(asked):
                known[i] = {
                    "claim": i,
                    "location": location,
                    "span": [start, end],
                    "speaker": speaker,
                    "stance": stance,
                    "holds": holds,
                    "text": words,
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


def _maybe(case: Case) -> dict[str, list[Row]]:
    """For each identity those it may also be."""
    pairs = tables.name_pairs.c
    first, second = tables.names.alias(), tables.names.alias()
    asked = (
        select(first.c.identity, second.c.identity, pairs.score, pairs.why)
        .join(first, first.c.id == pairs.a)
        .join(second, second.c.id == pairs.b)
        .where(first.c.identity != second.c.identity, pairs.verdict != "different")
    )
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    with case.asking() as connection:
        for a, b, score, why in connection.execute(asked):
            for one, other in ((a, b), (b, a)):
                if score > found[one].get(other, {"score": 0})["score"]:
                    found[one][other] = {"entity": other, "score": score, "why": why}
        called = {row.id: row.name for row in connection.execute(select(identities.id, identities.name))}
    for others in found.values():
        for other, row in others.items():
            row["name"] = called.get(other, other)
    return {
        one: sorted(others.values(), key=lambda row: (-row["score"], row["entity"])) for one, others in found.items()
    }


def _locations(case: Case) -> dict[str, str]:
    with case.asking() as connection:
        return {row.id: row.location for row in connection.execute(select(reports.id, reports.location))}


def statement(case: Case, id: str) -> Statement:
    """One claim with all that is known of it.

    Raises:
        StoreError: if there is none with this id.
    """
    found = case.statements([id])
    if id not in found:
        raise StoreError(f"there is no claim {id} in this case")
    return found[id]
