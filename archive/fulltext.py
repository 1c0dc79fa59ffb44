"""The full-text index: contentless, so that what goes out must be named with the very words that went in.

Rule: knows the tables `article_fts`, `article`, `card`, `text`; the caller holds the transaction.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.texts import unpack
from archive.words import form_version, index_form, stems_of

_ENTRY = """
    SELECT a.id, a.headline, a.outlet, a.agency, c.authors, c.dateline_place_raw, c.dateline_place, c.tags, a.language,
        t.body
    FROM article a JOIN card c ON c.article_id = a.id JOIN extraction e ON e.id = a.extraction_id
    JOIN text t ON t.id = e.text_id
"""

_MOST_GATHERED = 4_000_000
"""Characters of entries that wait."""

Columns = tuple[str, ...]
"""What is indexed of an article, folded."""


@dataclass(slots=True)
class Entries:
    """Entries that change, held back until they can be written one after the other."""

    conn: sqlite3.Connection
    _waiting: list[tuple[int, Columns | None, Columns]] = field(default_factory=list)
    _size: int = 0

    def change(self, article: int, before: Columns | None, now: Columns) -> None:
        """Have an article's entry be `now`; `before` is the one that went in, if one did."""
        self._waiting.append((article, before, now))
        self._size += sum(map(len, now))
        if self._size > _MOST_GATHERED:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        for article, before, now in self._waiting:
            if before is not None:
                drop_entry(self.conn, article, before)
            put_entry(self.conn, article, now)
        self._waiting, self._size = [], 0


@contextlib.contextmanager
def gathered(conn: sqlite3.Connection) -> Iterator[Entries]:
    """Gather the entries of several articles, and write them in the end.

    FTS5 collects the words of entries, and closes its list before any statement that SQLite may have to undo by itself,
    as one with triggers is: written between such statements, each entry becomes a list, to be merged with all others.
    """
    entries = Entries(conn)
    yield entries
    entries.write()


def entry_of(conn: sqlite3.Connection, article: int) -> Columns | None:
    """Return the folded columns of the index entry of an article as its rows stand now, or None where it has none."""
    row = conn.execute(_ENTRY + "WHERE a.id = ?", (article,)).fetchone()
    return _columns(row) if row else None


def with_outlet(columns: Columns, outlet: str | None) -> Columns:
    """Return an entry as it is under another name of the outlet."""
    return (columns[0], index_form(outlet or ""), *columns[2:])


def put_entry(conn: sqlite3.Connection, article: int, columns: Columns) -> None:
    """Add an article's entry."""
    conn.execute(
        "INSERT INTO article_fts(rowid, headline, outlet, author, body, stem) VALUES (?, ?, ?, ?, ?, ?)",
        (article, *columns),
    )


def drop_entry(conn: sqlite3.Connection, article: int, columns: Columns) -> None:
    """Take an article's entry out; `columns` are those that went in."""
    conn.execute(
        "INSERT INTO article_fts(article_fts, rowid, headline, outlet, author, body, stem)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?)",
        (article, *columns),
    )


def is_current(conn: sqlite3.Connection) -> bool:
    """Tell whether the index was made by today's folding and stemming."""
    row = conn.execute("SELECT value FROM setting WHERE name = 'fulltext'").fetchone()
    return row is not None and row[0] == form_version()


def rebuild(conn: sqlite3.Connection) -> None:
    """Make the whole index anew."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES ('delete-all')")
    for article, columns in iter_entries(conn):
        put_entry(conn, article, columns)
    conn.execute("INSERT OR REPLACE INTO setting(name, value) VALUES ('fulltext', ?)", (form_version(),))


def optimize(conn: sqlite3.Connection) -> None:
    """Merge the index into one segment: words of entries that were taken out stand in older segments until then."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES ('optimize')")


def iter_entries(conn: sqlite3.Connection) -> Iterator[tuple[int, Columns]]:
    """Yield every article's number and the entry that the index should hold for it."""
    for row in conn.execute(_ENTRY + "ORDER BY a.id"):
        yield int(row[0]), _columns(row)


def _columns(row: tuple[Any, ...]) -> Columns:
    _, headline, outlet, agency, authors, place_raw, place, tags, language, packed = row
    body = unpack(packed)
    names = json.loads(authors)
    beside = [place_raw, place if place != place_raw else None, *json.loads(tags)]
    words = "\n".join([*(each for each in beside if each), body])
    return (
        index_form(headline or ""),
        index_form(outlet or ""),
        index_form("\n".join([*names, *([agency] if agency else [])])),
        index_form(words),
        stems_of("\n".join([headline or "", body]), language),
    )
