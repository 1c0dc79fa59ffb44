"""What articles say, packed: how tables that held it as it stands are brought to it, as SQL.

Rule: SQL and `archive.texts` only; `archive.migrations` runs it.
"""

import sqlite3

from archive import texts

_TEXTS = (
    "ALTER TABLE text ADD COLUMN packed BLOB NOT NULL DEFAULT x''",
    "UPDATE text SET packed = packed_now(body)",
    "ALTER TABLE text DROP COLUMN body",
    "ALTER TABLE text RENAME COLUMN packed TO body",
    # To be read by people: SQL that does not know `unpacked` is refused with its name.
    "CREATE VIEW plain_text AS SELECT id, sha256, words, unpacked(body) AS body FROM text",
)


def pack_texts(conn: sqlite3.Connection) -> None:
    """Pack all texts, one row in memory at a time."""
    texts.register(conn)
    conn.create_function("packed_now", 1, texts.pack, deterministic=True)
    for statement in _TEXTS:
        conn.execute(statement)
    conn.create_function("packed_now", 1, None)
