"""Corrections as training data: what people decided becomes examples, and the training's own loader takes them."""

from __future__ import annotations

import io
import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sayso.deciding import decide
from sayso.pipeline import read_file
from sayso.read.pieces import load_tokenizer
from sayso.show.chosen import choose
from sayso.show.export import training
from sayso.store import Case, lists, open_case
from sayso.store.filters import Filters
from sayso.terms import Deed, Reading
from sayso.train import corpora
from sayso.train.labels import load_labels
from tests.conftest import ROOT
from tests.stories import case_of, filed, printed

MODEL = ROOT / "sayso" / "read" / "model"
WIRE = ROOT / "samples" / "airstrike-1-wire.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "my.sayso"
    case_of(path, ["denial.txt", "dam.txt", "hospital.txt"]).close()
    return path


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Case:
    shutil.copy(made, tmp_path / "my.sayso")
    return open_case(tmp_path / "my.sayso")


@cache
def wire() -> Reading:
    return read_file(WIRE)


def written(case: Case) -> bytes:
    out = io.BytesIO()
    training.write(choose(case, Filters(), "training"), out)
    return out.getvalue()


def lines(case: Case) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(case).splitlines()]


def claims(case: Case, location: str, words: str) -> list[str]:
    """Claims that are somebody's word and hold some words."""
    rows = lists.list_claims(case)
    named = [row for row in rows if row["location"] == location and row["voice"] == "named" and words in row["text"]]
    return [str(row["claim"]) for row in named]


def words(line: dict[str, Any], marked: dict[str, Any], role: str) -> str:
    return " ... ".join(line["text"][start:end] for start, end in marked[role])


def of_cue(line: dict[str, Any], cue: str) -> list[dict[str, Any]]:
    return [marked for marked in line["attributions"] if words(line, marked, "cue") == cue]


def test_a_case_without_decisions_teaches_nothing(case: Case) -> None:
    assert written(case) == b""


def test_an_accepted_claim_makes_its_paragraph_an_example(case: Case) -> None:
    decide(case, Deed.ACCEPT, claims(case, "denial.txt", "had attacked")[0], by="Ana Roth")
    (line,) = lines(case)
    (denied,) = of_cue(line, "denied")
    assert line["text"].startswith("Tomas Breck, Korland's defence minister, denied")
    assert (
        words(line, denied, "source")
        == "Tomas Breck, Korland's defence minister,"[: len(words(line, denied, "source"))]
    )
    assert denied["stance"] == "denies"
    assert denied["checked"]
    assert line["outlet"] == "Korland Courier"
    assert line["published"] == "2024-03-06"
    assert line["marked"]["by"] == ["Ana Roth"]
    assert line["marked"]["case"] == "my.sayso"


def test_what_nobody_decided_on_is_as_the_reader_had_it_and_says_so(case: Case) -> None:
    decide(case, Deed.ACCEPT, claims(case, "dam.txt", "had cracked")[0], by="Ana Roth")
    (line,) = lines(case)
    assert {marked["checked"] for marked in line["attributions"]} == {True, False}


def test_an_attribution_of_which_every_claim_was_rejected_is_gone(case: Case) -> None:
    wanted = claims(case, "denial.txt", "No soldier of ours")
    for claim in wanted:
        decide(case, Deed.REJECT, claim, by="Ana Roth")
    (line,) = lines(case)
    assert "No soldier of ours" in line["text"]
    assert not [marked for marked in line["attributions"] if "No soldier" in words(line, marked, "content")]


def test_a_corrected_stance_is_the_stance(case: Case) -> None:
    claim = claims(case, "hospital.txt", "six guards had been killed")[0]
    decide(case, Deed.CORRECT, claim, "stance=confirms", by="Ana Roth")
    (line,) = lines(case)
    assert [marked["stance"] for marked in line["attributions"] if marked["checked"]] == ["confirms"]


def test_a_corrected_speaker_is_the_source_where_another_name_was_taken_for_it(tmp_path: Path) -> None:
    text = "Piers Hollam said on Monday that the dam had cracked, and Celia Roe listened.\n"
    case = filed(tmp_path / "my.sayso", [printed(text, "a.txt", outlet="A")])
    decide(case, Deed.CORRECT, claims(case, "a.txt", "had cracked")[0], "speaker=Celia Roe", by="Ana Roth")
    (line,) = lines(case)
    (said,) = of_cue(line, "said")
    assert words(line, said, "source") == "Celia Roe"
    assert said["speaker"] == "Celia Roe"


