"""What a case costs: adding reports beyond reading them, adding one more to a big case, and listing it.

    python -m benchmarks.case_speed [--shared ../shared] [--reports 1000] [--big 10000]

The big case is generated as Readings straight into the store: invented reports about invented people, each made of
sentences of its story and of sentences of its own. Only ratios count; absolute times change with the machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace
from sqlalchemy import text

from sayso.ingest import from_text
from sayso.pipeline import read_text
from sayso.read import read_documents
from sayso.read.reader import load_reader
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case
from sayso.terms import (
    MEANING,
    Attribution,
    Basis,
    Claim,
    Document,
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
COPIES = 160
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
DEEDS = [
    "bombed the bridge",
    "paid the harbour master",
    "signed the lease",
    "closed the school",
    "shelled the village",
    "sold the rifles",
    "seized the barge",
    "burned the mill",
    "struck the convoy",
    "hid the ledger",
]


def new_case(folder: Path, name: str) -> Case:
    """An empty case in a folder."""
    return open_case(folder / f"{name}.sayso", create=True)


def documents(path: Path, count: int) -> list[Document]:
    """Articles of a corpus, then copies of some under another headline, outlet and date."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [
        _document(row, row["id"], row["text"], row["outlet"], row["published"])
        for row in rows[: count - min(COPIES, count // 4)]
    ]
    dice = random.Random(SEED)
    for row in dice.sample(rows[: len(found)], count - len(found)):
        found.append(
            _document(row, f"copy-{row['id']}", f"As others see it.\n\n{row['text']}", "The Lantern", "2017-01-02")
        )
    return found


def _document(row: dict[str, Any], location: str, words: str, outlet: str, published: str) -> Document:
    return replace(
        from_text(words, location), outlet=outlet, agency=row["agency"], published=Moment(published, Precision.DAY)
    )


def measure_adding(path: Path, count: int) -> float:
    """Time that filing and settling take, in percent of the time that reading takes."""
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder), "adding")
        reader = load_reader()
        reading = filing = 0.0
        waiting = iter(documents(path, count))
        while part := list(islice(waiting, 20)):
            begun = time.perf_counter()
            readings = list(read_documents(part, reader))
            reading += time.perf_counter() - begun
            begun = time.perf_counter()
            for one in readings:
                file(case, one)
            filing += time.perf_counter() - begun
        begun = time.perf_counter()
        settle(case)
        settling = time.perf_counter() - begun
    print(f"  reading {reading:.0f} s, filing {filing:.1f} s, settling {settling:.1f} s", file=sys.stderr)
    return 100 * (filing + settling) / reading


def generated(count: int) -> Iterator[Reading]:
    """Invented readings: stories of about five reports, a cast each, some of it shared by many stories."""
    dice = random.Random(SEED)
    numbers = np.random.default_rng(SEED)
    states = [_name(dice, 1) for _ in range(40)]
    number = 0
    while number < count:
        cast = [_name(dice, 2) for _ in range(8)] + dice.sample(states, 2)
        matters = [
            (f"{dice.choice(cast)} {dice.choice(DEEDS)} at {_name(dice, 1)}", numbers.normal(size=MEANING))
            for _ in range(10)
        ]
        for _ in range(min(dice.randint(1, 9), count - number)):
            number += 1
            yield _reading(number, cast, dice.sample(matters, 6), dice, numbers)


def _name(dice: random.Random, words: int) -> str:
    return " ".join("".join(dice.sample(SYLLABLES, 3)).capitalize() for _ in range(words))


def _reading(
    number: int, cast: list[str], matters: list[tuple[str, Any]], dice: random.Random, numbers: Any
) -> Reading:
    """One report: each sentence a claim of one of the cast."""
    sentences, spoken = [], []
    for words, meaning in matters:
        for told in (
            words,
            f"{dice.choice(cast)} {dice.choice(DEEDS)} on day {dice.randint(1, 900)} near {_name(dice, 1)}",
        ):
            speaker = dice.choice(cast)
            sentences.append(f"{speaker} said that {told}.")
            spoken.append((speaker, told, meaning if told == words else numbers.normal(size=MEANING)))
    body = " ".join(sentences)
    document = from_text(body, f"generated-{number}")
    document = replace(
        document,
        outlet=f"Outlet {number % 60}",
        published=Moment(f"20{10 + number % 15}-0{1 + number % 9}-1{number % 9}", Precision.DAY),
        paragraphs=[Span(0, len(body))],
        body=[Span(0, len(body))],
    )
    entities = {
        name: Entity(id=f"e{i}", name=name, type=EntityType.PERSON, forms=[name])
        for i, name in enumerate(cast, start=1)
    }
    mentions, attributions, claims, vectors, spans = [], [], [], [], []
    place = 0
    for i, (sentence, (speaker, told, meaning)) in enumerate(zip(sentences, spoken, strict=True), start=1):
        content = Span(place + sentence.index(told), place + sentence.index(told) + len(told))
        spans.append(Span(place, place + len(sentence)))
        for name, entity in entities.items():
            at = sentence.find(name)
            while at >= 0:
                mentions.append(
                    Mention(
                        id=f"m{len(mentions) + 1}",
                        start=place + at,
                        end=place + at + len(name),
                        type=EntityType.PERSON,
                        form=MentionForm.NAME,
                        entity=entity.id,
                    )
                )
                at = sentence.find(name, at + 1)
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
        claims.append(
            Claim(
                id=f"c{i}",
                attribution=f"a{i}",
                voice=Voice.NAMED,
                stance=stance,
                span=content,
                holds=Holds.NO if stance is Stance.DENIES else Holds.YES,
                basis=Basis.UNSTATED,
            )
        )
        unit = meaning / np.linalg.norm(meaning) + numbers.normal(size=MEANING) * 0.01
        vectors.append(np.rint(unit / np.linalg.norm(unit) * 127).astype(np.int8).tobytes())
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


