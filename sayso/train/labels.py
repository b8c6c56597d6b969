"""The label sets of the network, in the order of its outputs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ROLES = ("none", "B-source", "I-source", "B-content", "I-content")


@dataclass(frozen=True, slots=True)
class Labels:
    """Parts of speech, dependencies, BIO name tags, mention types and stances."""

    pos: list[str]
    dependency: list[str]
    name: list[str]
    mention: list[str]
    stance: list[str]


def load_labels(path: Path) -> Labels:
    """The label sets in a file."""
    return Labels(**json.loads(path.read_text(encoding="utf-8")))
