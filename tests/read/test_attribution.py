"""Who says what: constructions of real reports, a marked line each, and what holds of every reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pipeline import read_text
from sayso.read.reader import load_reader
from sayso.terms import Kind, Reading, Span, Voice
from sayso.train.marked import MarkedParagraph, read_marked
from sayso.train.measure import Scored, is_linked, match_by_cue
from tests.make import report, said_with, speaker, words

CASES = read_marked(Path(__file__).parent.parent / "cases" / "constructions.marked")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_the_marked_attributions_are_found(case: MarkedParagraph) -> None:
    reading = read_text(case.text)
    found = [Scored(a.source, a.cue, a.content, a) for a in reading.attributions]
    gold = [Scored(a.source, a.cue, a.content, a) for a in case.attributions]
    assert len(found) == len(gold)
    matches = match_by_cue(found, gold)
    assert len(matches) == len(gold)
    for mine, theirs in matches:
        assert is_linked(case.text, mine, theirs)
        assert mine.key.stance.value == theirs.key.stance  # type: ignore[attr-defined]


def spans_of(reading: Reading) -> list[Span]:
    spans = [*reading.sentences, *(m.span for m in reading.mentions), *(m.span for m in reading.missed)]
    for a in reading.attributions:
        spans += [*a.source, *a.cue, *a.content, *a.quoted]
    return spans + [claim.span for claim in reading.claims if claim.span]


def check_laws(reading: Reading) -> None:
    text = reading.document.text
    assert all(0 <= span.start < span.end <= len(text) for span in spans_of(reading))
    known = {a.id for a in reading.attributions}
    entities = {entity.id for entity in reading.entities}
    for a in reading.attributions:
        assert a.within is None or a.within in known
        assert a.speaker is None or a.speaker in entities
        assert set(a.co_speakers) | set(a.addressee) | set(a.through) | set(a.on_behalf_of) <= entities
        assert all(any(span.overlaps(content) for content in a.content) for span in a.quoted)
    assert {claim.attribution for claim in reading.claims} <= known | {None}


NEWSLIKE = st.lists(
    st.sampled_from(
        [
            "Mr. Ito",
            "said",
            "denied",
            "that",
            '"',
            "”",
            "“",
            "’",
            "'",
            ",",
            ".",
            "the dam",
            "cracked",
            "told",
            "Reuters",
            "(",
            ")",
            "\n\n",
            "\n",
            "\x00",
            "\ufeff",
            "é",
            "😀",
            "al-",
            "U.S.",
            "—",
            "according to",
            "[",
            "]",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(NEWSLIKE)
def test_no_text_makes_reading_fail_and_every_span_quotes_it(text: str) -> None:
    if any(c.isalnum() for c in text):
        check_laws(read_text(text))


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300))
def test_any_characters_at_all_are_read(text: str) -> None:
    if any(c.isalnum() for c in text):
        check_laws(read_text(text))


def test_reading_twice_is_the_same() -> None:
    text = "Ms Ito said the dam was safe. “It held,” she said.\n\nThe mayor denied it."
    assert read_text(text) == read_text(text)


def test_a_paragraph_of_a_hundred_thousand_characters_is_read() -> None:
    reading = read_text("Ms Ito said the dam was safe, and nobody asked why. " * 2000)
    assert len(reading.attributions) > 1500
    check_laws(reading)


def test_a_text_without_a_break_is_read() -> None:
    check_laws(read_text("a" * 20_000))


def test_nothing_said_gives_no_attribution() -> None:
    assert report("The storm claimed three lives and closed the harbour.").attributions == []


def test_quoted_parts_leave_out_the_reporters_brackets() -> None:
    reading = report('"They knew [the dam] was weak," Ms Ito said.')
    assert "[" not in words(reading, reading.attributions[0].quoted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"The dam is safe," Ms Ito said.', Kind.DIRECT),
        ("Ms Ito said the dam was safe.", Kind.INDIRECT),
        ('Ms Ito said the dam was "as safe as houses".', Kind.MIXED),
    ],
)
def test_kind_follows_from_what_is_quoted(text: str, kind: Kind) -> None:
    assert report(text).attributions[0].kind is kind


def test_a_spokesman_speaks_for_whom_he_says() -> None:
    reading = report("Piet Krol, a spokesman for the Harbour Authority, said the gate was shut.")
    attribution = reading.attributions[0]
    assert speaker(reading, attribution) == "Piet Krol"
    names = {entity.id: entity.name for entity in reading.entities}
    assert [names[entity] for entity in attribution.on_behalf_of] == ["Harbour Authority"]


def test_a_newspaper_that_was_told_only_passed_it_on() -> None:
    reading = report("Two officials told the Corran Herald that the gate was shut.")
    attribution = said_with(reading, "told")
    assert len(attribution.through) == 1
    assert attribution.addressee == []
    assert attribution.voice is Voice.UNNAMED


def test_an_unnamed_source_is_somebody_with_a_reason() -> None:
    reading = report(
        "A senior official, who asked not to be named because the talks are secret, said the deal was dead."
    )
    attribution = said_with(reading, "said")
    assert attribution.voice is Voice.UNNAMED
    (official,) = [entity for entity in reading.entities if entity.id == attribution.speaker]
    assert official.anonymity is not None
    assert "because the talks are secret" in official.anonymity.of(reading.document.text)


def test_a_numbered_paper_speaks_by_its_name_and_not_its_number() -> None:
    reading = report("Memorandum 41 advised the council to begin again.")
    assert speaker(reading, said_with(reading, "advised")) == "Memorandum 41"


def test_the_day_of_saying_is_kept() -> None:
    reading = report("Ms Ito said on Tuesday that the dam was safe.")
    said = reading.attributions[0].said
    assert said is not None
    assert said.date == "on Tuesday"


def test_the_charges_point_to_the_accusation() -> None:
    reading = report("The general accused Aldova of arming the rebels.", "Aldova's embassy rejected the charges.")
    accusation, denial = reading.attributions
    assert denial.refers[0].to == accusation.id


def test_the_reader_is_loaded_once() -> None:
    assert load_reader() is load_reader()
