"""Replies: who answers what."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

PAGE = answers_as(
    Listing(
        kind="replies",
        title="Replies",
        noun="reply",
        told="Denials, refusals and silences, each with the allegation it answers.",
        empty="No reply in these reports.",
        type_is="how",
        question=lists.asked_replies,
        rows=lists.list_replies,
        facets=facets.of_replies,
        narrowed_by=("by",),
    )
)
