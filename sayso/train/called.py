"""Whether a name in marked text means an entity that was found: by the words that tell one name from another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.lexicon import demonyms, states, titles
from sayso.terms import Entity

SMALL = frozenset(
    {
        "the", "a", "an", "of", "for", "in", "at", "on", "to", "and", "or", "his",
        "her", "its", "their", "one", "two", "who", "that", "which", "with", "from", "by", "'s",
        "mr", "mrs", "ms"
    }
)  # fmt: skip


def is_called(entity: Entity, name: str) -> bool:
    """Whether one of an entity's names, forms or roles says it is the marked one.

    Of a name that says whose it is ("Peter Holt's lawyer" for "his lawyer") the owner alone is not enough.
    """
    owned = None if entity.name in entity.forms else re.search(r"s?'s? (.+)$", entity.name)
    if owned and not set(owned[1].lower().split()) & set(re.findall(r"[\w-]+", name.lower())) - SMALL:
        return is_one_of((*entity.forms, *entity.roles), name)
    return is_one_of((entity.name, *entity.forms, *entity.roles), name)


def is_one_of(forms: Iterable[str], name: str) -> bool:
    """Whether one of some names is, holds or is held by a name; of longer ones most words suffice."""
    wanted = _key_words(name)
    return any(_meet(_key_words(form), wanted) for form in forms)


def _meet(mine: frozenset[str], wanted: frozenset[str]) -> bool:
    if not mine or not wanted:
        return False
    shared = len(mine & wanted)
    return mine <= wanted or wanted <= mine or (shared >= 2 and shared >= 0.6 * min(len(mine), len(wanted)))


def _key_words(name: str) -> frozenset[str]:
    """The words of a name that tell one from another: no titles and articles, plurals and peoples made alike."""
    low = name.lower().replace("’", "'")
    if low.strip() in states():
        return frozenset({states()[low.strip()].lower()})
    words = [re.sub(r"'s$|^'|'$|\.$", "", word) for word in re.findall(r"[\w'.-]+", low)]
    kept = [demonyms().get(word, word).lower() for word in words if word and word not in SMALL]
    plain = [word for word in kept if word not in titles() and f"{word}." not in titles()] or kept
    return frozenset(
        word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word for word in plain
    )
