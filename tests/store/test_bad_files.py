"""Files that are no case, or no case any more, and places where none can be written: one plain message each, and
nothing that was filed is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from sayso.errors import StoreError
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case
from tests.stories import case_of, id_of, picture, reading

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("wire.txt", "hospital.txt", "denial.txt", "dam.txt")
NEEDS_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="needs root, to become somebody without permission"
)
POSIX = pytest.mark.skipif(os.name != "posix", reason="limits on the size of files are set as POSIX systems do")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "my.sayso"
    case_of(path, NAMES).close()
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A case of some reports, its own for each test."""
    copy = tmp_path / "my.sayso"
    shutil.copy(made, copy)
    return copy


def refused(path: Path, *, create: bool = False) -> str:
    """What is said where a file cannot be opened as a case."""
    with pytest.raises(StoreError) as caught:
        open_case(path, create=create)
    said = str(caught.value)
    assert path.name in said
    assert "\n" not in said
    assert "sqlalche" not in said  # a database library's own address and jargon
    return said


def walked_through(case: Case) -> None:
    """Read everything in a case."""
    picture(case)
    for row in lists.list_reports(case):
        case.reading(row["id"])


# No case


def test_a_case_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    assert "sayso add" in refused(tmp_path / "none.sayso")
    assert list(tmp_path.iterdir()) == []


def test_a_case_in_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "my.sayso"
    with pytest.raises(StoreError, match="there is no folder"):
        open_case(path, create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [False, True])
