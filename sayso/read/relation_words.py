"""Which words tell relations, and between whom, by what was learned beside the rules of `roles` and `relations`.

"Its engineers", "Detective Constable Raeburn", "the crew of the Merle": newspapers have more nouns for how people stand to each
other than a list has. One network over pairs of words judges each noun, name and verb by its state and what the list says: does
it tell a relation, of which type? A second one looks at the words around it: who has it, and to whom?

The weights are fitted by `sayso.train.relation_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.read.pairs import Pairs
from sayso.read.parties import RELATIVES, path_between
from sayso.read.predicates import known_lemma
from sayso.read.roles import Role, known_role, role_nouns
from sayso.read.syntax import ancestors, case_of
from sayso.read.words import Word, Words
from sayso.terms import RelationType

NONE = "none"
CLASSES = (*(type_.value for type_ in RelationType), NONE)
SIDES = ("none", "subject", "object")
TELLING = frozenset({"of", "for", "from", "at", "with", "under"})
"""Prepositions that may tell a relation by themselves: "Fatou Cisse of Doctors Abroad"."""
REACH = 18
"""Words on either side of a telling word among which its sides are sought: in the training part 96 in 100 of those that its
sentence names stand there."""


def telling_words(words: Words, roles: Mapping[int, Role]) -> Pairs:
    """Every word that may tell a relation, with the word it hangs on; `roles` are the list's by their heads."""
    pairs = Pairs()
    for word in words.words:
        if word.pos in ("NOUN", "PROPN", "VERB") or word.lower in TELLING:
            pairs.add(word.index, word.head, _signs(words, word, roles.get(word.index)))
    return pairs


def _signs(words: Words, word: Word, role: Role | None) -> list[str]:
    lemma = known_lemma(word)
    noun = known_role(word.lower)
    row = words.words
    before = row[word.index - 1].lower if word.index else ""
    after = row[word.index + 1] if word.index + 1 < len(row) else None
    return [
        f"lemma {lemma}",
        f"dependency {word.pos} {word.dependency}",
        f"name {word.name[2:]} {word.mention}",
        f"before {before}",
        f"after {after.lower if after else ''}",
        f"after {after.pos} {after.name[2:]}" if after else "after",
        f"case {case_of(words, word)} {word.pos}",
        f"noun {role_nouns()[noun] if noun else None}",
        f"role {role.kind if role else None} {role is not None and role.owner is not None}",
        *sorted({f"below {row[child].dependency}" for child in words.children.get(word.index, ())}),
    ]


def sides_of(words: Words, telling: Sequence[int], types: Mapping[int, RelationType]) -> Pairs:
    """Every telling word with itself and every word near it in its sentence that may stand for somebody."""
    pairs = Pairs()
    for index in telling:
        sentence = words.sentences[words.words[index].sentence]
        above = ancestors(words, index)
        for word in words.words[max(sentence.first, index - REACH) : min(sentence.last, index + REACH + 1)]:
            if may_be_side(word) or word.index == index:
                pairs.add(index, word.index, _side_signs(words, index, word, above, types.get(index)))
    return pairs


def may_be_side(word: Word) -> bool:
    """Whether a word may stand for somebody in a relation: modifiers too ("coastguard officers", "its crews")."""
    if word.pos in ("NOUN", "PROPN", "PRON"):
        return word.lower not in RELATIVES and word.dependency not in ("fixed", "flat", "goeswith")
    return word.dependency == "nmod:poss" and word.pos != "PUNCT"


def _side_signs(words: Words, index: int, word: Word, above: Sequence[int], type_: RelationType | None) -> list[str]:
    telling = words.words[index]
    path = path_between(words, above, word.index)
    far = word.index - index
    near = f"{max(-6, min(far, 6))}"
    after = words.words[word.index + 1].lower if word.index + 1 < len(words.words) else ""
    kind = f"{word.pos} {word.mention} {word.name[2:]}"
    return [
        f"path {path}",
        f"path {path} {type_}",
        f"steps {path.count(' ')} {far > 0}",
        f"kind {kind}",
        f"kind {kind} {far > 0}",
        f"dependency {word.dependency} {word.head == index}",
        f"telling {telling.pos} {telling.dependency}",
        f"telling {telling.pos} {near}",
        f"self {far == 0} {type_}",
        f"self {far == 0} {telling.dependency}",
        f"far {far if abs(far) < 5 else (5 + min(abs(far) // 4, 4)) * (1 if far > 0 else -1)}",
        f"case {case_of(words, word)} {far > 0}",
        f"after {after if after in (',', 's', chr(39) + 's', chr(8217) + 's', 'and') else ''} {far > 0}",
        f"lemma {telling.lower} {far > 0} {far == 0}",
    ]
