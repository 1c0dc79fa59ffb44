"""Marks that programs which save pages leave at the top of them: where the page came from, and when.

Only marks before the page's own words count: comments before its head, attributes of its first element, what a web
archive puts first into its head. Further down, anybody may have written them: a page that ends with the Wayback
Machine's "FILE ARCHIVED ON" says so of itself, and is believed only in what agrees with the mark at its top.

A page that was saved from a web archive's replay is the page that the archive shows, captured when the archive did.

Rule: pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

from ingest.normalise.urls import safe_url
from ingest.readers.pages.own_address import replay_named
from ingest.readers.pages.replay import is_short_link, replayed, time_of_stamp

TOP_BYTES = 1 << 14
"""How far into a page marks are looked for."""
_END_BYTES = 1 << 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a saver's mark says."""

    url: str | None
    captured: str | None
    """ISO 8601, or None where the mark has no time or no readable one."""
    saver: str
    """`singlefile`, `httrack`, `monolith`, `browser`, `webscrapbook`, `maoxian`, `evernote`, `wayback`."""


_HEAD = re.compile(r"<(?:head|body|title|meta|p|div|h1)[\s>]", re.IGNORECASE)
_SINGLEFILE = re.compile(r"\s*(?:Page saved with SingleFile|Archive processed by SingleFile)\b", re.IGNORECASE)
_SINGLEFILE_URL = re.compile(r"^\s*url:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SINGLEFILE_DATE = re.compile(r"^\s*saved date:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_HTTRACK = re.compile(
    r"\s*Mirrored from (\S[^<>]*?) by HTTrack Website Copier\S*(?: \[[^\]]*\])?(?:, (.+?))?\s*$", re.IGNORECASE
)
_MONOLITH = re.compile(r"\s*Saved from (\S+) at (\S+) using monolith\b", re.IGNORECASE)
_BROWSER = re.compile(r"\s*saved from url=\(\d{4,}\)(\S+)\s*$", re.IGNORECASE)
_MAOXIAN = re.compile(r"\s*OriginalSrc: (\S+)")
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")
_HTML = re.compile(r"<html\b([^<>]*)>", re.IGNORECASE)
_SCRAPBOOK = re.compile(r"""\bdata-scrapbook-(source|create)\s*=\s*"([^"<>]*)\"""")
_UTC_ID = 17
"""Digits of WebScrapBook's times in UTC; older ones of fourteen are those of somebody's clock."""
_META = re.compile(r"""<meta\s+name="([\w-]+)"\s+content="([^"<>]*)"\s*/?>""", re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_HEAD_BEGINS = re.compile(r"<head\b[^<>]*>", re.IGNORECASE)
_OWN_WORDS = re.compile(r"<(?:title|body|meta\s+(?:name|property))\b", re.IGNORECASE)
_REPLAY = re.compile(r"""__wm\.wombat\(\s*"(https?:[^"\s]+)"\s*,\s*"(\d{14})\"""", re.IGNORECASE)
_ARCHIVED_ON = re.compile(
    rb"FILE ARCHIVED ON (\d{1,2}:\d\d:\d\d \w{3} \d{1,2}, \d{4}) AND RETRIEVED FROM THE\s+INTERNET ARCHIVE ON "
)
_ONE_DAY_S = 86_400


def read_provenance(payload: bytes) -> Provenance | None:
    """Return what the first saver's mark at the top of a page says, or None where there is no mark."""
    top = payload[:TOP_BYTES].decode("utf-8", "replace")
    found = _in_comments(top) or _scrapbook(top) or _evernote(top) or _wayback(top, payload)
    if found is None or not found.url:
        return found
    shown = replayed(found.url) or (replay_named(payload) if is_short_link(found.url) else None)
    return Provenance(url=shown.url, captured=shown.captured, saver=found.saver) if shown else found


def _in_comments(top: str) -> Provenance | None:
    """Read the first mark in a comment before the head."""
    for begin, comment in _comments(top):
        if _HEAD.search(begin):
            return None
        found = _mark(comment)
        if found is not None:
            return found
    return None


def _between(top: str) -> Iterator[str]:
    """Yield what is no comment."""
    position = 0
    for begin, comment in _comments(top):
        yield begin
        position += len(begin) + len(comment) + len("<!---->")
    yield top[position:]


def _comments(top: str) -> Iterator[tuple[str, str]]:
    """Yield the comments, each with what stands between it and the one before."""
    position = 0
    while (start := top.find("<!--", position)) >= 0 and (end := top.find("-->", start + 4)) >= 0:
        yield top[position:start], top[start + 4 : end]
        position = end + 3


def _scrapbook(top: str) -> Provenance | None:
    """Read what WebScrapBook writes into a page's first element."""
    element = _HTML.search(top)
    if element is None or _HEAD.search("".join(_between(top[: element.start()]))):
        return None
    said = {name: unescape(value) for name, value in _SCRAPBOOK.findall(element[1])}
    stamp = said.get("create", "")
    captured = time_of_stamp(stamp[:14]) if len(stamp) == _UTC_ID and stamp.isdecimal() else None
    return _provenance("webscrapbook", said["source"], captured) if "source" in said else None


def _evernote(top: str) -> Provenance | None:
    """Read the head of a note that Evernote exported: a clip has the address that it was clipped from."""
    body = _BODY.search(top)
    said = {name.lower(): unescape(value) for name, value in _META.findall(top[: body.start() if body else None])}
    if not said.get("exporter-version", "").startswith("Evernote ") or "source-url" not in said:
        return None
    return _provenance("evernote", said["source-url"], _iso_time(said.get("created", "")))


def _wayback(top: str, payload: bytes) -> Provenance | None:
    """Read what the Wayback Machine puts before all else into the head of a page that it shows."""
    head, found = _HEAD_BEGINS.search(top), _REPLAY.search(top)
    if head is None or found is None or found.start() < head.end():
        return None
    before = top[head.end() : found.start()]
    if _OWN_WORDS.search(before) or "archive.org" not in before + top[found.end() : found.end() + 200]:
        return None
    captured = time_of_stamp(found[2])
    at_end = _ARCHIVED_ON.search(payload[-_END_BYTES:])
    if at_end and captured and not _is_near(at_end[1].decode("ascii", "replace"), captured):
        captured = None
    return _provenance("wayback", unescape(found[1]), captured)


def _is_near(words: str, captured: str) -> bool:
    """Say whether the time at the end of a page is within a day of that at its top."""
    try:
        stated = datetime.strptime(words, "%H:%M:%S %b %d, %Y").replace(tzinfo=UTC)
    except ValueError:
        return True  # months in another language say nothing against it
    return abs((stated - datetime.fromisoformat(captured)).total_seconds()) <= _ONE_DAY_S


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
    if found := _MAOXIAN.match(comment):
        return _provenance("maoxian", found[1], None)
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
    """Read an ISO 8601 time, or a day, which stays one."""
    try:
        read = datetime.fromisoformat(words)
    except ValueError:
        return None
    return read.date().isoformat() if len(words) <= len("2022-11-28") else read.isoformat()
