"""The pass over stories: what changed since the last one is read, compared and grouped anew.

It follows an ingest, a reextract and every correction, in transactions of its own. What waits is noted in the tables by
the change itself: killed at any moment and run again, the pass ends in the same stories. These are a function of what
the archive holds, not of the order in which it came: `rebuild_stories` makes the same from nothing.

Rule: writes through an open `Store`, some articles a transaction; no files, no processes.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.column_pass import keep_columns
from archive.relearn import Progress
from archive.store import Store
from archive.story_loosen import loosened
from archive.story_place import Placing, Reading
from archive.story_said import Said
from archive.story_scale import Scale, is_of_another_size, keys_of, settle_all_terms, settle_terms, stale_terms
from archive.story_texts import read_texts, take_out
from archive.story_words import apply_names, write_stories
from ingest.story.levels import size_class

READ_AT_ONCE = 200
"""Articles a transaction while their texts are read."""
PLACED_AT_ONCE = 2_000
"""Texts a transaction while they are compared: the more, the fewer stories are made twice; they are held in memory."""

STAGE = "7 relate: stories"

_TABLES = ("story_member", "story", "story_text", "story_copy", "story_term", "stale_term")


def keep_stories(
    store: Store, *, progress: Progress | None = None, should_stop: Callable[[], bool] = lambda: False
) -> int:
    """Go through the articles that wait; return how many stories there are now. Stopped early, the others wait on.

    The columns, in which each article's story stands, are packed in the end: this pass is the last of every change.
    """
    _keep_stories(store, progress, should_stop)
    keep_columns(store, should_stop=should_stop)
    return count_stories(store.conn)


def _keep_stories(store: Store, progress: Progress | None, should_stop: Callable[[], bool]) -> None:
    conn = store.conn
    scale = Scale.read(conn)
    if scale is None:
        with store.transaction():
            scale = _reset(conn)
    said = Said.read(conn)
    done = _Done(progress)
    for articles in _waiting(conn, "SELECT article_id FROM stale_story ORDER BY 1 LIMIT ?", READ_AT_ONCE):
        if should_stop():
            return
        with store.transaction():
            read_texts(conn, articles, scale, said)
        done.tell(len(articles), _count(conn, "stale_story"))
    with store.transaction():
        _settle(conn, scale)
        apply_names(conn, said)
    reading = Reading(conn, scale)
    waiting = "SELECT article_id FROM story_text WHERE is_placed = 0 ORDER BY 1 LIMIT ?"
    for texts in _waiting(conn, waiting, PLACED_AT_ONCE):
        if should_stop():
            break
        with store.transaction():
            write_stories(conn, scale, Placing.of(reading, said).place(texts))
            apply_names(conn, said)
        done.tell(len(texts), _count(conn, "story_text WHERE is_placed = 0"))


def count_stories(conn: sqlite3.Connection) -> int:
    """Return how many stories there are."""
    return _count(conn, "story")


@dataclass(slots=True)
class _Done:
    """How far the pass has come: each text is read, then placed."""

    progress: Progress | None
    count: int = 0

    def tell(self, count: int, waiting: int) -> None:
        """Move the progress bar."""
        self.count += count
        if self.progress is not None:
            self.progress(STAGE, self.count, self.count + waiting)


def rebuild_stories(store: Store) -> int:
    """Make all stories anew from nothing; return how many there are."""
    with store.transaction():
        _reset(store.conn)
    return keep_stories(store)


def _reset(conn: sqlite3.Connection) -> Scale:
    """Have every article wait, and forget what was made of them."""
    for table in _TABLES:
        conn.execute(f"DELETE FROM {table}")  # noqa: S608  our names
    conn.execute("INSERT OR IGNORE INTO stale_story(article_id) SELECT id FROM article")
    scale = Scale(size=size_class(0), texts=0)
    scale.write(conn)
    return scale


def _settle(conn: sqlite3.Connection, scale: Scale) -> None:
    """Have levels follow from the texts that there are now; every text that this concerns waits to be placed."""
    if is_of_another_size(scale):
        conn.execute("DELETE FROM story_member")
        conn.execute("DELETE FROM story")
        conn.execute("UPDATE story_text SET is_placed = 0, near = x'' WHERE is_placed")
        settle_all_terms(conn, scale)
    else:
        ceased, moved = stale_terms(conn, scale)
        if moved:
            take_out(conn, scale, _placed_with(conn, frozenset(moved)))
        if ceased:
            take_out(conn, scale, loosened(conn, scale, ceased))
        settle_terms(conn, scale, [*ceased, *moved])
    scale.write(conn)


def _placed_with(conn: sqlite3.Connection, keys: frozenset[int]) -> list[int]:
    """Return the placed texts that hold one of some terms."""
    rows = conn.execute("SELECT article_id, terms FROM story_text WHERE is_placed")
    return [text for text, packed in rows if not keys.isdisjoint(keys_of(packed))]


def _waiting(conn: sqlite3.Connection, query: str, most: int) -> Iterator[list[int]]:
    """Yield what waits, until nothing does: what a step leaves waiting comes again."""
    while found := [int(row[0]) for row in conn.execute(query, (most,))]:
        yield found


def _count(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our names
