"""What happens, as a lesson: the events and relations marked in our own text and who takes part in them, paragraph by paragraph.

The same lines teach the small networks over pairs of words, which look at the states as they are; here they shape the states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sayso.read.pairs import Pairs
from sayso.read.reader import Reader
from sayso.train.corpora import IGNORED, SceneExample, TaughtPair
from sayso.train.event_words import taught_words as taught_event_words
from sayso.train.parties import taught_parties
from sayso.train.relation_words import listed_roles, taught_sides
from sayso.train.relation_words import taught_words as taught_relation_words
from sayso.train.scenes import Scene, scenes, window_of


def scene_examples(paths: Iterable[Path], reader: Reader) -> Iterator[SceneExample]:
    """A lesson from each paragraph in files of marked text that have the second layer."""
    for scene in scenes(paths, reader):
        yield from _examples(scene, reader)


def _examples(scene: Scene, reader: Reader) -> Iterator[SceneExample]:
    words = scene.drafted.words
    roles = listed_roles(words)
    events, relations = _by_word(*taught_event_words(scene)), _by_word(*taught_relation_words(scene, roles))
    parties, sides = taught_parties(scene, reader), taught_sides(scene, roles, reader)
    for number in range(len(words.paragraphs)):
        pieces, place = window_of(words, number, reader)
        order = {index: row for row, index in enumerate(place)}
        yield SceneExample(
            pieces,
            list(place.values()),
            [events.get(index, IGNORED) for index in place],
            list(_inside(order, *parties)),
            [relations.get(index, IGNORED) for index in place],
            list(_inside(order, *sides)),
        )


def _by_word(pairs: Pairs, classes: list[int]) -> dict[int, int]:
    return dict(zip(pairs.left, classes, strict=True))


def _inside(order: Mapping[int, int], pairs: Pairs, parts: list[int], weights: list[float]) -> Iterator[TaughtPair]:
    """The pairs both of whose words stand in a window."""
    for left, right, part, weight in zip(pairs.left, pairs.right, parts, weights, strict=True):
        if left in order and right in order:
            yield TaughtPair(order[left], order[right], part, weight)
