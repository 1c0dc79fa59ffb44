"""What was learned from the pages of each host, as the archive keeps it, and which hosts wait to be gone through anew.

Rule: knows the tables `furniture` and `stale_host`; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from ingest.furniture import LEAST_PAGES, RULE, RULE_PART, Furniture
from ingest.furniture.page import key_of
from schemas.document import Block


def mark_stale(conn: sqlite3.Connection, hosts: Iterable[str | None]) -> None:
    """Note that what was learned from these hosts no longer follows from their articles."""
    conn.executemany(
        "INSERT OR IGNORE INTO stale_host(host) VALUES (?)", [(host,) for host in dict.fromkeys(hosts) if host]
    )


def stale_hosts(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the hosts that wait, in the order of their names."""
    return tuple(str(row[0]) for row in conn.execute("SELECT host FROM stale_host ORDER BY host"))


def settle_small_hosts(conn: sqlite3.Connection) -> None:
    """Strike hosts that wait and have too few articles to learn from, unless something was learned there before."""
    conn.execute(
        "DELETE FROM stale_host WHERE (SELECT count(*) FROM article a WHERE a.host = stale_host.host) < ?"
        " AND NOT EXISTS (SELECT 1 FROM furniture f WHERE f.host = stale_host.host)",
        (LEAST_PAGES,),
    )


def settle(conn: sqlite3.Connection, host: str, furniture: Furniture) -> None:
    """Keep what was learned from a host, and strike it from those that wait."""
    conn.execute("DELETE FROM furniture WHERE host = ?", (host,))
    conn.executemany(
        "INSERT INTO furniture(host, key, words, place, seen, articles) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (host, line.key, line.words, line.where, line.seen, furniture.accounts)
            for line in sorted(furniture.lines.values(), key=lambda line: line.key)
        ],
    )
    conn.execute("DELETE FROM stale_host WHERE host = ?", (host,))


def with_evidence(conn: sqlite3.Connection, host: str | None, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks, the rule of those that their host repeats with the evidence: `on 7 of 9 pages of this host`."""
    if not any(block.rule in (RULE, RULE_PART) for block in blocks):
        return blocks
    rows = conn.execute("SELECT key, seen, articles FROM furniture WHERE host = ?", (host,))
    counts = {int(key): f"{RULE}: on {seen} of {articles} pages of this host" for key, seen, articles in rows}
    part = f"{RULE_PART}: apart from the article's text, where this host repeats lines"
    return tuple(
        replace(block, rule=counts.get(key_of(block.text), RULE))
        if block.rule == RULE
        else replace(block, rule=part)
        if block.rule == RULE_PART
        else block
        for block in blocks
    )
