"""Reprints: who repeats whom, how much of it, in which direction, and what was changed on the way.

All reports are real readings of invented texts; outlet, agency and hour of printing are put on afterwards, as a reader of
pages or a person would.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from msgspec.structs import replace

from sayso.resolve.reprints import Printed, changed_speakers, common_parent, compare
from sayso.terms import Direction, Moment, Precision, Reading, Reprint, ReprintKind
from tests.make import report

FIRE = "A fire that broke out before dawn destroyed two warehouses in the harbour of Port Arden on Sunday."
WATCHMAN = "Officials say the watchman had left his post an hour before the fire began."
QUOTED = '"We heard a bang and then the whole roof lifted off the paint store," Ruta Adisa told reporters on the quay.'
FUEL = "The owner of the sheds allegedly kept fuel in the cellar without a licence."
ROAD = "Traffic on the coast road stood still while hoses were laid across both lanes."
LOSS = "The loss is put at more than four million crowns, not counting the ships that could not unload."
WIRE = (FIRE, WATCHMAN, QUOTED, FUEL, ROAD, LOSS)
ELSEWHERE = (
    "In Tsemma the fishing fleet stayed in port for a third week because nobody would buy the herring.",
    "Prices at the auction have fallen by half since the cannery shut, and skippers cannot pay their crews.",
    "A delegation went to the capital on Tuesday to ask for a bridging loan and came home without a promise.",
    "The weather along the coast should turn on Thursday, with a gale from the north and rain on the hills.",
    "Schools in the valley will open an hour late until the road under the slide has been cleared of mud.",
    "A brass band of retired miners played in the square on Friday and nobody threw anything at it.",
    "The ferry to the outer islands runs twice a day again now that the new boiler has been fitted.",
    "Beekeepers on the plateau lost every third hive in the frost and want the seed tax put off.",
)


@cache
def reading(*paragraphs: str) -> Reading:
    return report(*paragraphs)


def printed(
    *paragraphs: str,
    title: str = "Harbour in ashes",
    outlet: str | None = "The Herald",
    agency: str | None = None,
    url: str | None = None,
    published: str | None = None,
) -> Printed:
    read = reading(title, *paragraphs)
    when = Moment(published, Precision.MINUTE if "T" in published else Precision.DAY) if published else None
    document = replace(read.document, outlet=outlet, agency=agency, url=url, published=when)
    return Printed(replace(read, document=document))


def wire(*paragraphs: str, outlet: str | None = "Coastline News", published: str | None = None) -> Printed:
    title = "Fire guts two warehouses in Port Arden"
    return printed(*(paragraphs or WIRE), title=title, outlet=outlet, published=published)


def found(first: Printed, second: Printed) -> Reprint:
    reprint = compare(first, second)
    assert reprint is not None
    return reprint


def changed(old: str, new: str) -> tuple[str, ...]:
    """The wire's paragraphs with some words put differently."""
    assert sum(old in paragraph for paragraph in WIRE) == 1
    return tuple(paragraph.replace(old, new) for paragraph in WIRE)


def damaged(text: str, seed: int) -> str:
    """A text with one letter in twenty replaced."""
    random = Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(random.choice(letters) if c.isalpha() and random.random() < 0.05 else c for c in text)


# What is a reprint


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(WIRE, id="with another headline"),
        pytest.param(WIRE[:4], id="cut"),
        pytest.param(WIRE[::-1], id="in another order"),
        pytest.param(tuple(p.replace('"We', "“We").replace(',"', ",”") for p in WIRE), id="with other quotation marks"),
        pytest.param(tuple(p.replace(" ", "  ") for p in WIRE), id="with other spaces"),
        *(pytest.param(tuple(damaged(p, seed) for p in WIRE), id=f"damaged, {seed}") for seed in range(4)),
    ],
)
def test_a_copy_is_a_reprint(copy: tuple[str, ...]) -> None:
    reprint = found(wire(), printed(*copy))
    assert reprint.kind is ReprintKind.REPRINT
    assert reprint.coverage > 0.95


def test_two_reporters_of_one_briefing_are_no_copyists() -> None:
    own = printed(
        "Thick smoke hung over the docks on Sunday after a blaze left a market without its stock.",
        '"We heard a bang and then the whole roof lifted off the paint store," said Ruta Adisa, her coat grey with ash.',
        '"I have worked here for thirty years and never seen a night like it, not even in the winter of the great ice."',
        "Cotton traders will move their bales up the coast until the summer, one of them told this newspaper.",
    )
    theirs = wire(
        FIRE,
        QUOTED,
        '"I have worked here for thirty years and never seen a night like it, not even in the winter of the great ice," she said.',
        ROAD,
    )
    assert compare(own, theirs) is None


def test_two_stories_are_no_reprint() -> None:
    assert compare(wire(), printed(*ELSEWHERE)) is None


