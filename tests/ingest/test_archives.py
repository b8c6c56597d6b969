"""Web archives: every page with its address, time and offset, once; a broken record costs only itself."""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import brotli
import pytest
from fastwarc.stream_io import Lz4Writer, ZstdWriter
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as SecondReader

from sayso.ingest import Choices, ingest
from sayso.terms import Document, Failure
from tests.ingest.build import BODY, TITLE, documents, failure, gzipped, page, read, response, warc, written, zipped

PAGES = [
    page(f"Mole {word} closed", (f"It was the {word} mole.", *BODY)) for word in ("first", "second", "third", "fourth")
]
RESPONSES = [response(f"https://packet.example/{number}", body) for number, body in enumerate(PAGES)]


def archive(tmp_path: Path, *, packed: bool) -> tuple[Path, bytes, list[int]]:
    """Four pages in an archive."""
    data, offsets = warc(RESPONSES, packed=packed)
    return written(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", data), data, offsets


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_has_its_address_its_time_and_its_offset(tmp_path: Path, packed: bool) -> None:
    path, _, offsets = archive(tmp_path, packed=packed)
    found = documents(path)
    assert [one.location for one in found] == [f"{path}#offset={offset}" for offset in offsets]
    assert [one.url for one in found] == [f"https://packet.example/{number}" for number in range(4)]
    assert {one.retrieved for one in found} == {"2026-05-12T08:00:00+00:00"}
    assert found[0].outlet == "The Merisk Packet"
    assert "Sport" not in found[0].text


@pytest.mark.parametrize("packed", [False, True])
def test_a_second_reader_finds_the_same_pages_at_the_same_places(tmp_path: Path, packed: bool) -> None:
    path, data, _ = archive(tmp_path, packed=packed)
    second = SecondReader(io.BytesIO(data))
    theirs = [(second.get_record_offset(), one.rec_headers["WARC-Target-URI"]) for one in second]
    assert [(int(one.location.split("=")[1]), one.url) for one in documents(path)] == theirs


def test_a_record_can_be_had_again_by_its_offset(tmp_path: Path) -> None:
    path, data, _ = archive(tmp_path, packed=True)
    for number, found in enumerate(documents(path)):
        stream = io.BytesIO(data[int(found.location.split("=")[1]) :])
        record = next(iter(ArchiveIterator(stream, record_types=WarcRecordType.response)))
        assert record.reader.read() == PAGES[number]


def test_the_same_page_fetched_twice_is_one_report(tmp_path: Path) -> None:
    data, _ = warc([*RESPONSES, response("https://packet.example/0?again", PAGES[0])])
    assert len(documents(written(tmp_path, "crawl.warc", data))) == 4


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress(PAGES[0])),
        ([("Content-Encoding", "br")], brotli.compress(PAGES[0])),
        ([("Transfer-Encoding", "chunked")], b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGES[0]), PAGES[0])),
        (
            [("Content-Type", "text/html; charset=iso-8859-2")],
            PAGES[0].decode().replace("Ines", "Łucja").encode("iso-8859-2"),
        ),
        ([("Content-Type", "application/xhtml+xml")], PAGES[0]),
    ],
)
def test_a_page_is_unpacked_and_decoded_as_its_server_says(
    tmp_path: Path, headers: list[tuple[str, str]], body: bytes
) -> None:
    (found,) = documents(written(tmp_path, "a.warc", warc([response("https://packet.example/0", body, headers)])[0]))
    assert found.title == "Mole first closed"
    assert "Ines Kovary" in found.text or "Łucja Kovary" in found.text


@pytest.mark.parametrize(
    "said",
    [("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Transfer-Encoding", "chunked"), ("Content-Encoding", "utf-8")],
)  # fmt: skip
def test_a_page_that_was_unpacked_before_it_was_kept_is_read_as_it_stands(
    tmp_path: Path, said: tuple[str, str]
) -> None:
    (found,) = documents(written(tmp_path, "a.warc", warc([response("https://p.example/0", PAGES[0], [said])])[0]))
    assert found.title == "Mole first closed"


