"""Deciding: what people settle by hand outranks the machine, stays when reports are added, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.deciding import decide, take_in, undo
from sayso.errors import StoreError
from sayso.pipeline import add_reports, remove_reports
from sayso.resolve.names import name_id
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case
from sayso.terms import Address, Decision, Deed
from tests.shelves import Shelf
from tests.stories import STORIES, case_of, filed, id_of, picture, printed, reading, written

Row = dict[str, Any]
ORSEL = (
    "Nadya Orsel, the director of the Hulak hospital in Halvia, said that {} guards of the Hulak compound were in her "
    "wards. Ruta Adisa thanked Nadya Orsel."
)


@pytest.fixture(scope="module")
def made(shelf: Shelf) -> Address:
    case = case_of(shelf.empty())
    case.close()
    return case.address


@pytest.fixture
def case(made: Address, shelf: Shelf) -> Iterator[Case]:
    """A case of all reports, its own for each test."""
    opened = open_case(shelf.copy(made))
    yield opened
    opened.close()


def entity(case: Case, name: str) -> Row:
    (row,) = [row for row in lists.list_entities(case) if row["name"] == name]
    return row


def entities(case: Case) -> set[str]:
    return {row["name"] for row in lists.list_entities(case)}


def claims(case: Case, words: str) -> list[Row]:
    """What somebody puts forward in some words, in the order of the reports."""
    rows = lists.list_claims(case, lists.Filters(hidden=True))
    return [row for row in rows if words in row["text"] and row["voice"] not in ("outlet", "unstated")]


def claim(case: Case, words: str) -> str:
    return str(claims(case, words)[0]["claim"])


def shown(case: Case, id: str) -> Row | None:
    """A claim as the lists show it, None where they leave it out."""
    return next((row for row in lists.list_claims(case) if row["claim"] == id), None)


def matter(case: Case, id: str) -> Row:
    """The matter of a claim."""
    wanted = case.matter_of([id])[id]
    return next(row for row in lists.list_matters(case, lists.Filters(hidden=True)) if row["id"] == wanted)


def by(case: Case, name: str) -> set[str]:
    return {row["claim"] for row in lists.list_claims(case, lists.Filters(by=name))}


def replies(case: Case) -> dict[tuple[str, str], Row]:
    return {(row["reply"], row["answers"]): row for row in lists.list_replies(case)}


def add(case: Case, *texts: str) -> None:
    """File more reports, and settle."""
    for number, text in enumerate(texts):
        file(case, printed(text, f"more-{number}.txt", outlet=f"Paper {number}", published="2024-07-01"))
    settle(case)


def refused(case: Case, what: Deed, a: str, b: str | None = None) -> str:
    """What is said to a decision that is not taken; nothing of it is kept, and nothing changes."""
    before, decided = list(lists.list_claims(case)), case.decisions()
    with pytest.raises(StoreError) as caught:
        decide(case, what, a, b)
    assert case.decisions() == decided
    assert list(lists.list_claims(case)) == before
    return str(caught.value)


# The record


def test_a_decision_keeps_who_when_and_why(case: Case) -> None:
    decide(case, Deed.SAME, "Celia Roe", "Jory Vance", because="met both", by="Ana Roth")
    (row,) = lists.list_decisions(case)
    assert (row["what"], row["because"], row["by"], row["undone"]) == ("same", "met both", "Ana Roth", None)
    assert row["at"].startswith("20")
    assert {row["a"], row["b"]} == {name_id("Celia Roe"), name_id("Jory Vance")}


def test_what_is_undone_stays_on_record_with_the_time(case: Case) -> None:
    decision = decide(case, Deed.ACCEPT, claim(case, "Orlo dam had cracked"))
    undo(case, decision.id)
    (row,) = lists.list_decisions(case)
    assert row["undone"] is not None


def test_undoing_twice_is_refused(case: Case) -> None:
    decision = decide(case, Deed.ACCEPT, claim(case, "Orlo dam had cracked"))
    undo(case, decision.id)
    with pytest.raises(StoreError, match="was undone"):
        undo(case, decision.id)


def test_undoing_what_was_never_decided_is_refused(case: Case) -> None:
    with pytest.raises(StoreError, match=r"there is no decision|nothing in this case"):
        undo(case, "x0123456789ab")
    with pytest.raises(StoreError, match="there is no decision"):
        undo(case, "wire.txt")


@pytest.mark.parametrize(
    ("what", "b"),
    [
        (Deed.SAME, "Jory Vance"),
        (Deed.REJECT, None),
        (Deed.CORRECT, "stance=denies"),
        (Deed.BIND, "wire.txt"),
        (Deed.MOVE, "wire.txt"),
        (Deed.RENAME, "Ana Roth"),
        (Deed.HIDE, None),
        (Deed.REPORT, "outlet=The Mail"),
        (Deed.DEPENDENT, "Jory Vance"),
    ],
)
def test_a_decision_on_what_is_not_in_the_case_is_refused(case: Case, what: Deed, b: str | None) -> None:
    assert "nothing in this case is called" in refused(case, what, "nobody-at-all", b)


@pytest.mark.parametrize(
    ("what", "a", "b"),
    [
        (Deed.REJECT, "wire.txt", None),
        (Deed.CORRECT, "Celia Roe", "stance=denies"),
        (Deed.RENAME, "wire.txt", "Ana Roth"),
        (Deed.REPORT, "Celia Roe", "outlet=The Mail"),
        (Deed.SAME, "wire.txt", "Celia Roe"),
        (Deed.DEPENDENT, "wire.txt", "Celia Roe"),
        (Deed.SAME, "Celia Roe", "Celia Roe"),
    ],
)
def test_a_decision_on_another_kind_of_thing_is_refused(case: Case, what: Deed, a: str, b: str | None) -> None:
    assert refused(case, what, a, b)


def test_hiding_a_report_is_refused(case: Case) -> None:
    assert refused(case, Deed.HIDE, "wire.txt")


@pytest.mark.parametrize("what", [Deed.BIND, Deed.UNBIND, Deed.MOVE])
def test_only_claims_are_bound_and_moved(case: Case, what: Deed) -> None:
    assert refused(case, what, "Celia Roe", claim(case, "Orlo dam had cracked"))


# Undone, everything is as before

EVERY: dict[str, Callable[[Case], tuple[Deed, str, str | None]]] = {
    "same": lambda case: (Deed.SAME, "Celia Roe", "Jory Vance"),
    "different": lambda case: (Deed.DIFFERENT, "Celia Roe", "Jory Vance"),
    "one from a namesake": lambda case: (Deed.DIFFERENT, one_of("dam.txt", "Celia Roe"), "Celia Roe"),
    "rename": lambda case: (Deed.RENAME, "Celia Roe", "C. Roe"),
    "accept": lambda case: (Deed.ACCEPT, claim(case, "Orlo dam had cracked"), None),
    "reject": lambda case: (Deed.REJECT, claim(case, "Orlo dam had cracked"), None),
    "correct": lambda case: (Deed.CORRECT, claim(case, "Orlo dam had cracked"), "holds=no"),
    "speaker": lambda case: (Deed.CORRECT, claim(case, "Orlo dam had cracked"), "speaker=Nadia Orsel"),
    "add": lambda case: (Deed.ADD, "herring.txt", '{"words": "in port", "speaker": "Jory Vance"}'),
    "move": lambda case: (Deed.MOVE, claim(case, "three weeks"), claim(case, "herring had not come")),
    "bind": lambda case: (Deed.BIND, claim(case, "crossed the ridge"), claim(case, "opened from within")),
    "unbind": lambda case: (Deed.UNBIND, *min(replies(case))),
    "dependent": lambda case: (Deed.DEPENDENT, "Nadia Orsel", "Halvia army"),
    "independent": lambda case: (Deed.INDEPENDENT, "Nadia Orsel", "Halvia army"),
    "hide an entity": lambda case: (Deed.HIDE, "Celia Roe", None),
    "hide a claim": lambda case: (Deed.HIDE, claim(case, "Orlo dam had cracked"), None),
    "hide a matter": lambda case: (Deed.HIDE, matter(case, claim(case, "Orlo dam had cracked"))["id"], None),
    "outlet": lambda case: (Deed.REPORT, "rights.txt", "outlet=The Mail"),
    "published": lambda case: (Deed.REPORT, "rights.txt", "published=2024-03-01"),
}
MAY_CHANGE_NOTHING = {"different", "independent"}  # these two were not taken for one


def one_of(report: str, name: str) -> str:
    """Somebody of one report, as decisions name them."""
    (found,) = [entity.id for entity in reading(report).entities if entity.name == name]
    return f"{id_of(report)}.{found}"


def each(**broken: str) -> list[Any]:
    """Every kind of decision; those that are broken with the reason why."""
    marks = {kind.replace("_", " "): pytest.mark.xfail(strict=True, reason=why) for kind, why in broken.items()}
    return [pytest.param(kind, marks=marks.get(kind, ())) for kind in EVERY]


UNDONE = each(
    one_from_a_namesake="he keeps a name of his own, and is taken for one with the others by it",
)


@pytest.mark.parametrize("kind", UNDONE)
def test_a_decision_that_is_undone_leaves_nothing_behind(case: Case, kind: str) -> None:
    before = picture(case)
    decision = decide(case, *EVERY[kind](case))
    assert picture(case) != before or kind in MAY_CHANGE_NOTHING
    undo(case, decision.id)
    assert picture(case) == before


SETTLED_LATE = ("rename", "reject", "hide a claim")


def settled_anew(case: Case) -> None:
    case.unsettle([id_of(name) for name in STORIES])
    settle(case)


TOGETHER = ("same", "correct", "add", "move", "bind", "dependent", "hide a matter", "outlet")
"""Decisions that do not take each other's ground away."""


