"""The pages, one file each, in the order of the menu. A further page is one file, one template and one line here."""

from __future__ import annotations

from sayso.show.web.page import Page
from sayso.show.web.pages import (
    add,
    claim,
    claims,
    deciding,
    decisions,
    entities,
    entity,
    failures,
    login,
    matter,
    matters,
    overview,
    replies,
    report,
    reports,
    reprint,
    reprints,
    review,
    search,
    silent,
)

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    matters.PAGE,
    matter.PAGE,
    claims.PAGE,
    claim.PAGE,
    reports.PAGE,
    report.PAGE,
    entities.PAGE,
    entity.PAGE,
    reprints.PAGE,
    reprint.PAGE,
    replies.PAGE,
    silent.UNANSWERED,
    silent.NEVER_QUOTED,
    review.PAGE,
    decisions.PAGE,
    failures.PAGE,
    add.PAGE,
    search.PAGE,
    deciding.PAGE,
    login.PAGE,
)