def test_a_page_that_the_crawler_cut_off_says_so(tmp_path: Path) -> None:
    data = warc(RESPONSES[:1])[0].replace(b"WARC-Date:", b"WARC-Truncated: length\r\nWARC-Date:", 1)
    (found,) = documents(written(tmp_path, "a.warc", data))
    assert "cut off when it was fetched (length)" in found.notes


@pytest.mark.parametrize(("suffix", "packer"), [("zst", ZstdWriter), ("lz4", Lz4Writer)])
def test_an_archive_may_be_compressed_otherwise(tmp_path: Path, suffix: str, packer: Any) -> None:
    data, offsets = warc(RESPONSES)
    packed, places = b"", []
    for begin, end in pairwise([*offsets, len(data)]):
        out = io.BytesIO()
        writer = packer(out)
        writer.write(data[begin:end])
        writer.close()
        places.append(len(packed))
        packed += out.getvalue()
    path = written(tmp_path, f"a.warc.{suffix}", packed)
    assert [one.location for one in documents(path)] == [f"{path}#offset={place}" for place in places]
    titles, failures = told(read(written(tmp_path, f"b.warc.{suffix}", packed[: places[3] + 60])))
    assert titles == ["first", "second", "third"]
    assert len(failures) == 1


def test_pictures_errors_and_requests_are_no_reports(tmp_path: Path) -> None:
    other = [
        response("https://packet.example/a.png", b"\x89PNG", [("Content-Type", "image/png")]),
        response("https://packet.example/gone", PAGES[3], status="404 Not Found"),
        response("https://packet.example/moved", b"", status="301 Moved"),
    ]
    assert len(documents(written(tmp_path, "a.warc", warc([*other, *RESPONSES[:2]])[0]))) == 2
    assert "no page" in failure(written(tmp_path, "b.warc", warc(other)[0])).reason


def test_an_archive_compressed_as_a_whole_still_gives_every_page_a_place_of_its_own(tmp_path: Path) -> None:
    found = documents(written(tmp_path, "a.warc.gz", gzipped(warc(RESPONSES)[0])))
    assert [one.location.split("#")[1] for one in found] == ["offset=0", "record=2", "record=3", "record=4"]


def test_a_film_in_the_archive_is_passed_over_without_a_word(tmp_path: Path) -> None:
    film = response("https://packet.example/film", bytes(200_000), [("Content-Type", "video/mp4")])
    large = response("https://packet.example/large", page(body=[*BODY] * 500))
    titles, failures = told(read(written(tmp_path, "a.warc", warc([film, large, *RESPONSES])[0]), Choices(100_000)))
    assert titles == ["first", "second", "third", "fourth"]
    assert ["--max-size" in one.remedy for one in failures] == [True]


def test_a_wacz_file_gives_the_pages_of_its_archives_and_nothing_else(tmp_path: Path) -> None:
    data, offsets = warc(RESPONSES, packed=True)
    members = {
        "archive/data.warc.gz": data,
        "datapackage.json": b'{"profile": "data-package"}',
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "https://packet.example/0", "text": "Mole"}\n',
        "indexes/index.cdx": b"x",
    }
    path = written(tmp_path, "crawl.wacz", zipped(members))
    assert [one.location for one in documents(path)] == [f"{path}/archive/data.warc.gz#offset={o}" for o in offsets]


# Damage


def told(found: list[Document | Failure]) -> tuple[list[str], list[Failure]]:
    """Which pages were read, and what went wrong."""
    titles = [str(one.title).split()[1] for one in found if isinstance(one, Document)]
    return titles, [one for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [3, 40, 700])
def test_a_truncated_archive_gives_all_whole_records_and_a_failure(tmp_path: Path, packed: bool, cut: int) -> None:
    path, data, offsets = archive(tmp_path, packed=packed)
    cut = min(cut, len(data) - offsets[3] - 15)
    titles, failures = told(read(written(tmp_path, path.name, data[:-cut])))
    assert titles == ["first", "second", "third", "fourth"][: 4 if cut == 3 else 3]
    (one,) = failures
    assert "cut off" in one.reason
    assert one.remedy


