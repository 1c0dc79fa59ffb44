"""The full-text index in one piece: FTS5 writes what comes in beside what is there, and asks each piece for every word.

A search of ten thousand articles takes two thirds of the time where the index is one piece. Merging reads and writes
the whole of it, so it is done where a tenth has come to it: an archive that grows a little each day has each entry
written some ten times.

Rule: knows the index and the writer; not what the words are.
"""

import sqlite3
from collections.abc import Callable, Sequence
from itertools import count

from archive.relearn import Progress
from archive.store import Store

STAGE = "7 relate: index of words"

SHARE = 10
"""The pieces beside the largest are put to it when they have a tenth of its pages."""
FEWEST = 64
"""Pages that all pieces have together, below which nothing is worth merging."""
PAGES = 4_000
"""Of the index that are merged in one transaction: seconds, and some ten megabytes of the log."""


def keep_in_one_piece(
    store: Store, *, progress: Progress | None = None, should_stop: Callable[[], bool] = lambda: False
) -> None:
    """Merge the pieces of the index where enough has come to it. Stopped early, the next run goes on.

    It follows what changes many articles; a correction has nobody wait for it.
    """
    sizes = _pieces(store.conn)
    if not _is_worth_it(sizes):
        return
    total = sum(sizes)
    step = -PAGES  # below nought: every piece is to be merged (sqlite.org/fts5.html, "The 'merge' Command")
    for done in count(0, PAGES):
        if progress is not None:
            progress(STAGE, min(done, total), total)
        if should_stop():
            return
        before = store.conn.total_changes
        with store.transaction():
            store.conn.execute("INSERT INTO article_fts(article_fts, rank) VALUES ('merge', :step)", {"step": step})
        if store.conn.total_changes - before < 2:  # noqa: PLR2004  nothing but the command itself
            return
        step = PAGES


def _pieces(conn: sqlite3.Connection) -> list[int]:
    """Return the pages of each piece."""
    return [int(row[0]) for row in conn.execute("SELECT count(*) FROM article_fts_idx GROUP BY segid")]


def _is_worth_it(sizes: Sequence[int]) -> bool:
    total = sum(sizes)
    return total >= FEWEST and (total - max(sizes)) * SHARE >= max(sizes)
