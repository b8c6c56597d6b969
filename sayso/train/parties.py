"""Teaching who takes part in an event, on the second layer of our own marked text.

    python -m sayso.train.parties [corpus/train] [--out sayso/read/model/parties.npz]

The marking names parties, the network judges words: a word has the role of the party it turns out to mean, the nearest word
where several do.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from sayso.read import cast_of
from sayso.read.pairs import MODEL, Pairs, save_pairs
from sayso.read.parties import ROLES, pairs_of
from sayso.read.predicates import Predicate, argument_heads, bare_predicate
from sayso.read.reader import Reader, load_reader
from sayso.terms import Entity
from sayso.train.called import is_called
from sayso.train.claimed import Claimed
from sayso.train.pairs import Lessons, fit_pairs
from sayso.train.scenes import Scene, naming_word, scenes


def teach_parties(scene: Scene, lessons: Lessons, reader: Reader) -> None:
    """Every noun in the sentence of a marked event, with its role in it."""
    words = scene.drafted.words
    marked = marked_predicates(scene)
    predicates = [predicate for predicate, _ in marked.values()]
    pairs = pairs_of(words, predicates)
    _, cast = cast_of(scene.drafted, [*pairs.right, *argument_heads(predicates)], reader)
    entities = {entity.id: entity for entity in cast.entities({})}
    at = [entities.get(cast.entity_at(index) or "") for index in pairs.right]
    roles = [_role(marked[left][1], entity) for left, entity in zip(pairs.left, at, strict=True)]
    lessons.add(words, pairs, roles, _only_the_nearest(pairs, roles, at))


def marked_predicates(scene: Scene) -> dict[int, tuple[Predicate, Claimed]]:
    """The marked events by the word that names each."""
    words, known = scene.drafted.words, {predicate.word: predicate for predicate in scene.drafted.listed}
    found: dict[int, tuple[Predicate, Claimed]] = {}
    for span, claimed in scene.of("event"):
        if (index := naming_word(words, span, known)) is not None:
            found.setdefault(index, (known.get(index) or bare_predicate(words, words.words[index]), claimed))
    return found


def _role(claimed: Claimed, entity: Entity | None) -> int:
    if entity is None:
        return 0
    named = (
        number
        for number, role in enumerate(ROLES)
        if any(is_called(entity, name) for name in claimed.fields.get(role, ()))
    )
    return next(named, 0)


def _only_the_nearest(pairs: Pairs, roles: list[int], at: list[Entity | None]) -> list[float]:
    """Of several words for one party the nearest in the syntax counts; the others are neither right nor wrong."""
    rows: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for row, (left, role, entity) in enumerate(zip(pairs.left, roles, at, strict=True)):
        if role and entity:
            rows[left, role, entity.id].append(row)
    weights = [1.0] * len(pairs)
    for alike in rows.values():
        alike.sort(key=lambda row: (_steps(pairs, row), abs(pairs.right[row] - pairs.left[row])))
        for row in alike[1:]:
            weights[row] = 0.0
    return weights


def _steps(pairs: Pairs, row: int) -> int:
    path = pairs.signs[row][0]
    return 99 if path == "path far" else path.count(" ")


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(description="Fit the network that tells who takes part in an event.")
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("corpus/train"))
    parser.add_argument("--out", type=Path, default=MODEL / "parties.npz")
    options = parser.parse_args()
    lessons, reader = Lessons(), load_reader()
    for scene in scenes(sorted(options.corpus.glob("*.marked")), reader):
        teach_parties(scene, lessons, reader)
    save_pairs(fit_pairs(lessons, ROLES), options.out)


if __name__ == "__main__":
    main()
