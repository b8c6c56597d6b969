"""Sketches: which reports may repeat each other, found without comparing them all.

A text is cut into windows; each window's character shingles are sketched by MinHash (R-MinHash of rensa), and bands of
the sketch are the keys under which it is filed and looked up. Small windows, so that an excerpt is found inside a long
report; characters rather than words, so that damaged letters spoil a few shingles and not every one.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rensa import RMinHash

SHINGLE = 5
WINDOW = 160
"""Characters of a window: a sentence or so. A third of a short report still holds four whole ones."""
EVERY = 80
"""Windows overlap by half, so that one of another text is met within 40 characters. A report is filed under the same
windows that it is asked for by: which of two came first makes no difference."""
BANDS, ROWS = 24, 4
"""A window with one letter in twenty damaged still shares half its shingles: one of 24 bands of 4 then agrees four
times in five. Unrelated windows share three in a hundred: one in fifty thousand agrees."""
SEED = 20260512

Keys = npt.NDArray[np.int64]


def plain(text: str) -> str:
    """A text as letters and digits of one alphabet, single spaces between words: what copying leaves alone."""
    return re.sub(r"[^a-z0-9]+", " ", anyascii(text).lower()).strip()


def keys_of(text: str) -> list[int]:
    """The keys a report is filed under and looked up by; the same text always has the same keys."""
    return _keys(plain(text), EVERY)


def _keys(text: str, every: int) -> list[int]:
    shingles = _shingle_hashes(text)
    if not len(shingles):
        return []
    starts = range(0, max(1, len(shingles) - WINDOW // 2), every)
    windows = [shingles[start : start + WINDOW] for start in starts]
    offsets = np.cumsum([0, *map(len, windows)])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(windows), offsets.astype(np.uint64), BANDS * ROWS, SEED
    )
    digests = np.array(matrix.to_rows(), np.uint64)
    return sorted({int(key) for key in _bands(digests).ravel()})


def _shingle_hashes(text: str) -> npt.NDArray[np.uint64]:
    """One hash for each run of SHINGLE characters."""
    codes = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.uint64)
    if len(codes) < SHINGLE:
        return codes[:0]
    hashes = np.zeros(len(codes) - SHINGLE + 1, np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * np.uint64(257) + codes[place : len(codes) - SHINGLE + 1 + place]
    return _mixed(hashes)


def _bands(digests: npt.NDArray[np.uint64]) -> Keys:
    """A key a band: [windows, BANDS * ROWS] -> [windows, BANDS]."""
    keys = np.broadcast_to(np.arange(1, BANDS + 1, dtype=np.uint64), (len(digests), BANDS)).copy()
    for row in range(ROWS):
        keys = _mixed(keys * np.uint64(0x100000001B3) ^ digests[:, row::ROWS])
    return (keys >> np.uint64(1)).astype(np.int64)


def _mixed(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every bit of a hash made to depend on all others (the finish of SplitMix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return hashes ^ (hashes >> np.uint64(31))
