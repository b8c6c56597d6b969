"""The tables of a case, as other programs read them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pyarrow.parquet
import pytest

from sayso.lexicon import correlates_of_war, country_names
from sayso.show.chosen import Chosen, choose
from sayso.show.export import FORMATS, ByTable, write_tables
from sayso.show.tables import TABLES, Kind, Table
from sayso.show.tables.dictionary import page
from sayso.show.tables.events import POLECAT, QUAD_OF
from sayso.show.tables.geography import where
from sayso.store import Case, lists
from sayso.store.filters import Filters
from sayso.terms import Entity, EntityType, EventType
from tests.stories import filed, id_of, printed

ROOT = Path(__file__).parents[2]
POLICE = "French police arrested two men in Chad on 3 March 2024.\n"
BY_TABLE = [name for name, format in FORMATS.items() if isinstance(format, ByTable)]
JSON_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.NUMBER: {"type": ["integer", "null"]},
    Kind.FLAG: {"type": ["boolean", "null"]},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}


def chosen(case: Case, **filters: Any) -> Chosen:
    return choose(case, Filters(**filters), "csv")


def rows(case: Case, table: str, **filters: Any) -> list[dict[str, Any]]:
    return list(TABLES[table].rows(chosen(case, **filters)))


def as_bytes(case: Case, format: str, table: str) -> bytes:
    out = io.BytesIO()
    how = FORMATS[format]
    assert isinstance(how, ByTable)
    how.write(TABLES[table], choose(case, Filters(), format), out)
    return out.getvalue()


def read_csv(case: Case, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_bytes(case, "csv", table).decode("utf-8"), newline="")))


def schema_of(table: Table) -> dict[str, Any]:
    columns = {column.name: JSON_KINDS[column.kind] for column in table.columns}
    return {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}


# What the tables say


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("of", ["case", "hostile", "empty"])
def test_every_row_has_every_column_in_its_kind(request: pytest.FixtureRequest, of: str, table: str) -> None:
    schema = schema_of(TABLES[table])
    for row in json.loads(json.dumps(rows(request.getfixturevalue(of), table))):
        jsonschema.validate(row, schema)


def test_the_data_dictionary_is_what_the_program_writes() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == page()


def test_there_is_a_row_for_each_claim_that_passes(case: Case) -> None:
    for filters in ({}, {"by": "Korland"}, {"stances": ("denies",)}, {"since": "2024-05-01"}, {"about": "Orlo"}):
        wanted = [row["claim"] for row in lists.list_claims(case, Filters(**filters), order=lists.AS_PRINTED)]
        assert [row["claim"] for row in rows(case, "claims", **filters)] == wanted


def test_a_claim_leads_back_to_its_exact_words(case: Case) -> None:
    for row in rows(case, "claims"):
        text = case.reading(row["report"]).document.text
        assert " ".join(text[row["start"] : row["end"]].split()) == row["words"]


def test_a_claim_has_the_origins_of_its_matter(case: Case) -> None:
    counted = {row["id"]: row["origins"] for row in lists.list_matters(case, points=False)}
    found = [row for row in rows(case, "claims") if row["matter"]]
    assert found
    assert all(row["origins_max"] == counted[row["matter"]]["max"] for row in found)


def test_what_a_person_corrected_is_exported_as_corrected(case: Case) -> None:
    assert {row["stance"] for row in rows(case, "claims") if row["decided"] == "corrected"} == {"alleges"}


def test_a_filter_leaves_only_who_takes_part(case: Case) -> None:
    assert {"Vellmar Water"} <= {row["name"] for row in rows(case, "entities", about="Vellmar")}
    assert "Korland" not in {row["name"] for row in rows(case, "entities", about="Vellmar")}


def test_a_matter_is_followed_by_its_points(case: Case) -> None:
    found = rows(case, "matters")
    assert {row["slot"] for row in found} > {"happened"}
    assert all((row["slot"] == "happened") == (row["part_of"] is None) for row in found)


# Events


def test_events_have_the_columns_of_polecat_first() -> None:
    assert TABLES["events"].names[:40] == tuple(column.name for column in POLECAT)
    assert len(POLECAT) == 40


def test_every_type_of_event_has_a_class() -> None:
    assert set(QUAD_OF) == set(EventType)


def test_an_event_has_a_row_for_each_claim_that_carries_it(case: Case) -> None:
    wanted = {
        f"{report}.{claim.id}"
        for report in (row["id"] for row in lists.list_reports(case))
        for claim in case.reading(report).claims
        if claim.event and claim.span
    }
    assert {row["Claim ID"] for row in rows(case, "events")} == wanted


def test_an_event_says_who_holds_it_for_so(case: Case) -> None:
    (denied,) = [
        row
        for row in rows(case, "events")
        if row["Claim ID"].startswith(id_of("denial.txt")) and row["Holds"] == "no" and row["Predicate"] == "attacked"
    ]
    assert denied["Speaker"] == "Tomas Breck"
    assert denied["Stance"] == "denies"
    assert denied["Actor Name"] == ["Korland army"]
    assert denied["Quad Code"] == "Material Conflict"


def test_who_takes_part_has_his_country_and_sector(tmp_path: Path) -> None:
    (row,) = rows(filed(tmp_path / "my.sayso", [printed(POLICE, "a.txt", outlet="A")]), "events")
    assert (row["Actor Country"], row["Primary Actor Sector"], row["Actor Sectors"]) == (["FRA"], "COP", ["COP"])
    assert row["Country"] == "TCD"
    assert row["Actor COW"] == ["220"]


@pytest.mark.parametrize(
    ("place", "city", "province"),
    [
        (Entity(id="e1", name="Mosul", type=EntityType.PLACE, country="IRQ", within=["Nineveh", "Iraq"]), "Mosul", "Nineveh"),
        (Entity(id="e1", name="a market", type=EntityType.PLACE, country="IRQ", within=["Mosul", "Nineveh", "Iraq"]), "Mosul", "Nineveh"),
        (Entity(id="e1", name="Aleppo province", type=EntityType.PLACE, country="SYR", within=["Aleppo", "Syria"]), None, "Aleppo"),
        (Entity(id="e1", name="Kharkiv", type=EntityType.PLACE, country="UKR", within=["Ukraine"]), "Kharkiv", "Kharkiv"),
        (Entity(id="e1", name="Umm Dulayb", type=EntityType.PLACE), None, None),
    ],
)  # fmt: skip
def test_a_place_has_its_city_and_province_where_the_table_of_places_knows_them(
    place: Entity, city: str | None, province: str | None
) -> None:
    assert where(place) == (city, province)


def test_every_number_of_the_correlates_of_war_is_of_one_known_country() -> None:
    numbers = correlates_of_war()
    assert set(numbers) <= set(country_names())
    assert len(set(numbers.values())) == len(numbers)
    assert (numbers["USA"], numbers["UKR"], numbers["SRB"]) == (2, 369, 345)


def test_the_day_of_printing_is_never_the_day_of_an_event(case: Case) -> None:
    for row in rows(case, "events"):
        assert row["Event Date"] in (None, row["Event From"])


# As other programs read them


@pytest.mark.parametrize("format", BY_TABLE)
@pytest.mark.parametrize("of", ["case", "hostile", "empty"])
def test_a_second_reader_finds_the_same_rows(
    request: pytest.FixtureRequest, tmp_path: Path, of: str, format: str
) -> None:
    opened = request.getfixturevalue(of)
    how = FORMATS[format]
    assert isinstance(how, ByTable)
    write_tables(how, choose(opened, Filters(), format), tmp_path)
    for name, table in TABLES.items():
        path = tmp_path / f"{name}.{format}"
        read = {
            "csv": f"select * from read_csv('{path}', header=true, all_varchar=true, quote='\"', escape='\"', delim=',')",
            "jsonl": f"select * from read_json_auto('{path}') where about is null",
            "parquet": f"select * from '{path}'",
        }[format]
        found = duckdb.sql(read)
        wanted = list(table.rows(choose(opened, Filters(), format)))
        assert len(found.fetchall()) == len(wanted)
        assert not wanted or set(table.names) <= set(found.columns)


def test_a_parquet_file_holds_names_and_kinds_and_what_it_is(case: Case) -> None:
    for name, table in TABLES.items():
        read = pyarrow.parquet.read_table(io.BytesIO(as_bytes(case, "parquet", name)))
        assert tuple(read.column_names) == table.names
        assert read.to_pylist() == rows(case, name)
        assert json.loads(read.schema.metadata[b"sayso"])["case"] == "stories.sayso"


def test_json_lines_say_first_what_they_are(case: Case) -> None:
    first, *rest = map(json.loads, as_bytes(case, "jsonl", "claims").splitlines())
    assert first["table"] == "claims"
    assert set(first["about"]) == {"export", "made", "sayso", "case", "query"}
    assert rest == rows(case, "claims")


def test_a_csv_cell_is_never_a_formula_nor_holds_a_control_character(hostile: Case) -> None:
    cells = [cell for table in TABLES for row in read_csv(hostile, table) for cell in row.values()]
    assert any(cell.startswith("'=") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert not any(ord(c) < 32 and c not in "\n\t\r" for cell in cells for c in cell)


def test_a_name_with_commas_quotation_marks_and_newlines_stays_one_cell(hostile: Case) -> None:
    (row, *_) = read_csv(hostile, "claims")
    assert row["outlet"] == '\'=The "Herald", & <Sons>'
    assert row["location"] == "'=a,b\n<c>.txt"


def test_beside_a_csv_file_stands_what_it_is(case: Case, tmp_path: Path) -> None:
    how = FORMATS["csv"]
    assert isinstance(how, ByTable)
    write_tables(how, choose(case, Filters(about="Orlo"), "csv"), tmp_path)
    for name, table in TABLES.items():
        told = json.loads((tmp_path / f"{name}.csv-metadata.json").read_text(encoding="utf-8"))
        assert told["url"] == f"{name}.csv"
        assert told["notes"][0]["query"] == {"about": "Orlo"}
        assert [column["titles"] for column in told["tableSchema"]["columns"]] == list(table.names)
