"""Lines that came with a report and are not the report: menus, donation banners, mailing lists, copyright.

They are marked, never deleted. The words are in `lexicon/frame.toml`; a line must be short or match firmly, so that
a sentence of the report that speaks of a newsletter stays in the report.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sayso.lexicon import load

LONGEST = 400
BRACKETED = re.compile(r"^\s*[\[<{][^\]>}]{1,60}[\]>}]\s*$")
WORD = re.compile(r"[^\W_]")
MENU_MARK = re.compile(r"\s+[|·•»>/]\s+|\s{2,}|\t+|\s*\n\s*")
"""What parts the entries of a menu that was saved as text."""
LEAST_ENTRIES = 3
LONGEST_ENTRY = 5
SENTENCE = re.compile(r"[.!?][\"”'’)]*$")
"""How a line ends that is a sentence; a label has no full stop."""
LEAST_SENTENCE = 4
NAME = r"(?P<name>[A-Z][\w./&'’-]*(?:\s+(?:[A-Z][\w./&'’-]*|of|and|the|&))*)"
LIST_LINE = re.compile(
    rf"(?:[Jj]oin|[Ss]ubscribe to|[Ss]ign up (?:for|to)|[Ss]upport|[Ff]ollow)\s+(?:the\s+)?{NAME}\s+"
    r"(?:mailing list|newsletters?|email|briefing|on |daily|today|for as little|with a|journalism)"
)
COPYRIGHT_LINES = (
    re.compile(rf"(?:Copyright|\([Cc]\)|©)\s*(?:\([Cc]\)|©)?\s*(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?[.,]?\s*{NAME}"),
    re.compile(rf"^{NAME}\s*[,.|–—-]+\s*[Aa]ll rights reserved"),
)
STOP = re.compile(r"(?<![A-Z])\.\s")
"""The end of a name; "U.S. News" goes on."""
NO_NAMES = frozenset(["a", "about", "all", "in", "our", "reprinted", "the", "us"])
LEGAL_ENDING = re.compile(r",?\s+(?:Inc|Ltd|LLC|Limited|plc|GmbH|Corp)\.?$")


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """All patterns of a kind as two: those that stand at the beginning of a line are looked for nowhere else."""
    every: list[str] = load("frame")[kind]
    beginning = [pattern.removeprefix("^") for pattern in every if pattern.startswith("^")]
    anywhere = [pattern for pattern in every if not pattern.startswith("^")] or ["(?!)"]
    return _any_of(beginning), _any_of(anywhere)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def is_boilerplate(line: str) -> bool:
    """Whether a paragraph is none of the report."""
    return len(line) <= LONGEST and _is_boilerplate(line)


@lru_cache(maxsize=1024)  # a line is asked about by the story and by its frame
def _is_boilerplate(line: str) -> bool:
    plain = " ".join(line.split())
    if not WORD.search(plain) or BRACKETED.match(plain) or _is_menu(line.strip()):
        return True
    return _matches("boilerplate", plain) or (not _is_sentence(plain) and _matches("boilerplate_labels", plain))


def _matches(kind: str, line: str) -> bool:
    beginning, anywhere = _patterns(kind)
    return bool(beginning.match(line) or (_has_mark(line.lower()) and anywhere.search(line)))


def _has_mark(line: str) -> bool:
    """Whether a line holds what every pattern that may stand anywhere needs: looking for the patterns takes ten times as long."""
    return any(mark in line for mark in load("frame")["boilerplate_marks"])


def _is_sentence(line: str) -> bool:
    return bool(SENTENCE.search(line)) and len(line.split()) >= LEAST_SENTENCE


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


def ends_the_report(line: str) -> bool:
    """Whether a line says that the report is over ("ENDS", "Read next")."""
    return line.strip(" *#:.-").lower() in load("frame")["ends"]


def outlet_named_in(line: str) -> str | None:
    """The outlet that a mailing-list or subscription line belongs to."""
    match = LIST_LINE.search(" ".join(line.split()))
    name = re.sub(r"['’]s$", "", match["name"]) if match else ""
    return name if name and name.lower() not in NO_NAMES else None


def copyright_holder(line: str) -> str | None:
    """Whose copyright a line claims, without the company's legal ending."""
    for pattern in COPYRIGHT_LINES:
        if match := pattern.search(" ".join(line.split())):
            name = LEGAL_ENDING.sub("", STOP.split(match["name"])[0]).rstrip(".")
            return name if name.lower() not in NO_NAMES else None
    return None
