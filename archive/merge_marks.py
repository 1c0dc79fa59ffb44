"""The owner's words beside the facts, from two archives: one sequence each, the latest last.

Notes, highlights, checks and entries of selections go with their article. Selections of one name are one selection.
Names of outlets and spellings of places are statements on the whole archive: united, they are true of all of it.

Rule: knows the tables of both archives; the caller holds the transaction, and has outlets follow.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive import outlet_names
from archive.merge_order import Word, news, united


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table of statements."""

    table: str
    about: tuple[str, ...]
    """Columns that tell what a statement is about: of those about the same, the latest stands."""
    where: str = "1"
    """Which rows of it."""


OUTLETS = "outlet_statement"
OF_ARTICLES = (
    _Kind("annotation", ("name",)),
    _Kind("checked", ("field",)),
    _Kind("selection_statement", ("selection",)),
)
OF_ALL = (
    _Kind("selection_statement", ("selection",), "article_id IS NULL"),
    _Kind(OUTLETS, ()),
    _Kind("place_spelling", ("place_words", "words")),
)
_OWN = frozenset({"id", "article_id", "asserted_at", "undone_at"})
"""Columns that are not part of what was said."""


def unite_marks(source: sqlite3.Connection, theirs: int, conn: sqlite3.Connection, ours: int) -> int:
    """Unite what the owners wrote on an article; return how many statements `conn` did not hold."""
    return sum(
        len(
            _unite(source, conn, kind, ("article_id = ?", (theirs,)), ("article_id = ?", (ours,)), {"article_id": ours})
        )
        for kind in OF_ARTICLES
    )


def unite_names(source: sqlite3.Connection, conn: sqlite3.Connection) -> list[tuple[str, Word]]:
    """Unite what is said of selections, outlets and places; return what `conn` did not hold, with its table.

    Outlets whose names may change are noted to wait.
    """
    fresh = []
    for kind in OF_ALL:
        words = _unite(source, conn, kind, (kind.where, ()), (kind.where, ()), {})
        fresh += [(kind.table, word) for word in words]
        if words and kind.table == OUTLETS:
            for row in conn.execute("SELECT called FROM outlet_statement UNION SELECT name FROM outlet_statement"):
                outlet_names.have_wait(conn, str(row[0]))
    return fresh


def said_of(table: str, conn: sqlite3.Connection, word: Word) -> dict[str, Any]:
    """Return what a statement says, by column."""
    return dict(zip(_columns(conn, table), word.content, strict=True))


def said_of_outlet(conn: sqlite3.Connection, word: Word) -> tuple[str, str, str]:
    """Return of a statement on an outlet the two names, and when it was said."""
    said = said_of(OUTLETS, conn, word)
    return said["called"], said["name"], str(word.at)


_Rows = tuple[str, tuple[Any, ...]]
"""A condition and its values."""


def _unite(
    source: sqlite3.Connection, conn: sqlite3.Connection, kind: _Kind, theirs: _Rows, ours: _Rows, own: dict[str, Any]
) -> list[Word]:
    said = _words(source, kind, theirs)
    if not said:
        return []
    before = _words(conn, kind, ours)
    after = united(before, said)
    fresh = news(before, after)
    if fresh:
        conn.execute(f"DELETE FROM {kind.table} WHERE {ours[0]}", ours[1])  # noqa: S608  our names
        _put(conn, kind, after, own)
    return fresh


def _words(conn: sqlite3.Connection, kind: _Kind, rows: _Rows) -> list[Word]:
    names = _columns(conn, kind.table)
    found = conn.execute(
        f"SELECT asserted_at, undone_at, {', '.join(names)} FROM {kind.table} WHERE {rows[0]} ORDER BY id",  # noqa: S608  our names
        rows[1],
    )
    at = [names.index(name) for name in kind.about]
    return [
        Word(tuple(said[each] for each in at), at=when, content=tuple(said), undone=undone)
        for when, undone, *said in found
    ]


def _put(conn: sqlite3.Connection, kind: _Kind, words: Iterable[Word], own: dict[str, Any]) -> None:
    names = (*own, "asserted_at", "undone_at", *_columns(conn, kind.table))
    marks = ", ".join("?" for _ in names)
    conn.executemany(
        f"INSERT INTO {kind.table}({', '.join(names)}) VALUES ({marks})",  # noqa: S608  our names
        [(*own.values(), word.at, word.undone, *word.content) for word in words],
    )


def _columns(conn: sqlite3.Connection, table: str) -> Sequence[str]:
    rows = conn.execute(f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")  # noqa: S608  our names
    return [str(row[0]) for row in rows if row[0] not in _OWN]
