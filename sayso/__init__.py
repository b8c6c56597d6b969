"""sayso: who said what about whom in news reports, how firmly, in which words.

ingest    a file or a page             -> Document
read      a Document                   -> Reading          sentences, mentions, entities, attributions, claims
show      a Reading                    -> terminal, file
train     marked text and corpora      -> the small model that reads

    >>> import sayso
    >>> reading = sayso.read_text('The dam is safe, Ms Ito said.')
    >>> reading.attributions[0].stance
    <Stance.ASSERTS: 'asserts'>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.errors import IngestError, SaysoError
    from sayso.pipeline import read_file, read_reports, read_text
    from sayso.terms import Attribution, Claim, Document, Entity, Failure, Mention, Reading, Span, Stance, Voice

__version__ = "0.1.0"

_HOME = {
    "read_file": "pipeline",
    "read_reports": "pipeline",
    "read_text": "pipeline",
    "IngestError": "errors",
    "SaysoError": "errors",
}
__all__ = [
    "Attribution", "Claim", "Document", "Entity", "Failure", "IngestError", "Mention", "Reading", "SaysoError", "Span",
    "Stance", "Voice", "read_file", "read_reports", "read_text",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for, so that importing sayso costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"sayso.{_HOME.get(name, 'terms')}"), name)
