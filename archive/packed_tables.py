"""What articles say and what rules read, packed: how tables that held it as it stands are brought to it, as SQL.

Rule: SQL and how things are packed, no more; `archive.migrations` runs it, with foreign keys off.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from archive import texts
from archive.evidence import pack_facts
from archive.story_tables import CHANGED_WAITS
from schemas.article import Fact

_TEXTS = (
    "ALTER TABLE text ADD COLUMN packed BLOB NOT NULL DEFAULT x''",
    "UPDATE text SET packed = packed_now(body)",
    "ALTER TABLE text DROP COLUMN body",
    "ALTER TABLE text RENAME COLUMN packed TO body",
    # To be read by people: SQL that does not know `unpacked` is refused with its name.
    "CREATE VIEW plain_text AS SELECT id, sha256, words, unpacked(body) AS body FROM text",
)

_EXTRACTION = """CREATE TABLE extraction_now (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    received_id INTEGER NOT NULL REFERENCES received(id),
    extractor TEXT NOT NULL,
    facts_sha256 BLOB NOT NULL,
    text_id INTEGER NOT NULL REFERENCES text(id),
    text_hash TEXT NOT NULL,
    blocks BLOB NOT NULL,
    facts BLOB,
    warnings TEXT NOT NULL,
    base_id INTEGER REFERENCES extraction(id)
)"""
_COPIED = "article_id, received_id, extractor, facts_sha256, text_id, text_hash, blocks, facts, warnings, base_id"
_OLD_FACTS = """
    SELECT e.id, f.field, f.value, ifnull(f.raw, f.value), f.rule, f.basis, f.place, f.confidence, f.chosen,
        f.asserted_by, f.because
    FROM extraction e LEFT JOIN fact f ON f.extraction_id = e.id WHERE e.base_id IS NULL ORDER BY e.id, f.id
"""
_FIELDS = ("field", "value", "raw", "rule", "basis", "place", "confidence", "chosen", "by", "because")
_FACTS = (
    # Of an article there are few: what its unique index said of four columns is found by one.
    "DROP TABLE extraction",
    "ALTER TABLE extraction_now RENAME TO extraction",
    "CREATE INDEX extraction_article ON extraction(article_id)",
    "CREATE INDEX extraction_received ON extraction(received_id)",
    "CREATE INDEX extraction_text ON extraction(text_id)",
    "CREATE INDEX extraction_base ON extraction(base_id) WHERE base_id IS NOT NULL",
    "DROP INDEX fact_extraction",
    "DELETE FROM fact WHERE extraction_id IS NOT NULL",
    "ALTER TABLE fact DROP COLUMN extraction_id",
    """CREATE VIEW plain_fact AS
    SELECT e.article_id AS article_id, e.id AS extraction_id,
        json_extract(f.value, '$[0]') AS field,
        json_extract(f.value, '$[6]') AS value,
        ifnull(json_extract(f.value, '$[7]'), json_extract(f.value, '$[6]')) AS raw,
        json_extract(f.value, '$[1]') AS rule,
        json_extract(f.value, '$[2]') AS basis,
        json_extract(f.value, '$[3]') AS place,
        json_extract(f.value, '$[4]') AS confidence,
        json_extract(f.value, '$[5]') AS chosen,
        NULL AS asserted_by, NULL AS because, NULL AS asserted_at, NULL AS statement, NULL AS undone_at
    FROM extraction e, json_each(unpacked(e.facts)) f
    UNION ALL SELECT article_id, NULL, field, value, ifnull(raw, value), rule, basis, place, confidence, chosen,
        asserted_by, because, asserted_at, statement, undone_at FROM fact""",
)


_DEFAULTS = {"text_hash": " NOT NULL DEFAULT x''", "base_hash": ""}
_HASHES = (
    "DROP TRIGGER article_changed_waits",
    "DROP INDEX article_text_hash",
    "DROP INDEX article_base_hash",
    *(
        statement
        for table, column in (("article", "text_hash"), ("article", "base_hash"), ("extraction", "text_hash"))
        for statement in (
            f"ALTER TABLE {table} ADD COLUMN hash_now BLOB{_DEFAULTS[column]}",
            f"UPDATE {table} SET hash_now = hash_of({column})",  # noqa: S608  names above
            f"ALTER TABLE {table} DROP COLUMN {column}",
            f"ALTER TABLE {table} RENAME COLUMN hash_now TO {column}",
        )
    ),
    "CREATE INDEX article_text_hash ON article(text_hash, public_id)",
    "CREATE INDEX article_base_hash ON article(base_hash) WHERE base_hash IS NOT NULL",
    CHANGED_WAITS,
    # Nothing is found by its address here: what a capture is told by is compared among the few of its article.
    "DROP INDEX capture_once",
    "CREATE INDEX capture_article ON capture(article_id)",
)


def shorten_hashes(conn: sqlite3.Connection) -> None:
    """Keep hashes of texts as bytes, and the places of captures once."""
    texts.register(conn)
    for statement in _HASHES:
        conn.execute(statement)


def pack_texts(conn: sqlite3.Connection) -> None:
    """Pack all texts, one row in memory at a time."""
    texts.register(conn)
    conn.create_function("packed_now", 1, texts.pack, deterministic=True)
    for statement in _TEXTS:
        conn.execute(statement)
    conn.create_function("packed_now", 1, None)


def pack_all_facts(conn: sqlite3.Connection) -> None:
    """Put the facts that rules read beside their extraction, one extraction in memory at a time."""
    texts.register(conn)
    conn.create_function("bytes_of_hex", 1, bytes.fromhex, deterministic=True)
    conn.execute(_EXTRACTION)
    values = _COPIED.replace("facts_sha256", "bytes_of_hex(facts_sha256)").replace(" facts,", " NULL,")
    conn.execute(f"INSERT INTO extraction_now(id, {_COPIED}) SELECT id, {values} FROM extraction")  # noqa: S608  constants
    conn.executemany("UPDATE extraction_now SET facts = ? WHERE id = ?", _packed(conn))
    for statement in _FACTS:
        conn.execute(statement)
    conn.create_function("bytes_of_hex", 1, None)


def _packed(conn: sqlite3.Connection) -> Iterator[tuple[bytes, int]]:
    for number, rows in groupby(conn.execute(_OLD_FACTS), key=itemgetter(0)):
        named = (dict(zip(_FIELDS, row[1:], strict=True)) for row in rows if row[1] is not None)
        yield pack_facts(Fact(**fact) for fact in named), number
