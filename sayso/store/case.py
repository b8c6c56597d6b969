"""A case: what is filed in it, and what resolving and weighing ask of it.

Written in SQLAlchemy Core; nothing here knows which database it is. Whoever writes does so within `filing()` or
`writing()`, all or nothing. What a person asks of a case is in `lists`.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    Select,
    Table,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from sayso.errors import StoreError
from sayso.store import tables
from sayso.store.database import Database, FullText, Lock, Sentence
from sayso.store.doubts import doubts_of
from sayso.store.tallies import count_anew
from sayso.terms import (
    Address,
    Answer,
    Bond,
    Decision,
    Deed,
    Document,
    Entity,
    EntityType,
    Failure,
    Identity,
    Judgement,
    KnownName,
    Matter,
    MentionForm,
    Moment,
    Namesake,
    Precision,
    Reading,
    Reprint,
    Speaker,
    Statement,
    Verdict,
    Wire,
)

AT_ONCE = 500
"""Values in one question: below every database's limit on parameters."""
COMMON = 300
"""Reports from which on a name is everybody's and does not tell which reports belong together."""
MOST_RELATED = 30
"""So many reports at most are compared claim by claim with a new one, those first that share most: a story told by more
of them grows by comparing with these."""
ENOUGH = 2.0
"""Names that two reports must share to tell of the same, counted by rarity: two that few reports use."""
Row = dict[str, Any]


class Resolved(NamedTuple):
    """Names that now belong to another identity than before, and others whose identity is only called otherwise."""

    moved: set[str]
    renamed: set[str]


