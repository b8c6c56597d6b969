"""What a case does with summaries, with versions and kills off the wire, and with the bytes of its reports."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from sayso.cli import app
from sayso.pipeline import add_reports, remove_reports
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case
from sayso.terms import Failure, Reading, Wire
from tests.ingest.build import item, markup, page, response, rss, warc, written
from tests.shelves import Shelf
from tests.stories import STORIES, id_of, reading

STORY = "dam-town.txt"


@pytest.fixture
def case(shelf: Shelf) -> Case:
    return open_case(shelf.empty())


def wired(name: str, **said: object) -> Reading:
    """A report of the stories as it comes off the wire."""
    known = reading(name)
    return replace(known, document=replace(known.document, wire=Wire(**said)))  # type: ignore[arg-type]


def another(base: Reading, id: str) -> Reading:
    """The same report under another id, as another version has."""
    return replace(base, document=replace(base.document, id=id))


def filed(case: Case, *readings: Reading) -> None:
    for one in readings:
        file(case, one)
    settle(case)


def in_matters(case: Case) -> set[str]:
    """The reports that have a claim in a matter."""
    return {claim["claim"].split(".")[0] for row in lists.list_matters(case) for claim in row["claims"]}


# Summaries


def test_a_summary_opens_no_matter_and_is_in_none(case: Case) -> None:
    base = reading(STORY)
    summary = replace(base, document=replace(base.document, summary=True))
    filed(case, summary, reading("dam-company.txt"))
    assert base.document.id not in in_matters(case)
    assert any(row["summary"] for row in lists.list_reports(case))


def test_the_claims_of_a_summary_are_listed_all_the_same(case: Case) -> None:
    base = reading(STORY)
    filed(case, replace(base, document=replace(base.document, summary=True)))
    assert list(lists.list_claims(case))
    assert not list(lists.list_matters(case))


def test_a_summary_of_an_article_is_no_version_of_it(case: Case) -> None:
    base = replace(reading(STORY), document=replace(reading(STORY).document, url="https://packet.example/dam"))
    filed(case, replace(another(base, "dsummary"), document=replace(base.document, id="dsummary", summary=True)), base)
    assert not any(row["version_of"] or row["replaced_by"] for row in lists.list_reports(case))


# Versions and kills


@pytest.mark.parametrize("order", [("d9", "d10", "d11"), ("d11", "d9", "d10"), ("d10", "d11", "d9")])
def test_versions_go_by_their_editions_in_whatever_order_they_come(case: Case, order: tuple[str, ...]) -> None:
    filed(case, *(another(wired(STORY, item="dam", edition=id[1:]), id) for id in order))
    rows = {row["id"]: (row["version_of"], row["replaced_by"]) for row in lists.list_reports(case)}
    assert rows == {"d9": (None, "d10"), "d10": ("d9", "d11"), "d11": ("d10", None)}


def test_a_correction_under_a_name_of_its_own_is_a_version_of_what_it_corrects(case: Case) -> None:
    filed(case, another(wired(STORY, item="dam"), "d1"), another(wired(STORY, item="fix", corrects="dam"), "d2"))
    rows = {row["id"]: row["version_of"] for row in lists.list_reports(case)}
    assert rows == {"d1": None, "d2": "d1"}


@pytest.mark.parametrize("killed_first", [False, True])
def test_a_kill_withdraws_the_claims_of_the_story_whichever_comes_first(case: Case, killed_first: bool) -> None:
    story, kill = (
        another(wired(STORY, item="dam", edition="1"), "d1"),
        another(wired("herring.txt", item="dam", edition="2", withdrawn=True), "d2"),
    )
    filed(case, *((kill, story) if killed_first else (story, kill)), reading("dam-company.txt"))
    claims = {row["claim"].split(".")[0]: row["withdrawn"] for row in lists.list_claims(case)}
    assert claims == {"d1": True, "d2": True, id_of("dam-company.txt"): False}
    assert case.reading("d1").document.wire == Wire(item="dam", edition="1", withdrawn=True)


def test_what_was_withdrawn_is_shown_and_counts_for_nothing(case: Case) -> None:
    filed(case, another(wired(STORY, item="dam", edition="1"), "d1"))
    before = list(lists.list_matters(case, points=False))
    assert any(row["origins"]["max"] for row in before)
    filed(case, another(wired("herring.txt", item="dam", edition="2", withdrawn=True), "d2"))
    after = {row["text"]: row for row in lists.list_matters(case, points=False)}
    for row in before:
        assert after[row["text"]]["origins"]["max"] == after[row["text"]]["origins"]["unestablished"] == 0
        assert all(claim["withdrawn"] for claim in after[row["text"]]["claims"])


def test_a_story_may_stand_again_after_it_was_killed(case: Case) -> None:
    filed(
        case,
        another(wired("herring.txt", item="dam", edition="2", withdrawn=True), "d2"),
        another(wired(STORY, item="dam", edition="3"), "d3"),
    )
    assert not any(row["withdrawn"] for row in lists.list_claims(case) if row["claim"].startswith("d3."))


# The bytes


def test_the_bytes_of_a_report_are_kept_if_asked_for_and_go_with_it(shelf: Shelf, tmp_path: Path) -> None:
    case = open_case(shelf.alone())
    path = written(tmp_path, "mole.html", page())
    add_reports(case, [str(path)], keep_source=True)
    ((report, digest),) = [(row["id"], case.reading(row["id"]).document.sha256) for row in lists.list_reports(case)]
    assert case.source(report) == page()
    assert hashlib.sha256(page()).hexdigest() == digest
    remove_reports(case, [report])
    assert case.source(report) is None
    assert zlib.compress(page()) not in shelf.bytes_of(case)


def test_only_the_hash_is_kept_otherwise(case: Case, tmp_path: Path) -> None:
    add_reports(case, [str(written(tmp_path, "mole.html", page()))])
    (row,) = lists.list_reports(case)
    assert case.source(row["id"]) is None


def test_the_bytes_of_a_report_in_an_archive_are_its_own(case: Case, tmp_path: Path) -> None:
    data, _ = warc(
        [
            response("https://packet.example/1", page()),
            response("https://packet.example/2", page("Another", ("x " * 30,))),
        ]
    )
    add_reports(case, [str(written(tmp_path, "crawl.warc", data))], keep_source=True)
    kept = {row["title"]: case.source(row["id"]) for row in lists.list_reports(case)}
    assert kept["Merisk closes its eastern mole"] == page()


def test_show_gives_the_bytes_back_or_says_where_they_are(tmp_path: Path) -> None:
    path, case = written(tmp_path, "mole.html", page()), str(tmp_path / "a.sayso")
    run = CliRunner().invoke
    assert run(app, ["add", str(path), "--case", case, "--keep-source", "bytes"]).exit_code == 0
    assert run(app, ["show", "mole.html", "--source", "--case", case]).stdout_bytes == page()
    run(app, ["add", str(path), "--case", str(tmp_path / "b.sayso")])
    said = run(app, ["show", "mole.html", "--source", "--case", str(tmp_path / "b.sayso")])
    assert "only the hash" in str(said.exception)


# Adding files that hold many


def test_the_failures_of_a_file_are_forgotten_once_it_is_read_anew(case: Case, tmp_path: Path) -> None:
    data = rss(item(content=markup()), item("Second", content=markup()))
    path = written(tmp_path, "a.rss", data[:-60])
    add_reports(case, [str(path)])
    case.fail(Failure(f"{path}#entry=7", "extract", "gone", "look"))
    case.fail(Failure(f"{path}x", "extract", "gone", "look"))
    written(tmp_path, "a.rss", data)
    add_reports(case, [str(path)])
    assert [row["location"] for row in lists.list_failures(case)] == [f"{path}x"]


class Watched:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.expected: list[int | None] = []
        self.passed = {"reading": 0, "settling": 0}

    def expect(self, reports: int | None) -> None:
        self.expected.append(reports)

    def done(self, stage: str, reports: int) -> None:
        self.passed[stage] += reports


def test_progress_counts_reports_where_their_number_is_not_known_ahead(case: Case, tmp_path: Path) -> None:
    data = rss(item(content=markup()), item(content=markup()), item("Second", content=markup()), item(title="***"))
    watch = Watched()
    done = add_reports(case, [str(written(tmp_path, "a.rss", data))], watch=watch)
    assert (done.new, done.known, len(done.failures)) == (2, 1, 1)
    assert watch.expected == [None, 2]
    assert watch.passed == {"reading": 4, "settling": 2}


# A case that an older sayso made


def test_an_older_case_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.sayso"
    case = open_case(path, create=True)
    filed(case, reading(STORY))
    case.close()
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE sources")
        old.execute("DROP INDEX ix_reports_item")
        old.execute("DROP INDEX statements_in_order")
        for column in ("summary", "item", "edition", "withdrawn"):
            old.execute(f"ALTER TABLE reports DROP COLUMN {column}")
        old.execute("ALTER TABLE statements DROP COLUMN type")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    case = open_case(path)
    (row,) = lists.list_reports(case)
    assert (row["id"], row["summary"], row["withdrawn"]) == (id_of(STORY), False, False)
    with case.asking() as connection:
        told = dict(connection.exec_driver_sql("SELECT id, type FROM statements").all())  # type: ignore[arg-type]
    assert told == {id: one.type for id, one in case.statements_in([id_of(STORY)]).items()}
    assert any(told.values())
    filed(case, another(wired("herring.txt", item="x"), "d2"))
    assert len(STORIES) > len(list(lists.list_reports(case))) == 2
