"""Decisions: who settled what, when and why."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

PAGE = answers_as(
    Listing(
        kind="decisions",
        title="Decisions",
        noun="decision",
        told="What people settled by hand: who, when and why. What was undone stays on record.",
        empty="Nothing was decided yet.",
        type_is="what",
        question=lists.asked_decisions,
        rows=lists.list_decisions,
        facets=facets.of_decisions,
    )
)
