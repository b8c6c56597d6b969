"""Readings made up by the thousand, for measuring what grows with a case: written straight into its store.

Everything is drawn by fixed dice. Words and people are used as often as in real text, the few very often and most hardly
ever (Zipf's law); a story is told by one to nine reports with a cast and matters of its own; one report in twelve is another
outlet's copy of an earlier one of its story.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from msgspec.structs import replace

from sayso.ingest import from_text
from sayso.terms import (
    MEANING,
    Attribution,
    Basis,
    Claim,
    Entity,
    EntityType,
    Holds,
    Kind,
    Mention,
    MentionForm,
    Moment,
    Precision,
    Reading,
    Span,
    Stance,
    Voice,
)

SEED = 20261126
SYLLABLES = [
    "ba",
    "ro",
    "mi",
    "ket",
    "lan",
    "dor",
    "vas",
    "ter",
    "quil",
    "han",
    "sor",
    "pel",
    "ith",
    "gar",
    "mon",
    "ruk",
    "del",
    "fen",
    "tov",
    "zar",
    "eb",
    "lin",
    "osk",
    "ur",
]
WORDS = 4000
OFTEN_NAMED = 400
"""People, bodies and states that any story may name; everybody else belongs to one story."""
COPIED = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """Things drawn the more often the earlier they stand."""

    things: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, things: Sequence[str]) -> Drawn:
        """Things with the weights of Zipf's law."""
        return cls(things, list(accumulate(1 / (place + 2) for place in range(len(things)))))

    def some(self, dice: random.Random, count: int) -> list[str]:
        """So many of them, each at its own odds."""
        return dice.choices(self.things, cum_weights=self.weights, k=count)


@dataclass(slots=True)
class World:
    """Everything stories are made of."""

    dice: random.Random
    numbers: np.random.Generator
    words: Drawn
    known: Drawn

    def name(self, words: int = 2) -> str:
        """A name nobody had before, but by chance."""
        return " ".join("".join(self.dice.sample(SYLLABLES, 3)).capitalize() for _ in range(words))

    def told(self, cast: Sequence[str]) -> str:
        """What somebody did, in words of its own."""
        return f"{self.dice.choice(cast)} {' '.join(self.words.some(self.dice, self.dice.randint(7, 15)))}"


def new_world(seed: int = SEED) -> World:
    """A world of its own words and names."""
    dice = random.Random(seed)
    words = sorted({"".join(dice.sample(SYLLABLES, dice.choice((1, 2, 2, 3)))) for _ in range(WORDS)})
    dice.shuffle(words)
    world = World(dice, np.random.default_rng(seed), Drawn.of(words), Drawn.of(["nobody"]))
    world.known = Drawn.of([world.name(dice.choice((1, 2))) for _ in range(OFTEN_NAMED)])
    return world


def generated(count: int, seed: int = SEED) -> Iterator[Reading]:
    """So many readings, story by story."""
    world = new_world(seed)
    number = 0
    while number < count:
        told: list[Reading] = []
        cast = [*(world.name() for _ in range(6)), *dict.fromkeys(world.known.some(world.dice, 4))]
        matters = [(world.told(cast), world.numbers.normal(size=MEANING)) for _ in range(8)]
        for _ in range(min(world.dice.randint(1, 9), count - number)):
            number += 1
            if told and world.dice.randrange(COPIED) == 0:
                told.append(reprinted(world.dice.choice(told), number))
            else:
                told.append(report(number, cast, world.dice.sample(matters, 5), world))
            yield told[-1]


def reprinted(original: Reading, number: int) -> Reading:
    """The same report by another outlet, some days later."""
    document = original.document
    year, rest = document.published.value[:4], document.published.value[4:]  # type: ignore[union-attr]
    return replace(
        original,
        document=replace(
            document,
            id=f"{document.id[:-8]}{number:08x}",
            location=f"generated-{number}",
            outlet=f"Outlet {number % 60}",
            published=Moment(f"{int(year)}{rest[:-2]}2{number % 8}", Precision.DAY),
        ),
    )