def test_decisions_survive_settling_everything_anew(case: Case) -> None:
    for kind in TOGETHER:
        decide(case, *EVERY[kind](case))
    after = picture(case)
    settled_anew(case)
    assert picture(case) == after


@pytest.mark.parametrize("kind", SETTLED_LATE)
def test_a_decision_has_its_whole_effect_at_once(case: Case, kind: str) -> None:
    decide(case, *EVERY[kind](case))
    after = picture(case)
    settled_anew(case)
    assert picture(case) == after


def test_decisions_exported_as_json_lines_have_the_same_effect_elsewhere(
    case: Case, made: Address, shelf: Shelf
) -> None:
    for kind in TOGETHER:
        decide(case, *EVERY[kind](case), because="I was there", by="Ana Roth")
    undo(case, case.decisions()[0].id)
    encoded = [msgspec.json.encode(row) for row in lists.list_decisions(case)]
    other = open_case(shelf.copy(made))
    assert take_in(other, [msgspec.json.decode(line, type=Decision) for line in encoded]) == len(encoded)
    assert picture(other) == picture(case)
    assert list(lists.list_decisions(other)) == list(lists.list_decisions(case))


def test_decisions_taken_in_twice_are_taken_in_once(case: Case) -> None:
    decide(case, Deed.SAME, "Celia Roe", "Jory Vance")
    assert take_in(case, case.decisions()) == 0
    assert len(case.decisions()) == 1


