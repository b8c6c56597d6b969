"""Replies: which allegation a denial, a no-comment or a silence answers.

A reply is bound to an allegation when its speaker is, belongs to or speaks for somebody who takes part in the allegation,
is not the one who makes it, and one of these holds: it refers to it (explicit), it says the opposite about the same
matter (contradicts), or it refuses or fails to answer it (silence, asked). What was said before the allegation was made
answers it in substance at most. Declining to elaborate and denying what nobody says answer nothing.

Which allegation of its own report a reply means is weighed by signs (`Hearing`): who makes the allegation and who takes
part in it, how far before the reply it stands, how near its words are. What each counts is in `lexicon/weights.toml`,
fitted and measured by benchmarks/case_weights.py. A reply that is bound to nothing of its own report can contradict what
other reports say of the same matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from sayso.lexicon import reply_words, weights
from sayso.resolve.matters import Told, closeness, signs
from sayso.resolve.statements import stem
from sayso.terms import Answer, Bond, Holds, Region, Reply, Speaker, Stance, Statement, Voice

ALLEGING = {Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.BELIEVES, Stance.DOUBTS}
SPOKEN = {"ACCUSE", "REJECT", "REQUEST"}
CHARGES = frozenset(map(stem, reply_words("charges")))
ANSWERS_NOTHING = frozenset(map(stem, reply_words("answers_nothing")))
WEIGHT = weights("replies")
"""What each sign adds to the log odds that a reply answers an allegation of its report, `bias` to begin with."""
LEAST, ABOUT = -0.8, -1.6
"""Log odds from which a reply answers an allegation, and how near the words of a denial that has some of its own must be
to it: who denies something else answers nothing. Of stories left out 7 in 10 bindings are right with these; less strict
ones find hardly more, and bind more wrongly (benchmarks/case_weights.py)."""
NO_ANSWER = {Reply.UNREACHABLE, Reply.UNANSWERED}


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


def leads(answer: Answer) -> bool:
    """Whether a reply goes into the matter of what it answers: it does within one report."""
    return answer.reply.split(".")[0] == answer.answers.split(".")[0]


class Hearing:
    """The replies of one report and what they may answer in it. `called` are the names of identities."""

    def __init__(self, report: Sequence[Statement], called: Mapping[str, str]) -> None:
        body = [s for s in report if s.region not in (Region.TITLE, Region.DECK)]
        self.called = called
        self.replies = [s for s in body if is_reply(s)]
        self.claims = [s for s in body if s.kind != "relation"]
        sentences = list(dict.fromkeys(s.around for s in sorted(body, key=lambda s: (s.span.start, s.id))))
        self.sentence = {around: number for number, around in enumerate(sentences)}
        common = Counter(word for sentence in sentences for word in sentence)
        self.rarity = {word: max(0.0, math.log((len(sentences) + 1) / (n + 0.5))) for word, n in common.items()}

    def answers(self, reply: Statement, matter: Sequence[Statement] = ()) -> list[Answer]:
        """What a reply answers: an allegation of its own report, else what others say of its matter."""
        if reply.id in self.bound:
            charge, answer = self.bound[reply.id]
            if reply.stance is Stance.DENIES and charge in matter and not is_elliptic(reply):
                return [_answer(reply, charge, Bond.CONTRADICTS, "it says the opposite of the same matter")]
            return [answer]
        if reply.attribution in self.told:
            return []  # another claim of the same words is what answers
        return list(_contradicted(reply, matter, self.called))

    @cached_property
    def bound(self) -> dict[str, tuple[Statement, Answer]]:
        """What replies answer in their own report: of one attribution the claim that does so most clearly."""
        best: dict[str, tuple[float, Statement, Statement]] = {}
        for reply, charge, shown in self.pairs():
            odds = WEIGHT["bias"] + sum(WEIGHT[sign] * how_much for sign, how_much in shown.items())
            key = reply.attribution or reply.id
            elsewhere = reply.stance is Stance.DENIES and not is_elliptic(reply) and shown["near"] < ABOUT
            if odds >= LEAST and not elsewhere and (key not in best or odds > best[key][0]):
                best[key] = odds, reply, charge
        return {reply.id: (charge, _bound(reply, charge)) for _, reply, charge in best.values()}

    @cached_property
    def told(self) -> frozenset[str | None]:
        """The attributions of which a claim is bound."""
        return frozenset(reply.attribution for reply in self.replies if reply.id in self.bound and reply.attribution)

    def pairs(self) -> Iterator[tuple[Statement, Statement, dict[str, float]]]:
        """Each reply with each allegation that it may answer, and what speaks for it."""
        if not self.replies or not self.claims:
            return
        ours = Told([replace(reply, kind="content") for reply in self.replies])
        theirs = Told(self.claims)
        near, meaning = closeness(ours, theirs), signs(ours, theirs)["meaning"]
        for a, reply in enumerate(self.replies):
            for b, charge in enumerate(self.claims):
                if self._may_answer(reply, charge):
                    yield reply, charge, self._signs(reply, charge, float(near[a, b]), float(meaning[a, b]))

    def _may_answer(self, reply: Statement, charge: Statement) -> bool:
        """Whether a claim comes before a reply, alleges something, and is not said by who replies."""
        if not _alleges(charge) or (charge.attribution and charge.attribution == reply.attribution):
            return False
        if charge.voice is Voice.OUTLET and charge.around >= reply.around:
            return False  # the sentence that has the reply in it
        if self.sentence[charge.around] > self.sentence[reply.around] or _makes(reply.chain[0], charge):
            return False
        return not _is_stranger(reply.chain[0], charge, self.called)

    def _signs(self, reply: Statement, charge: Statement, near: float, meaning: float) -> dict[str, float]:
        """What speaks for a reply's answering an allegation, and how much of it there is."""
        speaker = reply.chain[0]
        elliptic, declines = is_elliptic(reply), reply.stance is Stance.DECLINES
        far = math.log1p(self.sentence[reply.around] - self.sentence[charge.around])
        alike = self._weight(reply.words & charge.words), self._weight(reply.words & charge.around)
        part = _part(speaker, charge, self.called)
        return {
            "takes part": part == "core",
            "is named": part == "named",
            "belongs to whom it names": part == "akin",
            "stands in its sentence": bool(_name_words(speaker, self.called) & charge.around),
            "alleges": charge.stance is Stance.ALLEGES,
            "believes": charge.stance is Stance.BELIEVES,
            "own word": charge.voice is Voice.OUTLET,
            "names nobody": not (charge.actors or charge.recipients),
            "its maker is named": any(v.identity and v.identity in reply.about for v in charge.chain),
            "elliptic": elliptic,
            "declines": declines,
            "answers nothing": bool(reply.words & ANSWERS_NOTHING),
            "far": far,
            "far, elliptic": far * elliptic,
            "far, no answer": far * (reply.reply in NO_ANSWER),
            "near": near,
            "near, elliptic": near * elliptic,
            "meaning, elliptic": meaning * elliptic,
            "words, denies": alike[0] * (not declines),
            "sentence, declines": alike[1] * declines,
            "refers": charge.id in reply.refers,
        }

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self.rarity.get(word, 0.0) for word in words - CHARGES)


