"""What the command line calls an article: by its accession number for people, by its record's id for scripts.

Rule: reads an open archive.
"""

import sqlite3
from collections.abc import Callable
from functools import lru_cache

Namer = Callable[[str], str]

_HELD = 1 << 16
"""Names kept in memory."""


def accession_of(conn: sqlite3.Connection, article: str) -> str | None:
    """Return the name that a person reads."""
    row = conn.execute("SELECT accession FROM article WHERE public_id = ?", (article,)).fetchone()
    return str(row[0]) if row else None


def record_id_of(conn: sqlite3.Connection, article: str) -> str | None:
    """Return the name that the ingested record brought."""
    row = conn.execute(
        "SELECT r.record_id FROM article a JOIN capture r ON r.id = a.capture_id WHERE a.public_id = ?", (article,)
    ).fetchone()
    return row[0] if row else None


def names_by(name_of: Callable[[sqlite3.Connection, str], str | None], conn: sqlite3.Connection) -> Namer:
    """Return a function from an article's public id to its name, or to itself where it has none."""

    @lru_cache(maxsize=_HELD)
    def name(article: str) -> str:
        return name_of(conn, article) or article

    return name


def number_of(conn: sqlite3.Connection, article: str) -> int:
    """Return the row number of an article that is there."""
    from archive.naming import find_numbers

    return find_numbers(conn, article)[0]
