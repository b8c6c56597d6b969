"""The dictionary: every thing sayso speaks of, in the order a newcomer should read it. Types only, no behaviour."""

from sayso.terms.text import Dateline, Document, FrameSpans, Region, RegionSpan, Span
from sayso.terms.time import Moment, Precision, TimeBasis, When
from sayso.terms.entity import Entity, EntityType, Mention, MentionForm
from sayso.terms.attribution import Attribution, Kind, Reference, Reply, Said, Stance, Voice
from sayso.terms.event import Event, EventType, Modality, Quantity
from sayso.terms.relation import Relation, RelationType, Status
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
    "Event",
    "EventType",
    "Failure",
    "FrameSpans",
    "Hedge",
    "HedgeOwner",
    "Holds",
    "Kind",
    "Mention",
    "MentionForm",
    "Missed",
    "Modality",
    "Moment",
    "Precision",
    "Quantity",
    "Reading",
    "Reference",
    "Region",
    "RegionSpan",
    "Relation",
    "RelationType",
    "Reply",
    "Said",
    "Span",
    "Stance",
    "Status",
    "TimeBasis",
    "Voice",
    "When",
]