class Case:
    """Many reports, one picture; open one with `sayso.store.open_case`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: Connection | None = None

    @property
    def address(self) -> Address:
        """Where the case is kept."""
        return self._database.address

    @property
    def fulltext(self) -> FullText:
        """The index of its sentences."""
        return self._database.fulltext

    def close(self) -> None:
        """Let go of the file or the server."""
        self._database.engine.dispose()

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection to ask by; within `writing()`, that one."""
        if self._open is not None:
            yield self._open
            return
        with self._database.told(), self._database.engine.connect() as connection:
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Case]:
        """The case as it stands now: whatever is asked of it within is of this one moment, whoever writes meanwhile."""
        if self._open is not None:
            yield self
            return
        with self._database.told(), self._database.engine.connect() as connection:
            self._database.look(connection)
            moment = Case(self._database)
            moment._open = connection
            yield moment

    def rows(self, asked: Executable) -> CursorResult[*tuple[Any, ...]]:
        """The rows of a question as they come, never all of them at once; within `looking()` or `writing()`."""
        if self._open is None:
            raise RuntimeError("rows are read within looking() or writing()")
        return self._open.execute(asked.execution_options(stream_results=True))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction in which nobody else changes what the case amounts to: all of it is written, or none."""
        if self._open is not None:
            yield self._open
            return
        with self._transaction(Lock.SETTLING) as connection:
            yield connection

    @contextmanager
    def filing(self, document: Document | None = None) -> Iterator[Connection]:
        """A transaction in which nobody else files reports; where the database allows, others may settle meanwhile.

        Not so while a document is filed that takes back others: somebody could be settling them.
        """
        if self._open is not None:
            self._database.hold(self._open, Lock.FILING)
            yield self._open
            return
        alone = document is not None and document.withdrawn
        with self._transaction(*([Lock.SETTLING] if alone else []), Lock.FILING) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *locks: Lock) -> Iterator[Connection]:
        with self._database.told(), self._database.engine.connect() as connection:
            self._database.begin(connection)
            self._open = connection
            try:
                for lock in locks:
                    self._database.hold(connection, lock)
                yield connection
            except BaseException:
                self._open = None
                connection.rollback()
                raise
            self._open = None
            connection.exec_driver_sql("COMMIT")

    # Filing

    def holds(self, report: str) -> bool:
        """Whether a report is in the case."""
        return bool(self._scalar(select(tables.reports.c.id).where(tables.reports.c.id == report)))

    def is_empty(self) -> bool:
        """Whether there is no report in it yet."""
        return not self._scalar(select(tables.reports.c.id).limit(1))

    def file(
        self,
        reading: Reading,
        statements: Iterable[Statement],
        named: Mapping[str, tuple[str, str]],
        keys: Iterable[int],
        source: bytes | None = None,
    ) -> bool:
        """Put one reading away. `named` gives the id and plain name of each entity that has a name, `keys` are its sketch,
        `source` the bytes it was made from, where they are to be kept.

        What follows from it is for `settle` to find; until then the report is marked as unsettled. False, and nothing is
        done, if somebody has filed it before.
        """
        document = reading.document
        statements = list(statements)
        with self.filing(document) as connection:
            if self.holds(document.id):
                return False
            number = self._next_number(tables.reports)
            wire = document.wire or Wire()
            earlier, later = self._versions_around(document)
            self._put(
                tables.reports,
                [
                    {
                        "id": document.id,
                        "number": number,
                        "location": document.location,
                        "sha256": document.sha256,
                        "url": document.url,
                        "outlet": document.outlet,
                        "title": document.title,
                        "byline": document.byline,
                        "agency": document.agency,
                        "published": document.published.value if document.published else None,
                        "language": document.language,
                        "summary": document.summary,
                        "item": wire.item,
                        "edition": wire.edition,
                        "withdrawn": wire.withdrawn or self._killed(wire),
                        "version_of": earlier,
                        "replaced_by": later,
                        "words": len(document.text.split()),
                        "claims": len(statements),
                        "added": now(),
                        "settled": False,
                        "reading": zlib.compress(msgspec.msgpack.encode(reading), 1),
                    }
                ],
            )
            self._tie_versions(document.id, earlier, later)
            if wire.withdrawn:
                self._withdraw(wire)
            if source is not None:
                self._put(tables.sources, [{"report": document.id, "bytes": zlib.compress(source)}])
            self._put(tables.entities, list(_entity_rows(reading, named)))
            kinds = {entity.id: entity.type.value for entity in reading.entities}
            self._put(
                tables.names,
                [
                    {"id": i, "name": name, "type": kinds[entity], "identity": i, "settled": False}
                    for entity, (i, name) in named.items()
                ],
            )
            self.put_statements(statements)
            self._put(tables.sketches, [{"key": key, "report": document.id} for key in keys])
            self._put(tables.doubts, doubts_of(reading))
            self.fulltext.file(
                connection,
                [
                    Sentence(span.of(document.text), document.id, span.start)
                    for span in reading.sentences or document.body
                ]
                or [Sentence(document.text, document.id, 0)],
            )
            self.no_failure(document.location)
        return True

    def put_statements(
        self,
        statements: Iterable[Statement],
        *,
        decided: Mapping[str, str] | None = None,
        hidden: Collection[str] = (),
        report: str | None = None,
    ) -> None:
        """Put statements away; with `report`, in the place of all that it had, in the matters they were in."""
        statements = list(statements)
        with self.writing() as connection:
            matters: dict[str, str] = {}
            named: set[str] = set()
            if report is not None:
                before = self._column(select(tables.statements.c.id).where(tables.statements.c.report == report))
                matters = self.matter_of(before)
                named = self._names_in_statements(before)
                self._drop(tables.takes_part, tables.takes_part.c.statement, before)
                self._drop(tables.statements, tables.statements.c.id, before)
                self._introduce(statements)
                reports = tables.reports
                connection.execute(update(reports).where(reports.c.id == report).values(claims=len(statements)))
            self._put(
                tables.statements,
                [
                    _statement_row(number, s)
                    | {
                        "decided": (decided or {}).get(s.id) or None,
                        "hidden": s.id in hidden,
                        "matter": None if s.id in hidden else matters.get(s.id),
                    }
                    for number, s in enumerate(statements)
                ],
            )
            self._put(
                tables.takes_part,
                [{"name": n, "statement": s.id, "part": part} for s in statements for n, part in who_takes_part(s)],
            )
            if report is not None:
                named |= {name for statement in statements for name, _ in who_takes_part(statement)}
                self._count_anew(set(self.identity_of(named).values()))

    def _names_in_statements(self, ids: Collection[str]) -> set[str]:
        """The names that have a part in some statements."""
        part_of = tables.takes_part.c
        return {
            name
            for part in chunks(ids)
            for name in self._column(select(part_of.name).where(part_of.statement.in_(part)).distinct())
        }

    def _introduce(self, statements: Iterable[Statement]) -> None:
        """Speakers that a person named and no report has yet."""
        given = {v.identity: v.name for s in statements for v in s.chain if v.identity and v.entity is None}
        self._put(
            tables.names,
            [{"id": i, "name": name, "type": "person", "identity": i, "settled": False} for i, name in given.items()],
        )

    def fail(self, failure: Failure, at: str | None = None) -> None:
        """Keep that a report could not be read, now or at a time gone by."""
        with self.filing():
            self.no_failure(failure.location)
            self._put(tables.failures, [msgspec.structs.asdict(failure) | {"at": at or now()}])

    def no_failure(self, location: str) -> None:
        """Forget that a report could not be read: it is in the case."""
        with self.filing() as connection:
            connection.execute(delete(tables.failures).where(tables.failures.c.location == location))

    def forget_failures(self, location: str) -> None:
        """Forget what could not be read in a file and in what it holds: it is read anew."""
        column = tables.failures.c.location
        inside = [column.startswith(f"{location}{mark}", autoescape=True) for mark in "#/"]
        with self.filing() as connection:
            connection.execute(delete(tables.failures).where(or_(column == location, *inside)))

    def remove(self, report: str) -> None:
        """Take a report out with all that follows from it; what remains is settled anew by the caller."""
        with self.writing(), self.filing() as connection:  # a name may not go while a report that has it comes
            ids = self._column(select(tables.statements.c.id).where(tables.statements.c.report == report))
            named = {*self._names_in_statements(ids), *self.names_in([report])}
            for table, column in (
                (tables.takes_part, tables.takes_part.c.statement),
                (tables.matter_pairs, tables.matter_pairs.c.a),
                (tables.matter_pairs, tables.matter_pairs.c.b),
                (tables.replies, tables.replies.c.reply),
                (tables.replies, tables.replies.c.answers),
                (tables.statements, tables.statements.c.id),
            ):
                self._drop(table, column, ids)
            for table, column in (
                (tables.entities, tables.entities.c.report),
                (tables.sketches, tables.sketches.c.report),
                (tables.doubts, tables.doubts.c.report),
                (tables.reprints, tables.reprints.c.copy),
                (tables.reprints, tables.reprints.c.original),
                (tables.sources, tables.sources.c.report),
                (tables.reports, tables.reports.c.id),
            ):
                self._drop(table, column, [report])
            connection.execute(
                update(tables.reports).where(tables.reports.c.version_of == report).values(version_of=None)
            )
            connection.execute(
                update(tables.reports).where(tables.reports.c.replaced_by == report).values(replaced_by=None)
            )
            self.fulltext.forget(connection, report)
            self._forget_unused_names()
            self._count_anew(set(self.identity_of(named).values()))

    def scrub(self) -> None:
        """See that nothing is left of what was deleted."""
        self._database.scrub()

    def backup(self, path: Path) -> None:
        """Write the case as it stands to a new file, complete even while another process adds."""
        self._database.backup(self, path)

    # Reports

    def outlet_of(self, report: str) -> str | None:
        """Who publishes a report."""
        found = self._scalar(select(tables.reports.c.outlet).where(tables.reports.c.id == report))
        return str(found) if found else None

    def source(self, report: str) -> bytes | None:
        """The bytes a report was made from; None where only their hash was kept."""
        kept = self._scalar(select(tables.sources.c.bytes).where(tables.sources.c.report == report))
        return zlib.decompress(kept) if kept is not None else None

    def withdrawn(self, reports: Collection[str]) -> set[str]:
        """Those of some reports that who sent them took back."""
        return self._marked(tables.reports.c.withdrawn, reports)

    def summaries(self, reports: Collection[str]) -> set[str]:
        """Those of some reports that are only what a feed says of another."""
        return self._marked(tables.reports.c.summary, reports)

    def _marked(self, mark: Any, reports: Collection[str]) -> set[str]:
        return {
            report
            for part in chunks(reports)
            for report in self._column(select(tables.reports.c.id).where(tables.reports.c.id.in_(part), mark))
        }

    def location_of(self, report: str) -> str:
        """Where a report was read from."""
        return str(self._scalar(select(tables.reports.c.location).where(tables.reports.c.id == report)) or "")

    def called_report(self, report: str) -> str:
        """What to call a report: its title, outlet, day and file."""
        columns = tables.reports.c
        asked = select(columns.title, columns.outlet, columns.published, columns.location).where(columns.id == report)
        return " · ".join(str(part) for part in self._all(asked)[0] if part)

    def unsettled(self, most: int | None = None) -> list[str]:
        """Reports that were filed and not yet resolved, in the order of filing."""
        reports = tables.reports.c
        return self._column(select(reports.id).where(~reports.settled).order_by(reports.number).limit(most))

    def settled(self, reports: Collection[str]) -> None:
        """Mark reports as resolved and weighed."""
        with self.writing() as connection:
            for part in chunks(reports):
                connection.execute(update(tables.reports).where(tables.reports.c.id.in_(part)).values(settled=True))

    def unsettle(self, reports: Collection[str]) -> None:
        """Mark reports to be resolved and weighed again."""
        with self.writing() as connection:
            for part in chunks(reports):
                connection.execute(update(tables.reports).where(tables.reports.c.id.in_(part)).values(settled=False))

    def order_of_filing(self) -> dict[str, str]:
        """Every report, in the order of filing, and when it was filed."""
        reports = tables.reports.c
        return dict(self._all(select(reports.id, reports.added).order_by(reports.number)))

    def filed_at(self, report: str, at: str) -> None:
        """Say when a report was first filed, where it comes from another copy of the case."""
        with self.filing() as connection:
            connection.execute(update(tables.reports).where(tables.reports.c.id == report).values(added=at))

    def reading(self, report: str, *, as_read: bool = False) -> Reading:
        """A report as it was read, with what people corrected about it unless `as_read`."""
        reports = tables.reports.c
        with self.asking() as connection:
            row = connection.execute(select(tables.reports).where(reports.id == report)).mappings().one()
            reading = msgspec.msgpack.decode(zlib.decompress(row["reading"]), type=Reading)
        if as_read:
            return reading
        told: dict[str, Any] = {name: row[name] for name in ("outlet", "agency", "title", "byline", "version_of")}
        told["published"] = _moment(row["published"]) if row["published"] else None
        if row["withdrawn"]:
            told["wire"] = msgspec.structs.replace(reading.document.wire or Wire(), withdrawn=True)
        return msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, **told))

    def sharing_sketch(self, report: str) -> list[str]:
        """Reports filed under at least three of the sketch keys of a report."""
        own, other = tables.sketches.alias().c, tables.sketches.c
        asked = select(other.report).where(other.key == own.key, own.report == report, other.report != report)
        return self._column(asked.group_by(other.report).having(func.count() >= 3).order_by(other.report))

    def put_reprints(self, reprints: Iterable[Reprint]) -> None:
        """Keep which report repeats which."""
        rows = [
            {
                "copy": r.copy,
                "original": r.original,
                "direction": r.direction.value,
                "kind": r.kind.value,
                "coverage": r.coverage,
                "body": msgspec.msgpack.encode(r),
            }
            for r in reprints
        ]
        with self.writing() as connection:
            for row in rows:
                pair = (row["copy"], row["original"])
                connection.execute(
                    delete(tables.reprints).where(
                        tables.reprints.c.copy.in_(pair), tables.reprints.c.original.in_(pair)
                    )
                )
            self._put(tables.reprints, rows)

    def reprints_of(self, reports: Collection[str]) -> list[Reprint]:
        """The reprints in which any of some reports is copy or original."""
        found: dict[tuple[str, str], Reprint] = {}
        for part in chunks(reports):
            for column in (tables.reprints.c.copy, tables.reprints.c.original):
                for body in self._column(select(tables.reprints.c.body).where(column.in_(part))):
                    reprint = msgspec.msgpack.decode(body, type=Reprint)
                    found[reprint.copy, reprint.original] = reprint
        return [found[pair] for pair in sorted(found)]

    # Names and identities

    def names_in(self, reports: Collection[str]) -> list[str]:
        """The ids of all names that some reports use."""
        entities = tables.entities.c
        found: set[str] = set()
        for part in chunks(reports):
            where = entities.report.in_(part) & entities.named.is_not(None)
            found.update(self._column(select(entities.named).where(where).distinct()))
        return sorted(found)

    def put_name_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        """File names under the keys by which names like them are looked up."""
        with self.writing():
            self._put(tables.name_keys, [{"key": key, "name": name} for name, found in keys.items() for key in found])

    def names_under(self, keys: Collection[str]) -> dict[str, list[str]]:
        """The names filed under each of some keys."""
        found: dict[str, list[str]] = defaultdict(list)
        columns = tables.name_keys.c
        for part in chunks(keys):
            for key, name in self._all(select(columns.key, columns.name).where(columns.key.in_(part))):
                found[key].append(name)
        return found

    def new_names(self) -> list[str]:
        """Names that were filed and not yet compared."""
        return self._column(select(tables.names.c.id).where(~tables.names.c.settled).order_by(tables.names.c.id))

    def namesakes(self, names: Collection[str], *, context: bool = True) -> dict[str, Namesake]:
        """All that the case knows under some names; without `context` only how they are spelt."""
        found = {}
        for part in chunks(names):
            for row in self._all(select(tables.names).where(tables.names.c.id.in_(part))):
                found[row.id] = Namesake(id=row.id, name=row.name, type=EntityType(row.type), known=row.known)
        if context:
            self._add_context(found)
        return found

    def _add_context(self, found: dict[str, Namesake]) -> None:
        entities = tables.entities.c
        reports: dict[str, set[str]] = defaultdict(set)
        roles: dict[str, set[str]] = defaultdict(set)
        types: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for part in chunks(found):
            asked = select(entities.named, entities.report, entities.roles, entities.type).where(
                entities.named.in_(part)
            )
            for name, report, given, kind in self._all(asked):
                reports[name].add(report)
                types[name][kind] += 1
                roles[name].update(filter(None, given.split("\n")))
        beside: dict[str, set[str]] = defaultdict(set)
        for part in chunks({report for group in reports.values() for report in list(group)[:AT_ONCE]}):
            where = entities.report.in_(part) & entities.named.is_not(None)
            for report, name in self._all(select(entities.report, entities.named).where(where)):
                beside[report].add(name)
        for name, namesake in found.items():
            others = set().union(*(beside.get(report, set()) for report in reports[name])) - {name}
            kinds = types[name]
            found[name] = msgspec.structs.replace(
                namesake,
                type=EntityType(max(sorted(kinds), key=lambda kind: kinds[kind])) if kinds else namesake.type,
                reports=frozenset(reports[name]),
                roles=tuple(sorted(roles[name])),
                beside=frozenset(others),
            )

    def put_name_pairs(self, pairs: Mapping[tuple[str, str], Judgement]) -> None:
        """Keep judgements on pairs of names, in the place of earlier ones."""
        with self.writing() as connection:
            for a, b in pairs:
                connection.execute(
                    delete(tables.name_pairs).where(tables.name_pairs.c.a == a, tables.name_pairs.c.b == b)
                )
            self._put(
                tables.name_pairs,
                [
                    {"a": a, "b": b, "verdict": j.verdict.value, "score": j.score, "why": "; ".join(j.why)}
                    for (a, b), j in pairs.items()
                ],
            )

    def name_pairs(self, names: Collection[str]) -> dict[tuple[str, str], Judgement]:
        """The judgements kept on pairs that hold any of some names."""
        columns = tables.name_pairs.c
        found = {}
        for part in chunks(names):
            for column in (columns.a, columns.b):
                for row in self._all(select(tables.name_pairs).where(column.in_(part))):
                    found[row.a, row.b] = Judgement(Verdict(row.verdict), row.score, tuple(row.why.split("; ")))
        return found

    def put_identities(self, identities: Iterable[Identity], hidden: Collection[str] = ()) -> Resolved:
        """Give names to identities; returns which names now belong to another one, and which only to one called otherwise."""
        changed: set[str] = set()
        identities, hidden = list(identities), frozenset(hidden)
        with self.writing() as connection:
            wanted = {name: identity.id for identity in identities for name in identity.names}
            for part in chunks(wanted):
                before = self._all(
                    select(tables.names.c.id, tables.names.c.identity).where(tables.names.c.id.in_(part))
                )
                changed.update(name for name, identity in before if wanted[name] != identity)
            called = self.called([identity.id for identity in identities])
            renamed = [i for i in identities if called.get(i.id, i.name) != i.name]
            for name in sorted(changed):
                connection.execute(update(tables.names).where(tables.names.c.id == name).values(identity=wanted[name]))
            for part in chunks(wanted):
                connection.execute(update(tables.names).where(tables.names.c.id.in_(part)).values(settled=True))
            self._drop(tables.identities, tables.identities.c.id, {*wanted, *(i.id for i in identities)})
            self._put(
                tables.identities,
                [
                    {
                        "id": i.id,
                        "name": i.name,
                        "type": i.type.value,
                        "why": "; ".join(i.why),
                        "hidden": not hidden.isdisjoint(i.names),
                    }
                    for i in identities
                ],
            )
            self._count_anew({i.id for i in identities})
        return Resolved(changed, {name for identity in renamed for name in identity.names} - changed)

    def _count_anew(self, identities: Collection[str]) -> None:
        """Count again what is kept of some identities."""
        with self.writing() as connection:
            for part in chunks(identities):
                count_anew(connection, part)

    def identity_of(self, names: Collection[str]) -> dict[str, str]:
        """Names to the identities they belong to."""
        return self._looked_up(tables.names.c.id, tables.names.c.identity, names)

    def names_of(self, identities: Collection[str]) -> dict[str, list[str]]:
        """Identities to the names that belong to them."""
        columns = tables.names.c
        found: dict[str, list[str]] = defaultdict(list)
        for part in chunks(identities):
            for name, identity in self._all(select(columns.id, columns.identity).where(columns.identity.in_(part))):
                found[identity].append(name)
        return found

    def called(self, identities: Collection[str]) -> dict[str, str]:
        """What to call identities."""
        return self._looked_up(tables.identities.c.id, tables.identities.c.name, identities)

    def spelling_of(self, names: Collection[str]) -> dict[str, str]:
        """How names are spelt, whoever they belong to."""
        return self._looked_up(tables.names.c.id, tables.names.c.name, names)

    def _looked_up(self, key: ColumnElement[Any], value: ColumnElement[Any], keys: Collection[str]) -> dict[str, str]:
        """What a table has in one column for keys in another."""
        return {k: v for part in chunks(keys) for k, v in self._all(select(key, value).where(key.in_(part)))}

    # Statements and matters

    def statements(self, ids: Collection[str]) -> dict[str, Statement]:
        """Statements by id, with the identities that their names belong to now."""
        columns = tables.statements.c
        bodies = [
            msgspec.msgpack.decode(body, type=Statement)
            for part in chunks(ids)
            for body in self._column(select(columns.body).where(columns.id.in_(part)))
        ]
        return self._identified(bodies)

    def statements_in(self, reports: Collection[str]) -> dict[str, Statement]:
        """All statements of some reports, in their order."""
        columns = tables.statements.c
        bodies = [
            msgspec.msgpack.decode(body, type=Statement)
            for part in chunks(reports)
            for body in self._column(
                select(columns.body)
                .where(columns.report.in_(part), ~columns.hidden)
                .order_by(columns.report, columns.number)
            )
        ]
        return self._identified(bodies)

    def _identified(self, statements: list[Statement]) -> dict[str, Statement]:
        identity = self.identity_of({name for statement in statements for name in names_in(statement)})
        return {statement.id: with_identities(statement, identity) for statement in statements}

    def taking_part(self, names: Collection[str]) -> dict[str, bytes]:
        """The statements in which any of some names takes part, and their meaning."""
        part_of, columns = tables.takes_part.c, tables.statements.c
        found: dict[str, bytes] = {}
        for part in chunks(names):
            asked = select(columns.id, columns.vector).join(tables.takes_part, part_of.statement == columns.id)
            found.update(self._all(asked.where(part_of.name.in_(part), ~columns.hidden)))
        return found

    def telling_of_the_same(self, reports: Collection[str]) -> dict[str, set[str]]:
        """For each of some reports those that name enough of the same people, bodies and places to tell of the same.

        A name that few reports use says much, one in every report little: each counts one over the logarithm of its
        reports, and names in more than COMMON of them are not even looked up.
        """
        found: dict[str, set[str]] = {}
        named = self._named_by(reports)
        naming = self._rarely_named({identity for group in named.values() for identity in group})
        for report in reports:
            shared: dict[str, float] = defaultdict(float)
            for identity in sorted(named[report] & naming.keys()):
                weight = 1 / (1 + math.log10(max(1, len(naming[identity]) / 10)))
                for other in naming[identity]:
                    shared[other] += weight
            near = sorted((-weight, other) for other, weight in shared.items() if weight >= ENOUGH and other != report)
            found[report] = {other for _, other in near[:MOST_RELATED]}
        return found

    def _named_by(self, reports: Collection[str]) -> dict[str, set[str]]:
        """The identities that each of some reports names."""
        entities, named = tables.entities.c, tables.names.c
        asked = select(entities.report, named.identity).join(tables.entities, entities.named == named.id).distinct()
        found: dict[str, set[str]] = defaultdict(set)
        for part in chunks(reports):
            for report, identity in self._all(asked.where(entities.report.in_(part))):
                found[report].add(identity)
        return found

    def _rarely_named(self, identities: Collection[str]) -> dict[str, list[str]]:
        """The reports that name each of some identities, of those that COMMON reports name at most."""
        entities, named = tables.entities.c, tables.names.c
        both = tables.names.join(tables.entities, entities.named == named.id)
        found: dict[str, list[str]] = defaultdict(list)
        for part in chunks(identities):
            rare = select(named.identity).select_from(both).where(named.identity.in_(part)).group_by(named.identity)
            rare = rare.having(func.count(entities.report.distinct()) <= COMMON)
            asked = select(named.identity, entities.report).select_from(both).where(named.identity.in_(rare)).distinct()
            for identity, report in self._all(asked):
                found[identity].append(report)
        return found

    def put_matter_pairs(self, touched: Collection[str], pairs: Mapping[tuple[str, str], float]) -> None:
        """Keep how well pairs of statements go together, in the place of all pairs of the touched ones."""
        with self.writing():
            for column in (tables.matter_pairs.c.a, tables.matter_pairs.c.b):
                self._drop(tables.matter_pairs, column, touched)
            self._put(tables.matter_pairs, [{"a": a, "b": b, "score": score} for (a, b), score in pairs.items()])

    def matter_pairs(self, statements: Collection[str]) -> dict[tuple[str, str], float]:
        """Every kept pair that holds any of some statements."""
        columns = tables.matter_pairs.c
        return {
            (a, b): score
            for part in chunks(statements)
            for column in (columns.a, columns.b)
            for a, b, score in self._all(select(columns.a, columns.b, columns.score).where(column.in_(part)))
        }

    def matter_of(self, statements: Collection[str]) -> dict[str, str]:
        """Statements to the matters they belong to."""
        columns = tables.statements.c
        return {
            i: matter
            for part in chunks(statements)
            for i, matter in self._all(select(columns.id, columns.matter).where(columns.id.in_(part)))
            if matter
        }

    def in_matters(self, matters: Collection[str]) -> list[str]:
        """The statements of some matters."""
        columns = tables.statements.c
        return [
            i
            for part in chunks(matters)
            for i in self._column(select(columns.id).where(columns.matter.in_(part), ~columns.hidden))
        ]

    def put_matters(self, gone: Collection[str], matters: Iterable[Matter], hidden: Collection[str] = ()) -> None:
        """Keep matters, in the place of those that are gone; those with a hidden claim stay out of the lists."""
        matters, hidden_claims = list(matters), frozenset(hidden)
        with self.writing() as connection:
            self._drop(tables.matters, tables.matters.c.id, {*gone, *(matter.id for matter in matters)})
            for part in chunks(gone):
                connection.execute(
                    update(tables.statements).where(tables.statements.c.matter.in_(part)).values(matter=None)
                )
            told = [{"claim": claim, "of": matter.id} for matter in matters for claim in matter.claims]
            if told:
                into = update(tables.statements).where(tables.statements.c.id == bindparam("claim"))
                connection.execute(into.values(matter=bindparam("of")), told)
            self._put(
                tables.matters,
                [_matter_row(matter) | {"hidden": not hidden_claims.isdisjoint(matter.claims)} for matter in matters],
            )

    def forget_empty_matters(self, among: Collection[str]) -> None:
        """Drop those of some matters of which no claim is left."""
        matters = tables.matters.c
        used = select(tables.statements.c.id).where(tables.statements.c.matter == matters.id).exists()
        with self.writing() as connection:
            for part in chunks(among):
                connection.execute(delete(tables.matters).where(matters.id.in_(part), ~used))

    def matters(self, ids: Collection[str]) -> dict[str, Matter]:
        """Matters by id."""
        columns = tables.matters.c
        return {
            i: msgspec.msgpack.decode(body, type=Matter)
            for part in chunks(ids)
            for i, body in self._all(select(columns.id, columns.body).where(columns.id.in_(part)))
        }

    def put_unsure_members(self, among: Collection[str], found: Mapping[str, tuple[float, str]]) -> None:
        """Keep which of some claims may not belong to their matter: how likely they do, and why."""
        members = tables.doubts.c
        with self.writing() as connection:
            for part in chunks(among):
                connection.execute(delete(tables.doubts).where(members.kind == "member", members.thing.in_(part)))
            self._put(
                tables.doubts,
                [
                    {"kind": "member", "thing": i, "report": i.split(".")[0], "rank": likely, "why": why}
                    for i, (likely, why) in found.items()
                ],
            )

    def put_answers(self, replies: Collection[str], answers: Iterable[Answer]) -> None:
        """Keep what some replies answer, in the place of what they answered before."""
        with self.writing():
            self._drop(tables.replies, tables.replies.c.reply, replies)
            self._put(
                tables.replies,
                [{"reply": a.reply, "answers": a.answers, "how": a.how.value, "why": a.why} for a in answers],
            )

    def answers_to(self, statements: Collection[str]) -> list[Answer]:
        """The replies bound to some claims."""
        return self._answers(tables.replies.c.answers, statements)

    def answered_by(self, statements: Collection[str]) -> list[Answer]:
        """What some claims answer."""
        return self._answers(tables.replies.c.reply, statements)

    def _answers(self, column: Any, statements: Collection[str]) -> list[Answer]:
        columns = tables.replies.c
        return [
            Answer(row.reply, row.answers, Bond(row.how), row.why)
            for part in chunks(statements)
            for row in self._all(
                select(tables.replies).where(column.in_(part)).order_by(columns.reply, columns.answers)
            )
        ]

    def houses(self, reports: Collection[str]) -> dict[str, frozenset[str]]:
        """For each report the names of its outlet and agency, and the identities that go by them."""
        reported, named = tables.reports.c, tables.names.c
        found: dict[str, set[str]] = defaultdict(set)
        for part in chunks(reports):
            asked = select(reported.id, reported.outlet, reported.agency).where(reported.id.in_(part))
            for report, *printed in self._all(asked):
                found[report].update(house for house in printed if house)
        every = {house for group in found.values() for house in group}
        identity: dict[str, str] = {}
        for part in chunks(every):
            identity.update(self._all(select(named.name, named.identity).where(named.name.in_(part))))
        return {
            report: frozenset({*group, *(identity[house] for house in group if house in identity)})
            for report, group in found.items()
        }

    # Decisions

    def standing(self, deeds: Collection[Deed], of: str | None = None) -> list[Decision]:
        """Decisions of some kinds that are not undone, oldest first; those `of` one report or claim, or of all."""
        columns = tables.decisions.c
        asked = select(tables.decisions).where(columns.what.in_(sorted(deeds)), columns.undone.is_(None))
        if of is not None:
            asked = asked.where((columns.a == of) | columns.a.startswith(f"{of}.", autoescape=True))
        return [_decision(row) for row in self._all(asked.order_by(columns.number))]

    def loosened(self, statements: Collection[str]) -> set[str]:
        """Those of some claims that are bound as replies by a decision that no longer stands."""
        bound = {d.a for d in self.decisions() if d.what is Deed.BIND and d.undone}
        return bound & set(statements)

    def decided_about(self, report: str) -> bool:
        """Whether anybody decided something about a report or its claims."""
        columns = tables.decisions.c
        asked = select(columns.id).where(
            columns.a.startswith(report) | columns.b.contains(report), columns.undone.is_(None)
        )
        return bool(self._scalar(asked.limit(1)))

    def decide(self, decision: Decision) -> bool:
        """Keep a decision; False if the very same is there already."""
        with self.writing(), self.filing() as connection:  # or a report could come without what is decided about it
            columns = tables.decisions.c
            if connection.execute(select(columns.id).where(columns.id == decision.id)).scalar():
                return False
            number = self._next_number(tables.decisions)
            row = msgspec.structs.asdict(decision) | {"what": decision.what.value, "number": number}
            self._put(tables.decisions, [row])
            return True

    def newest_decision(self) -> int:
        """The number of the last decision, 0 where there is none."""
        return int(self._scalar(select(func.max(tables.decisions.c.number))) or 0)

    def undo(self, decision: str, at: str) -> None:
        """Mark a decision as undone."""
        with self.writing(), self.filing() as connection:
            connection.execute(update(tables.decisions).where(tables.decisions.c.id == decision).values(undone=at))

    def decisions(self) -> list[Decision]:
        """All decisions, undone ones too, oldest first."""
        return [_decision(row) for row in self._all(select(tables.decisions).order_by(tables.decisions.c.number))]

    def hide(self, kind: str, id: str, *, hidden: bool) -> None:
        """Hide an identity or a matter from the lists, or show it again."""
        table = {"entity": tables.identities, "matter": tables.matters}.get(kind)
        if table is not None:
            with self.writing() as connection:
                connection.execute(update(table).where(table.c.id == id).values(hidden=hidden))

    def mark(self, claim: str, decided: str | None) -> None:
        """Write beside a claim what was decided of it, which changes nothing else."""
        columns = tables.statements.c
        with self.writing() as connection:
            connection.execute(update(tables.statements).where(columns.id == claim).values(decided=decided))

    def hidden_among(self, claims: Collection[str]) -> set[str]:
        """Those of some claims that are left out of the lists."""
        columns = tables.statements.c
        return {
            claim
            for part in chunks(claims)
            for claim in self._column(select(columns.id).where(columns.id.in_(part), columns.hidden))
        }

    def correct_report(self, report: str, told: Mapping[str, str]) -> None:
        """A report's frame as it was read, with what people told of it instead."""
        document = self.reading(report, as_read=True).document
        published = document.published.value if document.published else None
        frame = {"outlet": document.outlet, "agency": document.agency, "title": document.title, "published": published}
        with self.writing() as connection:
            connection.execute(update(tables.reports).where(tables.reports.c.id == report).values(**frame | dict(told)))

    def spelt(self, identities: Collection[str]) -> set[str]:
        """Some identities with all names that belong to them."""
        return {name for found in self.names_of(identities).values() for name in found} | set(identities)

    def unsettle_names(self, names: Collection[str]) -> None:
        """Mark names to be compared and clustered again."""
        with self.writing() as connection:
            for part in chunks(names):
                connection.execute(update(tables.names).where(tables.names.c.id.in_(part)).values(settled=False))

    def own_names(self, report: str) -> dict[str, str]:
        """The entities of a report that were given a name of their own, and its id."""
        columns = tables.entities.c
        asked = select(columns.entity, columns.named).where(columns.report == report, columns.named.startswith("o"))
        return dict(self._all(asked))

    def give_own_name(self, entity: str) -> None:
        """Part somebody of one report from others that go by the same name."""
        report, _, local = entity.partition(".")
        columns = tables.entities.c
        with self.writing() as connection:
            row = connection.execute(
                select(tables.entities).where(columns.report == report, columns.entity == local)
            ).one_or_none()
            if row is None:
                raise StoreError(f"there is nobody called {local} in report {report}; sayso show {report} lists who is")
            own = f"o{report[1:]}.{local}"
            new = {"id": own, "name": row.name, "type": row.type, "identity": own, "settled": False}
            self._put(tables.names, [new])
            where = (columns.report == report) & (columns.entity == local)
            connection.execute(update(tables.entities).where(where).values(named=own))
            self._count_anew(self.identity_of([row.named] if row.named else []).values())

    def put_known(self, known: Iterable[tuple[str, str, str, str]]) -> None:
        """Take in names from a list of a user's own: the name's id, the list's id, the name, and the kind of thing."""
        with self.writing() as connection:
            for i, listed, name, kind in known:
                self._put(tables.names, [{"id": i, "name": name, "type": kind, "identity": i, "settled": False}])
                connection.execute(
                    update(tables.names).where(tables.names.c.id == i).values(known=listed, settled=False)
                )

    def known_names(self) -> list[KnownName]:
        """The names from lists of a user's own."""
        columns = tables.names.c
        rows = self._all(select(tables.names).where(columns.known.is_not(None)).order_by(columns.id))
        return [KnownName(id=row.id, listed=row.known, name=row.name, type=EntityType(row.type)) for row in rows]

    # Plumbing

    def _versions_around(self, document: Document) -> tuple[str | None, str | None]:
        """The reports that a new one takes the place of, and that takes its place.

        Versions of a wire story go by their editions, in whatever order they come; those of an address by their coming.
        """
        reports, wire = tables.reports.c, document.wire or Wire()
        if wire.item or wire.corrects:
            same = select(reports.id, reports.edition, reports.published, reports.number).where(
                reports.item.in_([item for item in (wire.item, wire.corrects) if item])
            )
            own = _edition(wire.edition), document.published.value if document.published else ""
            others = sorted((_edition(row.edition), row.published or "", row.number, row.id) for row in self._all(same))
            before = [row[-1] for row in others if row[:2] <= own or (wire.corrects and not wire.item)]
            after = [row[-1] for row in others if row[-1] not in before]
            return (before or [None])[-1], (after or [None])[0]
        if not document.url or document.summary:
            return None, None
        asked = select(reports.id).where(reports.url == document.url, ~reports.summary)
        found = self._scalar(asked.order_by(reports.number.desc()).limit(1))
        return (str(found) if found else None), None

    def _tie_versions(self, report: str, earlier: str | None, later: str | None) -> None:
        """Put a report between the version before it and the version after it."""
        reports = tables.reports.c
        with self.writing() as connection:
            if earlier:
                connection.execute(update(tables.reports).where(reports.id == earlier).values(replaced_by=report))
            if later:
                connection.execute(update(tables.reports).where(reports.id == later).values(version_of=report))

    def _killed(self, wire: Wire) -> bool:
        """Whether a story was taken back before this version of it came in; a later one may stand again."""
        if not wire.item:
            return False
        reports = tables.reports.c
        kills = self._column(select(reports.edition).where(reports.item == wire.item, reports.withdrawn))
        return any(_edition(wire.edition) <= _edition(kill) for kill in kills)

    def _withdraw(self, wire: Wire) -> None:
        """Mark what a kill takes back, and have weighed anew what rested on it."""
        reports = tables.reports.c
        items = [item for item in (wire.item, wire.corrects) if item]
        before = [
            row.id
            for row in self._all(select(reports.id, reports.item, reports.edition).where(reports.item.in_(items)))
            if row.item == wire.corrects or _edition(row.edition) <= _edition(wire.edition)
        ]
        with self.writing() as connection:
            for part in chunks(before):
                marked = update(tables.reports).where(reports.id.in_(part))
                connection.execute(marked.values(withdrawn=True, settled=False))

    def _forget_unused_names(self) -> None:
        used = (
            select(tables.entities.c.named)
            .where(tables.entities.c.named.is_not(None))
            .union(select(tables.takes_part.c.name))
        )
        unused = self._column(
            select(tables.names.c.id).where(tables.names.c.id.not_in(used), tables.names.c.known.is_(None))
        )
        for table, column in (
            (tables.name_keys, tables.name_keys.c.name),
            (tables.name_pairs, tables.name_pairs.c.a),
            (tables.name_pairs, tables.name_pairs.c.b),
            (tables.identities, tables.identities.c.id),
            (tables.names, tables.names.c.id),
        ):
            self._drop(table, column, unused)

    def _next_number(self, table: Table) -> int:
        return int(self._scalar(select(func.max(table.c.number))) or 0) + 1

    def _put(self, table: Table, rows: list[Row]) -> None:
        """Insert rows; those whose keys are there already stay as they are."""
        if rows:
            with self.writing() as connection:
                connection.execute(self._database.insert(table), rows)

    def _drop(self, table: Table, column: Any, values: Collection[str]) -> None:
        with self.writing() as connection:
            for part in chunks(values):
                connection.execute(delete(table).where(column.in_(part)))

    def _all(self, asked: Select[Any]) -> list[Any]:
        with self.asking() as connection:
            return list(connection.execute(asked))

    def _column(self, asked: Select[Any]) -> list[Any]:
        with self.asking() as connection:
            return list(connection.execute(asked).scalars())

    def _scalar(self, asked: Select[Any]) -> Any:
        with self.asking() as connection:
            return connection.execute(asked).scalar()


