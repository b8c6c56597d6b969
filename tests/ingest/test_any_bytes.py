"""Whatever bytes a file holds and however it is called: documents and failures come out, nothing else, and soon."""

from __future__ import annotations

import io
import json
import os
import random
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ingest import ingest
from sayso.ingest.files import SUFFIXES
from sayso.ingest.panics import panics_told
from sayso.terms import Document, Failure
from tests.ingest.build import item, markup, page, pdf, read, response, rss, warc, word, written, zipped
from tests.ingest.test_newswire import NINJS_2, news_item, nitf

BEGINNINGS = (
    *(
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
        b"\x1f\x8b\x08",
        b"PAR1",
    ),
    *(
        b"<rss><channel><item>",
        b"<feed>",
        b"<nitf>",
        b"<newsItem>",
        b'{"uri": "x", "bodies": [',
        b'{"text": "',
        b"[{",
        b"\xff\xfe<",
    ),
    *(b"From a@b.example Mon May 11 07:30:00 2026\n", b"text,title\n", b'<?xml version="1.0"?>', b"<html><body><p>"),
)
WHOLE = {
    "a.warc": warc([response("https://packet.example/1", page())])[0],
    "a.warc.gz": warc([response("https://packet.example/1", page())], packed=True)[0],
    "a.zip": zipped({"a.html": page(), "b.rss": rss(item(content=markup()))}),
    "a.docx": word(),
    "a.pdf": pdf([(50, 700, "The mole is closed, the harbour board of Merisk said.")]),
    "a.rss": rss(item(content=markup())),
    "a.nitf": nitf(),
    "a.newsml": news_item().encode(),
    "a.ninjs": json.dumps(NINJS_2).encode(),
    "a.html": page(),
}
RUNS = int(os.environ.get("SAYSO_FUZZ", "40"))
"""Of each fuzzer; `make fuzz` makes ten thousand."""
SOON = settings(
    max_examples=RUNS,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def gives_only_documents_and_failures(path: Path) -> None:
    found = read(path)
    assert found
    assert all(isinstance(one, Document | Failure) for one in found)
    assert all(one.reason and one.remedy for one in found if isinstance(one, Failure))
    places = [one.location for one in found]
    assert all(place.startswith(str(path)) for place in places)


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".gz", ""])
@SOON
@given(begin=st.sampled_from(BEGINNINGS), data=st.binary(max_size=400))
def test_any_bytes_under_any_name_are_read_or_refused(tmp_path: Path, suffix: str, begin: bytes, data: bytes) -> None:
    gives_only_documents_and_failures(written(tmp_path, f"a{suffix}", begin + data))


@pytest.mark.parametrize("name", WHOLE)
def test_a_pipe_gives_the_reports_that_the_file_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = written(tmp_path, name, WHOLE[name])
    begin, end = os.pipe()
    os.write(end, WHOLE[name])  # less than a pipe holds
    os.close(end)
    with open(begin, "rb") as piped:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(piped))
        found = [
            msgspec.structs.replace(one, location=one.location.replace("-", str(path), 1)) for one in ingest(["-"])
        ]
    assert found == read(path)


@pytest.mark.parametrize("name", WHOLE)
@SOON
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 8), keep=st.floats(0.2, 1.0))
def test_a_good_file_that_was_damaged_is_read_or_refused(
    tmp_path: Path, name: str, seed: int, flips: int, keep: float
) -> None:
    chance = random.Random(seed)
    data = bytearray(WHOLE[name][: max(1, int(len(WHOLE[name]) * keep))])
    for _ in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    gives_only_documents_and_failures(written(tmp_path, name, bytes(data)))


class PanicException(BaseException):
    """As a library in Rust raises it."""


def test_a_panic_of_a_library_ends_nothing_but_its_report() -> None:
    with pytest.raises(OSError, match="gave up"), panics_told():
        raise PanicException("called unwrap on an Err value")
    with pytest.raises(KeyboardInterrupt), panics_told():
        raise KeyboardInterrupt
