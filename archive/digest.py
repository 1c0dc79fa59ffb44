"""One hash over what an archive holds: equal archives have equal digests, however they came to be.

In it: articles with address, text and chosen facts, their captures, received files, relations, families, stories,
rejections, each by public id, text and hash; notes, highlights, selections, names of outlets and spellings of the
owner, so far as they are not private. Not in it: row numbers, accession numbers, locators, the clock, runs and the log.

Rule: reads only; one article in memory at a time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from archive import absent
from archive.cards import marked_facts
from archive.mark_lines import mark_lines
from archive.related import stored_relations
from archive.snapshot import one_state
from archive.story_lines import story_lines

FORMAT = "cuttings-digest/1"


def digest(conn: sqlite3.Connection) -> str:
    """Return the SHA-256 of the archive's content."""
    whole = hashlib.sha256(FORMAT.encode("ascii"))
    with one_state(conn):
        for line in iter_lines(conn):
            whole.update(line.encode("utf-8", "replace"))
            whole.update(b"\n")
    return whole.hexdigest()


def iter_lines(conn: sqlite3.Connection) -> Iterator[str]:
    """Yield the content as lines of JSON, in an order that depends on nothing but the content."""
    for parts in (
        _articles(conn),
        _received(conn),
        _relations(conn),
        _families(conn),
        story_lines(conn),
        _rejections(conn),
        absent.digest_lines(conn),
        mark_lines(conn),
    ):
        for part in parts:
            yield json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def _articles(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    rows = conn.execute(
        "SELECT a.id, a.public_id, a.address, t.sha256, v.sha256, e.extractor FROM article a"
        " JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id"
        " JOIN received v ON v.id = e.received_id ORDER BY a.public_id"
    )
    for number, *article in rows:
        chosen = sorted(
            [fact.field, fact.value or "", fact.raw, fact.rule, fact.basis, fact.by or "", fact.because or ""]
            for fact in marked_facts(conn, number)
            if fact.chosen
        )
        yield ["article", *article, chosen, _captures(conn, number)]


def _captures(conn: sqlite3.Connection, article: int) -> list[list[str]]:
    rows = conn.execute(
        "SELECT DISTINCT v.sha256, ifnull(r.url, ''), ifnull(r.record_id, ''), ifnull(r.captured, ''), r.charset"
        " FROM capture r JOIN received v ON v.id = r.received_id WHERE r.article_id = ? ORDER BY 1, 2, 3, 4, 5",
        (article,),
    )
    return [list(row) for row in rows]


def _received(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    for row in conn.execute("SELECT sha256, size FROM received ORDER BY sha256"):
        yield ["received", *row]


def _relations(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    for each in stored_relations(conn):
        kind = "undecided" if each.is_undecided else each.kind.value if each.kind else None
        yield ["relation", each.a, each.b, kind, each.text.value, each.occasion.value, each.method, each.because]


def _families(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    """Yield each family with its members."""
    rows = conn.execute(
        "SELECT f.public_id, a.public_id FROM family f JOIN family_member m ON m.family_id = f.id"
        " JOIN article a ON a.id = m.article_id ORDER BY 1, 2"
    )
    for name, members in groupby(rows, key=itemgetter(0)):
        yield ["family", name, [member for _, member in members]]


def _rejections(conn: sqlite3.Connection) -> Iterator[list[Any]]:
    """Yield each rejection; by its bytes where they were read, else by its place."""
    rows = conn.execute(
        "SELECT DISTINCT outcome, reason, ifnull(received_sha256, source) AS what FROM rejection ORDER BY what, 1, 2"
    )
    for row in rows:
        yield ["rejection", *row]
