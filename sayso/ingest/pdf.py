"""PDF files: the words of each page in the order a reader takes them, columns one after the other, hyphens joined.

Where the words stand on the page is all that a PDF tells, so that columns are found by the white between them and
paragraphs by their distance, their indent and their last line. Running heads and page numbers are left out.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from sayso.errors import IngestError
from sayso.ingest.documents import from_text, spans_of
from sayso.ingest.source import Choices, Opened, Source, Sources, not_installed
from sayso.terms import Document

SUFFIXES = (".pdf",)
WHITE = 9.0
"""Points of white that part two columns at least; within a line words stand closer."""
LEAST_ROWS = 3
"""Rows on both sides of the white, at least: fewer are a line with a wide gap in it."""
INDENT = 6.0
WIDE_GAP = 1.45
"""A paragraph begins where the next line is so many times farther away than lines usually are."""
SHORT = 0.85
"""Share of its column that a line fills at most if it is the last of its paragraph."""
REPEATED = 3
"""Pages on which a line must stand at the head or foot to be a running one."""
HYPHENS = "-\u00ad\u2010\ufffe\x02"
"""How a word's break is printed, and the marks that PDFium puts in its place."""
ENDS = tuple(".!?:;\"”’')")
"""How the last line of a paragraph ends."""


class Piece(NamedTuple):
    """Words of one line in one type, and where they stand; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column."""

    left: float
    right: float
    middle: float
    text: str


def recognises(head: bytes) -> bool:
    """Whether a file begins like a PDF file; some have a few bytes before it."""
    return b"%PDF-" in head[:1024]


def sources(opened: Opened, choices: Choices) -> Sources:
    """The one report of a PDF file."""
    yield Source(opened.location, opened.whole(choices.most_bytes), read=read)


def read(source: Source, choices: Choices) -> Document:
    """A PDF file as a Document.

    Raises:
        IngestError: if it is damaged, locked, without text, or the library for it is not installed.
    """
    pages = _pages(source)
    running = _running(pages)
    kept = [[column for column in _without(page, running) if column] for page in pages]
    blocks, starts = _flow([list(_paragraphs(page)) for page in kept])
    if not any(character.isalnum() for block in blocks for character in block):
        raise IngestError(
            source.location,
            "extract",
            f"there is no text in the PDF file, only pictures of {len(pages)} page{'s' * (len(pages) != 1)}",
            "run it through a program that recognises text (such as ocrmypdf) and give what comes out",
        )
    document = from_text("\n\n".join(blocks), source.location, source.sha256, spans_of(blocks))
    notes = ["running heads and page numbers are left out"] if running else []
    return msgspec.structs.replace(document, pages=starts, notes=[*document.notes, *notes])


Page = list[list[Line]]
"""The columns of a page in their order, each with its lines."""


def _pages(source: Source) -> list[Page]:
    try:
        import pypdfium2
    except ImportError:
        raise not_installed(source.location, "a PDF file", "pdf") from None
    try:
        found = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise IngestError(
            source.location,
            "open",
            "the PDF file is locked by a password" if locked else f"the PDF file is damaged ({error})",
            "save it without the password" if locked else "get the file again",
        ) from error
    try:
        return [_columns(_pieces(found, number)) for number in range(len(found))]
    finally:
        found.close()


def _pieces(found: Any, number: int) -> list[Piece]:
    """The words of a page with their places; a page that cannot be opened has none."""
    import pypdfium2

    try:
        page = found[number].get_textpage()
    except pypdfium2.PdfiumError:
        return []
    boxes = [page.get_rect(index) for index in range(page.count_rects())]
    return [
        Piece(left, bottom, right, top, text)
        for left, bottom, right, top in boxes
        if (text := page.get_text_bounded(left, bottom, right, top).strip("\r\n "))
    ]


