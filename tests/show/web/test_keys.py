"""Deciding by keys in a real browser, and what happens when the server is killed meanwhile."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from sayso.store import lists, open_case
from tests.show.web.conftest import only_asks

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_queue_is_gone_through_by_keys_alone(chromium: Browser, live: str) -> None:
    page = chromium.new_page()
    foreign = only_asks(page, live)
    page.goto(f"{live}/review?kind=claim&at=")
    place = page.locator(".item")

    def pressed(key: str) -> str:
        with page.expect_navigation():
            page.keyboard.press(key)
        return str(place.get_attribute("data-place"))

    first = place.get_attribute("data-place")
    second = pressed("Space")
    assert second != first
    assert pressed("k") == first
    assert pressed("ArrowRight") == second
    assert pressed("ArrowLeft") == first
    with page.expect_navigation():
        page.keyboard.press("a")  # who decides is asked once
    page.get_by_label("Name").fill("ax1 Kern")  # letters in a field are letters
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert place.get_attribute("data-place") == second
    assert page.locator(".last .hand").first.inner_text() == "accept"
    third = pressed("x")
    assert third not in (first, second)
    assert pressed("Control+z") == second
    digit = page.locator("button.choice[data-key]").first.get_attribute("data-key")
    assert pressed(str(digit)) == third
    assert page.locator(".last .hand").first.inner_text() == "correct"
    assert pressed("Backspace") == second
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    assert "reject" in page.locator("dialog.keys").inner_text()
    page.keyboard.press("x")  # not while the keys are shown
    page.keyboard.press("Escape")
    assert place.get_attribute("data-place") == second
    page.keyboard.press("Escape")
    page.wait_for_url(f"{live}/")
    assert not foreign
    page.close()


def test_a_missed_claim_is_added_by_selecting_its_words(chromium: Browser, live: str) -> None:
    page = chromium.new_page()
    page.context.add_cookies([{"name": "sayso-by", "value": "Kern", "url": live}])
    page.goto(f"{live}/reports")
    page.locator("a.words").first.click()
    page.wait_for_selector(".printed")
    page.wait_for_load_state("load")
    selected = page.evaluate(
        """() => {
          const texts = [...document.querySelectorAll(".printed .text")];
          const text = texts.find((one) => one.textContent.length > 120);
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          let node = walker.nextNode();
          while (node && node.data.length < 12) node = walker.nextNode();
          const range = new Range();
          range.setStart(node, 2);
          range.setEnd(node, 11);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return range.toString();
        }"""
    )
    page.wait_for_selector(".selection:not([hidden])")
    page.keyboard.press("c")
    page.locator("#add input[name=typed]").fill("Ana Roth")
    with page.expect_navigation():
        page.locator("#add button").click()
    note = page.locator(".note.added")
    assert "Ana Roth" in note.inner_text()
    page.goto(f"{live}/claims?by=Ana+Roth")
    assert " ".join(selected.split()) in page.locator("a.words").first.inner_text()
    page.close()


def serving(path: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "sayso", "serve", "--case", str(path), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    found = re.search(r"http://[^/]+", process.stderr.readline())
    assert found
    return process, found[0]


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.08])
def test_the_server_killed_during_an_edit_leaves_it_there_or_not_never_half(
    built: Path, tmp_path: Path, after: float
) -> None:
    path = tmp_path / "own.sayso"
    shutil.copy(built, path)
    before = {row["claim"]: row for row in lists.list_claims(open_case(path))}
    claim = next(row["claim"] for row in before.values() if row["stance"] == "denies" and row["matter"])
    process, address = serving(path)
    with process:
        page = urllib.request.urlopen(f"{address}/claims", timeout=20).read().decode()
        token = re.search(r'name="csrf" content="([^"]+)"', page)
        assert token
        fields = {"what": "reject", "a": claim, "by": "Kern", "csrf": token[1]}
        killing = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"import time,os; time.sleep({after}); os.kill({process.pid}, {int(signal.SIGKILL)})",
            ]
        )
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/decide", urlencode(fields).encode(), timeout=20).read()
        killing.wait()
        process.wait()
    case = open_case(path)
    standing = case.decisions()
    shown = {row["claim"]: row for row in lists.list_claims(case)}
    assert (claim in shown) is not bool(standing)
    if not standing:
        assert shown == before
    else:
        assert not any(claim in matter["claims"] for matter in lists.list_matters(case))
        assert claim not in {c["claim"] for m in lists.list_matters(case) for c in m["claims"]}
    assert not case.unsettled(10)
