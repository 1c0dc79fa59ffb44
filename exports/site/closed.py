"""What only the owner of an archive sees: articles that are withheld, held or purged, and the log, with who did what.

The rows of withheld articles are packed, in a table of their own: no other table, view or count has them. For every
statement of a reading room, whoever writes it, that table and its like are empty: tables of the same names stand before
them in each connection, and those of the file itself are denied.

Rule: knows table names and SQLite's authorizer.
"""

import sqlite3
from typing import Any

from archive.absent import OWNERS_TABLES
from exports.site.access import archives_of

CLOSED = OWNERS_TABLES | {"run"}
"""Tables; the counts of runs tell how many articles came in."""


def close(conn: sqlite3.Connection, database: str, datasette: Any) -> None:  # noqa: ANN401  Datasette ships no types
    """Have the closed tables empty in a connection of Datasette to an archive."""
    if database not in archives_of(datasette):
        return
    for table in sorted(CLOSED):
        conn.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE 0")  # noqa: S608  our names
    conn.set_authorizer(_judge)


def _judge(action: int, table: str | None, _column: str | None, database: str | None, _source: str | None) -> int:
    # A count of rows names no database where the statement names none: then it is of the empty table.
    is_closed = action == sqlite3.SQLITE_READ and database not in {None, "temp"} and (table or "").lower() in CLOSED
    return sqlite3.SQLITE_DENY if is_closed else sqlite3.SQLITE_OK
