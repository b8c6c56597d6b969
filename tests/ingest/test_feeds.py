"""Feeds: which entries are reports, which only speak of one, and who stands behind them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import feedparser
import pytest

from sayso.terms import Document, Failure
from tests.ingest.build import BODY, LEAD, TITLE, documents, failure, item, markup, read, rss, written

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Merisk Packet</title>
<entry><title>{TITLE}</title><id>urn:packet:1</id><link href="https://packet.example/mole"/>
<updated>2026-05-11T09:00:00Z</updated><published>2026-05-11T07:30:00+02:00</published><author><name>Ruth Ansgar</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{markup()}</div></content></entry>
<entry><title>Herring stays away</title><id>urn:packet:2</id><updated>2026-05-11T09:00:00Z</updated>
<summary>The herring has not come this year, skippers say.</summary></entry></feed>""".encode()
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Merisk Packet</title></channel>
<item><title>{TITLE}</title><content:encoded><![CDATA[{markup()}]]></content:encoded></item></rdf:RDF>""".encode()
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Merisk Packet",
        "language": "en-GB",
        "items": [
            {
                "id": "1",
                "url": "https://packet.example/mole",
                "title": TITLE,
                "content_html": markup(),
                "date_published": "2026-05-11T07:30:00+02:00",
                "authors": [{"name": "Ruth Ansgar"}],
            },
            {"id": "2", "title": "Herring stays away", "summary": "The herring has not come, skippers say."},
        ],
    }
).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.rss", rss(item(content=markup()))), ("a.atom", ATOM), ("a.rdf", RDF), ("a.json", JSON_FEED), ("a", ATOM)],
)
def test_an_entry_with_its_article_is_a_report(tmp_path: Path, name: str, data: bytes) -> None:
    found = documents(written(tmp_path, name, data))[0]
    assert found.text == "\n\n".join([TITLE, *BODY])
    assert (found.outlet, found.title, found.summary) == ("The Merisk Packet", TITLE, False)
    assert found.location.endswith("#entry=1")


def test_an_entry_says_who_wrote_it_when_and_where_it_stands(tmp_path: Path) -> None:
    for name, data in (("a.atom", ATOM), ("a.json", JSON_FEED)):
        found = documents(written(tmp_path, name, data))[0]
        assert (found.byline, found.url) == ("Ruth Ansgar", "https://packet.example/mole")
        assert found.published is not None
        assert found.published.value == "2026-05-11T07:30+02:00"


@pytest.mark.parametrize("data", [ATOM, JSON_FEED])
def test_an_entry_without_its_article_is_a_summary(tmp_path: Path, data: bytes) -> None:
    assert [found.summary for found in documents(written(tmp_path, "a.xml", data))] == [False, True]


@pytest.mark.parametrize("ending", ["...", "…", "[&#8230;]", "Continue reading", "Read more »"])
def test_an_article_that_breaks_off_is_a_summary(tmp_path: Path, ending: str) -> None:
    (found,) = documents(written(tmp_path, "a.rss", rss(item(content=markup([*BODY, f"The mole is {ending}"])))))
    assert found.summary


def test_a_long_description_is_the_article(tmp_path: Path) -> None:
    (found,) = documents(written(tmp_path, "a.rss", rss(item(description=markup([*BODY, *BODY])))))
    assert not found.summary
    assert len(found.paragraphs) == 1 + 2 * len(BODY)


@pytest.mark.parametrize(
    ("credit", "outlet", "agency"), [("The Lantern", "The Lantern", None), ("Reuters", "The Merisk Packet", "Reuters")]
)
def test_the_source_an_entry_credits_is_kept(tmp_path: Path, credit: str, outlet: str, agency: str | None) -> None:
    source = f'<source url="https://lantern.example/rss">{credit}</source>'
    (found,) = documents(written(tmp_path, "a.rss", rss(item(content=markup(), more=source))))
    assert (found.outlet, found.agency, found.credit) == (outlet, agency, credit)


def test_scripts_and_menus_of_markup_are_not_the_report(tmp_path: Path) -> None:
    content = markup() + "<script>alert('x')</script><style>p{}</style>"
    (found,) = documents(written(tmp_path, "a.rss", rss(item(content=content))))
    assert "alert" not in found.text
    assert "p{}" not in found.text


def test_a_feed_in_another_encoding_than_it_says_is_read_with_a_note(tmp_path: Path) -> None:
    data = rss(item("Café closes", content=markup([LEAD.replace("Merisk", "Mérisk") + " “Soon,” it said.", *BODY])))
    wrong = data.decode().encode("cp1252")
    found = documents(written(tmp_path, "a.rss", wrong))[0]
    assert found.title == "Café closes"
    assert "“Soon,”" in found.text
    assert found.notes[0] == "declared as utf-8, but is not; read as Windows-1252"


def test_a_feed_that_is_cut_off_gives_its_whole_entries_and_a_failure(tmp_path: Path) -> None:
    data = rss(item(content=markup()), item("Second", content=markup(BODY[1:])))
    found = read(written(tmp_path, "a.rss", data[:-60]))
    assert isinstance(found[0], Document)
    assert found[0].title == TITLE
    assert not found[0].notes
    assert isinstance(found[1], Document)
    assert "may not be whole" in found[1].notes[0]
    assert isinstance(found[-1], Failure)
    assert "damaged" in found[-1].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rss(), "no entries"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "no whole JSON"),
        (
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel/></rss>',
            "entities",
        ),
    ],
)
def test_what_is_no_feed_fails_with_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in failure(written(tmp_path, "a.rss", data)).reason


def test_an_outside_definition_is_not_fetched_and_does_no_harm(tmp_path: Path) -> None:
    data = rss(item(content=markup())).replace(b"?>", b'?><!DOCTYPE rss SYSTEM "https://dtd.example/rss-0.91.dtd">', 1)
    assert len(documents(written(tmp_path, "a.rss", data))) == 1


def test_the_same_entry_has_the_same_id(tmp_path: Path) -> None:
    one = documents(written(tmp_path, "a.rss", rss(item(content=markup()))))[0]
    other = documents(
        written(tmp_path, "b.rss", rss(item("Another", content=markup(BODY[1:])), item(content=markup())))
    )[1]
    assert one.id == other.id


def test_every_entry_that_the_library_sees_is_a_report(tmp_path: Path) -> None:
    data = rss(*(item(f"Title {n}", content=markup([f"Number {n}. {LEAD}", *BODY])) for n in range(40)))
    titles = [found.title for found in documents(written(tmp_path, "a.xml", data))]
    assert titles == [entry.title for entry in feedparser.parse(io.BytesIO(data)).entries]
