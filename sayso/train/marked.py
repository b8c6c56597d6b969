"""Marked text: running text with its attributions marked by hand, readable and writable by anyone.

    ## topic: courts; manner: local daily
    [s1 Judge Amara Osei] [q1 ruled] on Friday [c1 that the recording could not be heard].
    1 asserts speaker="Amara Osei"

`s`, `q` and `c` are source, cue and content; a number may repeat for a split one; marks nest. The guide in
`corpus/GUIDE.md` settles what is marked. `python -m sayso.train.marked FILE...` checks files and counts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sayso.errors import CorpusError
from sayso.terms.attribution import Stance
from sayso.train.claimed import Claimed, is_claimed, parse_claimed

Pair = tuple[int, int]
Role = Literal["source", "cue", "content"]
ROLE_OF_LETTER: dict[str, Role] = {"s": "source", "q": "cue", "c": "content"}
OPENING = re.compile(r"\[([sqc])(\d+) ")
DESCRIPTION = re.compile(r"(\d+)\s+(\w+)((?:\s+\w+=\"[^\"]*\")*)\s*$")
FIELD = re.compile(r"(\w+)=\"([^\"]*)\"")
STANCES = frozenset(stance.value for stance in Stance)


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
    """One attribution as a person marked it; spans are [start, end) in the paragraph."""

    number: int
    source: tuple[Pair, ...]
    cue: tuple[Pair, ...]
    content: tuple[Pair, ...]
    stance: str
    speaker: str | None = None
    voice: str | None = None
    within: int | None = None

    def spans(self) -> tuple[Pair, ...]:
        """All its spans."""
        return self.source + self.cue + self.content


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph without its marks, and what they said."""

    text: str
    attributions: tuple[MarkedAttribution, ...]
    topic: str
    manner: str
    report: str | None
    claimed: tuple[Claimed, ...] = ()


@dataclass(slots=True)
class _Spans:
    source: list[Pair] = field(default_factory=list)
    cue: list[Pair] = field(default_factory=list)
    content: list[Pair] = field(default_factory=list)


def read_marked(path: Path) -> list[MarkedParagraph]:
    """All paragraphs of a file of marked text.

    Raises:
        CorpusError: naming the file, the line and what is wrong with it.
    """
    return list(parse_marked(path.read_text(encoding="utf-8"), str(path)))


def parse_marked(text: str, name: str = "marked text") -> Iterator[MarkedParagraph]:
    """The paragraphs of marked text, in order."""
    topic, manner, report = "", "", None
    for number, lines in _blocks(text):
        while lines and lines[0].startswith("##"):
            head = dict(re.findall(r"(report|topic|manner):\s*([^;]+)", lines.pop(0)))
            topic, manner, report = (head.get(key, "").strip() for key in ("topic", "manner", "report"))
        if lines:
            try:
                plain, spans = _unmark(lines[0])
                described = [line for line in lines[1:] if not is_claimed(line)]
                claimed = parse_claimed(plain, [line for line in lines[1:] if is_claimed(line)], set(spans))
                yield MarkedParagraph(plain, _describe(spans, described), topic, manner, report or None, tuple(claimed))
            except ValueError as error:
                raise CorpusError(f"{name}, line {number}: {error}. See corpus/GUIDE.md.") from error


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _unmark(line: str) -> tuple[str, dict[int, _Spans]]:
    """The line without its marks, and the spans they enclose, by attribution number."""
    plain: list[str] = []
    spans: dict[int, _Spans] = {}
    open_marks: list[tuple[Role, int, int]] = []
    place = 0
    while place < len(line):
        if opening := OPENING.match(line, place):
            open_marks.append((ROLE_OF_LETTER[opening[1]], int(opening[2]), len(plain)))
            place = opening.end()
            continue
        if line[place] == "[":
            raise ValueError(f"a stray [ at {line[place : place + 30]!r}")
        if line[place] == "]":
            if not open_marks:
                raise ValueError(f"a stray ] before {line[place : place + 30]!r}")
            role, number, start = open_marks.pop()
            getattr(spans.setdefault(number, _Spans()), role).append((start, len(plain)))
        else:
            plain.append(line[place])
        place += 1
    if open_marks:
        raise ValueError(f"an unclosed mark of attribution {open_marks[-1][1]}")
    return "".join(plain), spans


def _describe(spans: dict[int, _Spans], lines: list[str]) -> tuple[MarkedAttribution, ...]:
    described: dict[int, tuple[str, dict[str, str]]] = {}
    for line in lines:
        match = DESCRIPTION.match(line)
        if not match:
            raise ValueError(f"cannot read the description {line!r}")
        if match[2] not in STANCES:
            raise ValueError(f"unknown stance {match[2]!r}; known: {', '.join(sorted(STANCES))}")
        described[int(match[1])] = match[2], dict(FIELD.findall(match[3]))
    if set(described) != set(spans):
        raise ValueError(f"marked {sorted(spans)} but described {sorted(described)}")
    found = [
        MarkedAttribution(
            number,
            tuple(sorted(spans[number].source)),
            tuple(sorted(spans[number].cue)),
            tuple(sorted(spans[number].content)),
            stance=stance,
            speaker=fields.get("speaker"),
            voice=fields.get("voice"),
            within=_innermost_holder(number, spans),
        )
        for number, (stance, fields) in sorted(described.items())
    ]
    return tuple(found)


def _innermost_holder(number: int, spans: dict[int, _Spans]) -> int | None:
    """The attribution with the shortest content span that holds all of this one's spans."""
    mine = spans[number]
    own = mine.source + mine.cue + mine.content
    holders = [
        (end - start, other)
        for other, held in spans.items()
        if other != number
        for start, end in held.content
        if all(start <= first and last <= end for first, last in own)
    ]
    return min(holders)[1] if holders else None


def main(paths: list[str]) -> int:
    """Check files and print what they hold."""
    counts: Counter[str] = Counter()
    failed = 0
    for path in paths:
        try:
            paragraphs = read_marked(Path(path))
        except CorpusError as error:
            print(error, file=sys.stderr)
            failed = 1
            continue
        for paragraph in paragraphs:
            counts["paragraphs"] += 1
            counts.update(f"{claimed.kind}s" for claimed in paragraph.claimed)
            counts["in whole reports"] += paragraph.report is not None
            counts["without an attribution"] += not paragraph.attributions
            for attribution in paragraph.attributions:
                counts["attributions"] += 1
                counts["nested"] += attribution.within is not None
                counts["without a source"] += not attribution.source
                counts[attribution.stance] += 1
    for name, count in counts.items():
        print(f"{count:6} {name}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
