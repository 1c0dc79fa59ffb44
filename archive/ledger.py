"""Which files were read to their end, and what they gave: a later ingest tells it without reading them again.

A file is known by its locator, its size, the SHA-256 of all its bytes and what else its results depend on; never by the
time it was written.

Rule: knows the tables `file_read` and `file_result`, and opens files to hash them; the caller holds the transaction.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.done import Closed, Told
from archive.filing import Filed
from archive.stamps import hash_of
from archive.walk import Found, open_found
from schemas.article import Article
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

PASSING = frozenset(
    {
        Reason.PARSE_TIMEOUT,
        Reason.PARSE_MEMORY,
        Reason.WORKER_DIED,
        Reason.UNREADABLE,
        Reason.INTERNAL_ERROR,
    }
)
"""What another attempt may not meet again: a file that gave one of these is read anew."""

_HELD = 1_000
"""Results of one file that are held until its end is there; a longer file's are written as they come."""
_CHUNK = 1 << 20

_FILES = """
    SELECT id, sha256 FROM file_read
    WHERE locator = :locator AND size = :size AND context = :context AND sha256 IS NOT NULL ORDER BY id DESC
"""
_RESULTS = """
    SELECT f.member, f.offset, a.public_id, e.warnings, j.outcome, j.reason, j.detail
    FROM file_result f LEFT JOIN capture r ON r.id = f.capture_id LEFT JOIN article a ON a.id = r.article_id
    LEFT JOIN extraction e ON e.id = r.extraction_id LEFT JOIN rejection j ON j.id = f.rejection_id
    WHERE f.file_id = ? ORDER BY f.position
"""


class Ledger:
    """What is known of files, asked for while they are found."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Ask an open archive; another thread than the writer's may do so, by a connection of its own."""
        self._conn = conn

    def told(self, found: Found, context: str) -> Iterator[Told] | None:
        """Return what a file gives, or None where it has to be read. It is hashed only where it may be known."""
        named = {"locator": found.source.path, "size": found.size, "context": context}
        entries = self._conn.execute(_FILES, named).fetchall()
        if not entries:
            return None
        sha256 = _hash_of(found)
        number = next((number for number, known in entries if known == sha256), None)
        return _results(self._conn, number, found.source.path) if number is not None else None


def _hash_of(found: Found) -> str | None:
    try:
        with open_found(found.path, found.root) as stream:
            return hash_of(stream)
    except OSError:
        return None  # whoever reads it says why it cannot be read


def _results(conn: sqlite3.Connection, number: int, path: str) -> Iterator[Told]:
    for member, offset, article, warnings, *rejected in conn.execute(_RESULTS, (number,)):
        source = Source(path=path, member=member, offset=offset)
        if article is not None:
            yield Told(
                source=source, outcome=Outcome.KNOWN, warnings=tuple(json.loads(warnings)), articles=(str(article),)
            )
        else:
            outcome, reason, detail = rejected
            yield Told(source=source, outcome=Outcome(outcome), reason=Reason(reason), detail=detail)


@dataclass(slots=True)
class Noting:
    """Notes what files give, as their results come: those of one file follow each other."""

    conn: sqlite3.Connection
    run: int
    path: str | None = None
    """The file whose results come now."""
    is_sound: bool = True
    count: int = 0
    entry: int | None = None
    """Its row, where it is begun."""
    held: list[tuple[Any, ...]] = field(default_factory=list)

    def begin(self) -> None:
        """Strike entries that a killed run left unfinished."""
        self.conn.execute("DELETE FROM file_read WHERE sha256 IS NULL")

    def note_all(self, results: Sequence[Article | Rejection | Told | Closed], filed: Sequence[Filed | None]) -> None:
        """Note the results of a batch, after all that may take them out again."""
        for result, each in zip(results, filed, strict=True):
            if isinstance(result, Closed):
                self.close(result)
            else:
                self.note(result, each)

    def note(self, result: Article | Rejection | Told, filed: Filed | None) -> None:
        """Note one result; None: nothing was filed, it was only told."""
        if result.source.path != self.path:
            self._drop()
            self.path = result.source.path
        if filed is None or not self._is_kept(filed) or (isinstance(result, Rejection) and result.reason in PASSING):
            self.is_sound = False
        elif self.is_sound:
            if "facts" in filed.added:
                self._strike_others(filed)
            source = result.source
            self.held.append((self.count, source.member, source.offset, filed.capture, filed.rejection))
            self.count += 1
            if len(self.held) >= _HELD:
                self._write("", 0)

    def _strike_others(self, filed: Filed) -> None:
        """Strike what other spreadsheets said of an article: read again, they have the last word in their turn."""
        self.conn.execute(
            "DELETE FROM file_read WHERE id IS NOT :own AND id IN (SELECT f.file_id FROM file_result f JOIN capture r"
            " ON r.id = f.capture_id WHERE r.article_id = (SELECT article_id FROM capture WHERE id = :capture))",
            {"own": self.entry, "capture": filed.capture},
        )

    def _is_kept(self, filed: Filed) -> bool:
        """Say whether a result has a row that stays: one from the address of what is withheld is withheld, too."""
        if filed.capture is None:
            return filed.rejection is not None
        return self.conn.execute("SELECT 1 FROM capture WHERE id = ?", (filed.capture,)).fetchone() is not None

    def close(self, closed: Closed) -> None:
        """Note that the results of a file are complete."""
        if self.path not in (None, closed.locator):
            self._drop()
        if self.is_sound:
            named = (closed.locator, closed.size, closed.sha256, closed.context)
            same = "locator = ? AND size = ? AND sha256 = ? AND context = ?"
            self.conn.execute(f"DELETE FROM file_read WHERE {same}", named)  # noqa: S608  a constant
            self._write(closed.locator, closed.size)
            self.conn.execute(
                "UPDATE file_read SET sha256 = ?, context = ?, inputs = ?, size = ? WHERE id = ?",
                (closed.sha256, closed.context, self.count, closed.size, self.entry),
            )
            self.entry = None
        self._drop()

    def _write(self, locator: str, size: int) -> None:
        """Write what is held, and begin the file's entry where there is none."""
        if self.entry is None:
            added = self.conn.execute(
                "INSERT INTO file_read(locator, size, context, inputs, run_id) VALUES (?, ?, '', 0, ?)",
                (locator or self.path, size, self.run),
            )
            self.entry = added.lastrowid
        self.conn.executemany(
            "INSERT INTO file_result(file_id, position, member, offset, capture_id, rejection_id)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(self.entry, *each) for each in self.held],
        )
        self.held.clear()

    def _drop(self) -> None:
        """Forget the results of a file of which the end did not come, or which is to be read again."""
        if self.entry is not None:
            self.conn.execute("DELETE FROM file_read WHERE id = ?", (self.entry,))
        self.path, self.is_sound, self.count, self.entry = None, True, 0, None
        self.held.clear()
