"""What was counted, kept for as long as the archive stands as it stood when it was counted.

SQLite tells a connection whether others have committed since it last asked; a connection's own changes are counted by
Python. So a kept value is never older than what the connection sees, and each connection keeps its own.

Rule: knows a connection and that account of changes; no tables.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from archive.snapshot import one_state

T = TypeVar("T")

MOST = 12
"""Connections whose value is kept; a reading room has three an archive."""


class Kept(Generic[T]):
    """A count over a whole archive, made anew only when the archive has changed."""

    def __init__(self, count: Callable[[sqlite3.Connection], T]) -> None:
        """Keep what `count` returns."""
        self._count = count
        # The connection stands beside its value, so that no other one can come to have its id.
        self._kept: OrderedDict[int, tuple[sqlite3.Connection, tuple[int, int], T]] = OrderedDict()
        self._lock = Lock()

    def of(self, conn: sqlite3.Connection) -> T:
        """Return the value for the state that `conn` sees."""
        with one_state(conn):
            state = (int(conn.execute("PRAGMA data_version").fetchone()[0]), conn.total_changes)
            with self._lock:
                held = self._kept.get(id(conn))
                if held is not None and held[1] == state:
                    self._kept.move_to_end(id(conn))
                    return held[2]
            value = self._count(conn)
        with self._lock:
            self._kept[id(conn)] = (conn, state, value)
            self._kept.move_to_end(id(conn))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return value
