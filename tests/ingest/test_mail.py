"""Messages and boxes of them."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from sayso.ingest import Choices
from sayso.terms import Document, Failure
from tests.ingest.build import BODY, LEAD, TITLE, documents, failure, markup, page, read, written


def message(
    html: str | None = None, plain: str | None = "\n\n".join(BODY), *, subject: str = TITLE, **fields: str
) -> EmailMessage:
    """A message from a paper to its readers."""
    made = EmailMessage()
    made["From"] = '"The Merisk Packet" <news@packet.example>'
    made["To"] = "readers@packet.example"
    made["Subject"] = subject
    made["Date"] = "Mon, 11 May 2026 07:30:00 +0200"
    made["Message-ID"] = "<1@packet.example>"
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content(plain or "")
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def box(tmp_path: Path, *messages: EmailMessage) -> Path:
    """A box, written by the standard library."""
    path = tmp_path / "news.mbox"
    made = mailbox.mbox(path)
    for one in messages:
        made.add(one)
    made.close()
    return path


@pytest.mark.parametrize("name", ["mole.eml", "mole", "mole.txt"])
def test_a_message_is_a_report_with_its_subject_and_day(tmp_path: Path, name: str) -> None:
    (found,) = documents(written(tmp_path, name, message().as_bytes()))
    assert found.title == TITLE
    assert LEAD in found.text
    assert found.published is not None
    assert found.published.value == "2026-05-11T07:30+02:00"


def test_a_letter_to_a_list_comes_from_an_outlet_another_from_a_person(tmp_path: Path) -> None:
    (listed,) = documents(
        written(tmp_path, "a.eml", message(List_Unsubscribe="<mailto:off@packet.example>").as_bytes())
    )
    (single,) = documents(written(tmp_path, "b.eml", message().as_bytes()))
    assert (listed.outlet, listed.byline) == ("The Merisk Packet", None)
    assert (single.outlet, single.byline) == (None, "The Merisk Packet")


@pytest.mark.parametrize("html", [f"<html><body>{markup()}</body></html>", page().decode()])
def test_the_page_in_a_message_comes_before_its_plain_text(tmp_path: Path, html: str) -> None:
    (found,) = documents(written(tmp_path, "a.eml", message(html, "Plain words only.").as_bytes()))
    assert found.text.split("\n\n") == [TITLE, *BODY]


def test_the_foot_of_a_newsletter_is_none_of_the_report(tmp_path: Path) -> None:
    foot = "<p>View this email in your browser</p><p><a href='x'>Unsubscribe</a> from this list</p>"
    (found,) = documents(written(tmp_path, "a.eml", message(f"<html><body>{markup()}{foot}</body></html>").as_bytes()))
    assert "Unsubscribe" in found.text
    assert [span.of(found.text) for span in found.body] == [TITLE, *BODY]


def test_what_is_attached_is_named(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="audit.pdf")
    (found,) = documents(written(tmp_path, "a.eml", made.as_bytes()))
    assert "attached and left unread: audit.pdf" in found.notes


def test_every_message_of_a_box_is_a_report_as_the_standard_library_counts_them(tmp_path: Path) -> None:
    path = box(
        tmp_path,
        *(message(subject=f"Day {n}", plain=f"From here on, day {n}.\n\nFrom there.\n\n{LEAD}") for n in range(5)),
    )
    found = documents(path)
    assert [one.title for one in found] == [one["Subject"] for one in mailbox.mbox(path)]
    assert [one.location for one in found] == [f"{path}#message={n}" for n in range(1, 6)]
    assert "From here on, day 0." in found[0].text


def test_a_message_that_is_too_large_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    path = box(tmp_path, message(), message(plain="x" * 50_000), message(subject="Third"))
    found = read(path, Choices(10_000))
    assert [type(one) for one in found] == [Document, Failure, Document]


def test_a_charset_that_nobody_knows_is_read_all_the_same(tmp_path: Path) -> None:
    data = message().as_bytes().replace(b'charset="utf-8"', b'charset="x-merisk"')
    assert LEAD in documents(written(tmp_path, "a.eml", data))[0].text


def test_a_message_that_does_not_say_its_charset_is_decoded_as_any_report(tmp_path: Path) -> None:
    head = "From: Courtline <daily@courtline.example>\nDate: Mon, 11 May 2026 07:30:00 +0200\nSubject: Day 3"
    data = f"{head}\nList-Id: Court copy <courtline.lists.example>\n\nHe called it “a search”.\n\n{LEAD}".encode()
    assert "“a search”" in documents(written(tmp_path, "a.txt", data))[0].text


@pytest.mark.parametrize("body", ["", " \n "])
def test_an_empty_message_fails_with_a_remedy(tmp_path: Path, body: str) -> None:
    assert failure(written(tmp_path, "a.eml", message(plain=body).as_bytes())).remedy


def test_a_text_about_mail_is_no_mail(tmp_path: Path) -> None:
    text = f"Subject: the mole\nFrom: the harbour\n\n{LEAD}"
    assert documents(written(tmp_path, "a.txt", text.encode()))[0].published is None
