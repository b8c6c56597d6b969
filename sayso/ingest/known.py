"""Lists of names a user knows: a CSV table with aliases, or FollowTheMoney entities as JSON lines."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sayso.errors import SettingsError
from sayso.terms import EntityType

KINDS = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANIZATION,
    "organisation": EntityType.ORGANIZATION,
    "company": EntityType.ORGANIZATION,
    "legalentity": EntityType.ORGANIZATION,
    "publicbody": EntityType.ORGANIZATION,
    "group": EntityType.GROUP,
    "state": EntityType.STATE,
    "country": EntityType.STATE,
    "place": EntityType.PLACE,
    "address": EntityType.PLACE,
}


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of a user's list: its id there, its name, and the other names it goes by."""

    id: str
    name: str
    aliases: tuple[str, ...]
    type: EntityType


def read_known(path: Path) -> list[Known]:
    """The entries of a list.

    Raises:
        SettingsError: if it cannot be read, or is neither a table with a column `name` nor FollowTheMoney entities.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as UTF-8 text ({error})") from error
    found = list(_of_entities(path, text) if text.lstrip().startswith("{") else _of_table(path, text))
    if not found:
        raise SettingsError(
            f"{path} has no entries; give a CSV with columns name and aliases, or FollowTheMoney JSON lines"
        )
    return found


def _of_table(path: Path, text: str) -> Iterator[Known]:
    rows = csv.DictReader(text.splitlines())
    columns = {(column or "").strip().lower(): column for column in rows.fieldnames or ()}
    if "name" not in columns:
        raise SettingsError(f"{path} has no column name; its columns are {', '.join(rows.fieldnames or ()) or 'none'}")
    for row in rows:
        given = {key: (row.get(column) or "").strip() for key, column in columns.items()}
        if given["name"]:
            aliases = tuple(alias.strip() for alias in given.get("aliases", "").split(";") if alias.strip())
            yield Known(
                given.get("id") or _id(given["name"]),
                given["name"],
                aliases,
                _kind(given.get("type") or given.get("schema")),
            )


def _of_entities(path: Path, text: str) -> Iterator[Known]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entity: dict[str, Any] = msgspec.json.decode(line)
            properties: dict[str, list[str]] = entity.get("properties", {})
        except (msgspec.DecodeError, AttributeError) as error:
            raise SettingsError(f"{path}, line {number}: not a FollowTheMoney entity ({error})") from error
        names = [*properties.get("name", ()), *properties.get("alias", ()), *properties.get("weakAlias", ())]
        if names:
            yield Known(str(entity.get("id") or _id(names[0])), names[0], tuple(names[1:]), _kind(entity.get("schema")))


def _kind(given: str | None) -> EntityType:
    return KINDS.get((given or "person").lower(), EntityType.ORGANIZATION)


def _id(name: str) -> str:
    return "k" + hashlib.blake2b(name.encode(), digest_size=6).hexdigest()
