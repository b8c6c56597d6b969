"""Corpora as examples the network can learn from: each kind of marking becomes one kind of example.

What is read: `reading.json.gz` (attributions, syntax, names and coreference of other people's corpora, which never
enter this repository) and the marked text of `corpus/` (ours).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sayso.read.pieces import LONGEST_WINDOW, Pieces, split_into_pieces
from sayso.train.labels import ROLES, Labels
from sayso.train.marked import read_marked

IGNORED = -100
CONTENT = ROLES.index("B-content")
"""The label that no loss counts."""
STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-"})
NAMES = ("O", *(mark + kind for kind in ("PER", "ORG", "LOC", "MISC") for mark in ("B-", "I-")))

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class TaughtAttribution:
    """An attribution of a taught paragraph; the stance is None where the corpus does not mark it."""

    source: Spans
    cue: Spans
    content: Spans
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class TaughtParagraph:
    """A paragraph and its attributions. Where nested ones are not marked, no lack of a cue is taught inside contents."""

    text: str
    attributions: Sequence[TaughtAttribution]
    nested_marked: bool = True


@dataclass(slots=True)
class CueExample:
    """One cue: its first and last piece, the role of every piece, the stance (IGNORED where unmarked)."""

    first: int
    last: int
    roles: list[int]
    stance: int


@dataclass(slots=True)
class AttributionExample:
    """A paragraph for the cue, role and stance heads; `vector` is the teacher's sentence vector."""

    pieces: Pieces
    cue: list[int]
    cues: list[CueExample]
    paragraph: TaughtParagraph
    vector: Any = None


@dataclass(slots=True)
class SyntaxExample:
    """Sentences for the token, sentence, part-of-speech and dependency heads; heads count from 1, 0 is the root."""

    pieces: Pieces
    first_pieces: list[int]
    pos: list[int]
    heads: list[int]
    labels: list[int]
    token_start: list[int]
    sentence_start: list[int]


@dataclass(slots=True)
class NameExample:
    """A sentence for the name head; in an open one an O may hide a MISC."""

    pieces: Pieces
    first_pieces: list[int]
    tags: list[int]
    open: bool


@dataclass(frozen=True, slots=True)
class TaughtMention:
    """A mention head: where it stands, and its cluster. An untaught one is only there to be passed over."""

    window: int
    piece: int
    cluster: int
    taught: bool = True


@dataclass(slots=True)
class CoreferenceExample:
    """A document in windows for the mention and coreference heads."""

    windows: list[WindowExample]
    mention_types: list[list[int]]
    mentions: list[TaughtMention] = field(default_factory=list)


@dataclass(slots=True)
class WindowExample:
    """One window of a document."""

    pieces: Pieces
    first_pieces: list[int]


def load_reading(path: Path) -> dict[str, Any]:
    """The object in `reading.json.gz`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        content: dict[str, Any] = json.load(file)
    return content


def taught_by_polnear(
    rows: Iterable[dict[str, Any]], stances: Callable[[dict[str, Any], int], str | None] = lambda row, place: None
) -> list[TaughtParagraph]:
    """The paragraphs of `attr_train` or `attr_dev`; `stances` knows that of the cue at a place of a row, if anybody."""
    return [
        TaughtParagraph(
            row["text"],
            [
                TaughtAttribution(
                    _spans(a["source"]), _spans(a["cue"]), _spans(a["content"]), stances(row, a["cue"][0][0])
                )
                for a in row["attr"]
            ],
            nested_marked=False,
        )
        for row in rows
    ]


def polnear_stances(
    marked: Path, articles: Path, rows: Iterable[dict[str, Any]]
) -> Callable[[dict[str, Any], int], str | None]:
    """The stances we marked on PolNeAR's cues (`corpus/polnear-stances.tsv`), found by a row's text and a place in it.

    The marks name an article and a place in its text, so that no text had to be kept: the rows, which are the
    articles' paragraphs in order, are laid over the articles.
    """
    with marked.open(encoding="utf-8") as file:
        known = {(row["article"], int(row["cue"])): row["stance"] for row in csv.DictReader(file, delimiter="\t")}
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    ends: dict[str, int] = defaultdict(int)
    places: dict[tuple[str, str], int] = {}
    for row in rows:
        start = texts.get(row["doc"], "").find(row["text"], ends[row["doc"]])
        if start >= 0:
            ends[row["doc"]] = start + len(row["text"])
            places[row["doc"], row["text"]] = start

    def stance(row: dict[str, Any], place: int) -> str | None:
        start = places.get((row["doc"], row["text"]))
        article = hashlib.sha256(row["doc"].encode()).hexdigest()[:16]
        return None if start is None else known.get((article, start + place))

    return stance


def _spans(pairs: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in pairs]


def taught_by_marked_text(paths: Iterable[Path]) -> list[TaughtParagraph]:
    """The paragraphs of files of marked text."""
    return [
        TaughtParagraph(
            paragraph.text,
            [TaughtAttribution(a.source, a.cue, a.content, a.stance) for a in paragraph.attributions],
        )
        for path in paths
        for paragraph in read_marked(path)
    ]


def taught_by_articles(paths: Iterable[Path]) -> list[TaughtParagraph]:
    """The paragraphs of files in the form of `attribution-train.jsonl`, packed or not: articles with their attributions.

    Corrections made in a case come so (`sayso export training`), a paragraph a line and with stances.
    """
    return [paragraph for path in paths for row in _json_lines(path) for paragraph in _paragraphs(row)]


def _json_lines(path: Path) -> list[dict[str, Any]]:
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _paragraphs(row: dict[str, Any]) -> list[TaughtParagraph]:
    """An article cut where its blank lines are; an attribution goes where its cue is, less what lies elsewhere."""
    found, start = [], 0
    for text in row["text"].split("\n\n"):
        end = start + len(text)
        inside = [
            TaughtAttribution(
                source=_cut(marked["source"], start, end),
                cue=_cut(marked["cue"], start, end),
                content=_cut(marked["content"], start, end),
                stance=marked.get("stance"),
            )
            for marked in row["attributions"]
            if marked["cue"] and start <= marked["cue"][0][0] < end
        ]
        found.append(TaughtParagraph(text, inside, nested_marked=False))
        start = end + 2
    return found


def _cut(spans: Spans, start: int, end: int) -> Spans:
    return [(first - start, last - start) for first, last in spans if start <= first and last <= end]


def held_out(document: str) -> bool:
    """Whether an article of attribution-train belongs to the tenth that we tune on, by the hash of its id."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 10 == 0


