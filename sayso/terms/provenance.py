"""What became of a report that could not be read."""

from __future__ import annotations

import msgspec


class Failure(msgspec.Struct, frozen=True):
    """A report that was given and could not be read: which, at what stage, why, and what to do about it."""

    location: str
    stage: str
    reason: str
    remedy: str