def test_a_pronoun_stays_the_source_when_only_who_it_means_was_wrong(case: Case) -> None:
    claim = next(c for c in claims(case, "dam.txt", "hiding the crack"))
    decide(case, Deed.CORRECT, claim, "speaker=Jory Vance", by="Ana Roth")
    (line,) = lines(case)
    (accused,) = of_cue(line, "accused")
    assert words(line, accused, "source") == "He"
    assert accused["speaker"] == "Jory Vance"


def test_an_added_claim_gets_the_reporting_verb_that_had_no_attribution(tmp_path: Path) -> None:
    case = filed(tmp_path / "my.sayso", [wire()])
    said = "Tarvian guns shelled two villages on the Sahrati bank"
    given = json.dumps({"words": said, "speaker": "Lessene", "stance": "confirms"})
    decide(case, Deed.ADD, wire().document.id, given, by="Ana Roth")
    (line,) = lines(case)
    (added,) = of_cue(line, "admitted")
    assert words(line, added, "content") == said
    assert words(line, added, "source") == "Lessene"
    assert added["stance"] == "confirms"


def test_an_added_claim_without_a_cue_teaches_nothing_false(case: Case) -> None:
    given = json.dumps({"words": "Audit", "speaker": "Ana Roth"})
    report = filed(
        case.address.file.with_name("other.sayso"),
        [printed("Audit tells all.\n\nThe dam is old.\n", "b.txt", outlet="B")],
    )
    (row,) = lists.list_reports(report)
    decide(report, Deed.ADD, row["id"], given, by="Ana Roth")
    assert lines(report) == []


def test_what_was_undone_teaches_nothing(case: Case) -> None:
    from sayso.deciding import undo

    decision = decide(case, Deed.ACCEPT, claims(case, "denial.txt", "had attacked")[0], by="Ana Roth")
    undo(case, decision.id)
    assert lines(case) == []


# As the training takes it


def test_the_trainings_own_loader_makes_examples_of_it(case: Case, tmp_path: Path) -> None:
    decide(case, Deed.ACCEPT, claims(case, "denial.txt", "had attacked")[0], by="Ana Roth")
    decide(case, Deed.CORRECT, claims(case, "dam.txt", "hiding the crack")[0], "stance=asserts", by="Ana Roth")
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(written(case))
    taught = corpora.taught_by_articles([path])
    assert [paragraph.text for paragraph in taught] == [line["text"] for line in lines(case)]
    tokenizer, labels = load_tokenizer(MODEL / "tokenizer.json"), load_labels(MODEL / "labels.json")
    for paragraph, line in zip(taught, lines(case), strict=True):
        example = corpora.attribution_example(paragraph, tokenizer, labels)
        assert len(example.cues) == len(line["attributions"])
        assert [labels.stance[cue.stance] for cue in example.cues] == [m["stance"] for m in line["attributions"]]


def test_it_has_the_form_of_the_corpora_it_learns_from(shared: Path, case: Case) -> None:
    import gzip

    with gzip.open(shared / "data" / "attribution-dev.jsonl.gz", "rt", encoding="utf-8") as file:
        theirs = json.loads(next(file))
    decide(case, Deed.ACCEPT, claims(case, "denial.txt", "had attacked")[0], by="Ana Roth")
    (ours,) = lines(case)
    assert set(theirs) <= set(ours)
    assert set(theirs["attributions"][0]) <= set(ours["attributions"][0])


def test_the_loader_reads_the_corpora_alike(shared: Path) -> None:
    data = shared / "data"
    articles = corpora.taught_by_articles([data / "attribution-dev.jsonl.gz"])
    rows = corpora.taught_by_polnear(corpora.load_reading(data / "reading.json.gz")["attr_dev"])
    assert sum(len(p.attributions) for p in articles) == sum(len(p.attributions) for p in rows)
    known = {paragraph.text: paragraph for paragraph in rows}
    alike = [p for p in articles if p.text in known]
    assert len(alike) > 1700
    for paragraph in alike:
        assert [a.cue for a in paragraph.attributions] == [
            list(map(tuple, a.cue)) for a in known[paragraph.text].attributions
        ]
