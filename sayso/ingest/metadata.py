"""What a person knows better than the file: outlet, date and the like, for all reports or for each."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, fields
from pathlib import Path

from sayso.errors import SettingsError
from sayso.ingest.frame import parse_published


@dataclass(frozen=True, slots=True)
class Overrides:
    """Values that replace what the report says of itself; None leaves it."""

    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    url: str | None = None

    def over(self, other: Overrides) -> Overrides:
        """These values, and the other's where these are silent."""
        return Overrides(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Metadata:
    """Overrides for every report, and for single ones by path or file name."""

    every: Overrides = Overrides()
    single: dict[str, Overrides] = field(default_factory=dict)

    def of(self, location: str) -> Overrides:
        """What holds for a report: what is said of it alone comes first."""
        if not self.single:
            return self.every
        alone = self.single.get(location) or self.single.get(Path(location).name) or Overrides()
        return alone.over(self.every)


def check_published(value: str | None) -> str | None:
    """A date as given, if it is one.

    Raises:
        SettingsError: if it is none.
    """
    if value and parse_published(value) is None:
        raise SettingsError(f'"{value}" is no date; write 2024-03-05, 2024-03 or 2024-03-05T14:30+02:00')
    return value


def load_metadata(path: Path) -> dict[str, Overrides]:
    """A CSV table with a column `location` (path or file name) and any of outlet, published, title, byline, agency, url.

    Raises:
        SettingsError: if the table cannot be read, lacks the column or holds a date that is none.
    """
    known = [f.name for f in fields(Overrides)]
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path} cannot be read as a CSV table ({error})") from error
    if rows and "location" not in rows[0]:
        raise SettingsError(f'{path} has no column "location"; its columns are {", ".join(rows[0])}')
    table = {}
    for row in rows:
        values = {name: (row.get(name) or "").strip() or None for name in known}
        check_published(values["published"])
        table[(row["location"] or "").strip()] = Overrides(**values)
    return table
