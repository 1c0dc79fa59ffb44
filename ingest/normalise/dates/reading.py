"""What was read of a date, and how finely.

Rule: records only.
"""

from dataclasses import dataclass

from schemas.types import Precision

EARLIEST_YEAR = 1583
"""The first full year of the Gregorian calendar; no printed news is older. A smaller number is not read as a year."""

LATEST_YEAR = 2050
"""Later years are not read. The clock is never asked, so a constant must do: far enough for the life of these rules,
near enough to refuse 2093, 2099, 9999 and other placeholders. Where a capture time is known, it cuts closer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """A date as read from words."""

    value: str
    """ISO 8601 cut to what is known: `2022`, `2022-11`, `2022-11-25T10:00:00+04:00`; `--11-25` without a year."""
    precision: Precision
    raw: str
    """The words that were read."""
    start: int
    """Where they start in the text that was given."""
    end: int
    has_year: bool
    ambiguous: bool
    """True where day and month could be swapped; `value` is then cut to the year that both readings share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A calendar day or less: what a pattern found before the time of day is added."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """A time of day with its offset, where stated."""

    hour: int
    minute: int
    second: int | None
    offset: str | None
    """`+04:00`, or None where the page names no zone or an ambiguous one."""
    start: int
    end: int
