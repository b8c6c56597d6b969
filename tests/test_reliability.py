"""What must hold whatever the machine does: the clock, the order of the input, the length of the run."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from benchmarks.endurance import grown
from sayso.deciding import decide, undo
from sayso.show.chosen import choose
from sayso.show.export import FORMATS, Whole, write_tables
from sayso.store import Case, lists
from sayso.store import case as case_module
from sayso.store.filters import Filters
from sayso.terms import Deed
from tests.stories import STORIES, case_of, picture

ALL = tuple(STORIES)


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes back by an hour each time somebody looks."""
    moments = (datetime(2026, 5, 11, tzinfo=UTC) - timedelta(hours=hour) for hour in itertools.count())

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return next(moments)

    monkeypatch.setattr(case_module, "datetime", Clock)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 5, 11, tzinfo=UTC)

    monkeypatch.setattr(case_module, "datetime", Clock)


def test_a_clock_that_goes_backwards_changes_no_answer(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    steady = picture(case_of(tmp_path / "steady.sayso"))
    request.getfixturevalue("backwards")
    assert picture(case_of(tmp_path / "backwards.sayso")) == steady


@pytest.mark.usefixtures("backwards")
def test_decisions_stand_as_they_were_made_though_the_clock_goes_backwards(tmp_path: Path) -> None:
    case = case_of(tmp_path / "a.sayso")
    first, second, *_ = sorted(row["id"] for row in lists.list_entities(case))
    merged = decide(case, Deed.SAME, first, second)
    undo(case, merged.id)
    again = decide(case, Deed.SAME, first, second)

    assert [one.id for one in case.decisions()] == [merged.id, again.id]
    assert again.at < merged.at
    assert [bool(one.undone) for one in case.decisions()] == [True, False]


def exported(case: Case, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that can be exported of a case, by file."""
    for name, format in FORMATS.items():
        chosen = choose(case, Filters(), name)
        if isinstance(format, Whole):
            out = io.BytesIO()
            format.write(chosen, out)
            yield name, out.getvalue()
        else:
            yield from ((path.name, path.read_bytes()) for path in write_tables(format, chosen, folder / name))


@pytest.mark.usefixtures("stopped")
def test_the_same_reports_in_another_order_are_exported_bit_for_bit_the_same(tmp_path: Path) -> None:
    exports = []
    for place, names in enumerate((ALL, ALL[::-1])):
        (tmp_path / str(place)).mkdir()
        case = case_of(tmp_path / str(place) / "my.sayso", names)
        exports.append(dict(exported(case, tmp_path / str(place) / "out")))

    first, second = exports
    assert first.keys() == second.keys()
    for (
        export
    ) in exports:  # the whole case says in which order reports were filed: its lines are the same, not their order
        export["case"] = b"".join(sorted(export["case"].splitlines(keepends=True)))
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says what a process holds")
def test_memory_does_not_grow_with_the_reports_that_go_through() -> None:
    pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")
    assert grown(documents=2_000, part=60_000) < 12
