"""What the JSON API answers, told to programs: OpenAPI with the shape of every answer, made from the types of the rows."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sayso.show.shapes import (
    Batches,
    ClaimRow,
    DecisionRow,
    DoubtRow,
    EntityRow,
    FailureRow,
    FigureRow,
    MatterRow,
    Part,
    ReplyRow,
    ReportRow,
    ReprintRow,
    Rows,
    SentenceRow,
    SilentRow,
    TimedRow,
    Trouble,
    WholeClaim,
    WholeEntity,
    WholeMatter,
    WholeReport,
)
from sayso.show.web.pages.network import Neighbourhood
from sayso.store.edges import Tie

Spec = dict[str, Any]
ADDRESS = "/api/openapi.json"
SHAPES: dict[str, Any] = {
    "reports": Part[ReportRow],
    "claims": Part[ClaimRow],
    "matters": Part[MatterRow],
    "entities": Part[EntityRow],
    "reprints": Part[ReprintRow],
    "replies": Part[ReplyRow],
    "silent": Part[SilentRow],
    "unanswered": Part[SilentRow],
    "failures": Part[FailureRow],
    "decisions": Part[DecisionRow],
    "search": Part[SentenceRow],
    "review": Part[DoubtRow],
    "adding": Batches,
    "network": Part[Tie],
    "network_graph": Neighbourhood,
    "network_edge": Part[ClaimRow],
    "timeline": Part[TimedRow],
    "figures": Rows[FigureRow],
    "report": WholeReport,
    "claim": WholeClaim,
    "matter": WholeMatter,
    "entity": WholeEntity,
}
"""What each operation answers. A further JSON endpoint is one line here."""
MEDIA = {".csv": "text/csv", ".gexf": "application/gexf+xml"}
TROUBLES = {
    "202": "Taken; how far it is stands at /add.json.",
    "403": "The change did not come from a page of ours, or lacks its token.",
    "404": "Nothing of the case has this id.",
    "409": "The change was not taken; the words say why.",
    "413": "That is more than is taken at once.",
    "428": "Say with `by` who decides: it is written beside the decision.",
    "422": "The question makes no sense; the words say what to change.",
}
TAKEN = {"add": ("202",), "decide": ("428",), "decide_many": ("428",)}
"""What else a change may be answered."""
WORDS = (
    "Everything the pages show, as JSON: the objects that the command line prints. Every list takes the filters of its "
    "page; `rows` and `page` choose a part, `next` leads to the following one, and `.csv` instead of `.json` gives all "
    "of it. Offsets are code points into the report's text. With `--token` send `Authorization: Bearer WORD`. A change "
    "needs the header `X-CSRF-Token`, whose value every page carries in its `<meta name=csrf>`."
)


def described(app: FastAPI) -> Spec:
    """The OpenAPI object of the app, complete with shapes; made once."""
    if app.openapi_schema is None:
        spec = get_openapi(title=app.title, version=app.version, description=WORDS, routes=app.routes)
        (components, shapes) = _schemas()
        spec.setdefault("components", {}).setdefault("schemas", {}).update(components)
        for unused in ("HTTPValidationError", "ValidationError"):
            spec["components"]["schemas"].pop(unused, None)
        for path, operations in spec["paths"].items():
            for method, operation in operations.items():
                _describe(path, method, operation, shapes)
        app.openapi_schema = spec
    return app.openapi_schema


def _schemas() -> tuple[Spec, dict[str, Spec]]:
    """The schemas of all shapes, and for each operation that of its answer."""
    kinds = list(SHAPES.values())
    found, components = msgspec.json.schema_components([*kinds, Trouble], ref_template="#/components/schemas/{name}")
    return components, dict(zip(SHAPES, found, strict=False))


def _describe(path: str, method: str, operation: Spec, shapes: dict[str, Spec]) -> None:
    """Say of one operation what it answers, and what can go wrong."""
    answers: Spec = operation["responses"]
    if method == "get":
        answers["200"]["content"] = _content(path, operation, shapes)
    elif operation["operationId"] not in shapes:
        answers["303"] = {"description": "Done; leads to what was changed."}
        for status in TAKEN.get(operation["operationId"], ()):
            answers[status] = {"description": TROUBLES[status], "content": {"application/json": {"schema": {}}}}
    may_fail = ["422", *(["404"] if _may_be_missing(path, operation) else [])]
    if method != "get":
        may_fail += ["403", "404", "409", "413"]
    for status in may_fail:
        trouble = {"schema": {"$ref": "#/components/schemas/Trouble"}}
        answers[status] = {"description": TROUBLES[status], "content": {"application/json": trouble}}


def _may_be_missing(path: str, operation: Spec) -> bool:
    asked = {parameter["name"] for parameter in operation.get("parameters", ())}
    return "{" in path or not asked.isdisjoint({"entity", "matter", "source"})


def _content(path: str, operation: Spec, shapes: dict[str, Spec]) -> Spec:
    """The format of an answer, and its shape where it is JSON."""
    for ending, media in MEDIA.items():
        if path.endswith(ending):
            return {media: {"schema": {"type": "string"}}}
    return {"application/json": {"schema": shapes.get(operation["operationId"], {})}}
