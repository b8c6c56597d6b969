"""Holds an export against the real followthemoney package: run by an interpreter that has it, on a file.

    python tests/show/followthemoney_check.py EXPORT.jsonl

Every schema and property must exist, every required one be filled, every value be clean and valid as it is, every
reference lead to an entity of a fitting schema; and the package must log nothing.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterator

from followthemoney import model
from followthemoney.entity import ValueEntity


class Heard(logging.Handler):
    """Keeps all that is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def complaints(lines: list[dict]) -> Iterator[str]:
    schemas = {line["id"]: model.get(line["schema"]) for line in lines}
    if len(schemas) != len(lines):
        yield "an id stands twice"
    for line in lines:
        schema, told = schemas[line["id"]], f"{line['schema']} {line['id']}"
        if schema is None:
            yield f"{told}: unknown schema"
            continue
        unknown = set(line["properties"]) - set(schema.properties)
        missing = {name for name in schema.required if not line["properties"].get(name)}
        if unknown or missing:
            yield f"{told}: unknown {unknown or 'nothing'}, missing {missing or 'nothing'}"
        schema.validate(line)
        entity = ValueEntity.from_dict(json.loads(json.dumps(line)), cleaned=False)
        kept = {prop.name: sorted(entity.get(prop)) for prop in entity.iterprops()}
        given = {name: sorted(values) for name, values in line["properties"].items()}
        yield from (
            f"{told}: {name} was {given[name]!r}, is {kept.get(name)!r}"
            for name in given
            if kept.get(name) != given[name]
        )
        if entity.to_dict().get("sayso") != line["sayso"]:
            yield f"{told}: what is carried under sayso was lost"
        for prop in entity.iterprops():
            for value in entity.get(prop) if prop.type.name == "entity" else ():
                if value not in schemas:
                    yield f"{told}: {prop.name} leads to {value}, which is not there"
                elif prop.range is not None and not schemas[value].is_a(prop.range):
                    yield f"{told}: {prop.name} leads to a {schemas[value].name}, not to a {prop.range.name}"


def main(path: str) -> int:
    warnings.simplefilter("error")
    heard = Heard()
    logging.getLogger().addHandler(heard)
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    found = [*complaints(lines), *heard.said]
    for complaint in found[:20]:
        print(complaint, file=sys.stderr)
    print(f"{len(lines)} entities, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
