"""How what was found is spread: over outlets, months, languages, agencies, authors, stories, tags, kinds of dates.

Every count is of articles, exact, and those of a facet of single values add up to the total.

Rule: reads only; knows columns, and the tables that hold names of persons, tags and stories.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np

from archive.column_blocks import NAMED, NONE, Numbers, month_name
from archive.columns import Columns, Places
from schemas.view import FacetValue

FACETS: Final = ("outlet", "year", "language", "agency", "author", "story", "tag", "copies", "basis", "month")
"""By name. `copies`: `yes` for articles of a family; `basis`: how the date is known, None where it is not."""

ADDING_UP: Final = ("outlet", "year", "language", "agency", "copies", "basis", "month")
"""Facets of which each article has one value or none: their counts add up to the total."""

MOST_VALUES: Final = 40
"""Of a facet of which an article may have several (or a story), the most frequent; of the others all are told."""


def count_facets(
    conn: sqlite3.Connection, columns: Columns, places: Places, wanted: Iterable[str] = FACETS
) -> dict[str, tuple[FacetValue, ...]]:
    """Return by facet its values and how many of the articles carry each, the most frequent first."""
    return {name: _COUNTERS[name](conn, columns, places) for name in wanted}


def _named(column: str) -> Callable[[sqlite3.Connection, Columns, Places], tuple[FacetValue, ...]]:
    def count(_conn: sqlite3.Connection, columns: Columns, places: Places) -> tuple[FacetValue, ...]:
        names = columns.names[column]
        counts = np.bincount(columns.of[column][places] + 1, minlength=len(names) + 1)
        values = [(names[at - 1] if at else None, int(counts[at])) for at in np.flatnonzero(counts)]
        return _in_order(values)

    return count


def _by_year(_conn: sqlite3.Connection, columns: Columns, places: Places) -> tuple[FacetValue, ...]:
    return _in_order(
        [(None if number == NONE else str(number), count) for number, count in _counted(columns, "year", places)]
    )


def _by_month(_conn: sqlite3.Connection, columns: Columns, places: Places) -> tuple[FacetValue, ...]:
    found = _counted(columns, "month", places)
    return tuple(
        FacetValue(value=None if number == NONE else month_name(number), count=count) for number, count in found
    )


def _counted(columns: Columns, column: str, places: Places) -> list[tuple[int, int]]:
    """Return the numbers of a column and how often each occurs, in order; -1 stands for none."""
    values = columns.of[column][places]
    if not len(values):
        return []
    low = int(values[values != NONE].min(initial=np.iinfo(np.int32).max))
    spread = np.where(values == NONE, 0, values - low + 1)
    counts = np.bincount(spread)
    return [(NONE if at == 0 else int(at) + low - 1, int(counts[at])) for at in np.flatnonzero(counts)]


def _by_copies(_conn: sqlite3.Connection, columns: Columns, places: Places) -> tuple[FacetValue, ...]:
    tied = int(np.count_nonzero(columns.of["family"][places]))
    return _in_order([(name, count) for name, count in (("yes", tied), ("no", len(places) - tied)) if count])


def _by_story(conn: sqlite3.Connection, columns: Columns, places: Places) -> tuple[FacetValue, ...]:
    stories = columns.of["story"][places]
    top = _most(stories[stories > 0])
    names = {
        int(number): (str(name), str(label))
        for number, name, label in _rows_of(conn, "SELECT id, public_id, label FROM story WHERE", top)
    }
    return tuple(
        FacetValue(value=names[number][0], count=count, label=names[number][1])
        for number, count in top
        if number in names
    )


def _listed(column: str, table: str) -> Callable[[sqlite3.Connection, Columns, Places], tuple[FacetValue, ...]]:
    def count(conn: sqlite3.Connection, columns: Columns, places: Places) -> tuple[FacetValue, ...]:
        at, rows = columns.pairs[column]
        lacking = len(places) - int(np.count_nonzero(columns.having(column)[places]))
        if len(places) < len(columns):
            rows = rows[columns.mask(places)[at]]
        top = _most(rows)
        statement = f"SELECT id, name FROM {table} WHERE"  # noqa: S608  our names
        names = {int(number): str(name) for number, name in _rows_of(conn, statement, top)}
        named = [FacetValue(value=names[number], count=count) for number, count in top if number in names]
        return (*named, *([FacetValue(value=None, count=lacking)] if lacking else []))

    return count


def _most(numbers: Numbers) -> list[tuple[int, int]]:
    """Return the most frequent numbers and how often each occurs."""
    if not len(numbers):
        return []
    counts = np.bincount(numbers)
    seen = np.flatnonzero(counts)
    if len(seen) > MOST_VALUES:
        seen = seen[np.argpartition(-counts[seen], MOST_VALUES)[:MOST_VALUES]]
    return [(int(at), int(counts[at])) for at in seen[np.lexsort((seen, -counts[seen]))]]


def _rows_of(conn: sqlite3.Connection, statement: str, numbers: Iterable[tuple[int, int]]) -> Iterable[tuple[Any, ...]]:
    """Return the rows of those numbers, in any order: one question, since each costs more than its answer."""
    asked = json.dumps([number for number, _ in numbers])
    return conn.execute(f"{statement} id IN (SELECT value FROM json_each(:ids))", {"ids": asked})  # noqa: S608  ours


def _in_order(values: Iterable[tuple[str | None, int]]) -> tuple[FacetValue, ...]:
    ordered = sorted(values, key=lambda each: (-each[1], each[0] is None, each[0] or ""))
    return tuple(FacetValue(value=value, count=count) for value, count in ordered)


_COUNTERS: Final[dict[str, Callable[[sqlite3.Connection, Columns, Places], tuple[FacetValue, ...]]]] = {
    **{name: _named(name) for name in NAMED},
    "year": _by_year,
    "month": _by_month,
    "copies": _by_copies,
    "story": _by_story,
    "author": _listed("author", "person"),
    "tag": _listed("tag", "tag"),
}
