"""Events: who did what to whom, through what hides it."""

from __future__ import annotations

import pytest

from sayso.ingest import from_text
from sayso.read.predicates import is_negated
from sayso.read.reader import load_reader
from sayso.read.words import lay_out
from sayso.terms import EventType, Holds, Modality, Reading, Span, Voice
from tests.make import event, names, report


def told(text: str, word: str) -> tuple[str, list[str], list[str]]:
    reading = report(text)
    found = event(reading, word)
    return found.type.value, names(reading, found.actors), names(reading, found.recipients)


@pytest.mark.parametrize(
    ("text", "word", "type_", "actors", "recipients"),
    [
        ("Gunmen attacked the villagers on Monday.", "attacked", "ASSAULT", ["Gunmen"], ["the villagers"]),
        ("The villagers were attacked by gunmen.", "attacked", "ASSAULT", ["gunmen"], ["The villagers"]),
        ("The police detained a teacher who had struck an officer.", "struck", "ASSAULT", ["a teacher"], ["an officer"]),
        ("The army carried out an attack on the rebels.", "attack", "ASSAULT", ["The army"], ["the rebels"]),
        ("The council imposed a ban on the fishermen.", "ban", "COERCE", ["The council"], ["the fishermen"]),
        ("The capture of the villagers by rebels shocked the town.", "capture", "COERCE", ["rebels"], ["the villagers"]),
        ("The army helped fund, train and arm the rebels.", "train", "AID", ["The army"], ["the rebels"]),
        ("The army helped fund, train and arm the rebels.", "arm", "AID", ["The army"], ["the rebels"]),
        ("Police were ordered to arrest the strikers.", "arrest", "COERCE", ["Police"], ["the strikers"]),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(text: str, word: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    assert told(text, word) == (type_, actors, recipients)


def test_what_is_done_through_a_proxy_keeps_the_proxy() -> None:
    reading = report("The army accused Kharuz of using a militia as a proxy to arm the rebels.")
    found = event(reading, "arm")
    assert names(reading, found.actors) == ["Kharuz"]
    assert names(reading, found.via) == ["a militia"]
    assert found.modality is Modality.ACTUAL


@pytest.mark.parametrize(
    ("text", "word", "via"),
    [
        ("Kharuz armed the rebels through the Oshqar Brigade.", "armed", ["Oshqar Brigade"]),
        ("Through a militia, Kharuz armed the rebels.", "armed", ["a militia"]),
        ("Kharuz armed the rebels via a border militia.", "armed", ["a border militia"]),
        ("Kharuz sent weapons to the rebels by way of smugglers.", "sent", ["smugglers"]),
        ("Kharuz attacked the village by means of proxies.", "attacked", ["proxies"]),
        ("Kharuz attacked the village with the help of the Oshqar Brigade.", "attacked", ["Oshqar Brigade"]),
        ("Kharuz trained the rebels using the Oshqar Brigade as a proxy.", "trained", ["Oshqar Brigade"]),
        ("Kharuz used the Oshqar Brigade to attack the village.", "attack", ["Oshqar Brigade"]),
        ("Kharuz relied on a militia to attack the village.", "attack", ["a militia"]),
        ("Kharuz hired gunmen to kill the general.", "kill", ["gunmen"]),
        ("The minister threatened the miners through his lawyer.", "threatened", ["his lawyer"]),
        ("The minister, through his secretary, thanked the miners and praised the nurses.", "praised", ["his secretary"]),
        ("The army accused Kharuz of using a militia to arm the rebels.", "accused", []),
        ("The army attacked the rebels using drones.", "attacked", []),
        ("The army shelled the town through the night.", "shelled", []),
        ("Soldiers attacked the village through the forest.", "attacked", []),
        ("The weapons were delivered to the rebels via the port of Hulak.", "delivered", []),
        ("The villagers were beaten at the hands of the militia.", "beaten", []),
    ],
)  # fmt: skip
def test_through_whom_it_is_done(text: str, word: str, via: list[str]) -> None:
    reading = report(text)
    assert names(reading, event(reading, word).via) == via


@pytest.mark.parametrize(
    "doing", ["attacked the village on behalf of Kharuz", "attacked the village at the behest of Kharuz"]
)
def test_who_does_it_for_another_is_the_proxy_of_the_other(doing: str) -> None:
    reading = report(f"The militia {doing}.")
    found = event(reading, "attacked")
    assert (names(reading, found.actors), names(reading, found.via)) == (["Kharuz"], ["The militia"])


def test_what_a_proxy_is_hired_for_is_not_done_yet() -> None:
    assert event(report("Kharuz hired gunmen to kill the general."), "kill").modality is Modality.PLANNED


def test_an_accusation_is_an_event_of_speech_carried_by_the_outlet() -> None:
    reading = report("The army accused Kharuz of arming the rebels.")
    found = event(reading, "accused")
    (claim,) = [claim for claim in reading.claims if claim.event == found.id]
    assert found.type is EventType.ACCUSE
    assert found.speech == reading.attributions[0].id
    assert claim.voice is Voice.OUTLET


def held(reading: Reading, word: str) -> Holds:
    found = event(reading, word)
    return next(claim.holds for claim in reading.claims if claim.event == found.id and claim.voice is Voice.NAMED)


def test_a_denied_event_is_held_not_to_be_so() -> None:
    assert held(report("Ruta Adisa denied that soldiers had attacked the village."), "attacked") is Holds.NO


def test_a_denial_of_negative_words_is_no_double_negation() -> None:
    reading = report("Ruta Adisa said that soldiers had not attacked the village.")
    assert held(reading, "attacked") is Holds.NO


def test_what_a_denial_takes_for_granted_stays_open() -> None:
    reading = report("Ruta Adisa denied any links to attacks on soldiers.")
    assert held(reading, "attacks") is Holds.UNKNOWN


def test_who_denies_the_charge_does_not_deny_that_it_was_made() -> None:
    reading = report("The army accused Kharuz of arming the rebels.", "Kharuz denied the charge.")
    claims = [c for c in reading.claims if c.attribution == reading.attributions[-1].id and c.event]
    assert Holds.NO not in {claim.holds for claim in claims}


def test_what_will_be_done_is_not_done() -> None:
    reading = report("The minister will meet the union leaders on Friday.")
    assert event(reading, "meet").modality is Modality.PLANNED


def test_the_date_of_an_event_is_its_own() -> None:
    reading = report("Ruta Adisa said on Tuesday that gunmen had attacked the village on 3 March 2024.")
    date = event(reading, "attacked").date
    assert date is not None
    assert date.start == "2024-03-03"


def test_the_dead_are_counted_with_the_killing() -> None:
    reading = report("Gunmen opened fire on a bus, killing at least five passengers.")
    (counted,) = event(reading, "killing").quantities
    assert (counted.low, counted.high, counted.unit, counted.of) == (5, None, "passenger", "killed")


def test_an_event_told_again_is_tied_to_the_first_telling() -> None:
    reading = report("Gunmen attacked the Hulak compound on Monday.", "The assault on the compound lasted an hour.")
    assert event(reading, "assault").same_as == event(reading, "attacked").id


@pytest.mark.parametrize(
    "text", ["Rain, wind, sun.", "Vellmar 2, Ostrava 1 (Hane 12, 80; Pitt 4)", "WHY NOW?", "- eggs\n- milk"]
)
def test_what_tells_nothing_makes_no_event(text: str) -> None:
    assert report(text).events == []


def test_a_circle_in_the_syntax_does_no_harm() -> None:
    document = from_text("They vowed to try to hold.", "circle")
    words = lay_out(document, [Span(0, len(document.text))], load_reader().read([document.text]))
    vowed, tried = words.words[1], words.words[3]
    vowed.head, vowed.dependency, tried.head, tried.dependency = 3, "xcomp", 1, "xcomp"
    assert not is_negated(words, tried, {})
