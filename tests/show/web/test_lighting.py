"""The words that were looked for, lit in what was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.web.lighting import lit


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("The dam had cracked.", "dam", ["dam"]),
        ("Attachés poisoned no one.", "attaches", ["Attachés"]),
        ("The Army of Ezhmar", '"army of"', ["Army", "of"]),
        ("a damned dam", "dam", ["dam"]),
        ("nothing", "", []),
    ],
)
def test_whole_words_are_lit(text: str, words: str, hits: list[str]) -> None:
    assert [run for run, hit in lit(text, words) if hit] == hits


@given(st.text(max_size=40), st.text(max_size=10))
def test_lighting_changes_no_character(text: str, words: str) -> None:
    assert "".join(run for run, _ in lit(text, words)) == text
