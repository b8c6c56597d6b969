"""Characters that other programs cannot take."""

from __future__ import annotations

import re

UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids or advises against; a report's bytes can decode to any of it."""


def clean(text: str) -> str:
    """A text with a replacement mark for each character that XML and spreadsheets choke on; no character moves."""
    return UNWANTED.sub("\N{REPLACEMENT CHARACTER}", text)