def around(hub: str, neighbours: int, each: int = 20, seed: int = SEED) -> Iterator[Reading]:
    """Reports in which one and the same speaks about so many others, some in each report."""
    world = new_world(seed)
    names = list(dict.fromkeys(world.name(2) for _ in range(neighbours * 2)))[:neighbours]
    for number, start in enumerate(range(0, neighbours, each), start=1):
        others = names[start : start + each]
        spoken = [(hub, world.told([other]), world.numbers.normal(size=MEANING)) for other in others]
        yield told_by(number, [hub, *others], spoken, world)


def report(number: int, cast: Sequence[str], matters: Sequence[tuple[str, Any]], world: World) -> Reading:
    """One report: the matters of its story and as many of its own, each the claim of one of the cast."""
    dice, spoken = world.dice, []
    for told, meaning in matters:
        spoken.append((dice.choice(cast), told, meaning))
        spoken.append((dice.choice(cast), world.told(cast), world.numbers.normal(size=MEANING)))
    return told_by(number, cast, spoken, world)


def told_by(number: int, cast: Sequence[str], spoken: Sequence[tuple[str, str, Any]], world: World) -> Reading:
    """One report of who said what."""
    dice = world.dice
    sentences = [f"{speaker} said {' '.join(world.words.some(dice, 2))} that {told}." for speaker, told, _ in spoken]
    body = " ".join(sentences)
    document = replace(
        from_text(body, f"generated-{number}"),
        outlet=f"Outlet {number % 60}",
        title=" ".join(world.words.some(dice, 5)).capitalize(),
        published=Moment(f"20{10 + number % 15}-0{1 + number % 9}-1{number % 9}", Precision.DAY),
        paragraphs=[Span(0, len(body))],
        body=[Span(0, len(body))],
    )
    entities = {
        name: Entity(id=f"e{i}", name=name, type=EntityType.PERSON, forms=[name]) for i, name in enumerate(cast, 1)
    }
    spans, attributions, claims, vectors = [], [], [], []
    mentions: list[Mention] = []
    place = 0
    for i, (sentence, (speaker, told, meaning)) in enumerate(zip(sentences, spoken, strict=True), start=1):
        start = place + sentence.index(told)
        content = Span(start, start + len(told))
        spans.append(Span(place, place + len(sentence)))
        mentions += _mentions(sentence, place, entities, len(mentions))
        stance = dice.choice((Stance.ASSERTS, Stance.ALLEGES, Stance.DENIES))
        attributions.append(
            Attribution(
                id=f"a{i}",
                source=[Span(place, place + len(speaker))],
                cue=[Span(place + len(speaker) + 1, place + len(speaker) + 5)],
                content=[content],
                quoted=[],
                kind=Kind.INDIRECT,
                voice=Voice.NAMED,
                stance=stance,
                speaker=entities[speaker].id,
            )
        )
        holds = Holds.NO if stance is Stance.DENIES else Holds.YES
        claims.append(
            Claim(
                id=f"c{i}",
                attribution=f"a{i}",
                voice=Voice.NAMED,
                stance=stance,
                span=content,
                holds=holds,
                basis=Basis.UNSTATED,
            )
        )
        vectors.append(_as_bytes(meaning, world))
        place += len(sentence) + 1
    return Reading(
        document=document,
        sentences=spans,
        mentions=mentions,
        entities=list(entities.values()),
        attributions=attributions,
        claims=claims,
        vectors=b"".join(vectors),
    )


def _mentions(sentence: str, place: int, entities: dict[str, Entity], before: int) -> list[Mention]:
    found: list[Mention] = []
    for name, entity in entities.items():
        at = sentence.find(name)
        while at >= 0:
            number, start = before + len(found) + 1, place + at
            found.append(
                Mention(
                    id=f"m{number}",
                    start=start,
                    end=start + len(name),
                    type=EntityType.PERSON,
                    form=MentionForm.NAME,
                    entity=entity.id,
                )
            )
            at = sentence.find(name, at + 1)
    return found


def _as_bytes(meaning: Any, world: World) -> bytes:
    """A meaning as two readers of one claim would give it: nearly the same."""
    unit = meaning / np.linalg.norm(meaning) + world.numbers.normal(size=MEANING) * 0.01
    return bytes(np.rint(unit / np.linalg.norm(unit) * 127).astype(np.int8).tobytes())
