"""How firmly: the word list and its signs. The model's own share in it is measured by the benchmarks."""

from __future__ import annotations

import pytest

from sayso.read.stance import judge_stance
from sayso.terms import Reply, Stance

UNSURE = {stance: 1 / len(Stance) for stance in Stance}


def test_the_list_decides_when_the_model_is_unsure() -> None:
    assert judge_stance("denied", UNSURE).stance is Stance.DENIES


def test_a_sure_model_overrules_the_list() -> None:
    sure = dict.fromkeys(Stance, 0.0) | {Stance.DENIES: 0.9, Stance.ASSERTS: 0.1}
    assert judge_stance("said", sure).stance is Stance.DENIES


@pytest.mark.parametrize(
    ("cue", "reply"),
    [
        ("declined to comment", Reply.REFUSED),
        ("did not respond", Reply.UNANSWERED),
        ("could not be reached", Reply.UNREACHABLE),
        ("remained silent", Reply.SILENT),
        ("would neither confirm nor deny", Reply.WITHHELD),
    ],
)
def test_a_refusal_says_how(cue: str, reply: Reply) -> None:
    sure = dict.fromkeys(Stance, 0.0) | {Stance.DECLINES: 1.0}
    assert judge_stance(cue, sure).reply is reply


def test_the_reason_names_the_list_entry() -> None:
    assert 'the list has "deny" under denies' in judge_stance("denied", UNSURE).why
