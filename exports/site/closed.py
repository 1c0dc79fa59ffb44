"""What only the owner of an archive sees: articles that are withheld, held or purged, and the log, with who did what.

The rows of withheld articles are packed, in a table of their own: no other table, view or count has them. For every
statement of a reading room, whoever writes it, that table and its like are empty: tables of the same names stand before
them in each connection, and those of the file itself are denied. SQLite's authorizer is not asked for every column (of
a NATURAL FULL JOIN it is asked for none, 3.40), so what a reader writes is looked through as well.

Rule: knows table names and SQLite's authorizer.
"""

import re
import sqlite3
from collections.abc import Iterable
from typing import Any

from archive.absent import OWNERS_TABLES
from exports.site.access import archives_of

_SETTING = "setting"

CLOSED = OWNERS_TABLES | {"run", "file_read", "file_result", _SETTING}
"""Tables. Counts of runs tell how many articles came in; a file that gives fewer than it gave tells where one is gone.
Of settings our own pages read some."""

_TELLING = ("salt", "scrub")
"""Settings that are there since something was withheld or purged."""

OF_THE_FILE = frozenset({"dbstat", "pragma_database_list", "sqlite_dbpage", "sqlite_stmt"})
"""What SQLite tells of the file itself: its path, the size of each table, its pages, what others ask."""

_WORD = re.compile(r"[a-z0-9_$]+")


def close(conn: sqlite3.Connection, database: str, datasette: Any) -> None:  # noqa: ANN401  Datasette ships no types
    """Have the closed tables empty in a connection of Datasette to an archive."""
    archives = archives_of(datasette)
    if database not in archives:
        if datasette.crossdb and archives:  # they may be attached to it
            conn.set_authorizer(_judge)
        return
    named = ", ".join(f"'{name}'" for name in _TELLING)
    shown = f"SELECT * FROM main.{_SETTING} WHERE name NOT IN ({named})"  # noqa: S608  our names
    conn.execute(f"CREATE TEMP VIEW {_SETTING} AS {shown}")
    for table in sorted(CLOSED - {_SETTING}):
        conn.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE 0")  # noqa: S608  our names
    conn.set_authorizer(_judge)


def asks_for_closed(statement: str, *, schemas: Iterable[str] = ("main",)) -> bool:
    """Tell whether a reader's SQL might read a closed table: it names one, and the file that holds it.

    In SQL a name cannot be spelt otherwise than by its letters. What is no such question may be taken for one: a text
    that is compared with counts as a name.

    >>> asks_for_closed("select * from MAIN . withheld"), asks_for_closed("select * from withheld")
    (True, False)
    """
    words = set(_WORD.findall(statement.lower()))
    return bool(words & OF_THE_FILE) or (bool(words & CLOSED) and not words.isdisjoint(schemas))


def _judge(action: int, table: str | None, _column: str | None, database: str | None, source: str | None) -> int:
    # A count of rows names no database where the statement names none: then it is of the empty table.
    if action != sqlite3.SQLITE_READ or not table:
        return sqlite3.SQLITE_OK
    name = table.lower()
    if name == source == _SETTING:  # the view of that name, which leaves some out
        return sqlite3.SQLITE_OK
    is_closed = name in OF_THE_FILE or (database not in {None, "temp"} and name in CLOSED)
    return sqlite3.SQLITE_DENY if is_closed else sqlite3.SQLITE_OK
