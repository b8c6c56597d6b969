"""Where a case is kept: a file, or a database of a PostgreSQL server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

SCHEMES = ("postgresql://", "postgres://")
USER_S = re.compile(r"(?<=://)([^:@/]*):.*@")
OPTION_S = re.compile(r"(?<=[?&])(?:ssl)?password=[^&]*&?")


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """What a person gives to say which case is meant. Printed, it never shows a password."""

    given: str

    @classmethod
    def of(cls, where: Address | Path | str) -> Address:
        """The address that a path or some words are."""
        return where if isinstance(where, Address) else cls(str(where))

    @property
    def on_server(self) -> bool:
        """Whether it is a database of a server."""
        return self.given.startswith(SCHEMES)

    @property
    def file(self) -> Path:
        """The file, where it is one."""
        return Path(self.given)

    @property
    def database(self) -> str:
        """What the database is called."""
        return unquote(urlsplit(str(self)).path.strip("/"))

    @property
    def name(self) -> str:
        """What to call the case: its file or database."""
        return self.database if self.on_server else self.file.name

    def __str__(self) -> str:
        if not self.on_server:
            return self.given
        return OPTION_S.sub("", USER_S.sub(r"\1@", self.given)).rstrip("?&")

    __repr__ = __str__
