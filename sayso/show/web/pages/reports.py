"""Reports: what was added to the case."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

PAGE = answers_as(
    Listing(
        kind="reports",
        title="Reports",
        noun="report",
        told="What was added, oldest first, with what each copies.",
        empty="No report is in this case yet.",
        question=lists.asked_reports,
        rows=lists.list_reports,
        facets=facets.of_reports,
        narrowed_by=("since", "until"),
    )
)
