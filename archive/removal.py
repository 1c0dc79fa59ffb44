"""Take an article out of every table, and out of all that was made of it: index, relations, families, stories, names.

What is made of the others afterwards is what would have been made of them without it: an archive that lost an article
and one that never had it hold the same.

Rule: knows the tables; the caller holds the transaction, has packed what is to come back, and has the passes over
furniture and stories follow.
"""

import json
import sqlite3
from collections import Counter

from archive import families, fulltext
from archive.cards import host_of_article
from archive.evidence import facts_read
from archive.furniture import mark_stale
from archive.outlet_names import drop_unused
from archive.sealing import MARKS, PACKED
from archive.story_scale import Scale, count_terms, keys_of
from archive.story_texts import take_out

MADE_OF = (
    "card",
    "byline",
    "tagging",
    "story_member",
    "story_copy",
    "story_text",
    "stale_story",
    "shown_annotation",
    "shown_selection_article",
)
"""Tables of what was made of an article, by `article_id`."""
_NAMES = (("person", "byline"), ("tag", "tagging"))
_SHARED = (
    ("text", "text_id", ("extraction",)),
    ("received", "received_id", ("extraction", "capture")),
)


def remove(conn: sqlite3.Connection, number: int, *, is_indexed: bool = True) -> None:
    """Take an article out; `is_indexed`: the full-text index has it."""
    conn.execute("PRAGMA defer_foreign_keys = ON")
    entry = fulltext.entry_of(conn, number) if is_indexed else None
    host = host_of_article(conn, number)
    shared = {table: _of_article(conn, column, users, number) for table, column, users in _SHARED}
    names = {table: _named_by(conn, table, number) for table, _ in _NAMES}
    _leave_stories(conn, number)
    rejections = f"SELECT id FROM rejection WHERE {PACKED['rejection']}"  # noqa: S608  a constant
    refused = conn.execute(rejections, {"number": number}).fetchall()
    families.forget(conn, number)
    if entry is not None:
        fulltext.drop_entry(conn, number, entry)
    conn.execute("DELETE FROM locator WHERE capture_id IN (SELECT id FROM capture WHERE article_id = ?)", (number,))
    for table in (*MARKS, "fact", "capture", "extraction", *MADE_OF):
        conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (number,))  # noqa: S608  our names
    conn.executemany("DELETE FROM rejection WHERE id = ?", refused)
    for table, column, users in _SHARED:
        _drop_unused(conn, table, column, users, shared[table])
    for table, link in _NAMES:
        _drop_unused(conn, table, f"{table}_id", (link,), names[table])
    mark_stale(conn, (host,))
    drop_unused(conn)


def _of_article(conn: sqlite3.Connection, column: str, users: tuple[str, ...], number: int) -> set[int]:
    return {
        int(row[0])
        for user in users
        for row in conn.execute(f"SELECT {column} FROM {user} WHERE article_id = ?", (number,))  # noqa: S608  our names
    }


def _named_by(conn: sqlite3.Connection, table: str, number: int) -> set[int]:
    """Return the persons, or tags, that an article ever named, on its card or before somebody corrected it."""
    read = conn.execute("SELECT id FROM extraction WHERE article_id = ? AND base_id IS NULL", (number,)).fetchall()
    values = {fact.value for (extraction,) in read for fact in facts_read(conn, extraction)}
    values |= {row[0] for row in conn.execute("SELECT value FROM fact WHERE article_id = ?", (number,))}
    named = f"SELECT id FROM {table} WHERE name IN (SELECT value FROM json_each(?))"  # noqa: S608  our names
    return {int(row[0]) for row in conn.execute(named, (json.dumps([value for value in values if value]),))}


def _drop_unused(conn: sqlite3.Connection, table: str, column: str, users: tuple[str, ...], rows: set[int]) -> None:
    """Strike rows of `table` that no row of `users` points at any more."""
    used = " ".join(f"AND NOT EXISTS (SELECT 1 FROM {user} u WHERE u.{column} = :row)" for user in users)  # noqa: S608  our names
    conn.executemany(f"DELETE FROM {table} WHERE id = :row {used}", [{"row": row} for row in sorted(rows)])  # noqa: S608  our names


def _leave_stories(conn: sqlite3.Connection, number: int) -> None:
    """Take an article out of its story and the counts of its terms; whoever had its text, or its story, waits."""
    scale = Scale.read(conn)
    if scale is None:
        return  # the next pass makes all stories from nothing
    row = conn.execute(
        "SELECT t.article_id, t.terms FROM story_text t LEFT JOIN story_copy c ON c.article_id = :number"
        " WHERE t.article_id = ifnull(c.text_of, :number)",
        {"number": number},
    ).fetchone()
    conn.execute(
        "INSERT OR IGNORE INTO stale_story(article_id) SELECT b.id FROM article a JOIN article b"
        " ON b.text_hash = a.text_hash WHERE a.id = ?",
        (number,),
    )
    if row is None:
        return
    text, terms = row
    take_out(conn, scale, [text])
    count_terms(conn, scale, {key: -count for key, count in Counter(keys_of(terms)).items()})
    conn.execute(
        "INSERT OR IGNORE INTO stale_story(article_id) SELECT article_id FROM story_copy WHERE text_of = ?", (text,)
    )
    conn.execute("DELETE FROM story_copy WHERE text_of = ?", (text,))
    conn.execute("DELETE FROM story_text WHERE article_id = ?", (text,))
    conn.execute("INSERT OR IGNORE INTO stale_story(article_id) VALUES (?)", (text,))
    scale.texts -= 1
    scale.write(conn)
