"""Stage 1: from a file to received pages. One module a form of input; `forms` is the registry.

Rule: pure: readers see a stream and what to read of it (`Order`), never a path.
"""

from ingest.readers.dispatch import form_of, kind_of, read
from ingest.readers.forms import FORMS, forms
from ingest.readers.reading import Form, Head, Met, Order

__all__ = ["FORMS", "Form", "Head", "Met", "Order", "form_of", "forms", "kind_of", "read"]
