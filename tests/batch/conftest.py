"""Fixture strategy: a crawl of short invented reports as JSON Lines, one file a part, so that a run can be stopped midway."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.make import write_crawl


@pytest.fixture
def crawl(tmp_path: Path) -> list[str]:
    """Six files with four reports each."""
    return write_crawl(tmp_path / "crawl", files=6, reports=4)
