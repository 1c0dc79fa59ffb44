"""Readings that look something up by its key, done at once, in the thread that answers.

To be handed to another thread and back, and to wait there for the interpreter at every step of SQLite, takes twice as
long as such a reading itself. One that takes longer than it may is broken off, and done in another thread after all, so
that nobody waits for it but who asked.

Rule: knows how Datasette opens connections, on both of its lines; nothing of what is read.
"""

import sqlite3
import time
from collections.abc import Callable
from sqlite3 import Connection
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")

MOST_S = 0.02
"""So long may everybody wait for one reading."""

STEPS = 500
"""Of SQLite's machine, from one look at the clock to the next."""

_connections: WeakKeyDictionary[Any, Connection] = WeakKeyDictionary()


async def look_up(datasette: Any, name: str, reading: Callable[[Connection], T]) -> T:  # noqa: ANN401  Datasette ships no types
    """Run `reading` with a read-only connection to the database called `name`; it may be run twice."""
    database = datasette.get_database(name)
    try:
        return _at_once(_connection_to(datasette, database), reading)
    except sqlite3.OperationalError:  # broken off, or locked; what is wrong with it will be wrong there, too
        found: T = await database.execute_fn(reading)
        return found


def _at_once(conn: Connection, reading: Callable[[Connection], T]) -> T:
    until = time.monotonic() + MOST_S
    conn.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        return reading(conn)
    finally:
        conn.set_progress_handler(None, STEPS)


def _connection_to(datasette: Any, database: Any) -> Connection:  # noqa: ANN401
    """Return the connection of this thread; nobody waits in it for a lock."""
    if database not in _connections:
        conn: Connection = database.connect()
        datasette._prepare_connection(conn, database.name)  # noqa: SLF001  as Datasette does for its threads
        conn.execute("PRAGMA busy_timeout = 0")
        _connections[database] = conn
    return _connections[database]
