"""Sketches: what a copy can do to a text and still be found, and what is not found under it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.sketches import SHINGLE, keys_of, plain

WIRE = [
    "A fire that broke out before dawn destroyed two warehouses in the harbour of Port Arden on Sunday.",
    "The flames spread from a store of paint to a barn full of cotton and burned until noon.",
    '"We heard a bang and then the whole roof lifted off the store," Ruta Adisa, who runs the harbour, told reporters.',
    "The dockers union has warned for years that the old sheds by the eastern pier were not safe to work in.",
    "Insurers put the loss at more than four million crowns, not counting the ships that could not unload.",
    "Traffic on the coast road stood still while hoses were laid across both lanes.",
    "The last great fire in the harbour burned for nine days in the winter of 1987 and took the customs house with it.",
    "Mayor Pavo Lindt is to visit the families of the injured men this evening.",
]
TEXT = " ".join(WIRE)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def found(one: str, other: str) -> bool:
    """Whether two reports share a key, so that the later finds the earlier."""
    return not {*keys_of(one)}.isdisjoint(keys_of(other))


def damaged(text: str, share: float, seed: int) -> str:
    """A text with some of its letters replaced by others."""
    random = Random(seed)
    return "".join(random.choice(LETTERS) if c.isalpha() and random.random() < share else c for c in text)


def babble(seed: int, words: int) -> str:
    """A text of words that no other text has."""
    random = Random(seed)
    return " ".join("".join(random.choices(LETTERS, k=random.randint(2, 9))) for _ in range(words))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(" ".join(WIRE[:3]), id="cut after the third sentence"),
        pytest.param(" ".join(WIRE[5:]), id="cut before the sixth sentence"),
        pytest.param(" ".join(reversed(WIRE)), id="in another order"),
        pytest.param("Harbour in ashes: what we know so far. " + TEXT, id="with another headline"),
        pytest.param(TEXT.replace('"We', "“We").replace(',"', ",”"), id="with curly quotation marks"),
        pytest.param(TEXT.replace('"We', "«We").replace(',"', ",»"), id="with French quotation marks"),
        pytest.param(TEXT.upper(), id="in capitals"),
        pytest.param(TEXT.replace(" ", "\n"), id="with other line ends"),
        pytest.param(TEXT.replace("harbour", "hárbour"), id="with accents"),
    ],
)
def test_a_copy_is_found(copy: str) -> None:
    assert copy != TEXT
    assert found(TEXT, copy)


@pytest.mark.parametrize("seed", range(10))
def test_a_copy_with_one_letter_in_twenty_damaged_is_found(seed: int) -> None:
    assert found(TEXT, damaged(TEXT, 0.05, seed))


@pytest.mark.parametrize("seed", range(10))
def test_three_damaged_sentences_are_found_in_the_whole(seed: int) -> None:
    assert found(TEXT, damaged(" ".join(WIRE[2:5]), 0.05, seed))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.integers(0, 1600), st.integers(400, 800))
def test_an_excerpt_is_found_wherever_it_was_cut_out(seed: int, start: int, length: int) -> None:
    text = babble(seed, 400)
    assert found(text, text[start : start + length])


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.integers(20, 200))
def test_texts_with_nothing_in_common_are_not_found(seed: int, words: int) -> None:
    assert not found(TEXT, babble(seed, words))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=600))
def test_whatever_holds_a_few_letters_is_filed_and_found_again(text: str) -> None:
    assert found(text, text) == (len(plain(text)) >= SHINGLE)


def test_the_keys_are_the_same_on_every_machine() -> None:
    # they are kept in the case's file, which may be opened elsewhere, years later
    assert keys_of("The dam is cracked.")[:2] == [636575733523254246, 823631620555433363]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=300))
def test_a_plain_text_is_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert set(plain(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_two_stories_share_no_key() -> None:
    other = (
        "Parliament voted late on Tuesday to close the last of the coal mines in the valley of Tsemma. "
        "Two hundred families will be moved before the winter, and the shafts are to be flooded in the spring. "
        "The ministry has promised each household a plot of land, but nobody could say where it would be found. "
        "A teacher who spoke for the miners called the vote a funeral with a brass band."
    )
    assert not found(TEXT, other)


def test_what_a_briefing_said_does_not_file_two_reports_under_one_key() -> None:
    # one quoted sentence in common, which at fewer characters than a window is not worth comparing whole reports for
    said = '"We heard a bang and then the whole roof lifted off the store,"'
    other = (
        "Thick smoke hung over the docks on Sunday after a blaze left three men hurt and a market without its stock. "
        f"{said} said the harbour master, her coat grey with ash. "
        "Cotton traders will move their bales up the coast until the summer, one of them told this newspaper."
    )
    assert said in TEXT
    assert not found(TEXT, other)


@pytest.mark.parametrize("text", ["", " ", "...", "Hi", "«»—"])
def test_a_text_without_words_is_filed_nowhere(text: str) -> None:
    assert keys_of(text) == []
