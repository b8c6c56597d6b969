"""What must hold of the repository as a whole."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOST = re.compile(r"https?://([\w-]+(?:\.[\w-]+)*)", re.IGNORECASE)
INVENTED = (".example", ".test", ".invalid", "localhost")
STANDARDS = (
    "www.apache.org",
    "schema.org",
    "ogp.me",
    "www.w3.org",
    "iptc.org",
    "www.iptc.org",
    "purl.org",
    "jsonfeed.org",
    "www.gexf.net",
)
"""Names of formats that look like addresses; nothing is ever fetched from them."""


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines()]


def test_no_lock_records_an_address() -> None:
    for lock in ROOT.glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "//" not in text


def test_no_file_names_an_address_outside_this_machine() -> None:
    for path in tracked_files():
        if path.suffix in {".onnx", ".safetensors"} or path.name in {"tokenizer.json", "LICENSE"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        strangers = {host for host in HOST.findall(text) if not host.endswith(INVENTED) and host not in STANDARDS}
        assert not strangers, path.relative_to(ROOT)
