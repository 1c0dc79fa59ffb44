"""Dates in figures: ISO 8601, `25.11.2022`, `11/25/2022`, `2022年11月25日`.

Rule: pure; sees folded text. Every pattern is bounded, so hostile strings cost linear time.
"""

import re
from collections.abc import Iterator

from ingest.normalise.dates.names import DAY_FIRST, MONTH_FIRST_REGIONS
from ingest.normalise.dates.reading import EARLIEST_YEAR, LATEST_YEAR, Day

_NO_DIGIT_BEFORE = r"(?<![0-9])(?<![0-9][.,:/\-])"
_NO_DIGIT_AFTER = r"(?![0-9])(?![.,/\-][0-9])"
_ISO = re.compile(
    _NO_DIGIT_BEFORE + r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])(?![/\-][0-9])"
)
_YEAR_LAST = re.compile(
    _NO_DIGIT_BEFORE
    + r"(?P<a>[0-9]{1,2})(?P<s> ?[-/.] ?)(?P<b>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4}|[0-9]{2})"
    + r"(?![0-9])(?![/\-][0-9])(?!\.[0-9]{1,3}\.)"
)
_HAN = "[0-9元\u3007一二三四五六七八九十]"
"""Signs of a year: a day behind a year that is counted otherwise is none without its year."""
_EAST = re.compile(
    r"(?:(?P<y>[0-9]{4}) ?[年년] ?|(?<![0-9])(?<!" + _HAN + r"[年년])(?<!" + _HAN + r"[年년] ))"
    r"(?P<m>[0-9]{1,2}) ?[月월] ?(?P<d>[0-9]{1,2}) ?[日일号號]"
    r"|(?P<y2>[0-9]{4}) ?[年년] ?(?P<m2>[0-9]{1,2}) ?[月월]"
)
_COMPACT = re.compile(r"(?<![0-9])(?P<y>[12][0-9]{3})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?=t[0-9]{4}|$)")
_YEAR_MONTH = re.compile(r"(?<![0-9.\-/])(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])(?![0-9\-/])")

TWO_DIGIT_PIVOT = 40
"""`22` is 2022 and `95` is 1995: pages exist since 1991. Other two-digit years are not read."""
_WEB_BEGINS = 91


def numeric_days(folded: str, *, language: str | None, whole: bool) -> Iterator[Day]:
    """Yield the dates in figures of a folded text. `whole`: the text is a date by itself: cut forms count too."""
    for match in _ISO.finditer(folded):
        yield from _day(int(match["y"]), int(match["m"]), int(match["d"]), match)
    for match in _YEAR_LAST.finditer(folded):
        if len(match["y"]) == 2 and not whole:  # noqa: PLR2004 - "25.11.22" in running text may be a version or a price
            continue
        yield from _year_last(match, language)
    for match in _EAST.finditer(folded):
        year = match["y"] or match["y2"]
        month, day = match["m"] or match["m2"], match["d"]
        yield from _day(int(year) if year else None, int(month), int(day) if day else None, match)
    if whole:
        for pattern in (_COMPACT, _YEAR_MONTH):
            for match in pattern.finditer(folded):
                day = match.groupdict().get("d")
                yield from _day(int(match["y"]), int(match["m"]), int(day) if day else None, match)


def _day(year: int | None, month: int, day: int | None, match: re.Match[str]) -> Iterator[Day]:
    if is_possible(year, month, day):
        yield Day(year=year, month=month, day=day, start=match.start(), end=match.end())


def _year_last(match: re.Match[str], language: str | None) -> Iterator[Day]:
    year = full_year(match["y"])
    first, second = int(match["a"]), int(match["b"])
    if year is None:
        return
    day_first, month_first = is_possible(year, second, first), is_possible(year, first, second)
    order = order_of(language) if "." not in match["s"] else "day-first"
    if not (day_first or month_first):
        return
    start, end = match.span()
    if day_first and month_first and first != second and order is None:
        if len(match["y"]) == 4:  # noqa: PLR2004 - "11/12/13" could even put the year first: not read at all
            yield Day(year=year, month=None, day=None, start=start, end=end, ambiguous=True)
        return
    if day_first and (order != "month-first" or not month_first):
        yield Day(year=year, month=second, day=first, start=start, end=end)
    elif month_first and (order != "day-first" or not day_first):
        yield Day(year=year, month=first, day=second, start=start, end=end)


def order_of(language: str | None) -> str | None:
    """Return `day-first` or `month-first` where the language (with its region) settles it, else None.

    >>> order_of("ru"), order_of("en-US"), order_of("en")
    ('day-first', 'month-first', None)
    """
    parts = (language or "").replace("_", "-").lower().split("-")
    if parts[0] == "en":
        regions = set(parts[1:])
        if regions & MONTH_FIRST_REGIONS:
            return "month-first"
        return "day-first" if regions else None
    return "day-first" if parts[0] in DAY_FIRST else None


def full_year(digits: str) -> int | None:
    """Return the year that two or four digits mean, or None where that cannot be said."""
    number = int(digits)
    if len(digits) == 4:  # noqa: PLR2004 - a year has four
        return number
    if number <= TWO_DIGIT_PIVOT:
        return 2000 + number
    return 1900 + number if number >= _WEB_BEGINS else None


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_possible(year: int | None, month: int | None, day: int | None) -> bool:
    """Return whether the calendar has this date and the year is one we read."""
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return False
    if month is None:
        return day is None
    if not 1 <= month <= len(_LENGTHS):
        return False
    if day is None:
        return True
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    length = 28 if month == 2 and not leap else _LENGTHS[month - 1]  # noqa: PLR2004 - February
    return 1 <= day <= length
