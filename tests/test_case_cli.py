"""The commands that ask a case: what each list prints, to whom it narrows, and what is said where there is nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sayso.cli import main
from sayso.deciding import decide
from sayso.store import Case, lists, open_case
from sayso.terms import Deed, Failure, Stance
from tests.stories import STORIES, case_of, filed, id_of, printed, reading

Row = dict[str, Any]


class Said(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[Row]:
        """JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def sayso(*arguments: str) -> Said:
    """A command, run through the same door as a user's but in this process; its output is a pipe."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    before, sys.argv = sys.argv, ["sayso", *arguments]
    status = 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.argv = before
    out.flush()
    err.flush()
    return Said(status, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))  # type: ignore[attr-defined]


def claim_of(case: Case, location: str, words: str) -> str:
    rows = lists.list_claims(case)
    return next(
        str(row["claim"])
        for row in rows
        if row["location"] == location and words in row["text"] and row["voice"] not in ("outlet", "unstated")
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of all reports, with a failure and a decision."""
    path = tmp_path_factory.mktemp("made") / "my.sayso"
    case = case_of(path)
    case.fail(Failure("lost.html", "find", "there is no such file or folder", "check the path"))
    # An allegation that nobody answers.
    herring = claim_of(case, "herring.txt", "herring had not come")
    decide(case, Deed.CORRECT, herring, "stance=alleges", because="they blamed", by="Ana Roth")
    case.close()
    return path


@pytest.fixture(scope="module")
def case(made: Path) -> Case:
    return open_case(made)


@pytest.fixture(scope="module")
def ask(made: Path) -> Callable[..., Said]:
    """A command on that case, in JSON lines unless told otherwise."""

    def asked(*arguments: str, format: str = "jsonl") -> Said:
        return sayso(*arguments, "--case", str(made), "--format", format)

    return asked


Ask = Callable[..., Said]

# The contract

ORIGINS = {"min", "max", "unestablished", "occasions", "groups", "edges"}
CONTRACT: dict[str, set[str]] = {
    "reports": {"id", "location", "title", "outlet", "agency", "published", "claims", "copy_of"},
    "claims": {
        "claim", "location", "span", "text", "speaker", "voice", "stance", "holds", "matter", "said", "happened", "published",
    },
    "matters": {
        "id", "text", "type", "slot", "part_of", "actors", "recipients", "reports", "outlets", "origins", "against", "claims",
    },
    "origins": {"matter", "text", "side", "voice", "claims", "behind", "min", "max", "edges"},
    "entities": {"id", "name", "type", "forms", "documents", "maybe", "mentions"},
    "reprints": {"copy", "original", "direction", "kind", "coverage", "why"},
    "replies": {"reply", "answers", "how", "why"},
    "failures": {"location", "stage", "reason", "remedy"},
    "decisions": {"id", "what", "a", "b", "because", "by", "at", "undone"},
    "silent": {"what", "id", "who", "claims", "text", "location"},
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRACT)
def test_a_list_as_json_lines_has_the_fields_of_the_contract(ask: Ask, name: str) -> None:
    said = ask(name)
    assert said.status == 0
    assert said.err == ""
    assert said.rows
    assert all(CONTRACT[name] <= set(row) for row in said.rows)


HOLD_LISTS = {"matters", "origins", "entities", "reprints"}


def table(said: Said) -> list[Row]:
    """A CSV table."""
    return list(csv.DictReader(io.StringIO(said.out)))


@pytest.mark.parametrize("name", sorted(set(CONTRACT) - HOLD_LISTS))
def test_a_list_as_csv_has_the_fields_of_the_contract_and_the_same_rows(ask: Ask, name: str) -> None:
    rows, whole = table(ask(name, format="csv")), ask(name).rows
    assert CONTRACT[name] <= set(rows[0])
    for row, other in zip(rows, whole, strict=True):
        for field, cell in row.items():
            value = other[field]
            flat = "-".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
            assert cell.removeprefix("'") == flat


@pytest.mark.parametrize("name", sorted(HOLD_LISTS))
def test_a_list_whose_rows_hold_lists_is_flat_as_csv(ask: Ask, name: str) -> None:
    rows = table(ask(name, format="csv"))
    assert len(rows) == len(ask(name).rows)
    assert all(None not in row and "{" not in "".join(row.values()) for row in rows)