@pytest.mark.parametrize("days", [("2025-03-03", "2025-03-04"), ("2025-03-04", "2025-03-03"), (None, None)])
def test_it_makes_no_difference_which_report_comes_first(days: tuple[str | None, str | None]) -> None:
    first, second = wire(published=days[0]), printed(*WIRE[3::-1], *ELSEWHERE, published=days[1])
    assert found(first, second) == found(second, first)


def test_passages_quote_the_same_words_in_both() -> None:
    copy, original = printed(*ELSEWHERE[:2], *WIRE[:4], ELSEWHERE[2], *WIRE[4:]), wire()
    reprint = found(copy, original)
    quoted = [
        (p.copy.of(copy.document.text), p.original.of(original.document.text))
        if reprint.copy == copy.document.id
        else (p.original.of(copy.document.text), p.copy.of(original.document.text))
        for p in reprint.passages
    ]
    assert quoted == [("\n\n".join(WIRE[:4]),) * 2, ("\n\n".join(WIRE[4:]),) * 2]


# Which kind


def test_a_part_of_a_longer_report_is_an_excerpt() -> None:
    long = printed(*WIRE[:4], *ELSEWHERE, title="The week on the coast", published="2025-03-03")
    reprint = found(wire(*WIRE[:4], published="2025-03-04"), long)
    assert reprint.original == long.document.id
    assert reprint.kind is ReprintKind.EXCERPT


def test_a_few_passages_in_a_report_of_ones_own_are_reuse() -> None:
    original = wire(
        *WIRE,
        "The last great fire in the harbour burned for nine days in the winter and took the customs house with it.",
        "Divers will look at the pier once the water is clear enough for them to see their hands in front of them.",
        published="2025-03-03",
    )
    copy = printed(*ELSEWHERE[:4], FUEL, LOSS, *ELSEWHERE[4:], title="The week on the coast", published="2025-03-04")
    assert found(copy, original).kind is ReprintKind.REUSE


def test_one_outlet_that_prints_it_again_brings_an_edition() -> None:
    later = wire(*WIRE[:5], "Two of the injured men died in hospital during the night.", published="2025-03-04")
    reprint = found(later, wire(published="2025-03-03"))
    assert (reprint.copy, reprint.kind) == (later.document.id, ReprintKind.EDITION)


def test_one_page_that_was_changed_is_an_edition() -> None:
    page = "herald.example/fire"
    assert found(printed(*WIRE, url=page), printed(*WIRE[:4], outlet=None, url=page)).kind is ReprintKind.EDITION


def test_the_same_story_told_again_in_its_order_is_a_rewrite() -> None:
    told = (
        "Two warehouses in Port Arden have gone after a fire broke out before dawn on Sunday and swept the harbour.",
        "An hour before, say officials, the watchman had left his post for reasons that he has yet to give.",
        "On the quay Ruta Adisa spoke of a bang, after which the whole roof lifted off, with paint raining on the ships.",
        "The owner, whom nobody can find, allegedly had fuel in the cellar of the sheds and never asked for a licence.",
        "With hoses across both lanes, the coast road stood still, and buses had to turn round at the tannery.",
        "More than four million crowns is the loss so far, and there are ships that still could not unload.",
    )
    assert found(wire(), printed(*told)).kind is ReprintKind.REWRITE


# In which direction


def test_who_credits_the_other_has_it_from_there_whatever_the_dates() -> None:
    copy = printed(*WIRE, "Coastline News first reported the fire.", published="2025-03-02")
    reprint = found(copy, wire(published="2025-03-03"))
    assert (reprint.copy, reprint.direction) == (copy.document.id, Direction.KNOWN)
    assert reprint.credit is not None
    assert reprint.credit.of(copy.document.text) == "Coastline News"


def test_a_report_supplied_by_an_agency_is_the_agencys_copy() -> None:
    copy = printed(*WIRE, agency="Coastline News", published="2025-03-02")
    reprint = found(copy, wire(published="2025-03-03"))
    assert (reprint.copy, reprint.direction) == (copy.document.id, Direction.KNOWN)


@pytest.mark.parametrize(
    ("early", "late"),
    [("2025-03-03", "2025-03-04"), ("2025-03-03T08:00", "2025-03-03T09:30"), ("2025-03-03T23:00", "2025-03-04")],
)
def test_without_a_credit_the_later_has_it_from_the_earlier(early: str, late: str) -> None:
    copy = printed(*WIRE, published=late)
    reprint = found(copy, wire(published=early))
    assert (reprint.copy, reprint.direction) == (copy.document.id, Direction.KNOWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, None),
        ("2025-03-03", None),
        ("2025-03-03", "2025-03-03"),
        pytest.param("2025-03-03", "2025-03-03T09:30"),
        pytest.param("2025-03", "2025-03-03"),
    ],
)
def test_where_neither_credit_nor_date_tells_the_direction_is_unknown(one: str | None, other: str | None) -> None:
    assert found(wire(published=one), printed(*WIRE, published=other)).direction is Direction.UNKNOWN