def _bound(reply: Statement, charge: Statement) -> Answer:
    why = "it refers to it" if charge.id in reply.refers else "the charge of its report against its speaker"
    return _answer(reply, charge, _refused(reply) or Bond.EXPLICIT, why)


def _contradicted(reply: Statement, matter: Sequence[Statement], called: Mapping[str, str]) -> Iterator[Answer]:
    """What a reply answers in its matter: that of its own report, else of all."""
    opposite = [s for s in matter if s.holds in (Holds.YES, Holds.POSSIBLE) and s.id != reply.id]
    answered = [s for s in opposite if _may_contradict(reply, s, called)]
    for charge in sorted([s for s in answered if s.document == reply.document] or answered, key=lambda s: s.id):
        if reply.stance is Stance.DENIES:
            yield _answer(reply, charge, Bond.CONTRADICTS, "it says the opposite of the same matter")
        else:
            yield _answer(reply, charge, _refused(reply) or Bond.SILENCE, "it will not speak of the same matter")


def _answer(reply: Statement, charge: Statement, how: Bond, why: str) -> Answer:
    """An answer; what was said before it was alleged answers it in substance at most."""
    if _before(reply, charge):
        return Answer(reply.id, charge.id, Bond.IN_SUBSTANCE, f"{why}; but said before it")
    return Answer(reply.id, charge.id, how, why)


