"""The order of the house: who may import whom, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sayso"
GROUND = {"terms", "lexicon", "errors"}
STRANGERS = {"ingest", "read", "resolve", "weigh", "store"}
CONDUCTORS = {"pipeline", "settle", "deciding", "restoring"}
MAY_IMPORT = {
    "terms": set(),
    "lexicon": set(),
    "errors": set(),
    **dict.fromkeys(STRANGERS, GROUND),
    "settle": GROUND | STRANGERS,
    "deciding": GROUND | STRANGERS | {"settle"},
    "restoring": GROUND | STRANGERS | {"settle", "deciding"},
    "pipeline": GROUND | STRANGERS | {"settle", "deciding"},
    "train": GROUND | STRANGERS | {"pipeline"},
    "show": GROUND | {"pipeline", "deciding", "store"},
    "batch": GROUND | STRANGERS | {"settle", "pipeline"},
    "cli": GROUND | STRANGERS | CONDUCTORS | {"show", "batch"},
    "__init__": GROUND | {"pipeline"},
    "__main__": {"cli"},
}
ONE_PLACE = {
    "onnxruntime": {"read/reader.py", "train/calibrate.py", "train/export.py"},
    "trafilatura": {"ingest/pages.py"},
    "resiliparse": {"ingest/pages.py"},
    "fastwarc": {"ingest/archives.py"},
    "feedparser": {"ingest/feeds.py"},
    "pypdfium2": {"ingest/pdf.py"},
    "docx": {"ingest/office.py"},
    "torch": {"train/network.py", "train/fit.py", "train/export.py", "train/pairs.py"},
    "typer": {
        f"cli/{name}.py"
        for name in ("__init__", "ask", "build", "decide", "export", "options", "read", "scale", "serve")
    },
    "sqlalchemy": {
        f"store/{name}.py"
        for name in (
            "case",
            "clocks",
            "copying",
            "database",
            "edges",
            "facets",
            "filters",
            "lists",
            "migrations/__init__",
            "migrations/steps",
            "migrations/versions/0004_review",
            "migrations/versions/0005_types",
            "migrations/versions/0006_tallies",
            "overview",
            "portrait",
            "postgres",
            "review",
            "search",
            "sqlite",
            "tables",
            "tallies",
        )
    },
    "psycopg": {"store/postgres.py"},
    "uvicorn": {"show/web/server.py"},
    "alembic": {
        f"store/migrations/{name}.py"
        for name in (
            "__init__",
            "env",
            "steps",
            "versions/0001_case",
            "versions/0003_sources",
            "versions/0004_review",
            "versions/0005_types",
            "versions/0006_tallies",
        )
    },
    "rensa": {"resolve/sketches.py"},
    "daft": {"batch/engine.py"},
    "ray": {"batch/engine.py"},
    "pyarrow": {"batch/folder.py", "batch/storage.py", "ingest/tables.py", "show/export/parquet.py"},
    "mcp": {"show/mcp.py"},
    "networkx": {"show/graph.py", "show/picture.py"},
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    here = room(path)
    wanted = {name.split(".")[1] for name in imports(path) if name.startswith("sayso.")}
    assert wanted - {here} <= MAY_IMPORT[here] | ({"__init__"} if here == "cli" else set())


@pytest.mark.parametrize("library", ["fastapi", "starlette", "jinja2"])
def test_the_web_framework_stays_in_its_room(library: str) -> None:
    users = {p.relative_to(PACKAGE).parts[:2] for p in FILES if any(n.split(".")[0] == library for n in imports(p))}
    assert users <= {("show", "web")}


@pytest.mark.parametrize("library", ONE_PLACE)
def test_a_heavy_library_lives_in_one_place(library: str) -> None:
    users = {str(p.relative_to(PACKAGE)) for p in FILES if any(n.split(".")[0] == library for n in imports(p))}
    assert users <= ONE_PLACE[library]
