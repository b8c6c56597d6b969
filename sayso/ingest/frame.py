"""The frame of a report: dateline, byline, sign-off and dates, read off its own lines.

These are the lines that say who stands behind a text: the agency in "PORT ARDEN, March 3 (Coastline News) -" is what
later tells a reprint from a second voice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sayso.lexicon import load
from sayso.terms import Dateline, Moment, Precision, Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?)"
DATE = rf"(?:{DAY},?\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})|{DAY}"
PLACE_WORD = r"(?:[A-Z][A-ZÀ-Þ'’.\-]+|ST\.|[A-Z]\.)"
PLACE = rf"{PLACE_WORD}(?:[ /]{PLACE_WORD}){{0,4}}(?:,\s+(?:[A-Z][\w.'’-]+\s?){{1,3}}?)?"
DASH = r"\s*(?:--+|[—–]|\s-|:\s-)\s*"
AGENCY = r"\(\s*(?P<agency>[A-Z][\w/.&'’ -]{1,40}?)\s*\)"
DATELINES = (
    re.compile(rf"(?P<place>{PLACE})(?:,?\s+(?P<date>{DATE}))?,?\s*{AGENCY}{DASH}"),
    re.compile(rf"(?P<place>{PLACE}),\s+(?P<date>{DATE})(?:\s*/\s*(?P<agency>[A-Z][\w.&' -]{{1,30}}?)\s*/)?{DASH}"),
    re.compile(rf"(?P<place>{PLACE}),\s+(?P<date>{DATE})\s*(?:{AGENCY}|\([Ff]rom [a-z ]{{3,40}}\))?\.\s+(?=[A-Z“\"])"),
    re.compile(rf"(?P<date>{DATE})\s*{AGENCY}{DASH}"),
    re.compile(rf"(?P<place>[A-Z][\w'’-]+(?:[ ,]+[A-Z][\w'’-]+){{0,3}}),\s+(?P<date>{DATE})\s*{AGENCY}{DASH}"),
    re.compile(rf"(?P<place>[A-Z][\w'’-]+(?:[ ,]+[A-Z][\w'’-]+){{0,3}})\s+{AGENCY}{DASH}"),
    re.compile(rf"\(\s*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,3}}),\s+(?P<date>{DATE})\s*\){DASH}"),
    re.compile(rf"{AGENCY}{DASH}"),
    re.compile(rf"(?P<place>{PLACE_WORD}(?:[ /]{PLACE_WORD}){{0,4}}(?:,\s+[A-Z][\w.'’-]+)?)\s*(?:--+|[—–]|\s-)\s+"),
)
BYLINE = re.compile(
    r"^(?:(?:Written|Reported|Story)\s+)?[Bb][Yy]:?\s+(?P<who>[A-Z][\w.'’\-]+(?:(?:\s+|,\s+|\s+and\s+|\s+&\s+)[\w.'’\-]+){0,12})"
    r"(?:\s*[|·•]\s*(?P<rest>.*))?$"
)
LONGEST_BYLINE = 120
LONGEST_CREDIT = 400
CREDIT = re.compile(
    r"^\s*[(\[]?\s*(?:(?:Additional\s+)?(?:reporting|writing|editing|compiled|translated(?:\s+from\s+[^.]{1,40}?)?)\s+by\b|With (?:reporting|material) (?:by|from)\b|Source:\s|—\s*(?:with\s)?|--\s*(?:with\s)?)",
    re.IGNORECASE,
)
PUBLISHED_LINE = re.compile(
    rf"^(?:(?:Published|Posted|Updated|Last updated|First published|Date)\b[:\s]*)?(?:on\s+)?(?P<date>{DATE})(?P<rest>.{{0,40}})$",
    re.IGNORECASE,
)
UPDATED = re.compile(r"(?:last )?updated.*|\d+ min(?:ute)?s? read.*|\([A-Z][a-z]+\)", re.IGNORECASE)
LEAST_LEAD = 8
"""Words that follow a dateline of a bare place, at least; shorter is a banner or a slogan."""
DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
TIME = re.compile(
    r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap]\.?m\.?)?\s*((?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|IST|MSK|Z)?",
    re.IGNORECASE,
)
ZONES = {
    "gmt": "+00:00",
    "utc": "+00:00",
    "z": "+00:00",
    "bst": "+01:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "est": "-05:00",
    "edt": "-04:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "ist": "+05:30",
    "msk": "+03:00",
}


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the start of a paragraph, its stretch and the agency in it."""

    dateline: Dateline
    agency: str | None
    span: Span


