"""What of a reading is uncertain, so that a person looks at it: claims that can be read otherwise, and missed places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.terms import Attribution, Claim, HedgeOwner, Reading, Stance, Voice

UNSURE = 0.6
"""A reader's score from which source and content are taken to be right."""
TURNED = {Stance.DENIES, Stance.DOUBTS}
"""Stances that turn a claim round: mistaking one for another changes what is said most."""
Row = dict[str, Any]


def doubts_of(reading: Reading) -> list[Row]:
    """The uncertain claims and the missed places of a report, each with its reason; a lower rank is looked at first."""
    return [*_uncertain_claims(reading), *_missed_places(reading)]


def _uncertain_claims(reading: Reading) -> Iterator[Row]:
    attributions = {attribution.id: attribution for attribution in reading.attributions}
    for claim in reading.claims:
        reasons = sorted(_reasons(claim, attributions.get(claim.attribution or "")))
        if reasons and claim.span is not None:
            yield {
                "kind": "claim",
                "thing": f"{reading.document.id}.{claim.id}",
                "report": reading.document.id,
                "rank": reasons[0][0],
                "why": "; ".join(why for _, why in reasons),
            }


def _reasons(claim: Claim, attribution: Attribution | None) -> Iterator[tuple[float, str]]:
    """Why a claim is uncertain, each reason with the rank it gives."""
    if claim.voice is Voice.UNCLEAR:
        yield 0.1, "whose word it is, is not clear"
    if claim.voice is Voice.CARRIED_OVER:
        yield 0.4, "taken to go on with the voice before it"
    if attribution is not None:
        if attribution.score is not None and attribution.score < UNSURE:
            yield attribution.score, f"source and words are right with {attribution.score:.0%}"
        if attribution.stance_also:
            turned = ({attribution.stance} | set(attribution.stance_also)) & TURNED
            others = " or ".join(stance.value for stance in attribution.stance_also)
            yield 0.2 if turned else 0.5, f"may also be read as: {others}"
    if any(hedge.by is HedgeOwner.UNCLEAR for hedge in claim.hedges):
        yield 0.3, "whose word of reserve it is, is not clear"


def _missed_places(reading: Reading) -> Iterator[Row]:
    for missed in reading.missed:
        yield {
            "kind": "missed",
            "thing": f"{reading.document.id}.{missed.span.start}-{missed.span.end}",
            "report": reading.document.id,
            "rank": float(missed.span.start),
            "why": missed.why,
        }
