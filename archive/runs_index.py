"""The index of sampled runs as tables: which texts have a run, among any number of texts.

A run's hash says nothing of where its neighbours in a text stand: what a text adds lies scattered over the whole index.
So entries of late are gathered in a small table, and put into the large one many at a time, in its order (a
log-structured merge of two trees: O'Neil, Cheng, Gawlick and O'Neil 1996): a page of the large one is written once for
thousands of texts. Both are read as one.

Rule: knows the tables `shingle` and `shingle_settled`; the caller holds the transaction.
"""
# ruff: noqa: S608  our names and constants

import sqlite3
from collections.abc import Collection

from archive.links import as_list

MOST_LATE = 1_000_000
"""Entries of late that wait: some 15 MB, which SQLite keeps in memory."""

ENTRY_BITS = 32
"""Of a row number: entries are handled as single numbers, run and article, which sort as they do."""
_ROW = (1 << ENTRY_BITS) - 1

_TABLES = ("shingle", "shingle_settled")
_HOLDERS = " UNION ALL ".join(f"SELECT article_id FROM {table} WHERE key = {{key}}" for table in _TABLES)
HOLDERS = _HOLDERS.format(key=":key")
"""Rows of `article_id`: those that have the run `:key`."""
_FIRST = f"""
    SELECT k.value, (SELECT group_concat(article_id) FROM ({_HOLDERS.format(key="k.value")} LIMIT :most))
    FROM json_each(:keys) k
"""
_ARE_HELD = f"SELECT k.value FROM json_each(:keys) k WHERE EXISTS ({_HOLDERS.format(key='k.value')})"
_ENTRIES = f"SELECT value >> {ENTRY_BITS}, value & {_ROW} FROM json_each(:entries)"
_COUNT = """
    INSERT INTO setting(name, value) VALUES ('late_runs', :more)
    ON CONFLICT(name) DO UPDATE SET value = value + :more RETURNING value + 0
"""
"""How many entries came to the small table since it was emptied: counted here, since SQLite would go through them."""


def entry_of(key: int, article: int) -> int:
    """Return an entry as one number."""
    return key << ENTRY_BITS | article


def parts_of(entry: int) -> tuple[int, int]:
    """Return run and article of an entry.

    >>> parts_of(entry_of(-5, 7))
    (-5, 7)
    """
    return entry >> ENTRY_BITS, entry & _ROW


def first_holders(conn: sqlite3.Connection, keys: Collection[int], most: int) -> dict[int, tuple[int, ...]]:
    """Return so many holders of each run, asked for all at once: a batch has tens of thousands of runs."""
    rows = conn.execute(_FIRST, {"keys": as_list(keys), "most": most})
    return {key: tuple(map(int, held.split(","))) if held else () for key, held in rows}


def are_held(conn: sqlite3.Connection, keys: Collection[int]) -> list[int]:
    """Return those of some runs that any text has."""
    return [int(row[0]) for row in conn.execute(_ARE_HELD, {"keys": as_list(keys)})]


def holders(conn: sqlite3.Connection, key: int) -> tuple[int, ...]:
    """Return all holders of a run."""
    return tuple(int(row[0]) for row in conn.execute(HOLDERS, {"key": key}))


def has(conn: sqlite3.Connection, key: int, article: int) -> bool:
    """Tell whether there is an entry."""
    held = (f"SELECT 1 FROM {table} WHERE key = ? AND article_id = ?" for table in _TABLES)
    return any(conn.execute(each, (key, article)).fetchone() for each in held)


def write(conn: sqlite3.Connection, out: Collection[int], into: Collection[int]) -> None:
    """Strike entries, and add others; in their order, so that each page is met once."""
    for table in _TABLES if out else ():
        strike = f"DELETE FROM {table} WHERE (key, article_id) IN ({_ENTRIES})"
        conn.execute(strike, {"entries": as_list(sorted(out))})
    if into:
        conn.execute(f"INSERT INTO shingle(key, article_id) {_ENTRIES}", {"entries": as_list(sorted(into))})
        if conn.execute(_COUNT, {"more": len(into)}).fetchone()[0] > MOST_LATE:
            _settle(conn)


def _settle(conn: sqlite3.Connection) -> None:
    """Put all entries of late into the large table."""
    conn.execute("DELETE FROM setting WHERE name = 'late_runs'")
    conn.execute(
        "INSERT OR IGNORE INTO shingle_settled(key, article_id) SELECT key, article_id FROM shingle ORDER BY 1, 2"
    )
    conn.execute("DELETE FROM shingle")


def count(conn: sqlite3.Connection) -> int:
    """Return how many entries there are."""
    return sum(int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _TABLES)


def clear(conn: sqlite3.Connection) -> None:
    """Strike all entries."""
    conn.execute("DELETE FROM setting WHERE name = 'late_runs'")
    for table in _TABLES:
        conn.execute(f"DELETE FROM {table}")
