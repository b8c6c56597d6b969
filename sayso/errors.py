"""Everything that can go wrong, by what the reader of the message can do about it.

SaysoError
  IngestError      a report cannot be turned into a Document        mend or leave out the report
  ReaderError      the reading model is missing or damaged          reinstall sayso
  SettingsError    an option or a settings file makes no sense      correct it
  StoreError       the case file cannot be opened, read or written  the message says what to do
  EngineError      the engine of a batch is missing or stopped       install it, or run the same command again
  CorpusError      marked text that breaks the guide                correct the line it names
"""

from __future__ import annotations


class SaysoError(Exception):
    """The base of all of sayso's own errors."""


class IngestError(SaysoError):
    """A report cannot be turned into a document.

    `stage` names the step that failed, `reason` what was found, `remedy` what to do about it.
    """

    def __init__(self, location: str, stage: str, reason: str, remedy: str) -> None:
        super().__init__(f"{location}: {reason}; {remedy}")
        self.location = location
        self.stage = stage
        self.reason = reason
        self.remedy = remedy


class ReaderError(SaysoError):
    """The reading model is missing or damaged."""


class SettingsError(SaysoError):
    """An option or a settings file makes no sense."""


class StoreError(SaysoError):
    """A case file cannot be opened, read or written; nothing in it was changed."""


class CorpusError(SaysoError):
    """Marked text breaks the guide; the message names the line."""


class EngineError(SaysoError):
    """The engine of a batch is missing, or stopped before all was done; what is finished stays."""
