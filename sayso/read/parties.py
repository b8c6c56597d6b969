"""Who takes part in an event, by what was learned beside the syntax.

The rules of `predicates` undo passives, control and coordination, and are right where the parse is. The network looks at a
predicate and at every noun and pronoun of its sentence: their states, the path of the syntax between them, the preposition
before the noun, and what the rules say; it gives the noun a share to each role. It takes away what is plainly none and
fills the sides where the rules found nobody, so that a parse that is wrong in one place no longer costs the party.

The weights are fitted by `sayso.train.parties`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.read.pairs import Pairs, load_pairs
from sayso.read.predicates import Predicate
from sayso.read.syntax import ancestors, case_of, is_passive
from sayso.read.words import Word, Words

ROLES = ("none", "actor", "recipient", "via", "place")
LEAST_SHARE = 0.4
"""Share of a role from which a noun fills a side where the rules found nobody; by the development part."""
LEAST_RULED = 0.05
"""Share below which a party the rules found is none: a clean parse is trusted over a network that has seen six thousand
events (.12 costs two recipients in a hundred)."""
MOST_NOUNS = 32
"""Nouns nearest to the predicate that are looked at, in a sentence of hundreds."""
RELATIVES = frozenset({"who", "which", "that", "whom", "where", "what", "whose"})
INSIDE_PHRASE = frozenset({"compound", "flat", "fixed", "nummod", "goeswith"})
LONGEST_PATH = 5


def settle_parties(words: Words, predicates: Sequence[Predicate]) -> None:
    """Take from each predicate the parties the network is sure are none, and fill the sides where the rules found nobody."""
    pairs = pairs_of(words, predicates)
    if not len(pairs):
        return
    by_word = {predicate.word: predicate for predicate in predicates}
    ruled = {predicate.word: {role: list(side) for role, side in _sides(predicate).items()} for predicate in predicates}
    for row, share in enumerate(load_pairs("parties").shares(pairs, words)):
        noun, sides = pairs.right[row], _sides(by_word[pairs.left[row]])
        for role, said in ruled[pairs.left[row]].items():
            if noun in said:
                if share[role] < LEAST_RULED:
                    sides[role].remove(noun)
            elif not said and share[role] >= LEAST_SHARE and noun not in (*sides[1], *sides[2]):
                sides[role].append(noun)


def _sides(predicate: Predicate) -> dict[int, list[int]]:
    """The words of each role that is settled here, by its place in ROLES; through whom it is done, `proxies` finds."""
    return {1: predicate.actors, 2: predicate.recipients, 4: predicate.around}


def pairs_of(words: Words, predicates: Sequence[Predicate]) -> Pairs:
    """Every predicate with every noun and pronoun of its sentence, the nearest where there are too many."""
    nouns: dict[int, list[Word]] = {}
    pairs = Pairs()
    for predicate in predicates:
        verb = words.words[predicate.word]
        if verb.sentence not in nouns:
            nouns[verb.sentence] = [w for w in words.of(words.sentences[verb.sentence]) if may_take_part(w)]
        near = [word for word in nouns[verb.sentence] if word.index not in predicate.words]
        if len(near) > MOST_NOUNS:
            near = sorted(sorted(near, key=lambda w: abs(w.index - verb.index))[:MOST_NOUNS], key=lambda w: w.index)
        above = ancestors(words, verb.index)
        passive = is_passive(words, verb)
        for word in near:
            pairs.add(verb.index, word.index, _signs(words, predicate, word, above, passive=passive))
    return pairs


def may_take_part(word: Word) -> bool:
    """Whether a word can stand for somebody: a noun, name or pronoun that heads a phrase, or whose something is."""
    if word.pos in ("NOUN", "PROPN", "PRON", "NUM"):
        return word.lower not in RELATIVES and word.dependency not in INSIDE_PHRASE
    return word.dependency == "nmod:poss" and word.pos != "PUNCT"


def _signs(words: Words, predicate: Predicate, word: Word, above: Sequence[int], *, passive: bool) -> list[str]:
    verb = words.words[predicate.word]
    path = path_between(words, above, word.index)
    case = case_of(words, word)
    far = abs(word.index - verb.index)
    after = word.index > verb.index
    signs = [
        f"path {path}",
        f"first {path.split(' ')[0]}",
        f"steps {path.count(' ')}",
        f"dependency {word.dependency}",
        f"kind {word.pos} {word.mention} {word.name[2:]}",
        f"predicate {verb.pos} {verb.dependency}",
        f"case {case}",
        f"case {case} {verb.pos} {word.head == verb.index}",
        f"far {after} {far if far < 4 else 4 + min(far // 5, 5)}",
        f"passive {passive} {word.dependency}",
    ]
    rules = {"actor": predicate.actors, "recipient": predicate.recipients, "around": predicate.around}
    for role, heads in rules.items():
        if heads:
            signs.append(f"rule {role} {word.index in heads}")
    if predicate.types:
        type_ = max(predicate.types, key=lambda type_: predicate.types[type_])
        signs += [f"type {type_.value}", f"type {type_.value} {word.dependency}", f"type {type_.value} {after}"]
    return signs


def path_between(words: Words, above: Sequence[int], word: int) -> str:
    """The steps of the syntax from a word, whose ancestors are given, up and then down to another; "far" if too many."""
    down: list[str] = []
    step = word
    while step >= 0 and step not in above and len(down) < LONGEST_PATH:
        down.append(f"<{words.words[step].dependency}")
        step = words.words[step].head
    if step < 0 or step not in above:
        return "far"
    up = [f">{words.words[i].dependency}" for i in above[: above.index(step)]]
    return " ".join([*up, *reversed(down)]) if len(up) + len(down) <= LONGEST_PATH else "far"
