"""What is kept beside an identity is what counting finds, whatever was decided, undone, added or taken out.

Fixture strategy: a case of both stories, copied for each test; it is counted from the mentions and claims themselves.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from sayso.deciding import decide, undo
from sayso.settle import settle_without
from sayso.store import Case, lists, open_case, tables
from sayso.store.tables import CHAIN
from sayso.store.tallies import forms_in
from sayso.terms import Deed
from tests.shelves import Shelf
from tests.stories import case_of

Kept = dict[str, tuple[int, int, int, list[tuple[str, int]]]]


@pytest.fixture
def case(shelf: Shelf) -> Case:
    return case_of(shelf.empty())


def kept(case: Case) -> Kept:
    """What is kept of each identity that is named or takes part."""
    with case.asking() as connection:
        rows = connection.execute(select(tables.identities)).all()
    return {
        row.id: (row.documents, row.claims, row.said, forms_in(row.forms))
        for row in rows
        if row.documents or row.claims
    }


def counted(case: Case) -> Kept:
    """The same, counted one mention and one claim after the other."""
    reports: dict[str, set[str]] = {}
    forms: dict[str, Counter[str]] = {}
    claims: dict[str, set[str]] = {}
    said: dict[str, set[str]] = {}
    with case.asking() as connection:
        identity = {row.id: row.identity for row in connection.execute(select(tables.names))}
        for row in connection.execute(select(tables.entities)):
            if row.named:
                reports.setdefault(identity[row.named], set()).add(row.report)
                forms.setdefault(identity[row.named], Counter()).update(msgspec.msgpack.decode(row.forms))
        named = select(tables.takes_part).where(tables.takes_part.c.name.in_(list(identity)))
        for row in connection.execute(named):
            claims.setdefault(identity[row.name], set()).add(row.statement)
            if row.part in CHAIN:
                said.setdefault(identity[row.name], set()).add(row.statement)
    return {
        one: (
            len(reports.get(one, ())),
            len(claims.get(one, ())),
            len(said.get(one, ())),
            sorted(forms.get(one, Counter()).items(), key=lambda form: (-form[1], form[0])),
        )
        for one in {*reports, *claims}
    }


def row_of(case: Case, name: str) -> dict[str, Any]:
    return next(row for row in lists.list_entities(case) if row["name"] == name)


def test_what_is_kept_of_reports_that_were_settled_is_what_counting_finds(case: Case) -> None:
    assert kept(case) == counted(case)
    assert any(documents and said < claims for documents, claims, said, _ in kept(case).values())


def test_a_merge_and_its_undoing_are_counted(case: Case) -> None:
    before = kept(case)
    made = decide(case, Deed.SAME, "Celia Roe", "Piers Hollam")
    assert kept(case) == counted(case) != before
    undo(case, made.id)
    assert kept(case) == counted(case) == before


def test_somebody_parted_from_a_namesake_is_counted_apart(case: Case) -> None:
    report = next(row["id"] for row in lists.list_reports(case) if row["location"] == "dam.txt")
    local = next(
        entity
        for entity, whose in lists.identities_in(case, report).items()
        if whose == row_of(case, "Celia Roe")["id"]
    )
    decide(case, Deed.DIFFERENT, f"{report}.{local}", "Celia Roe")
    assert kept(case) == counted(case)


def test_renaming_and_hiding_change_no_count(case: Case) -> None:
    before = kept(case)
    decide(case, Deed.RENAME, "Hulak", "Hulak in Halvia")
    decide(case, Deed.HIDE, "Celia Roe")
    assert kept(case) == counted(case) == before


def test_a_claim_given_to_another_speaker_is_counted_with_him(case: Case) -> None:
    claim = next(row["claim"] for row in lists.list_claims(case) if row["speaker"] == "Piers Hollam")
    said = kept(case)[row_of(case, "Jory Vance")["id"]][2]
    made = decide(case, Deed.CORRECT, claim, "speaker=Jory Vance")
    assert kept(case) == counted(case)
    assert kept(case)[row_of(case, "Jory Vance")["id"]][2] == said + 1
    undo(case, made.id)
    assert kept(case)[row_of(case, "Jory Vance")["id"]][2] == said


@pytest.mark.parametrize("location", ["dam.txt", "wire.txt"])
def test_a_report_taken_out_is_counted_no_longer(case: Case, location: str) -> None:
    settle_without(case, next(row["id"] for row in lists.list_reports(case) if row["location"] == location))
    assert kept(case) == counted(case)


def test_what_an_older_case_lacks_is_counted_when_it_is_opened(case: Case) -> None:
    before = kept(case)
    with case.writing() as connection:
        for name in ("identities_in_order", "identities_by_claims", "identities_unheard"):
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        for name in ("documents", "claims", "said", "forms"):
            connection.exec_driver_sql(f"ALTER TABLE identities DROP COLUMN {name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    case.close()
    assert kept(open_case(case.address)) == before


@pytest.mark.parametrize(("gone", "left"), [("Ruta Adisa", "Ruta Addisa"), ("Ruta Addisa", "Ruta Adisa")])
def test_a_name_stays_listed_when_the_one_it_was_taken_for_is_taken_out(case: Case, gone: str, left: str) -> None:
    reports = {row["id"]: row["location"] for row in lists.list_reports(case)}
    for report, location in reports.items():
        if (location == "spelling.txt") is (gone == "Ruta Addisa"):
            settle_without(case, report)
    assert left in {row["name"] for row in lists.list_entities(case)}