def test_an_undone_decision_is_taken_in_as_undone(case: Case, made: Address, shelf: Shelf) -> None:
    undo(case, decide(case, Deed.SAME, "Celia Roe", "Jory Vance").id)
    other = open_case(shelf.copy(made))
    before = picture(other)
    assert take_in(other, case.decisions()) == 1
    assert picture(other) == before
    assert other.decisions() == case.decisions()


# Same and different


def test_two_entities_decided_the_same_are_one_with_all_their_forms(case: Case) -> None:
    # Three reports have the one, two the other, and both of these have the first too.
    documents = entity(case, "Celia Roe")["documents"]
    decide(case, Deed.SAME, "Celia Roe", "Piers Hollam")
    (merged,) = [row for row in lists.list_entities(case) if row["name"] in ("Celia Roe", "Piers Hollam")]
    assert {"Celia Roe", "Piers Hollam"} <= {form["form"] for form in merged["forms"]}
    assert merged["documents"] == documents
    assert by(case, "Celia Roe") == by(case, "Piers Hollam")


def test_two_voices_decided_the_same_are_one_origin(case: Case) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    before = matter(case, town)["origins"]
    voices = {group["voice"] for group in before["groups"]}
    assert {"Jory Vance", "Piers Hollam"} <= voices
    decide(case, Deed.SAME, "Jory Vance", "Piers Hollam")
    assert matter(case, town)["origins"]["max"] == before["max"] - 1


