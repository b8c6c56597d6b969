"""Plain text to a Document: paragraphs, and the frame around the report.

The text stays as it is, line ends and hard wraps too; paragraphs are spans over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.ingest import frame
from sayso.ingest.boilerplate import copyright_holder, ends_the_report, is_boilerplate, outlet_named_in
from sayso.terms import Dateline, FrameSpans, Moment, Region, RegionSpan, Span

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
WIDEST_WRAP = 132
"""A text with longer lines than this is not hard-wrapped."""
LONGEST_TITLE = 200
LEAD_WORDS = 7
"""A paragraph of at least so many words that ends like a sentence is body."""
MOST_BEFORE = 60
"""Words of prose that may stand above a byline or dateline: a banner or a deck, not the report."""
HEAD_LINES = 15
FOOT_LINES = 12


@dataclass(slots=True)
class Frame:
    """What surrounds the report in its text."""

    title: Span | None = None
    byline: Span | None = None
    byline_name: str | None = None
    dateline: frame.FoundDateline | None = None
    credit: Span | None = None
    published: Moment | None = None
    agency: str | None = None
    outlet: str | None = None
    regions: list[RegionSpan] = field(default_factory=list)

    def spans(self) -> FrameSpans:
        """Where its parts stand."""
        return FrameSpans(self.title, self.byline, self.dateline.span if self.dateline else None, self.credit)

    def filed(self) -> Dateline | None:
        """Where and when the report was filed."""
        return self.dateline.dateline if self.dateline else None


def split_paragraphs(text: str) -> list[Span]:
    """The paragraphs of a plain text, whether parted by blank lines, by line ends, or hard-wrapped."""
    lines = [
        Span(match.start(), match.start() + len(match[0].rstrip("\r\n"))) for match in LINE.finditer(text) if match[0]
    ]
    widest = max((span.end - span.start for span in lines), default=0)
    paragraphs: list[Span] = []
    previous: Span | None = None
    for line in lines:
        printed = line.of(text).strip()
        if not printed:
            previous = None
            continue
        start = line.start + len(line.of(text)) - len(line.of(text).lstrip())
        here = Span(start, start + len(printed))
        if previous is not None and widest <= WIDEST_WRAP and _was_wrapped(text, previous, here, widest):
            paragraphs[-1] = Span(paragraphs[-1].start, here.end)
        else:
            paragraphs.append(here)
        previous = here
    return paragraphs


def _was_wrapped(text: str, line: Span, following: Span, widest: int) -> bool:
    """Whether the next line's first word would not have fitted on this one: then the break is only a wrap."""
    first_word = following.of(text).split(maxsplit=1)[0]
    return (line.end - line.start) + 1 + len(first_word) > 0.93 * widest and widest >= 40


def find_frame(text: str, paragraphs: list[Span]) -> Frame:
    """Title, byline, dateline, dates, sign-off and outlet of a plain text, and what is boilerplate in it."""
    found = Frame()
    boilerplate = {span for span in paragraphs if is_boilerplate(span.of(text))}
    content = [span for span in paragraphs if span not in boilerplate]
    lead = _find_lead(text, content)
    _read_head(text, content[:lead], found, boilerplate)
    if lead < len(content):
        found.dateline = frame.find_dateline(text, content[lead])
    above = sorted(span for span in boilerplate if lead == len(content) or span.start < content[lead].start)
    _read_foot(text, content[lead:], found, boilerplate)
    _read_boilerplate(text, boilerplate, found)
    _read_banner(text, above, found)
    if found.dateline and found.dateline.agency:
        found.agency = found.dateline.agency
    if found.byline_name and (found.byline_name == found.agency or frame.is_agency(found.byline_name)):
        found.agency, found.byline_name = found.agency or found.byline_name, None
    found.published = found.published or _day_filed(found.filed())
    found.regions += [RegionSpan(Region.BOILERPLATE, span) for span in sorted(boilerplate)]
    if found.title:
        found.regions.append(RegionSpan(Region.TITLE, found.title))
    if found.dateline:
        found.regions.append(RegionSpan(Region.DATELINE, found.dateline.span))
    found.regions.sort(key=lambda region: region.span)
    return found


def _find_lead(text: str, content: list[Span]) -> int:
    """Where the report begins: with its dateline, else with the first prose after its byline, else with the first prose.

    Prose alone does not settle it: a banner may say "The Wire is run by four volunteers.", and decks are sentences.
    """
    prose = [n for n, span in enumerate(content) if _is_body(span.of(text))]
    head = range(_reach_of_head(text, content))
    if dateline := next((n for n in head if frame.find_dateline(text, content[n])), None):
        return dateline
    byline = next((n for n in head if frame.find_byline(content[n].of(text))), 0)
    return next((n for n in prose if n >= byline), len(content))


