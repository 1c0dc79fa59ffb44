"""Read a PDF: one page of the archive, whatever number of leaves it has. Its text is taken out of it in stage 3.

Rule: pure; the bytes are handed on as they are.
"""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.readers.pages.page import read_page
from ingest.readers.reading import Head, Met, Order

_MARK = b"%PDF-"
_SEARCHED = 1024
"""Bytes in which the mark may stand (ISO 32000-1, annex H.3.4.1), behind what some servers put before it."""


def is_pdf(head: Head) -> bool:
    """Say whether an input is a PDF."""
    begin = head.payload[:_SEARCHED]
    return begin.startswith(_MARK) or begin.lstrip(b"\0 \t\r\n\xef\xbb\xbf").startswith(_MARK)


def read_pdf(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the PDF as one page."""
    return read_page(stream, order, "pdf")
