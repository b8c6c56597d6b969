"""Claims lifted out of their reports, with everything a case compares them by."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sayso.resolve.names import name_id
from sayso.resolve.statements import content_words, statements_of, stem
from sayso.terms import Reading, Region, Stance, Statement, Voice
from tests.make import report


def lifted(*paragraphs: str) -> list[Statement]:
    return statements_of(report(*paragraphs))


def the(*paragraphs: str, stance: Stance) -> Statement:
    """The one statement with this stance that is not the outlet's."""
    (found,) = [s for s in lifted(*paragraphs) if s.stance is stance and s.voice is not Voice.OUTLET]
    return found


def innermost(statements: list[Statement]) -> Statement:
    return max(statements, key=lambda s: len(s.chain))


def test_who_publishes_a_report_in_which_it_keeps_speaking_is_a_party_to_it() -> None:
    told = "Orrow Copper said the dam was safe. Orrow Copper said the pumps ran. Orrow Copper denied the charge."
    reading = report("The dam is safe", told)
    published = replace(reading, document=replace(reading.document, outlet="Orrow Copper"))
    assert {s.publisher.name for s in statements_of(published) if s.publisher} == {"Orrow Copper"}
    assert not any(s.publisher for s in statements_of(reading))


def test_a_number_that_does_not_say_what_it_counts_is_kept_where_no_other_does() -> None:
    alone = the("The police put the toll at nine.", stance=Stance.ASSERTS)
    assert [figure.low for figure in alone.figures] == [9]


# Voices


def test_the_chain_of_voices_begins_with_the_innermost() -> None:
    found = innermost(lifted("Ruta Adisa said that Pavo Lindt had told her that the dam was cracked."))
    assert [voice.name for voice in found.chain] == ["Pavo Lindt", "Ruta Adisa"]
    assert found.text == "that the dam was cracked"
    assert found.speaker == found.chain[0]


def test_what_the_outer_voice_says_itself_has_no_inner_one() -> None:
    outer, _ = lifted("Ruta Adisa said that Pavo Lindt had told her that the dam was cracked.")
    assert [voice.name for voice in outer.chain] == ["Ruta Adisa"]


def test_the_outlets_own_word_has_no_voice() -> None:
    (own,) = lifted("Gunmen attacked the village of Tsemma on Monday.")
    assert (own.voice, own.chain, own.speaker) == (Voice.OUTLET, (), None)


def test_an_allegation_that_stands_only_in_its_denial_is_somebodys_unstated() -> None:
    alleged = the("Ruta Adisa denied that soldiers had attacked the village.", stance=Stance.ALLEGES)
    assert alleged.voice is Voice.UNSTATED
    assert [(voice.voice, voice.identity) for voice in alleged.chain] == [(Voice.UNSTATED, None)]


def test_a_voice_without_a_name_is_somebody_of_its_report_only() -> None:
    text = "An Iranian official said gunmen had attacked the village."
    (found,) = [s for s in lifted(text) if s.chain]
    voice = found.chain[0]
    assert voice.voice is Voice.UNNAMED
    assert voice.identity is None
    assert voice.entity is not None
    assert voice.entity.startswith(f"{found.document}.")


def test_a_voice_without_a_name_is_of_the_side_its_description_belongs_to() -> None:
    (found,) = [s for s in lifted("An Iranian official said gunmen had attacked the village.") if s.chain]
    assert set(found.chain[0].side) == {"Iran"}


def test_a_persons_name_is_no_side() -> None:
    (found,) = [s for s in lifted("Ruta Adisa said that the dam was cracked.") if s.chain]
    assert found.chain[0].side == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pavo Lindt, a spokesman for the Coastal Relief Fund, said that gunmen had attacked the village.",
        "Pavo Lindt, the head of the Coastal Relief Fund, said that gunmen had attacked the village.",
        "A spokesman for the Coastal Relief Fund, Pavo Lindt, said that gunmen had attacked the village.",
    ],
)
def test_who_leads_or_represents_a_body_speaks_for_it(text: str) -> None:
    (found,) = [s for s in lifted(text) if s.chain]
    assert found.chain[0].identity == name_id("Pavo Lindt")
    assert found.chain[0].speaks_for == (name_id("Coastal Relief Fund"),)


def test_who_leads_nothing_speaks_for_nobody() -> None:
    (found,) = [s for s in lifted("Pavo Lindt said that the Coastal Relief Fund was broke.") if s.chain]
    assert found.chain[0].speaks_for == ()


