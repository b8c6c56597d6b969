"""Who is who within one report."""

from __future__ import annotations

import pytest

from sayso.read.coreference import plain_name, surname
from sayso.read.names import initials
from tests.make import entity, report, said_with, speaker


@pytest.mark.parametrize(
    ("name", "plain"),
    [("The Coastal Fund", "coastal fund"), ("Ms. Ito’s", "ito"), ("U.S.", "us"), ("Ruta Adisa", "ruta adisa")],
)
def test_a_name_is_made_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "last"), [("ruta adisa", "adisa"), ("moktar al sadi", "al sadi"), ("jan van der meer", "van der meer")]
)
def test_a_surname_keeps_its_particles(name: str, last: str) -> None:
    assert surname(name) == last


def test_initials_are_the_capitals() -> None:
    assert initials("Coastal Relief Fund") == "crf"


def test_a_surname_is_the_person_named_in_full_before() -> None:
    reading = report("Defence Minister Ruta Adisa said the road was open.", "Adisa said it would stay open.")
    assert [speaker(reading, a) for a in reading.attributions] == ["Ruta Adisa", "Ruta Adisa"]


def test_a_rank_is_taken_up_by_its_noun() -> None:
    reading = report("Brig. Gen. Ruta Adisa said the road was open.", "The general said it would stay open.")
    assert [speaker(reading, a) for a in reading.attributions] == ["Ruta Adisa", "Ruta Adisa"]


def test_a_pronoun_that_speaks_is_who_spoke_last() -> None:
    reading = report("Judge Amara Osei said the tape was genuine.", "She said the trial would go on.")
    assert [speaker(reading, a) for a in reading.attributions] == ["Amara Osei", "Amara Osei"]


def test_she_is_not_the_man_who_spoke_last() -> None:
    reading = report(
        "The mayor's wife, Lena Marsh, said the house was empty. Her brother, Peter Holt, said he had the key.",
        "She said the key was old.",
    )
    assert speaker(reading, reading.attributions[-1]) == "Lena Marsh"


def test_a_state_and_its_government_are_one() -> None:
    reading = report("Norway closed the port.", "Norway's government said the port would reopen.")
    assert speaker(reading, said_with(reading, "said")) == "Norway"


def test_a_states_short_name_is_the_state() -> None:
    assert entity(report("The U.S. said the talks had failed."), "U.S.").name == "United States"


def test_an_army_is_not_its_state() -> None:
    reading = report("The U.S. military said the bridge was hit.", "The United States denied any part in it.")
    assert speaker(reading, reading.attributions[0]) != speaker(reading, reading.attributions[1])


def test_an_acronym_is_the_body_it_stands_for() -> None:
    reading = report("The Upland River Watch said the water was foul.", "URW said it had sent samples.")
    assert [speaker(reading, a) for a in reading.attributions] == ["Upland River Watch", "Upland River Watch"]


def test_brothers_stay_apart() -> None:
    reading = report("Ilir Hoxa said he was in bed. Besnik Hoxa said he was at work.")
    assert [speaker(reading, a) for a in reading.attributions] == ["Ilir Hoxa", "Besnik Hoxa"]


def test_i_in_a_quotation_is_its_speaker() -> None:
    reading = report('"I told the police that I was asleep," Tomas Lind said.')
    inner = said_with(reading, "told")
    assert speaker(reading, inner) == "Tomas Lind"
    assert inner.within is not None


def test_whom_the_lead_describes_is_who_is_named_next() -> None:
    reading = report(
        "A junior engineer has told an inquiry that he warned his managers about the bolts.",
        "Rhodri Vaughan, 27, said nobody wrote the warning down.",
    )
    assert {speaker(reading, a) for a in reading.attributions if not a.within} == {"Rhodri Vaughan"}


def test_a_clause_can_give_a_description_its_name() -> None:
    reading = report("A soft-spoken man named Teuku Idham said the press had been sold.", "Idham said it was a pity.")
    assert {speaker(reading, a) for a in reading.attributions} == {"Teuku Idham"}


def test_an_owner_may_be_a_body() -> None:
    reading = report("The clinic's owner, Aurelia Medical, said the ward would reopen.")
    assert speaker(reading, reading.attributions[0]) == "Aurelia Medical"


def test_a_description_taken_up_with_a_name_is_that_person() -> None:
    reading = report(
        "Two clerks said a deputy registrar had told them to antedate the title.",
        "The deputy registrar, Cosmas Wafula, said he had told nobody anything.",
    )
    assert speaker(reading, next(a for a in reading.attributions if a.within)) == "Cosmas Wafula"


def test_the_company_is_not_the_paper() -> None:
    reading = report(
        "Kestrane Copper Ltd said the dam was sound.",
        "Residents told the Messenger that they heard no siren. The company said one did sound.",
    )
    assert speaker(reading, reading.attributions[-1]) == "Kestrane Copper Ltd"


def test_a_description_with_a_title_between_it_and_the_name_is_the_one_named() -> None:
    reading = report(
        "Lena Marsh left the council in May.",
        "Her successor, former magistrate Peter Holt, said the accounts were in order.",
        "He said the auditors had seen them.",
    )
    assert [speaker(reading, a) for a in reading.attributions] == ["Peter Holt", "Peter Holt"]


def test_his_lawyer_is_called_by_whose_lawyer_it_is() -> None:
    reading = report("Tomas Lind was arrested on Friday.", "His lawyer said the charge was absurd.")
    assert speaker(reading, said_with(reading, "said")) == "Tomas Lind's lawyer"


def test_whom_the_headline_describes_is_named_by_the_noun() -> None:
    reading = report(
        "Mayor says bridge is safe",
        "The engineers of Marlow inspected the bridge on Tuesday.",
        "Mayor Ruta Adisa said the cracks were old.",
    )
    assert [speaker(reading, a) for a in reading.attributions] == ["Ruta Adisa", "Ruta Adisa"]


def test_he_who_is_named_only_afterwards_is_the_only_one_named() -> None:
    reading = report("At dusk he wrote that the boat had sunk.", "Tomas Lind, a fisherman, was found at dawn.")
    assert speaker(reading, said_with(reading, "wrote")) == "Tomas Lind"


def test_a_long_description_is_the_name_its_source_ends_with() -> None:
    reading = report(
        "The head of the ministry's department for neighbouring states, Branimir Ostojnik, said the envoy had left.",
        "He declined to say when.",
    )
    assert [speaker(reading, a) for a in reading.attributions] == ["Branimir Ostojnik", "Branimir Ostojnik"]


def test_two_titles_joined_by_a_hyphen_are_nobody_s_name() -> None:
    reading = report("Ghel's chief of border troops, Maj.-Gen. Otar Lezhava, denied that his men had fired first.")
    assert [speaker(reading, a) for a in reading.attributions] == ["Otar Lezhava"]
