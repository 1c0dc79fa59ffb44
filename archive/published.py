"""The mark of a reader's copy: when it was made, and without what. A copy is read, never written.

Rule: knows one row of `setting` and how received files are told absent.
"""

import json
import sqlite3
from dataclasses import asdict, dataclass

MARK = "copy"
"""Name of the setting."""

ABSENT = "absent"
"""The codec of a received file that is with the owner of the archive: its hash and size are here, its bytes are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderCopy:
    """What a copy for readers was made as."""

    made: str
    """ISO 8601, UTC."""
    agent: str
    """The program and its version."""
    has_received: bool
    has_paths: bool
    """Whether it tells under which relative path a page was met."""
    has_names: bool
    """Whether it tells who made corrections and statements."""


def copy_of(conn: sqlite3.Connection) -> ReaderCopy | None:
    """Return what a copy was made as, or None for an archive of its owner, or a file that is yet to become one."""
    there = conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'setting'").fetchone()
    row = conn.execute("SELECT value FROM setting WHERE name = ?", (MARK,)).fetchone() if there else None
    return ReaderCopy(**json.loads(row[0])) if row else None


def mark(conn: sqlite3.Connection, copy: ReaderCopy) -> None:
    """Mark an archive as a reader's copy."""
    conn.execute("INSERT INTO setting(name, value) VALUES (?, ?)", (MARK, json.dumps(asdict(copy))))


def is_with_owner(conn: sqlite3.Connection, sha256: str) -> bool:
    """Tell whether a received file is known here, and its bytes are with the owner of the archive."""
    row = conn.execute("SELECT codec FROM received WHERE sha256 = ?", (sha256,)).fetchone()
    return row is not None and row[0] == ABSENT
