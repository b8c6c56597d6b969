"""What is to be done: input files cut and bundled into parts, each small enough for one worker at a time.

A part is the unit of everything: one worker reads it, its output appears as a whole, and a run that was stopped goes on
with the parts that are not finished. A large file is cut into slices, each with every so-many-eth report of it; small
files are bundled. Parts depend on names and sizes of the files alone, not on the order in which they were given.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Iterator

import msgspec

from sayso.batch.storage import Sized

SLICE = 32_000_000
"""Bytes of input for a part. A slice reads past the reports of the others, which costs the unpacking of them: at this size
about a thirtieth of what reading its own costs, for a crawl's file of a gigabyte (docs/scale.md)."""
BUNDLE = 200
"""Files in a part at most: what a worker that is killed has to read again."""


class Piece(msgspec.Struct, frozen=True, order=True):
    """One file, or one slice of it: the reports whose number leaves `slice` when divided by `of`."""

    location: str
    size: int
    slice: int = 0
    of: int = 1


class Part(msgspec.Struct, frozen=True):
    """What one worker reads at a time; `id` is made of its pieces."""

    id: str
    pieces: tuple[Piece, ...]


def parts_of(files: Iterable[Sized], finished: Collection[Piece] = (), size: int = SLICE) -> list[Part]:
    """The parts that some files make, less the pieces that are finished."""
    done = frozenset(finished)
    pieces = sorted(piece for file in files for piece in _cut(file, size))
    left = (tuple(piece for piece in bundle if piece not in done) for bundle in _bundles(pieces, size))
    return [Part(_id(bundle), bundle) for bundle in left if bundle]


def _cut(file: Sized, size: int) -> Iterator[Piece]:
    slices = max(1, math.ceil(file.size / size))
    for number in range(slices):
        yield Piece(file.location, file.size, number, slices)


def _bundles(pieces: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """Pieces in their order, as many together as make a part."""
    bundle: list[Piece] = []
    weight = 0.0
    for piece in pieces:
        share = piece.size / piece.of
        if bundle and (weight + share > size or len(bundle) == BUNDLE):
            yield bundle
            bundle, weight = [], 0.0
        bundle.append(piece)
        weight += share
    yield bundle


def _id(pieces: Iterable[Piece]) -> str:
    return "p" + hashlib.sha256(msgspec.json.encode(list(pieces))).hexdigest()[:16]
