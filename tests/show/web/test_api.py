"""The API: every answer has the shape it is said to have, whatever is asked."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from sayso.show.web import create_app
from sayso.show.web.api import SHAPES

EXAMPLES = 20


@pytest.fixture(scope="module")
def spec(browser: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = browser.get("/api/openapi.json").json()
    return found


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in spec["paths"].items():
        for method, operation in found.items():
            yield path, method, operation


def test_every_json_answer_has_a_shape(spec: dict[str, Any]) -> None:
    for path, method, operation in operations(spec):
        if method == "get" and path.endswith(".json"):
            assert operation["responses"]["200"]["content"]["application/json"]["schema"], path


def test_every_operation_is_told_in_words(spec: dict[str, Any], browser: TestClient) -> None:
    page = browser.get("/api").text
    for path, _, operation in operations(spec):
        assert operation["description"], path
        assert f"<code>{path}</code>" in page
    assert "swagger" not in page.lower()


def test_every_example_on_the_page_answers(browser: TestClient) -> None:
    for address in re.findall(r'For instance <a href="([^"]+)"', browser.get("/api").text):
        assert browser.get(html.unescape(address)).status_code in (200, 404), address


LISTED = (
    "reports",
    "claims",
    "matters",
    "entities",
    "reprints",
    "replies",
    "silent",
    "unanswered",
    "decisions",
    "failures",
    "review",
    "timeline",
)


@pytest.mark.parametrize("name", LISTED)
def test_rows_have_the_fields_of_their_shape_and_no_others(browser: TestClient, name: str) -> None:
    answer = browser.get(f"/{name}.json?rows=100").json()
    (shape,) = SHAPES[name].__args__
    fields = {field.encode_name for field in msgspec.structs.fields(shape)}
    msgspec.convert(answer, SHAPES[name])
    assert all(set(row) == fields for row in answer["rows"])


@pytest.mark.parametrize("kind", ["report", "claim", "matter", "entity"])
def test_one_thing_has_its_shape(browser: TestClient, kind: str) -> None:
    plural = {"entity": "entities"}.get(kind, f"{kind}s")
    row = browser.get(f"/{plural}.json?rows=1").json()["rows"][0]
    answer = browser.get(f"/{plural}/{row.get('id') or row['claim']}.json").json()
    msgspec.convert(answer, SHAPES[kind])


# Whatever is asked


@pytest.fixture(scope="module")
def app(built: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The app of a case that may be changed by whatever is asked."""
    path = tmp_path_factory.mktemp("asked") / "asked.sayso"
    shutil.copy(built, path)
    return create_app(path)


def test_no_question_is_too_odd(app: FastAPI) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    host = {"host": "localhost:8642"}
    headers = host | {"accept": "application/json", "x-csrf-token": app.state.guard.token, "cookie": "sayso-by=Ana"}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=host)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers)

        ask()