def _refused(reply: Statement) -> Bond | None:
    if reply.stance is not Stance.DECLINES:
        return None
    return Bond.ASKED if reply.reply in NO_ANSWER else Bond.SILENCE


def _alleges(charge: Statement) -> bool:
    """Whether a claim puts forward what somebody could answer. What stands only inside a denial is alleged by nobody."""
    if charge.stance not in ALLEGING or charge.holds is Holds.NO:
        return False
    if charge.kind == "relation" or charge.speech or charge.voice is Voice.UNSTATED:
        return False
    return not (charge.voice is Voice.OUTLET and charge.type in SPOKEN)


def _may_contradict(reply: Statement, charge: Statement, called: Mapping[str, str]) -> bool:
    """Whether a reply's speaker has a part in what its matter says, and is not who says it. Where that names nobody,
    whoever says the opposite has a part in it."""
    if not _alleges(charge) or _makes(reply.chain[0], charge):
        return False
    names_nobody = not {part for part in (*charge.actors, *charge.recipients) if "." not in part}
    return names_nobody or _part(reply.chain[0], charge, called) is not None


def _makes(speaker: Speaker, charge: Statement) -> bool:
    """Whether a speaker is, or speaks for, one of those who make an allegation."""
    return any(_selves(speaker) & _selves(voice) for voice in charge.chain)


def _is_stranger(speaker: Speaker, charge: Statement, called: Mapping[str, str]) -> bool:
    """Whether somebody with a name of their own, who belongs to nobody, is not among those who take part."""
    if not (charge.actors or charge.recipients) or speaker.identity is None or speaker.speaks_for or speaker.side:
        return False
    return _part(speaker, charge, called) is None


def _selves(speaker: Speaker) -> set[str]:
    return {
        one for one in (speaker.identity, speaker.entity if not speaker.identity else None, *speaker.speaks_for) if one
    }


def _part(speaker: Speaker, charge: Statement, called: Mapping[str, str]) -> str | None:
    """How a speaker, or whom they speak for, takes part in what is alleged: at its core, named, or by a name akin."""
    selves = _selves(speaker) | {speaker.entity}
    if selves & {*charge.actors, *charge.recipients}:
        return "core"
    if selves & {*charge.via, *charge.about}:
        return "named"
    parts = {*charge.actors, *charge.recipients, *charge.via, *charge.about}
    spoken_of = {called[part].lower() for part in parts if part in called}
    spoken_of |= {word.lower() for word in re.findall(r"\b[A-Z][\w'’-]+", charge.text)}
    own = {word.lower() for word in speaker.side}
    own |= {word.lower() for word in speaker.name.split() if word[:1].isupper()} if speaker.identity is None else set()
    own |= {called[one].lower() for one in _selves(speaker) if one in called}
    return "akin" if any(_akin(one, other) for one in own for other in spoken_of) else None


def _name_words(speaker: Speaker, called: Mapping[str, str]) -> frozenset[str]:
    """The stems of the names by which a speaker, their side and whom they speak for go."""
    names = [speaker.name, *speaker.side, *(called.get(one, "") for one in _selves(speaker))]
    return frozenset(stem(word.lower()) for name in names for word in re.findall(r"[A-Z][\w'’-]+", name))


def _akin(word: str, name: str) -> bool:
    """Whether a word of a description belongs to a name: "Kharuzi" and "Kharuz"."""
    return word == name or (
        min(len(word), len(name)) >= 5 and (word.startswith(name[: max(5, len(name) - 1)]) or name.startswith(word))
    )


def _before(reply: Statement, allegation: Statement) -> bool:
    if reply.document == allegation.document or not reply.published or not allegation.published:
        return False
    return reply.published[:10] < allegation.published[:10]
