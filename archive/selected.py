"""The articles of a selection, in its order: the owner's own where the connection shows them, else those for everybody.

Rule: reads only.
"""

import sqlite3

from schemas.errors import UsageError

_HEADS = """
    SELECT 1 FROM shown_selection WHERE name = :name UNION ALL
    SELECT 1 FROM selection_statement s WHERE selection = :name AND article_id IS NULL AND undone_at IS NULL
        AND is_gone = 0 AND NOT EXISTS (SELECT 1 FROM selection_statement l WHERE l.selection = s.selection
            AND l.article_id IS NULL AND l.id > s.id AND l.undone_at IS NULL)
"""
_ENTRIES = """
    SELECT article_id, position FROM shown_selection_article WHERE selection = :name UNION
    SELECT article_id, position FROM selection_statement s WHERE selection = :name AND article_id IS NOT NULL
        AND undone_at IS NULL AND is_gone = 0 AND NOT EXISTS (SELECT 1 FROM selection_statement l
            WHERE l.selection = s.selection AND l.article_id = s.article_id AND l.id > s.id AND l.undone_at IS NULL)
"""


def selected(conn: sqlite3.Connection, name: str) -> tuple[int, ...]:
    """Return the row numbers of the articles of a selection.

    Raises: UsageError where there is none of that name.
    """
    asked = {"name": name.strip().lower()}
    if conn.execute(_HEADS, asked).fetchone() is None:
        message = f"there is no selection {name!r}. `cuttings select list ARCHIVE` lists them."
        raise UsageError(message)
    rows = conn.execute(
        f"SELECT e.article_id FROM ({_ENTRIES}) e JOIN article a ON a.id = e.article_id"  # noqa: S608  a constant
        " ORDER BY e.position, a.public_id",
        asked,
    )
    return tuple(int(row[0]) for row in rows)
