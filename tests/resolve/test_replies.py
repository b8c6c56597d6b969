"""Replies: whose denial, refusal or silence answers which allegation, clause by clause of the definition."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from sayso.resolve.cast import named_entities
from sayso.resolve.replies import Hearing, is_elliptic, is_reply
from sayso.resolve.statements import content_words, statements_of
from sayso.terms import Answer, Basis, Bond, Holds, Region, Reply, Span, Speaker, Stance, Statement, Voice
from tests.make import report

ARMY = Speaker(name="the army", entity="d1.e1", voice=Voice.UNNAMED)
KHARUZ = Speaker(name="Kharuz", entity="d1.e2", identity="n-kharuz")
SPOKESMAN = Speaker(name="Pavo Lindt", entity="d1.e3", identity="n-lindt", speaks_for=("n-kharuz",))
OFFICIAL = Speaker(name="an official", entity="d1.e4", voice=Voice.UNNAMED, side=("Kharuz",))
STRANGER = Speaker(name="Ruta Adisa", entity="d1.e5", identity="n-adisa")
SOMEBODY = Speaker(name="somebody (unstated)", voice=Voice.UNSTATED)
CALLED = {"n-kharuz": "Kharuz", "n-lindt": "Pavo Lindt", "n-adisa": "Ruta Adisa", "n-moktar": "Moktar Adisa"}
CHARGE = "Kharuz armed the rebels in the hills"


def statement(id: str, text: str, speaker: Speaker | None, stance: Stance, holds: Holds, **parts: Any) -> Statement:
    document, number = id.split(".")
    known = {
        "span": Span(100 * int(number[1:]), 100 * int(number[1:]) + len(text)),
        "attribution": f"a{number[1:]}",
        "chain": (speaker,) if speaker else (),
        "voice": speaker.voice if speaker else Voice.OUTLET,
        "region": Region.BODY,
        "basis": Basis.UNSTATED,
        "words": content_words(text),
        "around": content_words(text),
    }
    return Statement(
        id=id, document=document, claim=number, text=text, stance=stance, holds=holds, **(known | parts)
    )  # fmt: skip


def charge(id: str = "d1.c1", text: str = CHARGE, speaker: Speaker | None = ARMY, **parts: Any) -> Statement:
    """The army alleging that Kharuz armed the rebels."""
    known = {"kind": "event", "type": "AID", "actors": ("n-kharuz",), "about": frozenset(["n-kharuz"])} | parts
    stance, holds = known.pop("stance", Stance.ALLEGES), known.pop("holds", Holds.YES)
    return statement(id, text, speaker, stance, holds, **known)


def denial(id: str = "d1.c2", text: str = "the charge", speaker: Speaker = KHARUZ, **parts: Any) -> Statement:
    return statement(id, text, speaker, Stance.DENIES, parts.pop("holds", Holds.UNKNOWN), **parts)


def refusal(
    id: str = "d1.c2", text: str = "to comment", speaker: Speaker = KHARUZ, reply: Reply = Reply.REFUSED
) -> Statement:
    return statement(id, text, speaker, Stance.DECLINES, Holds.UNKNOWN, reply=reply)


def answers(reply: Statement, *report: Statement, matter: tuple[Statement, ...] = ()) -> list[tuple[str, Bond]]:
    """What a reply answers, and how."""
    bound = Hearing(sorted((*report, reply), key=lambda s: s.span), CALLED).answers(reply, matter)
    assert all(answer.reply == reply.id for answer in bound)
    return [(answer.answers, answer.how) for answer in bound]


def answered(*paragraphs: str) -> list[tuple[str, Bond]]:
    """The same for every reply of a real report: the words of the allegation, and how it is answered."""
    reading = report(*paragraphs)
    found = {s.id: s for s in statements_of(reading)}
    body = [s for s in found.values() if s.region is not Region.TITLE]
    called = dict(named_entities(reading).values())
    heard = Hearing(body, called)
    bound: list[Answer] = [answer for s in body if is_reply(s) for answer in heard.answers(s)]
    return [(found[answer.answers].text, answer.how) for answer in bound]


# Who answers


def test_the_one_charged_answers() -> None:
    assert answers(denial(), charge()) == [("d1.c1", Bond.EXPLICIT)]


def test_so_does_whom_it_was_done_to() -> None:
    victim = charge(actors=("n-adisa",), recipients=("n-kharuz",), about=frozenset())
    assert answers(denial(), victim) == [("d1.c1", Bond.EXPLICIT)]


def test_so_does_who_speaks_for_the_one_charged() -> None:
    assert answers(denial(speaker=SPOKESMAN), charge()) == [("d1.c1", Bond.EXPLICIT)]


def test_so_does_a_nameless_voice_of_the_one_charged() -> None:
    assert answers(denial(speaker=OFFICIAL), charge()) == [("d1.c1", Bond.EXPLICIT)]


def test_a_nameless_somebody_who_is_charged_answers() -> None:
    driver = Speaker(name="the driver", entity="d1.e6", voice=Voice.UNNAMED)
    alleged = charge(text="the driver ran", actors=("d1.e6",), about=frozenset())
    assert answers(denial(speaker=driver), alleged) == [("d1.c1", Bond.EXPLICIT)]


@pytest.mark.parametrize("reply", [denial(speaker=STRANGER), refusal(speaker=STRANGER)])
def test_who_has_no_part_in_it_answers_nothing(reply: Statement) -> None:
    assert answers(reply, charge()) == []
    assert answers(replace(reply, refers=("d1.c1",)), charge(), matter=(charge(),)) == []


@pytest.mark.parametrize(
    ("name", "identity"), [("Moktar Adisa", "n-moktar"), ("General Lindt", "n-lindt"), ("Red Cross", "n-cross")]
)
def test_nor_does_a_namesake_of_the_one_charged(name: str, identity: str) -> None:
    other = Speaker(name=name, entity="d1.e6", identity=identity)
    alleged = charge(
        text="Ruta Adisa of the Red Army armed the rebels behind the back of the General Staff",
        actors=("n-adisa",),
        about=frozenset(["n-adisa"]),
    )
    assert answers(denial(speaker=other), alleged) == []


def test_where_an_allegation_names_nobody_its_opposite_answers_it() -> None:
    nobody = charge("d2.c1", "rebels were armed in the hills", actors=("d2.e3",), about=frozenset())
    reply = denial(text="no rebels were armed in the hills", speaker=STRANGER, holds=Holds.NO)
    assert answers(reply, matter=(nobody, reply)) == [("d2.c1", Bond.CONTRADICTS)]
    assert answers(reply, charge("d1.c1", actors=("d1.e3",), about=frozenset())) == []


@pytest.mark.parametrize("speaker", [KHARUZ, SPOKESMAN])
def test_who_makes_an_allegation_does_not_answer_it(speaker: Speaker) -> None:
    own = charge(speaker=speaker)
    assert answers(denial(speaker=speaker, refers=("d1.c1",)), own, matter=(own,)) == []


def test_nor_does_who_speaks_for_the_one_who_makes_it() -> None:
    assert answers(denial(speaker=SPOKESMAN, refers=("d1.c1",)), charge(speaker=KHARUZ)) == []


# How


def test_a_denial_of_the_charge_it_refers_to_is_explicit() -> None:
    early, late = charge("d1.c1"), charge("d1.c3", "Kharuz sank a ferry")
    reply = denial("d1.c4", refers=("d1.c1",))
    assert answers(reply, early, late) == [("d1.c1", Bond.EXPLICIT)]


def test_a_denial_that_refers_to_nothing_answers_the_charge_before_it() -> None:
    early, late = charge("d1.c1"), charge("d1.c3", "Kharuz sank a ferry")
    assert answers(denial("d1.c4"), early, late) == [("d1.c3", Bond.EXPLICIT)]
    assert answers(denial("d1.c2"), early, late) == [("d1.c1", Bond.EXPLICIT)]


def test_what_is_alleged_is_answered_before_what_is_merely_said() -> None:
    said = charge("d1.c3", "Kharuz held a parade", stance=Stance.ASSERTS)
    assert answers(denial("d1.c4"), charge("d1.c1"), said) == [("d1.c1", Bond.EXPLICIT)]


def test_a_denial_of_the_same_matter_contradicts() -> None:
    elsewhere = charge("d2.c1")
    reply = denial(text="Kharuz never armed the rebels", holds=Holds.NO)
    assert answers(reply, matter=(elsewhere, reply)) == [("d2.c1", Bond.CONTRADICTS)]


def test_it_does_not_contradict_who_says_the_same() -> None:
    also_no = charge("d2.c1", holds=Holds.NO, stance=Stance.DENIES)
    reply = denial(text="Kharuz never armed the rebels", holds=Holds.NO)
    assert answers(reply, matter=(also_no, reply)) == []


def test_a_refusal_to_comment_is_silence() -> None:
    assert answers(refusal(), charge()) == [("d1.c1", Bond.SILENCE)]


@pytest.mark.parametrize("reply", [Reply.UNANSWERED, Reply.UNREACHABLE])
def test_who_was_asked_and_gave_no_answer_was_asked(reply: Reply) -> None:
    assert answers(refusal(reply=reply), charge()) == [("d1.c1", Bond.ASKED)]


@pytest.mark.parametrize(
    ("said", "alleged", "how"),
    [
        ("2024-03-02", "2024-03-03", Bond.IN_SUBSTANCE),
        ("2024-03-03", "2024-03-03", Bond.CONTRADICTS),
        ("2024-03-04", "2024-03-03", Bond.CONTRADICTS),
        ("2024-03-03T08:00", "2024-03-03T12:00", Bond.CONTRADICTS),
        (None, "2024-03-03", Bond.CONTRADICTS),
        ("2024-03-02", None, Bond.CONTRADICTS),
    ],
)
def test_what_was_printed_days_before_the_allegation_answers_it_in_substance_at_most(
    said: str | None, alleged: str | None, how: Bond
) -> None:
    reply = denial(text="Kharuz never armed the rebels", holds=Holds.NO, published=said)
    assert answers(reply, matter=(charge("d2.c1", published=alleged), reply)) == [("d2.c1", how)]


def test_within_one_report_nothing_was_said_before() -> None:
    both = {"published": "2024-03-03"}
    assert answers(denial(**both), charge(**both)) == [("d1.c1", Bond.EXPLICIT)]


def test_of_several_claims_of_one_denial_one_is_bound() -> None:
    twins = [denial(f"d1.c{n}", "the charge", attribution="a9", span=Span(400, 410)) for n in (3, 4)]
    heard = Hearing([charge(), *twins], CALLED)
    assert sorted(len(heard.answers(twin)) for twin in twins) == [0, 1]


def test_the_sentence_that_has_the_reply_in_it_is_not_what_it_answers() -> None:
    words = content_words("Kharuz, which armed the rebels, denied the charge")
    around = charge("d1.c3", "Kharuz, which armed the rebels, denied the charge", speaker=None, around=words)
    assert answers(denial("d1.c4", around=words), around) == []


def test_the_nearer_of_two_charges_is_answered_and_the_one_that_shares_its_words_before_it() -> None:
    sale, raid = charge("d1.c1", "Kharuz sold mortars to the rebels"), charge("d1.c2", "Kharuz burned a mill")
    assert answers(denial("d1.c3"), sale, raid) == [("d1.c2", Bond.EXPLICIT)]
    refused = replace(refusal("d1.c3", "to speak about the mortars"), around=content_words("mortars"))
    assert answers(refused, sale, raid) == [("d1.c1", Bond.SILENCE)]


# What is no reply


@pytest.mark.parametrize(
    "words", ["to elaborate", "to give details", "to confirm it", "to verify the claim", "to speculate"]
)
def test_declining_to_elaborate_or_to_confirm_is_no_reply(words: str) -> None:
    assert not is_reply(refusal(text=words))


@pytest.mark.parametrize("stance", [s for s in Stance if s not in (Stance.DENIES, Stance.DECLINES)])
def test_only_denying_and_declining_reply(stance: Stance) -> None:
    assert not is_reply(statement("d1.c2", CHARGE, KHARUZ, stance, Holds.YES))


def test_the_outlets_own_word_is_no_reply() -> None:
    assert not is_reply(statement("d1.c2", CHARGE, None, Stance.DENIES, Holds.NO))


def test_denying_what_nobody_says_answers_nothing() -> None:
    unstated = charge(speaker=SOMEBODY, attribution="a2")
    reply = denial(text=CHARGE, holds=Holds.NO, attribution="a2", refers=("d1.c1",))
    assert answers(reply, unstated, matter=(unstated, reply)) == []


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"stance": Stance.ASKS}, id="a question"),
        pytest.param({"stance": Stance.URGES}, id="a call"),
        pytest.param({"speech": True, "type": "ACCUSE"}, id="an event of speech"),
        pytest.param({"kind": "relation", "type": "membership"}, id="a relation"),
        pytest.param({"holds": Holds.NO}, id="what is said not to be so"),
    ],
)
def test_what_alleges_nothing_is_not_answered(parts: dict[str, Any]) -> None:
    assert answers(denial(refers=("d1.c1",)), charge(**parts)) == []


def test_a_denial_with_words_of_its_own_answers_only_what_they_are_about() -> None:
    reply = denial(text="its herring fleet had fished in foreign waters", holds=Holds.NO)
    assert not is_elliptic(reply)
    assert answers(reply, charge()) == []


@pytest.mark.parametrize("text", ["the charge", "the allegations in the report", "to comment", "it"])
def test_a_reply_without_words_of_its_own_is_elliptic(text: str) -> None:
    assert is_elliptic(denial(text=text))


def test_a_charge_that_comes_only_later_is_not_yet_answered() -> None:
    assert answers(denial("d1.c1"), charge("d1.c2")) == []


# In reports as they are printed

ACCUSED = ("Army blames Kharuz", "The army accused Kharuz on Monday of arming the rebels in the hills.")
WORDS = "Kharuz on Monday of arming the rebels in the hills"


@pytest.mark.parametrize(
    ("reply", "how"),
    [
        ("Kharuz denied the charge.", Bond.EXPLICIT),
        ("Pavo Lindt, a spokesman for Kharuz, denied the charge.", Bond.EXPLICIT),
        ("A Kharuzi official denied the accusation.", Bond.EXPLICIT),
        ("Kharuz denied that it had armed the rebels.", Bond.EXPLICIT),
        ("A Kharuzi spokesman declined to comment.", Bond.SILENCE),
        ("Kharuz did not respond to a request for comment.", Bond.ASKED),
    ],
)
def test_the_accused_replies(reply: str, how: Bond) -> None:
    assert answered(*ACCUSED, reply) == [(WORDS, how)]


@pytest.mark.parametrize(
    "reply",
    [
        "Kharuz declined to elaborate.",
        "Kharuz declined to give details.",
        "Kharuz said it could not confirm the report.",
        "Kharuz said that it could not confirm the report.",
        "Kharuz denied that its ships had fished in foreign waters.",
        "Ruta Adisa denied the charge.",
        "The army denied the charge.",
        "The charge could not be independently verified.",
        pytest.param(
            "Kharuz refused to name the officer.",
            marks=pytest.mark.xfail(strict=True, reason="what is refused is looked for in the content, and stands in the cue"),
        ),
    ],
)  # fmt: skip
def test_nothing_is_replied(reply: str) -> None:
    assert answered(*ACCUSED, reply) == []


def test_a_denial_alone_in_its_report_answers_nothing() -> None:
    assert answered("Rain fell on the hills all day.", "Kharuz denied on Monday that it had armed the rebels.") == []
