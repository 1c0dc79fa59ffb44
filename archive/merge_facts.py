"""What persons and spreadsheets said of an article's facts, from two archives: one sequence, the latest last.

Rule: knows the table `fact` of both archives; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from archive.merge_order import Word, news, united
from archive.rows import FACT_COLUMNS

_SAID = f"""
    SELECT statement, asserted_at, undone_at, {FACT_COLUMNS} FROM fact
    WHERE article_id = ? AND basis = 'asserted' ORDER BY statement, id
"""  # noqa: S608  a constant
_FIELD = 0
"""Of the columns of a fact."""
_BEFORE_FACT = 3


def unite_facts(source: sqlite3.Connection, theirs: int, conn: sqlite3.Connection, ours: int) -> list[Word]:
    """Unite what is said of an article of `source` with what `conn` holds; return what was not held there.

    Statements are numbered anew, so that the latest has the greatest number, as `archive.cards` asks.
    """
    said = _words(source, theirs)
    if not said:
        return []
    before = _words(conn, ours)
    after = united(before, said)
    fresh = news(before, after)
    if not fresh:
        return []
    conn.execute("DELETE FROM fact WHERE article_id = ? AND basis = 'asserted'", (ours,))
    for word in after:
        _put(conn, ours, word)
    return fresh


def facts_said(word: Word) -> tuple[tuple[Any, ...], ...]:
    """Return the facts of a statement, as the columns `FACT_COLUMNS`."""
    facts: Any = word.content
    return tuple(facts)


def _words(conn: sqlite3.Connection, article: int) -> list[Word]:
    """Return the statements on an article, in their order."""
    rows = conn.execute(_SAID, (article,)).fetchall()
    return [_word(list(facts)) for _, facts in groupby(rows, key=itemgetter(0))]


def _word(rows: Sequence[Sequence[Any]]) -> Word:
    facts = tuple(tuple(row[_BEFORE_FACT:]) for row in rows)
    return Word(_about(facts), at=rows[0][1], content=facts, undone=rows[0][2])


def _about(facts: Iterable[Sequence[Any]]) -> str:
    """Return what a statement is about: all that is said of the date of publication is about one thing."""
    field = str(next(iter(facts))[_FIELD])
    return "published" if field.startswith("published") else field


def _put(conn: sqlite3.Connection, article: int, word: Word) -> None:
    facts = facts_said(word)
    statement: int | None = None
    marks = ", ".join("?" for _ in facts[0])
    for fact in facts:
        added = conn.execute(
            f"INSERT INTO fact(article_id, asserted_at, undone_at, {FACT_COLUMNS}) VALUES (?, ?, ?, {marks})",  # noqa: S608  a constant
            (article, word.at, word.undone, *fact),
        ).lastrowid
        statement = statement or added
        conn.execute("UPDATE fact SET statement = ? WHERE id = ?", (statement, added))
