"""What everybody may read of the owner's words beside the facts, as lines for the digest.

What is private is not in it: two archives that show the same have the same digest.

Rule: reads only.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any


def mark_lines(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    """Yield the lines, by public ids; none where nothing was said."""
    for row in conn.execute(
        "SELECT DISTINCT outlet_called, outlet FROM article WHERE outlet_called IS NOT NULL ORDER BY 1"
    ):
        yield ["outlet", *row]
    for row in conn.execute(
        "SELECT place_words, words, is_gone FROM place_spelling s WHERE undone_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM place_spelling l WHERE l.undone_at IS NULL AND l.id > s.id"
        " AND l.place_words = s.place_words AND l.words = s.words) ORDER BY 1, 2"
    ):
        yield ["spelling", *row]
    for row in conn.execute(
        "SELECT s.name, a.public_id, s.body, ifnull(s.exact, ''), ifnull(s.start_at, 0), ifnull(s.text_sha256, '')"
        " FROM shown_annotation s JOIN article a ON a.id = s.article_id ORDER BY 1"
    ):
        yield ["annotation", *row]
    for row in conn.execute("SELECT name, title, note FROM shown_selection ORDER BY 1"):
        entries = conn.execute(
            "SELECT a.public_id, s.note FROM shown_selection_article s JOIN article a ON a.id = s.article_id"
            " WHERE s.selection = ? ORDER BY s.position, 1",
            (row[0],),
        )
        yield ["selection", *row, [list(each) for each in entries]]
