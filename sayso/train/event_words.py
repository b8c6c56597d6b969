"""Fitting the head that tells which words name events, on the second layer of our own marked text.

    python -m sayso.train.event_words --corpus corpus/train --out sayso/read/model/event_words.npz

Multinomial logistic regression on the features of `sayso.read.event_words`. It takes a minute; fit it anew whenever the
reading model changes, since it looks at its states.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from sayso.ingest import from_text
from sayso.read import lay_out_and_draft
from sayso.read.event_words import TYPES, WEIGHTS, Head, features, save_head
from sayso.read.predicates import Predicate
from sayso.read.reader import load_reader
from sayso.read.words import Words
from sayso.terms import EventType, Span
from sayso.train.marked import MarkedParagraph, read_marked

SOFTNESS = 0.003
"""The regression's C; by the development part."""
NONE = len(TYPES)


def marked_words(paths: Iterable[Path]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Features and classes of the verbs and nouns of all reports that have the second layer."""
    rows, classes = [], []
    for path in paths:
        for _, group in groupby(read_marked(path), key=lambda paragraph: paragraph.report or id(paragraph)):
            paragraphs = list(group)
            if any(paragraph.claimed for paragraph in paragraphs):
                found = _of_report(paragraphs)
                rows.append(found[0])
                classes += found[1]
    return np.concatenate(rows), np.array(classes)


def _of_report(paragraphs: list[MarkedParagraph]) -> tuple[npt.NDArray[np.float32], list[int]]:
    document = from_text("\n\n".join(paragraph.text for paragraph in paragraphs), "marked")
    words, predicates, cues = lay_out_and_draft(document, load_reader())
    known = {predicate.word: predicate for predicate in predicates}
    indices, rows = features(words, known, cues)
    named: dict[int, int] = {}
    shift = 0
    for paragraph in paragraphs:
        for claimed in paragraph.claimed:
            if claimed.kind == "event":
                span = Span(claimed.span[0] + shift, claimed.span[1] + shift)
                if (word := _naming_word(words, span, known)) is not None:
                    named[word] = TYPES.index(EventType(claimed.value))
        shift += len(paragraph.text) + 2
    return rows, [named.get(index, NONE) for index in indices]


def _naming_word(words: Words, span: Span, known: dict[int, Predicate]) -> int | None:
    """Of the marked words the one that names the event: a predicate of the list, else a verb, else the last noun."""
    inside = words.inside(span)
    listed = [word.index for word in inside if word.index in known]
    verbs = [word.index for word in inside if word.pos == "VERB"]
    nouns = [word.index for word in inside if word.pos == "NOUN"]
    return next(iter((*listed, *verbs, *reversed(nouns))), None)


def fit_head(rows: npt.NDArray[np.float32], classes: npt.NDArray[np.int64]) -> Head:
    """The head of features and classes."""
    scaler = StandardScaler().fit(rows)
    regression = LogisticRegression(C=SOFTNESS, max_iter=500).fit(scaler.transform(rows), classes)
    weights = np.zeros((rows.shape[1], len(TYPES) + 1), np.float32)
    bias = np.full(len(TYPES) + 1, -9.0, np.float32)
    for row, column in enumerate(regression.classes_):
        weights[:, column], bias[column] = regression.coef_[row], regression.intercept_[row]
    weights /= scaler.scale_[:, None].astype(np.float32)
    return Head(weights, bias - scaler.mean_.astype(np.float32) @ weights)


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(description="Fit the head that tells which words name events.")
    parser.add_argument("--corpus", type=Path, default=Path("corpus/train"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    save_head(fit_head(*marked_words(sorted(options.corpus.glob("*.marked")))), options.out)


if __name__ == "__main__":
    main()
