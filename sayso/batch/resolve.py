"""Resolving an archive: the case's own functions on each group, the groups made by key.

No step compares everything with everything. Reports meet under the bands of their sketches, names under their keys,
claims where their reports share enough of the less common names; what too many share is met in part or not at all
(`blocks.FULL`, `names`, `matters`). What hangs together is found by components, then clustered as a case does it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from sayso.batch.engine import Engine
from sayso.batch.flow import Flow, Keyed, Raw
from sayso.batch.folder import Folder
from sayso.batch.matters import find_matters, identify
from sayso.batch.messages import Alike, Answered, Belongs, Copied, Judged, Sketch, Weighed, Whole, decoded, encoded
from sayso.batch.names import find_identities
from sayso.batch.reprints import find_reprints
from sayso.batch.rows import BYTES, TEXT, TEXTS, WHOLE, unpacked

SHARE = "float64"
RESOLVED_IN, RESOLVING = "resolved", "_resolving"
RESOLVED: dict[str, dict[str, str]] = {
    "names": {"name": TEXT, "spelt": TEXT, "identity": TEXT, "called": TEXT, "type": TEXT, "why": TEXT},
    "name_pairs": {"a": TEXT, "b": TEXT, "verdict": TEXT, "score": SHARE, "why": TEXT},
    "reprints": {
        "copy": TEXT,
        "original": TEXT,
        "direction": TEXT,
        "kind": TEXT,
        "coverage": SHARE,
        "why": TEXT,
        "body": BYTES,
    },
    "matters": {
        "id": TEXT,
        "text": TEXT,
        "type": TEXT,
        "actors": TEXTS,
        "recipients": TEXTS,
        "claims": TEXTS,
        "outlets": WHOLE,
        "origins_min": WHOLE,
        "origins_max": WHOLE,
        "body": BYTES,
    },
    "claim_pairs": {"a": TEXT, "b": TEXT, "score": SHARE},
    "replies": {"reply": TEXT, "answers": TEXT, "how": TEXT, "why": TEXT},
}
"""What resolving writes, each table with its columns."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an archive amounts to."""

    names: Flow
    name_pairs: Flow
    reprints: Flow
    matters: Flow
    claim_pairs: Flow
    replies: Flow


def resolve(readings: Flow, sketches: Flow) -> Resolved:
    """Everything that follows from some reports. `readings` and `sketches` are under the ids of their reports."""
    readings = readings.together(_first_place).kept("readings")
    reprints = find_reprints(sketches, readings)
    belongs, judged = find_identities(readings)
    matters, answers, alike = find_matters(identify(readings, belongs), reprints)
    return Resolved(belongs, judged, reprints, matters, alike, answers)


def _first_place(report: str, wholes: list[Whole]) -> Iterator[Keyed]:
    """A report that stands in several places, from the first of them by name."""
    if len(wholes) > 1:
        wholes.sort(key=lambda whole: unpacked(whole.reading).document.location)
    yield report, wholes[0]


def rows_of(message: Any) -> Iterator[dict[str, Any]]:
    """The rows of a message, in the columns of its table."""
    match message:
        case Belongs(name, spelt, identity):
            yield {
                "name": name,
                "spelt": spelt,
                "identity": identity.id,
                "called": identity.name,
                "type": identity.type.value,
                "why": "; ".join(identity.why),
            }
        case Judged(a, b, judgement):
            yield {
                "a": a,
                "b": b,
                "verdict": judgement.verdict.value,
                "score": judgement.score,
                "why": "; ".join(judgement.why),
            }
        case Copied(reprint):
            yield {
                "copy": reprint.copy,
                "original": reprint.original,
                "direction": reprint.direction.value,
                "kind": reprint.kind.value,
                "coverage": reprint.coverage,
                "why": reprint.why,
                "body": msgspec.msgpack.encode(reprint),
            }
        case Weighed(matter):
            origins = matter.points[0].origins if matter.points else None
            yield {
                "id": matter.id,
                "text": matter.text,
                "type": matter.type,
                "actors": list(matter.actors),
                "recipients": list(matter.recipients),
                "claims": list(matter.claims),
                "outlets": matter.outlets,
                "origins_min": origins.min if origins else 0,
                "origins_max": origins.max if origins else 0,
                "body": msgspec.msgpack.encode(matter),
            }
        case Alike(a, b, score):
            yield {"a": a, "b": b, "score": score}
        case Answered(answers):
            for one in answers:
                yield {"reply": one.reply, "answers": one.answers, "how": one.how.value, "why": one.why}


def resolve_folder(folder: Folder, engine: Engine) -> dict[str, int]:
    """Resolve what a batch read, into `resolved/` of its folder; how many rows each table has.

    A run that was stopped goes on with the step it was at, as long as the same parts are finished.
    """
    receipts = sorted(receipt.part for receipt in folder.receipts())
    workspace = f"{RESOLVING}/{hashlib.sha256(' '.join(receipts).encode()).hexdigest()[:16]}"
    storage = folder.storage
    readings = engine.read(storage, _addresses(folder, "documents"), "id", "reading", _whole)
    sketches = engine.read(storage, _addresses(folder, "signatures"), "document", "keys", _sketch)
    resolved = resolve(Flow(readings.working_in(workspace)), Flow(sketches.working_in(workspace)))
    storage.remove_folder(RESOLVED_IN)
    for name, columns in RESOLVED.items():
        table: Any = getattr(resolved, name).table
        table.write(f"{RESOLVED_IN}/{name}", columns, _as_rows)
    storage.write(f"{RESOLVED_IN}/_done.json", {"parts": receipts})
    storage.remove_folder(RESOLVING)
    return {
        name: sum(1 for _ in folder.rows(f"{RESOLVED_IN}/{name}", [next(iter(RESOLVED[name]))])) for name in RESOLVED
    }


def is_resolved(folder: Folder) -> bool:
    """Whether all that is finished has been resolved."""
    done = folder.storage.read(f"{RESOLVED_IN}/_done.json")
    return done is not None and json.loads(done)["parts"] == sorted(receipt.part for receipt in folder.receipts())


def _addresses(folder: Folder, table: str) -> list[str]:
    return list(folder.files(table))


def _whole(report: str, reading: bytes) -> list[Raw]:
    return [(report, encoded(Whole(reading)))]


def _sketch(report: str, keys: list[int]) -> list[Raw]:
    return [(report, encoded(Sketch(tuple(keys))))]


def _as_rows(_: str, body: bytes) -> list[dict[str, Any]]:
    return list(rows_of(decoded(body)))
