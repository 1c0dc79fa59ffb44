"""Days of the Solar Hijri calendar in the Gregorian one.

Rule: arithmetic only (the 2820-year cycle; exact for 1206 to 1498, the years that newspapers carry).
"""

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1206, 1429
"""Years that are converted: 1827 to 2050 of the Gregorian calendar."""

_EPOCH = date(622, 3, 22).toordinal()
_LONG_MONTHS = 6


def _days_before(year: int) -> int:
    cycle_year = (year - 474) % 2820 + 474
    cycles = (year - 474) // 2820
    return (cycle_year * 682 - 110) // 2816 + (cycle_year - 1) * 365 + cycles * 1029983


def gregorian_of(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return year, month and day in the Gregorian calendar, or None where that calendar has no such day.

    >>> gregorian_of(1401, 9, 4)
    (2022, 11, 25)
    >>> gregorian_of(1400, 1, 1)
    (2021, 3, 21)
    """
    length = 31 if month <= _LONG_MONTHS else 30
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= day <= length):
        return None
    before_month = (month - 1) * 31 if month <= _LONG_MONTHS + 1 else (month - 1) * 30 + _LONG_MONTHS
    start = _EPOCH + _days_before(year) - 1
    found = date.fromordinal(start) + timedelta(days=before_month + day)
    next_year = date.fromordinal(_EPOCH + _days_before(year + 1) - 1) + timedelta(days=1)
    return (found.year, found.month, found.day) if found < next_year else None
