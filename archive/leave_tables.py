"""The tables of what was withheld, held by law and purged, as SQL; and the log, so sealed that a detail can leave it.

A withheld article's rows are taken out of every other table and packed into `sealed`: what is not in the tables is in
no search, list, count or page, whoever asks and however. A purged one leaves a row of `purged` and nothing else.

Rule: SQL and the log's hashes only; `archive.migrations` runs it.
"""

import sqlite3

from archive.log import EventType, add_event, reseal

LEAVING = (
    """CREATE TABLE withheld (
        number INTEGER PRIMARY KEY,
        public_id TEXT NOT NULL UNIQUE,
        accession TEXT NOT NULL,
        content_sha256 TEXT NOT NULL,
        asserted_by TEXT,
        because TEXT NOT NULL,
        asserted_at TEXT NOT NULL
    )""",
    """CREATE TABLE sealed (
        number INTEGER PRIMARY KEY REFERENCES withheld(number),
        sha256 TEXT NOT NULL,
        pack BLOB NOT NULL
    )""",
    "CREATE TABLE aside (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL)",
    """CREATE TABLE aside_article (
        aside_id INTEGER NOT NULL REFERENCES aside(id),
        number INTEGER NOT NULL,
        PRIMARY KEY (aside_id, number)
    ) WITHOUT ROWID""",
    "CREATE INDEX aside_article_number ON aside_article(number)",
    """CREATE TABLE absent_key (
        salt TEXT NOT NULL,
        key TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (salt, key, number)
    ) WITHOUT ROWID""",
    "CREATE INDEX absent_key_number ON absent_key(number)",
    """CREATE TABLE purged (
        number INTEGER PRIMARY KEY,
        public_id TEXT NOT NULL UNIQUE,
        accession TEXT NOT NULL,
        event_id INTEGER NOT NULL,
        asserted_by TEXT,
        because TEXT NOT NULL,
        asserted_at TEXT NOT NULL
    )""",
    """CREATE TABLE legal_hold (
        public_id TEXT PRIMARY KEY,
        asserted_by TEXT,
        because TEXT NOT NULL,
        asserted_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "ALTER TABLE event ADD COLUMN salt TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE event ADD COLUMN detail_sha256 TEXT NOT NULL DEFAULT ''",
)


def lay_out(conn: sqlite3.Connection) -> None:
    """Make the tables, and seal the log anew: each entry by the salted hash of its detail, in place of the detail.

    The hash that the log ended with before is written into its next entry, so that a note of it keeps its worth.
    """
    for statement in LEAVING:
        conn.execute(statement)
    last = conn.execute("SELECT at, hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
    if last is None:
        return
    reseal(conn)
    detail = {"log": "sealed anew, so that details can be taken out", "last_hash_before": last[1]}
    add_event(conn, EventType.MODIFICATION, at=last[0], agent="cuttings", subject=None, detail=detail)
