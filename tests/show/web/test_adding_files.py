"""Adding in the browser, and taking out again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.show.web import create_app
from sayso.show.web.adding import WAITING, Adding
from sayso.store import lists, open_case
from sayso.terms import Address
from tests.show.web.conftest import HERE, token_of

REPORT = b"MUDRAK - Ana Roth, the minister, said on Monday that the Orlo dam had cracked. Piers Hollam denied it.\n"


@pytest.fixture
def empty(tmp_path: Path) -> TestClient:
    return TestClient(create_app(tmp_path / "new.sayso"), base_url=HERE, headers={"accept": "text/html"})


def add(client: TestClient, *files: tuple[str, bytes]) -> int:
    given = [("files", (name, io.BytesIO(content))) for name, content in files]
    answer = client.post("/add", data={"csrf": token_of(client)}, files=given, follow_redirects=False)
    client.app.state.adding.wait()  # type: ignore[attr-defined]
    return answer.status_code


def test_files_are_read_in_the_background_and_told_with_counts(empty: TestClient) -> None:
    assert add(empty, ("one.txt", REPORT), ("same.txt", REPORT), ("empty.txt", b"")) == 303
    (batch,) = empty.get("/add.json").json()["batches"]
    assert (batch["state"], batch["read"], batch["new"], batch["known"]) == ("done", 3, 1, 1)
    assert batch["failures"][0]["remedy"]
    assert "not read" in empty.get("/add").text
    assert empty.get("/reports.json").json()["total"] == 1


@pytest.mark.parametrize(
    "name",
    ["../../up.txt", "..\\..\\up.txt", "/etc/up.txt", ".waiting", "...", "<img src=x onerror=alert(1)>.txt", "ä" * 300],
)
def test_no_name_of_a_file_leaves_the_folder_or_is_taken_for_a_page(
    empty: TestClient, tmp_path: Path, name: str
) -> None:
    add(empty, (name, REPORT))
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and "new.sayso" not in file.name]
    assert len(kept) == 1
    assert (tmp_path / "new.sayso.files") in kept[0].parents
    assert empty.get("/reports.json").json()["total"] == 1
    assert "<img" not in empty.get("/reports").text
    assert "<img" not in empty.get("/add").text


def test_files_without_the_token_are_not_taken(empty: TestClient, tmp_path: Path) -> None:
    answer = empty.post("/add", data={"csrf": "guessed"}, files=[("files", ("a.txt", io.BytesIO(REPORT)))])
    assert answer.status_code == 403
    assert not (tmp_path / "new.sayso.files").exists()


def test_a_file_that_is_too_large_is_said_so(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.show.web.pages.add.MOST_BYTES", 10)
    assert add(empty, ("a.txt", REPORT)) == 413


def test_no_file_at_all_is_said_so(empty: TestClient) -> None:
    assert empty.post("/add", data={"csrf": token_of(empty)}, files=[("files", ("", b""))]).status_code == 422


def test_what_was_not_read_when_the_server_ended_is_read_when_it_starts_again(tmp_path: Path) -> None:
    waiting = tmp_path / "my.sayso.files" / "20260101-000000-abcdef"
    waiting.mkdir(parents=True)
    (waiting / "one.txt").write_bytes(REPORT)
    (waiting / WAITING).touch()
    adding = Adding(Address.of(tmp_path / "my.sayso"))
    adding.resume()
    adding.wait()
    assert [row["location"] for row in lists.list_reports(open_case(tmp_path / "my.sayso"))]
    assert not (waiting / WAITING).exists()


def test_a_page_without_a_script_looks_again_while_files_are_read(empty: TestClient) -> None:
    empty.app.state.adding._enqueue = lambda folder: None  # type: ignore[attr-defined]
    empty.app.state.adding.take([("one.txt", io.BytesIO(REPORT))])  # type: ignore[attr-defined]
    del empty.app.state.adding._enqueue  # type: ignore[attr-defined]
    assert "http-equiv" not in empty.get("/add").text
    empty.app.state.adding.resume()  # type: ignore[attr-defined]
    page = empty.get("/add").text
    assert "http-equiv" in page or "done" in page
    empty.app.state.adding.wait()  # type: ignore[attr-defined]


def test_a_report_is_taken_out_only_after_asking_and_its_kept_file_with_it(empty: TestClient, tmp_path: Path) -> None:
    add(empty, ("one.txt", REPORT))
    (row,) = empty.get("/reports.json").json()["rows"]
    assert "for good?" in empty.get(f"/reports/{row['id']}/remove").text
    assert empty.get("/reports.json").json()["total"] == 1
    answer = empty.post(f"/reports/{row['id']}/remove", data={"csrf": token_of(empty)})
    assert answer.url.path == "/reports"
    assert empty.get("/reports.json").json()["total"] == 0
    assert not list((tmp_path / "new.sayso.files").rglob("*.txt"))
    assert empty.get(f"/reports/{row['id']}/remove").status_code == 404
