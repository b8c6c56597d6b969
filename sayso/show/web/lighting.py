"""The words that were looked for, lit in what was found; capitals and accents do not matter, as in the search itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator


def lit(text: str, words: str) -> Iterator[tuple[str, bool]]:
    """A text in runs, each with whether it is one of the words."""
    wanted = "|".join(re.escape(word) for word in sorted(set(re.findall(r"\w+", _folded(words)))))
    reached = 0
    for found in re.finditer(rf"\b(?:{wanted})\b", _folded(text)) if wanted else ():
        if found.start() > reached:
            yield text[reached : found.start()], False
        yield text[found.start() : found.end()], True
        reached = found.end()
    if reached < len(text):
        yield text[reached:], False


def _folded(text: str) -> str:
    """Small letters without accents, one for each character, so that places stay the same."""
    return "".join(unicodedata.normalize("NFD", character)[0].lower()[0] for character in text)