# Who is meant


def test_a_name_has_one_id_in_every_report() -> None:
    first = innermost(lifted("Ruta Adisa said that Kharuz had attacked the village."))
    second = innermost(lifted("Rain fell on the hills.", "Kharuz attacked the bridge at dawn, Ruta Adisa said."))
    assert first.document != second.document
    assert first.chain[0].identity == second.chain[0].identity == name_id("Ruta Adisa")
    assert first.actors == second.actors == (name_id("Kharuz"),)


def test_a_description_has_an_id_of_its_own_report() -> None:
    first = innermost(lifted("Ruta Adisa said that the gunmen had attacked the village."))
    second = innermost(lifted("Ruta Adisa said that the gunmen had attacked the bridge."))
    assert first.actors
    assert second.actors
    assert first.actors != second.actors
    assert all(id.startswith(f"{first.document}.") for id in first.actors)


def test_a_name_given_to_somebody_of_one_report_is_taken_up() -> None:
    reading = report("Ruta Adisa said that the gunmen had attacked the village.")
    (gunmen,) = [entity.id for entity in reading.entities if entity.name == "the gunmen"]
    given = innermost(statements_of(reading, {gunmen: "o1"}))
    assert given.actors == ("o1",)


def test_about_are_the_named_within_the_words_and_not_who_speaks() -> None:
    found = innermost(lifted("Ruta Adisa said that Kharuz had attacked the village of Tsemma."))
    assert found.about == {name_id("Kharuz"), name_id("Tsemma")}


# What is claimed


def test_a_statement_quotes_its_report() -> None:
    reading = report("Ruta Adisa said that Kharuz had attacked\nthe village of Tsemma on 3 March 2024.")
    for found in statements_of(reading):
        assert found.text == " ".join(found.span.of(reading.document.text).split())
        assert found.id == f"{reading.document.id}.{found.claim}"


def test_an_event_keeps_place_days_and_figures() -> None:
    found = innermost(lifted("Ruta Adisa said that Kharuz had killed 12 soldiers in Tsemma on 3 March 2024."))
    assert (found.kind, found.type) == ("event", "ASSAULT")
    assert (found.first, found.last) == ("2024-03-03", "2024-03-03")
    assert (found.place, found.place_name) == (name_id("Tsemma"), "Tsemma")
    assert [(figure.low, figure.unit) for figure in found.figures] == [(12, "soldier")]


def test_a_relation_has_its_two_ends() -> None:
    text = "Pavo Lindt, the head of the Coastal Relief Fund, said that gunmen had attacked the village."
    (found,) = [s for s in lifted(text) if s.kind == "relation"]
    assert (found.type, found.actors, found.recipients) == (
        "directorship",
        (name_id("Pavo Lindt"),),
        (name_id("Coastal Relief Fund"),),
    )


def test_the_charge_means_the_claim_it_refers_to() -> None:
    found = lifted("The army accused Kharuz of arming the rebels.", "Kharuz denied the charge.")
    (charge,) = [s for s in found if s.stance is Stance.ALLEGES]
    (denial,) = [s for s in found if s.stance is Stance.DENIES]
    assert denial.refers == (charge.id,)


def test_what_one_does_by_speaking_is_marked_as_speech() -> None:
    found = lifted("The army accused Kharuz of arming the rebels.")
    assert [(s.type, s.speech) for s in found] == [("ACCUSE", True), ("AID", False)]


def test_a_headline_is_marked_as_one() -> None:
    headline = "Kharuz armed the rebels, army says"
    found = lifted(headline, "The army said on Monday that Kharuz had armed the rebels.")
    assert {s.region for s in found if s.span.end <= len(headline)} == {Region.TITLE}
    assert {s.region for s in found if s.span.start > len(headline)} == {Region.BODY}


# Words


@pytest.mark.parametrize(
    ("one", "other"), [("deliveries", "delivery"), ("armed", "arming"), ("rebels", "rebel"), ("attack", "attacked")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_small_words_say_nothing_and_figures_do() -> None:
    assert content_words("It was said that the 12 of them had been there") & {"it", "was", "the", "had"} == set()
    assert "12" in content_words("the 12 of them")


def test_no_claim_no_statement() -> None:
    assert statements_of(Reading(document=report("Rain, wind, sun.").document)) == []
