"""Bytes to text, whatever the label says.

A byte-order mark decides; then valid UTF-8, which nothing else produces by chance; then what the page declares, unless
that gives control characters; then Windows-1252, in which most old pages were written. What had to be mended is told.
"""

from __future__ import annotations

import codecs
import re

from sayso.errors import IngestError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UTF8_AS_1252 = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
NO_CONTROL = bytes(set(range(256)) - {*range(9), 11, 12, *range(14, 32), 127})
MOST_CONTROL = 0.02
"""Share of control characters above which a file is no text."""
HEAD = 4096


def decode(data: bytes, location: str, charset: str | None = None) -> tuple[str, list[str]]:
    """The text of a report's bytes and what was mended in reading it; `charset` is what a server said it was.

    Raises:
        IngestError: if the file is empty or holds no text.
    """
    if not (data[:HEAD].strip(BLANK) or data.strip(BLANK)):
        raise IngestError(location, "decode", "the file is empty", "leave it out, or save the report again")
    text, notes = _decode_marked(data) or _decode_unmarked(data, _normal(charset) or _declared(data))
    controls = len(CONTROL.findall(text[:100_000])) if data[:100_000].translate(None, NO_CONTROL) else 0
    if controls > MOST_CONTROL * min(len(text), 100_000) or _is_known_binary(data):
        raise IngestError(
            location, "decode", "the file is binary, not text or a page", "save the report as text or HTML"
        )
    if controls:
        notes.append(f"{controls} control characters in the text")
    return text, notes


def _decode_marked(data: bytes) -> tuple[str, list[str]] | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), []
    sample = data[:HEAD]
    if len(sample) > 8 and sample[1::2].count(0) > 0.4 * len(sample[1::2]):
        return data.decode("utf-16-le", errors="replace"), ["UTF-16 without a byte-order mark"]
    if len(sample) > 8 and sample[::2].count(0) > 0.4 * len(sample[::2]):
        return data.decode("utf-16-be", errors="replace"), ["UTF-16 without a byte-order mark"]
    return None


def _decode_unmarked(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:
            return data[: error.start].decode("utf-8"), ["the file ends in the middle of a character"]
        return _decode_legacy(data, declared)
    mislabelled = declared not in (None, "utf-8", "ascii")
    return text, [f"declared as {declared}, but is UTF-8"] if mislabelled else []


def _decode_legacy(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    if declared and declared not in ("utf-8", "ascii", "iso8859-1", "cp1252"):
        try:
            return data.decode(declared), []
        except (UnicodeDecodeError, LookupError):  # a codec that gives no text has a name too
            pass
    text = data.decode("cp1252", errors="replace")
    if declared in ("utf-8", "ascii"):
        return text, [f"declared as {declared}, but is not; read as Windows-1252"]
    return text, []


def _declared(data: bytes) -> str | None:
    """The normal name of the encoding a page declares, if it declares one that exists."""
    match = DECLARED.search(data[:HEAD])
    return _normal((match[1] or match[2]).decode("ascii")) if match else None


def _normal(encoding: str | None) -> str | None:
    try:
        return codecs.lookup(encoding).name if encoding else None
    except (LookupError, ValueError):
        return None


def _is_known_binary(data: bytes) -> bool:
    return data.startswith(
        (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
    )
