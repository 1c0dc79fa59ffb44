"""What was learned from the pages of each host, as the archive keeps it, and what waits to be gone through anew.

An article notes by what it was cleaned last (`article.cleaned`): where that is what its host's pages give today, it is
not gone through again.

Rule: knows the tables `furniture` and `stale_host` and that column; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from ingest.furniture import LEAST_PAGES, MOST_PAGES, RULE, RULE_PART, Furniture
from ingest.furniture.page import key_of
from schemas.document import Block


def mark_stale(conn: sqlite3.Connection, hosts: Iterable[str | None]) -> None:
    """Note that what was learned from these hosts no longer follows from their articles."""
    conn.executemany(
        "INSERT OR IGNORE INTO stale_host(host) VALUES (?)", [(host,) for host in dict.fromkeys(hosts) if host]
    )


def mark_unclean(conn: sqlite3.Connection, article: int, hosts: Iterable[str | None]) -> None:
    """Note that another extraction speaks for an article, or its host is another: `hosts`, before and after."""
    conn.execute("UPDATE article SET cleaned = NULL WHERE id = ? AND cleaned IS NOT NULL", (article,))
    mark_stale(conn, hosts)


def chosen(conn: sqlite3.Connection, host: str) -> tuple[int, ...]:
    """Return the articles that are learned from: all of a small host, of a large one those of the smallest public ids.

    Public ids are hashes: it is a choice by chance, and the same whatever the order in which the articles came.
    """
    rows = conn.execute("SELECT id FROM article WHERE host = ? ORDER BY public_id LIMIT ?", (host, MOST_PAGES))
    return tuple(int(row[0]) for row in rows)


def unclean(conn: sqlite3.Connection, host: str, mark: bytes) -> tuple[int, ...]:
    """Return the articles of a host that were not cleaned by what `mark` stands for, by public id."""
    rows = conn.execute("SELECT id FROM article WHERE host = ? AND cleaned IS NOT ? ORDER BY public_id", (host, mark))
    return tuple(int(row[0]) for row in rows)


def note_clean(conn: sqlite3.Connection, articles: Iterable[int], mark: bytes) -> None:
    """Note by what articles were cleaned."""
    conn.executemany("UPDATE article SET cleaned = ? WHERE id = ?", [(mark, article) for article in articles])


def stale_hosts(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the hosts that wait, in the order of their names."""
    return tuple(str(row[0]) for row in conn.execute("SELECT host FROM stale_host ORDER BY host"))


def settle_small_hosts(conn: sqlite3.Connection) -> None:
    """Strike hosts that wait and have too few articles to learn from, unless they were gone through before."""
    conn.execute(
        "DELETE FROM stale_host WHERE (SELECT count(*) FROM article a WHERE a.host = stale_host.host) < ?"
        " AND NOT EXISTS (SELECT 1 FROM furniture f WHERE f.host = stale_host.host)"
        " AND NOT EXISTS (SELECT 1 FROM article a WHERE a.host = stale_host.host "
        " AND (a.cleaned IS NOT NULL OR a.base_hash IS NOT NULL))",
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
