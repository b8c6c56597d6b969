"""Word documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.build import BODY, TITLE, documents, failure, word, written, zipped


@pytest.mark.parametrize("name", ["mole.docx", "mole"])
def test_paragraphs_and_tables_are_read_in_their_order(tmp_path: Path, name: str) -> None:
    (found,) = documents(written(tmp_path, name, word()))
    assert found.text == "\n\n".join([TITLE, *BODY, "Length of the mole", "410 metres"])
    assert found.title == TITLE


def test_a_typed_report_keeps_its_frame(tmp_path: Path) -> None:
    body = ("By Ines Kovary", "MERISK, May 11 (Northline News Agency) - " + BODY[0], *BODY[1:])
    (found,) = documents(written(tmp_path, "mole.docx", word(body=body)))
    assert (found.byline, found.agency) == ("Ines Kovary", "Northline News Agency")


def test_the_headline_is_what_is_set_as_one_however_short_the_rest(tmp_path: Path) -> None:
    (found,) = documents(written(tmp_path, "note.docx", word("A note", ("The board said no.",))))
    assert found.title == "A note"
    assert "The board said no." in [span.of(found.text) for span in found.body]


@pytest.mark.parametrize(
    "data", [word()[:-200], zipped({"word/document.xml": b"<nothing"}), zipped({"word/document.xml": b""})]
)
def test_a_damaged_document_fails_with_a_remedy(tmp_path: Path, data: bytes) -> None:
    one = failure(written(tmp_path, "mole.docx", data))
    assert "damaged" in one.reason
    assert one.remedy
