"""The full-text index: contentless, so that what goes out must be named with the very words that went in.

Rule: knows the tables `article_fts`, `article`, `card`, `text`; the caller holds the transaction.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from archive.texts import unpack
from archive.words import form_version, index_form, stems_of

_ENTRY = """
    SELECT a.id, a.headline, a.outlet, a.agency, c.authors, c.dateline_place_raw, c.dateline_place, c.tags, a.language,
        t.body
    FROM article a JOIN card c ON c.article_id = a.id JOIN extraction e ON e.id = a.extraction_id
    JOIN text t ON t.id = e.text_id
"""


def entry_of(conn: sqlite3.Connection, article: int) -> tuple[str, ...] | None:
    """Return the folded columns of the index entry of an article as its rows stand now, or None where it has none."""
    row = conn.execute(_ENTRY + "WHERE a.id = ?", (article,)).fetchone()
    return _columns(row) if row else None


def put_entry(conn: sqlite3.Connection, article: int, columns: tuple[str, ...]) -> None:
    """Add an article's entry."""
    conn.execute(
        "INSERT INTO article_fts(rowid, headline, outlet, author, body, stem) VALUES (?, ?, ?, ?, ?, ?)",
        (article, *columns),
    )


def drop_entry(conn: sqlite3.Connection, article: int, columns: tuple[str, ...]) -> None:
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


def iter_entries(conn: sqlite3.Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every article's number and the entry that the index should hold for it."""
    for row in conn.execute(_ENTRY + "ORDER BY a.id"):
        yield int(row[0]), _columns(row)


def _columns(row: tuple[Any, ...]) -> tuple[str, ...]:
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
