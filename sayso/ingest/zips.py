"""ZIP files: folders of reports in one file, web archives in their wrapping (WACZ), Word documents.

A member is named by the path it has inside. Nothing is ever written to disk, so that a path which leads out of the
archive leads nowhere; what unpacks to more than is decent is refused before it is unpacked.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, cast
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from sayso.errors import IngestError
from sayso.ingest import office
from sayso.ingest.source import HEAD, Choices, Opened, Sources, failed
from sayso.terms import Failure

SUFFIXES = (".zip", ".wacz", ".docx")
DEEPEST = 3
"""Archives within archives."""
MOST_UNPACKED = 20_000_000_000
MOST_RATIO = 200
"""Text packs ten to one and tables forty to one at most; a bomb packs a thousand to one."""
SMALL = 10_000_000
"""A member that unpacks to no more than this is no bomb, however well it was packed."""
MOST_MEMBERS = 1_000_000
DAMAGED = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
"""What the standard library raises for members that are damaged, encrypted, or packed in a way it does not know."""
OTHER_OFFICE = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a slide show",
    "mimetype": "an OpenDocument or e-book file",
}


def recognises(head: bytes) -> bool:
    """Whether a file begins like a ZIP file."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def sources(
    opened: Opened,
    choices: Choices,
    sources_in: Callable[[Opened, Choices], Sources],
    is_report: Callable[[str, Callable[[], bytes]], bool],
) -> Sources:
    """The reports in a ZIP file; `sources_in` reads what is inside, `is_report` tells what is worth it by its name and head.

    Raises:
        IngestError: if it is damaged as a whole, a bomb, too deep, or holds no report.
    """
    if opened.depth >= DEEPEST:
        raise IngestError(
            opened.location, "open", f"it lies in {DEEPEST} archives already", "unpack it, and give what is inside"
        )
    stream = opened.at_hand(choices.most_bytes)
    try:
        archive = ZipFile(stream)
    except DAMAGED as error:
        raise IngestError(
            opened.location, "open", f"the ZIP file is damaged ({error})", "get the file again"
        ) from error
    members = [member for member in archive.infolist() if not member.is_dir()]
    check_size(opened.location, members)
    names = {member.filename for member in members}
    if office.DOCUMENT in names:
        stream.seek(0)
        yield from office.sources(Opened(opened.location, stream, opened.depth), choices)
        return
    if other := next((what for name, what in OTHER_OFFICE.items() if name in names), None):
        raise IngestError(
            opened.location, "open", f"it is {other}, which sayso does not read", "save it as text, DOCX or CSV"
        )
    wanted = [
        m for m in members if _is_wanted(m.filename, names) and is_report(m.filename, partial(_head_of, archive, m))
    ]
    if not wanted:
        raise IngestError(
            opened.location, "extract", "there is no report in the ZIP file", "give the reports themselves"
        )
    for member in sorted(wanted, key=lambda member: member.filename):
        yield from _in_member(archive, member, opened, choices, sources_in)


def _head_of(archive: ZipFile, member: ZipInfo) -> bytes:
    """The first bytes of a member; of one that cannot be unpacked none."""
    try:
        with archive.open(member) as inside:
            return inside.read(HEAD)
    except DAMAGED:
        return b""


def check_size(location: str, members: list[ZipInfo]) -> None:
    """Refuse what unpacks to far more than it is.

    Raises:
        IngestError: if it does.
    """
    bomb = next((m for m in members if m.file_size > max(SMALL, MOST_RATIO * m.compress_size)), None)
    total = sum(member.file_size for member in members)
    if bomb or total > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        what = (
            f"{bomb.filename} in it unpacks to {bomb.file_size / 1e6:,.0f} MB"
            if bomb
            else f"it unpacks to {total / 1e9:,.0f} GB"
        )
        raise IngestError(
            location, "open", f"it may be a zip bomb: {what} from almost nothing", "unpack it yourself if you trust it"
        )


def _is_wanted(name: str, names: set[str]) -> bool:
    """In a WACZ file only the archives themselves; elsewhere all but what systems leave behind."""
    if "datapackage.json" in names and any(other.startswith("archive/") for other in names):
        return name.startswith("archive/")
    return not name.startswith("__MACOSX/") and not name.rsplit("/", 1)[-1].startswith(".")


def _in_member(
    archive: ZipFile,
    member: ZipInfo,
    opened: Opened,
    choices: Choices,
    sources_in: Callable[[Opened, Choices], Sources],
) -> Sources:
    """The reports in one member; what is wrong with it is a failure of its own."""
    location = f"{opened.location}/{member.filename.lstrip('/')}"
    try:
        with archive.open(member) as inside:
            yield from sources_in(
                Opened(location, cast(BinaryIO, io.BufferedReader(inside)), opened.depth + 1), choices
            )
    except IngestError as error:
        yield failed(error)
    except DAMAGED as error:
        remedy = "unpack it with its password" if member.flag_bits & 1 else "get the file again; the others were read"
        yield Failure(location, "open", f"it cannot be unpacked ({error})", remedy)
