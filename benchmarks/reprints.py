"""Reprints: seeded copies found and told from what is none, beside plain MinHash at its best threshold; natural copies.

    python -m benchmarks.reprints [--shared ../shared]

Seeded: each of 120 articles of the training part gets copies by each damage alone and by each two of them, with a fixed
seed, to be found among all 840: cut to 30 to 90 in a hundred of its sentences, sentences in another order, new headline and byline, one letter in
twenty another, other quotation marks. A pair is right if the copy is held for one of its own article. Natural: pairs of
the whole training part that share half their word 5-grams.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace
from rensa import RMinHash

from sayso.ingest import from_text
from sayso.resolve.reprints import Printed, compare
from sayso.resolve.sketches import keys_of, plain
from sayso.terms import Reading, Span
from sayso.train.measure import Tally

SEED = 20261126
ARTICLES = 120
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"'”’)]*|\n|$)\s*")


@dataclass(frozen=True)
class Text:
    """An article or a damaged copy of one; `of` is the article it is of."""

    id: str
    of: str
    text: str


def articles(path: Path) -> list[Text]:
    """The articles of a corpus, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Text(str(row["id"]), str(row["id"]), row["text"]) for row in rows]


def sentences(text: str) -> list[str]:
    """A text cut where sentences end, roughly: what a copyist with scissors would do."""
    return [part for part in SENTENCE.findall(text) if part.strip()]


def cut(text: str, dice: random.Random) -> str:
    """A stretch of 30 to 90 in a hundred of its sentences."""
    parts = sentences(text)
    keep = max(1, round(len(parts) * dice.uniform(0.3, 0.9)))
    start = dice.randrange(len(parts) - keep + 1)
    return "".join(parts[start : start + keep])


def reordered(text: str, dice: random.Random) -> str:
    """Its sentences in another order."""
    parts = [part.strip() for part in sentences(text)]
    dice.shuffle(parts)
    return "\n\n".join(" ".join(parts[i : i + 3]) for i in range(0, len(parts), 3))


def headed(text: str, dice: random.Random) -> str:
    """Under another headline and byline."""
    head = dice.choice(("What is known so far", "Morning round-up", "Officials trade words", "A day of claims"))
    return f"{head}\n\nBy {dice.choice(('Ada Quill', 'Tom Harrow', 'Post staff'))}\n\n{text}"


