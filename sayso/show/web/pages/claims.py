"""Claims: who says what, how firmly, in which words."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

PAGE = answers_as(
    Listing(
        kind="claims",
        title="Claims",
        noun="claim",
        told="Who says what, how firmly, in the words of which report.",
        question=lists.asked_claims,
        rows=lists.list_claims,
        facets=facets.of_claims,
        narrowed_by=("by", "about", "according_to", "since", "until"),
    )
)
