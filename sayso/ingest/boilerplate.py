"""Lines that came with a report and are not the report: menus, donation banners, mailing lists, copyright.

They are marked, never deleted. The patterns are plain words of the trade; a line must be short or match firmly, so that
a sentence of the report that speaks of a newsletter stays in the report.
"""

from __future__ import annotations

import re

from sayso.terms import Span

LONGEST = 400
FIRM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*(?:copyright|\(c\)|©|&copy;)\s",
        r"\ball rights reserved\b",
        r"\breprinted with (?:the )?permission\b",
        r"\b(?:may|must) not be (?:published|reproduced|redistributed|rewritten)\b",
        r"^\W*(?:join|subscribe to|sign up (?:for|to)|get|receive)\b.{0,60}\b(?:mailing list|newsletters?|email list|alerts?|briefing|updates|inbox)\b",
        r"\b(?:make a|please|your)\b.{0,30}\bdonat(?:ion|e)\b",
        r"^\W*(?:donate|support us|support our|become a (?:member|patron|subscriber)|subscribe)\b.{0,80}$",
        r"^\W*(?:follow|like|find|join) us on\b",
        r"^\W*(?:share (?:this|on)|tweet|print this|email this|save this|copy link|back to top|skip to|advertisement|sponsored)\b.{0,60}$",
        r"^\W*(?:read more|read also|see also|more on this|related(?: (?:articles|stories|topics))?|most (?:read|popular)|also read|recommended|trending|latest news|don'?t miss)\b.{0,100}$",
        r"^\W*(?:we use cookies|this (?:site|website) uses cookies|accept (?:all )?cookies|cookie (?:policy|settings))\b",
        r"^\W*(?:terms (?:of (?:use|service))?|privacy policy|contact us|about us|log ?in|sign in|register)\b.{0,40}$",
        r"^\W*click here\b",
        r"^\W*(?:download|install) our app\b",
        r"^\W*(?:\d+\s+)?comments?(?:\s+are closed)?\W*$",
        r"^\W*(?:photo|image|picture|file photo|credit)s?\s*(?::|©|by\b).{0,80}$",
    )
)
BRACKETED = re.compile(r"^\s*[\[<{][^\]>}]{1,60}[\]>}]\s*$")
MENU = re.compile(r"^[^.!?\"“”]{1,80}(?:\s[|·•»>/]\s[^.!?\"“”|·•»>/]{1,40}){2,}\W*$")
MENU_WORDS = frozenset(
    [
        "home",
        "news",
        "world",
        "politics",
        "business",
        "sport",
        "sports",
        "opinion",
        "culture",
        "tech",
        "science",
        "health",
        "travel",
        "weather",
        "video",
        "videos",
        "photos",
        "menu",
        "search",
        "login",
        "contact",
        "about",
        "archive",
        "africa",
        "asia",
        "europe",
        "americas",
        "markets",
        "lifestyle",
        "podcasts",
        "live",
        "more",
        "subscribe",
        "jobs",
    ]
)
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


def is_boilerplate(line: str) -> bool:
    """Whether a paragraph is none of the report."""
    line = " ".join(line.split())
    if not line or not any(character.isalnum() for character in line):
        return True
    if BRACKETED.match(line) or MENU.match(line) or _is_menu(line):
        return True
    return len(line) <= LONGEST and any(pattern.search(line) for pattern in FIRM)


def _is_menu(line: str) -> bool:
    words = re.findall(r"[a-z]+", line.lower())
    return 0 < len(words) <= 30 and sum(word in MENU_WORDS for word in words) >= max(1, 0.75 * len(words))


def outlet_named_in(line: str) -> str | None:
    """The outlet that a mailing-list or subscription line belongs to."""
    match = OUTLET_LINES[0].search(" ".join(line.split()))
    return match["name"] if match and match["name"].lower() not in ("our", "us", "the", "a") else None


def copyright_holder(line: str) -> str | None:
    """Whose copyright a line claims, without the company's legal ending."""
    for pattern in OUTLET_LINES[1:]:
        if match := pattern.search(" ".join(line.split())):
            name = re.sub(r",?\s+(?:Inc|Ltd|LLC|Limited|plc|GmbH|Corp)\.?$", "", match["name"]).rstrip(".")
            return name if name.lower() not in ("all", "reprinted") else None
    return None


def boilerplate_spans(text: str, paragraphs: list[Span]) -> list[Span]:
    """The paragraphs that are none of the report."""
    return [span for span in paragraphs if is_boilerplate(span.of(text))]
