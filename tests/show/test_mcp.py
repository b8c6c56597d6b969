"""The MCP server, asked by the package's own client within this process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from sayso.show.mcp import server_of
from sayso.store import Case, lists
from sayso.store.filters import Filters
from tests.stories import picture

Ask = Callable[..., Any]


def asked(case: Case, tool: str, **arguments: Any) -> Any:
    async def ask() -> Any:
        async with Client(server_of(case)) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(ask())


def answer(case: Case, tool: str, **arguments: Any) -> dict[str, Any]:
    result = asked(case, tool, **arguments)
    assert not result.is_error, result.content
    return dict(result.structured_content)


def is_exact(case: Case, quoted: dict[str, Any]) -> bool:
    document = case.reading(quoted["report"]).document
    start, end = quoted["span"]
    return document.text[start:end] == quoted["exact"] and document.sha256 == quoted["sha256"]


def test_every_tool_says_that_it_only_reads(case: Case) -> None:
    async def ask() -> Any:
        async with Client(server_of(case)) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = asyncio.run(ask())
    assert [tool.name for tool in tools] == ["search", "entity", "matter", "claim"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "never says what is true" in instructions


def test_search_gives_exact_sentences_with_their_claims_and_matters(case: Case) -> None:
    found = answer(case, "search", words="crack dam")
    assert found["sentences"]
    assert all(is_exact(case, sentence) for sentence in found["sentences"])
    claims = {claim for sentence in found["sentences"] for claim in sentence["claims"]}
    assert claims <= {row["claim"] for row in lists.list_claims(case)}
    assert {matter["id"] for matter in found["matters"]} == set(case.matter_of(claims).values())


def test_an_entity_comes_with_what_it_says_and_what_it_has_a_part_in(case: Case) -> None:
    found = answer(case, "entity", name="ruta adisa")
    assert found["name"] == "Ruta Adisa"
    assert {"Ruta Addisa"} <= {form["form"] for form in found["forms"]}
    assert found["says"]
    assert all(is_exact(case, claim) for claim in found["says"])
    assert {claim["claim"] for claim in found["says"]} <= {
        row["claim"] for row in lists.list_claims(case, Filters(by=found["id"]))
    }


def test_a_matter_comes_with_its_origins_and_every_claim_word_for_word(case: Case) -> None:
    row = next(row for row in lists.list_matters(case, points=False) if row["against"]["max"])
    found = answer(case, "matter", id=row["id"])
    assert found["origins"] == json.loads(json.dumps(row["origins"]))
    assert [claim["claim"] for claim in found["claims"]] == [claim["claim"] for claim in row["claims"]]
    assert all(is_exact(case, claim) for claim in found["claims"])
    assert "denies" in {claim["agreement"] for claim in found["claims"]}
    assert {point["slot"] for point in found["points"]}


def test_a_claim_comes_with_its_words_in_place_and_a_citation(case: Case) -> None:
    row = next(row for row in lists.list_claims(case, Filters(by="Breck", stances=("denies",))))
    found = answer(case, "claim", id=row["claim"])
    assert is_exact(case, found)
    text = case.reading(found["report"]).document.text
    assert found["before"] + found["exact"] + found["after"] in text
    assert found["speaker"] == "Tomas Breck"
    assert found["sha256"] in found["citation"]


def test_an_answered_claim_comes_with_its_replies(case: Case) -> None:
    row = next(iter(lists.list_replies(case)))
    found = answer(case, "claim", id=row["answers"])
    assert row["reply"] in {reply["claim"] for reply in found["replies"]}
    assert all(is_exact(case, reply) for reply in found["replies"])


@pytest.mark.parametrize(
    ("tool", "arguments", "why"),
    [
        ("claim", {"id": "nothing"}, "nothing in this case is called nothing"),
        ("entity", {"name": "dam.txt"}, "is a report, no entity"),
        ("matter", {"id": "Korland army"}, "is an entity, no matter"),
        ("search", {"words": ""}, "give some words"),
    ],
)
def test_what_goes_wrong_is_said_in_plain_words(case: Case, tool: str, arguments: dict[str, str], why: str) -> None:
    result = asked(case, tool, **arguments)
    assert result.is_error
    assert why in result.content[0].text


def test_hostile_words_are_no_query_language(hostile: Case) -> None:
    assert answer(hostile, "search", words='"; DROP TABLE reports; -- NEAR( *')["sentences"] == []
    assert answer(hostile, "search", words="script alert")["sentences"]


def test_an_answer_has_a_limit(case: Case) -> None:
    assert len(answer(case, "search", words="the", limit=2)["sentences"]) == 2
    assert len(answer(case, "search", words="the", limit=-5)["sentences"]) == 1


def test_an_empty_case_can_be_asked(empty: Case) -> None:
    assert answer(empty, "search", words="dam") == {"sentences": [], "matters": []}


def test_asking_changes_nothing(case: Case) -> None:
    before = picture(case)
    answer(case, "search", words="crack")
    answer(case, "entity", name="Korland")
    assert picture(case) == before


def test_the_command_speaks_the_protocol_on_standard_output(stories: Path) -> None:
    command = StdioServerParameters(command=sys.executable, args=["-m", "sayso", "mcp", "--case", str(stories)])

    async def ask() -> Any:
        async with Client(command) as client:
            return await client.call_tool("search", {"words": "crack"})

    assert asyncio.run(ask()).structured_content["sentences"]
