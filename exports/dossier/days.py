"""Days that an article's date lies between, for charts and order.

Rule: pure.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from schemas.article import ArticleRecord

_POINT = re.compile(r"[?~%]?(\d{4}(?:-\d\d(?:-\d\d)?)?)(?![^T?~%])")
"""An EDTF date that is no interval and leaves nothing open in the year."""

_DAY = len("2022-11-25")
_LAST = "-12-31"


def first_day(record: ArticleRecord) -> str | None:
    """Return the earliest day the article can be of, or None."""
    known = record.published_earliest or _point(record)
    return _padded(known, "-01-01") if known else None


def last_day(record: ArticleRecord) -> str | None:
    """Return the latest day the article can be of, or None."""
    known = record.published_latest or _point(record)
    if not known:
        return None
    if len(known) == len("2022-11"):
        return f"{known}-31"
    return _padded(known, _LAST)


def _point(record: ArticleRecord) -> str | None:
    value = record.published
    return value if value and value[:4].isdigit() else None


def _padded(value: str, rest: str) -> str:
    return (value + rest[len(value) - 4 :])[:_DAY] if len(value) < _DAY else value[:_DAY]


def printed_day(record: ArticleRecord) -> str | None:
    """Return the day under which the article is filed: the date as it is printed, else the bound that is known."""
    point = _POINT.match(record.published_edtf or "")
    return _padded(point[1], "-01-01") if point else first_day(record) or last_day(record)


def moment_of(value: str | None) -> datetime | None:
    """Return an ISO 8601 time; one without a zone stays without. None where it is no whole date."""
    if not value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def latest_of(values: Iterable[str | None]) -> str | None:
    """Return the latest of some ISO 8601 times, in UTC; only its day, where it names no zone."""
    moments = [moment for moment in map(moment_of, values) if moment]
    if not moments:
        return None
    last = max(moments, key=lambda moment: (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))
    return f"{last:%Y-%m-%d}" if last.tzinfo is None else f"{last.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
