"""PDF files: columns in their order, hyphens joined, the page of every span."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.terms import Span
from tests.ingest.build import documents, failure, pdf, written

LEFT = [
    "The harbour board of Merisk said on Mon-",
    "day that it would close the eastern",
    "mole.",
    "Ines Kovary, the harbour master, said",
]
RIGHT = [
    "that nobody had been hurt when the",
    "stone gave way.",
    "The union denied that it had been",
    "warned of the crack.",
]
HEADLINE = (50, 740, "Merisk closes its eastern mole after a night in which nobody was hurt by the stone that fell")


def columns(y: int = 700, step: int = 12, *, rowwise: bool = True) -> list[tuple[float, float, str]]:
    """Two columns, written row by row or one after the other."""
    left = [(50.0, float(y - step * n), text) for n, text in enumerate(LEFT)]
    right = [(320.0, float(y - step * n), text) for n, text in enumerate(RIGHT)]
    return [line for pair in zip(left, right, strict=True) for line in pair] if rowwise else left + right


PARAGRAPHS = [
    "The harbour board of Merisk said on Monday that it would close the eastern mole.",
    "Ines Kovary, the harbour master, said that nobody had been hurt when the stone gave way.",
    "The union denied that it had been warned of the crack.",
]


@pytest.mark.parametrize("rowwise", [True, False])
def test_columns_are_read_one_after_the_other_however_they_were_written(tmp_path: Path, rowwise: bool) -> None:
    (found,) = documents(written(tmp_path, "a.pdf", pdf([HEADLINE, *columns(rowwise=rowwise)])))
    assert found.text.split("\n\n") == [HEADLINE[2], *PARAGRAPHS]
    assert found.title == HEADLINE[2]


def test_a_headline_between_columns_parts_them(tmp_path: Path) -> None:
    between = (50.0, 600.0, "A second report that has its headline over the whole width of the page as well")
    (found,) = documents(written(tmp_path, "a.pdf", pdf([*columns(), between, *columns(560)])))
    assert found.text.split("\n\n") == [*PARAGRAPHS, between[2], *PARAGRAPHS]


def test_every_span_knows_its_page(tmp_path: Path) -> None:
    pages = [[(50.0, 700.0, f"Page {word} says that the mole is closed.")] for word in ("one", "two", "three")]
    (found,) = documents(written(tmp_path, "a.pdf", pdf(*pages)))
    assert len(found.pages) == 3
    for number, word in enumerate(("one", "two", "three"), start=1):
        place = found.text.index(word)
        assert found.page_of(Span(place, place + 1)) == number


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    first, second = (
        [(50.0, 100.0, "The board said that the eastern mole would re-")],
        [(50.0, 700.0, "main closed until the crack was mended.")],
    )
    (found,) = documents(written(tmp_path, "a.pdf", pdf(first, second)))
    assert found.text == "The board said that the eastern mole would remain closed until the crack was mended."
    assert found.text[found.pages[1] :].startswith("main closed")


def test_running_heads_and_page_numbers_are_left_out_with_a_note(tmp_path: Path) -> None:
    pages = [
        [
            (50.0, 760.0, "THE MERISK PACKET"),
            (50.0, 700.0, f"The board said {word} that the mole was closed."),
            (300.0, 30.0, str(number)),
        ]
        for number, word in enumerate(("once", "twice", "again"), start=1)
    ]
    (found,) = documents(written(tmp_path, "a.pdf", pdf(*pages)))
    assert "PACKET" not in found.text
    assert len(found.paragraphs) == 3
    assert "running heads and page numbers are left out" in found.notes


def test_an_indented_line_begins_a_paragraph(tmp_path: Path) -> None:
    lines = [
        (60.0, 700.0, "The board said that the mole was closed to all boats"),
        (50.0, 688.0, "and would stay so, it added, until it was mended"),
        (60.0, 676.0, "The union said that nobody had told it"),
    ]
    (found,) = documents(written(tmp_path, "a.pdf", pdf(lines)))
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (pdf([], []), "no text in the PDF file, only pictures of 2 pages", "ocrmypdf"),
        (b"%PDF-1.7 and then nothing", "damaged", "get the file again"),
        (pdf([HEADLINE])[:200], "damaged", "get the file again"),
    ],
)
def test_what_cannot_be_read_fails_with_reason_and_remedy(
    tmp_path: Path, data: bytes, reason: str, remedy: str
) -> None:
    one = failure(written(tmp_path, "a.pdf", data))
    assert reason in one.reason
    assert remedy in one.remedy
