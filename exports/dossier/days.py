"""Days that an article's date lies between, for charts and order.

Rule: pure.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime

from schemas.article import ArticleRecord

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Years that a capture can be of."""

_POINT = re.compile(r"[?~%]?(\d{4}(?:-\d\d(?:-\d\d)?)?)(?![^T?~%])")
"""An EDTF date that is no interval and leaves nothing open in the year."""

_ISO_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![^T])")


def first_day(record: ArticleRecord) -> str | None:
    """Return the earliest day the article can be of, or None."""
    return _day(record.published or record.published_earliest, is_last=False)


def last_day(record: ArticleRecord) -> str | None:
    """Return the latest day the article can be of, or None."""
    return _day(record.published or record.published_latest, is_last=True)


def _day(value: str | None, *, is_last: bool) -> str | None:
    """Return the first or last day of an ISO 8601 date, cut or not; None where it is none."""
    match = _ISO_DAY.match(value or "")
    if match is None:
        return None
    year, month, day = match.groups()
    number = int(month or (12 if is_last else 1))
    try:
        last = monthrange(int(year), number)[1]
        return date(int(year), number, int(day or (last if is_last else 1))).isoformat()
    except ValueError:
        return None


def printed_day(record: ArticleRecord) -> str | None:
    """Return the day under which the article is filed: the date as it is printed, else the bound that is known."""
    point = _POINT.match(record.published_edtf or "")
    return _day(point[1], is_last=False) if point else first_day(record) or last_day(record)


def is_dated(record: ArticleRecord) -> bool:
    """Whether the article has a date of its own with a year, be it doubtful; mere bounds are none."""
    return bool(_POINT.match(record.published_edtf or "") or (record.published and _ISO_DAY.match(record.published)))


def moment_of(value: str | None) -> datetime | None:
    """Return an ISO 8601 time; one without a zone stays without. None where no capture can be of it."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def latest_of(values: Iterable[str | None]) -> str | None:
    """Return the latest of some ISO 8601 times, in UTC; only its day, where it names no zone."""
    moments = [moment for moment in map(moment_of, values) if moment]
    if not moments:
        return None
    last = max(moments, key=lambda moment: (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))
    return f"{last:%Y-%m-%d}" if last.tzinfo is None else f"{last.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
