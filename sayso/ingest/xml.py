"""XML as it may come from anybody: no entity is ever resolved, no definition loaded, nothing fetched."""

from __future__ import annotations

import re
from typing import Any

from sayso.errors import IngestError

ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?>(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)\s*)*+<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)
ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)


def root_of(head: bytes) -> str | None:
    """The name of the outermost element, from a file's first bytes; None where these are no XML."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
    match = ROOT.match(head)
    return match[1].decode("ascii", errors="replace") if match else None


def check_entities(text: str, location: str) -> None:
    """Refuse a file that brings entities of its own: they may stand for other files, or for more text than fits anywhere.

    Raises:
        IngestError: if it declares any.
    """
    if ENTITY.search(text):
        raise IngestError(
            location,
            "decode",
            "the XML declares entities of its own, and sayso resolves none",
            "ask for the file without them, or take the declarations out and write the text itself",
        )


def parse(text: str, location: str) -> Any:
    """The outermost element of some XML.

    Raises:
        IngestError: if it is not well-formed, or declares entities.
    """
    from lxml import etree

    check_entities(text, location)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, encoding="utf-8"
    )
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.XMLSyntaxError as error:
        raise IngestError(location, "extract", f"the XML is damaged ({error})", "get the file again") from error
