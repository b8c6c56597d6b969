"""Moments as the wire writes them: ISO 8601 in full ("2026-05-13T06:15:00Z") or without its marks ("20260513T061500Z")."""

from __future__ import annotations

import re

from sayso.ingest.frame import parse_published
from sayso.terms import Moment

BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$")


def moment_of(text: str | None) -> Moment | None:
    """The moment that a field gives, if it gives one."""
    if not text:
        return None
    if match := BASIC.match(text.strip()):
        year, month, day, hour, minute, zone = match.groups()
        text = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:00{zone or ''}" if hour else "")
    return parse_published(text)
