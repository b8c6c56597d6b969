"""The store: a case in one file.

Readings go in, what was resolved and weighed goes in beside them, and every list of a case comes out. A report is filed
in one transaction, so that a killed run loses none; what follows from the reports can always be worked out again.
"""

from sayso.store.case import Case
from sayso.store.sqlite import open_case

__all__ = ["Case", "open_case"]
