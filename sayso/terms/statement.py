"""A claim lifted out of its report: the same thing, with everything a case compares it by."""

from __future__ import annotations

import msgspec

from sayso.terms.attribution import Reply, Stance, Voice
from sayso.terms.claim import Basis, Holds
from sayso.terms.event import Quantity
from sayso.terms.text import Region, Span


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """A voice of a chain: who it is in the case, under which words, and for whom it speaks.

    `identity` is null for a voice without a name; `side` is the body or state its description belongs to.
    """

    name: str
    entity: str | None = None
    identity: str | None = None
    voice: Voice = Voice.NAMED
    speaks_for: tuple[str, ...] = ()
    side: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of one report with case-wide identities.

    `id` is the report's id and the claim's. `type` is PLOVER's or a relation's, null for bare content. `actors`,
    `recipients`, `via` and `place` are identities; `about` are all named identities within the words. `chain` are the
    voices from the innermost outwards. `first` and `last` are the days it may have happened (ISO 8601), null where
    open. `words` are the stems of the claim's content words, `around` those of its sentence. `publisher` is who prints
    the report, where it speaks in it itself. `vector` is the unit meaning vector of the words as signed bytes.
    """

    id: str
    document: str
    claim: str
    attribution: str | None
    span: Span
    text: str
    region: Region
    chain: tuple[Speaker, ...]
    voice: Voice
    stance: Stance
    holds: Holds
    basis: Basis
    reply: Reply | None = None
    kind: str = "content"
    type: str | None = None
    predicate: str = ""
    negated: bool = False
    speech: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    place: str | None = None
    place_name: str | None = None
    about: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    precision: str | None = None
    figures: tuple[Quantity, ...] = ()
    words: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    vector: bytes = b""
    hedged: bool = False
    occasion: str | None = None
    outlet: str | None = None
    agency: str | None = None
    published: str | None = None
    refers: tuple[str, ...] = ()
    publisher: Speaker | None = None

    @property
    def speaker(self) -> Speaker | None:
        """Whose word it is."""
        return self.chain[0] if self.chain else None
