"""What was read before in this run: a copy is read once.

What an agency sends is printed by many, and a crawl meets one page under several addresses. Two things are kept, what
was asked for longest ago forgotten first: what the model saw in a paragraph, by its words, and what a report came to, by
its text and the places of its frame. Neither hangs on who printed it, nor on what was read beside it, so what is recalled
is what reading again would give. The day it was written does have a say in the times that a text names: they are told
anew, and where they come out otherwise, the report is read again.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

import msgspec

from sayso.errors import SettingsError
from sayso.read.reader import ParagraphReading, Reader
from sayso.read.times import find_times
from sayso.terms import Document, Reading, Tense

SWITCH = "SAYSO_REMEMBER"
MEGABYTES = 128
"""For paragraphs and reports together: those of some eighty reports, and what six hundred came to (500 words each)."""
FOR_PARAGRAPHS = 0.6
TOKEN = 400
"""Bytes that a token takes beside its state."""
ENTRY = 500
"""Bytes that a thing takes for being kept at all."""
DIGEST = 16
Kept = TypeVar("Kept")


class Understood(NamedTuple):
    """What a report came to, and the tenses from which its dates are told."""

    reading: Reading
    tenses: dict[int, Tense]


class Memory:
    """Paragraphs and reports read lately, in so many bytes. Thread-safe."""

    def __init__(self, most: int = MEGABYTES * 1_000_000) -> None:
        self._paragraphs: _Shelf[ParagraphReading] = _Shelf(int(most * FOR_PARAGRAPHS))
        self._reports: _Shelf[bytes] = _Shelf(most - int(most * FOR_PARAGRAPHS))

    @property
    def held(self) -> int:
        """Bytes that are taken."""
        return self._paragraphs.held + self._reports.held

    def read(self, paragraphs: Sequence[str], reader: Reader) -> list[ParagraphReading]:
        """Paragraphs as the reader sees them, each looked at once."""
        keys = [_digest(text) for text in paragraphs]
        seen = {key: known for key in keys if (known := self._paragraphs.get(key))}
        new = {key: text for key, text in zip(keys, paragraphs, strict=True) if key not in seen}
        for key, reading in zip(new, reader.read(list(new.values())), strict=True):
            seen[key] = reading
            self._paragraphs.put(key, reading, _size(reading))
        return [seen[key] for key in keys]

    def recall(self, document: Document) -> Reading | None:
        """What a report came to, if the same was read before and its times come out the same on its own day."""
        packed = self._reports.get(_what_is_read(document))
        if packed is None:
            return None
        reading, tenses = msgspec.msgpack.decode(packed, type=Understood)
        return msgspec.structs.replace(reading, document=document) if _holds(document, reading, tenses) else None

    def keep(self, understood: Understood) -> None:
        """Remember what a report came to, without the report itself."""
        document = understood.reading.document
        packed = msgspec.msgpack.encode(
            understood._replace(reading=msgspec.structs.replace(understood.reading, document=_NO_DOCUMENT))
        )
        self._reports.put(_what_is_read(document), packed, len(packed))


def _holds(document: Document, reading: Reading, tenses: Mapping[int, Tense]) -> bool:
    """Whether a reading has the times of a copy, told from the copy's own day."""
    try:
        return find_times(document, reading.sentences, tenses) == reading.dates
    except KeyError:  # another day may part a text otherwise: without a leap day, "the 29th of February" is a month
        return False


@cache
def load_memory() -> Memory | None:
    """The memory of this run; none where SAYSO_REMEMBER, in megabytes, is 0.

    Raises:
        SettingsError: if it is no number.
    """
    told = os.environ.get(SWITCH, str(MEGABYTES))
    if not told.isdecimal():
        raise SettingsError(f"{SWITCH} is to be a number of megabytes, not {told!r}; 0 remembers nothing")
    return Memory(int(told) * 1_000_000) if int(told) else None


class _Shelf(Generic[Kept]):
    """Things by key, in so many bytes; what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.held = 0
        self._things: OrderedDict[bytes, tuple[Kept, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Kept | None:
        with self._lock:
            if key not in self._things:
                return None
            self._things.move_to_end(key)
            return self._things[key][0]

    def put(self, key: bytes, thing: Kept, size: int) -> None:
        with self._lock:
            if key in self._things:
                self.held -= self._things.pop(key)[1]
            self._things[key] = thing, size + ENTRY
            self.held += size + ENTRY
            while self.held > self._most:
                self.held -= self._things.popitem(last=False)[1][1]


_NO_DOCUMENT = Document(id="", location="", sha256="", text="")


def _what_is_read(document: Document) -> bytes:
    """All of a report that reading looks at, but for what its day is told by: when it was printed, its dateline, its title."""
    places = (document.spans, document.paragraphs, document.body, document.regions)
    return blake2b(_digest(document.text) + msgspec.msgpack.encode(places), digest_size=DIGEST).digest()


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


def _size(reading: ParagraphReading) -> int:
    states = sum(state.nbytes for state in reading.states.values())
    return states + reading.vector.nbytes + TOKEN * len(reading.tokens)
