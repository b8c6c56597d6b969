"""A case file: what is filed comes back as it was, all of a change is written or none, others can look meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import StoreError
from sayso.settle import file
from sayso.store import Case, lists, open_case
from sayso.store.case import AT_ONCE, chunks, now
from sayso.terms import Decision, Deed, Failure
from tests.shelves import Shelf
from tests.stories import STORIES, case_of, id_of, printed, reading, text_of

SHARED_CASE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""The case is only asked, never changed, so that examples may share it."""


@pytest.fixture(scope="module")
def case(shelf: Shelf) -> Iterator[Case]:
    opened = case_of(shelf.empty())
    yield opened
    opened.close()


@pytest.fixture
def empty(shelf: Shelf) -> Iterator[Case]:
    opened = open_case(shelf.empty())
    yield opened
    opened.close()


def locations(case: Case) -> list[str]:
    return [row["location"] for row in lists.list_reports(case)]


# What was filed comes back


@pytest.mark.parametrize("name", STORIES)
def test_a_report_comes_back_as_it_was_read(case: Case, name: str) -> None:
    assert case.reading(id_of(name)) == reading(name)


@pytest.mark.parametrize("name", STORIES)
def test_a_claim_quotes_the_exact_words_of_its_report(case: Case, name: str) -> None:
    text = reading(name).document.text
    for row in lists.list_claims(case):
        if row["location"] == name:
            start, end = row["span"]
            assert " ".join(text[start:end].split()) == row["text"]


def test_every_claim_with_words_is_in_the_case_in_its_order(case: Case) -> None:
    for name in STORIES:
        wanted = [f"{id_of(name)}.{claim.id}" for claim in reading(name).claims if claim.span]
        assert list(case.statements_in([id_of(name)])) == wanted


def test_a_report_is_held_once_it_is_filed(empty: Case) -> None:
    assert not empty.holds(id_of("wire.txt"))
    file(empty, reading("wire.txt"))
    assert empty.holds(id_of("wire.txt"))
    assert empty.unsettled(10) == [id_of("wire.txt")]


def test_filing_a_report_clears_the_failure_of_its_file(empty: Case) -> None:
    empty.fail(Failure("wire.txt", "open", "it is gone", "look for it"))
    empty.fail(Failure("other.txt", "open", "it is gone", "look for it"))
    file(empty, reading("wire.txt"))
    assert [row["location"] for row in lists.list_failures(empty)] == ["other.txt"]


def test_a_failure_of_one_file_is_kept_once_as_it_was_last(empty: Case) -> None:
    empty.fail(Failure("wire.txt", "open", "it is gone", "look for it"))
    empty.fail(Failure("wire.txt", "decode", "it is binary", "convert it"))
    (row,) = lists.list_failures(empty)
    assert (row["stage"], row["reason"], row["remedy"]) == ("decode", "it is binary", "convert it")


def test_the_same_decision_is_kept_once(empty: Case) -> None:
    decision = Decision(id="x1", what=Deed.ACCEPT, a="d1.c1", by="Ana Roth", at=now())
    assert empty.decide(decision)
    assert not empty.decide(decision)
    assert empty.decisions() == [decision]


def test_decisions_come_back_in_the_order_of_deciding(empty: Case) -> None:
    made = [Decision(id=f"x{number}", what=Deed.ACCEPT, a="d1.c1", at=now()) for number in (3, 1, 2)]
    for decision in made:
        empty.decide(decision)
    assert empty.decisions() == made
    assert empty.standing({Deed.ACCEPT}) == made


# All or nothing


def test_what_fails_half_way_is_not_written_at_all(empty: Case) -> None:
    file(empty, reading("wire.txt"))

    def half() -> None:
        with empty.writing():
            file(empty, reading("dam.txt"))
            raise RuntimeError("the power fails")

    with pytest.raises(RuntimeError):
        half()
    assert locations(empty) == ["wire.txt"]
    assert not list(lists.search(empty, "Orlo"))
    file(empty, reading("dam.txt"))  # and the case is not held by the transaction that failed
    assert len(locations(empty)) == 2


