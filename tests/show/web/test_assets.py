"""The scripts that stand on other people's work: not in the repository, in the wheel, with their licences."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.show.web.answers import BUILT

ROOT = Path(__file__).parents[3]
SCRIPTS = {"network.js", "timeline.js", "THIRD-PARTY.txt"}


def test_the_lock_has_a_hash_for_every_package_and_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert all(told["integrity"].startswith("sha512-") for name, told in packages.items() if name)


def test_wheel_and_source_archive_hold_the_scripts_and_their_licences(tmp_path: Path) -> None:
    if not BUILT.is_dir() and shutil.which("npm") is None:
        pytest.skip("Node is not installed, so the scripts cannot be built; the pages do without")
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and "npm" in done.stderr:
        pytest.skip(f"the scripts could not be built here: {done.stderr.strip().splitlines()[-1]}")
    assert not done.returncode, done.stderr
    inside = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        packed = archive.getnames()
    for names in (inside, packed):
        assert {name.rpartition("/")[2] for name in names if "/assets/built/" in name} == SCRIPTS
    assert not [name for name in inside if "node_modules" in name or "/islands/" in name]


def test_the_licences_of_all_that_is_bundled_are_told() -> None:
    if not BUILT.is_dir():
        pytest.skip("the scripts are not built here; make assets does it")
    told = (BUILT / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^([\w/@-]+) [\d.]+ \((?:MIT|ISC|BSD-3-Clause)\)$", told, re.MULTILINE))
    assert {"sigma", "graphology", "d3-brush", "graphology-layout-forceatlas2"} <= named


def test_without_the_scripts_a_page_says_what_one_command_adds(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.show.web.answers import TEMPLATES

    monkeypatch.setitem(TEMPLATES.globals, "built", lambda name: False)
    entity = browser.get("/entities.json?rows=1").json()["rows"][0]["id"]
    page = browser.get(f"/network?entity={entity}").text
    assert "make assets" in page
    assert "/assets/built/" not in page
    assert "<svg" in page
