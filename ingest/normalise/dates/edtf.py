"""EDTF (ISO 8601-2) values and the days that a date may lie between.

Rule: pure arithmetic on the calendar.
"""

import calendar
import re
from datetime import date

from schemas.types import Precision

_ISO = re.compile(r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2})(?P<t>T[0-9:]{5,8}(?:Z|[+\-][0-9:]{5})?)?)?)?")
_MONTHS = 12
_MARKS = re.compile(r"[~?%]")
_MINUTE_LENGTH = 6
"""`T10:30` without seconds."""


def approximate(value: str) -> str:
    """Return the EDTF of a date that is about right.

    >>> approximate("2023-12-01")
    '2023-12-01~'
    """
    return f"{value}~"


def uncertain_year(value: str) -> str:
    """Return the EDTF of a date whose year is inferred and whose month and day are stated.

    >>> uncertain_year("2020-11-25")
    '?2020-11-25'
    """
    return f"?{value}"


def unknown_year(value: str) -> str:
    """Return the EDTF of `--11-25`, a day of an unknown year.

    >>> unknown_year("--11-25")
    'XXXX-11-25'
    """
    return f"XXXX-{value.removeprefix('--')}"


def day_of(value: str) -> str | None:
    """Return the day of an ISO value that has one, else None.

    >>> day_of("2022-11-25T00:00:00+04:00"), day_of("2022-11")
    ('2022-11-25', None)
    """
    match = _ISO.fullmatch(value)
    return value[:10] if match is not None and match["d"] else None


def bounds_of(value: str) -> tuple[str, str] | None:
    """Return the first and the last day that an ISO or EDTF value may mean, or None for `XXXX-11-25` and the like.

    >>> bounds_of("2022-02"), bounds_of("2022-11-25T10:00:00Z")
    (('2022-02-01', '2022-02-28'), ('2022-11-25', '2022-11-25'))
    """
    match = _ISO.fullmatch(_MARKS.sub("", value))
    if match is None:
        return None
    year = int(match["y"])
    if not match["m"]:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    month = int(match["m"])
    if not 1 <= month <= _MONTHS:
        return None
    length = calendar.monthrange(year, month)[1]
    if not match["d"]:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{length:02}"
    day = f"{year:04}-{month:02}-{match['d']}"
    return (day, day) if 1 <= int(match["d"]) <= length else None


def precision_of(value: str, raw: str = "") -> Precision | None:
    """Return how finely an ISO or EDTF value says the date. `raw`: the words, which tell `10:00` from `10:00:00`."""
    if value.endswith("~"):
        return "approximate"
    match = _ISO.fullmatch(_MARKS.sub("", value))
    if match is None:
        return None
    if match["t"]:
        return _time_precision(match["t"], raw)
    return "day" if match["d"] else "month" if match["m"] else "year"


def _time_precision(time: str, raw: str) -> Precision:
    shown = re.split(r"[Z+\-]", time)[0]
    if len(shown) <= _MINUTE_LENGTH:
        return "minute"
    to_second = bool(re.search(r"[0-9]{1,2}[:h.][0-9]{2}[:.][0-9]{2}|T[0-9]{6}", raw)) or not shown.endswith(":00")
    return "second" if to_second or not raw else "minute"


def add_years(day: str, years: int) -> str:
    """Return the same day so many years later (29 February: the 28th where there is none).

    >>> add_years("2020-12-01", 3), add_years("2020-02-29", 1)
    ('2023-12-01', '2021-02-28')
    """
    moment = date.fromisoformat(day)
    year = moment.year + years
    length = calendar.monthrange(year, moment.month)[1]
    return date(year, moment.month, min(moment.day, length)).isoformat()
