"""The one article that a person means by a name, or an error that says what to write instead.

Rule: reads only.
"""

import sqlite3

from archive.absent import missing
from archive.naming import find_number, find_numbers
from schemas.errors import CorrectionError

_LISTED = 5


def one_article(conn: sqlite3.Connection, ref: str) -> int:
    """Return the row number of the article that `ref` names.

    Raises: UnknownArticle; CorrectionError where it fits several.
    """
    number = find_number(conn, ref)
    if number is not None:
        return number
    several = find_numbers(conn, ref)
    if not several:
        raise missing(conn, ref)
    names = ", ".join(public_id(conn, each) for each in several[:_LISTED])
    more = ", …" if len(several) > _LISTED else ""
    message = f"{ref!r} fits {len(several)} articles ({names}{more}); name one of them."
    raise CorrectionError(message)


def public_id(conn: sqlite3.Connection, article: int) -> str:
    """Return the public id of an article."""
    return str(conn.execute("SELECT public_id FROM article WHERE id = ?", (article,)).fetchone()[0])