def test_somebody_of_one_report_can_be_parted_from_a_namesake(case: Case) -> None:
    documents = entity(case, "Celia Roe")["documents"]
    decide(case, Deed.DIFFERENT, one_of("dam.txt", "Celia Roe"), "Celia Roe")
    rows = [row for row in lists.list_entities(case) if row["name"] == "Celia Roe"]
    assert sorted(row["documents"] for row in rows) == [1, documents - 1]


def test_another_spelling_can_be_parted_and_stays_so_when_reports_are_added(case: Case) -> None:
    assert "Ruta Addisa" not in entities(case)  # taken for Ruta Adisa
    decide(case, Deed.DIFFERENT, one_of("spelling.txt", "Ruta Addisa"), "Ruta Adisa", because="two sisters")
    assert {"Ruta Addisa", "Ruta Adisa"} <= entities(case)
    add(case, *(ORSEL.format(number) for number in ("two", "three")))
    assert {"Ruta Addisa", "Ruta Adisa"} <= entities(case)


def test_a_merge_that_contradicts_an_earlier_different_is_refused_with_that_decision(case: Case) -> None:
    earlier = decide(case, Deed.DIFFERENT, "Celia Roe", "Jory Vance", because="met both", by="Ana Roth")
    said = refused(case, Deed.SAME, "Jory Vance", "Celia Roe")
    assert all(part in said for part in ("Ana Roth", "met both", earlier.at[:10], earlier.id))
    undo(case, earlier.id)
    decide(case, Deed.SAME, "Jory Vance", "Celia Roe")
    assert len({"Jory Vance", "Celia Roe"} & entities(case)) == 1


def test_a_merge_that_contradicts_an_earlier_different_over_a_third_is_refused_too(case: Case) -> None:
    decide(case, Deed.DIFFERENT, "Celia Roe", "Jory Vance")
    hollam = entity(case, "Piers Hollam")["id"]
    decide(case, Deed.SAME, "Celia Roe", "Piers Hollam")
    assert "different" in refused(case, Deed.SAME, hollam, "Jory Vance")


def test_the_same_holds_for_names_that_join_later(case: Case) -> None:
    decide(case, Deed.SAME, "Nadia Orsel", "Ilse Marrin")
    add(case, *(ORSEL.format(number) for number in ("two", "three", "four")))
    (row,) = [
        row
        for row in lists.list_entities(case)
        if {"Nadia Orsel", "Nadya Orsel", "Ilse Marrin"} & {form["form"] for form in row["forms"]}
    ]
    assert row["documents"] >= 6


# Names


def test_a_renamed_entity_is_called_so(case: Case) -> None:
    decide(case, Deed.RENAME, "Nadia Orsel", "Dr N. Orsel")
    assert "Nadia Orsel" not in entities(case)
    assert entity(case, "Dr N. Orsel")["documents"] == 2


def test_a_renamed_entity_is_called_so_among_the_origins(case: Case) -> None:
    decide(case, Deed.RENAME, "Nadia Orsel", "Dr N. Orsel")
    voices = {row["voice"] for row in lists.list_origins(case)}
    assert "Dr N. Orsel" in voices
    assert "Nadia Orsel" not in voices


def test_a_renamed_entity_is_called_so_when_another_name_of_it_becomes_the_usual_one(case: Case) -> None:
    decide(case, Deed.RENAME, "Nadia Orsel", "Dr N. Orsel")
    add(case, *(ORSEL.format(number) for number in ("two", "three", "four", "nine")))
    assert entity(case, "Dr N. Orsel")["documents"] == 6


# Claims


def test_a_rejected_claim_leaves_the_lists_and_is_kept_as_rejected(case: Case) -> None:
    wrong = claim(case, "hidden the crack in the Orlo dam from the town")
    decide(case, Deed.REJECT, wrong, because="misread")
    assert shown(case, wrong) is None
    (row,) = [row for row in lists.list_claims(case, lists.Filters(hidden=True)) if row["claim"] == wrong]
    assert row["decided"] == "rejected"


