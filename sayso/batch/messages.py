"""What travels between the steps of resolving, each under a key: a name, a report, a claim, a pair of them.

Every message is small and whole by itself; whatever a step needs is in the messages it gets under one key.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.terms import Answer, Identity, Judgement, Matter, Namesake, Reprint, Statement


class Message(msgspec.Struct, frozen=True, tag=True):
    """Anything that travels."""


# Reports


class Whole(Message, frozen=True):
    """A report as it was read, packed as the documents table keeps it."""

    reading: bytes


class Sketch(Message, frozen=True):
    """The keys a report's text is found by."""

    keys: tuple[int, ...]


class Filed(Message, frozen=True):
    """A report with its claims lifted out, and the ids of the names it uses."""

    outlet: str | None
    agency: str | None
    summary: bool
    withdrawn: bool
    statements: tuple[Statement, ...]
    names: tuple[str, ...]


class Identified(Message, frozen=True):
    """The same, with names taken for the identities they belong to; `called` is what these are called, `houses` who
    prints and supplies it, `identities` who is named."""

    filed: Filed
    called: dict[str, str]
    houses: frozenset[str]
    identities: tuple[str, ...]


# Pairs


class Of(Message, frozen=True):
    """Something has to do with this: whoever holds a key, the other end of a pair, the report that asks."""

    what: str


class Half(Message, frozen=True):
    """A pair on its way from its first end to its second: its key, what is known of it, and what its first end is."""

    key: str
    pair: bytes
    first: bytes | None = None


class Met(Message, frozen=True):
    """Two share a key."""


class Copied(Message, frozen=True):
    """One report repeats another."""

    reprint: Reprint


class Behind(Message, frozen=True):
    """What one of the two reports of a reprint repeats itself; with the reprint, where it is told."""

    report: str
    originals: tuple[str, ...]
    reprint: Reprint | None = None


# Names


class Uses(Message, frozen=True):
    """What reports make of a name: its spellings, kinds and descriptions, and who else is named beside it, by report."""

    spellings: dict[str, int]
    kinds: dict[str, int]
    roles: tuple[str, ...]
    beside: dict[str, tuple[str, ...]]


class Filing(Message, frozen=True):
    """A name under a key that names like it are looked up by; `asks` where it is looking."""

    id: str
    name: str
    asks: bool


class Bearer(Message, frozen=True):
    """A name with everything known under it."""

    namesake: Namesake


class Judged(Message, frozen=True):
    """What is thought of a pair of names."""

    a: str
    b: str
    judgement: Judgement


class Belongs(Message, frozen=True):
    """Whose a name is, and how it is spelt."""

    name: str
    spelt: str
    identity: Identity


# Claims


class Shared(Message, frozen=True):
    """Reports that name somebody, and how much that says."""

    weight: float
    reports: tuple[str, ...]


class Alike(Message, frozen=True):
    """How well two claims go together."""

    a: str
    b: str
    score: float


class Linked(Message, frozen=True):
    """Two ends of one thing: the greater is the key."""

    to: str


class InMatter(Message, frozen=True):
    """The matter a claim is of."""

    claim: str
    matter: str


class Share(Message, frozen=True):
    """What one report has in a matter: its claims there, itself whole where one of them may answer somebody, whom it is
    about, and which reports it repeats."""

    report: str
    claims: tuple[str, ...]
    statements: tuple[Statement, ...]
    called: dict[str, str]
    houses: frozenset[str]
    reprints: tuple[Reprint, ...]
    withdrawn: bool


class Weighed(Message, frozen=True):
    """A matter with its points and origins."""

    matter: Matter


class Answered(Message, frozen=True):
    """What a reply answers."""

    answers: tuple[Answer, ...]


AnyMessage = (
    Whole
    | Sketch
    | Filed
    | Identified
    | Of
    | Half
    | Met
    | Copied
    | Behind
    | Uses
    | Filing
    | Bearer
    | Judged
    | Belongs
    | Shared
    | Alike
    | Linked
    | InMatter
    | Share
    | Weighed
    | Answered
)
_decoder = msgspec.msgpack.Decoder(AnyMessage)
_encoder = msgspec.msgpack.Encoder(order="sorted")


def encoded(message: Message) -> bytes:
    """A message as bytes, always the same for the same."""
    return _encoder.encode(message)


def decoded(body: bytes) -> Any:
    """A message as it was sent."""
    return _decoder.decode(body)
