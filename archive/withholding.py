"""Seal an article and open it again: its rows go into one pack, and back.

Rule: knows the tables; the caller holds the transaction, and has relations, furniture and stories follow.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from archive import absent, aside, sealing
from archive.absent import Entry, Keys
from archive.cards import refresh
from archive.furniture import mark_stale
from archive.outlet_leaving import set_aside_outlets
from archive.removal import remove
from archive.sealing import Pack
from schemas.absence import ArticleState
from schemas.article import Article
from schemas.report import Outcome, Reason, Rejection


def seal(conn: sqlite3.Connection, number: int, state: ArticleState, *, is_indexed: bool = True) -> None:
    """Take an article out of every table and keep its rows as a pack; `state` says who wants it, and why."""
    content = sealing.content_hash(conn, number)
    pack = sealing.pack_of(conn, number)
    aside.set_aside(conn, number, state.id, last_of_host(conn, pack))
    remove(conn, number, is_indexed=is_indexed)
    set_aside_outlets(conn, number, pack)
    conn.execute(
        "INSERT INTO withheld(number, public_id, accession, content_sha256, asserted_by, because, asserted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, state.id, state.accession, content, state.by, state.because, state.at),
    )
    packed = sealing.write_pack(pack)
    conn.execute(
        "INSERT INTO sealed(number, sha256, pack) VALUES (?, ?, ?)",
        (number, hashlib.sha256(packed).hexdigest(), packed),
    )
    absent.put_keys(conn, number, pack.known_by())


def unseal(conn: sqlite3.Connection, number: int, *, is_shown: bool = True) -> None:
    """Put the rows of a withheld article back; with `is_shown` make its card and index, too."""
    pack = read_sealed(conn, number)
    drop_sealed(conn, number)
    sealing.restore(conn, pack)
    if is_shown:
        refresh(conn, number)
        mark_stale(conn, (pack.article["host"],))


def read_sealed(conn: sqlite3.Connection, number: int) -> Pack:
    """Return the pack of a withheld article."""
    (packed,) = conn.execute("SELECT pack FROM sealed WHERE number = ?", (number,)).fetchone()
    return sealing.read_pack(bytes(packed))


def drop_sealed(conn: sqlite3.Connection, number: int) -> None:
    """Strike a withheld article, its pack and its keys."""
    conn.execute("DELETE FROM sealed WHERE number = ?", (number,))
    conn.execute("DELETE FROM withheld WHERE number = ?", (number,))
    conn.execute("DELETE FROM absent_key WHERE number = ?", (number,))


def last_of_host(conn: sqlite3.Connection, pack: Pack) -> str | None:
    """Return the host of an article that is the only one of it: what the log says of the host is about the article."""
    host = pack.article["host"]
    others = conn.execute("SELECT 1 FROM article WHERE host = ? AND id <> ?", (host, pack.article["id"])).fetchone()
    return None if others else host


def turn_away(keys: Keys, page: Article | Rejection, tombstones: Iterable[Entry]) -> Article | Rejection:
    """Return `page`, or why it does not come in again where it was purged."""
    number = keys.purged_as(page) if isinstance(page, Article) else None
    if number is None or isinstance(page, Rejection):
        return page
    state = next(each.article for each in tombstones if each.number == number)
    return Rejection(
        source=page.source,
        outcome=Outcome.REJECTED,
        reason=Reason.PURGED,
        detail=f"{absent.sentence(state)} It is not taken in again.",
        received_sha256=page.received_sha256,
    )


class Opened:
    """Withheld articles that are open while a batch is filed: what comes new from their addresses is withheld, too."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Read what is absent."""
        self._conn = conn
        self._keys = Keys.read(conn)
        self._tombstones = absent.purged(conn) if self._keys.purged else ()
        self._last = absent.last_number(conn) if self._keys.withheld else 0
        self._open: dict[int, ArticleState] = {}
        self._addresses: dict[str, ArticleState] = {}

    def meet(self, result: Article | Rejection) -> Article | Rejection:
        """Have a result ready to be filed: open what is withheld at its address, turn away what was purged."""
        page = turn_away(self._keys, result, self._tombstones)
        if isinstance(page, Article):
            self.open_at(page.address)
        return page

    def open_at(self, address: str) -> None:
        """Open what is withheld at an address, so that it can be compared with what comes from there."""
        if address not in self._addresses:
            for each in absent.withheld(self._conn) if (numbers := self._keys.withheld_at(address)) else ():
                if each.number in numbers:
                    unseal(self._conn, each.number, is_shown=False)
                    self._open[each.number] = each.article
                    self._addresses.setdefault(address, each.article)

    def holds(self, number: int) -> bool:
        """Tell whether an article is open, or came new to an address of one that is."""
        if not self._open:
            return False
        return number in self._open or (number > self._last and self._address(number) in self._addresses)

    def close(self, touched: Iterable[int]) -> None:
        """Seal again what was opened, and those of `touched` that came new to its addresses."""
        numbers = sorted({*self._open, *(each for each in touched if self.holds(each))})
        for number in numbers:
            refresh(self._conn, number, is_shown=False)
        for number in numbers:  # only when all have a card: as one goes, the others of its address are linked anew
            state = self._open.get(number) or self._addresses[self._address(number)]
            own = absent.shown(self._conn, number).article
            seal(self._conn, number, replace(state, id=own.id, accession=own.accession), is_indexed=False)
        self._open, self._addresses = {}, {}

    def _address(self, number: int) -> str:
        return str(self._conn.execute("SELECT address FROM article WHERE id = ?", (number,)).fetchone()[0])
