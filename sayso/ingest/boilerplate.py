"""Lines that came with a report and are not the report: menus, donation banners, mailing lists, copyright.

They are marked, never deleted. The words are in `lexicon/frame.toml`; a line must be short or match firmly, so that
a sentence of the report that speaks of a newsletter stays in the report.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.lexicon import load
from sayso.terms import Span

LONGEST = 400
BRACKETED = re.compile(r"^\s*[\[<{][^\]>}]{1,60}[\]>}]\s*$")
MENU_MARK = re.compile(r"\s+[|·•»>/]\s+|\s{2,}|\t+|\s*\n\s*")
"""What parts the entries of a menu that was saved as text."""
LEAST_ENTRIES = 3
LONGEST_ENTRY = 5
OUTLET_LINES = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (
            r"(?:[Jj]oin|[Ss]ubscribe to|[Ss]ign up (?:for|to)|[Ss]upport|[Ff]ollow)\s+(?:the\s+)?(?P<name>[A-Z][\w.&'’-]*(?:\s+(?:[A-Z][\w.&'’-]*|of|and|the))*?)(?:['’]s)?\s+(?:mailing list|newsletters?|email|briefing|on |daily|today|for as little|with a|journalism)",
            0,
        ),
        (
            r"(?:Copyright|\([Cc]\)|©)\s*(?:\([Cc]\)|©)?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[.,]?\s*(?P<name>[A-Z][\w./&'’-]*(?:\s+(?:[A-Z][\w./&'’-]*|of|and|the))*)",
            0,
        ),
        (r"^(?P<name>[A-Z][\w.&'’-]*(?:\s+(?:[A-Z][\w.&'’-]*|of|and|the))*)\s*[,.|–—-]+\s*[Aa]ll rights reserved", 0),
    )
)


@cache
def _firm() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in load("frame")["boilerplate"])


def is_boilerplate(line: str) -> bool:
    """Whether a paragraph is none of the report."""
    if len(line) > LONGEST:
        return False
    plain = " ".join(line.split())
    if not any(character.isalnum() for character in plain) or BRACKETED.match(plain) or _is_menu(line.strip()):
        return True
    return any(pattern.search(plain) for pattern in _firm())


def _is_menu(line: str) -> bool:
    """Entries of a few words, parted by bars or wide gaps and no sentence among them; or words that menus are made of."""
    if any(mark in line for mark in '"“”?!') or line.rstrip("* ").endswith("."):
        return False
    entries = [entry for entry in MENU_MARK.split(line) if entry]
    if len(entries) >= LEAST_ENTRIES and all(len(entry.split()) <= LONGEST_ENTRY for entry in entries):
        return True
    words = re.findall(r"[a-z]+", line.lower())
    known = sum(word in load("frame")["menu_words"] for word in words)
    return 0 < len(words) <= 30 and known >= max(1, 0.75 * len(words))


def outlet_named_in(line: str) -> str | None:
    """The outlet that a mailing-list or subscription line belongs to."""
    match = OUTLET_LINES[0].search(" ".join(line.split()))
    return match["name"] if match and match["name"].lower() not in ("our", "us", "the", "a") else None


def copyright_holder(line: str) -> str | None:
    """Whose copyright a line claims, without the company's legal ending."""
    for pattern in OUTLET_LINES[1:]:
        if match := pattern.search(" ".join(line.split())):
            name = re.split(r"\.\s", match["name"])[0]
            name = re.sub(r",?\s+(?:Inc|Ltd|LLC|Limited|plc|GmbH|Corp)\.?$", "", name).rstrip(".")
            return name if name.lower() not in ("all", "reprinted") else None
    return None


def boilerplate_spans(text: str, paragraphs: list[Span]) -> list[Span]:
    """The paragraphs that are none of the report."""
    return [span for span in paragraphs if is_boilerplate(span.of(text))]
