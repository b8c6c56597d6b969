"""A case written out and taken in again is the same case, in every list and every field."""

from __future__ import annotations

import io
import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from sayso.deciding import decide, undo
from sayso.errors import SettingsError
from sayso.ingest.known import Known
from sayso.pipeline import add_known, remove_reports
from sayso.restoring import Restored, restore
from sayso.settle import file, settle
from sayso.show.chosen import choose
from sayso.show.export import case as export
from sayso.store import Case, lists, open_case, tables
from sayso.store.filters import Filters
from sayso.terms import Decision, Deed, EntityType, Failure, Matter, Reading, Reprint, Statement
from tests.shelves import Shelf
from tests.stories import STORIES, case_of, id_of, picture, printed, written

Make = Callable[[], Case]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a decision of every kind, some of them undone, a list of known names, failures, and a report removed."""
    path = tmp_path_factory.mktemp("decided") / "my.sayso"
    case = case_of(path)
    case.fail(
        Failure("lost.html", "find", "there is no such file or folder", "check the path"), "2026-05-12T10:00:00+00:00"
    )
    add_known(
        case,
        [
            Known("Q1", "Ruta Adisa", ("R. Adisa",), EntityType.PERSON),
            Known("Q2", "Tsemma Council", (), EntityType.ORGANIZATION),
        ],
    )
    claims = [str(row["claim"]) for row in lists.list_claims(case) if row["voice"] == "named" and row["matter"]]
    replies = [(row["reply"], row["answers"]) for row in lists.list_replies(case)]
    people = [row["id"] for row in lists.list_entities(case) if row["type"] == "person"]
    others = [row["id"] for row in lists.list_entities(case) if row["type"] == "organization"]
    dam, local = id_of("dam.txt"), next(e.id for e in case.reading(id_of("wire.txt")).entities if "Adisa" in e.name)
    deeds: list[tuple[Deed, str, str | None]] = [
        (Deed.ACCEPT, claims[0], None),
        (Deed.REJECT, claims[1], None),
        (Deed.CORRECT, claims[2], "stance=alleges"),
        (Deed.CORRECT, claims[3], "speaker=Ana Roth"),
        (
            Deed.ADD,
            dam,
            json.dumps({"words": "the Orlo dam had cracked", "speaker": "A passer-by", "stance": "asserts"}),
        ),
        (Deed.BIND, claims[5], claims[0]),
        (Deed.UNBIND, *replies[0]),
        (Deed.MOVE, claims[6], claims[0]),
        (Deed.SAME, people[0], people[1]),
        (Deed.DIFFERENT, f"{id_of('wire.txt')}.{local}", people[0]),
        (Deed.RENAME, people[2], "Otherwise Called"),
        (Deed.HIDE, people[3], None),
        (Deed.INDEPENDENT, others[0], others[1]),
        (Deed.DEPENDENT, people[0], others[0]),
        (Deed.REPORT, dam, "outlet=The Corrected Herald"),
        (Deed.REPORT, id_of("rights.txt"), "published=2024-03-11"),
    ]
    for number, (what, a, b) in enumerate(deeds):
        decide(case, what, a, b, because=f"reason {number}", by="Ana Roth")
    for what in (Deed.ACCEPT, Deed.MOVE):
        undo(case, next(d.id for d in case.decisions() if d.what is what))
    decide(
        case,
        Deed.ACCEPT,
        next(str(row["claim"]) for row in lists.list_claims(case) if row["location"] == "herring.txt"),
    )
    remove_reports(case, [id_of("herring.txt")])
    file(case, printed("The dam is old.\n", "old.txt", outlet="The Packet"), b"<p>The dam is old.</p>")
    settle(case)
    case.close()
    return path


@pytest.fixture
def case(decided: Path, tmp_path: Path) -> Case:
    shutil.copy(decided, tmp_path / "my.sayso")
    return open_case(tmp_path / "my.sayso")


@pytest.fixture
def fresh(shelf: Shelf) -> Case:
    return open_case(shelf.empty())


def written_out(case: Case) -> list[bytes]:
    out = io.BytesIO()
    export.write(choose(case, Filters(), "case"), out)
    return out.getvalue().splitlines(keepends=True)


def rows(case: Case, table: str) -> list[dict[str, Any]]:
    with case.asking() as connection:
        found = connection.execute(select(tables.metadata.tables[table])).mappings()
        read = [{name: opened(table, name, value) for name, value in row.items()} for row in found]
    keys = [column.name for column in tables.metadata.tables[table].primary_key]
    return sorted(read, key=lambda row: [str(row[key]) for key in keys])


def opened(table: str, name: str, value: Any) -> Any:
    """What is kept in a field, where it is packed: the same words can be packed in another order."""
    if name == "reading":
        return msgspec.msgpack.decode(zlib.decompress(value), type=Reading)
    if name == "body":
        return msgspec.msgpack.decode(
            value, type={"statements": Statement, "matters": Matter, "reprints": Reprint}[table]
        )
    return msgspec.msgpack.decode(value) if name in ("forms", "spans") else value


def test_every_list_comes_back(case: Case, fresh: Case) -> None:
    restore(fresh, written_out(case))
    assert picture(fresh) == picture(case)
    for listed in (lists.list_decisions, lists.list_failures):
        assert list(listed(fresh)) == list(listed(case))
    hidden = Filters(hidden=True)
    assert list(lists.list_claims(fresh, hidden)) == list(lists.list_claims(case, hidden))
    assert list(lists.list_matters(fresh, hidden)) == list(lists.list_matters(case, hidden))


@pytest.mark.parametrize("table", sorted(tables.metadata.tables))
def test_every_field_of_every_table_comes_back(case: Case, fresh: Case, table: str) -> None:
    restore(fresh, written_out(case))
    assert rows(fresh, table) == rows(case, table)


def test_every_reading_comes_back_as_read_and_as_corrected(case: Case, fresh: Case) -> None:
    restore(fresh, written_out(case))
    for report in case.order_of_filing():
        assert fresh.reading(report, as_read=True) == case.reading(report, as_read=True)
        assert fresh.reading(report) == case.reading(report)
    assert fresh.reading(id_of("dam.txt")).document.outlet == "The Corrected Herald"


def test_what_was_undone_can_be_told_from_what_stands(case: Case, fresh: Case) -> None:
    restore(fresh, written_out(case))
    assert fresh.decisions() == case.decisions()
    last = next(d for d in fresh.decisions() if d.what is Deed.REPORT and not d.undone)
    undo(fresh, last.id)
    assert fresh.reading(id_of("dam.txt")).document.outlet == "The Herald"


def test_written_out_again_it_is_the_same_file(case: Case, fresh: Case) -> None:
    first = written_out(case)
    restore(fresh, first)
    assert written_out(fresh)[1:] == first[1:]


def test_it_says_what_it_was_given_and_what_was_new(case: Case, fresh: Case) -> None:
    lines = written_out(case)
    once, twice = restore(fresh, lines), restore(fresh, lines)
    assert once.told().startswith("the case my.sayso, written out ")
    assert f"{len(STORIES)} reports ({len(STORIES)} new)" in once.told()
    assert twice.new | {"failures": 0} == dict.fromkeys(twice.held, 0)


def test_taking_it_in_twice_changes_nothing(case: Case, fresh: Case) -> None:
    lines = written_out(case)
    restore(fresh, lines)
    before = {table: rows(fresh, table) for table in tables.metadata.tables}
    restore(fresh, lines)
    assert {table: rows(fresh, table) for table in tables.metadata.tables} == before


def test_two_cases_can_be_put_together(tmp_path: Path) -> None:
    names = list(STORIES)
    one, other = case_of(tmp_path / "one.sayso", names[:7]), case_of(tmp_path / "other.sayso", names[7:])
    restore(one, written_out(other))
    assert picture(one) == picture(case_of(tmp_path / "whole.sayso"))


def test_decisions_alone_are_taken_in_too(case: Case, tmp_path: Path) -> None:
    other = case_of(tmp_path / "other.sayso")
    lines = [msgspec.json.encode(row) + b"\n" for row in lists.list_decisions(case)]
    restored = restore(other, lines)
    assert restored.told() == f"decisions: {len(lines)} decisions ({len(lines)} new)"
    assert other.decisions() == case.decisions()


def test_an_empty_file_and_an_empty_case_are_no_error(fresh: Case) -> None:
    assert restore(fresh, []) == Restored()
    assert restore(fresh, written_out(fresh)).held == {}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "cannot be read"),
        (b"[]", "holds no object"),
        (b'{"archive": 99}', "newer sayso"),
        (b'{"about": {}, "table": "claims"}', "a table for other programs"),
        (b'{"document": {}, "claims": []}', "a reading of sayso read"),
        (b'{"id": "x", "schema": "Person"}', "FollowTheMoney"),
        (b'{"claim": "d1.c1"}', "a list of claims"),
        (b'{"id": "x", "what": "nothing", "a": "b"}', "cannot be read"),
        (b'{"report": {"added": "", "frame": {}, "reading": 1}}', "cannot be read"),
    ],
)
def test_what_cannot_be_taken_in_is_named_and_nothing_is(case: Case, fresh: Case, line: bytes, why: str) -> None:
    lines = written_out(case)
    with pytest.raises(SettingsError, match=why):
        restore(fresh, [*lines[:-1], line + b"\n"])
    assert list(lists.list_reports(fresh)) == []
    assert fresh.decisions() == []


def test_the_commands_lead_out_and_back(tmp_path: Path) -> None:
    from tests.test_case_cli import sayso

    assert sayso("add", *written(tmp_path / "in", ["dam.txt"]), "--case", str(tmp_path / "a.sayso")).status == 0
    out = str(tmp_path / "out.jsonl")
    assert sayso("export", "case", "--case", str(tmp_path / "a.sayso"), "--out", out).status == 0
    said = sayso("import", out, "--case", str(tmp_path / "b.sayso"))
    assert said.status == 0
    assert "1 reports (1 new)" in said.err
    assert picture(open_case(tmp_path / "b.sayso")) == picture(open_case(tmp_path / "a.sayso"))
    assert sayso("export", "case", "--about", "Orlo", "--case", str(tmp_path / "a.sayso")).status == 2
    assert sayso("import", str(tmp_path / "none"), "--case", str(tmp_path / "b.sayso")).status == 2


def test_a_decision_without_its_report_is_kept_on_record(fresh: Case) -> None:
    lonely = Decision(id="x1", what=Deed.DIFFERENT, a="d1.e1", b="n2", by="Ana Roth", at="2026-05-12T10:00:00+00:00")
    restore(fresh, [msgspec.json.encode(lonely)])
    assert fresh.decisions() == [lonely]
