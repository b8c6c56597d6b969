"""Reprints: which report repeats which; and two of them side by side."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

PAGE = answers_as(
    Listing(
        kind="reprints",
        title="Reprints",
        noun="reprint",
        told="Which report repeats which, how much of it, and what was changed on the way.",
        empty="No report repeats another.",
        type_is="kind",
        question=lists.asked_reprints,
        rows=lists.list_reprints,
        facets=facets.of_reprints,
    )
)
