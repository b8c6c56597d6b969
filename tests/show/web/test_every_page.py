"""Every page in a real browser: it fits, can be read by everybody, works without a script, and runs nobody else's.

Fixture strategy: the one case that is only looked at, one browser for the run, one page a test that goes through all
addresses; a case of a hostile report for the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from sayso.pipeline import add_reports
from sayso.store import open_case
from tests.show.web.conftest import only_asks, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[3]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = ("names", "claim", "reply", "member", "missed")


def addresses_of(client: TestClient) -> list[str]:
    """An address of every page there is."""

    def first(name: str) -> dict[str, Any]:
        row: dict[str, Any] = client.get(f"/{name}.json?rows=1").json()["rows"][0]
        return row

    report, claim, matter, entity = (first(name) for name in ("reports", "claims", "matters", "entities"))
    reprint = first("reprints")
    lists = ("reports", "claims", "matters", "entities", "reprints", "replies", "unanswered", "silent")
    return [
        "/",
        *(f"/{name}" for name in (*lists, "decisions", "failures", "add", "network", "timeline", "api")),
        "/search?q=army",
        f"/reports/{report['id']}",
        f"/reports/{report['id']}/remove",
        f"/claims/{claim['claim']}",
        f"/matters/{matter['id']}",
        f"/entities/{entity['id']}",
        f"/reprints/{reprint['copy']}/{reprint['original']}",
        f"/network?entity={entity['id']}",
        f"/timeline?matter={matter['id']}",
        *(f"/review?kind={kind}&at=" for kind in KINDS),
        "/claims?by=nobody",
        "/nothing-of-ours",
    ]


@pytest.fixture(scope="session")
def addresses(browser: TestClient) -> list[str]:
    return addresses_of(browser)


@pytest.fixture
def page(chromium: Browser, told: str) -> Iterator[Page]:
    """A page as wide as a laptop's that asks nobody else and raises nothing."""
    context = chromium.new_context(viewport=WIDE, base_url=told)  # type: ignore[arg-type]
    page = context.new_page()
    foreign, raised = only_asks(page, told), []
    page.on("pageerror", lambda error: raised.append(str(error)))
    yield page
    context.close()
    assert not foreign
    assert not raised


# Looks


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_every_page_fits_and_can_be_read_by_everybody(page: Page, addresses: list[str], size: Any, light: Any) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here; npm ci fetches it")
    axe = AXE.read_text(encoding="utf-8")
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=light, reduced_motion="reduce")
    wrong: list[str] = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address} is wider than the screen")
        page.evaluate(axe)
        found = page.evaluate("(tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] })", RULES)
        wrong += [
            f"{address} {one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['failureSummary']}"
            for one in found["violations"]
        ]
    assert not wrong, "\n".join(wrong)


# Without a script


