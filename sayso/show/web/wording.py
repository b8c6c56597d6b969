"""How values are put into words on every page: days, ranges of origins, files, stances, voices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

STANCES: dict[str, str] = {
    "asserts": "firm",
    "confirms": "firm",
    "alleges": "charged",
    "denies": "denied",
    "doubts": "doubted",
    "believes": "doubted",
    "declines": "silent",
    "asks": "open",
    "urges": "open",
    "commits": "open",
    "appraises": "open",
}
"""Each stance to its firmness: the style its words are underlined in. The stance itself is always written beside it."""
VOICES = {
    "named": "named",
    "unnamed": "unnamed",
    "unstated": "nobody stated",
    "carried_over": "carried over",
    "outlet": "the outlet’s own word",
    "unclear": "unclear",
}


def day(value: str | None) -> str:
    """A moment to its day, or that there is none."""
    return value[:10] if value else "no date"


def moment(value: str | None) -> str:
    """A moment to the minute."""
    return value[:16].replace("T", " ") if value else "no date"


def file_name(location: str | None) -> str:
    """The last part of a path."""
    return (location or "").rsplit("/", 1)[-1]


def house(row: Mapping[str, Any]) -> str:
    """Who printed it; where that is not known, the file it was read from."""
    return str(row["outlet"] or file_name(row["location"]))


def span(counted: Any) -> str:
    """A number of origins: "2", or "1–3" where it cannot be established."""
    low, high = (counted[end] if isinstance(counted, Mapping) else getattr(counted, end) for end in ("min", "max"))
    return f"{low}" if low == high else f"{low}–{high}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "1,204 reports", "2 replies"."""
    several = many or (one[:-1] + "ies" if one.endswith(("py", "ly")) else one + "s")
    return f"{number:,} {one if number == 1 else several}"


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{share:.0%}"


def voice(value: str) -> str:
    """A kind of voice in words."""
    return VOICES.get(value, value)


def words(value: str) -> str:
    """A value of the dictionary in plain words: less_specific, PART_OF."""
    return value.replace("_", " ").lower()


def report_of(claim: str) -> str:
    """The report a claim is of."""
    return claim.partition(".")[0]


def reason(why: str) -> str:
    """A reason without the ids in it, which lead nobody anywhere in print."""
    return "the same words in a copy" if why.startswith("repeats d") else why


def thing(id: str) -> str:
    """The address of whatever an id is of."""
    kind = "claims" if "." in id else {"m": "matters", "n": "entities", "o": "entities", "d": "reports"}.get(id[:1])
    return f"/{kind}/{id}" if kind else "/decisions"


def without_place(address: str) -> str:
    """An address of the queue without the place reached in it."""
    path, _, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name != "at"]
    return f"{path}?{urlencode(kept)}" if kept else f"{path}?at="


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "file": file_name,
    "house": house,
    "span": span,
    "count": count,
    "percent": percent,
    "voice": voice,
    "words": words,
    "reason": reason,
    "report_of": report_of,
    "thing": thing,
    "without_place": without_place,
    "firmness": lambda stance: STANCES.get(stance, "open"),
}