def straighten(paragraph: TaughtParagraph) -> TaughtParagraph:
    """The same with typewriter quotation marks and dashes; no character moves."""
    return replace(paragraph, text=paragraph.text.translate(STRAIGHT))


def attribution_example(paragraph: TaughtParagraph, tokenizer: Tokenizer, labels: Labels) -> AttributionExample:
    """The paragraph's first window with its cues; a cue beyond the window is left out."""
    pieces = _first_window(split_into_pieces(paragraph.text, tokenizer))
    cue = [0] * len(pieces)
    cues = []
    for attribution in paragraph.attributions:
        marked = _bio(pieces, attribution.cue)
        at = [index for index, tag in enumerate(marked) if tag]
        if not at:
            continue
        for index in at:
            cue[index] = marked[index]
        source, content = _bio(pieces, attribution.source), _bio(pieces, attribution.content)
        roles = [s if s else (c + 2 if c else 0) for s, c in zip(source, content, strict=True)]
        assert max(roles) < len(ROLES)
        stance = IGNORED if attribution.stance is None else labels.stance.index(attribution.stance)
        cues.append(CueExample(at[0], at[-1], roles, stance))
    if not paragraph.nested_marked:
        inside = {index for known in cues for index, role in enumerate(known.roles) if role >= CONTENT}
        cue = [IGNORED if index in inside and not tag else tag for index, tag in enumerate(cue)]
    return AttributionExample(pieces, cue, cues, paragraph)


def syntax_example(row: dict[str, Any], tokenizer: Tokenizer, labels: Labels) -> SyntaxExample | None:
    """A window of sentences, or None if it is longer than the model reads."""
    pieces = split_into_pieces(row["text"], tokenizer)
    if len(pieces) >= LONGEST_WINDOW:
        return None
    first = first_pieces(pieces, row["toks"])
    kept = [index for index, piece in enumerate(first) if piece is not None]
    place = {token: number for number, token in enumerate(kept, start=1)}
    token_start, sentence_start = [0] * len(pieces), [0] * len(pieces)
    for token in kept:
        token_start[first[token]] = 1  # type: ignore[index]
        sentence_start[first[token]] = int(row["s"][token])  # type: ignore[index]
    for marks in (token_start, sentence_start):
        marks[0] = marks[-1] = IGNORED
    return SyntaxExample(
        pieces,
        [piece for piece in first if piece is not None],
        [labels.pos.index(row["u"][token]) for token in kept],
        [_kept_head(token, row["h"], place) for token in kept],
        [labels.dependency.index(row["d"][token]) if row["d"][token] in labels.dependency else 0 for token in kept],
        token_start,
        sentence_start,
    )


def _kept_head(token: int, heads: Sequence[int], place: dict[int, int]) -> int:
    """The nearest ancestor that has a piece of its own, as its place; 0 for the root."""
    head, seen = heads[token], {token}
    while head >= 0 and head not in place and head not in seen:
        seen.add(head)
        head = heads[head]
    return 0 if head < 0 or head == token else place.get(head, 0)


