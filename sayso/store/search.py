"""Full text, once for each database; the same words find the same sentences in both.

FTS5 takes a sentence apart by itself. PostgreSQL is given the words ready made, so that neither the server's language
nor its dictionaries have a say: a tsvector's own written form is filled with what `words_of` finds, which are the words
that FTS5 finds. Letters that are accented by a separate mark lose it in every script; FTS5 does so in Latin only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, cast, column, func, literal_column, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from sayso.store.database import Sentence

sentences = table("search", column("text"), column("report"), column("start"), column("words"))
"""Where they are kept; the words are in PostgreSQL only."""
ACCENT = re.compile("[\u0300-\u036f]")
WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 250
"""Letters of a word that PostgreSQL is given: it takes no longer ones than 2046 bytes."""
LONGEST = 50_000
"""Letters of one row: PostgreSQL tells the places of 16,383 words apart."""


class Fts5:
    """SQLite's full text."""

    def file(self, connection: Connection, sentences: Iterable[Sentence]) -> None:
        """Take sentences in."""
        asked = text("INSERT INTO search(text, report, start) VALUES(:text, :report, :start)")
        if rows := [sentence._asdict() for sentence in sentences]:
            connection.execute(asked, rows)

    def forget(self, connection: Connection, report: str) -> None:
        """Drop the sentences of a report."""
        connection.execute(text("DELETE FROM search WHERE report = :report"), {"report": report})

    def holding(self, words: str) -> ColumnElement[bool]:
        """That a sentence holds all of some words."""
        return literal_column("search").bool_op("MATCH")(" ".join(f'"{phrase}"' for phrase in phrases(words)))

    def fittest(self, words: str) -> tuple[ColumnElement[Any], ...]:
        """As FTS5 ranks them."""
        return (literal_column("rank"),)

    def every(self, connection: Connection) -> Iterator[Sentence]:
        """All sentences, in the order of filing."""
        asked = text("SELECT text, report, start FROM search").execution_options(stream_results=True)
        return (Sentence(*row) for row in connection.execute(asked))


class TsVector:
    """PostgreSQL's full text."""

    def file(self, connection: Connection, sentences: Iterable[Sentence]) -> None:
        """Take sentences in."""
        asked = text(
            "INSERT INTO search(text, report, start, words) VALUES(:text, :report, :start, CAST(:words AS tsvector))"
        )
        rows = [part._asdict() | {"words": _vector(part.text)} for one in sentences for part in _parts(one)]
        if rows:
            connection.execute(asked, rows)

    def forget(self, connection: Connection, report: str) -> None:
        """Drop the sentences of a report."""
        connection.execute(text("DELETE FROM search WHERE report = :report"), {"report": report})

    def holding(self, words: str) -> ColumnElement[bool]:
        """That a sentence holds all of some words."""
        return sentences.c.words.bool_op("@@")(_query(words))

    def fittest(self, words: str) -> tuple[ColumnElement[Any], ...]:
        """Those first that hold the words most often in the fewest words."""
        return func.ts_rank(sentences.c.words, _query(words), 2).desc(), sentences.c.report, sentences.c.start

    def every(self, connection: Connection) -> Iterator[Sentence]:
        """All sentences, report by report."""
        asked = text("SELECT text, report, start FROM search ORDER BY report, start")
        asked = asked.execution_options(stream_results=True)
        return (Sentence(*row) for row in connection.execute(asked))


def phrases(words: str) -> list[str]:
    """A search in pieces: what stands in quotation marks whole, every other word by itself."""
    return [
        piece
        for number, part in enumerate(words.split('"'))
        for piece in ([part.strip()] if number % 2 else part.split())
        if piece
    ]


def words_of(passage: str) -> list[str]:
    """The words of a passage in small letters and without accents."""
    plain = ACCENT.sub("", unicodedata.normalize("NFD", passage.lower()))
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)]


def _query(words: str) -> ColumnElement[Any]:
    """A search in the written form of a tsquery."""
    wanted = " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in found) + ")"
        for phrase in phrases(words)
        if (found := words_of(phrase))
    )
    return cast(wanted, TSQUERY)


def _vector(passage: str) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words_of(passage), start=1))


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence in rows of a length that can be indexed, nearly always one."""
    for start in range(0, max(1, len(sentence.text)), LONGEST):
        yield Sentence(sentence.text[start : start + LONGEST], sentence.report, sentence.start + start)
