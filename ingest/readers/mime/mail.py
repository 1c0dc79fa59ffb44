"""Read a mail as somebody saved it (EML, RFC 5322): a newsletter, mostly. Its HTML is the page, else its plain text.

Of the header only the sender's name, the subject, the date, the message's id and its public address leave this module:
whom it was sent to, by which way, and with which tokens is nobody's business.

Rule: pure; holds the mail.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from ingest.normalise.address import content_hash
from ingest.normalise.urls import safe_url
from ingest.readers.mime.head import header_of
from ingest.readers.mime.parts import Part, content, leaves
from ingest.readers.mime.tree import Headers
from ingest.readers.pages.page import with_provenance
from ingest.readers.reading import Head, Met, Order, rejected, size_words
from schemas.errors import StreamError
from schemas.page import GivenFact, PageFormat, RawPage
from schemas.report import Reason, Rejection, Warn

BASIS = "mail"
_SENT = ("message-id", "received", "return-path", "delivered-to")
_MACHINES = (*_SENT, "mime-version", "content-type", "dkim-signature", "list-id", "x-mailer")
_FIELDS = ("from", "to", "subject", "date", *_MACHINES)
_LISTS = ("list-id", "list-unsubscribe", "list-post", "feedback-id")
_FORMATS: dict[str, PageFormat] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_IN_ANGLES = re.compile(r"<([^<>]*)>")
_LONGEST = 1000


def is_mail(head: Head) -> bool:
    """Say whether an input is a mail that was sent; lines with colons at the top of a text are none."""
    headers = header_of(head.payload)
    return headers is not None and is_mail_header(headers)


def is_mail_header(headers: Headers) -> bool:
    """Say whether a header is that of a mail."""
    names = {name for name, _ in headers.fields}
    is_addressed = "@" in (headers.first("from") or "") and not names.isdisjoint(_MACHINES)
    return (is_addressed or not names.isdisjoint(_SENT)) and len(names.intersection(_FIELDS)) > 1


def read_mail(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the page that a mail is."""
    payload = stream.read(order.max_bytes + 1)
    if len(payload) > order.max_bytes:
        detail = f"The mail is larger than {size_words(order.max_bytes)}, the most that is read as one page."
        yield Met(item=rejected(order.source, Reason.TOO_LARGE, detail))
        return
    yield met_of(payload, order)


def met_of(payload: bytes, order: Order, *, in_container: bool = False) -> Met:
    """Return the page of one mail, or why it is none."""
    try:
        page = _page(payload, order)
    except StreamError as error:
        return Met(item=rejected(order.source, error.reason, error.detail, content_hash(payload)))
    if isinstance(page, Rejection):
        return Met(item=page)
    page, row = order.beside.joined(with_provenance(page), in_container=in_container)
    return Met(item=page, row=row.number if row else None)


def _page(payload: bytes, order: Order) -> RawPage | Rejection:
    """Return what somebody who was sent the mail reads, with what the sender says of it."""
    headers, parts = leaves(payload)
    if not is_mail_header(headers):
        detail = "It does not begin with the header of a mail."
        return rejected(order.source, Reason.BAD_HEADER, detail, content_hash(payload))
    if any(part.kind.kind in _LOCKED for part in parts):
        return rejected(
            order.source, Reason.ENCRYPTED, "The mail is encrypted. Save it as text.", content_hash(payload)
        )
    found = _body(payload, parts)
    if found is None:
        is_whole = all(part.is_whole for part in parts) and bool(parts)
        reason = Reason.NO_TEXT if is_whole else Reason.TRUNCATED
        detail = "The mail holds no text. Attachments are not read: save them, and give them as files."
        return rejected(order.source, reason, detail, content_hash(payload))
    part, body, is_whole = found
    url = _public_address(headers)
    return RawPage(
        source=order.source,
        payload=body,
        format=_FORMATS[part.kind.kind],
        charset=part.kind.parameters.get("charset"),
        url=url,
        url_basis=BASIS if url else None,
        record_id=_in_angles(headers.first("message-id")),
        given=tuple(_facts(headers)),
        warnings=() if is_whole else (Warn.TRUNCATED.value,),
    )


def _body(payload: bytes, parts: tuple[Part, ...]) -> tuple[Part, bytes, bool] | None:
    """Return the part that is read, with its bytes and whether they are whole: HTML, else plain text; not empty."""
    shown = [part for part in parts if part.kind.kind in _FORMATS and not _is_attached(part)]
    trouble: StreamError | None = None
    for part in sorted(shown, key=lambda part: _FORMATS[part.kind.kind] == "text"):
        try:
            body, is_whole = content(payload, part)
        except StreamError as error:
            trouble = trouble or error
            continue
        if body.strip():
            return part, body, is_whole
    if trouble is not None:
        raise trouble
    return None


def _is_attached(part: Part) -> bool:
    return (part.headers.first("content-disposition") or "").strip().lower().startswith("attachment")


def _facts(headers: Headers) -> Iterator[GivenFact]:
    """Yield what the mail's header says of its article."""
    sender = _sender(headers)
    if sender:
        field = "outlet" if _is_newsletter(headers) else "author"
        yield GivenFact(field=field, value=sender, rule=f"record-{field}", basis="structured")
    for field, name, rule in (("headline", "subject", "record-title"), ("published", "date", "record-date")):
        if words := headers.words(name):
            yield GivenFact(field=field, value=words[:_LONGEST], rule=rule, basis="structured")


def _is_newsletter(headers: Headers) -> bool:
    """Say whether a mail went to a list: then its sender is no person who wrote it."""
    precedence = (headers.first("precedence") or "").strip().lower()
    return precedence in {"bulk", "list"} or any(headers.first(name) for name in _LISTS)


def _sender(headers: Headers) -> str | None:
    """Return the name of the sender, else that of the list; never an address."""
    for name in ("from", "list-id"):
        words = (headers.words(name) or "").partition("<")[0].strip().strip("\"'").strip()
        if words and "@" not in words:
            return words[:_LONGEST]
    return None


def _public_address(headers: Headers) -> str | None:
    """Return where the mail itself can be read by anybody (RFC 5064), or None."""
    found = _in_angles(headers.first("archived-at"))
    return safe_url(found) if found else None


def _in_angles(value: str | None) -> str | None:
    found = _IN_ANGLES.search(value or "")
    return (found[1] if found else value or "").strip()[:_LONGEST] or None