def name_example(row: dict[str, Any], tokenizer: Tokenizer, labels: Labels, *, open: bool) -> NameExample | None:
    """A sentence of words and tags, or None if it is too long or a word has no piece of its own."""
    text, spans = _joined(row["w"])
    pieces = split_into_pieces(text, tokenizer)
    first = first_pieces(pieces, spans)
    if len(pieces) >= LONGEST_WINDOW or any(piece is None for piece in first):
        return None
    tags = [labels.name.index(tag) if tag in labels.name else 0 for tag in row["t"]]
    return NameExample(pieces, [piece for piece in first if piece is not None], tags, open)


def coreference_example(
    row: dict[str, Any], tokenizer: Tokenizer, labels: Labels, size: int = LONGEST_WINDOW
) -> CoreferenceExample:
    """A document in windows of whole sentences of about `size` pieces, with its mention heads."""
    tokens, text = row["toks"], row["text"]
    windows: list[WindowExample] = []
    tokens_of: list[list[int]] = []
    place: dict[int, tuple[int, int]] = {}
    for window in _windows_of_sentences(row, tokenizer, size):
        start, end = tokens[window[0]][0], tokens[window[-1]][1]
        pieces = _first_window(split_into_pieces(text[start:end], tokenizer))
        first = first_pieces(pieces, [(tokens[i][0] - start, tokens[i][1] - start) for i in window])
        kept = [(token, piece) for token, piece in zip(window, first, strict=True) if piece is not None]
        place |= {token: (len(windows), piece) for token, piece in kept}
        windows.append(WindowExample(pieces, [piece for _, piece in kept]))
        tokens_of.append([token for token, _ in kept])
    longest: dict[int, tuple[int, str, int]] = {}
    for begin, end, head, kind, cluster in row["m"]:
        if head in place and (head not in longest or end - begin > longest[head][0]):
            longest[head] = (end - begin, kind, cluster)
    types = [[labels.mention.index(longest[t][1]) if t in longest else 0 for t in kept] for kept in tokens_of]
    mentions = [TaughtMention(*place[head], cluster) for head, (_, _, cluster) in sorted(longest.items())]
    return CoreferenceExample(windows, types, mentions)


def _windows_of_sentences(row: dict[str, Any], tokenizer: Tokenizer, most: int) -> list[list[int]]:
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for token, sentence in enumerate(row["sid"]):
        by_sentence[sentence].append(token)
    windows: list[list[int]] = []
    size = most
    for _, tokens in sorted(by_sentence.items()):
        start, end = row["toks"][tokens[0]][0], row["toks"][tokens[-1]][1]
        length = len(split_into_pieces(row["text"][start:end], tokenizer)) - 2
        if size + length > most - 2:
            windows.append([])
            size = 0
        windows[-1] += tokens
        size += length
    return windows


def first_pieces(pieces: Pieces, tokens: Spans) -> list[int | None]:
    """The first piece that overlaps each token; None where that piece already belongs to an earlier token."""
    found: list[int | None] = []
    taken: set[int] = set()
    index = 1
    for start, end in tokens:
        while index < len(pieces) and pieces.offsets[index][1] <= start:
            index += 1
        overlaps = (
            index < len(pieces)
            and pieces.offsets[index][0] < end
            and pieces.offsets[index][1] > pieces.offsets[index][0]
        )
        if overlaps and index not in taken:
            taken.add(index)
            found.append(index)
        else:
            found.append(None)
    return found


def _first_window(pieces: Pieces) -> Pieces:
    limit = LONGEST_WINDOW
    return Pieces(pieces.ids[:limit], pieces.offsets[:limit], pieces.shapes[:limit])


def _bio(pieces: Pieces, spans: Spans) -> list[int]:
    """0 outside, 1 at the first piece of a span, 2 inside."""
    tags = [0] * len(pieces)
    for start, end in spans:
        first = True
        for index, (left, right) in enumerate(pieces.offsets):
            if right > left and left < end and right > start:
                tags[index] = 1 if first else 2
                first = False
    return tags


def _joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    spans, place = [], 0
    for word in words:
        spans.append((place, place + len(word)))
        place += len(word) + 1
    return " ".join(words), spans


def batches(examples: Sequence[Any], most_pieces: int, *, shuffle: bool) -> list[list[Any]]:
    """Batches of examples of like length, so that little of a batch is padding."""
    jitter = 20 if shuffle else 0
    ordered = sorted(examples, key=lambda example: len(example.pieces) + random.random() * jitter)
    found: list[list[Any]] = []
    longest = 0
    for example in ordered:
        longest = max(longest, len(example.pieces))
        if not found or longest * (len(found[-1]) + 1) > most_pieces:
            found.append([])
            longest = len(example.pieces)
        found[-1].append(example)
    if shuffle:
        random.shuffle(found)
    return found
