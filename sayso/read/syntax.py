"""What a verb or event noun governs: its subjects, objects and prepositional phrases, through all that hides them.

Passives, relative clauses, participles, infinitives under another verb, coordinations that share a subject or object:
each is undone here once, so that whoever asks gets the heads of who does and of what is done to.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.lexicon import clause_words
from sayso.read.words import Word, Words

STEPS = 6
"""Clauses that a subject is sought through; deeper ones are parsed too badly to be trusted."""


def governor(words: Words, head: Word) -> Word:
    """A relative pronoun's antecedent ("Kharuz, which has always denied"); any other word is its own."""
    if head.lower not in ("who", "which", "that", "whom"):
        return head
    step, steps = head, 0
    while step.head >= 0 and steps < STEPS:
        is_clause = step.dependency.startswith("acl")
        step = words.words[step.head]
        if is_clause:
            return step
        steps += 1
    before = words.words[max(0, head.index - 2) : head.index]
    return next((word for word in reversed(before) if word.pos in ("NOUN", "PROPN")), head)


def ancestors(words: Words, index: int) -> list[int]:
    """A word and what it hangs on, up to the root."""
    found: list[int] = []
    while index >= 0 and index not in found:
        found.append(index)
        index = words.words[index].head
    return found


def children(words: Words, index: int, *dependencies: str) -> list[Word]:
    """What hangs on a word by one of some relations, in order."""
    below = (words.words[child] for child in words.children.get(index, ()))
    return [child for child in below if child.dependency in dependencies]


def together(words: Words, head: Word) -> list[Word]:
    """A head and what is joined to it by "and" or a comma: "the army and the police"."""
    joined = [word for word in children(words, head.index, "conj") if word.pos not in ("VERB", "AUX")]
    return [head, *joined]


def case_of(words: Words, head: Word) -> str:
    """The preposition of a phrase, lower-cased; empty where it has none. Of "out of", the last word counts."""
    cases = children(words, head.index, "case", "mark")
    return cases[-1].lower if cases else ""


def is_passive(words: Words, verb: Word) -> bool:
    """Whether what the verb does befalls its subject: "were killed", "soldiers killed in", "captured on Monday, he"."""
    if children(words, verb.index, "aux:pass", "nsubj:pass", "obl:agent"):
        return True
    if verb.dependency == "conj" and verb.head >= 0 and not children(words, verb.index, "nsubj", "obj", "aux"):
        head = words.words[verb.head]
        return head.pos == "VERB" and _is_participle(verb) and is_passive(words, head)
    clause = verb.dependency in ("acl", "advcl", "amod")
    return clause and _is_participle(verb) and not children(words, verb.index, "obj", "nsubj", "aux")


def _is_participle(verb: Word) -> bool:
    return not verb.lower.endswith("ing") and not verb.lower.endswith("s")


def is_infinitive(words: Words, verb: Word) -> bool:
    """Whether "to" stands before it."""
    return any(mark.lower == "to" for mark in children(words, verb.index, "mark", "aux", "case"))


def subjects(words: Words, verb: Word, lemma_of: dict[int, str]) -> list[Word]:
    """The heads of the verb's subject, its own or the one it shares; whoever is acted on, if the verb is passive."""
    seen: set[int] = set()
    while verb.index not in seen and len(seen) < STEPS:
        seen.add(verb.index)
        own = children(words, verb.index, "nsubj", "nsubj:pass")
        if own:
            return [governor(words, word) for head in own[:1] for word in together(words, head)]
        above = words.words[verb.head] if verb.head >= 0 else None
        if above is not None and verb.dependency == "ccomp":
            return _left_of_cue(words, verb, above)
        if above is None or verb.dependency in ("root", "csubj"):
            return []
        if verb.dependency in ("acl", "acl:relcl", "amod") and above.pos not in ("VERB", "AUX"):
            if verb.dependency == "acl" and is_infinitive(words, verb):  # "a plan to attack", "a proxy to arm"
                over = _verb_over(words, above)
                if over is None:
                    return []
                verb = over
                continue
            return together(words, above)
        if verb.dependency in ("xcomp", "advcl") and _by_object(words, verb, above, lemma_of):
            patients = children(words, above.index, "obj", "iobj") or children(words, above.index, "nsubj:pass")
            if patients:
                return [governor(words, word) for head in patients[:1] for word in together(words, head)]
        if verb.dependency not in ("conj", "xcomp", "advcl", "parataxis", "acl"):
            return []
        if verb.dependency == "conj" and is_passive(words, above) != is_passive(words, verb):
            agents = children(words, above.index, "obl:agent")
            if is_passive(words, above):
                return [word for head in agents for word in together(words, head)]
        verb = above
    return []