def _reach_of_head(text: str, content: list[Span]) -> int:
    """How many lines a head can have: until there is more prose than a banner or deck holds."""
    words = 0
    for number, span in enumerate(content[:HEAD_LINES]):
        if words > MOST_BEFORE:
            return number
        line = span.of(text)
        words += len(line.split()) if _is_body(line) else 0
    return min(HEAD_LINES, len(content))


def _day_filed(dateline: Dateline | None) -> Moment | None:
    """The day of a dateline that has its year."""
    day = dateline.date if dateline else None
    return day if day and not day.value.startswith("--") else None


def _is_body(line: str) -> bool:
    return len(line.split()) >= LEAD_WORDS and line.rstrip().endswith(
        (".", '."', ".”", '?"', "?”", '!"', "!”", ".'", ".’", ":")
    )


def _read_head(text: str, head: list[Span], found: Frame, boilerplate: set[Span]) -> None:
    """The lines before the lead: the headline is the one that reads most like one."""
    candidates: list[Span] = []
    before: Span | None = None
    for span in head:
        line = span.of(text)
        under_byline, before = before is not None and before is found.byline, span
        if name := frame.find_byline(line):
            found.byline, found.byline_name = span, name
            found.agency = found.agency or frame.agency_in(line)
        elif published := frame.find_published_line(line):
            found.published = found.published or published
            boilerplate.add(span)
        elif under_byline and _like_an_outlet(line):
            if frame.is_agency(line):
                found.agency = found.agency or line
            else:
                found.outlet = found.outlet or line
            boilerplate.add(span)
        elif frame.is_credit(line):
            found.credit = span
        elif len(line) <= LONGEST_TITLE:
            candidates.append(span)
    if not candidates:
        return
    found.title = max(candidates, key=lambda span: (_like_a_headline(span.of(text)), span.start))
    for span in candidates:
        if span.start < found.title.start:
            boilerplate.add(span)
        elif span is not found.title:
            found.regions.append(RegionSpan(Region.DECK, span))


def _like_an_outlet(line: str) -> bool:
    """A few capitalised words without a stop: what stands under a byline says for whom it was written."""
    words = line.split()
    return (
        len(words) <= 5 and line[-1:].isalnum() and all(word[:1].isupper() or word in ("of", "the") for word in words)
    )


def _like_a_headline(line: str) -> float:
    """Longer than a section's name, not shouted, without the full stop of a deck; of equals the later, nearer the lead."""
    words = line.split()
    capitalised = sum(word[:1].isupper() for word in words) / len(words)
    shouted = line.isupper() and len(words) < 7
    return min(len(words), 12) + (2 if capitalised > 0.7 else 0) - (6 if line.rstrip().endswith(".") or shouted else 0)


def _read_foot(text: str, body: list[Span], found: Frame, boilerplate: set[Span]) -> None:
    """The sign-off; after it, or after "ENDS", only sentences are still the report."""
    over = False
    for span in body[-FOOT_LINES:]:
        line = span.of(text)
        if frame.is_credit(line):
            found.credit, over = span, True
            found.agency = found.agency or frame.agency_in(line)
        elif ends_the_report(line):
            boilerplate.add(span)
            over = True
        elif over and not _is_body(line):
            boilerplate.add(span)


def _read_banner(text: str, above: list[Span], found: Frame) -> None:
    """The date of a letter, and the outlet, where the dateline has the same name as the banner above the report."""
    for span in above:
        line = span.of(text)
        found.published = found.published or frame.find_published_line(line)
        if found.dateline and (name := found.dateline.agency) and _opens_with(line, name):
            found.outlet = name


def _opens_with(line: str, name: str) -> bool:
    rest = line[len(name) :]
    return line[: len(name)].casefold() == name.casefold() and not rest[:1].isalnum()


def _read_boilerplate(text: str, boilerplate: set[Span], found: Frame) -> None:
    """The outlet, and the agency, from mailing-list and copyright lines."""
    holder = None
    for span in sorted(boilerplate):
        line = span.of(text)
        found.outlet = found.outlet or outlet_named_in(line)
        holder = holder or copyright_holder(line)
    if holder and (frame.is_agency(holder) or (found.dateline and holder == found.dateline.agency)):
        found.agency = found.agency or holder
    elif holder:
        found.outlet = found.outlet or holder
