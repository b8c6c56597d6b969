"""Deciding by keys in a real browser, and what happens when the server is killed meanwhile."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from sayso.store import lists, open_case
from tests.show.web.conftest import loosen_a_member, only_asks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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


@contextmanager
def deciding(chromium: Browser, live: str, who: str = "Kern") -> Iterator[Page]:
    """A page of somebody who said who decides, in a browser of her own."""
    context = chromium.new_context(base_url=live)
    context.add_cookies([{"name": "sayso-by", "value": who, "url": live}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", ["names", "reply", "member", "missed"])
@pytest.mark.parametrize("key", ["a", "x"])
def test_each_kind_of_doubt_is_decided_by_a_key_stays_so_and_is_undone(
    chromium: Browser, live: str, tmp_path: Path, kind: str, key: str
) -> None:
    if kind == "reply":  # the samples have none that is bound in substance only
        with sqlite3.connect(tmp_path / "live.sayso") as file:
            file.execute("UPDATE replies SET how = 'in_substance' WHERE reply = (SELECT min(reply) FROM replies)")
    if kind == "member":
        loosen_a_member(tmp_path / "live.sayso")
    with deciding(chromium, live) as page:
        page.goto(f"/review?kind={kind}&at=")
        place, last = page.locator(".item"), page.locator(".last .hand")
        first = place.get_attribute("data-place")
        if kind == "missed" and key == "a":
            page.keyboard.press(key)
            page.keyboard.press("Tab")
            page.locator(".adding input[name=typed]").fill("Ana Roth")
            with page.expect_navigation():
                page.locator(".adding button").last.click()
        else:
            with page.expect_navigation():
                page.keyboard.press(key)
        assert last.count() == 1
        following = place.get_attribute("data-place") if place.count() else None
        assert following != first
        page.reload()
        assert last.count() == 1
        assert (place.get_attribute("data-place") if place.count() else None) == following
        with page.expect_navigation():
            page.keyboard.press("Control+z")
        page.goto(f"/review?kind={kind}&at=")
        assert page.locator(".last .undone").count() == 1
        if kind in ("names", "missed"):  # bound or grouped anew by the machine, the others are sure
            assert place.get_attribute("data-place") == first


def test_a_name_is_renamed_merged_told_apart_again_and_hidden_on_its_page(chromium: Browser, live: str) -> None:
    with deciding(chromium, live) as page:
        page.goto("/entities?type=person")
        page.locator("tbody a.words").first.click()
        page.wait_for_url("**/entities/n*")
        page.locator("summary", has_text="Decide").click()
        form = page.locator("form", has=page.locator("input[name=what][value=rename]"))
        form.locator("input[type=text], input:not([type=hidden])").first.fill("Ines of Merisk")
        with page.expect_navigation():
            form.locator("button").click()
        assert page.locator("h1").inner_text().startswith("Ines of Merisk")
        page.go_back()
        page.reload()
        assert page.locator("h1").inner_text().startswith("Ines of Merisk")
        page.locator("summary", has_text="Decide").click()
        with page.expect_navigation():
            page.get_by_role("button", name="Hide from the lists").click()
        page.goto("/entities?rows=1000")
        assert "Ines of Merisk" not in page.locator("table").inner_text()
        boxes = page.locator("tbody input[type=checkbox]")
        names = page.locator("tbody tr").count()
        boxes.nth(0).check()
        boxes.nth(1).check()
        with page.expect_navigation():
            page.get_by_role("button", name="are one").click()
        page.goto("/entities?rows=1000")
        assert page.locator("tbody tr").count() == names - 1
        page.goto("/decisions")
        with page.expect_navigation():
            page.locator("tr", has_text="same").get_by_role("button", name="Undo").click()
        page.goto("/entities?rows=1000")
        assert page.locator("tbody tr").count() == names


def test_two_people_in_two_browsers_are_shown_each_others_version(chromium: Browser, live: str) -> None:
    with deciding(chromium, live, "Kern") as one, deciding(chromium, live, "Other") as other:
        one.goto("/claims?stance=denies")
        href = str(one.locator("tbody a[href^='/claims/']").first.get_attribute("href"))
        one.goto(href)
        other.goto(href)
        with other.expect_navigation():
            other.get_by_role("button", name="Reject").first.click()
        with one.expect_navigation():
            one.get_by_role("button", name="Accept").first.click()
        shown = one.locator("main").inner_text()
        assert "as you saw it" in shown
        assert "Other" in shown
        one.goto("/decisions")
        assert one.locator("tbody tr").count() == 1


def select_words(page: Page) -> str:
    """Select nine characters of a paragraph that is printed."""
    page.wait_for_selector(".printed")
    page.wait_for_load_state("load")
    return str(
        page.evaluate(
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
    )


def test_the_words_of_a_claim_are_changed_by_selecting_others(chromium: Browser, live: str) -> None:
    with deciding(chromium, live) as page:
        page.goto("/claims?stance=denies")
        page.goto(str(page.locator("tbody a[href^='/claims/']").first.get_attribute("href")))
        page.get_by_role("link", name="Select its words in the report").click()
        page.wait_for_url("**?words=*")
        selected = select_words(page)
        page.wait_for_function("document.querySelector('.words-of input[name=value]').value")
        with page.expect_navigation():
            page.locator(".words-of button").first.click()
        page.goto("/decisions")
        page.locator("tbody a.words").first.click()
        page.wait_for_url("**/claims/*")
        assert page.locator(".lit-words").inner_text() == " ".join(selected.split())


def test_a_missed_claim_is_added_by_selecting_its_words(chromium: Browser, live: str) -> None:
    page = chromium.new_page()
    page.context.add_cookies([{"name": "sayso-by", "value": "Kern", "url": live}])
    page.goto(f"{live}/reports")
    page.locator("a.words").first.click()
    selected = select_words(page)
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
