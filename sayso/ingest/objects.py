"""JSON as it may come from anybody."""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.errors import IngestError

BAD_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What the library raises at JSON that is cut off, mistyped, not in UTF-8 or nested without end."""


def decode_json(data: bytes, location: str, type: Any = Any) -> Any:
    """What some JSON holds; a byte-order mark before it does no harm.

    Raises:
        IngestError: if it is damaged, or not what was asked for.
    """
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf").strip(), type=type)
    except BAD_JSON as error:
        raise IngestError(location, "extract", f"it is no whole JSON ({error})", "get the file again") from error


def objects_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none where there should be a list and is something else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
