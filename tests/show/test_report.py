"""The one-file report: it asks for nothing, escapes everything, and holds no trace of a name that was redacted."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from sayso.deciding import decide
from sayso.errors import SettingsError
from sayso.show.chosen import choose
from sayso.show.export import report
from sayso.show.export.report import Lit, marked
from sayso.show.html import element, written
from sayso.show.picture import MOST
from sayso.show.redaction import BLOT, Redaction
from sayso.store import Case, lists, open_case
from sayso.store.filters import Filters
from sayso.terms import Deed, Span
from tests.show.conftest import HOSTILE
from tests.stories import STORIES, filed, id_of, printed, reading


def page(case: Case, *redacted: str, **filters: Any) -> str:
    out = io.BytesIO()
    report.write(choose(case, Filters(**filters), "report", redacted), out)
    return out.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def whole(stories: Path) -> str:
    return page(open_case(stories))


# A page that asks for nothing


@pytest.mark.parametrize("of", ["case", "hostile", "empty"])
def test_nothing_is_loaded_run_or_sent(request: pytest.FixtureRequest, of: str) -> None:
    tree = html.fromstring(page(request.getfixturevalue(of)))
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "base",
        "video",
        "audio",
        "image",
        "use",
    }
    for part in tree.iter():
        for name, value in part.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "style", "action", "data", "ping", "background")
            assert name not in ("href", "xlink:href") or value.startswith("#")
            assert "url(" not in value or value == "url(#arrow)"
    assert "url(" not in tree.findtext(".//style", "")
    assert "@import" not in tree.findtext(".//style", "")


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(whole: str) -> None:
    tree = html.fromstring(whole)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    sheet = re.search(r"<style>(.*?)</style>", whole, re.DOTALL)
    assert sheet
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_what_a_report_says_is_never_markup(hostile: Case) -> None:
    written_page = page(hostile)
    assert "<script" not in written_page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written_page
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", written_page)
    (text,) = html.fromstring(written_page).xpath("//div[@class='text']")
    for mark in text.xpath(".//sup"):
        mark.drop_tree()
    assert text.text_content() == re.sub("[\x00\x0b]", "\N{REPLACEMENT CHARACTER}", HOSTILE)


# What it shows


def test_every_claim_is_marked_once_and_every_link_leads_somewhere(case: Case, whole: str) -> None:
    tree = html.fromstring(whole)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {row["claim"] for row in lists.list_claims(case)} <= set(ids)
    assert {row["id"] for row in lists.list_matters(case, points=False)} <= set(ids)
    assert {to.removeprefix("#") for to in tree.xpath("//@href")} <= set(ids)


@pytest.mark.parametrize("name", STORIES)
def test_a_report_is_shown_whole_with_its_hash(whole: str, name: str) -> None:
    tree = html.fromstring(whole)
    (text,) = tree.xpath(f"//article[@id='{id_of(name)}']/div[@class='text']")
    for mark in text.xpath(".//sup"):
        mark.drop_tree()
    assert text.text_content() == reading(name).document.text
    assert reading(name).document.sha256 in whole


def test_a_matter_says_on_how_many_voices_it_rests_and_who_denies_it(case: Case, whole: str) -> None:
    tree = html.fromstring(whole)
    row = next(row for row in lists.list_matters(case, points=False) if row["against"]["max"])
    (section,) = tree.xpath(f"//section[@id='{row['id']}']")
    told = section.text_content()
    assert f"{row['origins']['max']} independent voice" in told
    assert "denied by" in told
    assert all(claim["speaker"] in told for claim in row["claims"])


def test_the_picture_is_capped_and_says_so(whole: str) -> None:
    tree = html.fromstring(whole)
    drawn = tree.xpath("//*[local-name()='svg']//*[local-name()='circle']")
    assert 0 < len(drawn) <= MOST
    assert f"Drawn are {len(drawn)} names of " in whole


def test_it_says_what_it_is_and_what_people_decided(case: Case, whole: str) -> None:
    assert "report of stories.sayso, made " in whole
    assert "they blamed" in whole
    assert "about Orlo" in page(case, about="Orlo")


def test_links_lead_somewhere_when_filters_leave_claims_out(case: Case) -> None:
    tree = html.fromstring(page(case, about="Orlo"))
    assert {to.removeprefix("#") for to in tree.xpath("//@href")} <= set(tree.xpath("//@id"))


def test_claims_within_claims_keep_the_text_whole() -> None:
    text = "One says that two deny that three."
    lit = [Lit(Span(4, 33), "c1", 1, "asserts"), Lit(Span(14, 33), "c2", 2, "denies"), Lit(Span(0, 3), "c3", 3, "asks")]
    found = written(element("p", marked(text, lit)))
    assert re.sub(r"<sup>\d</sup>|<[^>]+>", "", found) == text
    assert found.count("<a id=") == found.count("<sup>") == 3


# Names that must go

NAMES = ("Ruta Adisa", "Ruta Addisa", "Adisa", "Addisa")
SECRET = (
    "Ruta Adisa speaks\n\nRuta\nAdisa, a spokeswoman for Halvia's army, said on Monday that Korland had attacked the compound.\n\n"
    'The Adisas fled. RUTA ADISA denied it. Rúta Adísa\'s brother, whom Adisa named, said "Adisa, of all people".\n'
)


def traces(text: str, *names: str) -> list[str]:
    """Where a name can still be read, whatever stands between its letters."""
    plain = re.sub(r"[^a-z]+", "", re.sub("[íú]", lambda m: {"í": "i", "ú": "u"}[m[0]], text.lower()))
    return [name for name in names if re.sub(r"[^a-z]", "", name.lower()) in plain]


def test_a_redacted_name_is_nowhere_in_the_file_in_any_form(case: Case, whole: str) -> None:
    assert traces(whole, *NAMES) == list(NAMES)
    shared = page(case, "Ruta Adisa")
    assert traces(shared, *NAMES) == []
    assert BLOT in shared
    (identity,) = [row["id"] for row in lists.list_entities(case) if row["name"] == "Ruta Adisa"]
    assert not any(name in shared for name in (identity, *case.names_of([identity])[identity]))


@pytest.mark.parametrize("given", ["Ruta Addisa", "ruta adisa", "RÚTA ADISA"])
def test_any_of_its_names_in_any_writing_will_do(case: Case, given: str) -> None:
    assert traces(page(case, given), *NAMES) == []


def test_a_redacted_name_is_gone_from_files_addresses_outlets_queries_and_decisions(tmp_path: Path) -> None:
    address = "https://herald.example/2024/ruta-adisa_speaks?by=RutaAdisa"
    case = filed(tmp_path / "my.sayso", [printed(SECRET, "in/ruta_adisa.txt", outlet="The Adisa Times", url=address)])
    claim = next(str(row["claim"]) for row in lists.list_claims(case))
    decide(case, Deed.ACCEPT, claim, because="Ms Adisa's own word", by="R. Adisa")
    decide(case, Deed.ADD, id_of_only(case), '{"words": "The Adisas fled", "speaker": "Ruta Adisa"}', by="R. Adisa")
    assert traces(page(case, "Ruta Adisa", about="Adisa"), "adisa") == []


def id_of_only(case: Case) -> str:
    (row,) = lists.list_reports(case)
    return str(row["id"])


def test_others_stay_readable(case: Case) -> None:
    assert traces(page(case, "Ruta Adisa"), "Nadia Orsel", "Tomas Breck", "Korland") == [
        "Nadia Orsel",
        "Tomas Breck",
        "Korland",
    ]


def test_several_names_can_go(case: Case) -> None:
    assert traces(page(case, "Ruta Adisa", "Tomas Breck"), *NAMES, "Breck") == []


def test_a_name_that_stands_nowhere_is_an_error_not_a_false_promise(case: Case) -> None:
    with pytest.raises(SettingsError, match="Ruta Aidsa stands nowhere"):
        page(case, "Ruta Aidsa")


def test_a_mark_never_cuts_a_redacted_name_in_two() -> None:
    text = "said Ruta Adisa on Monday"
    redaction = Redaction({"Ruta Adisa": ["Ruta Adisa"]})
    tree = element("p", marked(text, [Lit(Span(10, 25), "c1", 1, "asserts")], redaction.spans(text)))
    assert re.sub(r"<[^>]+>", "", written(redaction.blot(tree))) == f"said {BLOT} on Monday1"


def test_a_blot_does_not_tell_how_long_a_name_is() -> None:
    redaction = Redaction({"a": ["Bo"], "b": ["Bartholomew Longfellow"]})
    assert redaction.of("Bo met Bartholomew Longfellow.") == f"{BLOT} met {BLOT}."


def test_a_name_within_another_word_is_left() -> None:
    assert Redaction({"a": ["Roe"]}).of("Roe's heroes, the Roes, Monroe") == f"{BLOT}'s heroes, the {BLOT}, Monroe"