def test_no_cell_of_a_csv_list_is_a_formula(tmp_path: Path) -> None:
    report = printed("Jory Vance said that the herring had not come.", "=HYPERLINK(1).txt", outlet="@Herald")
    case = filed(tmp_path / "my.sayso", [report])
    for name in ("reports", "claims"):
        (row, *_) = table(sayso(name, "--format", "csv", "--case", str(case.address)))
        assert row["location"] == "'=HYPERLINK(1).txt"
        assert not any(cell.startswith(("=", "@", "+")) for cell in row.values())


def test_a_matter_as_csv_says_how_many_voices_carry_it(ask: Ask) -> None:
    first, whole = table(ask("matters", format="csv"))[0], ask("matters").rows[0]
    assert first["id"] == whole["id"]
    assert first["what is claimed"] == whole["text"]
    low, high = whole["origins"]["min"], whole["origins"]["max"]
    assert first["for"].startswith(str(low) if low == high else f"{low}-{high}")


@pytest.mark.parametrize("name", CONTRACT)
def test_a_list_as_a_table_is_for_the_eye(ask: Ask, name: str) -> None:
    said = ask(name, format="table")
    assert said.status == 0
    with pytest.raises(json.JSONDecodeError):
        json.loads(said.out.splitlines()[0])


def test_a_pipe_gets_json_lines_without_asking(made: Path) -> None:
    assert len(sayso("reports", "--case", str(made)).rows) == len(STORIES)


def test_the_parts_of_a_matter_are_as_the_contract_has_them(ask: Ask) -> None:
    rows = ask("matters").rows
    for row in rows:
        for side in ("origins", "against"):
            assert set(row[side]) == ORIGINS
            assert all({"voice", "claims"} <= set(group) for group in row[side]["groups"])
            assert all({"a", "b", "firm", "why"} == set(edge) for edge in row[side]["edges"])
        for claim in row["claims"]:
            assert {"claim", "location", "span", "speaker", "stance", "holds", "agreement", "origin"} <= set(claim)
        assert (row["part_of"] is None) == (row["slot"] == "happened")
    agreements = {claim["agreement"] for row in rows for claim in row["claims"]}
    assert {"supports", "denies", "conflicts"} <= agreements


def test_a_point_follows_its_matter(ask: Ask) -> None:
    matter = None
    for row in ask("matters").rows:
        matter = row["id"] if row["part_of"] is None else matter
        assert row["part_of"] in (None, matter)


def test_matters_without_their_points_are_headlines_only(ask: Ask) -> None:
    assert {row["slot"] for row in ask("matters", "--no-points").rows} == {"happened"}


def test_the_matter_that_most_voices_carry_comes_first(ask: Ask) -> None:
    counts = [row["origins"]["max"] for row in ask("matters", "--no-points").rows]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


def test_spans_quote_the_reports(ask: Ask) -> None:
    for row in ask("claims").rows:
        start, end = row["span"]
        assert " ".join(reading(row["location"]).document.text[start:end].split()) == row["text"]
    for row in ask("entities").rows:
        for mention in row["mentions"]:
            assert reading(mention["location"]).document.text[mention["start"] : mention["end"]].strip()


def test_a_reprint_names_its_original_as_the_list_of_reports_does(ask: Ask) -> None:
    (reprint,) = [row for row in ask("reprints").rows if row["copy"] == id_of("reprint.txt")]
    assert reprint["original"] == id_of("wire.txt")
    assert reprint["direction"] == "copy>original known"
    copies = {row["location"]: row["copy_of"] for row in ask("reports").rows}
    assert copies["reprint.txt"] == id_of("wire.txt")
    assert copies["dam.txt"] is None


def test_the_report_printed_first_comes_first(ask: Ask) -> None:
    days = [row["published"] for row in ask("reports").rows]
    assert days == sorted(days)


# Filters


def locations(said: Said) -> set[str]:
    return {row["location"] for row in said.rows}