def test_every_page_is_whole_without_a_script(chromium: Browser, told: str, addresses: list[str]) -> None:
    context = chromium.new_context(viewport=WIDE, base_url=told, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        assert page.locator("main h1").first.is_visible(), address
        assert not page.locator(".needs-script:visible").count(), address
    context.close()


def test_a_reader_without_a_script_finds_a_claim_narrows_and_decides(chromium: Browser, live: str) -> None:
    context = chromium.new_context(viewport=WIDE, base_url=live, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("market")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=market")
    page.locator("main a.words, main .words a, main a[href*='/reports/']").first.click()
    page.wait_for_url("**/reports/*")
    page.goto("/claims?stance=denies")
    page.locator("tbody a[href^='/claims/']").first.click()
    page.get_by_role("button", name="accept").first.click()
    page.get_by_role("textbox", name="name").fill("Ana Roth")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto("/decisions")
    assert "Ana Roth" in page.locator("main").inner_text()
    context.close()


# The state in the address, and the keyboard


def test_back_leads_to_where_one_was(page: Page) -> None:
    page.goto("/claims")
    page.goto("/claims?stance=denies")
    narrowed = page.locator("tbody tr").count()
    page.locator("tbody a.words").first.click()
    page.wait_for_url("**/reports/*#char=*")
    page.go_back()
    assert page.url.endswith("/claims?stance=denies")
    assert page.locator("tbody tr").count() == narrowed
    page.go_back()
    assert page.url.endswith("/claims")


def test_a_claim_is_reached_by_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("market")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=market")
    page.goto("/claims")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/*#char=*")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()


# A report that means harm

PAYLOADS = (
    "<script>window.run=1</script>",
    "\"><img src=x onerror='window.run=2'>",
    "</title><svg onload=window.run=3>",
    "<iframe src='http://evil.example/'></iframe>",
    "<b onmouseover=window.run=4>the dam</b>",
    "javascript:window.run=5",
    "</script><script>window.run=6</script>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "{{ 7*7 }}",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of reports that try to run something."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, payload in enumerate(PAYLOADS):
        (folder / f"<img src=x onerror=window.run=9>{number}.txt").write_text(
            f"{payload} Minister Ana Roth resigns\n\nAna Roth, the {payload} minister, said on Monday that "
            f'"{payload} the army of Tarvia" had shelled Merisk. {payload} Tarvia denied that {payload} it had shelled '
            f"Merisk. A spokesman for {payload} could not be reached.\n",
            encoding="utf-8",
        )
    case = open_case(folder / "hostile.sayso", create=True)
    add_reports(case, [str(file) for file in sorted(folder.glob("*.txt"))])
    case.close()
    return folder / "hostile.sayso"


def test_a_hostile_report_runs_nothing_and_asks_nobody(chromium: Browser, hostile: Path) -> None:
    with served(hostile) as address:
        context = chromium.new_context(viewport=WIDE, base_url=address)  # type: ignore[arg-type]
        page = context.new_page()
        foreign, asked = only_asks(page, address), page.request
        rows = {name: asked.get(f"/{name}.json?rows=100").json()["rows"] for name in ("reports", "claims", "entities")}
        places = ["/", "/matters", "/claims?rows=100", "/entities?rows=100", "/timeline", "/search?q=script", "/silent"]
        places += [f"/reports/{row['id']}" for row in rows["reports"]]
        places += [f"/claims/{row['claim']}" for row in rows["claims"][:4]]
        places += [f"/{kind}{row['id']}" for row in rows["entities"][:4] for kind in ("entities/", "network?entity=")]
        places += [f"/review?kind={kind}&at=" for kind in KINDS]
        for place in places:
            page.goto(place)
            for words in page.locator("main b, main p.text span, main td").all()[:6]:
                words.hover(force=True, no_wait_after=True) if words.is_visible() else None
            assert page.evaluate("window.run") is None, place
            assert page.url.startswith(address), place
            assert not page.locator("main img, main iframe, main link, main meta, main script[src*=evil]").count(), (
                place
            )
        context.close()
        assert not foreign


# Long reports


def test_a_report_of_five_thousand_words_scrolls_without_a_long_task(chromium: Browser, tmp_path: Path) -> None:
    paragraph = (
        'Ana Roth, the minister, said on Monday that "the army of Tarvia" had shelled the market of Merisk. '
        "Tarvia denied it. Col. Yusuf Haqqar, a spokesman, accused the minister of telling lies about the army.\n\n"
    )
    (tmp_path / "long.txt").write_text("Minister speaks at length\n\n" + paragraph * 145, encoding="utf-8")
    case = open_case(tmp_path / "long.sayso", create=True)
    add_reports(case, [str(tmp_path / "long.txt")])
    case.close()
    with served(tmp_path / "long.sayso") as address:
        context = chromium.new_context(viewport=NARROW, base_url=address)  # type: ignore[arg-type]
        page = context.new_page()
        (row,) = page.request.get("/reports.json").json()["rows"]
        page.goto(f"/reports/{row['id']}")
        assert len((page.locator("main").text_content() or "").split()) > 5000
        page.evaluate(
            "() => { window.long = []; new PerformanceObserver((list) => window.long.push(...list.getEntries()"
            ".map((task) => task.duration))).observe({ type: 'longtask' }); }"
        )
        for _ in range(25):
            page.mouse.wheel(0, 1500)
            page.wait_for_timeout(20)
        page.wait_for_timeout(200)
        assert page.evaluate("window.scrollY") > 10_000
        assert page.evaluate("Math.max(0, ...window.long)") < 500
        context.close()
