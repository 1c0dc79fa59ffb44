"""The full-text index in one piece: FTS5 writes what comes in beside what is there, and asks each piece for every word.

A search of ten thousand articles takes two thirds of the time where the index is one piece. Merging reads and writes
the whole of it, so it is done where a tenth has come to it: an archive that grows a little each day has each entry
written some ten times.

Rule: knows the index and the writer; not what the words are.
"""

import sqlite3
from collections.abc import Callable

from archive.store import Store

SHARE = 10
"""The pieces beside the largest are put to it when they have a tenth of its pages."""
FEWEST = 64
"""Pages that all pieces have together, below which nothing is worth merging."""
PAGES = 4_000
"""Of the index that are merged in one transaction: seconds, and some ten megabytes of the log."""


def keep_in_one_piece(store: Store, *, should_stop: Callable[[], bool] = lambda: False) -> None:
    """Merge the pieces of the index where enough has come to it. Stopped early, the next run goes on."""
    if not _is_in_pieces(store.conn):
        return
    step = -PAGES  # below nought: every piece is to be merged (sqlite.org/fts5.html, "The 'merge' Command")
    while not should_stop():
        before = store.conn.total_changes
        with store.transaction():
            store.conn.execute("INSERT INTO article_fts(article_fts, rank) VALUES ('merge', :step)", {"step": step})
        if store.conn.total_changes - before < 2:  # noqa: PLR2004  nothing but the command itself
            return
        step = PAGES


def _is_in_pieces(conn: sqlite3.Connection) -> bool:
    sizes = [int(row[0]) for row in conn.execute("SELECT count(*) FROM article_fts_idx GROUP BY segid")]
    total = sum(sizes)
    return total >= FEWEST and (total - max(sizes)) * SHARE >= max(sizes)
