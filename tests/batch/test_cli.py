from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest


def sayso(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "sayso", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.skipif(find_spec("daft") is not None, reason="the extra `scale` is installed")
def test_without_the_extra_it_says_what_to_install(crawl: list[str], tmp_path: Path) -> None:
    run = sayso("batch", *crawl, "--out", str(tmp_path / "out"))
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert 'pip install "sayso[scale]"' in run.stderr


def test_loading_from_a_folder_without_parts_says_how_to_make_them(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    run = sayso("load", str(tmp_path), "--case", str(tmp_path / "my.sayso"))
    assert run.returncode == 1
    assert "sayso batch IN... --out FOLDER" in run.stderr
