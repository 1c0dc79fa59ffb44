"""SQL functions that Datasette's connections to an archive get.

Rule: knows who asks and in which words; only archives get them.
"""

from sqlite3 import Connection
from typing import Any

from archive import texts
from archive.query import least_letters, match_of, parse_query, tamed
from archive.search import languages_of
from exports.site.access import archives_of

NOTHING = '""'
"""A full-text expression that is valid and matches no row."""


def register(conn: Connection, database: str, datasette: Any) -> None:  # noqa: ANN401  Datasette ships no types
    """Let `?_search=` on Datasette's table pages understand our query language, and SQL read what is packed.

    The search calls `escape_fts(words)`; views of the archive call `unpacked(body)`.
    """
    if database not in archives_of(datasette):
        return

    def escape_fts(words: object) -> str:
        (articles,) = conn.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()
        query, _ = tamed(parse_query(str(words or "")), least_letters(articles))
        return match_of(query, languages_of(conn)) or NOTHING

    conn.create_function("escape_fts", 1, escape_fts)
    texts.register(conn)
