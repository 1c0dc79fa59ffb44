"""What outlets are called: the names that pages give, and the names that the owner gives in their place.

A statement says: what is called so far by one name, is called by another. Statements are followed in the order in
which they were made, so that a merge and a later renaming add up, and names can be swapped without going in circles.

Rule: knows the tables; the caller holds the transaction. What a page called its outlet stays in its facts and in
`article.outlet_called`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive import fulltext

BATCH = 500
"""Articles a transaction: their entries in the index are written anew, a millisecond each."""

_NEXT = """
    SELECT id, name, asserted_by, because, asserted_at FROM outlet_statement
    WHERE called = ? AND id > ? AND undone_at IS NULL ORDER BY id LIMIT 1
"""
_IS_NAME = "SELECT 1 FROM article WHERE outlet = :name OR outlet_called = :name LIMIT 1"

Statement = tuple[int, str, str | None, str, str]
"""Row number, name, who said it, why and when."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an outlet is shown as."""

    name: str
    path: tuple[Statement, ...]
    """The statements that led to the name, in their order; empty: it is shown as it was called."""


def named(conn: sqlite3.Connection, called: str, *, since: int = 0) -> Named:
    """Return what an outlet that pages call `called` is shown as; `since`: only by later statements than this."""
    name, path = called, list[Statement]()
    while row := conn.execute(_NEXT, (name, since)).fetchone():
        path.append(row)
        since, name = int(row[0]), str(row[1])
    return Named(name, tuple(path))


def outlet_row(conn: sqlite3.Connection, called: str | None) -> dict[str, str | None]:
    """Return the columns of `article` that tell its outlet, of one that its page calls `called`."""
    name = named(conn, called).name if called is not None else None
    return {"outlet": name, "outlet_called": called if name != called else None}


def told_outlet_row(conn: sqlite3.Connection, called: str | None) -> dict[str, str | None]:
    """Return the same by what everybody is told of names, as a reader's copy has it: it has no statements."""
    row = conn.execute("SELECT name FROM outlet_naming WHERE called = ?", (called,)).fetchone()
    return {"outlet": row[0], "outlet_called": called} if row else {"outlet": called, "outlet_called": None}


def shown_outlet(conn: sqlite3.Connection, called: str | None) -> dict[str, str | None]:
    """Return the same, and note for everybody who gave the name and why, where the owner did."""
    found = outlet_row(conn, called)
    if called is not None and found["outlet_called"] is not None:
        _, name, by, because, at = named(conn, called).path[-1]
        conn.execute(
            "INSERT OR REPLACE INTO outlet_naming(called, name, asserted_by, because, asserted_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (called, name, by, because, at),
        )
    return found


def have_wait(conn: sqlite3.Connection, name: str) -> None:
    """Note that the articles shown under a name may have another one now."""
    conn.execute("INSERT OR IGNORE INTO stale_outlet(name) VALUES (?)", (name,))


def waiting(conn: sqlite3.Connection) -> str | None:
    """Return a name whose articles are to be gone through."""
    row = conn.execute("SELECT name FROM stale_outlet ORDER BY name LIMIT 1").fetchone()
    return str(row[0]) if row else None


def iter_stale(conn: sqlite3.Connection, name: str) -> Iterator[list[int]]:
    """Yield the articles shown under a name, some at a time."""
    numbers = [int(row[0]) for row in conn.execute("SELECT id FROM article WHERE outlet = ? ORDER BY id", (name,))]
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def count_shown(conn: sqlite3.Connection, name: str) -> int:
    """Return how many articles are shown under a name."""
    return int(conn.execute("SELECT count(*) FROM article WHERE outlet = ?", (name,)).fetchone()[0])


def go_on(conn: sqlite3.Connection, name: str) -> None:
    """Bring all articles of a name that waits up to date: what a renaming that was cut off left undone."""
    for numbers in iter_stale(conn, name):
        rename_some(conn, numbers)
    settle(conn, name)


def rename_some(conn: sqlite3.Connection, articles: Sequence[int]) -> int:
    """Bring what some articles' outlets are shown as up to date, in rows and index; return how many changed."""
    cached: dict[str, dict[str, str | None]] = {}
    changed = 0
    for number in articles:
        shown, was_called = conn.execute("SELECT outlet, outlet_called FROM article WHERE id = ?", (number,)).fetchone()
        called = was_called or shown
        if called not in cached:
            cached[called] = shown_outlet(conn, called)
        now = cached[called]
        if (now["outlet"], now["outlet_called"]) == (shown, was_called):
            continue
        entry = fulltext.entry_of(conn, number)
        conn.execute(
            "UPDATE article SET outlet = :outlet, outlet_called = :outlet_called WHERE id = :id", {**now, "id": number}
        )
        if entry is not None and now["outlet"] != shown:
            fulltext.drop_entry(conn, number, entry)
            fulltext.put_entry(conn, number, fulltext.with_outlet(entry, now["outlet"]))
        changed += 1
    return changed


def settle(conn: sqlite3.Connection, name: str) -> None:
    """Note that the articles of a name were gone through."""
    conn.execute("DELETE FROM stale_outlet WHERE name = ?", (name,))
    drop_unused(conn)


def drop_unused(conn: sqlite3.Connection) -> None:
    """Strike the accounts of names that no article that is shown was called by."""
    conn.execute(
        "DELETE FROM outlet_naming WHERE NOT EXISTS"
        " (SELECT 1 FROM article a WHERE a.outlet_called = outlet_naming.called AND a.outlet = outlet_naming.name)"
    )


def is_used(conn: sqlite3.Connection, statement: int, name: str) -> bool:
    """Tell whether a statement that gives `name` leads to the name of an article that is shown."""
    shown = named(conn, name, since=statement).name
    rows = conn.execute(
        "SELECT DISTINCT outlet_called FROM article WHERE outlet = ? AND outlet_called IS NOT NULL", (shown,)
    ).fetchall()
    calls = (str(row[0]) for row in rows)
    return any(step[0] == statement for called in (shown, *calls) for step in named(conn, called).path)


def is_name(conn: sqlite3.Connection, name: str) -> bool:
    """Tell whether an article that is shown has, or was called by, a name."""
    return conn.execute(_IS_NAME, {"name": name}).fetchone() is not None
