"""The reader: one pass of one small model over each paragraph.

This is the only module that knows the model's runtime. A paragraph goes in; tokens with their syntax, names and
mention heads, cues with what each of them governs, and a sentence vector come out, all in code points of the
paragraph. Everything after it in `read/` is plain and explainable.

Roles are decoded by the Viterbi algorithm over the CRF that the model was trained with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from sayso.errors import ReaderError
from sayso.read.pieces import LONGEST_WINDOW, Pieces, load_tokenizer, split_into_pieces
from sayso.read.windows import cut_into_windows
from sayso.terms import Span, Stance

MODEL = Path(__file__).parent / "model"
LEAST_CUE = 0.3
"""Mean probability of a cue's pieces from which it is looked at; which of them are kept, `drafts` settles."""
BATCH_PIECES = 512
"""A batch whose states stay in a core's cache: a tenth faster than 2,048 pieces, and lean; 256 are no faster."""
SYNTAX_TOKENS = 768
"""A batch of syntax holds the outer products of its labels, 10,000 numbers a token: small batches are faster and lean."""
CUES_AT_ONCE = 96
ROOT = -1
MOST_MENTIONS_BACK = 150
"""Antecedents are sought among this many mention heads; the network never saw farther ones."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of punctuation.

    `head` is the index of its syntactic head among the paragraph's tokens (ROOT for none), `name` a BIO tag or "O",
    `mention` the type of the mention it heads or "none".
    """

    span: Span
    pos: str
    head: int
    dependency: str
    name: str
    mention: str
    starts_sentence: bool


@dataclass(frozen=True, slots=True)
class CueReading:
    """One cue and what it governs; `probability` is the cue's, `stances` sum to one."""

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    probability: float
    confidence: float
    stances: dict[Stance, float]


