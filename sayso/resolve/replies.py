"""Replies: which allegation a denial, a no-comment or a silence answers.

A reply is bound to an allegation when its speaker is, belongs to or speaks for somebody who takes part in the allegation,
is not the one who makes it, and one of these holds: it refers to it (explicit), it says the opposite about the same
matter (contradicts), it refuses or fails to answer it (silence, asked), or it is a standing denial in the report of a
standing allegation. What was said before the allegation was made answers it in substance at most. Declining to elaborate
and denying what nobody says answer nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.lexicon import reply_words
from sayso.resolve.matters import Told, likeness
from sayso.resolve.places import Places
from sayso.resolve.statements import stem
from sayso.terms import Answer, Bond, Holds, Reply, Speaker, Stance, Statement, Voice

ALLEGING = {Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.BELIEVES, Stance.DOUBTS}
SPOKEN = {"ACCUSE", "REJECT", "REQUEST"}
CHARGES = frozenset(map(stem, reply_words("charges")))
ANSWERS_NOTHING = frozenset(map(stem, reply_words("answers_nothing")))


def is_reply(statement: Statement) -> bool:
    """Whether a claim may answer somebody: a denial, or a refusal to say."""
    if statement.voice in (Voice.UNSTATED, Voice.OUTLET) or not statement.chain:
        return False
    if statement.stance is Stance.DENIES:
        return True
    return statement.stance is Stance.DECLINES and not (statement.words & ANSWERS_NOTHING)


def is_elliptic(statement: Statement) -> bool:
    """Whether a reply says nothing of what it answers but that it was alleged: "denied the charges", "no comment"."""
    return is_reply(statement) and (len(statement.words - CHARGES) < 2 or bool(statement.refers))


def bind(
    reply: Statement,
    matter: Sequence[Statement],
    report: Sequence[Statement],
    called: Mapping[str, str],
) -> list[Answer]:
    """What a reply answers. `matter` are the claims of its matter, `report` those of its report in their order."""
    speaker = reply.chain[0]
    found: dict[str, Answer] = {}

    def add(allegation: Statement, how: Bond, why: str) -> None:
        if allegation.id not in found and _may_answer(
            reply, allegation, speaker, called, same_matter=allegation in matter
        ):
            if _before(reply, allegation):
                how, why = Bond.IN_SUBSTANCE, f"{why}; but said before it"
            found[allegation.id] = Answer(reply.id, allegation.id, how, why)

    known = {statement.id: statement for statement in report}
    for target in reply.refers:
        if target in known:
            add(known[target], _refused(reply) or Bond.EXPLICIT, "it refers to it")
    opposite = [other for other in matter if other.holds in (Holds.YES, Holds.POSSIBLE)]
    here = [other for other in opposite if other.document == reply.document]
    for other in (here, opposite):
        for allegation in () if found else other:
            if reply.stance is Stance.DENIES:
                add(allegation, Bond.CONTRADICTS, "it says the opposite of the same matter")
            else:
                add(allegation, _refused(reply) or Bond.SILENCE, "it will not speak of the same matter")
    if not found and (charge := _charge_answered(reply, report, speaker, called)):
        add(charge, _refused(reply) or Bond.EXPLICIT, "the charge of its report against its speaker")
    return [found[allegation] for allegation in sorted(found)]


def _refused(reply: Statement) -> Bond | None:
    if reply.stance is not Stance.DECLINES:
        return None
    return Bond.ASKED if reply.reply in (Reply.UNREACHABLE, Reply.UNANSWERED) else Bond.SILENCE


def _charge_answered(
    reply: Statement, report: Sequence[Statement], speaker: Speaker, called: Mapping[str, str]
) -> Statement | None:
    """The charge of a report that a reply answers: the one it is closest to, else, if it says nothing itself, the last
    before it. Allegations come before what is merely said, and what somebody says before the outlet's own word."""
    charges = [s for s in report if s.span.start < reply.span.start and _may_answer(reply, s, speaker, called)]
    if not charges:
        return None
    odds = likeness(Told([reply]), Told(charges), Places())
    close = {other: score for pair, score in odds.items() for other in pair if other != reply.id}
    if not is_elliptic(reply):
        return max((s for s in charges if s.id in close), key=lambda s: close[s.id], default=None)
    alleged = [s for s in charges if s.stance is Stance.ALLEGES]
    said = [s for s in charges if s.voice is not Voice.OUTLET]
    return (alleged or said or charges)[-1]


def _may_answer(
    reply: Statement, allegation: Statement, speaker: Speaker, called: Mapping[str, str], *, same_matter: bool = False
) -> bool:
    """Whether a reply's speaker has a part in an allegation and is not who makes it.

    Where an allegation names nobody, whoever says the opposite of the same matter has a part in it.

    What stands only inside a denial is alleged by nobody in the case, and answers nothing.
    """
    if allegation.id == reply.id or allegation.stance not in ALLEGING or allegation.holds is Holds.NO:
        return False
    if allegation.kind == "relation" or allegation.speech or allegation.voice is Voice.UNSTATED:
        return False
    if allegation.voice is Voice.OUTLET and allegation.type in SPOKEN:
        return False
    if any(_same_voice(speaker, voice) for voice in allegation.chain):
        return False
    names_nobody = not {part for part in (*allegation.actors, *allegation.recipients) if "." not in part}
    return (same_matter and names_nobody) or _takes_part(speaker, allegation, called)


def _same_voice(first: Speaker, second: Speaker) -> bool:
    ours, theirs = _selves(first), _selves(second)
    return bool(ours & theirs)


def _selves(speaker: Speaker) -> set[str]:
    return {
        one for one in (speaker.identity, speaker.entity if not speaker.identity else None, *speaker.speaks_for) if one
    }


def _takes_part(speaker: Speaker, allegation: Statement, called: Mapping[str, str]) -> bool:
    """Whether a speaker is, belongs to or speaks for somebody an allegation is about."""
    parts = {*allegation.actors, *allegation.recipients, *allegation.via, *allegation.about}
    if _selves(speaker) & parts or (speaker.entity and speaker.entity in parts):
        return True
    spoken_of = {called[part].lower() for part in parts if part in called}
    spoken_of |= {word.lower() for word in re.findall(r"\b[A-Z][\w'’-]+", allegation.text)}
    own = {word.lower() for word in speaker.side}
    own |= {word.lower() for word in speaker.name.split() if word[:1].isupper()} if speaker.identity is None else set()
    own |= {called[one].lower() for one in _selves(speaker) if one in called}
    return any(_akin(one, other) for one in own for other in spoken_of)


def _akin(word: str, name: str) -> bool:
    """Whether a word of a description belongs to a name: "Kharuzi" and "Kharuz"."""
    return word == name or (
        min(len(word), len(name)) >= 5 and (word.startswith(name[: max(5, len(name) - 1)]) or name.startswith(word))
    )


def _before(reply: Statement, allegation: Statement) -> bool:
    if reply.document == allegation.document or not reply.published or not allegation.published:
        return False
    return reply.published[:10] < allegation.published[:10]
