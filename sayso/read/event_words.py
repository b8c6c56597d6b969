"""Which words name events, by what was learned beside the list of frames.

The list knows some verbs and nouns and what they need; the network has seen six thousand marked events and judges any verb or
noun by its state, that of the word it hangs on, and what the list says. It drops what the list took wrongly ("held a cup"),
adds what the list lacks, and its shares settle the type. Where the two differ, the event's reason says so.

The weights are fitted by `sayso.train.event_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sayso.read.pairs import Pairs, load_pairs
from sayso.read.predicates import Predicate, bare_predicate, known_lemma, noun_frames, verb_frames
from sayso.read.words import Word, Words
from sayso.terms import EventType

NONE = "none"
CLASSES = (*(type_.value for type_ in EventType), NONE)
LEAST_SHARE, LEAST_LISTED = 0.55, 0.3
"""Share of "an event" from which a word is one, and from which a predicate of the list stays one; by the development part,
where neighbouring values differ by half a point."""


def settle_predicates(words: Words, listed: Sequence[Predicate], cues: Set[int]) -> list[Predicate]:
    """The words that name events, with their types' shares: the list's predicates that the network keeps, and more."""
    known = {predicate.word: predicate for predicate in listed}
    pairs = pairs_of(words, known, cues)
    if not len(pairs):
        return []
    found = []
    for index, share in zip(pairs.left, load_pairs("event_words").shares(pairs, words), strict=True):
        if 1.0 - share[-1] < (LEAST_LISTED if index in known else LEAST_SHARE):
            continue
        predicate = known.get(index) or bare_predicate(words, words.words[index])
        predicate.shares = {type_: float(share[column]) for column, type_ in enumerate(EventType)}
        found.append(predicate)
    return found


def pairs_of(words: Words, known: Mapping[int, Predicate], cues: Set[int]) -> Pairs:
    """Every verb and noun with the word it hangs on; the verb of "carried out an attack" is no event beside the attack."""
    carriers = {index for predicate in known.values() for index in predicate.words} - known.keys()
    pairs = Pairs()
    for word in words.words:
        if (word.pos in ("VERB", "NOUN") and word.index not in carriers) or word.index in known:
            signs = _signs(words, word, known.get(word.index), spoken=word.index in cues)
            pairs.add(word.index, word.head, signs)
    return pairs


def _signs(words: Words, word: Word, predicate: Predicate | None, *, spoken: bool) -> list[str]:
    lemma = known_lemma(word)
    below = sorted({words.words[child].dependency for child in words.children.get(word.index, ())})
    signs = [
        f"lemma {lemma}",
        f"dependency {word.pos} {word.dependency}",
        f"spoken {spoken} {word.pos}",
        f"listed {predicate is not None}",
        *(f"below {word.pos} {dependency}" for dependency in below),
        *(f"frame {frame.type}" for frame in (*verb_frames().get(lemma, ()), *noun_frames().get(lemma, ()))),
    ]
    if predicate is not None:
        signs += [f"actor {bool(predicate.actors)}", f"recipient {bool(predicate.recipients)}"]
        signs += [f"fits {type_.value} {vote >= 1}" for type_, vote in predicate.types.items()]
        best = max(predicate.types, key=lambda type_: predicate.types[type_], default=None)
        signs.append(f"best {best}")
    return signs