@dataclass(frozen=True, slots=True)
class ParagraphReading:
    """What the model sees in one paragraph. `states` holds a row for each token that heads a mention, by token index."""

    tokens: tuple[Token, ...]
    cues: tuple[CueReading, ...]
    vector: Floats
    states: dict[int, Floats]


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of one paragraph that fits into the model."""

    paragraph: int
    start: int
    text: str
    pieces: Pieces


class Reader:
    """The model in memory. Thread-safe; one is enough for a process."""

    def __init__(self, model: Path = MODEL, *, threads: int = 0) -> None:
        """Load the model in a folder. `threads` is for each graph; 0 takes every core.

        Raises:
            ReaderError: if a file of the model is missing or damaged.
        """
        try:
            self.tokenizer = load_tokenizer(model / "tokenizer.json")
            labels = json.loads((model / "labels.json").read_text(encoding="utf-8"))
            decoding = json.loads((model / "decoding.json").read_text(encoding="utf-8"))
            meaning = dict(np.load(model / "meaning.npz"))
            names = ("encoder", "roles", "syntax", "coreference")
            self._graphs = {name: _load_graph(model / f"{name}.onnx", threads) for name in names}
        except Exception as error:
            raise ReaderError(f"the reading model in {model} cannot be loaded ({error}); reinstall sayso") from error
        self._pos, self._dependency = labels["pos"], labels["dependency"]
        self._name, self._mention = labels["name"], labels["mention"]
        self._stances = [Stance(name) for name in labels["stance"]]
        self._transition = np.array(decoding["role_transition"], np.float32)
        self._first = np.array(decoding["role_first"], np.float32)
        self._mention_distance = np.array(decoding["mention_distance"], np.float32)
        self._meaning = {name: values.astype(np.float32) for name, values in meaning.items()}

    def read(self, paragraphs: Sequence[str]) -> list[ParagraphReading]:
        """Read many paragraphs, of one report or of many; batches are made by length across all of them."""
        windows = [window for number, text in enumerate(paragraphs) for window in self._windows(number, text)]
        read: list[ParagraphReading | None] = [None] * len(windows)
        for batch in _batches_by_length(windows):
            for index, reading in zip(batch, self._read_batch([windows[i] for i in batch]), strict=True):
                read[index] = reading
        parts: list[list[tuple[_Window, ParagraphReading]]] = [[] for _ in paragraphs]
        for window, reading_of_window in zip(windows, read, strict=True):
            assert reading_of_window is not None
            parts[window.paragraph].append((window, reading_of_window))
        return [_joined(part) for part in parts]

    def antecedents(self, heads: Sequence[Floats]) -> tuple[Floats, Floats]:
        """How well each of a report's mention heads fits those before it.

        Returns [M, 150] scores, column k for the mention k + 1 places before (very low where there is none), and [M]
        scores of "something new". Work and memory grow with M alone.
        """
        back = MOST_MENTIONS_BACK
        near, new = np.full((len(heads), back), -1e4, np.float32), np.zeros(len(heads), np.float32)
        distance_score = self._mention_distance[_distance_bucket(np.arange(1, back + 1))]
        for begin in range(0, len(heads), back):
            first = max(0, begin - back)
            block = np.stack(heads[first : begin + back])
            scores, none = self._graphs["coreference"].run(None, {"heads": block})
            for row in range(begin - first, len(block)):
                reach = min(row, back)
                near[first + row, :reach] = scores[row, row - reach : row][::-1] + distance_score[:reach]
            new[begin : begin + back] = none[begin - first :]
        return near, new

    def meaning(self, states: Sequence[Floats]) -> Floats:
        """The unit meaning vector of a stretch of words, from their states; zero where there are none."""
        if not states:
            return np.zeros(len(self._meaning["bias"]), np.float32)
        vector: Floats = self._meaning["weight"] @ np.mean(states, axis=0) + self._meaning["bias"]
        return vector / (np.linalg.norm(vector) or 1.0)

    def _windows(self, number: int, text: str) -> Iterator[_Window]:
        for start, end, pieces in cut_into_windows(
            text, lambda part: split_into_pieces(part, self.tokenizer), LONGEST_WINDOW
        ):
            yield _Window(number, start, text[start:end], pieces)

    def _read_batch(self, windows: Sequence[_Window]) -> list[ParagraphReading]:
        length = max(len(window.pieces) for window in windows)
        ids, shapes, mask = (np.zeros((len(windows), length), np.int64) for _ in range(3))
        for row, window in enumerate(windows):
            ids[row, : len(window.pieces)] = window.pieces.ids
            shapes[row, : len(window.pieces)] = window.pieces.shapes
            mask[row, : len(window.pieces)] = 1
        states, token_start, sentence_start, cue, name, pos, mention, vector = self._graphs["encoder"].run(
            None, {"ids": ids, "shapes": shapes, "mask": mask}
        )
        cues = self._read_cues(windows, states, mask, cue)
        firsts = [_token_firsts(window.pieces, token_start[row]) for row, window in enumerate(windows)]
        sentences = [
            _sentence_groups(first, sentence_start[row], windows[row].pieces) for row, first in enumerate(firsts)
        ]
        heads, labels = self._read_syntax(states, firsts, sentences)
        best = [scores.argmax(-1) for scores in (name, pos, mention)]
        return [
            self._paragraph(
                window,
                firsts[row],
                sentences[row],
                heads[row],
                labels[row],
                [b[row] for b in best],
                cues[row],
                vector[row],
                states[row],
            )
            for row, window in enumerate(windows)
        ]

    def _read_cues(
        self, windows: Sequence[_Window], states: Floats, mask: Ints, scores: Floats
    ) -> list[list[CueReading]]:
        """The cues of each window with their roles and stances."""
        probability = 1.0 - _softmax(scores)[..., 0]
        tags = scores.argmax(-1)
        where = [
            (row, first, last, float(probability[row, first : last + 1].mean()))
            for row, window in enumerate(windows)
            for first, last in _runs(tags[row, : len(window.pieces)], window.pieces)
        ]
        where = [found for found in where if found[3] >= LEAST_CUE]
        cues: list[list[CueReading]] = [[] for _ in windows]
        for begin in range(0, len(where), CUES_AT_ONCE):
            part = where[begin : begin + CUES_AT_ONCE]
            rows, first, last = (np.array([found[i] for found in part], np.int64) for i in range(3))
            emissions, stance = self._graphs["roles"].run(
                None, {"states": states, "mask": mask, "rows": rows, "first": first, "last": last}
            )
            paths = viterbi(emissions, mask[rows], self._transition, self._first)
            certainty = _softmax(emissions).max(-1)
            for number, (row, start, end, sure) in enumerate(part):
                window = windows[row]
                path = paths[number, : len(window.pieces)]
                offsets = window.pieces.offsets
                stances = dict(zip(self._stances, _softmax(stance[number]).tolist(), strict=True))
                touched = path > 0
                confidence = float(certainty[number, : len(path)][touched].mean()) if touched.any() else 0.0
                cues[row].append(
                    CueReading(
                        Span(offsets[start][0], offsets[end][1]),
                        _role_spans(path, offsets, 1),
                        _role_spans(path, offsets, 3),
                        sure,
                        confidence,
                        stances,
                    )
                )
        return cues

    def _read_syntax(
        self, states: Floats, firsts: Sequence[list[int]], sentences: Sequence[list[list[int]]]
    ) -> tuple[list[list[int]], list[list[int]]]:
        """Head and label of every token; arcs stay within their sentence."""
        heads = [[ROOT] * len(first) for first in firsts]
        labels = [[0] * len(first) for first in firsts]
        groups = [(row, group) for row, found in enumerate(sentences) for group in found]
        groups.sort(key=lambda entry: len(entry[1]))
        for batch in _batches(groups, lambda entry: len(entry[1]) + 1, SYNTAX_TOKENS):
            width = max(len(group) for _, group in batch) + 1
            tokens = np.zeros((len(batch), width, states.shape[-1]), np.float32)
            real = np.zeros((len(batch), width), np.int64)
            for place, (row, group) in enumerate(batch):
                tokens[place, 0] = states[row, 0]
                tokens[place, 1 : len(group) + 1] = states[row, [firsts[row][token] for token in group]]
                real[place, : len(group) + 1] = 1
            found_heads, found_labels = self._graphs["syntax"].run(None, {"tokens": tokens, "real": real})
            for place, (row, group) in enumerate(batch):
                for position, token in enumerate(group, start=1):
                    head = int(found_heads[place, position])
                    heads[row][token] = ROOT if head in (0, position) else group[head - 1]
                    labels[row][token] = int(found_labels[place, position])
        return heads, labels

    def _paragraph(
        self,
        window: _Window,
        firsts: list[int],
        sentences: list[list[int]],
        heads: list[int],
        labels: list[int],
        best: Sequence[Ints],
        cues: list[CueReading],
        vector: Floats,
        states: Floats,
    ) -> ParagraphReading:
        name, pos, mention = best
        starts = {group[0] for group in sentences}
        ends = [*firsts[1:], len(window.pieces) - 1]
        tokens = tuple(
            Token(
                Span(window.pieces.offsets[first][0], window.pieces.offsets[end - 1][1]),
                self._pos[pos[first]],
                heads[number],
                self._dependency[labels[number]],
                self._name[name[first]],
                self._mention[mention[first]],
                number in starts,
            )
            for number, (first, end) in enumerate(zip(firsts, ends, strict=True))
        )
        own = states[firsts]  # a copy: a view would keep the states of the whole batch
        return ParagraphReading(tokens, tuple(cues), vector.copy(), dict(enumerate(own)))


@cache
def load_reader() -> Reader:
    """The reader that ships with sayso, loaded once."""
    return Reader()


def viterbi(emissions: Floats, mask: Ints, transition: Floats, first: Floats) -> Ints:
    """The best role sequence of each row: [N, T, R] -> [N, T]; padding repeats the last role."""
    count, length, _ = emissions.shape
    score = first + emissions[:, 0]
    back = np.zeros((length, count, len(first)), np.int64)
    stay = np.arange(len(first))
    for piece in range(1, length):
        paths = score[:, :, None] + transition
        chosen = paths.argmax(1)
        real = mask[:, piece, None].astype(bool)
        score = np.where(real, paths.max(1) + emissions[:, piece], score)
        back[piece] = np.where(real, chosen, stay)
    best = np.zeros((count, length), np.int64)
    best[:, -1] = score.argmax(-1)
    for piece in range(length - 1, 0, -1):
        best[:, piece - 1] = back[piece][np.arange(count), best[:, piece]]
    return best


def _load_graph(path: Path, threads: int) -> Any:
    """A graph, fused as far as it goes.

    Constants are not folded: the product of two scales, once folded, no longer looks like what the runtime would fuse into
    one step with its matrix. Bit for bit the same, and a fourteenth faster. (Leaving the sums before the norms unfused too
    is another tenth faster, but rounds differently and cost three tenths of a point of linked attributions.)
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["ConstantFolding"]
    )


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