def _moment(value: str) -> Moment:
    """A printed moment with the precision that its length tells."""
    kinds = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY, 13: Precision.HOUR}
    return Moment(value, kinds.get(len(value), Precision.MINUTE))


def _edition(printed: str | None) -> tuple[int, ...]:
    """An edition that can be compared: "10" comes after "9"."""
    return tuple(int(number) for number in re.findall(r"\d+", printed or ""))


def now() -> str:
    """This moment, to the second, in universal time."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    """Values in a fixed order, as many at a time as one question may hold."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _entity_rows(reading: Reading, named: Mapping[str, tuple[str, str]]) -> Iterator[Row]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in reading.mentions:
        if mention.entity:
            spans[mention.entity].append((mention.start, mention.end))
            if mention.form is not MentionForm.PRONOUN:
                forms[mention.entity][" ".join(mention.span.of(reading.document.text).split())] += 1
    for entity in reading.entities:
        yield {
            "report": reading.document.id,
            "entity": entity.id,
            "name": entity.name,
            "type": entity.type.value,
            "forms": msgspec.msgpack.encode(forms[entity.id]),
            "spans": msgspec.msgpack.encode(spans[entity.id]),
            "named": named[entity.id][0] if entity.id in named else None,
            "roles": "\n".join(described(entity)),
        }


