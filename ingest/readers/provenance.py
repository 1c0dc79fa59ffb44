"""Marks that programs which save pages leave at the top of them: where the page came from, and when.

Rule: pure. Only marks before the page's head count: further down, anybody may have written them.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from ingest.normalise.urls import safe_url

TOP_BYTES = 1 << 14
"""How far into a page marks are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a saver's mark says."""

    url: str | None
    captured: str | None
    """ISO 8601, or None where the mark has no time or no readable one."""
    saver: str
    """`singlefile`, `httrack`, `monolith`, `browser`."""


_HEAD = re.compile(r"<(?:head|body|title|meta|p|div|h1)[\s>]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_SINGLEFILE = re.compile(r"\s*(?:Page saved with SingleFile|Archive processed by SingleFile)\b", re.IGNORECASE)
_SINGLEFILE_URL = re.compile(r"^\s*url:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SINGLEFILE_DATE = re.compile(r"^\s*saved date:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_HTTRACK = re.compile(
    r"\s*Mirrored from (\S+) by HTTrack Website Copier\S*(?: \[[^\]]*\])?(?:, (.+?))?\s*$", re.IGNORECASE
)
_MONOLITH = re.compile(r"\s*Saved from (\S+) at (\S+) using monolith\b", re.IGNORECASE)
_BROWSER = re.compile(r"\s*saved from url=\(\d{4,}\)(\S+)\s*$", re.IGNORECASE)
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")


def read_provenance(payload: bytes) -> Provenance | None:
    """Return what the first saver's mark at the top of a page says, or None where there is no mark."""
    top = payload[:TOP_BYTES].decode("utf-8", "replace")
    for comment in _COMMENT.finditer(top):
        before = _COMMENT.sub("", top[: comment.start()])
        if _HEAD.search(before):
            return None
        found = _mark(comment[1])
        if found is not None:
            return found
    return None


def _mark(comment: str) -> Provenance | None:
    """Read one comment; None where no saver wrote it."""
    if _SINGLEFILE.match(comment):
        address, date = _SINGLEFILE_URL.search(comment), _SINGLEFILE_DATE.search(comment)
        return _provenance("singlefile", address[1] if address else None, _script_time(date[1]) if date else None)
    if found := _HTTRACK.match(comment):
        # HTTrack leaves the scheme out, except where it was not http
        url = found[1] if "://" in found[1] else f"http://{found[1]}"
        return _provenance("httrack", url, _mail_time(found[2] or ""))
    if found := _MONOLITH.match(comment):
        return _provenance("monolith", found[1], _iso_time(found[2]))
    if found := _BROWSER.match(comment):
        return _provenance("browser", found[1], None)
    return None


def _provenance(saver: str, url: str | None, captured: str | None) -> Provenance | None:
    """Return the mark; None where it says nothing that can be used."""
    safe = safe_url(url)
    return Provenance(url=safe, captured=captured, saver=saver) if safe or captured else None


def _script_time(words: str) -> str | None:
    """Read `Mon Nov 28 2022 10:00:00 GMT+0100 (...)`, or an ISO time."""
    found = _SCRIPT_DATE.match(words)
    if found is None:
        return _iso_time(words)
    try:
        return datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z").isoformat()
    except ValueError:
        return None


def _mail_time(words: str) -> str | None:
    """Read `Sun, 31 Jan 2016 06:40:15 GMT`."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except ValueError:
        return None


def _iso_time(words: str) -> str | None:
    """Read an ISO 8601 time."""
    try:
        return datetime.fromisoformat(words).isoformat()
    except ValueError:
        return None