def noisy(text: str, dice: random.Random) -> str:
    """One letter in twenty another."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(dice.choice(letters) if c.isalpha() and dice.random() < 0.05 else c for c in text)


def requoted(text: str, dice: random.Random) -> str:
    """With other quotation marks."""
    plain_marks = text.translate(str.maketrans("“”‘’", "\"\"''"))
    open_now = [False]

    def turn(_: re.Match[str]) -> str:
        open_now[0] = not open_now[0]
        return "«" if open_now[0] else "»"

    del dice
    return re.sub('"', turn, plain_marks)


DAMAGES: dict[str, Callable[[str, random.Random], str]] = {
    "cut": cut, "reordered": reordered, "headed": headed, "noisy": noisy, "requoted": requoted,
}  # fmt: skip


def seeded(originals: Sequence[Text]) -> Iterator[Text]:
    """Every article with each damage, and with each two."""
    dice = random.Random(SEED)
    for original in originals:
        for names in [*((name,) for name in DAMAGES), *combinations(DAMAGES, 2)]:
            text = original.text
            for name in names:
                text = DAMAGES[name](text, dice)
            yield Text(f"{original.id}~{'+'.join(names)}", original.of, text)


def printed(text: Text) -> Printed:
    """A text as reprints are found in it; sentences are cut without the reader, which has no part in this."""
    document = replace(from_text(text.text, text.id), id=text.id)
    spans = [Span(found.start(), found.end()) for found in SENTENCE.finditer(text.text) if found[0].strip()]
    return Printed(Reading(document=document, sentences=spans))


def measure_seeded(originals: Sequence[Text], copies: Sequence[Text]) -> Tally:
    """Copies among articles: each pair of a copy and an article that is held for a reprint."""
    found = list(pairs_found(originals, copies))
    natural = natural_pairs(originals)
    right = {copy.id for original, copy in found if original.of == copy.of}
    wrong = sum(original.of != copy.of and frozenset((original.of, copy.of)) not in natural for original, copy in found)
    return Tally(len(right), len(right) + wrong, len(copies))


def pairs_found(originals: Sequence[Text], copies: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    """Pairs that share a key and are held for copies."""
    under: dict[int, list[Text]] = defaultdict(list)
    for original in originals:
        for key in keys_of(original.text):
            under[key].append(original)
    by_id = {original.id: original for original in originals}
    known = {original.id: printed(original) for original in originals}
    for copy in copies:
        shared = Counter(text.id for key in keys_of(copy.text) for text in under.get(key, ()) if text.id != copy.id)
        mine = printed(copy)
        for original in (by_id[i] for i, count in shared.items() if count >= 3):
            reprint = compare(mine, known[original.id])
            if reprint is not None and reprint.kind.value != "reuse":
                yield original, copy


def measure_plain_minhash(originals: Sequence[Text], copies: Sequence[Text]) -> tuple[Tally, float]:
    """Whole-text MinHash over word 5-grams, at the threshold that serves it best here."""
    sketches = {text.id: _minhash(text.text) for text in (*originals, *copies)}
    likeness = [(copy.of == o.of, sketches[copy.id].jaccard(sketches[o.id])) for copy in copies for o in originals]
    best, at = Tally(), 0.0
    for threshold in (step / 100 for step in range(2, 100, 2)):
        chosen = [same for same, alike in likeness if alike >= threshold]
        tally = Tally(sum(chosen), len(chosen), len(copies))
        if tally.f1 > best.f1:
            best, at = tally, threshold
    return best, at


def _minhash(text: str) -> RMinHash:
    words = plain(text).split()
    sketch = RMinHash(128, SEED)
    sketch.update([" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))])
    return sketch


def natural_pairs(texts: Sequence[Text]) -> set[frozenset[str]]:
    """Pairs that share half the word 5-grams of the smaller, by counting them all."""
    grams = {}
    for text in texts:
        words = plain(text.text).split()
        grams[text.id] = {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}
    holders: dict[str, list[str]] = defaultdict(list)
    for i, found in grams.items():
        for gram in found:
            holders[gram].append(i)
    shared: dict[frozenset[str], int] = defaultdict(int)
    for group in holders.values():
        if 2 <= len(group) <= 50:
            for a, b in combinations(group, 2):
                shared[frozenset((a, b))] += 1
    return {pair for pair, count in shared.items() if count >= 0.5 * min(len(grams[i]) for i in pair)}


def measure_natural(texts: Sequence[Text]) -> tuple[int, int, int]:
    """Natural copies: how many there are, how many are found, and how many pairs are held for copies that are none."""
    truth = natural_pairs(texts)
    found = {frozenset((a.id, b.id)) for a, b in pairs_found(texts, texts)}
    return len(truth), len(truth & found), len(found - truth)


def figures(path: Path) -> Iterator[tuple[str, float]]:
    """Every figure over the articles of a corpus, plain MinHash's beside ours."""
    every = articles(path)
    copies = list(seeded(random.Random(SEED).sample(every, ARTICLES)))
    ours = measure_seeded(every, copies)
    theirs, _ = measure_plain_minhash(every, copies)
    yield "precision", ours.precision
    yield "recall", ours.recall
    yield "minhash_precision", theirs.precision
    yield "minhash_recall", theirs.recall
    there, found, wrong = measure_natural(every)
    yield "natural", 100 * found / there
    yield "natural_false", wrong


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    for name, figure in figures(options.shared / "data" / "attribution-train.jsonl.gz"):
        print(f"{name:20} {figure:5.1f}")


if __name__ == "__main__":
    main()
