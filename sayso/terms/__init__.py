"""The dictionary: every thing sayso speaks of, in the order a newcomer should read it. Types only, no behaviour."""

from sayso.terms.text import Dateline, Document, FrameSpans, Region, RegionSpan, Span, Wire
from sayso.terms.time import Moment, Precision, Tense, TimeBasis, When
from sayso.terms.entity import Entity, EntityType, Mention, MentionForm, Sector
from sayso.terms.attribution import Attribution, Kind, Reference, Reply, Said, Stance, Voice
from sayso.terms.event import Event, EventType, Modality, Quantity
from sayso.terms.relation import Relation, RelationType, Status
from sayso.terms.claim import Basis, Claim, Hedge, HedgeOwner, Holds
from sayso.terms.reading import MEANING, Missed, Reading
from sayso.terms.provenance import Failure
from sayso.terms.address import Address
from sayso.terms.judgement import Decision, Deed, Judgement, Verdict
from sayso.terms.identity import Form, Identity, Maybe, Namesake
from sayso.terms.reprint import Direction, Passage, Reprint, ReprintKind, Shift
from sayso.terms.statement import Speaker, Statement
from sayso.terms.matter import Agreement, Answer, Bond, Edge, Group, Matter, Origins, Point, Stand
from sayso.terms.archive import ARCHIVE, FailedReport, FiledReading, KnownName, Line

__all__ = [
    "ARCHIVE",
    "Address",
    "Agreement",
    "Answer",
    "Attribution",
    "Basis",
    "Bond",
    "Claim",
    "Dateline",
    "Decision",
    "Deed",
    "Direction",
    "Document",
    "Edge",
    "Entity",
    "EntityType",
    "Event",
    "EventType",
    "FailedReport",
    "Failure",
    "FiledReading",
    "Form",
    "FrameSpans",
    "Group",
    "Hedge",
    "HedgeOwner",
    "Holds",
    "Identity",
    "Judgement",
    "Kind",
    "KnownName",
    "Line",
    "MEANING",
    "Matter",
    "Maybe",
    "Mention",
    "MentionForm",
    "Missed",
    "Modality",
    "Moment",
    "Namesake",
    "Origins",
    "Passage",
    "Point",
    "Precision",
    "Quantity",
    "Reading",
    "Reference",
    "Region",
    "RegionSpan",
    "Relation",
    "RelationType",
    "Reply",
    "Reprint",
    "ReprintKind",
    "Said",
    "Sector",
    "Shift",
    "Span",
    "Speaker",
    "Stance",
    "Stand",
    "Statement",
    "Status",
    "Tense",
    "TimeBasis",
    "Verdict",
    "Voice",
    "When",
    "Wire",
]