def test_another_process_sees_a_change_only_when_it_is_whole(empty: Case) -> None:
    other = open_case(empty.address)
    with empty.writing():
        file(empty, reading("wire.txt"))
        assert locations(other) == []
    assert locations(other) == ["wire.txt"]


def test_a_backup_is_whole_even_while_somebody_writes(empty: Case, tmp_path: Path) -> None:
    file(empty, reading("wire.txt"))
    copy = tmp_path / "backup.sayso"
    with open_case(empty.address).writing():
        empty.backup(copy)
    backed_up = open_case(copy)
    assert backed_up.reading(id_of("wire.txt")) == reading("wire.txt")
    assert list(lists.list_claims(backed_up)) == list(lists.list_claims(empty))


def test_a_case_opened_again_is_the_same(case: Case) -> None:
    again = open_case(case.address)
    assert list(lists.list_matters(again)) == list(lists.list_matters(case))


# Versions


def test_another_text_under_the_same_address_is_a_newer_version(empty: Case) -> None:
    address = "https://herald.example/raid"
    texts = text_of("wire.txt"), text_of("wire.txt").replace("five guards", "six guards")
    first, second = (printed(text, "raid.txt", outlet="The Herald", url=address) for text in texts)
    for version in (first, second):
        file(empty, version)
    rows = {row["id"]: row for row in lists.list_reports(empty)}
    assert rows[first.document.id]["replaced_by"] == second.document.id
    assert rows[second.document.id]["version_of"] == first.document.id
    assert empty.reading(first.document.id).document.text != empty.reading(second.document.id).document.text


def test_reports_without_an_address_are_no_versions_of_each_other(case: Case) -> None:
    assert {(row["version_of"], row["replaced_by"]) for row in lists.list_reports(case)} == {(None, None)}


# Ids


def test_an_id_may_be_cut_to_a_beginning_that_is_its_own(case: Case) -> None:
    assert lists.find(case, id_of("wire.txt")[:9]) == ("report", id_of("wire.txt"))


def test_a_report_is_also_called_by_its_file_and_an_entity_by_its_name(case: Case) -> None:
    assert lists.find(case, "wire.txt") == ("report", id_of("wire.txt"))
    assert lists.find(case, "nadia orsel")[0] == "entity"


def test_a_point_of_a_matter_is_found_as_the_matter(case: Case) -> None:
    point = next(row for row in lists.list_matters(case) if row["part_of"])
    assert lists.find(case, point["id"]) == ("matter", point["part_of"])


@pytest.mark.parametrize("words", ["zzz", "d"])
def test_what_nothing_is_called_is_said_with_where_ids_are_listed(case: Case, words: str) -> None:
    with pytest.raises(StoreError, match="sayso reports"):
        lists.find(case, words)


@pytest.mark.parametrize("words", ["", "t", "txt", "e.txt"])
def test_less_than_a_file_name_is_not_the_one_report_of_a_case(empty: Case, words: str) -> None:
    # `sayso remove "$ID"` with an empty variable would remove it.
    file(empty, reading("wire.txt"))
    with pytest.raises(StoreError):
        lists.find(empty, words)


def test_a_whole_file_name_is_enough_although_another_ends_like_it(empty: Case) -> None:
    for name in ("wire.txt", "old-wire.txt"):
        file(empty, printed(f"Ms Ito said that the {name} was lost.", name, outlet="The Herald"))
    assert empty.reading(lists.find(empty, "wire.txt")[1]).document.location == "wire.txt"


def test_an_entity_is_found_under_each_of_its_names(case: Case) -> None:
    assert lists.find(case, "Ruta Addisa") == lists.find(case, "Ruta Adisa")


def test_a_beginning_that_fits_several_things_names_them(case: Case) -> None:
    with pytest.raises(StoreError, match=r"may be any of.*claim"):
        lists.find(case, f"{id_of('wire.txt')}.c")


