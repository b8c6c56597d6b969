"""Progress on stderr: counts, rate and time left, where somebody is watching."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

FEW = 4
"""Fewer reports than this are done before a bar is read."""


class _Rate(ProgressColumn):
    """Reports a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class Progress:
    """A bar for each stage; nothing at all where stderr is not a terminal."""

    def __init__(self, *stages: str) -> None:
        columns = (
            TextColumn("{task.description:9}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
        )
        self._bars = Bars(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._tasks = {stage: self._bars.add_task(stage, visible=False) for stage in stages}

    def __enter__(self) -> Progress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def expect(self, reports: int | None) -> None:
        """So many reports are on their way through every stage that has not begun; None while nobody can tell."""
        for task in self._tasks.values():
            if not self._bars.tasks[task].completed:
                self._bars.update(task, total=reports, visible=reports is None or reports >= FEW)

    def done(self, stage: str, reports: int) -> None:
        """So many more went through a stage."""
        self._bars.advance(self._tasks[stage], reports)