@pytest.mark.parametrize("what", [Deed.REJECT, Deed.HIDE])
def test_a_claim_that_is_left_out_counts_for_nothing(case: Case, what: Deed) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    other = claim(case, "Orlo dam had cracked")
    before = matter(case, other)["origins"]["max"]
    assert case.matter_of([town])[town] == case.matter_of([other])[other]
    decide(case, what, town)
    assert matter(case, other)["origins"]["max"] == before - 1


def test_an_accepted_claim_is_marked_and_nothing_else_changes(case: Case) -> None:
    right = claim(case, "Orlo dam had cracked")
    before = picture(case)
    decide(case, Deed.ACCEPT, right)
    after = picture(case)
    assert shown(case, right)["decided"] == "accepted"  # type: ignore[index]
    assert after | {"claims": before["claims"]} == before


def test_who_accepts_a_claim_after_rejecting_it_sees_it_again(case: Case) -> None:
    wavering = claim(case, "Orlo dam had cracked")
    decide(case, Deed.REJECT, wavering)
    decide(case, Deed.ACCEPT, wavering)
    assert shown(case, wavering) is not None


def test_a_corrected_stance_moves_a_claim_from_those_for_to_those_against(case: Case) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    decide(case, Deed.CORRECT, town, "stance=denies")
    decide(case, Deed.CORRECT, town, "holds=no")
    row = shown(case, town)
    assert row is not None
    assert (row["stance"], row["holds"], row["decided"]) == ("denies", "no", "corrected")
    (stand,) = [stand for stand in matter(case, town)["claims"] if stand["claim"] == town]
    assert stand["agreement"] == "denies"
    assert "Jory Vance" in {group["voice"] for group in matter(case, town)["against"]["groups"]}


def test_a_corrected_speaker_is_the_person_of_that_name(case: Case) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    decide(case, Deed.CORRECT, town, "speaker=Nadia Orsel")
    assert town in by(case, entity(case, "Nadia Orsel")["id"])
    assert "Nadia Orsel" in {group["voice"] for group in matter(case, town)["origins"]["groups"]}


def test_a_corrected_speaker_in_another_spelling_is_known_after_a_report_is_removed(case: Case) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    decide(case, Deed.CORRECT, town, "speaker=Ilze Marrin")
    assert town in by(case, "Ilse Marrin")
    remove_reports(case, ["herring.txt"])
    assert town in by(case, "Ilse Marrin")


@pytest.mark.parametrize("change", ["stance=shouts", "holds=maybe", "basis=rumour", "colour=red", "stance", "stance="])
def test_a_correction_that_makes_no_sense_is_refused_with_the_choices(case: Case, change: str) -> None:
    assert "say one of" in refused(case, Deed.CORRECT, claim(case, "Orlo dam had cracked"), change)


@pytest.mark.parametrize("change", ["first=someday", "last=2024-13-45"])
def test_a_day_that_is_none_is_refused(case: Case, change: str) -> None:
    assert refused(case, Deed.CORRECT, claim(case, "Orlo dam had cracked"), change)


def test_two_corrections_of_one_claim_both_hold_and_the_later_wins(case: Case) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    for change in ("holds=possible", "stance=doubts", "holds=unknown"):
        decide(case, Deed.CORRECT, town, change)
    row = shown(case, town)
    assert row is not None
    assert (row["stance"], row["holds"]) == ("doubts", "unknown")


def given(words: str, **more: str) -> str:
    return json.dumps({"words": words, **more})


def test_a_claim_that_was_missed_can_be_added_in_its_words(case: Case) -> None:
    words = "The owner of the compound could not be reached"
    decision = decide(case, Deed.ADD, "wire.txt", given(words, speaker="Ruta Adisa", stance="denies"))
    (row,) = [row for row in lists.list_claims(case) if row["decided"] == "added"]
    start, end = row["span"]
    assert reading("wire.txt").document.text[start:end] == words
    assert (row["speaker"], row["stance"], row["holds"], row["location"]) == ("Ruta Adisa", "denies", "no", "wire.txt")
    assert row["claim"] in by(case, entity(case, "Ruta Adisa")["id"])
    assert decision.id[1:] in row["claim"]


def test_an_added_claim_without_a_speaker_is_the_outlet_s_own_word(case: Case) -> None:
    decide(case, Deed.ADD, "wire.txt", given("The owner of the compound could not be reached"))
    (row,) = [row for row in lists.list_claims(case) if row["decided"] == "added"]
    assert (row["speaker"], row["voice"]) == ("The Herald", "outlet")


