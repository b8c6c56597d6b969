"""Three clocks over one scale, and the figures of an event."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.show.web.lanes import laid_out, timed
from sayso.show.web.ledger import accounts
from sayso.store import lists, open_case
from sayso.terms import (
    Agreement,
    Basis,
    Holds,
    Matter,
    Point,
    Quantity,
    Region,
    Span,
    Speaker,
    Stance,
    Stand,
    Statement,
    Voice,
)

CLAIM = {"claim": "d1.c1", "speaker": "A", "stance": "asserts", "text": "It burned.", "holds": "yes"}


def claim(happened: str | None, said: str | None, published: str | None) -> dict[str, str | None]:
    return CLAIM | {"happened": happened, "said": said, "published": published}


@pytest.mark.parametrize(
    ("happened", "said", "published", "days"),
    [
        ("2026-05-01", "on Tuesday", "2026-05-14", ("2026-05-01", "2026-05-01", "2026-05-12", "2026-05-12")),
        ("2026-05-01/2026-05-31", "by telephone", "2026-05-14", ("2026-05-01", "2026-05-31", None, None)),
        ("2026-05-01/", None, None, ("2026-05-01", "2026-05-01", None, None)),
        (None, "on Tuesday", None, (None, None, None, None)),
        ("/", None, "2026", (None, None, None, None)),
    ],
)
def test_each_clock_has_the_days_that_are_told(
    happened: str | None, said: str | None, published: str | None, days: tuple[str | None, ...]
) -> None:
    row = timed(claim(happened, said, published))
    assert (row["happened_first"], row["happened_last"], row["said_first"], row["said_last"]) == days


def test_what_happened_long_before_does_not_press_the_rest_together() -> None:
    rows = [claim("1971-01-01", None, "2026-05-12"), claim("2026-05-01", None, "2026-05-14")]
    line = laid_out(rows)
    assert line is not None
    happened, said, printed = line.lanes
    assert happened.earlier == 1
    assert len(happened.dots) == 1
    assert said.timeless == 2
    assert printed.dots[1].x > printed.dots[0].x


def test_claims_without_any_time_have_no_line() -> None:
    assert laid_out([claim(None, None, None)]) is None


def test_dots_of_one_time_do_not_hide_each_other() -> None:
    line = laid_out([claim(None, None, "2026-05-12")] * 60)
    assert line is not None
    assert len({(dot.x, dot.y) for dot in line.lanes[2].dots}) == 60


def test_the_page_draws_every_claim_that_was_printed_some_day(browser: TestClient) -> None:
    page = browser.get("/timeline?stance=denies").text
    total = browser.get("/timeline.json?stance=denies").json()["total"]
    lane = re.search(r'data-clock="printed".*?</svg>', page, re.DOTALL)
    assert lane is not None
    assert lane[0].count('class="dot denied"') == total


def test_days_mean_the_clock_that_is_asked_for(browser: TestClient) -> None:
    rows = browser.get("/timeline.json?clock=happened&since=2026-05&until=2026-05&rows=1000").json()["rows"]
    assert rows
    assert all(row["happened_first"][:7] <= "2026-05" <= row["happened_last"][:7] for row in rows)
    printed = browser.get("/timeline.json?since=2026-05-13&until=2026-05-13&rows=1000").json()["rows"]
    assert {row["published"][:10] for row in printed} == {"2026-05-13"}


def test_a_line_of_one_matter_or_name_holds_its_claims_only(browser: TestClient, built: Path) -> None:
    matter = next(m for m in lists.list_matters(open_case(built), points=False) if len(m["claims"]) > 3)
    rows = browser.get(f"/timeline.json?matter={matter['id']}&rows=1000").json()["rows"]
    assert {row["matter"] for row in rows} == {matter["id"]}
    entity = browser.get("/entities.json?rows=1").json()["rows"][0]["id"]
    assert browser.get(f"/timeline.json?entity={entity}").json()["total"] > 0


def test_a_ledger_tells_who_gave_which_figure_when(browser: TestClient, built: Path) -> None:
    point = next(m for m in lists.list_matters(open_case(built)) if m["slot"].startswith("figure: "))
    rows = browser.get(f"/timeline/figures.json?matter={point['part_of']}").json()["rows"]
    assert {claim["claim"] for claim in point["claims"]} <= {row["claim"] for row in rows}
    page = browser.get(f"/timeline?matter={point['part_of']}").text
    assert all(f"<b>{row['value']}</b>" in page for row in rows)


def given(number: int, speaker: str, killed: int, published: str) -> Statement:
    return Statement(
        id=f"d{number}.c1",
        document=f"d{number}",
        claim="c1",
        attribution=None,
        span=Span(0, 5),
        text=f"{killed} were killed",
        region=Region.BODY,
        chain=(Speaker(name=speaker),),
        voice=Voice.NAMED,
        stance=Stance.ASSERTS,
        holds=Holds.YES,
        basis=Basis.UNSTATED,
        figures=(Quantity(low=killed, high=killed, of="killed", span=Span(0, 1)),),
        published=published,
    )


def test_an_account_steps_where_a_source_changes_its_figure() -> None:
    told = [given(1, "Army", 4, "2026-05-12"), given(2, "Army", 7, "2026-05-14"), given(3, "UCW", 43, "2026-05-13")]
    stands = tuple(Stand(claim=one.id, agreement=Agreement.SUPPORTS) for one in told)
    point = Point(id="m1.killed", slot="figure: killed", text="7 killed", part_of="m1", stands=stands)
    (account,) = accounts(Matter(id="m1", text="", type=None, points=(point,)), {one.id: one for one in told})
    assert [row["low"] for row in account.rows] == [4, 43, 7]
    army, ucw = account.steps
    assert army.corners.count("V") == 1
    assert ucw.given[0][1] < army.given[1][1] < army.given[0][1]


def test_a_line_of_nothing_in_the_case_is_not_found(browser: TestClient) -> None:
    assert browser.get("/timeline?matter=m00").status_code == 404
    assert browser.get("/timeline?entity=n00").status_code == 404
