"""What its sender took back is told as such wherever it goes out, and nothing rests on it."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from msgspec.structs import replace

from sayso.settle import file, settle
from sayso.show.chosen import choose
from sayso.show.export import FORMATS
from sayso.show.mcp import server_of
from sayso.show.network import network_of
from sayso.show.trail import citation
from sayso.store import Case, lists, open_case
from sayso.store.filters import Filters
from sayso.terms import Reading, Wire
from tests.stories import id_of, reading

STORY = "wire.txt"


def versioned(name: str, id: str, **said: Any) -> Reading:
    """A report of the stories as a version of one story off the wire."""
    known = reading(name)
    return replace(known, document=replace(known.document, id=id, wire=Wire(item="ridge", **said)))


def case_of(path: Path, *readings: Reading) -> Case:
    case = open_case(path, create=True)
    for one in readings:
        file(case, one)
    settle(case)
    return case


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case of one story that was killed."""
    path = tmp_path_factory.mktemp("killed") / "killed.sayso"
    return case_of(
        path, versioned(STORY, "d1", edition="1"), versioned("herring.txt", "d2", edition="2", withdrawn=True)
    )


def written(case: Case, format: str) -> str:
    out = io.BytesIO()
    FORMATS[format].write(choose(case, Filters(), format), out)  # type: ignore[call-arg, arg-type]
    return out.getvalue().decode()


def test_a_citation_says_so(killed: Case) -> None:
    claim = next(row["claim"] for row in lists.list_claims(killed) if row["claim"].startswith("d1."))
    assert "Withdrawn: who sent this report took it back." in citation(killed, claim)


def test_a_network_has_no_tie_of_it(killed: Case, tmp_path: Path) -> None:
    standing = case_of(tmp_path / "a.sayso", reading(STORY))
    assert network_of(choose(standing, Filters(), "gexf")).ties
    assert not network_of(choose(killed, Filters(), "gexf")).ties


def test_followthemoney_has_no_link_by_it_and_its_notes_say_so(killed: Case) -> None:
    nodes = [json.loads(line) for line in written(killed, "followthemoney").splitlines()]
    notes = [node for node in nodes if "claim" in node["sayso"]]
    assert notes
    assert all("withdrawn by who sent it" in node["properties"]["description"][0] for node in notes)
    assert not [node for node in nodes if "relation" in node["sayso"]]


def test_annotations_and_the_page_say_so(killed: Case) -> None:
    graph = json.loads(written(killed, "annotation"))["@graph"]
    assert all(node["withdrawn"] for node in graph if "Annotation" in node["type"])
    assert "Withdrawn by who sent it." in written(killed, "report")


def test_who_asks_by_the_model_context_protocol_is_told(killed: Case) -> None:
    claim = next(row["claim"] for row in lists.list_claims(killed))

    async def ask() -> Any:
        async with Client(server_of(killed)) as client:
            return await client.call_tool("claim", {"id": claim})

    assert asyncio.run(ask()).structured_content["withdrawn"] is True


def test_what_stands_is_not_said_to_be_withdrawn(tmp_path: Path) -> None:
    standing = case_of(tmp_path / "a.sayso", reading(STORY))
    claim = next(row["claim"] for row in lists.list_claims(standing))
    assert claim.startswith(id_of(STORY))
    assert "Withdrawn" not in citation(standing, claim)
    assert "withdrawn by" not in written(standing, "followthemoney")