def test_an_added_claim_can_be_corrected_like_any_other(case: Case) -> None:
    decide(case, Deed.ADD, "wire.txt", given("The owner of the compound could not be reached"))
    (row,) = [row for row in lists.list_claims(case) if row["decided"] == "added"]
    decide(case, Deed.CORRECT, row["claim"], "holds=possible")
    corrected = shown(case, row["claim"])
    assert corrected is not None
    assert corrected["holds"] == "possible"


def test_words_that_the_report_does_not_have_are_not_added(case: Case) -> None:
    assert "does not have the words" in refused(case, Deed.ADD, "wire.txt", given("The owner was reached"))


def test_an_added_claim_is_counted_with_its_report(case: Case) -> None:
    decide(case, Deed.ADD, "wire.txt", given("The owner of the compound could not be reached"))
    (row,) = [row for row in lists.list_reports(case) if row["location"] == "wire.txt"]
    assert row["claims"] == len([row for row in lists.list_claims(case) if row["location"] == "wire.txt"])


# Replies


def test_a_reply_that_answers_nothing_of_the_sort_can_be_unbound(case: Case) -> None:
    pair = min(replies(case))
    decide(case, Deed.UNBIND, *pair)
    assert pair not in replies(case)


def test_a_reply_can_be_bound_to_a_claim_of_another_report(case: Case) -> None:
    pair = claim(case, "crossed the ridge"), claim(case, "opened from within")
    assert pair not in replies(case)
    decide(case, Deed.BIND, *pair, because="he was shown it")
    bound = replies(case)[pair]
    assert bound["how"] == "explicit"
    assert "he was shown it" in bound["why"]


def test_what_people_bound_and_unbound_stays_so_when_reports_are_added(case: Case) -> None:
    tied = claim(case, "crossed the ridge"), claim(case, "opened from within")
    loose = min(replies(case))
    decide(case, Deed.BIND, *tied)
    decide(case, Deed.UNBIND, *loose)
    add(case, *(ORSEL.format(number) for number in ("two", "three")))
    assert tied in replies(case)
    assert loose not in replies(case)


# Voices


BURNED = "said that Korland's soldiers had burned the Tsemma mill on 3 March 2024."


def told_by(where: Address, *voices: str) -> Case:
    """A case in which each voice says the same in a paper of its own."""
    told = [f"{who} {BURNED}" for who in voices]
    return filed(where, [printed(text, f"{n}.txt", outlet=f"Paper {n}") for n, text in enumerate(told)])


def counted(case: Case) -> tuple[int, int]:
    """From how many to how many origins the mill's burning rests on."""
    burning = next(row["claim"] for row in claims(case, "burned the Tsemma mill") if row["type"] == "ASSAULT")
    found = matter(case, burning)["origins"]
    return found["min"], found["max"]


def test_two_voices_decided_independent_are_two_origins(shelf: Shelf) -> None:
    case = told_by(shelf.empty(), "Ilo Marn, a diplomat of Halvia,", "Halvia")
    assert counted(case) == (1, 1)
    decide(case, Deed.INDEPENDENT, "Ilo Marn", "Halvia")
    assert counted(case) == (2, 2)


def test_two_voices_decided_dependent_are_one_origin_for_the_reason_given(shelf: Shelf) -> None:
    case = told_by(shelf.empty(), "Ilo Marn", "Celia Roe")
    assert counted(case) == (2, 2)
    decide(case, Deed.DEPENDENT, "Ilo Marn", "Celia Roe", because="one wrote for the other")
    assert counted(case) == (1, 1)
    (edge,) = matter(case, claim(case, "burned the Tsemma mill"))["origins"]["edges"]
    assert edge["firm"]
    assert "one wrote for the other" in edge["why"]


def test_two_organs_of_one_state_are_one_origin_or_two_until_somebody_decides(shelf: Shelf) -> None:
    case = told_by(shelf.empty(), "Halvia's army", "Halvia's navy")
    assert counted(case) == (1, 2)
    decide(case, Deed.INDEPENDENT, "Halvia army", "Halvia navy")
    assert counted(case) == (2, 2)


