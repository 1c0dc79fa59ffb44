"""Read a file that is one page: HTML or plain text.

Rule: pure; the bytes are handed on as they are, decoding is stage 2.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.normalise.address import content_hash
from ingest.readers.pages.provenance import read_provenance
from ingest.readers.reading import Met, Order, rejected, size_words
from schemas.page import PageFormat, RawPage
from schemas.report import Reason

_USUAL_BYTES = 1 << 19
"""More than nearly all pages have."""


def read_html(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the one page of an HTML file, with what the program that saved it says of its origin."""
    return read_page(stream, order, "html")


def read_text(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the one page of a plain text file."""
    return read_page(stream, order, "text")


def with_provenance(page: RawPage) -> RawPage:
    """Return `page` with what its saver's mark says, where nothing better is known.

    The page's own record wins: it says where the bytes were obtained.
    """
    is_asked = page.format == "html" and not (page.url and page.captured)
    found = read_provenance(page.payload) if is_asked else None
    if found is None:
        return page
    basis = f"saver:{found.saver}"
    if found.url and not page.url:
        page = replace(page, url=found.url, url_basis=basis)
    if found.captured and not page.captured:
        page = replace(page, captured=found.captured, captured_basis=basis)
    return page


def read_page(stream: BinaryIO, order: Order, page_format: PageFormat) -> Iterator[Met]:
    """Yield the file as one page of that format, or say that it is too large or empty."""
    payload = _read_up_to(stream, order.max_bytes + 1)
    if len(payload) > order.max_bytes:
        detail = f"The file is larger than {size_words(order.max_bytes)}, the most that is read as one page."
        yield Met(item=rejected(order.source, Reason.TOO_LARGE, detail))
        return
    if not payload.strip(b"\xef\xbb\xbf \t\r\n\f"):
        detail = "There is nothing but white space in the file."
        yield Met(item=rejected(order.source, Reason.EMPTY, detail, content_hash(payload)))
        return
    page, row = order.beside.joined(with_provenance(RawPage(source=order.source, payload=payload, format=page_format)))
    yield Met(item=page, row=row.number if row else None)


def _read_up_to(stream: BinaryIO, most: int) -> bytes:
    """Return up to `most` bytes; room for so many is not asked for where a page is of usual size: that takes longer."""
    first = stream.read(min(most, _USUAL_BYTES))
    return first if len(first) < _USUAL_BYTES else first + stream.read(most - len(first))
