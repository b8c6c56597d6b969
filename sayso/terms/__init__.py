"""The dictionary: every thing sayso speaks of, in the order a newcomer should read it. Types only, no behaviour."""

from sayso.terms.text import Dateline, Document, FrameSpans, Region, RegionSpan, Span
from sayso.terms.time import Moment, Precision
from sayso.terms.entity import Entity, EntityType, Mention, MentionForm
from sayso.terms.attribution import Attribution, Kind, Reference, Reply, Said, Stance, Voice
from sayso.terms.claim import Basis, Claim, Hedge, HedgeOwner, Holds
from sayso.terms.reading import Missed, Reading
from sayso.terms.provenance import Failure

__all__ = [
    "Attribution",
    "Basis",
    "Claim",
    "Dateline",
    "Document",
    "Entity",
    "EntityType",
    "Failure",
    "FrameSpans",
    "Hedge",
    "HedgeOwner",
    "Holds",
    "Kind",
    "Mention",
    "MentionForm",
    "Missed",
    "Moment",
    "Precision",
    "Reading",
    "Reference",
    "Region",
    "RegionSpan",
    "Reply",
    "Said",
    "Span",
    "Stance",
    "Voice",
]
