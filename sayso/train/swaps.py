"""Names swapped for names from everywhere, so that the reader learns from what stands around a name.

The text at hand is about a few hundred people of one country; a network that has read it eight times knows them by
heart, and calls an invented capital a person. A swapped copy of a paragraph has other people in it and the same marks.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.read.reader import Token
from sayso.train.corpora import Spans, TaughtAttribution, TaughtParagraph

PARTS = ("given", "surnames", "beginnings", "middles", "ends")
Change = tuple[int, int, str]


@dataclass(slots=True)
class NameBank:
    """Names to choose from, and what each old name became in the text at hand."""

    parts: dict[str, list[str]]
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def start_text(self) -> None:
        """Forget who became whom."""
        self.known.clear()

    def person(self, words: Sequence[str]) -> list[str]:
        """A person's name word by word: the last is the surname, the others given names; small words stay."""
        kinds = ["given"] * (len(words) - 1) + ["surnames"]
        return [self._for(kind, word) for kind, word in zip(kinds, words, strict=True)]

    def place(self, word: str) -> str:
        """An invented place."""
        return self._for("places", word)

    def _for(self, kind: str, old: str) -> str:
        if not old[:1].isupper() or (len(old) == 2 and old.endswith(".")):
            return old
        new = self._invented() if kind == "places" else random.choice(self.parts[kind])
        chosen = self.known.setdefault((kind, old.lower()), new)
        return chosen.upper() if old.isupper() and len(old) > 1 else chosen

    def _invented(self) -> str:
        middle = random.choice(self.parts["middles"]) if random.random() < 0.4 else ""
        return random.choice(self.parts["beginnings"]) + middle + random.choice(self.parts["ends"])


def load_names(path: Path) -> NameBank:
    """The names in `corpus/names.toml`."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return NameBank({part: content[part].split() for part in PARTS})


def swapped_row(row: dict[str, Any], bank: NameBank) -> dict[str, Any]:
    """A sentence of words and name tags with other people, and other places where a place is one word."""
    bank.start_text()
    words, tags = list(row["w"]), row["t"]
    for first, last, kind in _runs(tags):
        if kind == "PER":
            words[first:last] = bank.person(words[first:last])
        elif kind == "LOC" and last - first == 1:
            words[first] = bank.place(words[first])
    return {"w": words, "t": tags}


def swapped_paragraph(paragraph: TaughtParagraph, tokens: Sequence[Token], bank: NameBank) -> TaughtParagraph:
    """A paragraph with other people; `tokens` are its own, as a reader tags them."""
    bank.start_text()
    changes: list[Change] = []
    for first, last, kind in _runs([token.name for token in tokens]):
        if kind == "PER":
            spans = [token.span for token in tokens[first:last]]
            new = bank.person([span.of(paragraph.text) for span in spans])
            changes += [(span.start, span.end, word) for span, word in zip(spans, new, strict=True)]
    text, moved = _changed(paragraph.text, changes)

    def move(spans: Spans) -> list[tuple[int, int]]:
        return [(moved(start), moved(end)) for start, end in spans]

    attributions = [
        TaughtAttribution(move(a.source), move(a.cue), move(a.content), a.stance) for a in paragraph.attributions
    ]
    return replace(paragraph, text=text, attributions=attributions)


def _runs(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """First, last (exclusive) and kind of each tagged name."""
    found: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        mark, _, kind = tag.partition("-")
        if mark == "I" and found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1, found[-1][2])
        elif kind:
            found.append((index, index + 1, kind))
    return found


def _changed(text: str, changes: Sequence[Change]) -> tuple[str, Callable[[int], int]]:
    """The text with its changes, and where each of its places went; a place inside a change goes to its start."""
    parts: list[str] = []
    where: list[int] = []
    place = length = 0
    for start, end, new in sorted(changes):
        parts += [text[place:start], new]
        where += range(length, length + start - place)
        length += start - place
        where += [length] * (end - start)
        length += len(new)
        place = end
    parts.append(text[place:])
    where += range(length, length + len(text) - place + 1)
    return "".join(parts), where.__getitem__
