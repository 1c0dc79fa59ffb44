"""Stage 1: from a file to received pages. One module a form of input; `forms` is the registry.

Rule: pure: readers see a stream and what to read of it (`Order`), never a path.
"""

from ingest.readers.dispatch import form_of, kind_of, read
from ingest.readers.forms import FORMS, forms
from ingest.readers.reading import Form, Head, Mark, Met, Order, Piece, rejected
from ingest.readers.records.met import met_of_page

__all__ = [
    "FORMS",
    "Form",
    "Head",
    "Mark",
    "Met",
    "Order",
    "Piece",
    "form_of",
    "forms",
    "kind_of",
    "met_of_page",
    "read",
    "rejected",
]
