"""One thing put forward by one voice, and what that voice commits to."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.attribution import Stance, Voice
from sayso.terms.text import Region, Span


class Holds(StrEnum):
    """What a voice commits to about what is claimed."""

    YES = "yes"
    NO = "no"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a voice says it rests on."""

    SEEN = "seen"
    HEARD = "heard"
    DOCUMENT = "document"
    RECORDING = "recording"
    TESTIMONY = "testimony"
    CUSTODY = "custody"
    INFERENCE = "inference"
    HEARSAY = "hearsay"
    UNSTATED = "unstated"


class HedgeOwner(StrEnum):
    """Whose reserve a hedge is."""

    OUTLET = "outlet"
    SOURCE = "source"
    UNCLEAR = "unclear"


class Hedge(msgspec.Struct, frozen=True):
    """A word of reserve ("alleged", "reportedly", a headline's question mark) and whose it is."""

    span: Span
    by: HedgeOwner


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing put forward by one voice: an event, a relation, or bare content, and what that voice commits to.

    `span` is the stretch of the content, or of the outlet's own sentence, that puts it forward.
    """

    id: str
    attribution: str | None
    voice: Voice
    stance: Stance
    event: str | None = None
    relation: str | None = None
    span: Span | None
    holds: Holds
    basis: Basis
    hedges: list[Hedge] = []
    region: Region = Region.BODY