def test_a_folder_is_no_case(tmp_path: Path, create: bool) -> None:
    assert "is a folder" in refused(tmp_path, create=create)


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("data", [b"The minister said so.\n", b"x", b"SQLite format 2\0", bytes(range(256)) * 40])
def test_another_kind_of_file_is_no_case_and_stays_as_it_is(tmp_path: Path, data: bytes, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    assert "is no case" in refused(path, create=create)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program_is_no_case_and_stays_as_it_is(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "bookmarks.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks(address, title)")
    other.execute("INSERT INTO bookmarks VALUES('a.example', 'A')")
    other.commit()
    other.close()
    assert "no case of sayso's" in refused(path, create=create)
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    assert other.execute("SELECT * FROM bookmarks").fetchall() == [("a.example", "A")]
    other.close()


def test_not_a_byte_of_another_program_s_database_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks(address, title)")
    other.commit()
    other.close()
    before = path.read_bytes()
    refused(path)
    assert path.read_bytes() == before


def test_the_case_of_a_newer_sayso_is_left_to_that_one(path: Path) -> None:
    newer = sqlite3.connect(path)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    said = refused(path)
    assert "newer sayso" in said
    assert "9999" in said
    newer = sqlite3.connect(path)
    assert newer.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    newer.execute("UPDATE alembic_version SET version_num = '0001'")
    newer.commit()
    newer.close()
    walked_through(open_case(path))


# Damage


@pytest.mark.parametrize("kept", [17, 90, 100, 1000, 4095])
def test_a_case_cut_off_within_its_first_page_is_said_to_be_damaged(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    said = refused(path)
    assert "damaged" in said
    assert "backup" in said


def test_a_case_without_its_beginning_is_no_case(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(b"\0" * 16 + data[16:])
    assert "damaged" in refused(path)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_a_case_cut_off_anywhere_is_said_to_be_damaged_at_the_latest_when_it_is_read(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(StoreError, match="is damaged"):
        walked_through(open_case(path))


@pytest.mark.parametrize("seed", range(8))
def test_a_case_with_a_page_overwritten_is_read_or_said_to_be_damaged(path: Path, seed: int) -> None:
    # A page of noise may hit rows that no list shows; nothing but a StoreError may come of it.
    random = Random(seed)
    data = bytearray(path.read_bytes())
    at = 4096 * random.randrange(1, len(data) // 4096)
    data[at : at + 4096] = random.randbytes(4096)
    path.write_bytes(data)
    try:
        walked_through(open_case(path))
    except StoreError as error:
        assert "damaged" in str(error)  # noqa: PT017


def test_adding_to_a_damaged_case_is_refused_and_changes_nothing(path: Path) -> None:
    data = path.read_bytes()
    cut = data[: len(data) // 2]
    path.write_bytes(cut)
    with pytest.raises(StoreError, match="is damaged"):
        _add(path)
    assert path.read_bytes() == cut


def _add(path: Path) -> None:
    case = open_case(path)
    file(case, reading("rights.txt"))
    settle(case)


# Places that may not be written


BEGIN = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from sayso.errors import StoreError
from sayso.store import lists, open_case
"""
NOBODY = """
import os
from sayso.terms import Failure
list(lists.list_reports(open_case(Path(sys.argv[1]))))  # all that is imported on the way is imported while it may be
os.setgid(65534)
os.setuid(65534)
for line in sys.stdin:
    what, path = line.rstrip().split(" ", 1)
    try:
        if what == "ask":
            said = len(list(lists.list_reports(open_case(Path(path)))))
        else:
            case = open_case(Path(path), create=True)
            said = case.fail(Failure("x.txt", "open", "it is gone", "look for it"))
    except StoreError as error:
        said = error
    print(said, flush=True)
"""
Nobody = Callable[[str, Path], str]


@pytest.fixture(scope="module")
def nobody(made: Path) -> Iterator[Nobody]:
    """Somebody without any rights, who asks a case or adds to it and says what came of it."""
    command = [sys.executable, "-c", BEGIN + NOBODY, str(made)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        questions, answers = process.stdin, process.stdout

        def said(what: str, path: Path) -> str:
            questions.write(f"{what} {path}\n")
            questions.flush()
            return answers.readline().strip()

        yield said
        questions.close()


def open_up(folder: Path) -> None:
    """Let others into the folders that lead there."""
    for one in (folder, *folder.parents):
        if one != Path("/") and one.is_relative_to("/tmp"):
            one.chmod(0o755)


@NEEDS_ROOT
def test_a_case_that_may_only_be_read_can_be_asked(path: Path, nobody: Nobody) -> None:
    open_up(path.parent)
    path.chmod(0o444)
    assert nobody("ask", path) == str(len(NAMES))
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@NEEDS_ROOT
def test_writing_to_a_case_that_may_only_be_read_is_refused_plainly(path: Path, nobody: Nobody) -> None:
    open_up(path.parent)
    path.chmod(0o444)
    before = path.read_bytes()
    assert "may not be written" in nobody("add", path)
    assert path.read_bytes() == before


@NEEDS_ROOT
def test_who_may_only_read_never_sees_less_than_was_filed(path: Path, nobody: Nobody) -> None:
    # A run that adds, or was killed, has reports in the file ending in -wal that are not in the case's own file yet.
    case = open_case(path)
    file(case, reading("rights.txt"))
    open_up(path.parent)
    for one in path.parent.iterdir():
        one.chmod(0o444)
    said = nobody("ask", path)
    case.close()
    assert said == str(len(NAMES) + 1) or path.name in said


@NEEDS_ROOT
@pytest.mark.xfail(
    strict=True, reason="a case of one's own is opened for writing even where nothing can be put beside it"
)
def test_a_case_in_a_folder_that_may_only_be_read_can_be_asked(path: Path, nobody: Nobody) -> None:
    # The file itself is the reader's own, but nothing can be put beside it.
    open_up(path.parent)
    path.chmod(0o666)
    assert nobody("ask", path) == str(len(NAMES))


@NEEDS_ROOT
def test_writing_in_a_folder_that_may_only_be_read_is_refused_plainly(path: Path, nobody: Nobody) -> None:
    open_up(path.parent)
    path.chmod(0o666)
    before = path.read_bytes()
    said = nobody("add", path)
    assert str(path) in said
    assert "written" in said
    assert path.read_bytes() == before


@NEEDS_ROOT
def test_a_new_case_in_a_folder_that_may_only_be_read_is_refused_plainly(tmp_path: Path, nobody: Nobody) -> None:
    open_up(tmp_path)
    assert "may not be written" in nobody("add", tmp_path / "new.sayso")
    assert list(tmp_path.iterdir()) == []


@NEEDS_ROOT
def test_a_case_that_may_not_be_read_is_said_to_be_so(path: Path, nobody: Nobody) -> None:
    open_up(path.parent)
    path.chmod(0o600)
    assert "cannot be read" in nobody("add", path)


# No room


FULL = """
import msgspec, resource
from sayso.settle import file, settle
from sayso.terms import Reading
readings = msgspec.msgpack.decode(Path(sys.argv[3]).read_bytes(), type=list[Reading])
case = open_case(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    for one in readings:
        file(case, one)
    settle(case)
except StoreError as error:
    print(error)
"""
MORE = ("rights.txt", "dam-audit.txt", "citing.txt")


def printed(program: str, *arguments: Path | int) -> str:
    """What a program prints."""
    command = [sys.executable, "-c", BEGIN + program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@POSIX
@pytest.mark.parametrize("room", [0, 60_000])
def test_a_full_disk_is_said_to_be_full_and_nothing_filed_is_lost(path: Path, tmp_path: Path, room: int) -> None:
    # A limit on the size of files: what is written goes first to the file beside the case, which soon reaches it.
    before = picture(open_case(path))
    more = tmp_path / "more"
    more.write_bytes(msgspec.msgpack.encode([reading(name) for name in MORE]))
    assert "no room left" in printed(FULL, path, room, more)
    case = open_case(path)
    held = {row["id"] for row in lists.list_reports(case)}
    assert {id_of(name) for name in NAMES} <= held < {id_of(name) for name in (*NAMES, *MORE)}
    walked_through(case)
    if room == 0:
        assert picture(case) == before
    for name in MORE:
        if not case.holds(id_of(name)):
            file(case, reading(name))
    settle(case)
    assert picture(case) == picture(case_of(tmp_path / "undisturbed.sayso", (*NAMES, *MORE)))
