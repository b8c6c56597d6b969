"""Mentions: every place where the text refers to somebody or something, by name, description or pronoun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.lexicon import nouns, title_words
from sayso.read.names import Name
from sayso.read.words import Word, Words
from sayso.terms import EntityType, MentionForm, Span

PERSONAL = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "you": "you", "your": "you", "yours": "you",
}  # fmt: skip
TYPE_OF_HEAD = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANIZATION,
    "place": EntityType.PLACE,
}
BEFORE_HEAD = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat", "case", "advmod", "nmod", "punct"})
AFTER_HEAD = frozenset({"nmod", "flat", "compound"})


@dataclass(slots=True, eq=False)
class FoundMention:
    """A mention before it has an entity. `first` to `last` (exclusive) are its words; `head` carries its syntax.

    `roles` are the titles and descriptions that stand with a name ("Brigadier General"), `titles` the words they are.
    """

    first: int
    last: int
    head: int
    span: Span
    text: str
    type: EntityType
    form: MentionForm
    head_word: str = ""
    pronoun: str | None = None
    definite: bool = False
    roles: list[str] = field(default_factory=list)
    titles: range = range(0)

    def overlaps(self, other: FoundMention) -> bool:
        """Whether two mentions share a word: then they are not the same thing."""
        return self.first < other.last and other.first < self.last


def find_mentions(words: Words, names: Iterable[Name], source_heads: Iterable[int]) -> list[FoundMention]:
    """All mentions in the order of their heads. Whatever heads a source is a mention, whatever the model thinks."""
    named = [mention for name in names if (mention := _name_mention(words, name))]
    taken = {index for mention in named for index in range(mention.first, mention.last)}
    titled = {index for mention in named for index in mention.titles}
    speaking = set(source_heads)
    found: list[FoundMention] = list(named)
    for word in words.words:
        if word.lower in PERSONAL and word.pos in ("PRON", "DET", "PROPN", "X", "ADJ"):
            found.append(_pronoun_mention(word))
        elif word.index not in taken and word.index not in titled and _is_noun_mention(word, word.index in speaking):
            found.append(nominal_mention(words, word))
    return sorted(found, key=lambda mention: (mention.head, mention.first))


def _name_mention(words: Words, name: Name) -> FoundMention | None:
    """A name with its head; an adjective ("Iranian officials") names nobody."""
    inside = range(name.first, name.last)
    heads = [index for index in inside if words.words[index].head not in inside]
    head = heads[-1] if heads else name.last - 1
    word = words.words[head]
    if name.type is EntityType.GROUP and (word.pos == "ADJ" or word.dependency in ("amod", "compound")):
        return None
    mention = FoundMention(name.first, name.last, head, name.span, name.text, name.type, MentionForm.NAME, word.lower)
    at = _title_words(words, mention)
    if at:
        mention.titles = range(min(at), mention.first)
        mention.roles = [Span(words.words[min(at)].span.start, words.words[max(at)].span.end).of(words.text)]
    return mention


def _title_words(words: Words, mention: FoundMention) -> list[int]:
    """The words of titles and roles directly before a person's name."""
    if mention.type is not EntityType.PERSON:
        return []
    found = []
    index = mention.first - 1
    sentence = words.words[mention.first].sentence
    known = title_words()
    while index >= 0 and words.words[index].sentence == sentence:
        word = words.words[index]
        is_role = word.pos in ("NOUN", "PROPN") and word.lower in nouns("person")
        plain = word.lower.strip("-")  # "Maj.-Gen."
        is_title = plain in known or (word.text[:1].isupper() and f"{plain}." in known)
        is_mark = word.text == "." and words.words[index - 1].lower + "." in known
        if not (is_role or is_title or is_mark):
            break
        found.append(index)
        index -= 1
    return found


def _pronoun_mention(word: Word) -> FoundMention:
    pronoun = PERSONAL[word.lower]
    kind = (
        EntityType.PERSON
        if pronoun in ("he", "she", "i", "you")
        else EntityType.GROUP
        if pronoun in ("they", "we")
        else EntityType.THING
    )
    return FoundMention(
        word.index, word.index + 1, word.index, word.span, word.text, kind, MentionForm.PRONOUN, word.lower, pronoun
    )


def _is_noun_mention(word: Word, speaks: bool) -> bool:
    if speaks:
        return word.pos not in ("PUNCT", "VERB", "ADP")
    if word.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or word.dependency in ("compound", "amod", "flat"):
        return False
    if word.mention in TYPE_OF_HEAD and word.pos in ("NOUN", "PROPN"):
        return True
    return word.pos == "NOUN" and any(word.lower in nouns(kind) for kind in ("person", "organization", "document"))


def nominal_mention(words: Words, word: Word) -> FoundMention:
    """A noun with what belongs to it, as a mention."""
    first, last = noun_phrase(words, word.index)
    span = Span(words.words[first].span.start, words.words[last - 1].span.end)
    printed = " ".join(span.of(words.text).split())
    opening = words.words[first].lower
    definite = (
        opening in ("the", "this", "that", "these", "those")
        or words.words[first].dependency == "nmod:poss"
        or words.words[first].lower in PERSONAL
    )
    return FoundMention(
        first, last, word.index, span, printed, _nominal_type(word), MentionForm.NOMINAL, word.lower, definite=definite
    )


def _nominal_type(word: Word) -> EntityType:
    if word.lower in nouns("group"):
        return EntityType.GROUP
    if word.lower in nouns("person"):
        return EntityType.PERSON
    if word.lower in nouns("organization"):
        return EntityType.ORGANIZATION
    if word.lower in nouns("document"):
        return EntityType.DOCUMENT
    kind = TYPE_OF_HEAD.get(word.mention, EntityType.THING)
    return (
        EntityType.GROUP
        if kind is EntityType.PERSON and word.lower.endswith("s") and not word.lower.endswith("ss")
        else kind
    )


def noun_phrase(words: Words, head: int) -> tuple[int, int]:
    """First and last word (exclusive) of the plain noun phrase around a head: what precedes it and an "of" or "for" phrase.

    Appositions, relative clauses and what follows a comma are left out: they say more of it, they do not name it.
    """
    first = head
    sentence = words.words[head].sentence
    while first > 0 and words.words[first - 1].sentence == sentence and _belongs_before(words, first - 1, head):
        first -= 1
    last = head + 1
    after = [
        child for child in words.children.get(head, ()) if child > head and words.words[child].dependency in AFTER_HEAD
    ]
    for child in after:
        subtree = words.subtree(child)
        if subtree[0] == last and subtree == list(range(subtree[0], subtree[-1] + 1)):
            stop = next(
                (
                    i
                    for i in subtree
                    if words.words[i].text in ",;:—–-" or words.words[i].dependency in ("acl:relcl", "appos")
                ),
                None,
            )
            last = stop if stop is not None else subtree[-1] + 1
    return first, last


def _belongs_before(words: Words, index: int, head: int) -> bool:
    """Whether a word left of the head hangs on it, by whatever steps, as part of its description."""
    word = words.words[index]
    if word.text in ',;:()[]"“”' or (word.pos in ("ADP", "VERB", "SCONJ", "CCONJ") and word.head != head):
        return False
    step, steps = index, 0
    while step != head and steps < 6:
        if words.words[step].dependency not in BEFORE_HEAD:
            return False
        step = words.words[step].head
        steps += 1
        if step < 0:
            return False
    return (step == head and word.dependency != "case") or word.text in ("'s", "’s")
