"""One state of the archive for several statements, while somebody else writes.

Rule: knows SQLite only; changes nothing.
"""

import contextlib
import sqlite3
from collections.abc import Iterator


@contextlib.contextmanager
def one_state(conn: sqlite3.Connection) -> Iterator[None]:
    """See the same state throughout; a transaction that is open already is left to whoever opened it."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.rollback()
