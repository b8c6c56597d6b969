"""Stories off the wire: NITF, NewsML-G2 and ninjs, each with its number of versions, its kills and corrections.

There is no kept library for any of them; what stands here are the mappings of their fields to those of a document.
"""

from __future__ import annotations

from sayso.ingest.newswire import newsml, ninjs, nitf
from sayso.ingest.source import Choices, Opened, Sources
from sayso.ingest.xml import root_of

SUFFIXES = (".nitf", ".newsml", ".ninjs", ".xml", ".json")


def recognises(head: bytes) -> bool:
    """Whether a file begins like a story off the wire."""
    return root_of(head) in {nitf.ROOT, *newsml.ROOTS} or ninjs.recognises(head)


def sources(opened: Opened, choices: Choices) -> Sources:
    """The stories of a file.

    Raises:
        IngestError: if it is damaged or holds none.
    """
    root = root_of(opened.head)
    format = nitf if root == nitf.ROOT else newsml if root in newsml.ROOTS else ninjs
    yield from format.sources(opened, choices)