def _distance_bucket(distance: Ints) -> Ints:
    """Ten buckets of one mention each, then ten that grow by the square root of two; as in the network."""
    far = 10 + np.clip(np.log2(distance / 10 + 1e-6) * 2, 0, 9).astype(np.int64)
    return np.where(distance < 10, distance, far)


def _batches_by_length(windows: Sequence[_Window]) -> Iterator[list[int]]:
    ordered = sorted(range(len(windows)), key=lambda index: len(windows[index].pieces))
    yield from _batches(ordered, lambda index: len(windows[index].pieces), BATCH_PIECES)


def _batches(ordered: Iterable[Any], length_of: Any, most: int) -> Iterator[list[Any]]:
    """Batches of things ordered by length whose padded size stays below `most`."""
    batch: list[Any] = []
    for thing in ordered:
        if batch and length_of(thing) * (len(batch) + 1) > most:
            yield batch
            batch = []
        batch.append(thing)
    if batch:
        yield batch


def _runs(tags: Ints, pieces: Pieces) -> Iterator[tuple[int, int]]:
    """First and last piece of each cue: a beginning and what continues it."""
    piece = 0
    while piece < len(tags):
        last = piece
        if tags[piece] and pieces.offsets[piece][1] > pieces.offsets[piece][0]:
            while (
                last + 1 < len(tags)
                and tags[last + 1] == 2
                and pieces.offsets[last + 1][1] > pieces.offsets[last + 1][0]
            ):
                last += 1
            yield piece, last
        piece = last + 1


