"""Archives as they were before texts and facts were packed: the tables of m008, filled from an archive of today."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import fulltext, texts
from archive.connect import APPLICATION_ID, open_ro
from archive.evidence import unpack_facts
from archive.migrations import migrations
from archive.rows import FACT_COLUMNS, row_of_fact
from archive.sealing import Pack, read_pack, write_pack

Row = dict[str, Any]

FIRST_PACKED = "m009_packed_texts"
LATER = frozenset({"cleaned", "outlet_called"})
"""Columns of `article` that came after it."""
_LAST = ("stale_story",)
"""Tables that triggers fill while the others are filled."""


def write_version_8(path: Path, former: Path) -> None:
    """Write to `former` what the archive at `path` was before migration m009."""
    with closing(open_ro(path)) as source, closing(sqlite3.connect(former, isolation_level=None)) as conn:
        conn.execute("PRAGMA page_size = 8192")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        conn.execute("PRAGMA journal_mode = WAL")
        migrations.apply(Database(conn, execute_plugins=False), stop_before=FIRST_PACKED)
        conn.execute("BEGIN")
        for table in sorted(_tables(conn), key=lambda name: name in _LAST):
            conn.execute(f"DELETE FROM [{table}]")  # noqa: S608  names of the file itself
            for row in _rows(source, table):
                _insert(conn, table, _former(table, row))
        for number, row in [(row["id"], row) for row in _rows(source, "extraction") if row["base_id"] is None]:
            for fact in unpack_facts(row["facts"]):
                values = dict(zip(FACT_COLUMNS.split(", "), row_of_fact(fact), strict=True))
                _insert(conn, "fact", {"article_id": row["article_id"], "extraction_id": number} | values)
        for number, columns in fulltext.iter_entries(source):
            fulltext.put_entry(conn, number, columns)
        conn.execute("COMMIT")


def _tables(conn: sqlite3.Connection) -> list[str]:
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [row[0] for row in rows if not row[0].startswith(("article_fts", "sqlite_", "_sqlite_"))]


def _rows(conn: sqlite3.Connection, table: str) -> list[Row]:
    found = conn.execute(f"SELECT * FROM [{table}]")  # noqa: S608  names of the file itself
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _insert(conn: sqlite3.Connection, table: str, row: Row) -> None:
    names, marks = ", ".join(f"[{name}]" for name in row), ", ".join("?" for _ in row)
    conn.execute(f"INSERT INTO [{table}]({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608  likewise


def _former(table: str, row: Row) -> Row:
    """Return a row as its table had it."""
    if table == "article":
        kept = {name: value for name, value in row.items() if name not in LATER}
        return kept | {name: row[name] and row[name].hex() for name in ("text_hash", "base_hash")}
    if table == "text":
        return row | {"body": texts.unpack(row["body"])}
    if table == "extraction":
        kept = {name: value for name, value in row.items() if name != "facts"}
        hashes = {name: row[name].hex() for name in ("facts_sha256", "text_hash")}
        return kept | hashes | {"paragraph_hashes": b"\x00" * 8}
    if table == "sealed":
        pack = write_pack(_former_pack(read_pack(row["pack"])))
        return row | {"pack": pack, "sha256": hashlib.sha256(pack).hexdigest()}
    return row


def _former_pack(pack: Pack) -> Pack:
    rows = {table: [_former(table, row) for row in found] for table, found in pack.rows.items()}
    rows["fact"] = [{"extraction_id": None} | row for row in rows["fact"]]
    for extraction in pack.rows["extraction"]:
        for fact in unpack_facts(extraction["facts"]) if extraction["base_id"] is None else ():
            values = dict(zip(FACT_COLUMNS.split(", "), row_of_fact(fact), strict=True))
            beside = {"asserted_at": None, "statement": None, "undone_at": None}
            ids = {"id": 1000 + len(rows["fact"]), "article_id": extraction["article_id"]}
            rows["fact"].append(ids | {"extraction_id": extraction["id"]} | values | beside)
    return Pack(rows)
