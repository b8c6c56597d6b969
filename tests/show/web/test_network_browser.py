"""Network and time line in a real browser: what is drawn answers, and a hub of two thousand is no burden.

Fixture strategy: one server a case and one browser for the file; each test has a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generated import around
from sayso.settle import file
from sayso.show.web.answers import BUILT
from sayso.store import edges, open_case
from sayso.terms import EntityType, Identity
from tests.show.web.conftest import served

LONGEST = 500
HUB, NEIGHBOURS = "Anwar Quillfeather", 2000
WATCH = """
window.longest = 0; window.tasks = [];
new PerformanceObserver((list) => list.getEntries().forEach((task) => { window.longest = Math.max(window.longest, task.duration); if (task.duration > 200) window.tasks.push([Math.round(task.startTime), task.duration]); }))
  .observe({ type: "longtask", buffered: true });
"""
pytestmark = [
    pytest.mark.skipif(not (BUILT / "network.js").is_file(), reason="the scripts are not built; make assets does it"),
]


@pytest.fixture
def pictured(chromium: Any) -> Iterator[Any]:
    """A page that asks nobody else, raises nothing, and knows its longest task."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    raised: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: raised.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert not raised
    assert all(url.startswith(("http://localhost:", "blob:", "data:")) for url in asked)
    context.close()


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A case in which one name has two thousand neighbours: filed, each name its own identity, nothing compared."""
    path = tmp_path_factory.mktemp("hub") / "hub.sayso"
    case = open_case(path, create=True)
    with case.writing():
        for reading in around(HUB, NEIGHBOURS):
            file(case, reading)
        names = case.namesakes(case.new_names(), context=False)
        case.put_identities(
            Identity(id=i, name=n.name, type=EntityType.PERSON, names=(i,), why=()) for i, n in names.items()
        )
    centre = edges.most_connected(case, 1)[0]["id"]
    case.close()
    with served(path) as address:
        yield address, centre


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#picture[data-drawn=true]", timeout=30_000)


def drawn(page: Any) -> tuple[int, int]:
    """How many names and ties are drawn."""
    page.wait_for_selector("#picture:not([aria-busy])", timeout=60_000)
    seen = page.locator("#picture")
    return int(seen.get_attribute("data-names")), int(seen.get_attribute("data-ties"))


def test_the_network_draws_filters_opens_pins_and_takes_along(pictured: Any, told: str, centre: str) -> None:
    opened(pictured, f"{told}/network?entity={centre}")
    names, ties = drawn(pictured)
    assert names > 5

    stage = pictured.locator(".stage")
    stage.focus()
    pictured.keyboard.press("ArrowRight")
    assert pictured.locator("#panel h1").text_content()
    pictured.keyboard.press("p")
    assert "is pinned" in pictured.locator("#told").text_content()
    assert "pinned" in pictured.evaluate("JSON.stringify(localStorage)")

    pictured.fill("input[name=at_least]", "2")
    pictured.click("#filters button")
    pictured.wait_for_url("**at_least=2**")
    pictured.wait_for_selector(f"#picture:not([data-ties='{ties}'])")
    assert drawn(pictured)[1] < ties
    pictured.go_back()
    pictured.wait_for_selector(f"#picture[data-ties='{ties}']")

    for name in ("PNG", "SVG"):
        with pictured.expect_download() as saved:
            pictured.click(f".tools button:text-is('{name}')")
        assert Path(saved.value.path()).stat().st_size > 2000
    assert pictured.evaluate("window.longest") < LONGEST, pictured.evaluate("String(window.tasks)")


def test_a_line_opens_its_sentences_beside_the_picture(pictured: Any, told: str, centre: str) -> None:
    opened(pictured, f"{told}/network?entity={centre}")
    pictured.wait_for_timeout(2500)  # until the names stand still
    box = pictured.locator(".stage").bounding_box()
    for down in range(2, 39):
        pictured.mouse.click(box["x"] + box["width"] * 0.5 + down % 5 * 9, box["y"] + box["height"] * down / 40)
        if pictured.locator("#panel .said").count():
            break
        pictured.wait_for_timeout(60)
    pictured.wait_for_selector("#panel .said", timeout=3000)
    assert pictured.locator("#panel a[href^='/claims/']").count()


def test_a_hub_is_asked_about_drawn_and_filtered_without_a_long_task(pictured: Any, hub: tuple[str, str]) -> None:
    address, centre = hub
    opened(pictured, f"{address}/network?entity={centre}")
    assert drawn(pictured)[0] < 100
    assert "2,000" in pictured.locator(".asks").text_content()
    pictured.click(".asks a:text-is('all 2,000')")
    pictured.wait_for_url("**most=2000**")
    pictured.wait_for_selector("#picture[data-drawn=true]", timeout=60_000)
    assert drawn(pictured)[0] == NEIGHBOURS + 1
    pictured.click(".tools button:text-is('Arrange')")
    pictured.wait_for_timeout(4000)  # while the layout runs
    pictured.fill("input[name=since]", "2015")
    pictured.click("#filters button")
    pictured.wait_for_selector(f"#picture:not([data-names='{NEIGHBOURS + 1}'])", timeout=30_000)
    assert 1 < drawn(pictured)[0] < NEIGHBOURS
    assert pictured.evaluate("window.longest") < LONGEST, pictured.evaluate("String(window.tasks)")


def test_a_stretch_drawn_on_the_time_line_comes_into_the_address(pictured: Any, told: str) -> None:
    pictured.goto(f"{told}/timeline")
    pictured.wait_for_selector(".brush .overlay")
    pictured.locator(".lane[data-clock=printed] a.dot").first.focus()
    assert "printed" in pictured.locator(".tells").text_content()
    assert pictured.locator(".dot.lit").count() >= 1
    box = pictured.locator(".lane[data-clock=printed] .overlay").bounding_box()
    at = box["y"] + 6
    pictured.mouse.move(box["x"] + box["width"] * 0.6, at)
    pictured.mouse.down()
    pictured.mouse.move(box["x"] + box["width"] * 0.9, at, steps=5)
    pictured.mouse.up()
    pictured.wait_for_url("**since=**")
    assert "clock=printed" in pictured.url
    assert "until=" in pictured.url
