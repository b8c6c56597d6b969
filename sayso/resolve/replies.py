"""Replies: which allegation a denial, a no-comment or a silence answers.

A reply is bound to an allegation when its speaker is, belongs to or speaks for somebody who takes part in the allegation,
is not the one who makes it, and one of these holds: it refers to it (explicit), it says the opposite about the same
matter (contradicts), it refuses or fails to answer it (silence, asked), or it is a standing denial in the report of a
standing allegation. What was said before the allegation was made answers it in substance at most. Declining to elaborate
and denying what nobody says answer nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.resolve.statements import stem
from sayso.terms import Answer, Bond, Holds, Reply, Speaker, Stance, Statement, Voice

ALLEGING = {Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.BELIEVES, Stance.DOUBTS}
SPOKEN = {"ACCUSE", "REJECT", "REQUEST"}
CHARGES = frozenset(
    map(
        stem,
        [
            "charge",
            "accusation",
            "allegation",
            "claim",
            "report",
            "account",
            "statement",
            "suggestion",
            "story",
            "theory",
            "letter",
            "question",
            "request",
            "message",
            "finding",
            "evidence",
        ],
    )
)
"""Words by which a reply means what was alleged without saying it again."""
NOT_A_REPLY = frozenset(
    map(
        stem,
        [
            "elaborate",
            "details",
            "identify",
            "name",
            "identity",
            "speculate",
            "specify",
            "confirm",
            "independently",
            "verify",
        ],
    )
)
"""What is refused when nothing is answered: declining to elaborate, not being able to confirm."""


def is_reply(statement: Statement) -> bool:
    """Whether a claim may answer somebody: a denial, or a refusal to say."""
    if statement.voice in (Voice.UNSTATED, Voice.OUTLET) or not statement.chain:
        return False
    if statement.stance is Stance.DENIES:
        return True
    return statement.stance is Stance.DECLINES and not (statement.words & NOT_A_REPLY)


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
        if allegation.id not in found and _may_answer(reply, allegation, speaker, called):
            if _before(reply, allegation):
                how, why = Bond.IN_SUBSTANCE, f"{why}; but said before it"
            found[allegation.id] = Answer(reply.id, allegation.id, how, why)

    known = {statement.id: statement for statement in report}
    for target in reply.refers:
        if target in known:
            add(known[target], _refused(reply) or Bond.EXPLICIT, "it refers to it")
    for other in matter:
        if other.document == reply.document or other.holds is Holds.YES:
            if reply.stance is Stance.DENIES and other.holds in (Holds.YES, Holds.POSSIBLE):
                add(other, Bond.CONTRADICTS, "it says the opposite of the same matter")
            elif reply.stance is Stance.DECLINES and other.holds in (Holds.YES, Holds.POSSIBLE):
                add(other, Bond.SILENCE, "it will not speak of it")
    if not found and (reply.stance is Stance.DECLINES or is_elliptic(reply)):
        nearest = _nearest_charge(reply, report, speaker, called)
        if nearest is not None:
            refused = _refused(reply)
            add(nearest, refused or Bond.EXPLICIT, "the nearest charge of its report against its speaker")
    return [found[allegation] for allegation in sorted(found)]


def _refused(reply: Statement) -> Bond | None:
    if reply.stance is not Stance.DECLINES:
        return None
    return Bond.ASKED if reply.reply in (Reply.UNREACHABLE, Reply.UNANSWERED) else Bond.SILENCE


def _nearest_charge(
    reply: Statement, report: Sequence[Statement], speaker: Speaker, called: Mapping[str, str]
) -> Statement | None:
    """The last charge before a reply, else the first after it, that its speaker has a part in."""
    before = [s for s in report if s.span.start < reply.span.start and _is_charge(s, reply, speaker, called)]
    alleged = [s for s in before if s.stance is Stance.ALLEGES or s.voice is Voice.UNSTATED] or before
    return alleged[-1] if alleged else None


def _is_charge(statement: Statement, reply: Statement, speaker: Speaker, called: Mapping[str, str]) -> bool:
    return statement.id != reply.id and _may_answer(reply, statement, speaker, called)


def _may_answer(reply: Statement, allegation: Statement, speaker: Speaker, called: Mapping[str, str]) -> bool:
    """Whether a reply's speaker has a part in an allegation and is not who makes it."""
    if allegation.id == reply.id or allegation.stance not in ALLEGING or allegation.holds is Holds.NO:
        return False
    if (
        allegation.kind == "relation"
        or allegation.speech
        or (allegation.voice is Voice.OUTLET and allegation.type in SPOKEN)
    ):
        return False
    if (
        allegation.attribution is not None
        and allegation.attribution == reply.attribution
        and allegation.document == reply.document
        and allegation.voice is not Voice.UNSTATED
    ):
        return False
    if any(_same_voice(speaker, voice) for voice in allegation.chain):
        return False
    if allegation.voice is Voice.UNSTATED and allegation.document == reply.document:
        return allegation.attribution == reply.attribution or _takes_part(speaker, allegation, called)
    return _takes_part(speaker, allegation, called)


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
    own = {word.lower() for word in speaker.side} | {
        word.lower() for name in (speaker.name,) for word in name.split() if word[:1].isupper()
    }
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
