"""FollowTheMoney: what the real package makes of an export, and that no contested claim is told as a fact."""

from __future__ import annotations

import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from sayso.deciding import decide
from sayso.show.chosen import choose
from sayso.show.export import followthemoney
from sayso.store import Case, lists
from sayso.store.filters import Filters
from sayso.terms import Deed
from tests.stories import filed, id_of, printed, reading

ROOT = Path(__file__).parents[2]
CHECK = Path(__file__).parent / "followthemoney_check.py"
INTERPRETER = Path(os.environ.get("FTM_PYTHON", ROOT / "build" / "ftm" / "bin" / "python"))
"""One that has the package; it shares no environment with us, since it builds PyICU."""
MINISTER = (
    "Tomas Breck, Korland's defence minister, said on {} that no soldier of Korland had crossed the ridge.\n\n"
    '"The ridge is quiet," he said.\n'
)


def nodes(case: Case, **filters: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    followthemoney.write(choose(case, Filters(**filters), "followthemoney"), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def links(case: Case) -> list[dict[str, Any]]:
    return [node for node in nodes(case) if "relation" in node["sayso"]]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case whose letters are in pieces, and whose spaces and quotation marks are none of the usual."""
    text = "“Zoë Roth” of “Müller & Söhne” said\u200b on\u00a0Monday that\u2028\u202eZoë\u00ad Roth attacked Tomas Breck.\r\n"
    path = tmp_path_factory.mktemp("odd") / "my.sayso"
    return filed(path, [printed(normalize("NFD", text), "\u202ea.txt", outlet="“Ö”", url="https://x.example/ä ö")])


@pytest.mark.parametrize("of", ["case", "hostile", "empty", "odd"])
def test_the_real_package_takes_it_without_a_warning(request: pytest.FixtureRequest, tmp_path: Path, of: str) -> None:
    if not INTERPRETER.exists():
        pytest.skip("the followthemoney package is not there; make ftm installs it, where ICU's headers are")
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join(map(json.dumps, nodes(request.getfixturevalue(of)))), encoding="utf-8")
    done = subprocess.run([str(INTERPRETER), str(CHECK), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""


def test_a_party_has_its_country_in_two_letters(tmp_path: Path) -> None:
    case = filed(tmp_path / "my.sayso", [printed("Chad said that France had attacked it.\n", "a.txt", outlet="A")])
    countries = {node["properties"]["name"][0]: node["properties"].get("country") for node in nodes(case)}
    assert (countries["Chad"], countries["France"]) == (["td"], ["fr"])


def test_the_first_line_says_what_the_export_is(case: Case) -> None:
    first = nodes(case, about="Orlo")[0]
    assert first["sayso"]["about"]["query"] == {"about": "Orlo"}
    assert "about Orlo" in first["properties"]["description"][0]


def test_a_report_is_an_article_with_its_words_and_its_hash(case: Case) -> None:
    (article,) = [node for node in nodes(case) if node["id"] == id_of("dam.txt")]
    assert article["schema"] == "Article"
    assert article["properties"]["bodyText"] == [reading("dam.txt").document.text.strip()]
    assert article["properties"]["publisher"] == ["The Herald"]
    assert article["sayso"]["sha256"] == reading("dam.txt").document.sha256


def test_a_claim_is_a_note_that_says_who_holds_it(case: Case) -> None:
    notes = {node["id"]: node for node in nodes(case) if "claim" in node["sayso"]}
    assert set(notes) == {row["claim"] for row in lists.list_claims(case)}
    denials = [node for node in notes.values() if node["sayso"]["claim"]["stance"] == "denies"]
    assert denials
    assert all(" denies (holds it for so: " in node["properties"]["description"][0] for node in denials)


def test_a_mention_keeps_the_places_of_a_name(case: Case) -> None:
    for node in nodes(case):
        if node["schema"] == "Mention":
            (document,) = node["properties"]["document"]
            text = case.reading(document).document.text
            assert all(text[start:end] for start, end in node["sayso"]["spans"])


def test_a_name_is_an_alias_and_a_description_is_none(case: Case) -> None:
    (breck,) = [
        node for node in nodes(case) if node["properties"].get("name") == ["Tomas Breck"] and "type" in node["sayso"]
    ]
    assert breck["schema"] == "Person"
    assert breck["properties"]["alias"] == ["Breck"]


def test_a_link_says_who_holds_it(case: Case) -> None:
    (link,) = [node for node in links(case) if "minister" in node["properties"]["role"]]
    assert link["schema"] == "Directorship"
    assert "Korland Courier itself asserts" in link["properties"]["description"][0]
    assert link["properties"]["recordId"] == link["sayso"]["claims"]


def test_what_somebody_denies_is_no_link(tmp_path: Path) -> None:
    reports = [printed(MINISTER.format(day), f"{day}.txt", outlet=day) for day in ("Monday", "Friday")]
    case = filed(tmp_path / "my.sayso", reports)
    assert len(links(case)) == 1
    held = links(case)[0]["sayso"]["claims"]
    assert len(held) == 2
    decide(case, Deed.CORRECT, held[1], "holds=no", by="Ana Roth")
    assert links(case) == []
    assert set(held) <= {node["id"] for node in nodes(case) if node["schema"] == "Note"}


def test_what_was_rejected_is_no_link_even_where_hidden_claims_are_asked_for(tmp_path: Path) -> None:
    case = filed(tmp_path / "my.sayso", [printed(MINISTER.format("Monday"), "a.txt", outlet="A")])
    (held,) = links(case)[0]["sayso"]["claims"]
    decide(case, Deed.REJECT, held, by="Ana Roth")
    assert not [node for node in nodes(case, hidden=True) if "relation" in node["sayso"]]
