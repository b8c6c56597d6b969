"""Teaching which words tell relations, and between whom, on the second layer of our own marked text.

    python -m sayso.train.relation_words [corpus/train] [--out sayso/read/model]

Fit anew whenever the reading model changes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from sayso.read import cast_of
from sayso.read.mentions import find_mentions
from sayso.read.names import find_names
from sayso.read.pairs import MODEL, Pairs, save_pairs
from sayso.read.reader import Reader, load_reader
from sayso.read.relation_words import CLASSES, NONE, SIDES, sides_of, telling_words
from sayso.read.roles import Role, find_roles
from sayso.read.words import Words
from sayso.terms import RelationType, Span
from sayso.train.called import closeness
from sayso.train.claimed import Claimed
from sayso.train.pairs import Lessons, Plan, fit_pairs
from sayso.train.parties import only_the_nearest
from sayso.train.scenes import Scene, scenes

SUBJECT, OBJECT = SIDES.index("subject"), SIDES.index("object")


def listed_roles(words: Words) -> dict[int, Role]:
    """The role nouns of the list by their heads."""
    return {role.head: role for role in find_roles(words, find_mentions(words, find_names(words), ()))}


def telling_word(words: Words, span: Span, roles: dict[int, Role]) -> int | None:
    """Of the marked words the one that tells the relation: a role of the list, a noun, a verb, a name, else the last."""
    inside = words.inside(span)
    ranked = (
        [word for word in inside if word.index in roles],
        [word for word in inside if word.pos == "NOUN"],
        [word for word in inside if word.pos == "VERB"],
        [word for word in inside if word.pos == "PROPN"],
        inside,
    )
    return next((found[-1].index for found in ranked if found), None)


def marked_relations(scene: Scene, roles: dict[int, Role]) -> dict[int, list[Claimed]]:
    """The marked relations by the word that tells each."""
    found: dict[int, list[Claimed]] = defaultdict(list)
    for span, claimed in scene.of("relation"):
        if (index := telling_word(scene.drafted.words, span, roles)) is not None:
            found[index].append(claimed)
    return found


def taught_words(scene: Scene, roles: dict[int, Role]) -> tuple[Pairs, list[int]]:
    """Every word of a report that may tell a relation, and the type of the one it tells."""
    marked = marked_relations(scene, roles)
    pairs = telling_words(scene.drafted.words, roles)
    return pairs, [CLASSES.index(marked[index][0].value if index in marked else NONE) for index in pairs.left]


def taught_sides(scene: Scene, roles: dict[int, Role], reader: Reader) -> tuple[Pairs, list[int], list[float]]:
    """Each telling word with the words around it: which stands for the subject, which for the object, and what that weighs."""
    words, marked = scene.drafted.words, marked_relations(scene, roles)
    types = {index: RelationType(claimed[0].value) for index, claimed in marked.items()}
    pairs = sides_of(words, sorted(marked), types)
    _, cast = cast_of(scene.drafted, pairs.right, reader)
    entities = {entity.id: entity for entity in cast.entities({})}
    at = [entities.get(cast.entity_at(index) or "") for index in pairs.right]
    sides = [
        _side(marked[left], [*entity.forms, entity.name] if entity else [words.words[right].text], bearer=left == right)
        for left, right, entity in zip(pairs.left, pairs.right, at, strict=True)
    ]
    return pairs, sides, only_the_nearest(pairs, sides, at)


def _side(marked: list[Claimed], forms: list[str], *, bearer: bool) -> int:
    """Which side of the relations a word tells somebody stands on; who bears the role is never its object."""
    best, side = 0.0, 0
    for claimed in marked:
        subject = closeness(forms, claimed.one("subject") or "")
        object_ = 0.0 if bearer else closeness(forms, claimed.one("object") or "")
        for number, close in ((SUBJECT, subject), (OBJECT, object_)):
            if close > best:
                best, side = close, number
    return side


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(
        description="Fit the networks that tell which words tell relations, and between whom."
    )
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("corpus/train"))
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    telling, sides, reader = Lessons(), Lessons(), load_reader()
    for scene in scenes(sorted(options.corpus.glob("*.marked")), reader):
        roles = listed_roles(scene.drafted.words)
        telling.add(scene.drafted.words, *taught_words(scene, roles))
        sides.add(scene.drafted.words, *taught_sides(scene, roles, reader))
    save_pairs(fit_pairs(telling, CLASSES, Plan(units=160, decay=0.3)), options.out / "relation_words.npz")
    save_pairs(fit_pairs(sides, SIDES), options.out / "relation_sides.npz")


if __name__ == "__main__":
    main()
