"""Reprints: which report repeats which; and two of them side by side."""

from __future__ import annotations

from typing import Any

from sayso.show.web.listing import Listing, answers_as
from sayso.store import Case, facets, lists


def called(case: Case, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the reports of a page are known by."""
    return {"called": lists.called_reports(case, {report for row in rows for report in (row["copy"], row["original"])})}


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
        beside=called,
    )
)
