"""What newer rules read in a received file takes the place of what older rules read; both stay in the archive.

Rule: knows the tables; the caller holds the transaction. The capture's pointer moves, its article and public id stay: a
page read anew is never a version.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archive.cards import refresh_all
from archive.evidence import facts_read
from archive.filing import Filing
from archive.rows import facts_hash, unpack_blocks
from archive.texts import unpack
from schemas.article import Article, Fact
from schemas.report import Rejection

_ALIKE = """
    SELECT 1 FROM capture r JOIN capture o ON o.article_id = r.article_id WHERE r.id = :capture AND o.id <> r.id
    AND o.extraction_id = :extraction AND o.received_id = r.received_id
    AND o.url IS r.url AND o.captured IS r.captured AND o.record_id IS r.record_id
"""
"""Another receipt like a capture that speaks through an extraction already."""

Content = tuple[Any, ...]
"""Text, blocks, warnings and facts of an extraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A capture, and what was read in it."""

    capture: int
    article: int
    received: int
    extraction: int


@dataclass(frozen=True, slots=True)
class Done:
    """What a capture became when it was read again."""

    held: Held
    result: Article | Rejection


def restate(conn: sqlite3.Connection, held: Held, page: Article, run: int) -> bool:
    """Keep what today's rules read in a capture; return whether it is something else than what was read before."""
    facts = tuple(fact for fact in page.facts if fact.basis != "asserted")
    said = (page.text_sha256, page.blocks, list(page.warnings), facts)
    if _content(conn, held.extraction) == said:
        _rename(conn, held, page, facts)
        return False
    known = _find(conn, held, page.extractor, facts)
    if known is not None and _content(conn, known) != said:  # rules that changed and kept their name
        _label(conn, known, f"{page.extractor} before run {run}")
    extraction = Filing(conn, run).extraction(page, held.article, held.received, facts, [])
    _point(conn, held, extraction, page)
    return True


def restate_all(conn: sqlite3.Connection, again: Iterable[Done], run: int) -> tuple[int, ...]:
    """Keep what captures became that were read again; return the articles of which something changed, refreshed."""
    moved = dict.fromkeys(
        done.held.article
        for done in again
        if isinstance(done.result, Article) and restate(conn, done.held, done.result, run)
    )
    refresh_all(conn, moved)
    return tuple(moved)


def _content(conn: sqlite3.Connection, extraction: int) -> Content:
    sha256, body, blocks, warnings = conn.execute(
        "SELECT t.sha256, t.body, e.blocks, e.warnings FROM extraction e JOIN text t ON t.id = e.text_id"
        " WHERE e.id = ?",
        (extraction,),
    ).fetchone()
    return (sha256, unpack_blocks(bytes(blocks), unpack(body)), json.loads(warnings), facts_read(conn, extraction))


def _find(conn: sqlite3.Connection, held: Held, extractor: str, facts: tuple[Fact, ...]) -> int | None:
    row = conn.execute(
        "SELECT id FROM extraction WHERE article_id = ? AND received_id = ? AND extractor = ? AND facts_sha256 = ?",
        (held.article, held.received, extractor, facts_hash(facts)),
    ).fetchone()
    return int(row[0]) if row else None


def _rename(conn: sqlite3.Connection, held: Held, page: Article, facts: tuple[Fact, ...]) -> None:
    """Where newer rules read the very same, the extraction takes their name: a second copy of it would say no more."""
    known = _find(conn, held, page.extractor, facts)
    if known is None:
        _label(conn, held.extraction, page.extractor)
    elif known != held.extraction:
        _point(conn, held, known, page)


def _label(conn: sqlite3.Connection, extraction: int, extractor: str) -> None:
    """Give an extraction, and those made of it without furniture, another name of their rules."""
    before = conn.execute("SELECT extractor FROM extraction WHERE id = ?", (extraction,)).fetchone()[0]
    conn.execute("UPDATE extraction SET extractor = ? WHERE id = ?", (extractor, extraction))
    conn.execute(
        "UPDATE extraction SET extractor = ? || substr(extractor, ?) WHERE base_id = ?",
        (extractor, len(before) + 1, extraction),
    )


def _point(conn: sqlite3.Connection, held: Held, extraction: int, page: Article) -> None:
    """Have a capture speak through another extraction; one that another receipt alike speaks through already stays."""
    if not conn.execute(_ALIKE, {"capture": held.capture, "extraction": extraction}).fetchone():
        conn.execute(
            "UPDATE capture SET extraction_id = ?, charset = ?, charset_basis = ? WHERE id = ?",
            (extraction, page.charset, page.charset_basis, held.capture),
        )