def measure_one_more(case: Case, folder: Path) -> float:
    """Filing and settling one more report in a big case, as a multiple of doing so in an empty one; medians of five."""
    dice, numbers = random.Random(1), np.random.default_rng(1)
    more = [
        _reading(
            10**6 + i,
            [_name(dice, 2) for _ in range(10)],
            [(f"{_name(dice, 1)} fell", numbers.normal(size=MEANING)) for _ in range(6)],
            dice,
            numbers,
        )
        for i in range(5)
    ]
    more += [replace(read_text(SAMPLE), document=replace(read_text(SAMPLE).document, location="one-more"))]
    big, empty = [], []
    for number, one in enumerate(more):
        for target, times in ((case, big), (new_case(folder, f"empty-{number}"), empty)):
            begun = time.perf_counter()
            file(target, one)
            settle(target)
            times.append(time.perf_counter() - begun)
    print(
        f"  one more: {statistics.median(big) * 1000:.0f} ms in the big case, {statistics.median(empty) * 1000:.0f} ms in an empty one",
        file=sys.stderr,
    )
    return statistics.median(big) / statistics.median(empty)


SAMPLE = "The mayor of Tolmere, Ana Roth, said the dam had cracked. The company denied it. Its lawyer, Piet Sand, called the charge a tale."


def measure_lists(case: Case) -> Iterator[tuple[str, float]]:
    """Each list in full, as a multiple of running its SQL bare."""
    for name, bare in BARE.items():
        yield (
            name,
            _time(lambda name=name: sum(1 for _ in getattr(lists, name)(case)))
            / _time(lambda bare=bare: _bare(case, bare)),
        )


BARE = {
    "list_reports": "SELECT id, location, title, outlet, agency, published, claims FROM reports ORDER BY published, number",
    "list_claims": 'SELECT s.id, r.location, s.start, s."end", s.text, s.speaker, s.voice, s.stance, s.holds, s.matter, s.said, s.happened, s.published, s.decided FROM statements s JOIN reports r ON r.id = s.report WHERE NOT s.hidden ORDER BY r.number, s.number',
    "list_matters": 'SELECT m.id, m.text, m.body, s.id, r.location, s.start, s."end", s.speaker, s.stance, s.holds, s.text FROM matters m JOIN statements s ON s.matter = m.id JOIN reports r ON r.id = s.report ORDER BY m.origins_max DESC, m.reports DESC, m.id',
    "list_entities": "SELECT n.identity, e.report, r.location, e.forms, e.spans, i.name, i.type FROM names n JOIN entities e ON e.named = n.id JOIN reports r ON r.id = e.report JOIN identities i ON i.id = n.identity",
    "list_replies": "SELECT a.reply, a.answers, a.how, a.why, s.speaker, s.text, t.speaker, t.text FROM replies a JOIN statements s ON s.id = a.reply JOIN statements t ON t.id = a.answers ORDER BY a.answers, a.reply",
}
"""What each list needs from the store, in one question."""


def _bare(case: Case, sql: str) -> None:
    with case.asking() as connection:
        for _ in connection.execute(text(sql)):
            pass


def _time(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--big", type=int, default=10_000)
    options = parser.parse_args()
    articles = options.shared / "data" / "attribution-train.jsonl.gz"
    if articles.exists() and options.reports:
        print(f"adding {options.reports} reports: {measure_adding(articles, options.reports):.1f} % of reading them")
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder), "big")
        begun = time.perf_counter()
        for reading in generated(options.big):
            file(case, reading)
        filed = time.perf_counter()
        settle(case)
        print(
            f"  {options.big} generated reports: filed in {filed - begun:.0f} s, settled in {time.perf_counter() - filed:.0f} s",
            file=sys.stderr,
        )
        print(f"one more in a case of {options.big}: {measure_one_more(case, Path(folder)):.1f} x an empty one")
        for name, ratio in measure_lists(case):
            print(f"{name}: {ratio:.1f} x its bare SQL")


if __name__ == "__main__":
    main()
