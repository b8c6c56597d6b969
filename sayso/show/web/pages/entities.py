"""Names: who and what the reports speak of."""

from __future__ import annotations

from functools import partial

from sayso.show.web.listing import Listing, answers_as
from sayso.store import facets, lists

PAGE = answers_as(
    Listing(
        kind="entities",
        title="Names",
        noun="name",
        told="Who and what the reports speak of, under all their spellings.",
        type_is="kind",
        question=lists.asked_entities,
        rows=lists.list_entities,
        page_rows=partial(lists.list_entities, mentions=False),
        facets=facets.of_entities,
        narrowed_by=("about",),
    )
)
