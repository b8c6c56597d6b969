"""What each attribution amounts to."""

from __future__ import annotations

import pytest

from sayso.terms import Basis, Claim, HedgeOwner, Holds, Reading, Voice
from tests.make import report


def claims_with(reading: Reading, words: str) -> list[Claim]:
    return [c for c in reading.claims if c.span and words in c.span.of(reading.document.text)]


def test_who_asserts_commits_to_it() -> None:
    (claim,) = claims_with(report("Ruta Adisa said the road was open."), "the road was open")
    assert (claim.holds, claim.voice) == (Holds.YES, Voice.NAMED)


def test_who_denies_holds_that_it_is_not_so() -> None:
    (claim, *_) = claims_with(report("Ruta Adisa denied that the road was mined."), "the road was mined")
    assert claim.holds is Holds.NO


def test_a_denial_shows_the_allegation_that_stands_only_inside_it() -> None:
    reading = report("The ministry has always denied any links to the attacks.")
    voices = {claim.voice for claim in claims_with(reading, "links to the attacks")}
    assert Voice.UNSTATED in voices


def test_a_sentence_of_the_report_is_the_outlets_own_word() -> None:
    reading = report("Ruta Adisa said the road was open.", "The bridge fell into the river at noon.")
    (claim,) = claims_with(reading, "The bridge fell")
    assert (claim.voice, claim.attribution) == (Voice.OUTLET, None)


def test_could_not_have_without_is_an_inference_and_firm() -> None:
    reading = report('Gen. Ruta Adisa said the raiders "could not have crossed the pass without help".')
    claims = claims_with(reading, "could not have crossed")
    assert {(claim.holds, claim.basis, len(claim.hedges)) for claim in claims} == {(Holds.YES, Basis.INFERENCE, 0)}


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("The alleged smuggler left town on Friday morning.", HedgeOwner.OUTLET),
        ('Ruta Adisa said: "The road may be mined."', HedgeOwner.SOURCE),
    ],
)
def test_a_word_of_reserve_belongs_to_whoever_uses_it(sentence: str, owner: HedgeOwner) -> None:
    reading = report(sentence)
    assert owner in {hedge.by for claim in reading.claims for hedge in claim.hedges}


def test_a_verb_that_looks_like_reserve_is_none() -> None:
    reading = report("The agency reported that the road was open.")
    assert not [hedge for claim in reading.claims for hedge in claim.hedges]
