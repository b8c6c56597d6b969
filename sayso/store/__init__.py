"""The store: a case in one file, or in a database that several people share.

Readings go in, what was resolved and weighed goes in beside them, and every list of a case comes out. A report is filed
in one transaction, so that a killed run loses none; what follows from the reports can always be worked out again.
"""

from __future__ import annotations

from pathlib import Path

from sayso.store import sqlite
from sayso.store.case import Case
from sayso.terms import Address

__all__ = ["Case", "open_case"]


def open_case(where: Address | Path | str, *, create: bool = False) -> Case:
    """The case at an address, brought up to this version's tables; with `create`, a new one where there is none.

    Raises:
        StoreError: if there is none, or it is not a case, from a newer sayso, or may not be opened.
    """
    address = Address.of(where)
    if not address.on_server:
        return sqlite.open_case(address.file, create=create)
    from sayso.store import postgres

    return postgres.open_case(address, create=create)
