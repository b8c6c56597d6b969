"""Failures: what could not be read, and what to do."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import lists

PAGE = answers_as(
    Listing(
        kind="failures",
        title="Failures",
        noun="failure",
        told="Reports that could not be read, and what to do about each.",
        empty="Every report was read.",
        question=lists.asked_failures,
        rows=lists.list_failures,
    )
)
