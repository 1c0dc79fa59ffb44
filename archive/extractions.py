"""Every extraction that the archive keeps of an article: what each version of the rules made of which received file.

Rule: reads only.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.evidence import facts_read
from archive.published import ABSENT
from archive.rows import unpack_blocks
from archive.texts import unpack
from schemas.article import Fact
from schemas.document import Block
from schemas.types import PublicId

MOST = 12
"""So many are read, the latest of them: an article that was captured a thousand times may have as many."""

_COUNT = "SELECT count(*) FROM extraction WHERE article_id = (SELECT id FROM article WHERE public_id = ?)"
_LATEST = """
    SELECT e.id, e.extractor, v.sha256, v.codec <> ?, e.base_id, e.id = a.extraction_id, t.body, t.words, e.blocks,
        e.warnings, (SELECT count(*) FROM capture r WHERE r.extraction_id = e.id)
    FROM article a JOIN extraction e ON e.article_id = a.id JOIN received v ON v.id = e.received_id
    JOIN text t ON t.id = e.text_id WHERE a.public_id = ? ORDER BY e.id DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one version of the rules made of one received file."""

    number: int
    """Its row: later ones have higher numbers."""
    extractor: str
    received_sha256: str
    has_received: bool
    """False: the received file is with the owner of the archive."""
    base: int | None
    """Number of the one that it was made from, without what its host's pages repeat; None: made of the file itself."""
    is_shown: bool
    """True: the article's page shows it."""
    captures: int
    """Captures of which it was made."""
    words: int
    text: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    """Those of its base, where it has one."""
    warnings: tuple[str, ...]


def count_extractions(conn: sqlite3.Connection, article: PublicId) -> int:
    """Return how many extractions the archive keeps of an article."""
    return int(conn.execute(_COUNT, (article,)).fetchone()[0])


def extractions_of(conn: sqlite3.Connection, article: PublicId) -> tuple[Extraction, ...]:
    """Return the latest extractions of an article, the earliest of them first."""
    rows = conn.execute(_LATEST, (ABSENT, article, MOST)).fetchall()
    return tuple(_extraction(conn, row) for row in reversed(rows))


def _extraction(conn: sqlite3.Connection, row: tuple[Any, ...]) -> Extraction:
    number, extractor, sha256, has_received, base, is_shown, body, words, blocks, warnings, captures = row
    text = unpack(body)
    return Extraction(
        number=number,
        extractor=extractor,
        received_sha256=sha256,
        has_received=bool(has_received),
        base=base,
        is_shown=bool(is_shown),
        captures=captures,
        words=words,
        text=text,
        blocks=unpack_blocks(blocks, text),
        facts=facts_read(conn, number),
        warnings=tuple(json.loads(warnings)),
    )
