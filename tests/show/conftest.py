"""Two cases to export: the stories, with decisions; and one whose every word is a trap for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.deciding import decide
from sayso.store import Case, lists, open_case
from sayso.terms import Deed, Failure
from tests.stories import case_of, filed, printed

HOSTILE = (
    '=cmd|calc, "Rote, Ana"\n\n'
    "Ana Roth, a spokeswoman for <b>Vellmar & Sons</b>, said \x00on\x0b Tuesday that \"=HYPERLINK('x';'y')\" and that Piers "
    "Hollam had attacked the dam.\n\n"
    '"@sum, then; ]]> </script><script>alert(1)</script>\nthen a new line," said Piers Hollam.\n'
)


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of all stories with a failure and some decisions."""
    path = tmp_path_factory.mktemp("export") / "stories.sayso"
    case = case_of(path)
    case.fail(Failure("lost.html", "find", "there is no such file or folder", "check the path"))
    first, second = (row["claim"] for row in list(lists.list_claims(case, lists.Filters(stances=("asserts",))))[:2])
    decide(case, Deed.ACCEPT, first, because="it is there", by="Ana Roth")
    decide(case, Deed.CORRECT, second, "stance=alleges", because="they blamed", by="Ana Roth")
    case.close()
    return path


@pytest.fixture(scope="session")
def case(stories: Path) -> Case:
    return open_case(stories)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of one report full of markup, formulas, quotation marks and control characters."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.sayso"
    return filed(path, [printed(HOSTILE, "=a,b\n<c>.txt", outlet='=The "Herald", & <Sons>')])


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return open_case(tmp_path_factory.mktemp("empty") / "empty.sayso", create=True)
