"""Leave no trace of a purged article: not in the segments of the index, in free pages, nor in the log beside the file.

A mark in `setting` is set in the transaction of the purge and struck when all is done: where a purge was killed after
its transaction, the next command that writes finishes it.

Rule: knows SQLite's ways of forgetting; the caller holds the lock and no transaction.
"""

import sqlite3

from archive.fulltext import optimize
from schemas.errors import ArchiveError

_MARK = "scrub"


def forget_in_place(conn: sqlite3.Connection) -> None:
    """Have SQLite overwrite with zeros what this connection deletes from now on."""
    conn.execute("PRAGMA secure_delete = ON")


def note(conn: sqlite3.Connection) -> None:
    """Note, in the transaction of a purge, that the file is to be scrubbed."""
    conn.execute("INSERT OR REPLACE INTO setting(name, value) VALUES (?, 'due')", (_MARK,))


def is_due(conn: sqlite3.Connection) -> bool:
    """Tell whether a purge is to be finished."""
    return conn.execute("SELECT 1 FROM setting WHERE name = ?", (_MARK,)).fetchone() is not None


def finish(conn: sqlite3.Connection) -> bool:
    """Write the index and the file anew, and empty the log beside it; return whether that is done.

    Somebody who reads the archive at this moment keeps the log: then it is still due.
    Raises: ArchiveError where there is no room to write the file anew; it is still due, too.
    """
    forget_in_place(conn)
    try:
        optimize(conn)
        conn.execute("VACUUM")
    except sqlite3.OperationalError as error:
        message = (
            f"a purge of this archive is not finished: {error}. The articles are gone from every table; to write the "
            "file anew takes as much free room as it has. Make room, then run the same command again."
        )
        raise ArchiveError(message) from error
    if not _is_log_emptied(conn):
        return False
    conn.execute("DELETE FROM setting WHERE name = ?", (_MARK,))
    return _is_log_emptied(conn)


def _is_log_emptied(conn: sqlite3.Connection) -> bool:
    busy = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
