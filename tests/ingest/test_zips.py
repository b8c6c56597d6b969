"""ZIP and gzip files: whatever is inside, by its path; bombs and damage are refused before they cost anything."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sayso.ingest.zips import MOST_RATIO, SMALL
from sayso.terms import Document, Failure
from tests.ingest.build import (
    BODY,
    LEAD,
    TITLE,
    documents,
    failure,
    gzipped,
    item,
    markup,
    page,
    read,
    response,
    rss,
    warc,
    word,
    written,
    zipped,
)

TEXT = "\n\n".join([TITLE, *BODY]).encode()


def test_reports_of_all_kinds_come_out_in_the_order_of_their_paths(tmp_path: Path) -> None:
    members = {
        "b/mole.html": page(),
        "a/mole.txt": TEXT,
        "c/feed.rss": rss(item(content=markup())),
        "d/crawl.warc": warc([response("https://packet.example/1", page("Another"))])[0],
        "e/mole.docx": word(),
        "f/picture.png": b"\x89PNG",
        "__MACOSX/._mole.html": b"x",
    }
    path = written(tmp_path, "news.zip", zipped(members))
    found = [one.location.removeprefix(f"{path}/") for one in documents(path)]
    assert found == ["a/mole.txt", "b/mole.html", "c/feed.rss#entry=1", "d/crawl.warc#offset=0", "e/mole.docx"]


def test_a_table_about_the_reports_is_not_taken_for_one_of_them(tmp_path: Path) -> None:
    members = {
        "mole.txt": TEXT,
        "about.csv": b"location,outlet\nmole.txt,The Packet\n",
        "more.csv": b"text\n" + LEAD.encode(),
    }
    assert len(documents(written(tmp_path, "news.zip", zipped(members)))) == 2


def test_archives_may_lie_in_archives_but_not_for_ever(tmp_path: Path) -> None:
    data = TEXT
    for depth in range(1, 5):
        data = zipped({"mole.txt" if depth == 1 else "inner.zip": data})
        found = read(written(tmp_path, "news.zip", data))
        assert isinstance(found[0], Document if depth <= 3 else Failure)


@pytest.mark.parametrize("name", ["../../escaped.txt", "/etc/escaped.txt", "a/../../escaped.txt"])
def test_a_path_that_leads_out_leads_nowhere(tmp_path: Path, name: str) -> None:
    (found,) = documents(written(tmp_path, "in/news.zip", zipped({name: TEXT})))
    assert found.location.startswith(f"{tmp_path}/in/news.zip/")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["news.zip"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(3 * SMALL))
    tracemalloc.start()
    one = failure(written(tmp_path, "bomb.zip", out.getvalue()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "zip bomb" in one.reason
    assert "unpack it yourself" in one.remedy
    assert peak < SMALL


def test_a_bomb_that_lies_about_its_size_stops_at_what_it_said(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * SMALL)
    size = SMALL.to_bytes(4, "little")
    one = failure(written(tmp_path, "bomb.zip", out.getvalue().replace(size, (1000).to_bytes(4, "little"))))
    assert "unpacked" in one.reason


def test_a_gzip_bomb_is_stopped_on_the_way(tmp_path: Path) -> None:
    assert (
        "bomb" in failure(written(tmp_path, "a.jsonl.gz", gzipped(b'{"text": "' + bytes(MOST_RATIO * 300_000)))).reason
    )


def test_a_damaged_member_is_a_failure_of_its_own(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT.replace(b"Merisk", b"Sandmere")}))
    data[data.index(b"a.txt") + 20] ^= 0xFF
    path = written(tmp_path, "news.zip", bytes(data))
    bad, good = read(path)
    assert isinstance(bad, Failure)
    assert (bad.location, "get the file again" in bad.remedy) == (f"{path}/a.txt", True)
    assert isinstance(good, Document)


@pytest.mark.parametrize("cut", [10, 100])
def test_a_truncated_zip_fails_with_a_remedy(tmp_path: Path, cut: int) -> None:
    assert "damaged" in failure(written(tmp_path, "news.zip", zipped({"a.txt": TEXT})[:-cut])).reason


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"xl/workbook.xml": b"x"}, "spreadsheet"),
        ({"mimetype": b"x"}, "OpenDocument"),
        ({"a.png": b"x"}, "no report"),
        ({}, "no report"),
    ],
)
def test_what_holds_no_report_says_what_it_is(tmp_path: Path, members: dict[str, bytes], reason: str) -> None:
    assert reason in failure(written(tmp_path, "a.zip", zipped(members))).reason


@pytest.mark.parametrize(
    ("name", "data"), [("mole.txt.gz", TEXT), ("mole.html.gz", page()), ("feed.rss.gz", rss(item(content=markup())))]
)
def test_gzip_may_stand_around_anything(tmp_path: Path, name: str, data: bytes) -> None:
    (found,) = documents(written(tmp_path, name, gzipped(data)))
    assert LEAD in found.text


def test_a_truncated_gzip_gives_what_could_be_unpacked_and_a_failure(tmp_path: Path) -> None:
    rows = b"".join(b'{"text": "%d. %s"}\n' % (n, LEAD.encode()) for n in range(2000))
    found = read(written(tmp_path, "a.jsonl.gz", gzipped(rows)[:-2000]))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Failure)
    assert "cut off" in found[-1].reason
    assert found[-1].remedy
