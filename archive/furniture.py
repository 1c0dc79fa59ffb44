"""What was learned from the pages of each host, as the archive keeps it, and what waits to be gone through anew.

A host notes from what was learned (`furniture_host.learned_from`): where today it would be learned from the same, it is
not learned again. An article notes by what it was cleaned last (`article.cleaned`): where that is what its host's pages
give today, it is not gone through again.

Rule: knows the tables `furniture`, `furniture_host` and `stale_host` and that column; the caller holds the transaction.
"""

import json
import sqlite3
import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from ingest.furniture import ENOUGH_PAGES, LEAST_PAGES, RULE, RULE_PART, Furniture, Learned
from ingest.furniture.page import key_of
from schemas.document import Block

_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"
"""Of public ids, in the order in which they are sorted."""
_LEADING, _SIGN_BITS = 6, 5
"""Signs of a public id that are taken for a number, and what each says of it."""
_MOST_TIMES = 4
"""So many times as many as are enough are learned from at most: by chance that is hardly ever reached, but addresses
can be made up until all ids are above the same bound."""
_SAMPLE = """
    SELECT a.public_id, a.address, t.sha256, b.blocks FROM article a JOIN extraction e ON e.id = a.extraction_id
    JOIN extraction b ON b.id = ifnull(e.base_id, e.id) JOIN text t ON t.id = b.text_id
    WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.public_id
"""


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

    Public ids are hashes: it is a choice by chance, and the same whatever the order in which the articles came. Those
    below a bound are chosen, which is halved when enough are below the half of it: what comes later is the more seldom
    among them, the more there are.
    """
    first = conn.execute(
        "SELECT public_id FROM article WHERE host = ? ORDER BY public_id LIMIT 1 OFFSET ?", (host, ENOUGH_PAGES - 1)
    ).fetchone()
    bound = bound_above(first[0]) if first else None
    rows = conn.execute(
        "SELECT id FROM article WHERE host = :host AND (:bound IS NULL OR public_id < :bound)"
        " ORDER BY public_id LIMIT :most",
        {"host": host, "bound": bound, "most": _MOST_TIMES * ENOUGH_PAGES},
    )
    return tuple(int(row[0]) for row in rows)


def bound_above(name: str) -> str | None:
    """Return the first of the halves, quarters, eighths and so on of all public ids that is above one of them.

    None: it is among the second half of all.

    >>> bound_above("3abc" + "2" * 12), bound_above("z" * 16)
    ('422222', None)
    """
    number = 0
    for sign in name[:_LEADING]:
        number = number << _SIGN_BITS | _SIGNS.index(sign)
    bound = 1 << number.bit_length()
    if bound.bit_length() > _LEADING * _SIGN_BITS:
        return None
    places = range((_LEADING - 1) * _SIGN_BITS, -1, -_SIGN_BITS)
    return "".join(_SIGNS[bound >> place & len(_SIGNS) - 1] for place in places)


def sample_mark(conn: sqlite3.Connection, articles: Sequence[int], rules: str) -> bytes:
    """Return 8 bytes that are the same while nothing changes that is learned from these articles by these rules."""
    mark = blake2b(rules.encode(), digest_size=8)
    for row in conn.execute(_SAMPLE, (json.dumps(articles),)):
        mark.update(repr(row).encode("utf-8", "replace"))
    return mark.digest()


def learned(conn: sqlite3.Connection, host: str, mark: bytes) -> Furniture | None:
    """Return what was learned of a host, where it was learned from what `mark` stands for."""
    row = conn.execute(
        "SELECT accounts, shared, foreign_lines FROM furniture_host WHERE host = ? AND learned_from = ?", (host, mark)
    ).fetchone()
    if row is None:
        return None
    rows = conn.execute("SELECT key, words, seen, place FROM furniture WHERE host = ?", (host,))
    lines = {key: Learned(key=key, words=words, seen=seen, where=place) for key, words, seen, place in rows}
    return Furniture(accounts=row[0], lines=lines, shared=_unpacked(row[1]), foreign=_unpacked(row[2]))


def _packed(keys: Collection[int]) -> bytes:
    return struct.pack(f"<{len(keys)}q", *sorted(keys))


def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(packed) // 8}q", packed))


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
    """Strike hosts that wait and have too few articles to learn from, unless they were gone through before.

    What is known of a host that has none any more goes, too.
    """
    conn.execute(
        "DELETE FROM stale_host WHERE (SELECT count(*) FROM article a WHERE a.host = stale_host.host) < ?"
        " AND NOT EXISTS (SELECT 1 FROM furniture f WHERE f.host = stale_host.host)"
        " AND NOT EXISTS (SELECT 1 FROM article a WHERE a.host = stale_host.host "
        " AND (a.cleaned IS NOT NULL OR a.base_hash IS NOT NULL))",
        (LEAST_PAGES,),
    )
    conn.execute(
        "DELETE FROM furniture_host WHERE NOT EXISTS (SELECT 1 FROM article a WHERE a.host = furniture_host.host)"
    )


def settle(conn: sqlite3.Connection, host: str) -> None:
    """Strike a host from those that wait."""
    conn.execute("DELETE FROM stale_host WHERE host = ?", (host,))


def keep(conn: sqlite3.Connection, host: str, furniture: Furniture, mark: bytes) -> None:
    """Keep what was learned from a host, and from what; nothing of a host that has no articles any more."""
    conn.execute("DELETE FROM furniture_host WHERE host = ?", (host,))
    if furniture.accounts:
        conn.execute(
            "INSERT INTO furniture_host(host, learned_from, accounts, shared, foreign_lines) VALUES (?, ?, ?, ?, ?)",
            (host, mark, furniture.accounts, _packed(furniture.shared), _packed(furniture.foreign)),
        )
    conn.execute("DELETE FROM furniture WHERE host = ?", (host,))
    conn.executemany(
        "INSERT INTO furniture(host, key, words, place, seen, articles) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (host, line.key, line.words, line.where, line.seen, furniture.accounts)
            for line in sorted(furniture.lines.values(), key=lambda line: line.key)
        ],
    )


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