def described(entity: Entity) -> list[str]:
    """The descriptions that a report gives of somebody."""
    return [*entity.roles, *(form for form in entity.forms if form[:1].islower())]


def _statement_row(number: int, statement: Statement) -> Row:
    return {
        "id": statement.id,
        "report": statement.document,
        "number": number,
        "start": statement.span.start,
        "end": statement.span.end,
        "text": statement.text,
        "speaker": statement.speaker.name if statement.speaker else statement.outlet or "the outlet",
        "voice": statement.voice.value,
        "stance": statement.stance.value,
        "holds": statement.holds.value,
        "type": statement.type,
        "said": statement.occasion,
        "happened": statement.first
        if statement.first == statement.last
        else f"{statement.first or ''}/{statement.last or ''}",
        "published": statement.published,
        "hidden": False,
        "vector": statement.vector,
        "body": msgspec.msgpack.encode(statement),
    }


def who_takes_part(statement: Statement) -> Iterator[tuple[str, str]]:
    """The names that take part in a statement, each with its part."""
    if statement.speaker and statement.speaker.identity:
        yield statement.speaker.identity, "speaker"
    for voice in statement.chain:
        if voice.identity:
            yield voice.identity, "chain"
        for body in voice.speaks_for:
            yield body, "body"
    for part in ("actors", "recipients", "via"):
        for name in getattr(statement, part):
            yield name, part
    if statement.place:
        yield statement.place, "place"
    for name in statement.about:
        yield name, "about"


