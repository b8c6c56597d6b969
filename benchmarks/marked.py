"""Our own marked text: attributions, stance, nesting and who speaks, on whole reports and single paragraphs.

    python -m benchmarks.marked corpus/test tests/gold/unseen

A whole report is read as one text, its headline first; a single paragraph by itself. *Speaker right*: of the attributions
whose cue was found and whose speaker is marked, how many were given to the right one. An entity is the marked speaker if
one of its names, forms or roles says so. Where the marking calls a speaker as nothing in the report does ("the villagers"
for "people in the lower village"), the entity given to that speaker most often stands in, if it is nobody else's.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import msgspec

from sayso.ingest import from_text
from sayso.read import read_documents
from sayso.read.reader import load_reader
from sayso.terms import Attribution, Document, Reading
from sayso.train.called import is_called
from sayso.train.marked import MarkedAttribution, MarkedParagraph, read_marked
from sayso.train.measure import AttributionScores, Scored, Tally, match_by_cue, nesting, share

NOBODY = frozenset({"unspecified", "unstated", "unclear", "unknown"})


@dataclass(slots=True)
class MarkedReport:
    """Paragraphs that belong together, as one text."""

    name: str
    paragraphs: list[MarkedParagraph]

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    def gold(self) -> Iterator[tuple[Scored, MarkedAttribution, tuple[int, int]]]:
        """Each marked attribution in the characters of the text, with its key (paragraph, number)."""
        shift = 0
        for number, paragraph in enumerate(self.paragraphs):
            for a in paragraph.attributions:
                spans = [tuple((s + shift, e + shift) for s, e in role) for role in (a.source, a.cue, a.content)]
                yield Scored(*spans, key=(number, a.number)), a, (number, a.number)
            shift += len(paragraph.text) + 2


@dataclass(slots=True)
class MarkedScores:
    """Everything measured on marked text."""

    attribution: AttributionScores = field(default_factory=AttributionScores)
    nested: Tally = field(default_factory=Tally)
    stance: Counter[bool] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    speaker: Counter[bool] = field(default_factory=Counter)
    speaker_in_reports: Counter[bool] = field(default_factory=Counter)
    wrong_speakers: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, float]]:
        """The figures by name, in percent."""
        yield "linked, Dice 0.5, F1", self.attribution.linked.f1
        yield "linked, all exact, F1", self.attribution.exact.f1
        yield "cue found, F1", self.attribution.found.f1
        yield "stance right, of cues found", share(self.stance)
        yield "nesting F1", self.nested.f1
        yield "speaker right, of cues found", share(self.speaker)
        yield "speaker right, whole reports", share(self.speaker_in_reports)


def marked_reports(paths: Iterable[Path]) -> Iterator[MarkedReport]:
    """The reports of files or folders of marked text; a paragraph outside any is a report of its own."""
    files = [file for path in paths for file in (sorted(path.glob("*.marked")) if path.is_dir() else [path])]
    for file in files:
        for number, (name, group) in enumerate(groupby(read_marked(file), key=lambda p: p.report)):
            paragraphs = list(group)
            if name:
                yield MarkedReport(f"{file.stem}/{name}", paragraphs)
            else:
                yield from (MarkedReport(f"{file.stem}/{number}.{n}", [p]) for n, p in enumerate(paragraphs))


def measure(paths: Iterable[Path]) -> MarkedScores:
    """Read every report and score it."""
    reports = list(marked_reports(paths))
    scores = MarkedScores()
    for report, reading in zip(reports, read_documents(map(marked_document, reports), load_reader()), strict=True):
        _score(report, reading, scores)
    return scores


def marked_document(report: MarkedReport) -> Document:
    """A report as a document; the marked paragraphs are all of it, so nothing is boilerplate."""
    found = from_text(report.text, report.name)
    kept = [region for region in found.regions if region.region != "boilerplate"]
    return msgspec.structs.replace(found, regions=kept, body=found.paragraphs)


def _score(report: MarkedReport, reading: Reading, scores: MarkedScores) -> None:
    text = report.text
    gold = list(report.gold())
    marked = {key: a for _, a, key in gold}
    predicted = [Scored(a.source, a.cue, a.content, a.id) for a in reading.attributions]
    scores.attribution.add(text, predicted, [g for g, _, _ in gold])
    matches = match_by_cue([p for p in predicted if p.cue], [g for g, _, _ in gold if g.cue])
    by_id = {a.id: a for a in reading.attributions}
    pairs = {str(mine.key): theirs.key for mine, theirs in matches}
    _score_nesting(reading.attributions, marked, pairs, scores)
    for mine, theirs in matches:
        wanted = marked[theirs.key].stance  # type: ignore[index]
        got = by_id[str(mine.key)].stance.value
        scores.stance[wanted == got] += 1
        if wanted != got:
            scores.confusion[wanted, got] += 1
    _score_speakers(report, reading, marked, pairs, scores)


def _score_nesting(
    found: Sequence[Attribution],
    marked: dict[tuple[int, int], MarkedAttribution],
    pairs: dict[str, object],
    scores: MarkedScores,
) -> None:
    mine = {(pairs.get(a.id, a.id), pairs.get(a.within, a.within)) for a in found if a.within}
    gold = {(key, (key[0], a.within)) for key, a in marked.items() if a.within is not None}
    counted = nesting([(mine, gold)])  # type: ignore[list-item]
    scores.nested.right += counted.right
    scores.nested.predicted += counted.predicted
    scores.nested.gold += counted.gold


def _score_speakers(
    report: MarkedReport,
    reading: Reading,
    marked: dict[tuple[int, int], MarkedAttribution],
    pairs: dict[str, object],
    scores: MarkedScores,
) -> None:
    entities = {entity.id: entity for entity in reading.entities}
    asked = [
        (a, gold.speaker)
        for a in reading.attributions
        if (gold := marked.get(pairs.get(a.id))) and gold.speaker and gold.speaker.lower() not in NOBODY  # type: ignore[arg-type]
    ]
    named = {
        (entity, speaker)
        for speaker in {s for _, s in asked}
        for entity in entities
        if is_called(entities[entity], speaker)
    }
    stand_ins = _stand_ins(asked, named)
    for a, wanted in asked:
        given = [entity for entity in (a.speaker, *a.co_speakers) if entity]
        right = any((entity, wanted) in named or stand_ins.get(wanted) == entity for entity in given)
        scores.speaker[right] += 1
        if len(report.paragraphs) > 1:
            scores.speaker_in_reports[right] += 1
        if not right:
            got = entities[a.speaker].name if a.speaker in entities else "nobody"
            source = " ".join(span.of(reading.document.text) for span in a.source)
            scores.wrong_speakers.append(f'{report.name}: "{source}" is {wanted}, given as {got}')


def _stand_ins(asked: Sequence[tuple[Attribution, str]], named: set[tuple[str, str]]) -> dict[str, str]:
    """For a speaker whom no entity of the report is called like: the entity given most often, if it is nobody else."""
    literally = {speaker for _, speaker in named}
    somebody = {entity for entity, _ in named}
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for a, speaker in asked:
        if speaker not in literally and a.speaker and a.speaker not in somebody:
            given[speaker][a.speaker] += 1
    return {speaker: counts.most_common(1)[0][0] for speaker, counts in given.items()}


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure attributions on marked text.")
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument(
        "--errors", action="store_true", help="list wrong speakers and confused stances (never on a test part)"
    )
    options = parser.parse_args()
    scores = measure(options.paths)
    for name, value in scores.rows():
        print(f"{value:6.1f}  {name}")
    if options.errors:
        for line in scores.wrong_speakers:
            print(line)
        for (wanted, got), count in scores.confusion.most_common(25):
            print(f"{count:4} {wanted} taken for {got}")


if __name__ == "__main__":
    main()
