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
    root, name = root_of(opened.head), opened.location.lower()
    if root == nitf.ROOT or name.endswith(".nitf"):
        yield from nitf.sources(opened, choices)
    elif root in newsml.ROOTS or name.endswith(".newsml"):
        yield from newsml.sources(opened, choices)
    else:
        yield from ninjs.sources(opened, choices)