def names_in(statement: Statement) -> Iterator[str]:
    """All names in a statement: of who takes part, and of who publishes it."""
    yield from (name for name, _ in who_takes_part(statement))
    if statement.publisher:
        yield from (name for name in (statement.publisher.identity, *statement.publisher.speaks_for) if name)


def with_identities(statement: Statement, identity: Mapping[str, str]) -> Statement:
    """A statement whose names are those of the identities they belong to."""

    def of(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(identity.get(name, name) for name in names))

    def who(voice: Speaker) -> Speaker:
        known = identity.get(voice.identity or "", voice.identity)
        return msgspec.structs.replace(voice, identity=known, speaks_for=of(voice.speaks_for))

    return msgspec.structs.replace(
        statement,
        chain=tuple(map(who, statement.chain)),
        publisher=who(statement.publisher) if statement.publisher else None,
        actors=of(statement.actors),
        recipients=of(statement.recipients),
        via=of(statement.via),
        place=identity.get(statement.place or "", statement.place),
        about=frozenset(of(statement.about)),
    )


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id, what=Deed(row.what), a=row.a, b=row.b, because=row.because, by=row.by, at=row.at, undone=row.undone
    )


def _matter_row(matter: Matter) -> Row:
    happened = matter.points[0] if matter.points else None
    return {
        "id": matter.id,
        "text": matter.text,
        "type": matter.type,
        "reports": len({claim.split(".")[0] for claim in matter.claims}),
        "outlets": matter.outlets,
        "origins_min": happened.origins.min if happened else 0,
        "origins_max": happened.origins.max if happened else 0,
        "hidden": False,
        "body": msgspec.msgpack.encode(matter),
    }
