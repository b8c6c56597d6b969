"""Nesting and the holes of contents, on drafts made by hand."""

from __future__ import annotations

import pytest

from sayso import read_text


def outer_of(text: str, cue: str) -> str | None:
    """The cue of the attribution that holds the one with this cue."""
    reading = read_text(text)
    cues = {a.id: " ".join(span.of(text) for span in a.cue) for a in reading.attributions}
    inner = next(a for a in reading.attributions if cues[a.id] == cue)
    return cues.get(inner.within) if inner.within else None


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("The general said the detainee had told investigators that the guns came by sea.", "had told", "said"),
        ("The mayor denied the charge, the envoy said, according to the state agency.", "said", "according to"),
    ],
)
def test_what_is_said_inside_a_content_is_nested(text: str, inner: str, outer: str) -> None:
    assert outer_of(text, inner) == outer


def test_one_after_the_other_is_not_nested() -> None:
    text = "The mayor said the bridge was safe. The engineer said it was not."
    assert all(a.within is None for a in read_text(text).attributions)
