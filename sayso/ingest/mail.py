"""Mail: a message (EML) or a box of them (MBOX), as newsletters and alerts come in."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

import msgspec

from sayso.errors import IngestError
from sayso.ingest.blocks import Block, blocks_of_html
from sayso.ingest.decoding import decode
from sayso.ingest.documents import from_story, from_text
from sayso.ingest.pages import read_page
from sayso.ingest.source import Choices, Opened, Source, Sources, failed, too_large
from sayso.ingest.story import Story
from sayso.terms import Document, Moment, Precision

SUFFIXES = (".eml", ".mbox")
FIELD = re.compile(
    rb"^(received|return-path|delivered-to|message-id|mime-version|from|to|subject|date|content-type|dkim-signature|list-id):\s",
    re.IGNORECASE | re.MULTILINE,
)
LEAST_FIELDS = 4
"""Different fields of a mail in its head, at least: a text may well begin with "Subject: ..." and "Date: ..."."""
ENVELOPE = re.compile(rb"From \S+.*\d{4}\s*$")
"""The line before each message of a box."""


def recognises(head: bytes) -> bool:
    """Whether a file begins like a message or a box of them."""
    return is_box(head) or is_message(head)


def is_box(head: bytes) -> bool:
    """Whether a file begins like a box of messages."""
    return bool(ENVELOPE.match(head.split(b"\n", 1)[0].rstrip()))


def is_message(head: bytes) -> bool:
    """Whether a file begins with the head of a message."""
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return len({name.lower() for name in FIELD.findall(top)}) >= LEAST_FIELDS


def sources(opened: Opened, choices: Choices) -> Sources:
    """The messages of a file.

    Raises:
        IngestError: if it is larger than a message may be and no box.
    """
    if not is_box(opened.head):
        yield Source(opened.location, opened.whole(choices.most_bytes), read=read)
        return
    for number, message in enumerate(_messages(opened.stream, choices.most_bytes), start=1):
        location = f"{opened.location}#message={number}"
        yield (
            failed(too_large(location, choices.most_bytes)) if message is None else Source(location, message, read=read)
        )


def _messages(stream: BinaryIO, most_bytes: int) -> Iterator[bytes | None]:
    """The messages of a box, None for one that is too large.

    The standard library's `mailbox` wants a file on disk and holds a line of any length; where a message begins is all
    that is to be known here, and `email` reads it.
    """
    message: list[bytes] = []
    size, begun, blank = 0, False, True
    while line := stream.readline(most_bytes):
        if blank and ENVELOPE.match(line.rstrip()):
            if begun:
                yield b"".join(message) if size <= most_bytes else None
            message, size, begun = [], 0, True
        else:
            size += len(line)
            message.append(line[1:] if line.startswith(b">From ") else line)
            if size > most_bytes:
                message.clear()
        blank = not line.strip()
    if begun:
        yield b"".join(message) if size <= most_bytes else None


def read(source: Source, choices: Choices) -> Document:
    """A message as a Document: subject, blank line, what is written in it.

    Raises:
        IngestError: if nothing is written in it.
    """
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(source.data)
        story = _story(message)
        page, plain = (_written(message, kind, source.location) for kind in ("html", "plain"))
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError) as error:
        # what the standard library stumbles over in damaged heads and parts
        raise IngestError(
            source.location, "extract", f"the message is damaged ({error})", "save it again, or as text"
        ) from error
    if page is None and plain is None:
        raise IngestError(
            source.location, "extract", "nothing is written in the message", "give what is attached to it"
        )
    if page is None or not page.strip():
        return _typed(plain or "", story, source)
    story.set_blocks(_blocks_of_letter(page, source.location, story.title))
    return from_story(story, source)


def _typed(plain: str, story: Story, source: Source) -> Document:
    """A message in plain text: its frame is looked for as in any text, and its head comes first."""
    document = from_text(plain.replace("\r\n", "\n"), source.location, source.sha256)
    told = {
        "title": story.title,
        "outlet": story.outlet,
        "byline": document.byline or story.author,
        "published": story.published,
        "notes": story.notes,
    }
    return msgspec.structs.replace(document, **{name: value for name, value in told.items() if value})


def _story(message: EmailMessage) -> Story:
    """What the head says: a letter to a list comes from an outlet, any other from a person."""
    name, address = parseaddr(str(message.get("From", "")))
    listed = any(message.get(field) for field in ("List-Id", "List-Unsubscribe", "List-Post"))
    sender = name or address or None
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return Story(
        title=" ".join(str(message.get("Subject", "")).split()) or None,
        paragraphs=[],
        outlet=sender if listed else None,
        author=None if listed else sender,
        published=_sent(str(message.get("Date", ""))),
        notes=[f"attached and left unread: {', '.join(attached)}"] if attached else [],
    )


def _sent(printed: str) -> Moment | None:
    try:
        return Moment(parsedate_to_datetime(printed).isoformat(timespec="minutes"), Precision.MINUTE)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(message: EmailMessage, kind: str, location: str) -> str | None:
    """The text of a message's body in one of its two kinds, decoded as any report's bytes: many letters do not say how."""
    part = message.get_body(preferencelist=(kind,))
    data = None if part is None else part.get_payload(decode=True)
    if part is None or not isinstance(data, bytes):
        return None
    return decode(data, location, part.get_content_charset())[0] if data.strip() else ""


def _blocks_of_letter(page: str, location: str, subject: str | None) -> list[Block]:
    """The article of a letter laid out as a page; all its blocks where there is no article, as in a short note."""
    try:
        story = read_page(page, location)
    except IngestError:
        return blocks_of_html(page)
    kinds = {**dict.fromkeys(story.decks, "head"), **dict.fromkeys(story.quoted, "quote")}
    title = [(story.title, "head")] if story.title and story.title != subject else []
    return [*title, *((text, kinds.get(number, "p")) for number, text in enumerate(story.paragraphs))]