def test_by_keeps_what_one_speaker_says_under_any_of_her_names(ask: Ask) -> None:
    rows = ask("claims", "--by", "ruta adisa").rows
    assert {"Ruta Adisa", "Ruta Addisa"} <= {row["speaker"] for row in rows}
    assert all("Adis" in row["speaker"] or "Addis" in row["speaker"] for row in rows)


def test_by_takes_a_part_of_a_name_and_an_id(ask: Ask) -> None:
    (orsel,) = [row["id"] for row in ask("entities", "--name", "Nadia Orsel").rows]
    assert ask("claims", "--by", "orsel").rows == ask("claims", "--by", orsel).rows != []


def test_about_keeps_what_somebody_takes_part_in_and_not_what_she_says(ask: Ask) -> None:
    rows = ask("claims", "--about", "Vellmar Water").rows
    assert rows
    assert all(
        name in ("dam.txt", "dam-town.txt", "dam-company.txt", "dam-audit.txt")
        for name in {r["location"] for r in rows}
    )
    assert not any("herring" in row["text"] for row in rows)
    assert any(row["speaker"] != "Vellmar Water" for row in rows)


def test_according_to_keeps_the_claims_in_whose_chain_of_voices_somebody_is(tmp_path: Path) -> None:
    text = "Jory Vance said that Piers Hollam had told the council that the Orlo dam had cracked."
    case = ("--case", str(filed(tmp_path / "my.sayso", [printed(text, "dam.txt", outlet="The Herald")]).address))
    (hollam,) = sayso("claims", "--by", "Piers Hollam", *case).rows
    assert hollam["claim"] not in {row["claim"] for row in sayso("claims", "--by", "Jory Vance", *case).rows}
    assert hollam["claim"] in {row["claim"] for row in sayso("claims", "--according-to", "Jory Vance", *case).rows}


def test_according_to_takes_in_what_somebody_says_himself(ask: Ask) -> None:
    by, according_to = (ask("claims", option, "Halvia's army").rows for option in ("--by", "--according-to"))
    assert by
    assert {row["claim"] for row in by} <= {row["claim"] for row in according_to}


@pytest.mark.parametrize("stance", ["denies", "alleges", "declines"])
def test_stance_keeps_that_stance(ask: Ask, stance: str) -> None:
    rows = ask("claims", "--stance", stance).rows
    assert {row["stance"] for row in rows} == {stance}


def test_stances_given_twice_are_either(ask: Ask) -> None:
    rows = ask("claims", "--stance", "denies", "--stance", "declines").rows
    assert {row["stance"] for row in rows} == {"denies", "declines"}


def test_since_and_until_take_in_both_their_days(ask: Ask) -> None:
    assert locations(ask("reports", "--since", "2024-03-12", "--until", "2024-05-02")) == {
        "rights.txt",
        "spelling.txt",
        "dam.txt",
    }
    assert locations(ask("claims", "--since", "2024-06-11")) == {"herring.txt"}
    assert locations(ask("claims", "--until", "2024-03-04")) == {"wire.txt"}


def test_filters_given_together_all_hold(ask: Ask) -> None:
    rows = ask("claims", "--by", "Breck", "--stance", "denies", "--until", "2024-03-06").rows
    assert rows
    assert {(row["location"], row["stance"]) for row in rows} == {("denial.txt", "denies")}


def test_a_matter_passes_if_one_of_its_claims_does(ask: Ask) -> None:
    rows = ask("matters", "--by", "Breck", "--no-points").rows
    assert rows
    assert all(any(claim["speaker"] == "Tomas Breck" for claim in row["claims"]) for row in rows)
    assert any({"supports", "denies"} <= {claim["agreement"] for claim in row["claims"]} for row in rows)


def test_origins_are_narrowed_as_matters_are(ask: Ask) -> None:
    wanted = {row["id"] for row in ask("matters", "--about", "Hulak", "--no-points").rows}
    found = {row["matter"] for row in ask("origins", "--about", "Hulak").rows}
    assert found
    assert found <= wanted


def test_replies_are_narrowed_by_who_replies(ask: Ask) -> None:
    rows = ask("replies", "--by", "Breck").rows
    assert {row["speaker"] for row in rows} == {"Tomas Breck"}
    assert {row["how"] for row in rows} >= {"contradicts"}


