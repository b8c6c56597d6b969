"""Names blotted out of a copy that is to be shared: in every spelling, in every text and attribute.

A name is looked for by its letters alone, whatever stands between its words, in capitals or not, with accents or
without. Too much is blotted out rather than too little: a person's surname goes wherever it stands, whoever bears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import Element

from anyascii import anyascii

from sayso.lexicon import common_words, letters_after_names, particles, title_words
from sayso.show.chosen import Chosen, Row
from sayso.store import lists
from sayso.store.filters import Filters
from sayso.terms import EntityType, MentionForm, Span

BLOT = "█████"
"""Of one length, which tells nothing of the name's."""
LETTER = "[a-z0-9]"
BETWEEN = "[^a-z0-9]{0,20}?"


class Redaction:
    """Blots names out; with none given, leaves everything as it is. `missed` are given names that stood nowhere."""

    def __init__(self, forms: dict[str, Iterable[str]]) -> None:
        self._patterns = {
            given: re.compile("|".join(_pattern(form) for form in sorted(set(found), key=len, reverse=True)))
            for given, found in forms.items()
        }
        self.missed = set(forms)

    def spans(self, text: str) -> list[Span]:
        """Where names stand in a text, in order, none touching another."""
        if not self._patterns:
            return []
        folded, places = _folded(text)
        found = []
        for given, pattern in self._patterns.items():
            for match in pattern.finditer(folded):
                found.append(Span(places[match.start()], places[match.end() - 1] + 1))
                self.missed.discard(given)
        return _joined(found)

    def of(self, text: str) -> str:
        """A text without the names."""
        spans = self.spans(text)
        if not spans:
            return text
        starts, ends = [0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)]
        return BLOT.join(text[start:end] for start, end in zip(starts, ends, strict=True))

    def blot(self, tree: Element) -> Element:
        """The same tree without the names, in texts and attributes."""
        if self._patterns:
            for part in tree.iter():
                part.text, part.tail = (self.of(text) if text else text for text in (part.text, part.tail))
                for name, value in part.items():
                    part.set(name, self.of(value))
        return tree


def redaction_of(chosen: Chosen) -> Redaction:
    """What has to go for the names that were asked for: all names of whoever bears one of them, and their ids."""
    if not chosen.redacted:
        return Redaction({})
    rows = list(lists.list_entities(chosen.case, Filters(hidden=True)))
    bearers = {given: [row["id"] for row in rows if _bears(row, given)] for given in chosen.redacted}
    hidden = {identity for found in bearers.values() for identity in found}
    persons = {row["id"] for row in rows if row["type"] == EntityType.PERSON}
    spelt: dict[str, set[str]] = {identity: set() for identity in hidden}
    for row in rows:
        if row["id"] in hidden:
            spelt[row["id"]].add(row["name"])
    for identity, names in chosen.case.names_of(hidden).items():
        spelt[identity].update(names, {n.name for n in chosen.case.namesakes(names, context=False).values()})
    for identity, name in _printed(chosen, hidden):
        spelt[identity].add(name)
    for identity in hidden & persons:
        spelt[identity].update([word for name in spelt[identity] for word in _telling_words(name)])
    return Redaction(
        {
            given: {given, *found, *(name for identity in found for name in spelt[identity])}
            for given, found in bearers.items()
        }
    )


def _bears(row: Row, given: str) -> bool:
    """Whether a listed identity is meant by a name, as somebody types it."""
    wanted = _plain(given)
    return given == row["id"] or wanted in {_plain(row["name"]), *(_plain(form["form"]) for form in row["forms"])}


def _printed(chosen: Chosen, hidden: set[str]) -> Iterator[tuple[str, str]]:
    """Every name that a report gives to one of some identities."""
    for told in chosen.told():
        for mention in told.reading.mentions:
            identity = told.identities.get(mention.entity or "", "")
            if identity in hidden and mention.form is MentionForm.NAME:
                yield identity, mention.span.of(told.reading.document.text)


def _telling_words(name: str) -> Iterator[str]:
    """The words of a person's name that give the person away by themselves."""
    small = title_words() | particles() | letters_after_names() | common_words()
    for word in re.findall(r"[^\W\d_]{3,}", name):
        if word[0].isupper() and not {word, word.lower()} & small:
            yield word


def _pattern(form: str) -> str:
    """A name in folded text: its words in order, whatever else than letters stands between them; perhaps in the plural."""
    words = re.findall(f"{LETTER}+", _folded(form)[0])
    return rf"(?<!{LETTER}){BETWEEN.join(words)}s?(?!{LETTER})" if words else r"(?!)"


def _plain(text: str) -> str:
    return " ".join(re.findall(f"{LETTER}+", _folded(text)[0]))


def _folded(text: str) -> tuple[str, list[int] | range]:
    """A text in small plain letters, and for each of them the place it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain_letters(character)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


@cache
def _plain_letters(character: str) -> str:
    return anyascii(character).lower()


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap or touch as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
