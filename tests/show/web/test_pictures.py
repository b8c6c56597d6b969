"""The pictures of README and docs, drawn from the samples; `make pictures` keeps them, else they are only held small."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LARGEST = 200_000


def most_contested(browser: TestClient) -> str:
    """The matter with most voices on its smaller side."""
    rows = browser.get("/matters.json?rows=300").json()["rows"]
    happened = [row for row in rows if row["slot"] == "happened"]
    best = max(happened, key=lambda row: (min(row["origins"]["max"], row["against"]["max"]), len(row["claims"])))
    return str(best["id"])


@pytest.mark.parametrize(
    ("name", "light", "width", "height"),
    [
        ("overview", "light", 1180, 820),
        ("report", "light", 1180, 720),
        ("matter", "dark", 1180, 820),
        ("network", "light", 1180, 820),
    ],
)
def test_a_picture_is_drawn(
    chromium: Browser, told: str, browser: TestClient, tmp_path: Path, name: str, light: Any, width: int, height: int
) -> None:
    report = browser.get("/claims.json?stance=denies&rows=1").json()["rows"][0]["claim"].split(".")[0]
    entity = browser.get("/entities.json?rows=1").json()["rows"][0]["id"]
    address = {
        "overview": "/",
        "report": f"/reports/{report}",
        "matter": f"/matters/{most_contested(browser)}",
        "network": f"/network?entity={entity}",
    }[name]
    folder = Path(os.environ.get("SAYSO_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=light, reduced_motion="reduce", base_url=told
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"{name}.png")
    context.close()
    assert (folder / f"{name}.png").stat().st_size < LARGEST
