"""What a record is to us: a page, an answer that is none, or nothing that counts.

Rule: pure; one whole record at a time.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from ingest.charset.labels import charset_of_content_type
from ingest.normalise.urls import safe_url
from ingest.readers.reading import rejected, skipped
from ingest.readers.sniff import Refusal, sniff
from ingest.readers.warc.digests import holds
from ingest.readers.warc.entity import Entity, entity_of, is_page, payload_holds
from ingest.readers.warc.heads import RecordHead
from ingest.readers.warc.http import Answer, read_answer
from ingest.readers.warc.window import Damage
from schemas.page import PageFormat, RawPage, Source
from schemas.report import Reason, Rejection, Warn

PAGES = frozenset({"response", "resource", "conversion", "arc"})
"""Types of records that may hold a page. All others are no inputs, but are checked like them."""

ARC_FILE = "filedesc"
"""Scheme of the record that begins an ARC file and speaks of the file."""

LONGEST_URL = 8192
"""Longer ones are no addresses: servers need not answer to more than 8,000 characters (RFC 9110, 4.1)."""

PDF_MARK = b"%PDF-"
_YEARS = range(1990, 2100)
"""When a page of the web may have been received."""
_WRITTEN_DATE = re.compile(r"(\d{4})(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")
_HTTP = frozenset({"http", "https"})
_NO_PAGES = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript",
             "application/x-javascript", "application/ecmascript", "application/json", "application/ld+json",
             "application/manifest+json", "text/json", "application/x-font", "application/font", "application/wasm",
             "text/vtt", "text/calendar", "text/csv")  # fmt: skip
"""Stated types under which only what begins as a page is one: their words are no article's."""
_WORDS = frozenset({"", "application/xhtml+xml"})
"""What words without marks may be called, besides `text/...`."""
_SPACE = b"\xef\xbb\xbf \t\r\n\f"
_SAFE = re.compile(r"https?://[a-z0-9][a-z0-9.-]*[a-z0-9](?:/[A-Za-z0-9/._~-]*)?")
"""What `safe_url` leaves as it is: most addresses."""
_CONTAINERS = (b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"WARC/", b"filedesc:")
_FOR_MACHINES = re.compile(
    r"/(?:\.well-known/.*|(?:robots|ads|app-ads|sellers|humans|security|llms|llms-full)\.(?:txt|json))"
)


class Record(NamedTuple):
    """A record that is there as a whole."""

    source: Source
    head: RecordHead
    block: bytes | memoryview

    @property
    def stated_type(self) -> str:
        """Return the stated media type of the block, in lower case, without parameters."""
        return (self.head.get("content-type") or "").partition(";")[0].strip().lower()


def outcome_of(record: Record, max_bytes: int) -> RawPage | Rejection | None:
    """Return the page in a record, why it holds none, or None where it is no input; a damage is told of any record."""
    head = record.head
    if head.kind == "revisit":  # its digests speak of the answer that it repeats; writers differ even on the block's
        detail = "It only says that the server answered as at another time; that answer counts where it is read."
        return skipped(record.source, Reason.NO_TEXT, detail)
    if not holds(head.get("warc-block-digest"), (record.block,)):
        return _damaged(record, "WARC-Block-Digest")
    is_answer = record.stated_type == "application/http"
    is_answer = is_answer or (head.kind in {"arc", "response"} and bytes(record.block[:5]).upper() == b"HTTP/")
    if is_answer and head.kind in PAGES:
        return _answered(record, max_bytes)
    if not _payload_holds(record, is_http=is_answer):
        return _damaged(record, "WARC-Payload-Digest")
    if head.kind not in PAGES:
        return None
    if scheme_of(head) not in _HTTP:
        return None if scheme_of(head) == ARC_FILE else skipped(record.source, Reason.UNSUPPORTED_TYPE, _NOT_WEB)
    return _page(record, None, Entity(bytes(record.block)), record.head.get("content-type") or "")


_NOT_WEB = "Its address is none of the web (http or https): a name looked up, a note of the crawler, a file."


def scheme_of(head: RecordHead) -> str:
    """Return the scheme of the record's address."""
    return (_uri(head) or "").partition(":")[0].lower()


def _answered(record: Record, max_bytes: int) -> RawPage | Rejection:
    """Return what a server's answer is."""
    answer = read_answer(record.block)
    if isinstance(answer, Damage):
        return rejected(record.source, answer.reason, answer.detail)
    entity = entity_of(answer, max_bytes)
    is_cut = record.head.get("warc-truncated") is not None
    if not is_cut and not payload_holds(record.head.get("warc-payload-digest"), answer, entity):
        return _damaged(record, "WARC-Payload-Digest")
    if 300 <= answer.status < 400:  # noqa: PLR2004  the class of redirections
        return skipped(record.source, Reason.REDIRECT, f"The server answered with {answer.status}: look elsewhere.")
    if not 200 <= answer.status < 300:  # noqa: PLR2004  the class of success
        detail = f"The server answered with {answer.status}; what it sent with that is no article."
        return rejected(record.source, Reason.ERROR_PAGE, detail)
    if answer.is_part:
        return rejected(record.source, Reason.TRUNCATED, "The server sent a part of the page (206).")
    return _page(record, answer, entity, answer.fields.get("content-type", ""))