def test_limit_keeps_so_many_and_says_that_there_are_more(ask: Ask) -> None:
    said = ask("claims", "--limit", "3")
    assert len(said.rows) == 3
    assert "The first 3" in said.err


def test_hidden_also_shows_what_was_rejected(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "my.sayso"
    shutil.copy(made, path)
    every = sayso("claims", "--case", str(path)).rows
    assert sayso("decide", "reject", every[0]["claim"], "--case", str(path)).status == 0
    assert [row["claim"] for row in sayso("claims", "--case", str(path)).rows] == [r["claim"] for r in every[1:]]
    assert len(sayso("claims", "--hidden", "--case", str(path)).rows) == len(every)


# Search, show, cite, silent


def test_search_finds_sentences_with_their_report(ask: Ask) -> None:
    (row,) = ask("search", "lend", "money").rows
    assert {"report", "location", "title", "span", "text"} <= set(row)
    assert (row["report"], row["location"]) == (id_of("herring.txt"), "herring.txt")


def test_words_given_as_one_argument_are_a_phrase(ask: Ask) -> None:
    assert ask("search", "over the ridge").rows
    assert not ask("search", "ridge over the").rows
    assert ask("search", "ridge", "over", "the").rows


KINDS = ("report", "claim", "matter", "entity", "decision")


def an_id(case: Case, kind: str) -> str:
    rows = {
        "report": lists.list_reports,
        "claim": lists.list_claims,
        "matter": lists.list_matters,
        "entity": lists.list_entities,
        "decision": lists.list_decisions,
    }[kind](case)
    row = next(rows)
    return str(row["claim" if kind == "claim" else "id"])


@pytest.mark.parametrize("kind", KINDS)
def test_anything_can_be_opened_as_json(ask: Ask, case: Case, kind: str) -> None:
    (row,) = ask("show", an_id(case, kind)).rows
    assert row["what"] == kind


@pytest.mark.parametrize("kind", KINDS)
def test_anything_can_be_opened_for_the_eye(ask: Ask, case: Case, kind: str) -> None:
    said = ask("show", an_id(case, kind), format="table")
    assert said.status == 0
    assert len(said.out.splitlines()) > 1


def test_a_claim_is_shown_with_the_words_around_it(ask: Ask, case: Case) -> None:
    claim = claim_of(case, "dam-town.txt", "hidden the crack")
    shown = " ".join(ask("show", claim, format="table").out.split())
    assert "the mayor of Tsemma" in shown  # before it
    assert "Celia Roe of Vellmar Water" in shown  # after it
    assert "Jory Vance" in shown
    (row,) = ask("show", claim).rows
    assert row["context"][1] == row["text"]


def test_a_matter_is_shown_with_who_is_for_and_against(ask: Ask, case: Case) -> None:
    claim = claim_of(case, "dam-town.txt", "hidden the crack")
    shown = ask("show", case.matter_of([claim])[claim], format="table").out
    assert "denied by" in shown
    assert "Jory Vance" in shown
    assert "Vellmar Water" in shown


def test_an_entity_is_shown_with_its_names_and_what_it_says(ask: Ask) -> None:
    shown = ask("show", "Ruta Adisa", format="table").out
    assert "Ruta Addisa" in shown
    assert "would pay" in shown


@pytest.mark.parametrize(
    ("location", "words", "printed", "who"),
    [
        ("dam-town.txt", "hidden the crack", "{} (in the reporter's words)", "Jory Vance"),
        ("hospital.txt", "counted them twice", "“I have counted them twice”", "Nadia Orsel"),
    ],
)
def test_a_citation_has_the_words_voices_outlet_day_place_and_hash(
    made: Path, case: Case, location: str, words: str, printed: str, who: str
) -> None:
    claim = claim_of(case, location, words)
    said = sayso("cite", claim, "--case", str(made))
    statement, document = lists.statement(case, claim), reading(location).document
    assert said.status == 0
    assert printed.format(statement.span.of(document.text)) in said.out
    outlet, day, _ = STORIES[location]
    place = f"{statement.span.start}-{statement.span.end}"
    assert all(part in said.out for part in (who, outlet, day, place, document.sha256))


def test_a_citation_of_a_reprint_names_the_report_it_repeats(made: Path, case: Case) -> None:
    said = sayso("cite", claim_of(case, "reprint.txt", "killed five guards"), "--case", str(made))
    assert id_of("wire.txt") in said.out
    assert "The Herald" in said.out


def test_only_a_claim_can_be_cited(made: Path) -> None:
    said = sayso("cite", "wire.txt", "--case", str(made))
    assert said.status == 1
    assert "only a claim can be cited" in said.err


def test_silent_lists_who_is_spoken_of_and_never_quoted(ask: Ask) -> None:
    rows = ask("silent").rows
    never = {row["who"] for row in rows if row["what"] == "never quoted"}
    speakers = {row["speaker"] for row in ask("claims").rows}
    assert not never & speakers
    assert {row["what"] for row in rows} <= {"never quoted", "no reply in these reports"}


def test_no_reply_is_said_only_of_allegations_that_nobody_answers(ask: Ask) -> None:
    answered = {row["answers"] for row in ask("replies").rows}
    alone = [row for row in ask("silent").rows if row["what"] == "no reply in these reports"]
    assert "that the herring had not come" in {row["text"] for row in alone}
    assert answered
    assert not answered & {row["id"] for row in alone}


# Nothing there


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "my.sayso"
    open_case(path, create=True).close()
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("reports", "No report in"),
        ("claims", "Nothing in this case passes the filters"),
        ("matters", "Nothing in this case"),
        ("origins", "Nothing in this case"),
        ("entities", "Nothing in this case"),
        ("reprints", "No report repeats another"),
        ("replies", "No reply in these reports"),
        ("silent", "Everybody spoken of is also quoted"),
        ("failures", "Every report was read"),
        ("decisions", "Nothing was decided yet"),
    ],
)
@pytest.mark.parametrize("format", ["table", "jsonl"])
def test_an_empty_list_is_no_error_and_says_so(empty: Path, name: str, words: str, format: str) -> None:
    said = sayso(name, "--case", str(empty), "--format", format)
    assert said.status == 0
    assert words in said.err
    assert said.out == ""


