"""sayso serve: from the command line to the first page, and to the end."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.show.web.server import serve_case
from sayso.terms import Address


def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match="choose another: --port"):
            serve_case(Address.of(tmp_path / "new.sayso"), host="127.0.0.1", port=port)


def test_nobody_else_is_let_in_without_a_token(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="give --token"):
        serve_case(Address.of(tmp_path / "new.sayso"), host="0.0.0.0", port=0)


def test_an_empty_case_is_made_served_and_let_go(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sayso", "serve", "--case", str(tmp_path / "new.sayso"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr
        told = serving.stderr.readline()
        address = re.search(r"http://\S+", told)
        assert address, told
        assert b"This case is empty" in urllib.request.urlopen(address[0], timeout=20).read()
        serving.send_signal(signal.SIGINT)
        assert serving.wait(20) == 0
        assert "Traceback" not in serving.stderr.read()
    assert (tmp_path / "new.sayso").exists()


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from sayso.cli.serve import serve

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "sayso.show.web.server", raising=False)
    with pytest.raises(SettingsError, match=r"pip install 'sayso\[web\]'"):
        serve(case=tmp_path / "new.sayso")
