"""Reprints: which report repeats which, how much of it, who had it first, and what was changed on the way.

Sentences of two reports are aligned by the character shingles they share, so that damaged letters, other quotation marks
and another order do no harm. Words within quotation marks count for less than the reporter's own: two reporters at one
briefing quote the same sentence, only a copyist repeats the sentence around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import NamedTuple

from sayso.lexicon import hedges
from sayso.resolve.sketches import SHINGLE, plain
from sayso.terms import Direction, Document, Passage, Reading, Region, Reprint, ReprintKind, Shift, Span, Voice

ALIKE = 0.45
"""Share of a sentence's shingles that another must hold to be the same sentence. One letter in twenty damaged leaves .77,
and two different sentences of one story share .2 (over the samples)."""
SHORTEST = 24
"""Plain characters of a sentence that can be evidence: "He declined to comment." is anybody's."""
COPIED, REUSED = 0.45, 0.12
"""Share of the shorter text that stands in the other, from which it is a copy, and from which it takes passages over."""
RETOLD = 0.3
"""Share of the original that is told again, sentence for sentence in its order of words, from which the copy is made of it."""
WORD_FOR_WORD = 0.65
"""Mean likeness of the aligned sentences below which they are told in other words."""
FRAME = (Region.TITLE, Region.DATELINE, Region.BOILERPLATE)
"""What of a report is no evidence of copying."""
LEAST_SHARED = 160
"""Plain characters two texts must share outside quotation marks, whatever their lengths."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as it is compared: its shingles, and how many of its characters are the reporter's own."""

    span: Span
    text: str
    shingles: frozenset[str]
    own: int

    @property
    def size(self) -> int:
        """Its plain characters."""
        return len(self.text)


class _Pair(NamedTuple):
    """Two lines that are the same sentence."""

    first: int
    second: int
    alike: float


class Printed:
    """A report as reprints are found in it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document

    @cached_property
    def lines(self) -> list[_Line]:
        """Its sentences, without headline and boilerplate."""
        spans = self.reading.sentences or self.document.body
        return [
            line
            for span in spans
            if self.document.region_at(span) not in FRAME and (line := self._line(span)).size >= SHORTEST
        ]

    @cached_property
    def size(self) -> int:
        """Plain characters of all its lines, quotations at half."""
        return sum(_weight(line) for line in self.lines)

    @cached_property
    def by_text(self) -> dict[str, int]:
        """The first line of each wording."""
        return {line.text: number for number, line in reversed(list(enumerate(self.lines)))}

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """Which lines hold a shingle."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            for shingle in line.shingles:
                found.setdefault(shingle, []).append(number)
        return found

    def _line(self, span: Span) -> _Line:
        text = plain(span.of(self.document.text))
        quoted = sum(
            min(part.end, span.end) - max(part.start, span.start)
            for attribution in self.reading.attributions
            for part in attribution.quoted
            if part.overlaps(span) and attribution.within is None
        )
        own = max(0, len(text) - quoted)
        return _Line(span, text, frozenset(text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)), own)


def compare(first: Printed, second: Printed) -> Reprint | None:
    """Whether one of two reports repeats the other, and how; None where they only tell the same story."""
    if second.document.id < first.document.id:
        first, second = second, first
    pairs = _aligned(first, second)
    shared = sum(_weight(first.lines[pair.first]) for pair in pairs)
    own = sum(first.lines[pair.first].own for pair in pairs)
    if own < LEAST_SHARED or not min(first.size, second.size):
        return None
    if shared / min(first.size, second.size) < REUSED:
        return None
    copy, original, direction, why = _who_has_it_from_whom(first, second)
    if copy is second:
        pairs = [_Pair(pair.second, pair.first, pair.alike) for pair in pairs]
    return _told(copy, original, direction, why, sorted(pairs))


def common_parent(reprint: Reprint, parents: Iterable[Reprint]) -> Reprint:
    """The same reprint, told as two texts with a common parent where another report stands behind both.

    `parents` are the reprints whose copy is either of the two.
    """
    mine = {other.original for other in parents if other.copy == reprint.copy}
    theirs = {other.original for other in parents if other.copy == reprint.original}
    both = (mine & theirs) - {reprint.copy, reprint.original}
    if not both or reprint.kind is ReprintKind.EDITION:
        return reprint
    from msgspec.structs import replace

    return replace(reprint, direction=Direction.COMMON_PARENT, why=f"both repeat {min(both)}")