def _columns(pieces: Sequence[Piece]) -> Page:
    """The columns of a page: rows that share a strip of white are read one side after the other."""
    page: Page = []
    for rows in _groups(_rows(pieces)):
        every = [piece for row in rows for piece in row]
        strips = _whites(every) if len(rows) >= LEAST_ROWS else []
        edges = [float("-inf"), *((left + right) / 2 for left, right in strips), float("inf")]
        for low, high in pairwise(edges):
            page.append([_line(row) for row in _rows([piece for piece in every if low < piece.left <= high])])
    return page


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other, from the top of the page to its foot."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-(piece.top + piece.bottom), piece.left)):
        if rows and (piece.top + piece.bottom) / 2 > rows[-1][0].bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row) for row in rows]


def _groups(rows: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Rows that follow each other and have a strip of white in common, or none at all."""
    group: list[list[Piece]] = []
    pieces: list[Piece] = []
    for row in rows:
        goes_on = _whites([*pieces, *row]) if _whites(pieces) else not _whites(row)
        if group and not goes_on:
            yield group
            group, pieces = [], []
        group.append(row)
        pieces += row
    if group:
        yield group


def _whites(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The strips from top to bottom in which no piece stands."""
    strips: list[tuple[float, float]] = []
    edge = float("inf")
    for piece in sorted(pieces):
        if piece.left - edge >= WHITE:
            strips.append((edge, piece.left))
        edge = piece.right if edge == float("inf") else max(edge, piece.right)
    return strips


def _line(row: list[Piece]) -> Line:
    """The pieces of a row as one line; those that touch are parts of one word."""
    words = row[0].text
    for piece, following in pairwise(row):
        words += ("" if following.left - piece.right < 1 else " ") + following.text
    return Line(
        left=row[0].left,
        right=max(piece.right for piece in row),
        middle=(row[0].top + row[0].bottom) / 2,
        text=" ".join(words.split()),
    )


def _running(pages: Sequence[Page]) -> set[str]:
    """The heads and feet that stand on many pages, with their figures taken out."""
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in _edge_lines(page)})
    return {shape for shape, count in seen.items() if count >= REPEATED}


def _edge_lines(page: Page) -> list[Line]:
    """The highest and the lowest line of a page."""
    lines = [line for column in page for line in column]
    return [max(lines, key=lambda line: line.middle), min(lines, key=lambda line: line.middle)] if lines else []


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _without(page: Page, running: set[str]) -> Page:
    """A page less its running head and foot."""
    edges = [line for line in _edge_lines(page) if _shape(line) in running]
    return [[line for line in column if line not in edges] for column in page]


def _paragraphs(page: Page) -> Iterator[str]:
    for column in page:
        yield from _in_column(column)


def _in_column(lines: list[Line]) -> Iterator[str]:
    """The paragraphs of a column."""
    if not lines:
        return
    steps = [above.middle - below.middle for above, below in pairwise(lines)]
    step = statistics.median_low(steps) if steps else 0.0
    right = max(line.right for line in lines)
    words = lines[0].text
    for above, below in pairwise(lines):
        if _begins(above, below, step, right):
            yield words
            words = below.text
        else:
            words = _joined(words, below.text)
    yield words


def _begins(above: Line, below: Line, step: float, right: float) -> bool:
    """Whether a line begins a paragraph."""
    far = above.middle - below.middle > WIDE_GAP * step
    indented = below.left - above.left > INDENT
    short = above.right - above.left < SHORT * (right - above.left) and above.text.endswith(ENDS)
    return far or indented or short


def _joined(words: str, more: str) -> str:
    """Two lines of a paragraph; a word broken between them is whole again."""
    if words[-1:] in HYPHENS and words[-2:-1].isalpha() and more[:1].islower():
        return words[:-1] + more
    return f"{words} {more}"


def _flow(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """The paragraphs of all pages, and the offset in the text at which each page begins.

    A paragraph that was broken by the end of a column or page goes on.
    """
    blocks: list[str] = []
    starts: list[int] = []
    length = 0
    for page in pages:
        starts.append(length + 2 if blocks else 0)
        for number, words in enumerate(page):
            if blocks and words[:1].islower() and not blocks[-1].endswith(ENDS):
                before = len(blocks[-1])
                blocks[-1] = _joined(blocks[-1], words)
                length += len(blocks[-1]) - before
                if not number:
                    starts[-1] = length - len(words)
            else:
                length += len(words) + (2 if blocks else 0)
                blocks.append(words)
    return blocks, [min(start, length) for start in starts]
