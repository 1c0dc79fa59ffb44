"""Numbers, names and dates as phrases: what the reading room and the dossier say alike.

Rule: pure; standard library only.
"""

import re
from collections.abc import Iterable

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

ISO = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)(T(?P<clock>\d\d:\d\d)(:\d\d(\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?\Z"
)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "article"), counted(2300, "article")
    ('1 article', '2,300 articles')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(names: Iterable[str]) -> str:
    """Return names as a phrase.

    >>> joined(["A", "B", "C"])
    'A, B and C'
    """
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def iso_words(value: str) -> str:
    """Write an ISO 8601 date out, as finely as it is known and no finer.

    >>> iso_words("2022-11-25T10:00:00+04:00")
    '25 November 2022, 10:00 (UTC+04:00)'
    >>> iso_words("2022-11")
    'November 2022'
    """
    match = ISO.match(value)
    if match is None:
        return value
    day = day_words(match["year"], match["month"], match["day"])
    if not match["clock"]:
        return day
    zone = match["zone"]
    offset = "" if zone is None else " (UTC)" if zone == "Z" else f" (UTC{zone})"
    return f"{day}, {match['clock']}{offset}"


def day_words(year: str | None, month: str | None, day: str | None) -> str:
    """Write year, month and day out; digits that are not known are `X`.

    >>> day_words("XXXX", "11", "25")
    '25 November, year unknown'
    """
    named = MONTHS[int(month) - 1] if month and month.isdigit() and 1 <= int(month) <= len(MONTHS) else None
    number = str(int(day)) if day and day.isdigit() else None
    parts = [part for part in (number if named else None, named) if part]
    if year is None or "X" in year:
        decade = f"the {year[:3]}0s" if year and re.match(r"\d{3}X\Z", year) else None
        return f"{' '.join(parts)}, {decade or 'year unknown'}" if parts else decade or "year unknown"
    return " ".join([*parts, year])
