"""Some articles in numbers: their span, months, outlets and languages; and lists of them, a page at a time.

Rule: reads only; counts over `archive.columns`. Unknown is a value like any other and is never left out.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from archive.column_blocks import NONE, month_number
from archive.columns import Columns, Places
from archive.facets import count_facets
from schemas.view import FacetValue

Order = Literal["newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Ended:
    """Where a page of a list ended: the key and the row number of its last article."""

    key: int
    number: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a list of articles."""

    numbers: tuple[int, ...]
    """Row numbers, in the order of the list."""
    end: Ended | None
    """Behind which the next page goes on; None: this is the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Some articles in numbers. In each list None counts those of which it is not known."""

    articles: int
    earliest: str | None
    """First day on which one of them may have been published, ISO 8601."""
    latest: str | None
    months: tuple[FacetValue, ...]
    """In order, None first."""
    outlets: tuple[FacetValue, ...]
    languages: tuple[FacetValue, ...]
    agencies: tuple[FacetValue, ...]
    dates_by_basis: tuple[FacetValue, ...]


def profile_of(conn: sqlite3.Connection, columns: Columns, at: Places) -> Profile:
    """Return some articles in numbers."""
    counts = count_facets(conn, columns, at, ("month", "outlet", "language", "agency", "basis"))
    earliest, latest = span(columns, at)
    return Profile(
        articles=len(at),
        earliest=earliest,
        latest=latest,
        months=counts["month"],
        outlets=counts["outlet"],
        languages=counts["language"],
        agencies=counts["agency"],
        dates_by_basis=counts["basis"],
    )


def everything(columns: Columns) -> Places:
    """Return the places of all articles."""
    return np.arange(len(columns), dtype=np.int64)


def where(columns: Columns, column: str, name: str | None) -> Places:
    """Return the places of the articles that state a name in a column; None: those that state none."""
    code = NONE if name is None else columns.code(column, name)
    return np.flatnonzero(columns.of[column] == code)


def span(columns: Columns, at: Places) -> tuple[str | None, str | None]:
    """Return the first and the last day on which one of the articles may have been published, as far as known."""
    first, last = columns.of["day_from"][at], columns.of["day_to"][at]
    first, last = first[first != NONE], last[last != NONE]
    return (day_of(int(first.min())) if len(first) else None, day_of(int(last.max())) if len(last) else None)


def day_of(number: int) -> str:
    """Write a day that is kept as a number as ISO 8601."""
    return date.fromordinal(number).isoformat()


def days(columns: Columns, at: Places) -> dict[int, int]:
    """Return how many of the articles of one month are known to lie on each of its days."""
    first, last = columns.of["day_from"][at], columns.of["day_to"][at]
    values, counts = np.unique(first[(first == last) & (first != NONE)], return_counts=True)
    return {date.fromordinal(int(value)).day: int(count) for value, count in zip(values, counts, strict=True)}


def in_month(columns: Columns, month: str) -> tuple[Places, Places]:
    """Return the places of the articles that lie in a month (`2022-11`), and of those that may lie in it."""
    asked = month_number(month)
    first, last = _days_of(month)
    within = columns.of["month"] == asked
    touching = (columns.of["day_from"] != NONE) & (columns.of["day_from"] <= last) & (columns.of["day_to"] >= first)
    return np.flatnonzero(within), np.flatnonzero(touching & ~within)


def _days_of(month: str) -> tuple[int, int]:
    year, number = int(month[:4]), int(month[5:7])
    first = date(year, number, 1).toordinal()
    behind = date(year + number // 12, number % 12 + 1, 1) if (year, number) < (_LAST_YEAR, 12) else date.max
    return first, behind.toordinal() - 1


_LAST_YEAR = date.max.year


def stretch(columns: Columns, at: Places, order: Order, size: int, after: Ended | None = None) -> Stretch:
    """Return a page of a list: newest or oldest first, unknown days last.

    What comes after a page is told by its last article, not by a number of pages: a list that grows in between neither
    repeats nor skips any.
    """
    if after is None:
        at = _nearest(columns, at, order, size)
    keys = columns.newest_at(at) if order == "newest" else columns.oldest_at(at)
    numbers = columns.article[at].astype(np.int64)
    if after is not None:
        behind = (keys > after.key) | ((keys == after.key) & (numbers > after.number))
        keys, numbers = keys[behind], numbers[behind]
    if len(keys) > size + 1:
        # All up to the last key that counts, its equals included: these alone are sorted.
        near = np.flatnonzero(keys <= np.partition(keys, size)[size])
        keys, numbers = keys[near], numbers[near]
    listed = np.lexsort((numbers, keys))
    shown = listed[:size]
    is_last = len(listed) <= size
    return Stretch(
        tuple(map(int, numbers[shown])),
        None if is_last else Ended(int(keys[shown[-1]]), int(numbers[shown[-1]])),
    )


def _nearest(columns: Columns, at: Places, order: Order, size: int) -> Places:
    """Return the articles of the first days of a list, as many as its first page asks for: no others need a key."""
    days = columns.of["day_to" if order == "newest" else "day_from"][at]
    known = np.flatnonzero(days != NONE)
    if len(known) <= size + 1:
        return at
    signed = -days[known] if order == "newest" else days[known]
    near: Places = at[known[signed <= np.partition(signed, size)[size]]]
    return near


def drawn(at: Places, size: int) -> Places:
    """Return at most `size` of the articles, spread evenly over their order of arrival."""
    if len(at) <= size:
        return at
    return at[np.linspace(0, len(at) - 1, size).astype(np.int64)]
