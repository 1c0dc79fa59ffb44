"""The stories, and what persons said of them, as lines for the digest.

Rule: reads only.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any


def story_lines(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    """Yield the stories and what persons said of them as lines for the digest, in an order that follows from them."""
    rows = conn.execute("SELECT id, label, why FROM story ORDER BY public_id").fetchall()
    for story, label, why in rows:
        members = conn.execute(
            "SELECT a.public_id FROM story_member m JOIN article a ON a.id = m.article_id WHERE m.story_id = ?"
            " ORDER BY 1",
            (story,),
        )
        yield ["story", [str(row[0]) for row in members], label, why]
    yield from sorted(_statement_lines(conn), key=repr)


def _statement_lines(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    rows = conn.execute("SELECT id, kind, label, because FROM story_statement WHERE undone_at IS NULL").fetchall()
    for number, kind, label, because in rows:
        articles = conn.execute(
            "SELECT s.side, a.public_id FROM story_statement_article s JOIN article a ON a.id = s.article_id"
            " WHERE s.statement_id = ? ORDER BY 1, 2",
            (number,),
        )
        yield ["said of a story", kind, [list(row) for row in articles], label, because]
