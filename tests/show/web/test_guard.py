"""Closed by default: who is let in, what is taken, what an answer may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.show.web import create_app
from sayso.show.web.guard import MOST_BYTES, Guard
from tests.show.web.conftest import token_of


def test_a_foreign_host_is_not_served(browser: TestClient) -> None:
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "[::1]:8642"])
def test_this_machine_is_served_under_each_of_its_names(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9999"])
def test_a_change_from_a_foreign_page_is_not_taken(browser: TestClient, origin: str) -> None:
    answer = browser.post("/login", headers={"origin": origin, "x-csrf-token": token_of(browser)})
    assert answer.status_code == 403


def test_every_answer_forbids_foreign_and_inline_scripts(browser: TestClient) -> None:
    for path in ("/", "/claims.json", "/nothing", "/assets/app.js"):
        policy = browser.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


def test_no_page_holds_an_inline_script_or_style(browser: TestClient) -> None:
    text = browser.get("/claims").text
    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text


def test_a_body_that_is_too_long_is_refused(browser: TestClient) -> None:
    assert browser.post("/login", content=b"a" * (MOST_BYTES + 1)).status_code == 413


def test_a_body_longer_than_it_declares_is_refused(browser: TestClient) -> None:
    def body() -> object:
        for _ in range(3):
            yield b"word=" + b"a" * MOST_BYTES

    headers = {"content-type": "application/x-www-form-urlencoded", "x-csrf-token": token_of(browser)}
    assert browser.post("/login", content=body(), headers=headers).status_code == 413  # type: ignore[arg-type]


def test_assets_cannot_be_left_by_a_path(browser: TestClient) -> None:
    for path in ("/assets/../__init__.py", "/assets/%2e%2e/guard.py", "/assets/..%2fguard.py"):
        assert browser.get(path).status_code == 404


@pytest.fixture
def closed(built: Path) -> TestClient:
    """A case that asks for a token."""
    return TestClient(
        create_app(built, "open sesame"), base_url="https://desk.example", headers={"accept": "text/html"}
    )


def test_with_a_token_nobody_sees_a_page_before_saying_it(closed: TestClient) -> None:
    answer = closed.get("/claims", follow_redirects=False)
    assert answer.headers["location"] == "/login?then=/claims"
    assert closed.get("/claims.json", headers={"accept": "application/json"}).status_code == 401


def test_the_page_that_asks_for_the_token_tells_nothing_of_the_case(closed: TestClient) -> None:
    text = closed.get("/login").text
    assert token_of(closed) not in text
    assert "told.sayso" not in text


def test_who_says_the_token_comes_in(closed: TestClient) -> None:
    assert closed.post("/login", data={"word": "wrong"}).status_code == 403
    inside = closed.post("/login", data={"word": "open sesame", "then": "/claims"})
    assert inside.url.path == "/claims"
    assert inside.status_code == 200


def test_the_way_in_leads_nowhere_else(closed: TestClient) -> None:
    answer = closed.post("/login", data={"word": "open sesame", "then": "//evil.example"}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_program_may_say_the_token_in_a_header(closed: TestClient) -> None:
    assert closed.get("/claims.json", headers={"authorization": "Bearer open sesame"}).status_code == 200


def test_each_server_has_a_token_of_its_own() -> None:
    assert Guard.of((), None).token != Guard.of((), None).token
