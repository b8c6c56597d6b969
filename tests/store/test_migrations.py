"""An older case is brought up to today's tables once, whoever opens it first."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from sayso.store import Case, lists, migrations, open_case, tables
from tests.shelves import Shelf
from tests.stories import case_of

STEP = """
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    op.execute("CREATE TABLE remarks(words text)")
"""


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of sayso that has one step more."""
    copy = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, copy)
    (copy / "versions" / "9999_remarks.py").write_text(STEP.format(before=migrations.HEAD), encoding="utf-8")
    monkeypatch.setattr(migrations, "__file__", str(copy / "__init__.py"))
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, "9999"))
    monkeypatch.setattr(migrations, "HEAD", "9999")


def test_an_older_case_is_brought_up_to_date_once_although_several_open_it(
    shelf: Shelf, request: pytest.FixtureRequest
) -> None:
    case = case_of(shelf.empty(), ["wire.txt"])
    case.close()
    request.getfixturevalue("newer")  # a step that is taken twice fails
    with ThreadPoolExecutor(3) as several:
        opened = list(several.map(open_case, [case.address] * 3))
    with opened[0].asking() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all() == ["9999"]
        assert connection.exec_driver_sql("SELECT * FROM remarks").all() == []
    assert [row["location"] for row in lists.list_reports(opened[1])] == ["wire.txt"]


def types(case: Case) -> dict[str, str | None]:
    """What each claim tells of."""
    with case.asking() as connection:
        return {row.id: row.type for row in connection.execute(select(tables.statements))}


def test_a_case_from_before_claims_had_types_learns_them_from_the_claims_it_holds(shelf: Shelf) -> None:
    case = case_of(shelf.empty(), ["wire.txt"])
    before = types(case)
    with case.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE statements DROP COLUMN type")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    case.close()
    assert types(open_case(case.address)) == before
    assert set(before.values()) > {None}
