"""Bad input: mended with a note where it can be, a failure with a remedy where it cannot, and the others still read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import IngestError
from sayso.ingest import Choices, Source, ingest, to_document
from sayso.terms import Document, Failure

REPORT = "Two ministers quit\n\nThe minister said on Friday that he had resigned because of the fence. He would not say more.\n"


def one(path: Path, most_bytes: int = 20_000_000) -> Document | Failure:
    """What becomes of one file."""
    (found,) = ingest([str(path)], choices=Choices(most_bytes))
    return found


def written(folder: Path, data: bytes | str, name: str = "report.txt") -> Path:
    """A file with this in it."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (REPORT.replace("He would", 'He "would'), "an odd number of quotation marks"),
        (REPORT.replace("fence", "fen\x07ce"), "1 control characters in the text"),
        (REPORT.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        (REPORT.encode() + b"\xe2\x80", "the file ends in the middle of a character"),
    ],
)
def test_what_can_be_mended_is_read_with_a_note(tmp_path: Path, data: str | bytes, note: str) -> None:
    found = one(written(tmp_path, data))
    assert isinstance(found, Document)
    assert note in found.notes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_give_the_same_words(tmp_path: Path, encoding: str) -> None:
    found = one(written(tmp_path, REPORT.replace("said", "said “yes” and").encode(encoding)))
    assert isinstance(found, Document)
    assert "said “yes” and on Friday" in found.text


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "report.txt", "empty"),
        (b" \n\t ", "report.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x01", "report.txt", "binary"),
        (bytes(range(256)) * 40, "report.txt", "binary"),
        (b"***\n---\n", "report.txt", "no word"),
        (b"<html><body><p>Nothing.</p></body></html>", "page.html", "no article"),
    ],
)
def test_what_cannot_be_read_fails_with_reason_and_remedy(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    found = one(written(tmp_path, data, name))
    assert isinstance(found, Failure)
    assert reason in found.reason
    assert found.remedy


def test_a_missing_file_an_address_and_an_empty_folder_fail_plainly(tmp_path: Path) -> None:
    paths = [str(tmp_path / "none.txt"), "https://paper.example/report", str(tmp_path)]
    found = list(ingest(paths))
    assert [type(one) for one in found] == [Failure] * 3
    assert "fetches nothing" in found[1].reason  # type: ignore[union-attr]
    assert ".html" in found[2].reason  # type: ignore[union-attr]


def test_a_file_above_the_limit_fails_without_being_held(tmp_path: Path) -> None:
    found = one(written(tmp_path, REPORT * 100), most_bytes=1000)
    assert isinstance(found, Failure)
    assert "--max-size" in found.remedy


def test_the_other_reports_are_read_all_the_same(tmp_path: Path) -> None:
    written(tmp_path, b"", "a.txt")
    written(tmp_path, REPORT, "b.txt")
    assert [type(found) for found in ingest([str(tmp_path)])] == [Failure, Document]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to become somebody without permission")
def test_a_file_one_may_not_read_fails_with_that_reason(tmp_path: Path) -> None:
    path = written(tmp_path, REPORT)
    path.chmod(0o600)
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path("/") and folder.is_relative_to("/tmp"):
            folder.chmod(0o755)
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[2]); from sayso.ingest import ingest; "
        "os.setgid(65534); os.setuid(65534); print(next(iter(ingest([sys.argv[1]]))).reason)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(root)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "no permission to read it"


def test_five_megabytes_in_one_paragraph_are_read(tmp_path: Path) -> None:
    found = one(written(tmp_path, "The minister said that he had resigned. " * 125_000))
    assert isinstance(found, Document)
    assert len(found.paragraphs) == 1


def accepted(data: bytes) -> Document | None:
    """The document, or None where the only error allowed is raised."""
    try:
        return to_document(Source("anything", data))
    except IngestError:
        return None


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_make_it_crash(data: bytes) -> None:
    accepted(data)


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=600))
def test_the_parts_of_any_text_quote_it(text: str) -> None:
    found = accepted(text.encode("utf-8", errors="ignore"))
    if found is None:
        return
    ends = 0
    for span in found.paragraphs:
        assert ends <= span.start < span.end <= len(found.text)
        ends = span.end
    assert set(found.body) <= set(found.paragraphs)
    assert all(0 <= region.span.start <= region.span.end <= len(found.text) for region in found.regions)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_the_same_bytes_give_the_same_document(text: str) -> None:
    data = ("The minister said so. " + text).encode("utf-8", errors="ignore")
    assert accepted(data) == accepted(data)
