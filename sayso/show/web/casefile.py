"""The one case a web app shows: many may look at once, one changes at a time.

Whoever looks shares one open case, which gives each thread a connection of its own. Whoever changes something opens the
case anew, since a case that is being written shows the writer's unfinished work to all who ask it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from sayso.store import Case, open_case
from sayso.terms import Address


class CaseFile:
    """A case, opened for looking when somebody first looks."""

    def __init__(self, where: Address | Path) -> None:
        self.address = Address.of(where)
        self._looked_at: Case | None = None
        self._opening = threading.Lock()
        self._changing = threading.Lock()

    @property
    def reach(self) -> str:
        """What it takes to show it, said of the program."""
        only = "connects to nothing but the server of the case"
        return only if self.address.on_server else "makes no outward connection"

    def looking(self) -> Case:
        """The case, to be asked only."""
        with self._opening:
            if self._looked_at is None:
                self._looked_at = open_case(self.address, create=True)
            return self._looked_at

    @contextmanager
    def changing(self) -> Iterator[Case]:
        """The case, to be changed; others wait, those who look do not."""
        with self._changing:
            case = open_case(self.address, create=True)
            try:
                yield case
            finally:
                case.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        with self._opening:
            if self._looked_at is not None:
                self._looked_at.close()
                self._looked_at = None


def _file_of(request: Request) -> CaseFile:
    found: CaseFile = request.app.state.case
    return found


def _looked_at(request: Request) -> Case:
    return _file_of(request).looking()


Looking = Annotated[Case, Depends(_looked_at)]
"""What a page that only shows something asks for."""
Changing = Annotated[CaseFile, Depends(_file_of)]
"""What an action asks for: `with file.changing() as case: decide(case, ...)`."""
