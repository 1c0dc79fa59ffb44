"""Read MHTML files, as Chrome, Edge, Firefox's add-ons, Internet Explorer and Hunchly save pages (RFC 2557).

The page is the part that the file says it begins with; its frames, pictures and style sheets are no pages of their own.

Rule: pure; holds the file.
"""

from collections.abc import Iterator
from typing import BinaryIO

from ingest.normalise.address import content_hash
from ingest.normalise.urls import safe_url
from ingest.readers.mime.head import header_of
from ingest.readers.mime.mail import is_mail_header
from ingest.readers.mime.parts import Part, content, leaves
from ingest.readers.mime.tree import Headers, content_type, mail_time
from ingest.readers.pages.page import with_provenance
from ingest.readers.reading import Head, Met, Order, rejected, size_words
from schemas.errors import StreamError
from schemas.page import RawPage
from schemas.report import Reason, Rejection, Warn

BASIS = "saver:mhtml"
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def is_mhtml(head: Head) -> bool:
    """Say whether an input is a page that was saved as MHTML, and no mail that somebody was sent."""
    headers = header_of(head.payload)
    if headers is None:
        return False
    if headers.first("snapshot-content-location") or headers.first("x-maf-information"):
        return True
    if (headers.first("from") or "").lower().startswith("<saved by "):
        return True
    kind = (headers.first("content-type") or "").lower()
    return not is_mail_header(headers) and (
        kind.startswith(("multipart/", "text/html")) or bool(headers.first("mime-version"))
    )


def read_mhtml(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the page of an MHTML file."""
    payload = stream.read(order.max_bytes + 1)
    if len(payload) > order.max_bytes:
        detail = f"The file is larger than {size_words(order.max_bytes)}, the most that is read as one page."
        yield Met(item=rejected(order.source, Reason.TOO_LARGE, detail))
        return
    try:
        page = _page(payload, order)
    except StreamError as error:
        yield Met(item=rejected(order.source, error.reason, error.detail, content_hash(payload)))
        return
    if isinstance(page, Rejection):
        yield Met(item=page)
        return
    page, row = order.beside.joined(with_provenance(page))
    yield Met(item=page, row=row.number if row else None)


def _page(payload: bytes, order: Order) -> RawPage | Rejection:
    """Return the page, with what the file says of where and when it was saved."""
    headers, parts = leaves(payload)
    root = _root(headers, parts)
    if root is None:
        is_cut = not all(part.is_whole for part in parts) or not parts
        reason = Reason.TRUNCATED if is_cut else Reason.NO_TEXT
        return rejected(order.source, reason, "No part of the file is a web page.", content_hash(payload))
    body, is_whole = content(payload, root) if root.start < root.end else (b"", root.is_whole)
    if not body.strip():
        reason = Reason.EMPTY if is_whole else Reason.TRUNCATED
        return rejected(order.source, reason, "The page in the file is empty.", content_hash(payload))
    locations = (headers.first("snapshot-content-location"), headers.first("content-location"))
    url = next(
        (safe for each in (*locations, root.headers.first("content-location")) if (safe := safe_url(each))), None
    )
    captured = mail_time(headers.first("date"))
    return RawPage(
        source=order.source,
        payload=body,
        format="html",
        charset=root.kind.parameters.get("charset"),
        url=url,
        url_basis=BASIS if url else None,
        captured=captured,
        captured_basis=BASIS if captured else None,
        warnings=() if is_whole else (Warn.TRUNCATED.value,),
    )


def _root(headers: Headers, parts: tuple[Part, ...]) -> Part | None:
    """Return the part that is the page: the one that the header names, else the first that is one."""
    pages = [part for part in parts if part.kind.kind in _PAGES]
    start = content_type(headers).parameters.get("start")
    named = [part for part in pages if start and part.headers.first("content-id") == start]
    place = headers.first("snapshot-content-location")
    named += [part for part in pages if place and part.headers.first("content-location") == place]
    return next(iter([*named, *pages]), None)
