"""The command line, as a user meets it: real processes, real files."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WIRE = ROOT / "samples" / "oshqar-1-wire.txt"


def sayso(
    *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "sayso", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | (env or {}),
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_a_report_becomes_one_json_line_with_the_contract() -> None:
    done = sayso("read", str(WIRE), "--format", "jsonl")
    (reading,) = lines(done)
    assert done.returncode == 0
    assert {"document", "sentences", "mentions", "entities", "attributions", "claims", "missed"} <= set(reading)
    text = reading["document"]["text"]
    for attribution in reading["attributions"]:
        for role in ("source", "cue", "content", "quoted"):
            assert all(text[start:end].strip() for start, end in attribution[role])


def test_a_pipe_gets_json_lines_without_asking() -> None:
    assert lines(sayso("read", str(WIRE)))[0]["document"]["location"] == str(WIRE)


def test_a_table_names_the_speaker_and_the_stance() -> None:
    printed = sayso("read", str(WIRE), "--format", "table").stdout.decode("utf-8")
    assert "Qasen Dubrai" in printed
    assert "alleges" in printed


def test_standard_input_is_a_report() -> None:
    (reading,) = lines(sayso("read", "-", stdin=b"Ms Ito said the dam was safe.\n"))
    assert reading["document"]["location"] == "-"
    assert len(reading["attributions"]) == 1


def test_csv_has_a_row_for_each_claim() -> None:
    rows = list(csv.DictReader(io.StringIO(sayso("read", str(WIRE), "-f", "csv").stdout.decode("utf-8"))))
    assert {row["stance"] for row in rows} >= {"alleges", "denies"}
    text = WIRE.read_text(encoding="utf-8")
    assert all(0 <= int(row["start"]) < int(row["end"]) <= len(text) for row in rows)


def test_filters_keep_what_was_asked_for() -> None:
    rows = list(
        csv.DictReader(io.StringIO(sayso("read", str(WIRE), "-f", "csv", "--by", "dubrai").stdout.decode("utf-8")))
    )
    assert rows
    assert all("Dubrai" in row["speaker"] for row in rows)


def test_a_bad_report_stops_no_other_and_sets_the_status(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = sayso("read", str(empty), str(WIRE), "-f", "jsonl")
    failure, reading = lines(done)
    assert done.returncode == 1
    assert set(failure["failure"]) == {"location", "stage", "reason", "remedy"}
    assert reading["attributions"]
    assert b"empty" in done.stderr


def test_a_command_that_makes_no_sense_is_status_two() -> None:
    assert sayso("read", str(WIRE), "--published", "someday").returncode == 2
    assert sayso("read").returncode == 2


def test_what_a_person_knows_better_wins(tmp_path: Path) -> None:
    table = tmp_path / "known.csv"
    table.write_text(f"location,outlet,published\n{WIRE.name},The Corran Post,2026-05-13\n", encoding="utf-8")
    (reading,) = lines(sayso("read", str(WIRE), "--metadata", str(table), "--outlet", "Nobody"))
    assert reading["document"]["outlet"] == "The Corran Post"
    assert reading["document"]["published"] == {"value": "2026-05-13", "precision": "day"}


@pytest.mark.parametrize("arguments", [("--help",), ("read", "--help")])
def test_help_has_examples_and_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; from sayso.cli import app\n"
        f"try: app({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "heavy = {'onnxruntime', 'lxml', 'trafilatura', 'numpy', 'tokenizers'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "sayso read" in done.stdout


def test_the_version_is_printed() -> None:
    assert sayso("--version").stdout.startswith(b"sayso 0.")


def test_no_color_is_obeyed() -> None:
    done = sayso("read", str(WIRE), "-f", "table", env={"NO_COLOR": "1", "FORCE_COLOR": ""})
    assert b"\x1b[3" not in done.stdout


def test_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m sayso read samples -f csv | head -1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.stdout.startswith(b"location,")
    assert b"Traceback" not in done.stderr


def test_explain_says_why() -> None:
    printed = sayso("read", str(WIRE), "-f", "table", "--explain", "--stance", "denies").stdout.decode("utf-8")
    assert re.search(r"cue 0\.\d\d|cue 1\.00", printed)