def test_a_decision_on_voices_without_a_name_has_its_effect_at_once(shelf: Shelf) -> None:
    case = told_by(shelf.empty(), "A fisherman", "An old fisherman")
    assert counted(case) == (1, 2)
    told = case.statements([row["claim"] for row in claims(case, "burned the Tsemma mill")])
    one, other = sorted({str(statement.chain[0].entity) for statement in told.values()})
    decide(case, Deed.INDEPENDENT, one, other)
    assert counted(case) == (2, 2)


def test_a_decision_on_voices_holds_when_another_name_of_one_becomes_the_usual_one(case: Case) -> None:
    guards = claim(case, "six guards had been killed")
    decide(case, Deed.DEPENDENT, "Nadia Orsel", "Halvia army", because="one office")
    add(case, *(ORSEL.format(number) for number in ("two", "three", "four", "nine")))
    assert "Nadya Orsel" in entities(case)
    case.unsettle([id_of("hospital.txt"), id_of("wire.txt")])
    settle(case)
    assert "decided: one office" in {edge["why"] for edge in matter(case, guards)["origins"]["edges"]}


# Matters


def test_a_moved_claim_is_in_the_other_matter_and_stays_there(case: Case) -> None:
    weeks, herring = claim(case, "three weeks"), claim(case, "herring had not come")
    old = case.matter_of([claim(case, "Orlo dam had cracked")]).popitem()[1]
    decide(case, Deed.MOVE, weeks, case.matter_of([herring])[herring])
    for _ in range(2):
        together = case.matter_of([weeks, herring, claim(case, "Orlo dam had cracked")])
        assert together[weeks] == together[herring] != old
        add(case, *(ORSEL.format(number) for number in ("two", "three")))


def test_a_moved_claim_is_not_drawn_back_by_what_it_is_most_alike(shelf: Shelf) -> None:
    texts = [f"{who} said that the herring had not come to Tsemma and Vellmar." for who in ("Skippers", "Jory Vance")]
    dam = "Celia Roe told the councils of Tsemma and Vellmar that the Orlo dam was sound."
    case = filed(shelf.empty(), [printed(text, text[:6], outlet=text[:6]) for text in (*texts, dam)])
    first, second = (row["claim"] for row in claims(case, "herring had not come"))
    sound = claim(case, "dam was sound")
    matters = case.matter_of([first, second, sound])
    assert matters[first] == matters[second] != matters[sound]
    decide(case, Deed.MOVE, first, sound)
    matters = case.matter_of([first, second, sound])
    assert matters[second] != matters[first] == matters[sound]


# Hiding


def test_a_hidden_entity_leaves_the_list_and_can_be_asked_for(case: Case) -> None:
    decide(case, Deed.HIDE, "Hulak")
    assert "Hulak" not in entities(case)
    assert "Hulak" in {row["name"] for row in lists.list_entities(case, lists.Filters(hidden=True))}


def test_a_hidden_matter_leaves_the_list_and_stays_hidden_when_reports_are_added(case: Case) -> None:
    def headlines(**known: bool) -> set[str]:
        return {row["id"] for row in lists.list_matters(case, lists.Filters(**known), points=False)}

    hidden = matter(case, claim(case, "six guards had been killed"))["id"]
    decide(case, Deed.HIDE, hidden)
    assert hidden not in headlines()
    assert hidden in headlines(hidden=True)
    add(case, "Nadia Orsel said that six guards had been killed when Korland's army attacked the Hulak compound.")
    assert case.matter_of([claim(case, "six guards had been killed")]).popitem()[1] not in headlines()


def test_somebody_parted_from_a_namesake_can_be_hidden(case: Case) -> None:
    decide(case, Deed.DIFFERENT, one_of("dam.txt", "Celia Roe"), "Celia Roe")
    parted = next(row for row in lists.list_entities(case) if row["name"] == "Celia Roe" and row["documents"] == 1)
    decide(case, Deed.HIDE, parted["id"])
    assert parted["id"] not in {row["id"] for row in lists.list_entities(case)}