def find_dateline(text: str, paragraph: Span) -> FoundDateline | None:
    """The dateline that a paragraph opens with."""
    for pattern in DATELINES:
        match = pattern.match(text, paragraph.start, min(paragraph.end, paragraph.start + 160))
        if not match or match.end() >= paragraph.end:
            continue
        parts = match.groupdict()
        place, date, agency = parts.get("place"), parts.get("date"), parts.get("agency")
        if agency and _is_date(agency):
            agency, date = None, agency
        if not date and not agency and not (_is_shouted(place or "") and _is_prose(text[match.end() : paragraph.end])):
            continue
        tidy_place = re.sub(r"\s+", " ", place).strip(" ,") if place else None
        return FoundDateline(
            Dateline(tidy_place, parse_date(date) if date else None), agency, Span(paragraph.start, match.end())
        )
    return None


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(DATE, text))


def _is_shouted(place: str) -> bool:
    """Whether a place without date or agency is at least in capitals."""
    first = place.split(",", maxsplit=1)[0]
    return len(first) > 3 and first.isupper()


def _is_prose(text: str) -> bool:
    """Whether what follows a bare place is a sentence, not the rest of a banner ("VOICE OF X - ENGLISH SERVICE")."""
    words = text.split()
    return len(words) >= LEAST_LEAD and words[-1][-1:] in ".!?\"”'’"


def parse_date(text: str) -> Moment | None:
    """A printed date, as precise as its words: a weekday alone is none, a day without its year keeps the day."""
    if match := re.search(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _day(match[1], match[2], match[3])
    if match := DOTTED.search(text):
        return _day(match[3], match[2], match[1])
    month = next((n for n, name in enumerate(MONTHS, start=1) if re.search(rf"\b{name}", text, re.IGNORECASE)), None)
    if month is None:
        return None
    year = re.search(r"\b(\d{4})\b", text)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    if year and day:
        return _day(year[1], str(month), day[1])
    if year:
        return Moment(f"{int(year[1]):04}-{month:02}", Precision.MONTH)
    return Moment(f"--{month:02}-{int(day[1]):02}", Precision.DAY) if day and _day("2000", str(month), day[1]) else None


def _day(year: str, month: str, day: str) -> Moment | None:
    """A day that the calendar has."""
    try:
        return Moment(datetime(int(year), int(month), int(day)).date().isoformat(), Precision.DAY)
    except ValueError:
        return None


def parse_published(text: str) -> Moment | None:
    """A moment as a page, a table or a person gives it: ISO 8601, or a printed date with or without a time."""
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return Moment(text, Precision.YEAR)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return Moment(text, Precision.MONTH)
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text):
        return _iso(text)
    day = parse_date(text)
    if day is None or day.precision is not Precision.DAY or day.value.startswith("--"):
        return day
    clock = DOTTED.sub(" ", text)
    found = next((m for m in TIME.finditer(clock) if int(m[1]) < 24 and int(m[2]) < 60), None)
    if not found:
        return day
    hour = int(found[1]) % 12 + (12 if found[3].lower().startswith("p") else 0) if found[3] else int(found[1])
    return Moment(f"{day.value}T{hour:02}:{found[2]}{_zone(found[4] or '')}", Precision.MINUTE)


def _zone(text: str) -> str:
    """A printed zone ("GMT+2", "CET", "+0530") as an offset; nothing where none is given."""
    if match := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text):
        return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
    return ZONES.get(text.lower(), "")


def _iso(text: str) -> Moment | None:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return parse_date(text)
    return Moment(moment.isoformat(timespec="minutes"), Precision.MINUTE)


def find_byline(line: str) -> str | None:
    """The name or names a line signs the report with."""
    match = BYLINE.match(" ".join(line.split())) if len(line) <= LONGEST_BYLINE else None
    if not match or (line.rstrip().endswith((".", "?", '"')) and not re.search(r"\b[A-Z]\.$", line)):
        return None
    return match["who"].strip(" ,")


def is_credit(line: str) -> bool:
    """Whether a line is a sign-off: "(Reporting by ...; Editing by ...)"."""
    return len(line) < LONGEST_CREDIT and bool(CREDIT.match(line))


def find_published_line(line: str) -> Moment | None:
    """The date of a line that holds nothing but the date of the report."""
    match = PUBLISHED_LINE.match(" ".join(line.split())) if len(line) <= LONGEST_BYLINE else None
    if not match or not re.search(r"\d", match["date"]) or re.search(r"[a-z]{4,}", UPDATED.sub("", match["rest"])):
        return None
    return parse_published(match["date"] + match["rest"])


def agency_in(text: str) -> str | None:
    """A known agency that a byline, author or credit names."""
    for agency in sorted(load("frame")["agencies"], key=len, reverse=True):
        if re.search(rf"(?<![\w]){re.escape(agency)}(?![\w])", text):
            return str(agency)
    return None


def is_agency(name: str) -> bool:
    """Whether a name is that of an agency, by the list or by how it ends."""
    frame = load("frame")
    return name in frame["agencies"] or any(name.endswith(ending) for ending in frame["agency_endings"])
