"""A case copied from a file to a server and back: every row of every table, and the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sayso.deciding import decide
from sayso.errors import StoreError
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case, tables
from sayso.store.copying import copy_case
from sayso.terms import Address, Deed, Failure
from tests.shelves import Folder, Server, Shelf
from tests.stories import case_of, id_of, picture, printed, reading
from tests.test_case_cli import sayso

SEARCHES = [
    "herring",
    "Orlo April",
    "crack Orlo",
    "guards",
    "the dam",
    '"over the ridge"',
    '"the Orlo dam" crack',
    "HERRÍNG",
    "Halvia's",
    "Korland’s army",
    "3 March 2024",
    "2024",
    "naïve café",
    "NAIVE CAFE",
    "e-mail",
    "mail",
    "a_b",
    "x@y.example/path?q=1",
    "-12.5",
    "Straße",
    "STRASSE",
    "Øst",
    "Киев",
    "киев",
    "*",
    "* herring",
    "nowhere",
]
ODD = (
    "Zoë Straße said that the naïve café of Øst had an e-mail from x@y.example/path?q=1 about a_b, -12.5 and Киев. "
    "Ms Ito said that the CAFÉ was quiet."
)


@pytest.fixture(scope="module")
def original(folder_of_cases: Folder) -> Case:
    """A case with something in every table."""
    case = case_of(folder_of_cases.empty())
    file(case, printed(ODD, "odd.txt", outlet="Østposten"), ODD.encode())
    settle(case)
    case.fail(Failure("lost.html", "find", "there is no such file", "check the path"))
    decide(case, Deed.SAME, "Celia Roe", "Jory Vance", because="met both — twice", by="Zoë")
    decide(case, Deed.REJECT, str(next(lists.list_claims(case))["claim"]))
    return case


@pytest.fixture(scope="module")
def copied(original: Case, server: Server) -> Case:
    case = open_case(server.empty())
    copy_case(original, case)
    return case


def rows(case: Case) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table."""
    with case.looking() as now, now.asking() as connection:
        found = {
            table.name: {tuple(row) for row in connection.execute(select(table))}
            for table in tables.metadata.sorted_tables
        }
        return found | {"search": set(case.fulltext.every(connection))}


def test_every_table_has_something_to_copy(original: Case) -> None:
    assert [name for name, found in rows(original).items() if not found] == []


def test_a_copy_has_every_row_of_every_table(original: Case, copied: Case) -> None:
    assert rows(copied) == rows(original)


def test_a_copy_of_the_copy_is_the_first_again(original: Case, copied: Case, folder_of_cases: Folder) -> None:
    back = open_case(folder_of_cases.empty())
    copy_case(copied, back)
    assert rows(back) == rows(original)
    assert picture(back) == picture(original)


def test_a_copy_gives_the_same_answers_in_the_same_order(original: Case, copied: Case) -> None:
    for name in ("reports", "claims", "matters", "origins", "replies", "failures", "decisions"):
        listed = getattr(lists, f"list_{name}")
        assert list(listed(copied)) == list(listed(original))
    assert picture(copied) == picture(original)


@pytest.mark.parametrize("words", ["adisa", "ZO", "army", "Straße", "øst"])
def test_a_name_is_found_by_the_same_letters(original: Case, copied: Case, words: str) -> None:
    for narrowed in (lists.Filters(by=words), lists.Filters(about=words), lists.Filters(according_to=words)):
        assert list(lists.list_claims(copied, narrowed)) == list(lists.list_claims(original, narrowed))


@pytest.mark.parametrize("words", SEARCHES)
def test_the_same_words_find_the_same_sentences(original: Case, copied: Case, words: str) -> None:
    ours, theirs = ([row["text"] for row in lists.search(case, words)] for case in (original, copied))
    assert sorted(theirs) == sorted(ours)


def test_what_is_added_to_the_copy_goes_on_where_the_first_stands(original: Case, copied: Case, server: Server) -> None:
    case = open_case(server.copy(copied.address))
    decided = decide(case, Deed.ACCEPT, str(list(lists.list_claims(case))[-1]["claim"]))
    assert case.decisions()[-1] == decided
    assert case.decisions()[:-1] == original.decisions()


# Where to


def test_a_case_that_holds_anything_is_not_overwritten(original: Case, shelf: Shelf) -> None:
    full = open_case(shelf.empty())
    full.fail(Failure("lost.html", "find", "there is no such file", "check the path"))
    before = rows(full)
    with pytest.raises(StoreError, match="holds failures already"):
        copy_case(original, full)
    assert rows(full) == before


def test_a_copy_that_fails_on_the_way_leaves_nothing(original: Case, shelf: Shelf) -> None:
    target = open_case(shelf.empty())

    def stop(table: str, rows: int) -> None:
        if table == "statements":
            raise RuntimeError("the power fails")

    with pytest.raises(RuntimeError):
        copy_case(original, target, stop)
    assert not any(rows(target).values())
    assert copy_case(original, target) == sum(map(len, rows(original).values()))


def test_others_may_add_to_a_case_that_is_copied(shelf: Shelf, folder_of_cases: Folder) -> None:
    case, target = case_of(shelf.empty(), ["wire.txt"]), open_case(folder_of_cases.empty())
    copy_case(case, target, lambda table, rows: file(case, reading("dam.txt")) and None)
    assert [row["location"] for row in lists.list_reports(target)] == ["wire.txt"]
    assert case.holds(id_of("dam.txt"))


def test_a_backup_of_a_case_on_a_server_is_a_file(copied: Case, original: Case, tmp_path: Path) -> None:
    copied.backup(tmp_path / "backup.sayso")
    assert rows(open_case(tmp_path / "backup.sayso")) == rows(original)


# The commands


def test_a_case_goes_to_a_server_and_back_by_command(original: Case, server: Server, tmp_path: Path) -> None:
    there, back = server.empty(), tmp_path / "back.sayso"
    secret = Address(there.given.replace("//sayso@", "//sayso:geheim@"))
    said = sayso("copy", str(original.address), secret.given)
    assert said.status == 0
    assert "13 reports" in said.err
    assert "geheim" not in said.err
    assert sayso("copy", there.given, str(back)).status == 0
    assert picture(open_case(back)) == picture(original)
    assert sayso("copy", there.given, str(back)).status == 1
    listed = [sayso("claims", "--format", "jsonl", "--case", where).out for where in (there.given, str(back))]
    assert listed[0] == listed[1] != ""
    assert sayso("backup", str(tmp_path / "backup.sayso"), "--case", there.given).status == 0
    assert picture(open_case(tmp_path / "backup.sayso")) == picture(original)