def test_somebody_parted_from_a_namesake_can_be_called_otherwise(case: Case) -> None:
    decide(case, Deed.DIFFERENT, one_of("dam.txt", "Celia Roe"), "Celia Roe")
    parted = next(row for row in lists.list_entities(case) if row["name"] == "Celia Roe" and row["documents"] == 1)
    decide(case, Deed.RENAME, parted["id"], "Celia Roe of Merisk")
    assert "Celia Roe of Merisk" in entities(case)


# Reports


def test_a_corrected_outlet_is_the_outlet_of_the_report_and_its_claims(case: Case) -> None:
    decide(case, Deed.REPORT, "dam-company.txt", "outlet=Vellmar Bulletin")
    (row,) = [row for row in lists.list_reports(case) if row["location"] == "dam-company.txt"]
    assert row["outlet"] == "Vellmar Bulletin"
    assert case.reading(id_of("dam-company.txt")).document.outlet == "Vellmar Bulletin"
    assert {s.outlet for s in case.statements_in([id_of("dam-company.txt")]).values()} == {"Vellmar Bulletin"}


def test_an_outlet_corrected_makes_a_voice_of_what_was_the_house(case: Case) -> None:
    # The report of Corran Watch is its own word; printed by The Mail it would be Corran Watch's.
    gate = claim(case, "attacked the Hulak compound on 3 March 2024 and killed six guards")

    def counted() -> tuple[bool, int]:
        origins = matter(case, gate)["origins"]
        return "Corran Watch" in {group["voice"] for group in origins["groups"]}, origins["unestablished"]

    assert counted() == (False, 1)
    decide(case, Deed.REPORT, "rights.txt", "outlet=The Mail")
    assert counted() == (True, 0)


def test_a_corrected_day_narrows_what_is_asked_for_by_time(case: Case) -> None:
    decide(case, Deed.REPORT, "wire.txt", "published=2020-01-01")
    old = lists.Filters(until="2020-12-31")
    assert {row["location"] for row in lists.list_reports(case, old)} == {"wire.txt"}
    assert {row["location"] for row in lists.list_claims(case, old)} == {"wire.txt"}


@pytest.mark.parametrize("change", ["published=someday", "colour=red", "outlet=", "outlet"])
def test_a_correction_of_a_report_that_makes_no_sense_is_refused(case: Case, change: str) -> None:
    assert refused(case, Deed.REPORT, "wire.txt", change)


# When reports come and go


def test_decisions_made_on_half_the_reports_hold_when_the_others_come(shelf: Shelf) -> None:
    names = tuple(STORIES)
    first, later = names[:10], names[10:]
    early = case_of(shelf.empty(), first)
    town = claim(early, "hidden the crack in the Orlo dam from the town")
    decide(early, Deed.SAME, "Celia Roe", "Nadia Orsel")
    decide(early, Deed.CORRECT, town, "holds=no")
    decide(early, Deed.RENAME, "Jory Vance", "Mayor Vance")
    decide(early, Deed.REPORT, "dam.txt", "outlet=The Evening Post")
    for name in later:
        file(early, reading(name))
    settle(early)
    whole = case_of(shelf.empty())
    take_in(whole, early.decisions())
    assert picture(early) == picture(whole)
    assert "Mayor Vance" in entities(early)


def test_a_decision_holds_again_when_its_report_is_removed_and_added_again(case: Case, tmp_path: Path) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    decide(case, Deed.CORRECT, town, "holds=no")
    decide(case, Deed.REPORT, "dam-town.txt", "outlet=The Evening Post")
    remove_reports(case, ["dam-town.txt"])
    add_reports(case, written(tmp_path / "again", ["dam-town.txt"]))
    row = shown(case, town)
    assert row is not None
    assert (row["holds"], row["decided"]) == ("no", "corrected")
    assert case.outlet_of(id_of("dam-town.txt")) == "The Evening Post"


def test_a_report_is_removed_for_good_although_decisions_on_it_stand(case: Case) -> None:
    town = claim(case, "hidden the crack in the Orlo dam from the town")
    decide(case, Deed.CORRECT, town, "holds=no")
    decide(case, Deed.MOVE, town, claim(case, "herring had not come"))
    decide(case, Deed.BIND, claim(case, "crossed the ridge"), town)
    remove_reports(case, ["dam-town.txt"])
    told = picture(case)
    assert id_of("dam-town.txt") not in repr(told)
