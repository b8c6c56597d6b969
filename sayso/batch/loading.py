"""From the parts of an archive into a case: the reports of some months, or of all, read already.

Into an empty case, all of an archive that has been resolved is taken as it was resolved; anything else is settled by the
case itself, as if the reports had just been read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from sayso.batch.folder import Folder
from sayso.batch.resolve import RESOLVED_IN, is_resolved
from sayso.batch.rows import Row, unpacked
from sayso.errors import StoreError
from sayso.resolve import names
from sayso.settle import file, settle
from sayso.store import Case
from sayso.terms import (
    Answer,
    Bond,
    EntityType,
    Failure,
    Identity,
    Judgement,
    Matter,
    Reprint,
    Verdict,
)


def load(
    folder: Folder,
    case: Case,
    since: str | None = None,
    until: str | None = None,
    watch: Callable[[int], None] = lambda done: None,
) -> int:
    """File the reports of an archive that were printed between two days in a case, and settle them; how many were new.

    Raises:
        StoreError: if the folder holds no archive.
    """
    if not folder.receipts():
        raise StoreError(
            f"there is no finished part in {folder.storage.location}; sayso batch IN... --out FOLDER makes one"
        )
    whole = not (since or until) and case.is_empty() and is_resolved(folder)
    new = 0
    for row in _chosen(folder, since, until):
        if not case.holds(row["id"]):
            file(case, unpacked(row["reading"]))
            new += 1
            watch(1)
    for row in folder.rows("failures"):
        case.fail(Failure(**row))
    if whole:
        take_resolved(folder, case)
    settle(case)
    return new


def _chosen(folder: Folder, since: str | None, until: str | None) -> Iterator[Row]:
    for row in folder.documents(["id", "location", "published", "reading"]):
        day = (row["published"] or "")[:10]
        if (not since or day >= since) and (not until or (day and day[: len(until)] <= until)):
            yield row


def take_resolved(folder: Folder, case: Case) -> None:
    """Everything that was resolved, into a case that holds the same reports."""
    with case.writing():
        spelt = {row["name"]: row for row in _resolved(folder, "names")}
        case.put_name_keys({name: names.filed_under(row["spelt"]) for name, row in spelt.items()})
        case.put_name_pairs(
            {
                (row["a"], row["b"]): Judgement(Verdict(row["verdict"]), row["score"], tuple(row["why"].split("; ")))
                for row in sorted(_resolved(folder, "name_pairs"), key=lambda row: (row["a"], row["b"]))
            }
        )
        case.put_identities(_identities(spelt))
        case.put_reprints(msgspec.msgpack.decode(row["body"], type=Reprint) for row in _resolved(folder, "reprints"))
        case.put_matter_pairs((), {(row["a"], row["b"]): row["score"] for row in _resolved(folder, "claim_pairs")})
        case.put_matters((), (msgspec.msgpack.decode(row["body"], type=Matter) for row in _resolved(folder, "matters")))
        case.put_answers(
            (),
            (
                Answer(row["reply"], row["answers"], Bond(row["how"]), row["why"])
                for row in _resolved(folder, "replies")
            ),
        )
        case.settled(case.unsettled())


def _resolved(folder: Folder, table: str) -> Iterator[Row]:
    return folder.rows(f"{RESOLVED_IN}/{table}")


def _identities(spelt: dict[str, dict[str, Any]]) -> Iterator[Identity]:
    of: dict[str, list[str]] = {}
    for name, row in spelt.items():
        of.setdefault(row["identity"], []).append(name)
    for identity, every in of.items():
        row = spelt[identity]
        yield Identity(
            id=identity,
            name=row["called"],
            type=EntityType(row["type"]),
            names=tuple(sorted(every)),
            why=tuple(filter(None, [row["why"]])),
        )