def _role_spans(path: Ints, offsets: Sequence[tuple[int, int]], begin: int) -> tuple[Span, ...]:
    """The spans of a role: each beginning with what continues it."""
    spans: list[list[int]] = []
    is_open = False
    for role, (start, end) in zip(path.tolist(), offsets, strict=True):
        if end <= start or role not in (begin, begin + 1):
            is_open = False
        elif is_open and role == begin + 1:
            spans[-1][1] = end
        else:
            spans.append([start, end])
            is_open = True
    return tuple(Span(start, end) for start, end in spans)


def _token_firsts(pieces: Pieces, scores: Floats) -> list[int]:
    """The first pieces of the window's tokens. A piece after white space always begins one."""
    firsts: list[int] = []
    for index in range(1, len(pieces) - 1):
        apart = pieces.offsets[index][0] > pieces.offsets[index - 1][1]
        if not firsts or apart or scores[index, 1] > scores[index, 0]:
            firsts.append(index)
    return firsts


def _sentence_groups(firsts: list[int], scores: Floats, pieces: Pieces) -> list[list[int]]:
    """The window's tokens by sentence, as the model sees them."""
    groups: list[list[int]] = []
    for number, first in enumerate(firsts):
        if not groups or scores[first, 1] > scores[first, 0]:
            groups.append([])
        groups[-1].append(number)
    return groups


def _joined(parts: Sequence[tuple[_Window, ParagraphReading]]) -> ParagraphReading:
    """The windows of one paragraph as one reading."""
    if len(parts) == 1 and parts[0][0].start == 0:
        return parts[0][1]
    tokens: list[Token] = []
    cues: list[CueReading] = []
    states: dict[int, Floats] = {}
    for window, reading in parts:
        shift, before = window.start, len(tokens)
        states |= {before + token: state for token, state in reading.states.items()}
        for token in reading.tokens:
            head = token.head if token.head == ROOT else token.head + before
            tokens.append(
                Token(
                    _moved(token.span, shift),
                    token.pos,
                    head,
                    token.dependency,
                    token.name,
                    token.mention,
                    token.starts_sentence,
                )
            )
        for cue in reading.cues:
            source, content = (tuple(_moved(span, shift) for span in spans) for spans in (cue.source, cue.content))
            cues.append(
                CueReading(_moved(cue.cue, shift), source, content, cue.probability, cue.confidence, cue.stances)
            )
    vector = parts[0][1].vector if parts else np.zeros(384, np.float32)
    return ParagraphReading(tuple(tokens), tuple(cues), vector, states)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
