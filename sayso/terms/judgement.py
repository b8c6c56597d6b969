"""Are two things the same? What the machine thinks, with its reasons, and what people have decided."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """The answer to "are these the same?"; unsure is kept as a "may be the same", never acted upon."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Judgement(msgspec.Struct, frozen=True):
    """A verdict on a pair, how alike the two are from 0 to 1, and why."""

    verdict: Verdict
    score: float
    why: tuple[str, ...] = ()


class Deed(StrEnum):
    """What a person can decide. The comment says what `a` and `b` of the decision are."""

    SAME = "same"  # two identities, or two mentions' entities
    DIFFERENT = "different"  # likewise
    ACCEPT = "accept"  # a claim
    REJECT = "reject"  # a claim
    CORRECT = "correct"  # a claim; b is field=value
    ADD = "add"  # a report; b holds the claim as JSON
    BIND = "bind"  # a reply and the allegation it answers
    UNBIND = "unbind"  # likewise
    INDEPENDENT = "independent"  # two voices
    DEPENDENT = "dependent"  # likewise
    MOVE = "move"  # a claim and the matter, or the claim, it belongs with
    RENAME = "rename"  # an identity and its name
    HIDE = "hide"  # an identity, a claim or a matter
    DISMISS = "dismiss"  # a report and the place, START-END, where nothing was missed
    REPORT = "report"  # a report; b is field=value, for outlet, agency, published, title


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided, why, who and when. It outranks the machine until it is undone, and is never deleted."""

    id: str
    what: Deed
    a: str
    b: str | None = None
    because: str = ""
    by: str = ""
    at: str = ""
    undone: str | None = None
