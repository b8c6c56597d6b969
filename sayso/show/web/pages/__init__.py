"""The pages, one file each, in the order of the menu. A further page is one file, one template and one line here."""

from __future__ import annotations

from sayso.show.web.page import Page
from sayso.show.web.pages import (
    claims,
    decisions,
    entities,
    failures,
    login,
    matters,
    overview,
    replies,
    report,
    reports,
    reprints,
    silent,
)

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    matters.PAGE,
    claims.PAGE,
    reports.PAGE,
    report.PAGE,
    entities.PAGE,
    reprints.PAGE,
    replies.PAGE,
    silent.UNANSWERED,
    silent.NEVER_QUOTED,
    decisions.PAGE,
    failures.PAGE,
    login.PAGE,
)