def _aligned(first: Printed, second: Printed) -> list[_Pair]:
    """Lines of the first with the line of the second that is the same sentence; each line once."""
    found: list[tuple[float, int, int]] = []
    for number, line in enumerate(first.lines):
        if (same := second.by_text.get(line.text)) is not None:
            found.append((1.0, number, same))
            continue
        hits = Counter(other for shingle in line.shingles for other in second.holders.get(shingle, ()))
        for other, count in hits.most_common(2):
            alike = count / max(1, min(len(line.shingles), len(second.lines[other].shingles)))
            if alike >= ALIKE:
                found.append((alike, number, other))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs: list[_Pair] = []
    for alike, number, other in sorted(found, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if number not in taken_first and other not in taken_second:
            taken_first.add(number)
            taken_second.add(other)
            pairs.append(_Pair(number, other, alike))
    return pairs


def _weight(line: _Line) -> int:
    return line.own + (line.size - line.own) // 2


def _told(copy: Printed, original: Printed, direction: Direction, why: str, pairs: Sequence[_Pair]) -> Reprint:
    shared = sum(_weight(copy.lines[pair.first]) for pair in pairs)
    coverage = shared / copy.size
    kept = sum(_weight(original.lines[pair.second]) for pair in pairs) / original.size
    return Reprint(
        copy=copy.document.id,
        original=original.document.id,
        direction=direction,
        kind=_kind(copy, original, coverage, kept, sum(pair.alike for pair in pairs) / len(pairs)),
        coverage=round(coverage, 3),
        passages=_passages(copy, original, pairs),
        credit=_credit(copy, original),
        shifts=[*_shifts(copy, original, pairs), *changed_speakers(copy, original)],
        why=f"{len(pairs)} of {len(copy.lines)} sentences stand in the other ({coverage:.0%} of the copy, {kept:.0%} of the original); {why}",
    )


def _kind(copy: Printed, original: Printed, coverage: float, kept: float, alike: float) -> ReprintKind:
    same_house = copy.document.outlet is not None and copy.document.outlet == original.document.outlet
    same_page = copy.document.url is not None and copy.document.url == original.document.url
    if same_page or (same_house and max(coverage, kept) >= COPIED):
        return ReprintKind.EDITION
    if max(coverage, kept) < COPIED:
        return ReprintKind.REWRITE if kept >= RETOLD else ReprintKind.REUSE
    if alike < WORD_FOR_WORD or coverage < COPIED:
        return ReprintKind.REWRITE
    return ReprintKind.REPRINT if kept >= COPIED else ReprintKind.EXCERPT


def _who_has_it_from_whom(first: Printed, second: Printed) -> tuple[Printed, Printed, Direction, str]:
    """Copy, original, and how that is known: a credit line, else the hour of printing, else nothing."""
    for copy, original in ((first, second), (second, first)):
        if _credits(copy, original) and not _credits(original, copy):
            return copy, original, Direction.KNOWN, "the copy credits the original"
    days = (printed_at(first.document), printed_at(second.document))
    if days[0] and days[1] and _told_apart(days[0], days[1]):
        copy, original = (first, second) if days[0] > days[1] else (second, first)
        return copy, original, Direction.KNOWN, f"printed {max(days)}, after {min(days)}"  # type: ignore[type-var]
    shorter, longer = sorted((first, second), key=lambda printed: (printed.size, printed.document.id))
    return shorter, longer, Direction.UNKNOWN, "neither credits the other and the dates do not tell"


def printed_at(document: Document) -> str | None:
    """When a report was printed or filed, as far as it says, to the minute; None without a year."""
    filed = document.dateline.date if document.dateline else None
    known = [
        _in_universal_time(moment.value)
        for moment in (document.published, filed)
        if moment and moment.value[:4].isdigit()
    ]
    return known[0] if known else None


def _in_universal_time(value: str) -> str:
    """A moment to the minute, in universal time where it gives its zone."""
    try:
        moment = datetime.fromisoformat(value) if len(value) > 16 else None
    except ValueError:
        moment = None
    return moment.astimezone(UTC).isoformat()[:16] if moment and moment.tzinfo else value[:16]


def _told_apart(first: str, second: str) -> bool:
    """Whether two moments differ where both are told: a day does not come before an hour of it."""
    shared = min(len(first), len(second))
    return first[:shared] != second[:shared]


def _credits(copy: Printed, original: Printed) -> bool:
    """Whether the copy names the original's house as where it comes from."""
    houses = {house.lower() for house in (original.document.outlet, original.document.agency) if house}
    own = {house.lower() for house in (copy.document.outlet,) if house}
    supplied = copy.document.agency
    if supplied and supplied.lower() in houses - own:
        return copy.document.outlet is not None or original.document.outlet is None
    return _credit(copy, original) is not None


def _credit(copy: Printed, original: Printed) -> Span | None:
    """The words by which the copy names the original's house."""
    text = copy.document.text
    for house in (original.document.outlet, original.document.agency):
        if house and house != copy.document.outlet:
            place = text.find(house)
            if place >= 0:
                return Span(place, place + len(house))
    return None


def _passages(copy: Printed, original: Printed, pairs: Sequence[_Pair]) -> list[Passage]:
    """Aligned lines joined where both texts go straight on."""
    joined: list[tuple[int, int, int, int]] = []
    for a, b, _ in pairs:
        if joined and (a, b) == (joined[-1][1] + 1, joined[-1][3] + 1):
            joined[-1] = (joined[-1][0], a, joined[-1][2], b)
        else:
            joined.append((a, a, b, b))
    return [
        Passage(
            Span(copy.lines[a].span.start, copy.lines[b].span.end),
            Span(original.lines[c].span.start, original.lines[d].span.end),
        )
        for a, b, c, d in joined
    ]


def _shifts(copy: Printed, original: Printed, pairs: Sequence[_Pair]) -> Iterable[Shift]:
    """What the copy made of who said it and how firmly, sentence by sentence."""
    for a, b, _ in pairs:
        here, there = copy.lines[a].span, original.lines[b].span
        lost = _hedges(original, there) - _hedges(copy, here)
        if lost:
            yield Shift(f'drops "{min(lost)}"', here, there)
        theirs, mine = _speakers(original, there), _speakers(copy, here)
        same_words = plain(here.of(copy.document.text)) == plain(there.of(original.document.text))
        if theirs and not mine and not same_words and not _voiced(copy, here):
            yield Shift(f"tells as fact what {min(theirs)} said", here, there)


def changed_speakers(copy: Printed, original: Printed) -> list[Shift]:
    """The same quoted words given to different mouths."""
    shifts = []
    theirs = {words: (names, span) for words, names, span in _quotations(original)}
    for words, names, span in _quotations(copy):
        if words in theirs and names and theirs[words][0] and not _name_in_common(names, theirs[words][0]):
            other, where = theirs[words]
            if _same_paragraph(copy, span, original, where):
                continue  # word for word the same: only the reading differs
            shifts.append(Shift(f"gives to {min(names)} what {min(other)} said", span, where))
    return shifts


def _same_paragraph(copy: Printed, here: Span, original: Printed, there: Span) -> bool:
    """Whether two spans stand in paragraphs of the same words: who speaks may stand beside the quotation."""
    around = [_paragraph_of(copy, here), _paragraph_of(original, there)]
    return bool(around[0]) and around[0] == around[1]


def _paragraph_of(printed: Printed, span: Span) -> str:
    """The words of a paragraph that holds a span."""
    paragraphs = printed.document.paragraphs or printed.document.body
    return " ".join(plain(part.of(printed.document.text)) for part in paragraphs if part.overlaps(span))


def _quotations(printed: Printed) -> Iterable[tuple[str, frozenset[str], Span]]:
    names = {entity.id: entity.name for entity in printed.reading.entities}
    for attribution in printed.reading.attributions:
        for span in attribution.quoted:
            words = plain(span.of(printed.document.text))
            if len(words) >= SHORTEST:
                yield words, frozenset({names[attribution.speaker]} if attribution.speaker in names else ()), span


def _name_in_common(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sets of names share a word: "Dubrai" and "the general, Qasen Dubrai"."""
    words = [{word for name in names for word in plain(name).split()} for names in (ours, theirs)]
    return bool(words[0] & words[1])


def _hedges(printed: Printed, span: Span) -> frozenset[str]:
    text = f" {plain(span.of(printed.document.text))} "
    return frozenset(hedge for hedge, words in _plain_hedges() if words in text)


@cache
def _plain_hedges() -> tuple[tuple[str, str], ...]:
    """The outlet's hedges, each with the plain words it is found by."""
    return tuple((hedge, f" {plain(hedge)} ") for hedge in hedges("outlet"))


def _speakers(printed: Printed, span: Span) -> frozenset[str]:
    """Who is given as saying something within a sentence."""
    names = {entity.id: entity.name for entity in printed.reading.entities}
    return frozenset(
        names[attribution.speaker]
        for attribution in printed.reading.attributions
        if attribution.speaker in names and any(part.overlaps(span) for part in attribution.content)
    )


def _voiced(printed: Printed, span: Span) -> bool:
    """Whether a sentence is somebody's word at all."""
    return any(
        claim.voice is not Voice.OUTLET and claim.span is not None and claim.span.overlaps(span)
        for claim in printed.reading.claims
    ) or any(part.overlaps(span) for a in printed.reading.attributions for part in a.content)