def _left_of_cue(words: Words, verb: Word, above: Word) -> list[Word]:
    """ "The force, with others, trains recruits," he said: of two subjects of "said", the one before is the content's."""
    both = children(words, above.index, "nsubj")
    mine = [word for word in both if word.index < verb.index]
    return together(words, mine[0]) if mine and len(both) > 1 and verb.index < above.index else []


def _by_object(words: Words, verb: Word, above: Word, lemma_of: dict[int, str]) -> bool:
    governs = lemma_of.get(above.index, above.lower) in clause_words("object_does")
    marked = {mark.lower for mark in children(words, verb.index, "mark", "case")}
    return governs and (bool(marked & {"to", "of", "for", "into", "from"}) or verb.dependency == "xcomp")


def _verb_over(words: Words, noun: Word) -> Word | None:
    step = noun
    for _ in range(STEPS):
        if step.head < 0:
            return None
        step = words.words[step.head]
        if step.pos == "VERB":
            return step
    return None


def objects(words: Words, verb: Word) -> list[Word]:
    """The heads of the verb's object; "fund, train and arm X" share the last one's."""
    own = children(words, verb.index, "obj", "iobj")
    own = [word for word in own if word.pos != "ADJ"] or own
    if own:
        return [governor(words, word) for head in own for word in together(words, head)]
    if verb.dependency == "acl:relcl":
        relatives = [
            word for word in words.words[verb.head + 1 : verb.index] if word.lower in ("that", "which", "whom")
        ]
        taken = children(words, verb.index, "nsubj", "nsubj:pass")
        if taken and not any(word in taken for word in relatives[:1]):  # "the men (that) the army arrested"
            return together(words, words.words[verb.head])
    return _shared_object(words, verb)


def _shared_object(words: Words, verb: Word) -> list[Word]:
    """The object of the verb joined next to this one: only where this one ends right at the comma or "and"."""
    joined = children(words, verb.index, "conj")
    if verb.dependency == "conj" and verb.head >= 0:
        joined += [word for word in children(words, verb.head, "conj") if word.index > verb.index]
    if verb.dependency == "conj" and verb.head >= 0:  # "train and arm groups", the groups hung on "train"
        behind = [word for word in children(words, verb.head, "obj") if word.index > verb.index]
        behind += [
            word
            for other in children(words, verb.head, "conj")
            for word in children(words, other.index, "obj")
            if other.index < verb.index < word.index
        ]
        if behind:
            return together(words, behind[0])
    following = words.words[verb.index + 1] if verb.index + 1 < len(words.words) else None
    if following is None or (following.text not in (",", "/") and following.pos != "CCONJ"):
        return []
    for other in joined:
        if other.pos == "VERB":
            found = children(words, other.index, "obj")
            return [word for head in found for word in together(words, head)]
    return []


def phrases(words: Words, head: int) -> Iterator[tuple[str, Word]]:
    """The prepositional phrases that hang on a verb or noun: preposition and head."""
    for word in children(words, head, "obl", "nmod", "obl:agent", "advcl"):
        if (preposition := case_of(words, word)) and word.pos not in ("VERB", "AUX"):
            yield preposition, governor(words, word)


def beside(words: Words, head: int) -> list[Word]:
    """Who takes part "along with" or "together with" the subject."""
    found = children(words, head, "obl", "nmod")
    return [
        word
        for word in found
        if {case.lower for case in children(words, word.index, "case", "advmod")} & {"along", "together", "alongside"}
    ]


def possessor(words: Words, noun: Word) -> Word | None:
    """Whose it is: "the army's raid", "its attack"."""
    found = children(words, noun.index, "nmod:poss") or [
        word
        for word in children(words, noun.index, "compound", "nmod")
        if any(case.text in ("'s", "’s") for case in children(words, word.index, "case"))
    ]
    return found[0] if found else None
