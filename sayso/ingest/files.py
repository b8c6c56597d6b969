"""Where reports are: files, folders, globs and standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import IngestError

TEXT_SUFFIXES = (".txt", ".text", ".md")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
SUFFIXES = TEXT_SUFFIXES + PAGE_SUFFIXES
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A report to be read, or the error that stands in its place."""

    location: str
    error: IngestError | None = None


def find_reports(paths: Iterable[str]) -> Iterator[Found]:
    """Each report once, in order: files as they are, folders and globs by the suffixes sayso reads."""
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path):
            if found.location not in seen:
                seen.add(found.location)
                yield found


def _expand(path: str) -> Iterator[Found]:
    if path == STDIN:
        yield Found(STDIN)
    elif path.startswith(("http://", "https://")):
        yield Found(
            path,
            IngestError(
                path, "find", "this is an address, and sayso fetches nothing", "save the page and give the file"
            ),
        )
    elif Path(path).is_dir():
        yield from _in_folder(Path(path))
    elif Path(path).exists():
        yield Found(path)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield Found(path, IngestError(path, "find", "nothing matches this pattern", "check the pattern"))
        for match in matches:
            yield from _expand(match)
    else:
        yield Found(path, IngestError(path, "find", "there is no such file or folder", "check the path"))


def _in_folder(folder: Path) -> Iterator[Found]:
    try:
        files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    except OSError as error:
        yield Found(
            str(folder),
            IngestError(
                str(folder), "find", f"the folder cannot be opened ({error.strerror})", "check its permissions"
            ),
        )
        return
    if not files:
        known = ", ".join(SUFFIXES)
        yield Found(
            str(folder),
            IngestError(
                str(folder), "find", f"no report in the folder (sayso takes {known})", "give the files themselves"
            ),
        )
    yield from (Found(str(file)) for file in files)


def load(location: str, most_bytes: int) -> bytes:
    """The bytes of a report; never more than allowed are held.

    Raises:
        IngestError: if it cannot be opened or is too large.
    """
    try:
        if location == STDIN:
            data = sys.stdin.buffer.read(most_bytes + 1)
        else:
            with open(location, "rb") as file:
                data = file.read(most_bytes + 1)
    except OSError as error:
        reason = (
            "no permission to read it"
            if isinstance(error, PermissionError)
            else f"it cannot be opened ({error.strerror})"
        )
        raise IngestError(location, "open", reason, "check the file and its permissions") from error
    if len(data) > most_bytes:
        raise IngestError(
            location, "open", f"it is larger than {most_bytes / 1e6:g} MB", "raise --max-size, or cut the file"
        )
    return data
