"""Where files are: on this machine or in an object store, under one way of listing, opening and moving them.

A path is plain (`crawl/`, `crawl/*.warc.gz`) or an address of a store that pyarrow knows (`s3://bucket/crawl/`). This
and `folder` are the only modules of the batch that know pyarrow.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import IngestError, SettingsError, StoreError
from sayso.ingest.files import Found, find_reports, sources_at, sources_in
from sayso.ingest.source import Choices, Opened, Sources, failed
from sayso.terms import Failure

NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
INSTALL = 'run: pip install "sayso[scale]"'


class Sized(NamedTuple):
    """A file and its size in bytes."""

    location: str
    size: int


def is_address(location: str) -> bool:
    """Whether a location is in an object store rather than a path of this machine."""
    return "://" in location


class Storage:
    """Files below one location, by their paths from there."""

    def __init__(self, location: str) -> None:
        fs = _pyarrow_fs()
        self.location = location if is_address(location) else str(Path(location).absolute())
        try:
            filesystem, root = (
                fs.FileSystem.from_uri(location) if is_address(location) else (fs.LocalFileSystem(), self.location)
            )
        except (OSError, ValueError) as error:
            raise SettingsError(f"{location} is no place sayso can reach ({error})") from error
        self.filesystem: Any = filesystem
        self.root: str = root

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns a full disk into what to do about it."""
        try:
            yield
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise StoreError(
                f"there is no room left to write {self.location} ({error.strerror or error}); make room and run the same "
                "command again: nothing finished is lost"
            ) from error

    def path(self, name: str) -> str:
        """A file below, as its file system calls it."""
        return f"{self.root}/{name}" if name else str(self.root)

    def address(self, name: str) -> str:
        """A file below, as any program finds it."""
        return f"{self.location.rstrip('/')}/{name}"

    def files(self, below: str = "") -> Iterator[Sized]:
        """All files below a folder, in order."""
        found = self.filesystem.get_file_info(
            _pyarrow_fs().FileSelector(self.path(below), recursive=True, allow_not_found=True)
        )
        for info in sorted(found, key=lambda info: str(info.path)):
            if info.is_file:
                yield Sized(info.path.removeprefix(f"{self.root}/"), info.size)

    def read(self, name: str) -> bytes | None:
        """All of a small file; None where there is none."""
        try:
            with self.filesystem.open_input_stream(self.path(name)) as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None

    def write(self, name: str, what: Any) -> None:
        """A small file of JSON, there as a whole or not at all."""
        self.make_folder(name)
        passing = f"{name}.{unique_name()}.tmp"
        with self.filesystem.open_output_stream(self.path(passing)) as stream:
            stream.write(json.dumps(what, indent=1).encode())
        self.move(passing, name)

    def move(self, name: str, to: str) -> None:
        """A file to another name, over what was there."""
        self.make_folder(to)
        self.filesystem.move(self.path(name), self.path(to))

    def make_folder(self, name: str) -> None:
        """The folder that a file is to lie in."""
        self.filesystem.create_dir(self.path(name).rpartition("/")[0], recursive=True)

    def remove(self, name: str) -> None:
        """A file, if it is there."""
        try:
            self.filesystem.delete_file(self.path(name))
        except FileNotFoundError:
            return

    def remove_folder(self, name: str) -> None:
        """A folder with all that is in it, if it is there."""
        try:
            self.filesystem.delete_dir(self.path(name))
        except FileNotFoundError:
            return


def find_inputs(paths: Iterable[str]) -> Iterator[Sized | Failure]:
    """Every file at some paths, each once and in the order of their names, however the paths were given."""
    paths = list(paths)
    stored = [file for path in paths if is_address(path) for file in _in_store(path)]
    local: list[Sized | Failure] = []
    for found in find_reports(str(Path(path).absolute()) for path in paths if not is_address(path)):
        if found.error:
            local.append(failed(found.error))
        else:
            local.append(Sized(found.location, Path(found.location).stat().st_size))
    seen = {found.location: found for found in (*stored, *local)}
    yield from (seen[location] for location in sorted(seen))


def sources_of(location: str, choices: Choices) -> Sources:
    """The reports in a file, wherever it is."""
    if not is_address(location):
        yield from sources_at(Found(location), choices)
        return
    filesystem, path = _pyarrow_fs().FileSystem.from_uri(location)
    try:
        with filesystem.open_input_file(path) as stream:
            yield from sources_in(Opened(location, stream), choices)
    except OSError as error:
        yield Failure(location, "open", f"it cannot be opened ({error})", "check the address and your rights to it")
    except IngestError as error:
        yield failed(error)


def _in_store(address: str) -> Iterator[Sized | Failure]:
    fs = _pyarrow_fs()
    filesystem, path = fs.FileSystem.from_uri(address)
    scheme = address.partition("://")[0]
    info = filesystem.get_file_info(path)
    if info.type == fs.FileType.NotFound:
        yield Failure(address, "find", "there is no such file or folder", "check the address")
    elif info.is_file:
        yield Sized(address, info.size)
    else:
        for one in filesystem.get_file_info(fs.FileSelector(path, recursive=True)):
            if one.is_file:
                yield Sized(f"{scheme}://{one.path}", one.size)


def _pyarrow_fs() -> Any:
    try:
        import pyarrow.fs
    except ImportError:
        raise SettingsError(f"a batch needs pyarrow and daft, which are not installed; {INSTALL}") from None
    return pyarrow.fs


def unique_name() -> str:
    """A name nothing else has."""
    import uuid

    return uuid.uuid4().hex[:12]
