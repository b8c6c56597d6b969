"""On how many voices matters rest, for and against, without opening them claim by claim."""

from __future__ import annotations

from collections.abc import Collection

from sayso.store.case import Case
from sayso.terms import Origins


def voices_for_and_against(case: Case, matters: Collection[str]) -> dict[str, tuple[Origins, Origins]]:
    """For each of some matters who is for it and who is against it."""
    return {
        i: (matter.points[0].origins, matter.points[0].against)
        for i, matter in case.matters(matters).items()
        if matter.points
    }
