"""The pass over columns: blocks that are out of date are packed anew, and the whole is counted. It ends every change.

Nothing depends on it but time: what is not packed yet, readers read from the tables.

Rule: writes through an open `Store`, a transaction a block.
"""

from collections.abc import Callable

from archive.column_blocks import pack_block, read_block
from archive.columns import fresh_columns
from archive.counted_ahead import write_ahead
from archive.holdings import count_whole
from archive.store import Store


def keep_columns(store: Store, *, should_stop: Callable[[], bool] = lambda: False) -> None:
    """Pack the blocks that changed. Stopped early, the others wait on."""
    waiting = [int(row[0]) for row in store.conn.execute("SELECT block FROM stale_block ORDER BY block")]
    for block in waiting:
        if should_stop():
            return
        with store.transaction():
            _keep(store, block)
    if store.conn.execute("SELECT 1 FROM counted_ahead").fetchone() is None:
        with store.transaction():
            write_ahead(store.conn, count_whole(store.conn, fresh_columns(store.conn)))


def _keep(store: Store, number: int) -> None:
    block = read_block(store.conn, number)
    store.conn.execute("DELETE FROM column_block WHERE block = ?", (number,))
    if len(block.article):
        store.conn.execute(
            "INSERT INTO column_block(block, stamp, packed) VALUES (?, ?, ?)",
            (number, _next_stamp(store), pack_block(block)),
        )
    store.conn.execute("DELETE FROM stale_block WHERE block = ?", (number,))


def _next_stamp(store: Store) -> int:
    """Return a number that no block had before: a reader knows by it whether what it holds is what stands there."""
    row = store.conn.execute("SELECT value FROM setting WHERE name = 'columns'").fetchone()
    stamp = 1 + int(row[0] if row else 0)
    store.conn.execute("INSERT OR REPLACE INTO setting(name, value) VALUES ('columns', ?)", (str(stamp),))
    return stamp
