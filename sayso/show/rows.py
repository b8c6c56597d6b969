"""One row a claim: what the table, the CSV file and the filters are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.terms import Attribution, Claim, Entity, Reading, Region, Span, Stance, Voice


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with the names and words a person wants to see.

    `chain` are the voices from the innermost outwards; `source` and `words` are as printed.
    """

    reading: Reading
    claim: Claim
    attribution: Attribution | None
    speaker: str
    chain: tuple[str, ...]
    words: str

    @property
    def stance(self) -> Stance:
        """How firmly."""
        return self.claim.stance


def rows_of(reading: Reading, *, outlet: bool = False) -> Iterator[Row]:
    """The claims of a report that are somebody's word, in order; with `outlet` the report's own sentences too."""
    entities = {entity.id: entity for entity in reading.entities}
    attributions = {attribution.id: attribution for attribution in reading.attributions}
    for claim in reading.claims:
        attribution = attributions.get(claim.attribution or "")
        if claim.voice in (Voice.OUTLET,) and not outlet:
            continue
        if (
            claim.voice is Voice.CARRIED_OVER
            and attribution
            and claim.span not in attribution.content
            and not outlet
            and not _is_own(claim, attribution)
        ):
            continue
        yield Row(
            reading,
            claim,
            attribution,
            speaker_of(claim, attribution, entities, reading),
            tuple(_chain(attribution, attributions, entities)),
            words_of(reading, claim, attribution),
        )


def _is_own(claim: Claim, attribution: Attribution) -> bool:
    """Whether a carried-over claim is the attribution's own content, not a sentence that drifts after it."""
    return claim.span is not None and any(claim.span.overlaps(span) for span in attribution.content)


def speaker_of(claim: Claim, attribution: Attribution | None, entities: dict[str, Entity], reading: Reading) -> str:
    """Who says it, in words."""
    match claim.voice:
        case Voice.OUTLET:
            return reading.document.outlet or "the outlet"
        case Voice.UNSTATED:
            return "somebody (unstated)"
    if attribution is None:
        return "unclear"
    names = [entities[i].name for i in (attribution.speaker, *attribution.co_speakers) if i in entities]
    if names:
        carried = " (carried over)" if claim.voice is Voice.CARRIED_OVER else ""
        return _capital(" and ".join(names)) + carried
    printed = " ".join(span.of(reading.document.text) for span in attribution.source)
    return f"{_capital(printed)} (unclear)" if printed else "unclear"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _chain(
    attribution: Attribution | None, attributions: dict[str, Attribution], entities: dict[str, Entity]
) -> Iterator[str]:
    """Who in turn passes it on, from the next voice outwards."""
    step = attributions.get(attribution.within or "") if attribution else None
    while step is not None:
        yield entities[step.speaker].name if step.speaker in entities else "unclear"
        step = attributions.get(step.within or "")


def words_of(reading: Reading, claim: Claim, attribution: Attribution | None) -> str:
    """The exact words of a claim; parts that the report splits are joined by an ellipsis in brackets."""
    spans: list[Span] = [claim.span] if claim.span else []
    if (
        attribution
        and attribution.content
        and claim.voice not in (Voice.UNSTATED,)
        and (claim.span is None or _is_own(claim, attribution))
    ):
        spans = list(attribution.content)
    return " [...] ".join(" ".join(span.of(reading.document.text).split()) for span in spans)


def is_title(row: Row) -> bool:
    """Whether a claim stands in the headline."""
    return row.claim.region is Region.TITLE