def _page(record: Record, answer: Answer | None, entity: Entity, stated: str) -> RawPage | Rejection:
    """Return a record's entity as a page, if it is one."""
    source, head = record.source, record.head
    media_type = stated.partition(";")[0].strip().lower()
    found = _format(entity.payload, media_type, _uri(head) or "")
    is_cut = head.get("warc-truncated") is not None and head.get("warc-truncated") != "no"
    if isinstance(found, Refusal) and (entity.damage is None or is_cut):
        return skipped(source, found.reason, found.detail)
    if entity.damage is not None and not (is_cut and entity.damage.reason is Reason.TRUNCATED):
        return rejected(source, entity.damage.reason, entity.damage.detail)
    if not (entity.payload[:64].strip(_SPACE) or entity.payload.strip(_SPACE)):
        return rejected(source, Reason.EMPTY, "The server answered, and sent nothing.")
    if head.get("warc-segment-number") is not None:
        return rejected(source, Reason.TRUNCATED, "The rest of it stands in other records; such are not joined.")
    uri, captured = _uri(head), captured_of(head)
    url = (uri if _SAFE.fullmatch(uri) else safe_url(uri)) if uri and len(uri) <= LONGEST_URL else None
    warnings = ((Warn.TRUNCATED.value,) if is_cut else ()) + (() if captured else (Warn.DATE_AMBIGUOUS.value,))
    return RawPage(
        source=source,
        payload=entity.payload,
        format=found if not isinstance(found, Refusal) else "html",
        charset=charset_of_content_type(stated) or _encoding(stated),
        url=url,
        url_basis="warc" if url else None,
        record_id=head.get("warc-record-id"),
        captured=captured,
        captured_basis="warc" if captured else None,
        status=answer.status if answer else None,
        media_type=media_type or None,
        stated_digest=head.get("warc-payload-digest") or head.get("warc-block-digest"),
        warnings=warnings,
    )


def _format(payload: bytes, media_type: str, uri: str) -> PageFormat | Refusal:
    """Tell by its content what a payload is; what is stated of it only decides about words without marks."""
    if is_page(payload):
        return "html"
    if payload.startswith(PDF_MARK):
        return "pdf"
    if media_type.startswith(_NO_PAGES):
        return _no_page(f"The server calls it {media_type}, and it does not begin as a page.")
    path = _path(uri)
    if _FOR_MACHINES.fullmatch(path):
        return _no_page("A file for robots, not a page.")
    if payload.startswith(_CONTAINERS):
        return _no_page("An archive or a packed file, not a page. Give it by itself.")
    kind = sniff(payload[: 1 << 18], path) if payload.strip() else "text"
    if isinstance(kind, Refusal):
        return _no_page(kind.detail)
    if kind == "jsonl":
        return _no_page("It is JSON, an answer to a program.")
    if kind == "text" and not (media_type in _WORDS or media_type.startswith("text/")):
        return _no_page(f"The server calls it {media_type}, and it does not look like a page.")
    return kind


def _no_page(detail: str) -> Refusal:
    return Refusal(reason=Reason.UNSUPPORTED_TYPE, detail=detail)


def captured_of(head: RecordHead) -> str | None:
    """Return the time of the capture in ISO 8601 as the record writes it, None where no calendar or crawler has it."""
    written = head.get("warc-date") or _arc_date(head.get("arc-date") or "")
    found = _WRITTEN_DATE.fullmatch(written)
    if found is None or int(found[1]) not in _YEARS:
        return None
    try:
        datetime.fromisoformat(
            (written + "-01-01"[len(written) - 4 :]) if len(written) < len("2022-01-01") else written
        )
    except ValueError:
        return None
    return written


def _arc_date(digits: str) -> str:
    """Return the 14 digits of an ARC date as ISO 8601; empty where it is none."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""


def _uri(head: RecordHead) -> str | None:
    """Return the record's address without the `<>` that some writers put around it."""
    uri = head.get("warc-target-uri")
    return uri[1:-1].strip() if uri and uri.startswith("<") and uri.endswith(">") else uri


def _path(uri: str) -> str:
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""


def _encoding(stated: str) -> str | None:
    """Return the label after `encoding=`, as one writer has it."""
    _, found, label = stated.lower().partition("encoding=")
    return label.strip(" \"'") if found else None


def _payload_holds(record: Record, *, is_http: bool) -> bool:
    """Say whether a record that is no answer has the payload that it states the digest of."""
    stated = record.head.get("warc-payload-digest")
    if holds(stated, (record.block,)):
        return True
    _, found, body = bytes(record.block).partition(b"\r\n\r\n")
    return is_http and bool(found) and holds(stated, (body,))


def _damaged(record: Record, field: str) -> Rejection:
    detail = f"The record's bytes are not those of its {field}: they were changed after it was written."
    return rejected(record.source, Reason.BAD_DIGEST, detail)