@pytest.mark.parametrize("name", CONTRACT)
def test_an_empty_csv_list_has_the_same_columns_as_a_full_one(ask: Ask, empty: Path, name: str) -> None:
    header = ask(name, format="csv").out.splitlines()[0]
    assert sayso(name, "--case", str(empty), "--format", "csv").out.splitlines() == [header]


def test_a_search_for_what_nobody_wrote_says_so(ask: Ask) -> None:
    said = ask("search", "zeppelin")
    assert (said.status, said.out) == (0, "")
    assert "No sentence holds these words" in said.err


def test_a_filter_that_nothing_passes_says_so(ask: Ask) -> None:
    said = ask("claims", "--by", "nobody at all")
    assert (said.status, said.out) == (0, "")
    assert "passes the filters" in said.err


# Errors


@pytest.mark.parametrize("command", ["claims", "search zeppelin", "show x1", "cite x1", "decide undo x1"])
def test_a_case_that_is_not_there_is_one_plain_line_that_says_how_to_start_one(tmp_path: Path, command: str) -> None:
    path = tmp_path / "none.sayso"
    said = sayso(*command.split(), "--case", str(path))
    assert said.status == 1
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("sayso: there is no case in")
    assert "sayso add" in line
    assert not path.exists()


def test_an_unknown_id_is_one_plain_line(made: Path) -> None:
    said = sayso("show", "m0123456789", "--case", str(made))
    assert said.status == 1
    assert said.err.startswith("sayso: nothing in this case is called m0123456789")


