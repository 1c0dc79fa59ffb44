"""Look whether an input begins with a header, as mails and MHTML files do.

Rule: pure; what is no header costs one line.
"""

import re

from ingest.readers.mime.tree import Headers, read_headers
from schemas.errors import StreamError

_FIRST_FIELD = re.compile(rb"[!-9;-~]{1,80}[ \t]*:[ \t\r\n]")


def header_of(head: bytes) -> Headers | None:
    """Return the header with which an input begins, as far as it is seen; None where it begins otherwise."""
    if not _FIRST_FIELD.match(head):
        return None
    try:
        return read_headers(head, 0, len(head))[0]
    except StreamError:
        return None