def test_hours_are_compared_across_time_zones() -> None:
    # half past nine in a zone three hours ahead is half past six
    first = printed(*WIRE, published="2025-03-03T09:30+03:00")
    reprint = found(first, wire(published="2025-03-03T08:00+00:00"))
    assert reprint.original == first.document.id


# Of a common parent


def three() -> tuple[Reprint, Reprint, Reprint]:
    """A wire story, and two papers that each printed it: paper and paper, paper and wire, paper and wire."""
    parent = wire(published="2025-03-02")
    herald = printed(*WIRE, published="2025-03-03")
    courier = printed(*WIRE[:5], outlet="The Courier", title="Blaze on the quay", published="2025-03-04")
    return found(courier, herald), found(herald, parent), found(courier, parent)


def test_two_copies_of_a_third_have_a_common_parent() -> None:
    between, herald, courier = three()
    assert between.direction is Direction.KNOWN
    told = common_parent(between, [herald, courier])
    assert told.direction is Direction.COMMON_PARENT
    assert herald.original in told.why


def test_one_copy_of_a_third_makes_no_common_parent() -> None:
    between, herald, courier = three()
    assert common_parent(between, [herald]) == between
    assert common_parent(herald, [between, courier]) == herald


def test_a_later_edition_goes_back_to_the_earlier_one() -> None:
    between, herald, courier = three()
    edition = replace(between, kind=ReprintKind.EDITION)
    assert common_parent(edition, [herald, courier]) == edition


# What was changed


def shifts(*copy: str, original: tuple[str, ...] = WIRE) -> list[str]:
    reprint = found(printed(*copy, published="2025-03-04"), wire(*original, published="2025-03-03"))
    return [shift.what for shift in reprint.shifts]


def test_a_faithful_copy_shifts_nothing() -> None:
    assert shifts(*WIRE) == []


def test_the_same_words_are_no_shift_however_they_were_read() -> None:
    # the reader may find an attribution in one report and miss it in the other, whose sentences around it differ
    copy = printed(*WIRE, published="2025-03-04")
    unread = Printed(replace(copy.reading, attributions=[], claims=[]))
    assert found(unread, wire(published="2025-03-03")).shifts == []


@pytest.mark.parametrize(
    ("hedged", "hedge"),
    [
        ("allegedly kept", "allegedly"),
        ("reportedly kept", "reportedly"),
        ("apparently kept", "apparently"),
        pytest.param("is believed to be keeping", "believed to be"),
        pytest.param("is said to be keeping", "said to be"),
    ],
)
def test_a_lost_word_of_reserve_is_a_shift(hedged: str, hedge: str) -> None:
    assert shifts(*changed("allegedly kept", "kept"), original=changed("allegedly kept", hedged)) == [
        f'drops "{hedge}"'
    ]


def test_a_word_of_reserve_that_the_copy_adds_is_none() -> None:
    assert shifts(*changed("stood still", "reportedly stood still")) == []


def test_a_speaker_left_out_makes_a_word_a_fact() -> None:
    assert shifts(*changed("Officials say the", "The")) == ["tells as fact what Officials said"]


def test_a_speaker_put_in_other_words_is_no_shift() -> None:
    assert shifts(*changed("Officials say the watchman", "The watchman, officials say,")) == []


def test_a_word_that_the_copy_gives_to_nobody_clear_is_still_no_fact() -> None:
    assert shifts(*changed("Officials say the", "It was said that the")) == []


def test_a_shift_points_at_the_words_in_both() -> None:
    copy, original = printed(*changed("allegedly ", ""), published="2025-03-04"), wire(published="2025-03-03")
    (shift,) = found(copy, original).shifts
    assert shift.copy.of(copy.document.text) == FUEL.replace("allegedly ", "")
    assert shift.original.of(original.document.text) == FUEL


def test_quoted_words_put_into_another_mouth_are_found() -> None:
    (shift,) = changed_speakers(printed(*changed("Ruta Adisa", "Pavo Lindt")), wire())
    assert shift.what == "gives to Pavo Lindt what Ruta Adisa said"


def test_a_speaker_called_by_surname_alone_is_the_same_mouth() -> None:
    assert changed_speakers(printed("Ruta Adisa runs the harbour.", *changed("Ruta Adisa", "Adisa")), wire()) == []


def test_another_speaker_is_told_as_a_shift_of_the_reprint() -> None:
    assert "gives to Pavo Lindt what Ruta Adisa said" in shifts(*changed("Ruta Adisa", "Pavo Lindt"))
