"""Names swapped in taught text."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.read.reader import load_reader
from sayso.train.corpora import TaughtAttribution, TaughtParagraph
from sayso.train.swaps import NameBank, load_names, swapped_paragraph, swapped_row


@pytest.fixture
def bank() -> NameBank:
    return load_names(Path(__file__).parents[2] / "corpus" / "names.toml")


def test_marks_stay_on_the_words_they_were_on(bank: NameBank) -> None:
    text = "Anna Smith said the road was shut, and Smith blamed Peter Brown."
    marked = TaughtParagraph(text, [TaughtAttribution([(0, 10)], [(11, 15)], [(16, 33)])])
    (reading,) = load_reader().read([text])
    swapped = swapped_paragraph(marked, reading.tokens, bank)
    (attribution,) = swapped.attributions
    quoted = [swapped.text[slice(*spans[0])] for spans in (attribution.source, attribution.cue, attribution.content)]
    assert quoted[1:] == ["said", "the road was shut"]
    assert "Smith" not in swapped.text
    assert quoted[0].split()[1] in swapped.text.split("shut", 1)[1]  # the same surname both times


def test_a_swapped_sentence_keeps_its_tags(bank: NameBank) -> None:
    row = {"w": ["LONDON", "-", "Peter", "Brown", "won", "."], "t": ["B-LOC", "O", "B-PER", "I-PER", "O", "O"]}
    swapped = swapped_row(row, bank)
    assert swapped["t"] == row["t"]
    assert swapped["w"][0].isupper()
    assert swapped["w"][1] == "-"
    assert swapped["w"][2:4] != ["Peter", "Brown"]
