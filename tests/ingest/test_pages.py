"""Saved pages of many makes: what is the report in them, and what they say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.ingest import ingest
from sayso.terms import Document, Failure, Region

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Document:
    """A page of the folder, read."""
    (found,) = ingest([str(PAGES / name)])
    assert isinstance(found, Document), found
    return found


def words_in(document: Document, region: Region) -> list[str]:
    """The stretches of one region."""
    return [marked.span.of(document.text) for marked in document.regions if marked.region is region]


@pytest.mark.parametrize("name", sorted(file.name for file in PAGES.iterdir() if file.name != "cookie-wall.html"))
def test_every_page_gives_a_report_whose_paragraphs_quote_its_text(name: str) -> None:
    found = page(name)
    assert found.title
    assert len(found.body) >= 2
    assert all(span.of(found.text).strip() == span.of(found.text) != "" for span in found.paragraphs)


@pytest.mark.parametrize(
    ("name", "title", "byline", "outlet", "agency", "published"),
    [
        ("wordpress.html", "Ferry union rejects night rota", "Petra Vollan", "The Sandmere Echo", None, "2025-02-03T17:42+01:00"),
        ("amp.html", "Cable cut was no accident, minister says", "Yusra Temmar", "Northern Ledger", None, "2024-11-19T05:10+00:00"),
        ("tabloid.html", "TV chef's fury as inspector brands kitchen 'a museum of grease'", "Lonnie Sparrow", "The Daily Whistle", None, None),
        ("liveblog.html", "Orlen dam: evacuation ordered as crack widens - live", None, None, None, None),
        ("release.html", "Veltra Pharma announces voluntary recall of two batches", None, "Veltra Newsroom", None, "2025-05-07"),
        ("ngo.html", "No water for Camp Edris", None, "Tidewatch Rights", None, "2025-06-02"),
        ("repost.html", "They never learn", None, "Harrow Hill", "Meridian News", "2025-04-11"),
        ("tables-1998.html", "Grain Mission Leaves Empty-Handed", None, None, "Meridian News", "1998-03-09"),
        ("wrapped-wire.txt", "Two ministers quit over border fence, opposition calls for vote", "Hana Sorrel", None, "Meridian News", None),
    ],
)  # fmt: skip
def test_a_page_says_who_stands_behind_it(
    name: str, title: str, byline: str | None, outlet: str | None, agency: str | None, published: str | None
) -> None:
    found = page(name)
    assert (found.title, found.byline, found.outlet, found.agency) == (title, byline, outlet, agency)
    assert (found.published.value if found.published else None) == published


def test_menus_comments_and_links_to_other_pages_are_left_out() -> None:
    text = page("wordpress.html").text + page("tabloid.html").text
    assert not any(word in text for word in ("Sack the lot", "Harbour board to meet", "Mum of nine", "SHOWBIZ"))


def test_a_link_in_the_middle_of_the_report_is_boilerplate() -> None:
    assert words_in(page("tabloid.html"), Region.BOILERPLATE) == ["READ MORE: Ten kitchens that made inspectors weep"]


def test_donation_copyright_and_mailing_list_are_boilerplate() -> None:
    marked = words_in(page("repost.html"), Region.BOILERPLATE)
    assert [line.split()[0] for line in marked] == ["We", "Copyright", "Join"]


def test_words_pulled_out_of_the_body_are_no_second_quotation() -> None:
    found = page("release.html")
    assert words_in(found, Region.DECK) == ["“We see no sign of harm.”"]
    assert words_in(found, Region.QUOTED_POST) == []


def test_the_entries_of_a_live_blog_keep_their_headings_apart() -> None:
    assert words_in(page("liveblog.html"), Region.DECK)[0] == "18.04 Governor orders evacuation"


def test_a_page_cut_off_in_the_middle_is_read_with_a_note() -> None:
    assert page("truncated.html").notes == ["the page is cut off; what is there was read"]


def test_a_wrong_encoding_label_is_mended_with_a_note() -> None:
    found = page("mislabelled.html")
    assert "René Tavel" in found.text
    assert "“fresh air”" in found.text
    assert found.notes == ["declared as utf-8, but is not; read as Windows-1252"]


def test_a_page_of_the_nineties_is_read_in_its_own_encoding() -> None:
    found = page("tables-1998.html")
    assert "André Koulé" in found.text
    assert "“without a sack,”" in found.text


def test_a_report_in_another_language_is_kept_with_a_note() -> None:
    found = page("french.html")
    assert found.language == "fr"
    assert "another language" in found.notes[0]


def test_a_page_without_an_article_fails_with_a_remedy() -> None:
    (found,) = ingest([str(PAGES / "cookie-wall.html")])
    assert isinstance(found, Failure)
    assert (found.stage, "save the page's text" in found.remedy) == ("extract", True)
