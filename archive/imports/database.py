"""Open another tool's SQLite database to look into it: read-only, without locks, and at a bounded price.

Nothing is written, neither to the database nor beside it. What has not been written to the file yet (a journal or a
log lies beside it) cannot be seen so: then the database is not read, and it is said what to do.

Rule: one connection, a few questions; knows no tool.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from archive.disk_folder import DiskFolder
from ingest.normalise.text import clean_text
from schemas.errors import UnreadableDatabase

MOST_ROWS = 1_000_000
"""Of one answer."""
_STEPS = 100_000
_MOST_STEPS = 5_000
"""Times so many steps of SQLite's machine: many times what a library of a hundred thousand entries needs."""
_LONGEST_VALUE = 8 << 20
_LONGEST_WORDS = 200
_HEADER = b"SQLite format 3\x00"
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins that has not been played back (SQLite file format, 3)."""


@contextlib.contextmanager
def looked_into(folder: DiskFolder, name: str) -> Iterator[sqlite3.Connection]:
    """Open the database of that name in the folder.

    Raises: UnreadableDatabase where it is in use, damaged, or takes too long to answer.
    """
    _check(folder, name)
    path = quote(os.fsencode(os.path.realpath(os.path.join(folder.path, name))))  # noqa: PTH118  it may be no text
    try:
        conn = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise UnreadableDatabase(f"{name} cannot be opened: {_in_words(error)}.") from error
    try:
        _confine(conn)
        yield conn
    except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeDecodeError) as error:
        raise UnreadableDatabase(f"{name} cannot be read: {_in_words(error)}.") from error
    finally:
        conn.close()


def rows(conn: sqlite3.Connection, query: str) -> list[Sequence[Any]]:
    """Return the rows of an answer.

    Raises: UnreadableDatabase where they are too many.
    """
    found = conn.execute(query).fetchmany(MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise UnreadableDatabase(f"it holds more than {MOST_ROWS} entries of a kind.")
    return found


def columns(conn: sqlite3.Connection, table: str) -> frozenset[str]:
    """Return the names of a table's columns; none where there is no such table."""
    return frozenset(row[0] for row in conn.execute("SELECT name FROM pragma_table_info(:table)", {"table": table}))


def _in_words(error: Exception) -> str:
    """Return what SQLite says, fit to be shown: it may quote the database."""
    return clean_text(str(error))[0][:_LONGEST_WORDS]


def _check(folder: DiskFolder, name: str) -> None:
    """Refuse what is no database, or one that is being written.

    Raises: UnreadableDatabase.
    """
    if (folder.read(name, len(_HEADER)) or b"") != _HEADER:
        raise UnreadableDatabase(f"{name} is no SQLite database, or it is empty.")
    if folder.read(f"{name}-wal", 1) or (folder.read(f"{name}-journal", 8) or b"") == _JOURNAL:
        raise UnreadableDatabase(f"{name} is in use, or was not closed.")


def _confine(conn: sqlite3.Connection) -> None:
    """Bound what a question may cost, and what the database may do when it is asked."""
    left = iter(range(_MOST_STEPS))
    conn.set_progress_handler(lambda: next(left, None) is None, _STEPS)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.text_factory = lambda value: value.decode("utf-8", "replace")
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
        conn.execute(f"PRAGMA {pragma}")
