"""Which of the articles found a reader's filters leave: the same as `archive.filters` says in SQL, over columns.

Rule: reads only; knows columns, and the tables that give names their rows.
"""

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np

from archive.column_blocks import NONE
from archive.columns import Columns, Mask, Places
from archive.filters import day_range, numbers_of
from archive.naming import group_of
from archive.selected import selected
from schemas.view import Filters


def narrow(conn: sqlite3.Connection, columns: Columns, places: Places, filters: Filters) -> Places:
    """Return the places that the filters leave, in their order.

    Raises: UsageError where a date cannot be read; UnknownArticle where an id is asked for that is not there.
    """
    for name, narrowed in _NARROWED.items():
        value = getattr(filters, name)
        if value is not None and value != ():
            places = places[narrowed(conn, columns, value)[places]]
    return places


def _named(column: str) -> Callable[[sqlite3.Connection, Columns, str], Mask]:
    return lambda _conn, columns, value: columns.of[column] == columns.code(column, value)


def _listed(column: str, table: str) -> Callable[[sqlite3.Connection, Columns, str], Mask]:
    def having(conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
        row = conn.execute(f"SELECT id FROM {table} WHERE name = ?", (value,)).fetchone()  # noqa: S608  our names
        at, rows = columns.pairs[column]
        return columns.mask(at[rows == row[0]]) if row else _nobody(columns)

    return having


def _from(_conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
    first = date.fromisoformat(day_range(value)[0]).toordinal()
    return columns.of["day_to"] >= first


def _to(_conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
    last = date.fromisoformat(day_range(value)[1]).toordinal()
    day: Mask = (columns.of["day_from"] <= last) & (columns.of["day_from"] != NONE)
    return day


def _of_group(conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
    return columns.mask(columns.places(np.array(group_of(conn, value), dtype=np.int64)))


def _of_selection(conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
    return columns.mask(columns.places(np.array(selected(conn, value), dtype=np.int64)))


def _of_ids(conn: sqlite3.Connection, columns: Columns, value: tuple[str, ...]) -> Mask:
    numbers = [number for ref in value for number in numbers_of(conn, ref)]
    return columns.mask(columns.places(np.array(numbers, dtype=np.int64)))


def _with_copies(_conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
    tied: Mask = columns.of["family"] > 0
    return tied if value == "yes" else ~tied if value == "no" else _nobody(columns)


def _without(_conn: sqlite3.Connection, columns: Columns, value: str) -> Mask:
    if value in columns.pairs:
        return ~columns.having(value)
    if value == "headline":
        return (columns.of["doubts"] & 2) > 0
    column = {"date": "day_from"}.get(value, value)
    return columns.of[column] == NONE if column in _MAY_LACK else _nobody(columns)


_MAY_LACK: Final = ("outlet", "agency", "language", "day_from", "month", "year")


def _nobody(columns: Columns) -> Mask:
    return np.zeros(len(columns), dtype=bool)


_NARROWED: Final[dict[str, Callable[[sqlite3.Connection, Columns, str], Mask]]] = {
    "outlet": _named("outlet"),
    "language": _named("language"),
    "agency": _named("agency"),
    "basis": _named("basis"),
    "author": _listed("author", "person"),
    "tag": _listed("tag", "tag"),
    "date_from": _from,
    "date_to": _to,
    "story": _of_group,
    "selection": _of_selection,
    "copies": _with_copies,
    "without": _without,
    "ids": _of_ids,  # type: ignore[dict-item]  # several values
}
