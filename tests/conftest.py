"""Fixture strategy: the reader is loaded once for the whole run; every text is invented and as short as it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.read.reader import Reader, load_reader

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora beside the repository, which a user's machine does not have."""
    path = ROOT.parent / "shared"
    if not (path / "data").is_dir():
        pytest.skip("the shared corpora are not beside this repository")
    return path
