"""How programs ask the case: every address with what it takes and gives, made from the app's own OpenAPI object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.show.web.answers import page
from sayso.show.web.casefile import Looking
from sayso.show.web.page import Page
from sayso.store import Case, lists
from sayso.store.edges import most_connected
from sayso.store.filters import UNNARROWED, Window

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "API", "/api")
Spec = dict[str, Any]
EXAMPLES: dict[str, str] = {
    "claims": "stance=denies&rows=5",
    "matters": "about={name}&rows=5",
    "entities": "about={name}",
    "search": "q=army",
    "network": "entity={entity}&at_least=2",
    "network_csv": "entity={entity}",
    "network_gexf": "entity={entity}",
    "network_graph": "entity={entity}&steps=1",
    "network_edge": "source={entity}&target={entity}&kind=speaks",
    "timeline": "entity={entity}&since=2026",
    "timeline_csv": "entity={entity}",
    "figures": "matter={matter}",
    "figures_csv": "matter={matter}",
}
"""What each operation may be asked, beside its bare address."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an answer, how deep it lies, its type and what is said of it."""

    name: str
    depth: int
    type: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked or done."""

    id: str
    method: str
    path: str
    told: str
    takes: tuple[tuple[str, str, bool, str], ...]
    gives: tuple[Field, ...]
    example: str


@router.get("/api", response_class=HTMLResponse)
def show(request: Request, case: Looking) -> HTMLResponse:
    """All of it on one page, by what it is about."""
    spec = request.app.openapi()
    known = _known(case)
    groups: dict[str, list[Operation]] = {}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(_operation(spec, path, method, operation, known))
    return page(
        request,
        "api.html",
        groups=groups,
        told=spec["info"]["description"],
        base=str(request.base_url).rstrip("/"),
    )


def _known(case: Case) -> dict[str, str]:
    """Ids of this case to make examples of."""
    started = next(iter(most_connected(case, 1)), None)
    one = Window(1)
    matter = next(lists.list_matters(case, UNNARROWED, one, points=False), None)
    claim = next(lists.list_claims(case, UNNARROWED, one), None)
    return {
        "entity": started["id"] if started else "ID",
        "name": started["name"].split()[-1] if started else "NAME",
        "matter": matter["id"] if matter else "ID",
        "claim": claim["claim"] if claim else "ID",
        "report": claim["claim"].partition(".")[0] if claim else "ID",
    }


def _operation(spec: Spec, path: str, method: str, operation: Spec, known: dict[str, str]) -> Operation:
    query = EXAMPLES.get(operation["operationId"], "").format(**known)
    address = path
    for name, value in known.items():
        address = address.replace("{" + name + "}", value)
    taken = [_taken(spec, parameter) for parameter in operation.get("parameters", ())] + list(_form(spec, operation))
    answer = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        told=operation.get("description") or operation.get("summary", ""),
        takes=tuple(taken),
        gives=tuple(_fields(spec, answer.get("schema", {}))),
        example=address + (f"?{query}" if query else ""),
    )


def _taken(spec: Spec, parameter: Spec) -> tuple[str, str, bool, str]:
    """A parameter: its name, its values in words, whether it must be given, what is said of it."""
    told = parameter.get("description") or parameter["schema"].get("description") or ""
    return parameter["name"], _kind(spec, parameter["schema"]), bool(parameter.get("required")), told


def _kind(spec: Spec, schema: Spec) -> str:
    """What a parameter may be: its values where they are few; that it may be left out goes without saying."""
    given = [one for one in schema.get("anyOf", (schema,)) if one.get("type") != "null"]
    inner = _resolved(spec, _inside(given[0]))
    several = given[0].get("type") == "array"
    if "enum" in inner:
        return ("any of " if several else "one of ") + ", ".join(inner["enum"])
    return ("any number of " if several else "") + _type(inner)


def _form(spec: Spec, operation: Spec) -> Iterator[tuple[str, str, bool, str]]:
    """The fields of a form that an operation takes."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = _resolved(spec, content["schema"])
        for name, field in schema.get("properties", {}).items():
            yield name, _kind(spec, field), name in schema.get("required", ()), field.get("description", "")


def _resolved(spec: Spec, schema: Spec) -> Spec:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Spec = spec["components"]["schemas"][name] if name else schema
    return found


def _fields(spec: Spec, schema: Spec, depth: int = 0) -> Iterator[Field]:
    """The fields of an answer, those inside others after them; three levels are enough to see the shape."""
    inner = _resolved(spec, _inside(schema))
    for name, field in inner.get("properties", {}).items():
        yield Field(name, depth, _type(field))
        if depth < 2:
            yield from _fields(spec, field, depth + 1)


def _inside(schema: Spec) -> Spec:
    """What a list holds, or what is there where something is."""
    if "anyOf" in schema:
        return next((one for one in schema["anyOf"] if one.get("type") != "null"), {})
    return _inside(schema["items"]) if isinstance(schema.get("items"), dict) else schema


def _type(schema: Spec) -> str:
    """A schema in a few words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        items = schema.get("items")
        return f"list of {_type(items)}" if isinstance(items, dict) and items else "list"
    kinds = {"string": "text", "integer": "number", "boolean": "yes or no", "null": "null", "object": "object"}
    kind = schema.get("type", "anything")
    return kinds.get(kind, str(kind))
