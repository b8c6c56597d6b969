"""Where a sentence ends, and where it only seems to."""

from __future__ import annotations

import pytest

from sayso.read.sentences import is_false_start
from tests.make import report


@pytest.mark.parametrize(
    "text",
    [
        "Brig. Gen. |Ruta Adisa said so.",
        "U.S. |officials said so.",
        "J. |Osei said so.",
        "Mr. |Tanaka said so.",
        "It was Sheikh al-|Rashid.",
    ],
)
def test_a_sentence_goes_on_after_an_abbreviation_or_article(text: str) -> None:
    assert is_false_start(text.replace("|", ""), 0, text.index("|"))


@pytest.mark.parametrize("text", ["The dam broke. |Nobody slept.", "He went to the U.S. |The trial began."])
def test_a_sentence_starts_after_a_stop(text: str) -> None:
    assert not is_false_start(text.replace("|", ""), 0, text.index("|"))


def test_sentences_cover_the_words_of_the_body() -> None:
    reading = report("Brig. Gen. Ruta Adisa said the road was open. Nobody used it.")
    printed = [span.of(reading.document.text) for span in reading.sentences]
    assert printed == ["Brig. Gen. Ruta Adisa said the road was open.", "Nobody used it."]
