"""Addresses under which web archives show what they hold: the page's own address, and when it was captured.

Rule: pure.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.normalise.urls import safe_url

_STAMP = r"(?P<stamp>\d{14})"
_WAYBACK = re.compile(
    rf"https?://(?:web|wayback)\.archive\.org(?::\d+)?/web/{_STAMP}(?:[a-z]{{2}}_)?/(?P<url>.+)", re.IGNORECASE
)
_ARCHIVE_TODAY = r"https?://archive\.(?:today|ph|is|li|vn|fo|md)"
_TODAY = re.compile(rf"{_ARCHIVE_TODAY}/(?P<stamp>\d{{4}}\.?\d\d\.?\d\d-?\d{{6}})/(?P<url>https?:/.+)", re.IGNORECASE)
_TODAY_SHORT = re.compile(rf"{_ARCHIVE_TODAY}/(?:o/)?[A-Za-z0-9]{{4,6}}(?:[/?#].*)?", re.IGNORECASE)
_SCHEME = re.compile(r"\A(https?):/*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What the address of a replayed page says."""

    url: str
    captured: str | None
    """ISO 8601, in UTC; None where the stamp is no time."""


def replayed(url: str | None) -> Replayed | None:
    """Return which page a web archive shows at an address, and of when; None where it is no such address.

    >>> replayed("https://web.archive.org/web/20221125093000/http://news.example/a").captured
    '2022-11-25T09:30:00+00:00'
    """
    found = (_WAYBACK.fullmatch(url) or _TODAY.fullmatch(url)) if url else None
    if found is None:
        return None
    original = found["url"] if _SCHEME.match(found["url"]) else f"http://{found['url']}"
    safe = safe_url(_SCHEME.sub(lambda scheme: f"{scheme[1]}://", original))
    return Replayed(url=safe, captured=time_of_stamp(found["stamp"])) if safe else None


def is_short_link(url: str | None) -> bool:
    """Say whether an address is one under which archive.today shows a page without naming it."""
    return bool(url and _TODAY_SHORT.fullmatch(url))


def time_of_stamp(stamp: str) -> str | None:
    """Return the time that fourteen digits stand for, in UTC, as web archives write it; None where they are none.

    >>> time_of_stamp("20221399000000") is None
    True
    """
    digits = re.sub(r"\D", "", stamp)
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return None
