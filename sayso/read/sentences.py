"""Sentence boundaries: the model proposes them; what it cannot know from so few words is settled here.

A sentence is never broken after a title or an abbreviation ("Brig. Gen. Ruta", "U.S. officials"), an initial
("J. K. Osei"), nor inside a name with an article ("al- Rashid").
"""

from __future__ import annotations

import re

from sayso.lexicon import abbreviations

BEFORE = 40
INITIAL = re.compile(r"(?:^|[\s(\"“'‘.])[A-Z]\.$")
ARTICLE = re.compile(r"\b(?:al|el|ul|as|ad|an|ar|at|az)-$", re.IGNORECASE)
LAST_WORD = re.compile(r"([\w.&'’-]+\.)[\"”'’)]*$")
INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")
STARTS_PLAINLY = re.compile(
    r"[\"“'‘(]?(?:The|A|An|He|She|It|They|We|I|But|And|In|On|At|For|If|That|This|There|What|When|His|Her|Its|Their)\b"
)


def is_false_start(text: str, paragraph_start: int, start: int) -> bool:
    """Whether a sentence that seems to start here in truth goes on."""
    before = text[max(paragraph_start, start - BEFORE) : start].rstrip()
    if not before:
        return False
    if ARTICLE.search(before) or (before.endswith((",", ";", "-")) and text[start].islower()):
        return True
    last = LAST_WORD.search(before)
    if not last:
        return False
    word = last[1]
    if word.lower() in abbreviations():
        return True
    if INITIALS.search(word):
        return not STARTS_PLAINLY.match(text, start)
    return bool(INITIAL.search(before)) and not STARTS_PLAINLY.match(text, start)
