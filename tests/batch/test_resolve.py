"""Resolved group by group, an archive is what a case is: names, reprints, likeness, matters with origins, replies."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Table, select

from benchmarks.generated import generated
from sayso.batch.blocks import FULL, components, pairs_by_first
from sayso.batch.flow import Flow
from sayso.batch.messages import Filing, Linked, Of, encoded
from sayso.batch.names import _propose
from sayso.batch.resolve import Resolved, resolve
from sayso.pipeline import read_reports
from sayso.store import Case, tables
from sayso.terms import Matter, Reading, Reprint
from tests.batch.plain import Plain, flows
from tests.stories import STORIES, filed, reading

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def samples() -> list[Reading]:
    return [found for found in read_reports([str(ROOT / "samples")]) if isinstance(found, Reading)]


@pytest.fixture(scope="module", params=["samples", "stories", "generated"])
def both(
    request: pytest.FixtureRequest, samples: list[Reading], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Case, Resolved]:
    """The same reports as a case and as an archive, some of them there twice in the archive."""
    readings = {
        "samples": lambda: samples,
        "stories": lambda: [reading(name) for name in STORIES],
        "generated": lambda: list(generated(120)),
    }[request.param]()
    elsewhere = [replace(one, document=replace(one.document, location=f"z/{one.document.id}")) for one in readings[::5]]
    case = filed(tmp_path_factory.mktemp("both") / "my.sayso", readings)
    return case, resolve(*flows([*elsewhere, *readings]))


def rows(case: Case, table: Table) -> list[dict[str, Any]]:
    with case.asking() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table))]


def told(flow: Flow, tell: Callable[[Any], Any]) -> dict[Any, Any]:
    return dict(tell(message) for _, message in flow.messages())


def test_names_belong_to_the_same_identities(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    assert told(resolved.names, lambda m: (m.name, m.identity.id)) == {
        row["id"]: row["identity"] for row in rows(case, tables.names)
    }


def test_identities_are_called_the_same_for_the_same_reasons(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    found = told(
        resolved.names, lambda m: (m.identity.id, (m.identity.name, m.identity.type, "; ".join(m.identity.why)))
    )
    assert found == {row["id"]: (row["name"], row["type"], row["why"]) for row in rows(case, tables.identities)}


def test_names_are_judged_the_same(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    assert told(
        resolved.name_pairs,
        lambda m: ((m.a, m.b), (m.judgement.verdict, m.judgement.score, "; ".join(m.judgement.why))),
    ) == {(row["a"], row["b"]): (row["verdict"], row["score"], row["why"]) for row in rows(case, tables.name_pairs)}


def test_reprints_are_the_same(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    found = told(resolved.reprints, lambda m: ((m.reprint.copy, m.reprint.original), m.reprint))
    assert found == {
        (row["copy"], row["original"]): msgspec.msgpack.decode(row["body"], type=Reprint)
        for row in rows(case, tables.reprints)
    }


def test_claims_are_as_much_alike(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    found = told(resolved.claim_pairs, lambda m: ((m.a, m.b), m.score))
    kept = {(row["a"], row["b"]): row["score"] for row in rows(case, tables.matter_pairs)}
    assert found.keys() == kept.keys()
    assert found == pytest.approx(kept, abs=0.0011)


def test_matters_rest_on_the_same_origins(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    found = told(resolved.matters, lambda m: (m.matter.id, m.matter))
    assert found == {row["id"]: msgspec.msgpack.decode(row["body"], type=Matter) for row in rows(case, tables.matters)}


def test_replies_are_bound_to_the_same(both: tuple[Case, Resolved]) -> None:
    case, resolved = both
    found = {
        (one.reply, one.answers, one.how, one.why)
        for _, message in resolved.replies.messages()
        for one in message.answers
    }
    assert found == {tuple(row.values()) for row in rows(case, tables.replies)}


def test_the_cases_hold_something_of_everything(samples: list[Reading]) -> None:
    resolved = resolve(*flows(samples))
    for name in Resolved.__slots__:
        assert any(getattr(resolved, name).messages()), name


# No step compares everything with everything


def test_a_full_block_is_met_in_part() -> None:
    few = [f"{number:04}" for number in range(FULL)]
    many = [f"{number:04}" for number in range(4 * FULL)]
    assert len(list(pairs_by_first(few))) == FULL * (FULL - 1) // 2
    assert len(list(pairs_by_first(many))) < 31 * len(many)


def test_names_under_a_full_key_meet_their_neighbours_by_sound() -> None:
    filings = [
        Filing(f"n{n:05}", f"Ana {chr(65 + n % 26)}{n}oth", asks=asks) for n in range(1000) for asks in (True, False)
    ]
    assert len(list(_propose("state:x", filings))) < 31 * 1000


@pytest.mark.parametrize("shape", ["chain", "star", "ring"])
def test_components_are_what_hangs_together(shape: str) -> None:
    names = [f"{number:03}" for number in range(60)]
    edges = {
        "chain": list(pairwise(names)),
        "star": [("007", name) for name in names if name != "007"],
        "ring": [*pairwise(names), (names[0], names[-1])],
    }[shape]
    rest = [("a", "b"), ("b", "c"), ("x", "y")]
    flow = Flow(Plain((max(edge), encoded(Linked(min(edge)))) for edge in [*edges, *rest]))
    labels = {key: message.to for key, message in components(flow, "test").messages()}
    assert labels == dict.fromkeys(names, "000") | {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}


def test_messages_come_back_as_they_were_sent() -> None:
    (message,) = (found for _, found in Flow(Plain([("k", encoded(Of("x")))])).messages())
    assert message == Of("x")
