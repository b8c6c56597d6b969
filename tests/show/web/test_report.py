"""The report page: the text as printed, every claim at the place of its words."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from sayso.pipeline import add_reports
from sayso.show.web import create_app
from sayso.show.web.marking import Mark, Piece, _cut, marked_paragraphs
from sayso.store import lists, open_case
from sayso.terms import Span
from tests.make import report
from tests.show.web.conftest import HERE


def words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text if piece.mark is None else words(piece.parts) for piece in pieces)


KINDS = st.sampled_from(["content", "source", "cue", "missed", "mention", "hedge", "claim"])
MARKS = st.lists(st.tuples(KINDS, st.integers(0, 20), st.integers(0, 20)), max_size=8)


@given(st.text(min_size=1, max_size=20), MARKS)
def test_marks_never_change_a_character(text: str, found: list[tuple[str, int, int]]) -> None:
    marks = [Mark(kind, *sorted((a, b)), of=str(n)) for n, (kind, a, b) in enumerate(found) if a != b]
    assert words(tuple(_cut(text, Span(0, len(text)), marks))) == text


def test_a_voice_inside_another_is_marked_inside_it() -> None:
    reading = report('Ana Roth said that Piers Hollam had told her: "The dam has cracked."')
    (paragraph,) = marked_paragraphs(reading, [])
    depths: set[int] = set()

    def look(pieces: tuple[Piece, ...]) -> None:
        for piece in pieces:
            if piece.mark and piece.mark.kind == "content":
                depths.add(piece.mark.deep)
            look(piece.parts)

    look(paragraph.pieces)
    assert depths == {0, 1}


@pytest.fixture(scope="module")
def wire(built: Path) -> str:
    case = open_case(built)
    return next(row["id"] for row in lists.list_reports(case) if "oshqar-1" in row["location"])


def printed(page: str) -> list[tuple[int, int, str]]:
    """Each paragraph of a report page: its place, and its characters."""
    found = re.findall(r'<p class="text [^"]*" data-start="(\d+)" data-end="(\d+)">(.*?)</p>', page, re.DOTALL)
    return [(int(start), int(end), html.unescape(re.sub(r"<[^>]+>", "", inner))) for start, end, inner in found]


def test_every_paragraph_is_printed_character_by_character(browser: TestClient, built: Path, wire: str) -> None:
    text = open_case(built).reading(wire).document.text
    paragraphs = printed(browser.get(f"/reports/{wire}").text)
    assert paragraphs
    assert all(text[start:end] == words for start, end, words in paragraphs)


def test_every_claim_has_its_own_address(browser: TestClient, built: Path, wire: str) -> None:
    page = browser.get(f"/reports/{wire}").text
    for row in lists.list_claims_in(open_case(built), wire):
        start, end = row["span"]
        assert f'id="char={start},{end}"' in page


def test_no_address_is_given_twice(browser: TestClient, wire: str) -> None:
    ids = re.findall(r' id="([^"]+)"', browser.get(f"/reports/{wire}").text)
    assert len(ids) == len(set(ids))


def test_the_stance_is_written_beside_the_cue(browser: TestClient, wire: str) -> None:
    assert 'data-stance="denies"' in browser.get(f"/reports/{wire}").text


def test_copies_of_a_report_are_named_and_lead_side_by_side(browser: TestClient, wire: str) -> None:
    page = browser.get(f"/reports/{wire}").text
    assert "Copied by" in page
    address = re.search(r'href="(/reprints/[^"]+)"', page)
    assert address
    assert browser.get(address[1]).status_code == 200


def test_a_copy_is_called_by_its_title_and_who_printed_it_not_by_its_path(browser: TestClient, wire: str) -> None:
    copies = browser.get(f"/reports/{wire}").text.partition('class="copies')[2].partition("</ul>")[0]
    shown = html.unescape(re.sub(r"<[^>]+>", "", copies))
    assert "Army says Kharuz arming upland militants Denshir Evening Courier, 2026-05-13" in shown
    assert "samples/" not in shown


def test_a_report_that_is_not_there_is_said_so(browser: TestClient) -> None:
    assert browser.get("/reports/dffff").status_code == 404


HOSTILE = """<script>alert(1)</script> minister resigns

"><img src=x onerror=alert(2)> said Ana Roth, the minister, on Monday. {{ 7*7 }} "I saw </span><svg onload=alert(3)>,"
Roth said. Ms. Roth denied that <b onmouseover=alert(4)>the dam</b> had cracked.
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "<b onclick=x>bad.txt").write_text(HOSTILE, encoding="utf-8")
    case = open_case(folder / "hostile.sayso", create=True)
    add_reports(case, [str(folder / "<b onclick=x>bad.txt")])
    case.close()
    return TestClient(create_app(folder / "hostile.sayso"), base_url=HERE, headers={"accept": "text/html"})


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


PLACES = (
    "/",
    "/reports",
    "/claims",
    "/entities",
    "/matters",
    "/search?q=script",
    "/unanswered",
    "/silent",
    "/review?kind=claim&at=",
    "/review?kind=missed&at=",
    "/review?kind=names&at=",
)


@pytest.mark.parametrize("path", [*PLACES, "report", "claim"])
def test_what_a_report_says_is_never_taken_for_a_page(hostile: TestClient, path: str) -> None:
    first = hostile.get("/claims.json").json()["rows"][0]["claim"]
    address = {"report": f"/reports/{first.split('.')[0]}", "claim": f"/claims/{first}"}.get(path, path)
    for tag, attributes in Elements(hostile.get(address).text).found:
        assert not any(name.startswith("on") for name in attributes)
        assert tag not in ("img", "iframe", "object", "embed", "style", "base")
        assert tag != "script" or str(attributes.get("src")).startswith("/assets/")


def test_a_hostile_report_is_shown_as_words(hostile: TestClient) -> None:
    report = hostile.get("/reports.json").json()["rows"][0]["id"]
    page = hostile.get(f"/reports/{report}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page
