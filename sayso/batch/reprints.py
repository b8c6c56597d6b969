"""Which report repeats which, over a whole archive: candidates by the bands of their sketches, then the case's own look."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sayso.batch.blocks import pair_key, paired, pairs_by_first
from sayso.batch.flow import Flow, Keyed
from sayso.batch.messages import Behind, Copied, Met, Of, Sketch, Whole
from sayso.batch.rows import unpacked
from sayso.resolve import reprints

KEYS_IN_COMMON = 3


def find_reprints(sketches: Flow, readings: Flow) -> Flow:
    """Every reprint, under the report that is the copy."""
    met = sketches.each(_by_band).together(_meet).together(_often_enough)
    found = paired(met, readings, _compare).kept("reprints-found")
    return found.each(_ask_for_originals).together(_tell_originals).together(_common_parent).kept("reprints")


def _by_band(report: str, sketch: Sketch) -> Iterator[Keyed]:
    for key in sketch.keys:
        yield str(key), Of(report)


def _meet(_: str, holders: list[Of]) -> Iterator[Keyed]:
    for first, second in pairs_by_first(sorted({holder.what for holder in holders})):
        yield pair_key(first, second), Met()


def _often_enough(pair: str, met: list[Met]) -> Iterator[Keyed]:
    if len(met) >= KEYS_IN_COMMON:
        yield pair, Met()


def _compare(_: str, pair: Met, first: Whole | None, second: Whole | None) -> Iterator[Keyed]:
    if first and second:
        printed = [reprints.Printed(unpacked(whole.reading)) for whole in (first, second)]
        if reprint := reprints.compare(*printed):
            yield reprint.copy, Copied(reprint)


def _ask_for_originals(_: str, copied: Copied) -> Iterator[Keyed]:
    yield copied.reprint.copy, copied
    yield copied.reprint.original, copied


def _tell_originals(report: str, known: list[Copied]) -> Iterator[Keyed]:
    """To each reprint that a report is copy or original of: which reports it repeats itself."""
    originals = tuple(sorted({one.reprint.original for one in known if one.reprint.copy == report}))
    for one in known:
        own = one.reprint if one.reprint.copy == report else None
        yield pair_key(one.reprint.copy, one.reprint.original), Behind(report, originals, own)


def _common_parent(_: str, behind: list[Behind]) -> Iterator[Keyed]:
    (reprint,) = (one.reprint for one in behind if one.reprint)
    parents = [replace(reprint, copy=one.report, original=original) for one in behind for original in one.originals]
    yield reprint.copy, Copied(reprints.common_parent(reprint, parents))
