"""Words that many of an archive's texts hold, to be looked up before somebody asks for them.

In a large archive looking up a word that every third text holds takes a tenth of a second, the first time.

Rule: reads only; knows texts and columns.
"""

import sqlite3
from collections import Counter

from archive.columns import columns_of
from archive.matching import COMMON, look_up
from archive.placed import placed_words
from archive.search import languages_of
from archive.snapshot import one_state
from archive.texts import unpack

SAMPLE = 400
"""Texts that are looked through, evenly over the archive."""

MOST_WORDS = 600

_TEXT = """
    SELECT t.body FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id
    WHERE a.id = ?
"""


def is_large(conn: sqlite3.Connection) -> bool:
    """Tell whether an archive is so large that looking up a common word takes a while."""
    return int(conn.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0]) > COMMON


def common_words(conn: sqlite3.Connection) -> list[str]:
    """Return words that a large archive holds so often that looking one up takes a while, the most common first.

    None of an archive that is small enough to answer at once.
    """
    with one_state(conn):
        columns = columns_of(conn)
        if len(columns) <= COMMON:
            return []
        seen: Counter[str] = Counter()
        for number in columns.article[:: max(1, len(columns) // SAMPLE)]:
            row = conn.execute(_TEXT, (int(number),)).fetchone()
            seen.update({word for _, _, word in placed_words(unpack(row[0]))} if row else ())
    least = SAMPLE * COMMON / len(columns)
    return [word for word, count in seen.most_common(MOST_WORDS) if count >= least]


def warm(conn: sqlite3.Connection, word: str) -> None:
    """Look a word up, so that the next who asks for it gets it at once."""
    with one_state(conn):
        look_up(conn, columns_of(conn), word, languages_of(conn))
