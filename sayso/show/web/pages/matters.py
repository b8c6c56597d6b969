"""Matters: what is claimed, on how many independent voices it rests, who denies it; and one of them in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.show.web.listing import Listing, answers_as
from sayso.store import Case, facets, lists
from sayso.store.filters import Filters, Window


def without_points(case: Case, filters: Filters, window: Window) -> Iterator[dict[str, Any]]:
    """A row for each matter; what is said of its dates and figures stands on its own page."""
    return lists.list_matters(case, filters, window, points=False)


PAGE = answers_as(
    Listing(
        kind="matters",
        title="Matters",
        noun="matter",
        told="What is claimed, on how many independent voices it rests, and who denies it. Most voices first.",
        question=lists.asked_matters,
        rows=lists.list_matters,
        page_rows=without_points,
        facets=facets.of_matters,
        narrowed_by=("about", "by", "according_to", "since", "until"),
    )
)