def test_an_id_that_is_not_clear_names_what_it_may_be(made: Path) -> None:
    said = sayso("show", f"{id_of('wire.txt')}.", "--case", str(made))
    assert said.status == 1
    assert "may be any of" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "wire.txt", "--published", "someday"),
        ("add", "wire.txt", "--max-size", "0"),
        ("add", "wire.txt", "--max-size", "much"),
        ("add", "wire.txt", "--metadata", "none.csv"),
        ("add", "wire.txt", "--colour", "red"),
        ("claims", "--stance", "shouts"),
        ("claims", "--format", "yaml"),
        ("claims", "--limit", "-1"),
        ("claims", "--colour", "red"),
        ("show",),
        ("search",),
        ("decide", "same", "n1"),
        ("decide", "add", "wire.txt"),
        ("decide", "import", "none.jsonl"),
    ],
    ids=" ".join,
)
def test_a_command_that_makes_no_sense_is_status_two_and_touches_nothing(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wire.txt").write_text("Ms Ito said so.\n", encoding="utf-8")
    shutil.copy(made, tmp_path / "my.sayso")
    before = (tmp_path / "my.sayso").read_bytes()
    said = sayso(*arguments, "--case", "my.sayso")
    assert said.status == 2
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err
    assert (tmp_path / "my.sayso").read_bytes() == before


def test_a_bad_option_value_makes_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wire.txt").write_text("Ms Ito said so.\n", encoding="utf-8")
    assert sayso("add", "wire.txt", "--published", "someday").status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["wire.txt"]


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("day", ["someday", "2024-13-01", "2024-02-30", ""])
def test_a_day_that_is_none_makes_no_sense(made: Path, option: str, day: str) -> None:
    assert sayso("claims", option, day, "--case", str(made)).status == 2


def test_a_file_that_holds_no_decisions_makes_no_sense(made: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text("Milk, eggs.\n", encoding="utf-8")
    said = sayso("decide", "import", str(tmp_path / "notes.jsonl"), "--case", str(made))
    assert said.status == 2
    assert "holds no decisions" in said.err


# One case, many commands


def test_a_case_is_built_asked_decided_on_backed_up_and_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without --case everything happens in case.sayso of the working folder.
    monkeypatch.chdir(tmp_path)
    Path("herring.txt").write_text("Skippers said on Tuesday that the herring had not come.\n", encoding="utf-8")
    added = sayso("add", "herring.txt", "--outlet", "Tsemma Times", "--published", "2024-06-11")
    assert (added.status, added.out) == (0, "")
    assert "1 report added to case.sayso" in added.err
    (row,) = sayso("reports").rows
    assert (row["location"], row["outlet"], row["published"]) == ("herring.txt", "Tsemma Times", "2024-06-11")
    (claim,) = [row["claim"] for row in sayso("claims").rows if row["voice"] != "outlet"][:1]
    decided = sayso("decide", "correct", claim, "holds=possible", "--because", "they hoped", "--by", "Ana Roth")
    assert decided.status == 0
    (decision,) = sayso("decisions").rows
    assert decision["id"] in decided.err
    assert (decision["because"], decision["by"]) == ("they hoped", "Ana Roth")
    assert sayso("backup", "copy.sayso").status == 0
    assert sayso("backup", "copy.sayso").status == 2  # never over a file
    assert sayso("decide", "undo", decision["id"]).status == 0
    assert sayso("remove", "herring.txt", "--yes").status == 0
    assert sayso("reports").out == ""
    monkeypatch.setenv("SAYSO_CASE", "copy.sayso")
    assert [(row["claim"], row["holds"]) for row in sayso("claims").rows if row["claim"] == claim] == [
        (claim, "possible")
    ]


def test_decisions_are_exported_and_imported_as_json_lines(ask: Ask, empty: Path, tmp_path: Path) -> None:
    exported = tmp_path / "decisions.jsonl"
    exported.write_text(ask("decisions").out, encoding="utf-8")
    shutil.copy(empty, tmp_path / "other.sayso")
    for new in (1, 0):
        said = sayso("decide", "import", str(exported), "--case", str(tmp_path / "other.sayso"))
        assert said.status == 0
        assert f"{new} of 1" in said.err
    assert sayso("decisions", "--case", str(tmp_path / "other.sayso")).rows == ask("decisions").rows


@pytest.mark.parametrize("deed", [deed.value for deed in Deed])
def test_everything_that_can_be_decided_has_a_command_with_help(deed: str) -> None:
    said = sayso("decide", deed, "--help")
    assert said.status == 0
    assert "--because" in said.out


def test_every_stance_can_be_asked_for(ask: Ask) -> None:
    for stance in Stance:
        assert {row["stance"] for row in ask("claims", "--stance", stance.value).rows} <= {stance.value}
