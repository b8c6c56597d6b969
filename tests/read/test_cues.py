"""The word list: the stance of a cue, and how a refusal was made."""

from __future__ import annotations

import pytest

from sayso.lexicon import load
from sayso.read.cues import listed_reply, listed_stance
from sayso.terms import Stance


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", Stance.ASSERTS),
        ("has long accused", Stance.ALLEGES),
        ("denies", Stance.DENIES),
        ("pleaded not guilty", Stance.DENIES),
        ("admitted", Stance.CONFIRMS),
        ("declined to comment", Stance.DECLINES),
        ("called on", Stance.URGES),
        ("vowed", Stance.COMMITS),
        ("believes", Stance.BELIEVES),
        ("condemned", Stance.APPRAISES),
        ("asked", Stance.ASKS),
        ("according to", Stance.ASSERTS),
    ],
)
def test_the_list_knows_the_cue(cue: str, stance: Stance) -> None:
    found = listed_stance(cue)
    assert found is not None
    assert found.stance is stance


def test_the_longest_entry_wins() -> None:
    found = listed_stance("pleaded not guilty")
    assert found is not None
    assert found.entry == "plead not guilty"


@pytest.mark.parametrize("name", ["hinted darkly", "strolled", ""])
def test_a_cue_outside_the_list_has_no_entry(name: str) -> None:
    assert listed_stance(name) is None


def test_an_answer_is_no_refusal() -> None:
    assert listed_reply("responded") is None


def test_every_stance_has_words() -> None:
    assert all(load("cues")[stance] for stance in Stance)