@SHARED_CASE
@given(st.text(max_size=8))
def test_any_words_are_found_or_refused_plainly(case: Case, words: str) -> None:
    try:
        what, _ = lists.find(case, words)
    except StoreError:
        return
    assert what in {"report", "claim", "matter", "entity", "decision"}


# Search


def found(case: Case, words: str) -> set[str]:
    return {row["location"] for row in lists.search(case, words)}


def test_a_search_finds_sentences_that_hold_all_the_words(case: Case) -> None:
    assert found(case, "Orlo April") == {"dam.txt"}
    assert found(case, "crack Orlo") == {"dam-town.txt", "dam-company.txt", "dam-audit.txt"}
    assert found(case, "herring Hulak") == set()


def test_a_search_heeds_neither_capitals_nor_accents(case: Case) -> None:
    assert found(case, "HERRÍNG") == {"herring.txt"}


def test_a_phrase_is_found_as_it_stands(case: Case) -> None:
    assert "wire.txt" in found(case, '"over the ridge"')
    assert found(case, '"ridge the over"') == set()
    assert "wire.txt" in found(case, "ridge the over")


def test_a_hit_says_where_it_stands(case: Case) -> None:
    (row,) = lists.search(case, "lend money")
    start, end = row["span"]
    assert " ".join(reading("herring.txt").document.text[start:end].split()) == row["text"]


@SHARED_CASE
@given(st.text(alphabet='herring Hulak"*()-:^+NOTANDOR\n%_', max_size=20))
def test_no_words_are_taken_for_commands(case: Case, words: str) -> None:
    if any(letter.isalnum() for letter in words):
        list(lists.search(case, words))


@pytest.mark.parametrize("words", ["%", "_", "Ad_sa", "A%"])
def test_a_name_is_taken_letter_by_letter_and_not_as_a_pattern(case: Case, words: str) -> None:
    assert list(lists.list_claims(case, lists.Filters(by=words))) == []


# Many at once


@given(st.sets(st.integers(), max_size=2 * AT_ONCE + 1))
def test_no_question_holds_more_values_than_a_database_takes(values: set[int]) -> None:
    parts = list(chunks(values))
    assert [value for part in parts for value in part] == sorted(values)
    assert all(0 < len(part) <= AT_ONCE for part in parts)


def test_more_ids_than_one_question_takes_are_all_asked_for(case: Case) -> None:
    strangers = [f"d{number:016}.c1" for number in range(3 * AT_ONCE)]
    wanted = f"{id_of('wire.txt')}.c1"
    assert set(case.statements([*strangers, wanted])) == {wanted}


# One moment


def test_all_that_is_asked_within_a_look_is_of_one_moment(shelf: Shelf) -> None:
    case = case_of(shelf.empty(), ["wire.txt"])
    other = open_case(case.address)
    with case.looking() as then:
        before = locations(then)
        file(other, reading("dam.txt"))
        assert locations(then) == before == ["wire.txt"]
        assert {row["location"] for row in lists.list_claims(then)} == {"wire.txt"}
        assert set(locations(case)) == {"wire.txt", "dam.txt"}


def test_a_row_of_a_list_is_of_one_moment_though_several_questions_make_it_up(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(shelf.empty(), ["wire.txt"])
    other, counted = open_case(case.address), lists._mentions

    def filed_meanwhile(*args: Any) -> Any:
        file(other, reading("rights.txt"))
        return counted(*args)

    alone = {row["id"]: row["mentions"] for row in lists.list_entities(case)}
    monkeypatch.setattr(lists, "_mentions", filed_meanwhile)
    assert {row["id"]: row["mentions"] for row in lists.list_entities(case)} == alone
    monkeypatch.undo()
    assert any(row["mentions"] != alone.get(row["id"]) for row in lists.list_entities(case))


def test_rows_are_only_read_within_a_look(case: Case) -> None:
    with pytest.raises(RuntimeError, match="looking"):
        case.rows(lists.asked_reports(case))
