"""How many rows Datasette's list of tables tells: the exact number of small tables, "many" of large ones.

Datasette counts every table and gives a count up after some milliseconds. But a count is one step to SQLite, which
looks at the clock between steps only: the list of an archive of a million articles took minutes to come, and blocked a
thread for whoever asked. The highest row number is found at once.

Rule: knows Datasette's databases and SQLite; no pages.
"""

import sqlite3
from functools import partial
from typing import Any

from exports.site.access import archives_of
from exports.site.metadata import HIDDEN

COUNTED = 50_000
"""Rows up to which a table is counted."""

INDEX = "article_fts"
"""With this begin the names of the full-text index and of its tables."""


def soften_counts(datasette: Any) -> None:  # noqa: ANN401  Datasette ships no types
    """Have Datasette ask us for the counts of every archive."""
    for name in archives_of(datasette):
        database = datasette.databases[name]
        database.table_counts = partial(table_counts, database)


async def table_counts(database: Any, limit: int = 10) -> dict[str, int | None]:  # noqa: ANN401, ARG001  Datasette's
    """Return the rows of each table of a database; None of the large and of machinery."""
    names = await database.table_names()
    found: dict[str, int | None] = await database.execute_fn(lambda conn: {name: rows_of(conn, name) for name in names})
    return found


def rows_of(conn: sqlite3.Connection, table: str) -> int | None:
    """Return how many rows a table has; None where that are too many to count, or nobody needs to know."""
    if table in HIDDEN or table.startswith(INDEX):
        return None
    quoted = '"' + table.replace('"', '""') + '"'
    try:
        if _highest(conn, quoted) > COUNTED:
            return None
        bounded = f"SELECT count(*) FROM (SELECT 1 FROM {quoted} LIMIT {COUNTED + 1})"  # noqa: S608  a name out of the schema
        (count,) = conn.execute(bounded).fetchone()
    except sqlite3.DatabaseError:  # it is none of ours to read
        return None
    return int(count) if count <= COUNTED else None


def _highest(conn: sqlite3.Connection, quoted: str) -> int:
    """Return the highest row number of a table; 0 of one without row numbers: its rows are narrow, and soon counted."""
    try:
        (highest,) = conn.execute(f"SELECT max(rowid) FROM {quoted}").fetchone()  # noqa: S608  a name out of the schema
    except sqlite3.OperationalError:
        return 0
    return int(highest or 0)
