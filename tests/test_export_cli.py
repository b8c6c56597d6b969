"""`sayso export`, as a user meets it: every format by name, where it is written, and what is said when it cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.show.export import FORMATS, ByTable, Whole
from sayso.show.tables import TABLES
from sayso.store import open_case
from tests.conftest import ROOT
from tests.stories import case_of
from tests.test_case_cli import Said, sayso

WHOLE = [name for name, format in FORMATS.items() if isinstance(format, Whole)]
BY_TABLE = [name for name, format in FORMATS.items() if isinstance(format, ByTable)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "my.sayso"
    case_of(path, ["dam.txt", "dam-town.txt", "denial.txt"]).close()
    return path


def export(path: Path, *arguments: str) -> Said:
    return sayso("export", *arguments, "--case", str(path))


def test_help_and_docs_name_every_format() -> None:
    page = (ROOT / "docs" / "formats-out.md").read_text(encoding="utf-8")
    told = sayso("export", "--help").out
    for name in FORMATS:
        assert name in told
        assert f"`{name}`" in page


@pytest.mark.parametrize("format", WHOLE)
def test_a_format_goes_to_a_file_or_to_standard_output(path: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    said = export(path, format, "--out", str(out))
    assert (said.status, said.out) == (0, "")
    assert str(out) in said.err
    assert export(path, format).out.splitlines()[-1:] == out.read_text(encoding="utf-8").splitlines()[-1:]


@pytest.mark.parametrize("format", BY_TABLE)
def test_tables_go_into_a_folder_or_one_to_a_file(path: Path, tmp_path: Path, format: str) -> None:
    assert export(path, format, "--out", str(tmp_path / "all")).status == 0
    assert {file.stem for file in (tmp_path / "all").glob(f"*.{format}")} == set(TABLES)
    assert export(path, format, "--table", "claims", "--out", str(tmp_path / "one")).status == 0
    assert (tmp_path / "one").exists()


def test_one_table_goes_to_standard_output(path: Path) -> None:
    said = export(path, "jsonl", "--table", "claims", "--about", "Orlo")
    first, *rows = said.rows
    assert first["about"]["query"] == {"about": "Orlo"}
    assert rows
    assert all("dam" in row["location"] for row in rows)


def test_all_filters_are_kept_in_the_file(path: Path) -> None:
    given = (
        "--by",
        "Roe",
        "--according-to",
        "Roe",
        "--stance",
        "denies",
        "--since",
        "2024-05",
        "--until",
        "2024-06",
        "--hidden",
    )
    about = export(path, "jsonl", "--table", "claims", *given).rows[0]["about"]
    assert about["query"] == {
        "by": "Roe", "according_to": "Roe", "stance": ["denies"], "since": "2024-05", "until": "2024-06", "hidden": True,
    }  # fmt: skip
    assert about["export"] == "jsonl"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nothing",), "there is no format nothing"),
        (("csv",), "name a folder with --out"),
        (("csv", "--table", "nothing"), "there is no table nothing"),
        (("gexf", "--table", "claims"), "has no tables"),
        (("gexf", "--redact", "Celia Roe"), "blotted out of a report only"),
        (("case", "--about", "Orlo"), "is written whole"),
        (("report", "--redact", "Nobody Atall"), "stands nowhere"),
        (("gexf", "--since", "someday"), "is no day"),
        (("gexf", "--out", "no/such/folder/x.gexf"), "cannot be written"),
    ],
)
def test_what_makes_no_sense_is_status_two_and_says_what_would(
    path: Path, arguments: tuple[str, ...], why: str
) -> None:
    said = export(path, *arguments)
    assert said.status == 2
    assert why in said.err


def test_a_folder_is_asked_for_where_a_file_is_in_the_way(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "is a file" in export(path, "csv", "--out", str(tmp_path / "file")).err


def test_what_was_there_stays_when_an_export_fails(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    out.write_text("what was there", encoding="utf-8")
    assert export(path, "report", "--out", str(out), "--redact", "Nobody Atall").status == 2
    assert out.read_text(encoding="utf-8") == "what was there"
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_nothing_goes_to_standard_output_when_a_name_was_not_found(path: Path) -> None:
    assert export(path, "report", "--redact", "Nobody Atall").out == ""


def test_a_missing_case_is_an_error_and_not_made(tmp_path: Path) -> None:
    assert export(tmp_path / "none.sayso", "gexf").status == 1
    assert not (tmp_path / "none.sayso").exists()


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_case_is_exported_too(tmp_path: Path, format: str) -> None:
    open_case(tmp_path / "empty.sayso", create=True).close()
    said = export(tmp_path / "empty.sayso", format, "--out", str(tmp_path / "out"))
    assert said.status == 0, said.err


def test_what_is_not_installed_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = export(path, "parquet", "--table", "claims")
    assert said.status == 2
    assert "pip install 'sayso[parquet]'" in said.err


def test_a_closed_pipe_is_no_error(path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m sayso export annotation --case {path} | head -1",
        shell=True, cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout.startswith(b'{"@context"')
    assert done.stderr == b""


def test_nothing_heavy_is_loaded_to_help() -> None:
    code = (
        "import sys; from sayso.cli import app\n"
        "try: app(['export', '--help'])\nexcept SystemExit: pass\n"
        "heavy = {'networkx', 'pyarrow', 'sqlalchemy', 'mcp'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
