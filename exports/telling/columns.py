"""The columns of a timeline: days, weeks, months or years, with long empty stretches broken and said.

Rule: pure; days in, columns out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

MOST_COLUMNS = 60
"""More would be finer than a reader can tell apart: then the next coarser unit is taken."""

GAP = 7
"""So many empty columns in a row are broken."""

EDGE = 1
"""Empty columns that are left on each side of a break, so that a mark does not seem to touch it."""

_WEEK, _MONTHS, _MONTH_DAYS, _YEAR_DAYS = 7, 12, 30.44, 365.25
_FEW_DAYS, _FEW_MONTHS = 60, 24
"""Up to these, a stretch is told in days, and in months."""


class Unit(StrEnum):
    """How long a column is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: a day, a week, a month or a year; or a break."""

    since: str
    """ISO 8601: its first day. Of a break: the first day that is left out."""
    until: str
    """Its last day."""
    is_break: bool = False

    @property
    def days(self) -> int:
        """Return how many days it stands for."""
        return (date.fromisoformat(self.until) - date.fromisoformat(self.since)).days + 1


def columns_of(days: Iterable[str], *, most: int = MOST_COLUMNS) -> tuple[Unit, tuple[Column, ...]]:
    """Return the columns in which all of some ISO days lie, in the finest unit that gives few enough.

    >>> unit, columns = columns_of(["2021-03-14", "2021-03-16", "2024-03-14"])
    >>> unit.value, [column.since for column in columns if not column.is_break]
    ('day', ['2021-03-14', '2021-03-15', '2021-03-16', '2021-03-17', '2024-03-13', '2024-03-14'])
    """
    taken = sorted(set(days))
    for unit in Unit:
        columns = tuple(_columns(taken, unit))
        if len(columns) <= most:
            return unit, columns
    return Unit.YEAR, columns


def length_words(days: int) -> str:
    """Return in words about how long a stretch of days is.

    >>> length_words(9), length_words(100), length_words(1460)
    ('9 days', '3 months', '4 years')
    """
    if days < _FEW_DAYS:
        return f"{days} days"
    months = round(days / _MONTH_DAYS)
    return f"{months} months" if months < _FEW_MONTHS else f"{round(days / _YEAR_DAYS)} years"


def _columns(days: Sequence[str], unit: Unit) -> Iterator[Column]:
    """Yield the columns of some days in order; of a long empty stretch its ends and a break."""
    starts = sorted({_start(date.fromisoformat(day), unit) for day in days})
    if not starts:
        return
    yield _column(starts[0], unit)
    for one, other in pairwise(starts):
        between = _count(one, other, unit) - 1
        if between < GAP:
            yield from (_column(_stepped(one, unit, at), unit) for at in range(1, between + 1))
        else:
            yield from (_column(_stepped(one, unit, at), unit) for at in range(1, EDGE + 1))
            since, after = _stepped(one, unit, EDGE + 1), _stepped(other, unit, -EDGE)
            yield Column(since=since.isoformat(), until=(after - timedelta(days=1)).isoformat(), is_break=True)
            yield from (_column(_stepped(other, unit, at), unit) for at in range(-EDGE, 0))
        yield _column(other, unit)


def _column(start: date, unit: Unit) -> Column:
    end = _stepped(start, unit, 1) - timedelta(days=1)
    return Column(since=start.isoformat(), until=end.isoformat())


def _start(day: date, unit: Unit) -> date:
    """Return the first day of the column that a day lies in; weeks begin on Monday."""
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    if unit is Unit.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit is Unit.YEAR else day


def _stepped(start: date, unit: Unit, steps: int) -> date:
    if unit in (Unit.DAY, Unit.WEEK):
        return start + timedelta(days=steps * (1 if unit is Unit.DAY else _WEEK))
    months = start.year * _MONTHS + start.month - 1 + steps * (1 if unit is Unit.MONTH else _MONTHS)
    return date(months // _MONTHS, months % _MONTHS + 1, 1)


def _count(one: date, other: date, unit: Unit) -> int:
    """Return how many columns `other` stands after `one`."""
    if unit in (Unit.DAY, Unit.WEEK):
        return (other - one).days // (1 if unit is Unit.DAY else _WEEK)
    months = (other.year - one.year) * _MONTHS + other.month - one.month
    return months if unit is Unit.MONTH else months // _MONTHS