@pytest.mark.parametrize("length", [b"5", b"900", b"99999999", b"99999999999999", b"many", b"-4"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_record_of_a_wrong_length_is_a_failure_and_the_others_are_read(
    tmp_path: Path, length: bytes, packed: bool
) -> None:
    data, offsets = warc(RESPONSES)
    records = [data[begin:end] for begin, end in zip(offsets, [*offsets[1:], len(data)], strict=True)]
    records[1] = re.sub(rb"Content-Length: \d+", b"Content-Length: " + length, records[1], count=1)
    whole = b"".join(gzipped(record) if packed else record for record in records)
    titles, failures = told(read(written(tmp_path, "a.warc.gz" if packed else "a.warc", whole)))
    assert titles == ["first", "third", "fourth"]
    assert failures
    assert all("packet" not in one.location and "#" in one.location for one in failures)


def test_a_damaged_member_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    _, data, offsets = archive(tmp_path, packed=True)
    broken = bytearray(data)
    broken[offsets[1] + 60] ^= 0xFF
    titles, failures = told(read(written(tmp_path, "a.warc.gz", bytes(broken))))
    assert titles == ["first", "third", "fourth"]
    assert len(failures) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_a_damage_in_a_pipe_says_that_nothing_behind_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    _, data, offsets = archive(tmp_path, packed=packed)
    begin, end = os.pipe()
    os.write(end, data[: offsets[2]] + b"rubbish\r\n\r\n" + data[offsets[2] :])  # less than a pipe holds
    os.close(end)
    with open(begin, "rb") as piped:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(piped))
        titles, failures = told(list(ingest(["-"])))
    assert titles[0] == "first"
    assert len(titles) < 4
    assert ["save the archive to a file" in one.remedy for one in failures] == [True]


@pytest.mark.parametrize("packed", [False, True])
def test_rubbish_between_records_costs_no_record(tmp_path: Path, packed: bool) -> None:
    _, data, offsets = archive(tmp_path, packed=packed)
    titles, failures = told(
        read(written(tmp_path, "a.warc", data[: offsets[1]] + b"rubbish\r\n\r\n" + data[offsets[1] :]))
    )
    assert titles == ["first", "second", "third", "fourth"]
    assert len(failures) == 1


def test_a_response_that_cannot_be_unpacked_is_a_failure_of_its_own(tmp_path: Path) -> None:
    bad = response("https://packet.example/bad", b"no gzip at all", [("Content-Encoding", "gzip")])
    data, offsets = warc([RESPONSES[0], bad, RESPONSES[1]])
    path = written(tmp_path, "a.warc", data)
    titles, failures = told(read(path))
    assert titles == ["first", "second"]
    assert [one.location for one in failures] == [f"{path}#offset={offsets[1]}"]


def test_a_response_that_unpacks_to_more_than_a_report_is_a_failure(tmp_path: Path) -> None:
    bomb = response("https://packet.example/bomb", gzip.compress(bytes(50_000_000)), [("Content-Encoding", "gzip")])
    titles, failures = told(read(written(tmp_path, "a.warc", warc([bomb, RESPONSES[0]])[0]), Choices(1_000_000)))
    assert titles == ["first"]
    assert "--max-size" in failures[0].remedy


def test_a_response_that_is_a_bomb_is_unpacked_no_further_than_a_report_may_go(tmp_path: Path) -> None:
    bomb = gzip.compress(gzip.compress(bytes(10_000_000)) * 100)  # a gigabyte
    data, _ = warc([response("https://packet.example/bomb", bomb, [("Content-Encoding", "gzip, gzip")]), RESPONSES[0]])
    path = written(tmp_path, "a.warc", data)
    program = (
        "import sys; from benchmarks.speed_child import peak_memory; from sayso.ingest import Choices, ingest; "
        "print(*(type(one).__name__ for one in ingest([sys.argv[1]], choices=Choices(1_000_000)))); "
        "print(peak_memory())"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    kinds, peak = done.stdout.splitlines()
    assert kinds == "Failure Document"
    assert float(peak) < 400  # megabytes; not what the tests held before, which getrusage counts too


def test_the_quick_reader_finds_the_same_article(tmp_path: Path) -> None:
    path, _, _ = archive(tmp_path, packed=False)
    found = documents(path, Choices(fast=True))[0]
    assert found.title == "Mole first closed"
    assert all(paragraph in found.text for paragraph in BODY)
    assert "read by --fast" in found.notes
    assert TITLE not in found.text
