"""Restoring: a case that was written out, filed and decided again; decisions from another copy of a case likewise.

All of a file is taken in or nothing. What is there already is passed over, so that two cases can be put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from sayso.deciding import lift_again, take_in
from sayso.errors import SettingsError
from sayso.settle import file, settle
from sayso.store import Case
from sayso.terms import ARCHIVE, Decision, FiledReading, Line

ONLY = "sayso import takes what sayso export case and sayso decisions --format jsonl write"
OTHERS = {
    "table": "a table for other programs",
    "document": "a reading of sayso read, without the vectors that a case needs; add the report itself",
    "schema": "FollowTheMoney entities; sayso names takes names from them",
    "claim": "a list of claims",
}


@dataclass(slots=True)
class Restored:
    """What a file held, and how much of it was new: reports, known names, failures and decisions."""

    given: str = "decisions"
    held: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, *, new: int) -> None:
        """One more of a kind."""
        self.held[what] = self.held.get(what, 0) + 1
        self.new[what] = self.new.get(what, 0) + new

    def told(self) -> str:
        """In one line: what it was given, and what came of it."""
        parts = [f"{count} {what} ({self.new[what]} new)" for what, count in self.held.items()]
        return f"{self.given}: {', '.join(parts) or 'nothing in it'}"


def restore(case: Case, lines: Iterable[bytes]) -> Restored:
    """Take in what `sayso export case` or `sayso decisions --format jsonl` wrote.

    Raises:
        SettingsError: if a line is neither, naming it; nothing is then taken in.
    """
    restored = Restored()
    decisions: list[Decision] = []
    with case.writing():
        for number, line in enumerate(lines, start=1):
            if line.strip():
                _take(case, _read(line, number), restored, decisions)
        before = {decision.id for decision in case.decisions()}
        for decision in decisions:
            restored.count("decisions", new=decision.id not in before)
        if not take_in(case, decisions):
            settle(case)
    return restored


def _take(case: Case, line: Line | Decision, restored: Restored, decisions: list[Decision]) -> None:
    """Put away what one line holds; decisions wait until all they can speak of is there."""
    match line:
        case Decision():
            decisions.append(line)
        case Line(decision=Decision() as decision):
            decisions.append(decision)
        case Line(archive=int(), about=about):
            restored.given = _called(about or {})
        case Line(known=known) if known:
            restored.count("known names", new=known.id not in case.namesakes([known.id], context=False))
            case.put_known([(known.id, known.listed, known.name, known.type.value)])
        case Line(report=FiledReading() as filed):
            restored.count("reports", new=_file(case, filed))
        case Line(failure=failed) if failed:
            restored.count("failures", new=True)
            case.fail(failed.failure, failed.at)


def _file(case: Case, filed: FiledReading) -> bool:
    """File a report unless it is there; whether it was not."""
    report = filed.reading.document.id
    if case.holds(report):
        return False
    file(case, filed.reading, filed.source)
    case.filed_at(report, filed.added)
    if case.decided_about(report):
        lift_again(case, report)
    return True


def _called(about: Mapping[str, Any]) -> str:
    return f"the case {about.get('case')}, written out {about.get('made')} by sayso {about.get('sayso')}"


def _read(line: bytes, number: int) -> Line | Decision:
    """A line as one of the two kinds that can be taken in."""
    try:
        given = msgspec.json.decode(line)
        if not isinstance(given, dict):
            raise SettingsError(f"line {number} holds no object; {ONLY}")
        _refuse_others(given, number)
        if set(given) <= set(Line.__struct_fields__):
            return msgspec.json.decode(line, type=Line)
        return msgspec.json.decode(line, type=Decision)
    except msgspec.DecodeError as error:
        raise SettingsError(f"line {number} cannot be read ({error}); nothing was taken in; {ONLY}") from error


def _refuse_others(given: Mapping[str, Any], number: int) -> None:
    """Say what was given, where it is something else of sayso's."""
    for key, what in OTHERS.items():
        if key in given:
            raise SettingsError(f"line {number} is of {what}; {ONLY}")
    if given.get("archive", 0) > ARCHIVE:
        raise SettingsError(
            f"this was written by a newer sayso (form {given['archive']}); install that one to take it in"
        )
