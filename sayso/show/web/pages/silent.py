"""Silent: who is talked about and never quoted, and which allegations have no reply in these reports."""

from __future__ import annotations

from sayso.show.web.listing import Listing, answers_as
from sayso.store import lists

NEVER_QUOTED = answers_as(
    Listing(
        kind="silent",
        title="Never quoted",
        noun="name",
        told="Who is talked about in claims and never quoted in these reports, most claims first.",
        empty="Everybody spoken of is also quoted.",
        question=lists.asked_never_quoted,
        rows=lists.list_never_quoted,
        path="/silent",
    )
)
UNANSWERED = answers_as(
    Listing(
        kind="silent",
        title="Unanswered",
        noun="allegation",
        told="Allegations with no reply and no denial in these reports. Whether somebody was asked, a case cannot know.",
        empty="Every allegation has a reply.",
        question=lists.asked_unanswered,
        rows=lists.list_unanswered,
        narrowed_by=("by", "about", "since", "until"),
        path="/unanswered",
        template="unanswered.html",
    )
)
