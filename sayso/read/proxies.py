"""Proxies: through whom something is done, and for whom it is done.

"Through a militia", "with the help of smugglers" and "using the brigade to" name the proxy. "On behalf of Kharuz" names the
principal: it is the actor then, and whoever does it for him the proxy. Whom somebody suffers "at the hands of" is
neither: that is who does it. The words are data, `lexicon/proxies.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from sayso.lexicon import load
from sayso.read.cues import lemmas
from sayso.read.predicates import Predicate, known_lemma, modality_of
from sayso.read.syntax import children, governor, objects, phrases, together
from sayso.read.words import Word, Words
from sayso.terms import Modality

STEPS = 3
"""Words up from a predicate to the verb that names its proxy."""
LEADS_ON = frozenset({"xcomp", "advcl", "acl", "ccomp", "conj", "nmod", "obl", "obj"})
"""How what is done hangs on whom it is done by: "use a proxy to arm", not "use a proxy that arms"."""


def find_proxies(words: Words, predicates: Iterable[Predicate]) -> None:
    """Give each predicate its proxies, and its principal for an actor where it is done for one."""
    through, for_whom = _phrases(words, "through"), _phrases(words, "for_whom")
    for predicate in predicates:
        principals = list(_led_by(words, predicate, for_whom))
        doers = predicate.actors if principals else []
        proxies = [*_led_by(words, predicate, through), *_used(words, predicate), *doers]
        predicate.via = [index for index in dict.fromkeys(proxies) if index not in (predicate.word, *principals)]
        predicate.actors = [index for index in principals or predicate.actors if index not in predicate.via]
        predicate.recipients = [index for index in predicate.recipients if index not in predicate.via]


# After a preposition

Phrase = tuple[Word, Word]
"""The word by which a phrase hangs on others ("help" in "with the help of smugglers"), and whom it names."""


def _phrases(words: Words, kind: str) -> dict[int, list[Phrase]]:
    """The report's phrases with such words before them, by sentence."""
    found: dict[int, list[Phrase]] = defaultdict(list)
    for word in words.words:
        for phrase in _openings(kind).get(word.lower, ()):
            row = words.words[word.index : word.index + len(phrase)]
            if tuple(other.lower for other in row) == phrase and row[-1].dependency == "case" and word.head >= 0:
                found[word.sentence].append((words.words[word.head], words.words[row[-1].head]))
    return found


@cache
def _openings(kind: str) -> dict[str, list[tuple[str, ...]]]:
    """The lexicon's phrases as words, by their first."""
    table: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in load("proxies")[kind]:
        first, *rest = phrase.split()
        table[first].append((first, *rest))
    return dict(table)


def _led_by(words: Words, predicate: Predicate, phrases_of: dict[int, list[Phrase]]) -> Iterator[int]:
    """Whom such phrases name, where they hang on the predicate."""
    for top, named in phrases_of.get(words.words[predicate.word].sentence, ()):
        if _hangs_on(words, top, predicate):
            yield from (governor(words, other).index for other in together(words, named))


def _hangs_on(words: Words, word: Word, predicate: Predicate) -> bool:
    """Whether a phrase belongs to a predicate: hung on it or on who does it, or on a participle ("acting on behalf of").

    What stands before the first of two joined verbs belongs to both: "through his secretary, thanked him and asked".
    """
    own = {*predicate.words, *predicate.actors}
    first = words.words[predicate.word].head if words.words[predicate.word].dependency == "conj" else None
    if word.head in own or (word.head == first and first is not None and word.index < first):
        return True
    above = words.words[word.head] if word.head >= 0 else None
    is_participle = above is not None and above.dependency in ("advcl", "acl") and above.lower.endswith("ing")
    return above is not None and is_participle and above.head in own


# By a verb


def _used(words: Words, predicate: Predicate) -> list[int]:
    """Whom the doer uses for it: above it in "used a militia to arm", below it in "armed them using a militia"."""
    step = words.words[predicate.word]
    for _ in range(STEPS):
        if step.head < 0 or step.dependency not in LEADS_ON:
            break
        step = words.words[step.head]
        if used := _objects_of_use(words, step):
            if _verb_of_use(step.lower) in _verbs("used"):
                _take_modality(words, predicate, step)
            return used
    below = [
        verb for verb in children(words, predicate.word, "advcl") if not children(words, verb.index, "mark", "case")
    ]
    return [i for verb in below if verb.lower.endswith("ing") for i in _objects_of_use(words, verb)]


def _objects_of_use(words: Words, verb: Word) -> list[int]:
    """Whom a verb of use makes a proxy."""
    lemma = _verb_of_use(verb.lower) if verb.pos == "VERB" else None
    if lemma is None:
        return []
    if preposition := {**_verbs("used"), **_verbs("hired")}[lemma]:
        heads = (head for case, head in phrases(words, verb.index) if case == preposition)
        return [word.index for head in heads for word in together(words, head)]
    return [word.index for word in objects(words, verb)]


@lru_cache(maxsize=65536)
def _verb_of_use(form: str) -> str | None:
    """The verb of use that a word is a form of."""
    return next((lemma for lemma in lemmas(form) if lemma in _verbs("used") or lemma in _verbs("hired")), None)


@cache
def _verbs(kind: str) -> dict[str, str]:
    """Verbs of use to the preposition that their object stands after, if any."""
    return {verb: preposition for verb, _, preposition in (line.partition(" > ") for line in load("proxies")[kind])}


def _take_modality(words: Words, predicate: Predicate, verb: Word) -> None:
    """Who uses a proxy to arm others is told to arm them, unless the use itself is only planned."""
    if predicate.modality is Modality.PLANNED:
        sentence = words.of(words.sentences[verb.sentence])
        predicate.modality = modality_of(words, verb, {word.index: known_lemma(word) for word in sentence})
