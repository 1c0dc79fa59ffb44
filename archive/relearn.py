"""The pass over the hosts: what their pages repeat is learned anew, and their articles are shown without it.

It learns from the first extractions of a host's articles (of a large host, of those that `archive.furniture.chosen`
chooses), never from those without furniture, so that the outcome depends on what the archive holds, not on the order in
which it came. A host that waits is struck when its last article is done: killed at any moment and run again, the pass
ends in the same archive.

Rule: writes through an open `Store`, some articles a transaction; no files, no processes.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from archive import families
from archive.cards import refresh
from archive.fulltext import gathered
from archive.furniture import (
    chosen,
    keep,
    learned,
    note_clean,
    sample_mark,
    settle,
    settle_small_hosts,
    stale_hosts,
    unclean,
)
from archive.log import EventType, add_event
from archive.rows import hash_beside, pack_blocks, unpack_blocks
from archive.store import Run, Store
from archive.texts import pack, unpack
from ingest.furniture import RULE, RULE_PART, Furniture, Page, cleaned, learn, page_of
from ingest.furniture.batch import RULES, warnings_of
from ingest.normalise.address import content_hash
from ingest.normalise.text import count_words
from ingest.sign import sign
from schemas.document import Block, text_of
from schemas.furniture import FurnitureReport

BATCH = 200
"""Articles a transaction."""

_MOST_HELD = 2_000_000
"""Characters of pages that are held while a host is learned."""

_BASE = """
    SELECT a.id, a.address, b.id, b.received_id, b.extractor, b.facts_sha256, b.warnings, b.blocks, t.body, e.id
    FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN extraction b ON b.id = ifnull(e.base_id, e.id)
    JOIN text t ON t.id = b.text_id
"""
"""Articles with the extraction that speaks for each, and the one that is shown."""


class Progress(Protocol):
    """Is told how far a command has come."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Hear which stage, how many inputs, articles or hosts are done, how many there are."""
        ...  # pragma: no cover  a protocol has no body


@dataclass(frozen=True, slots=True)
class _Base:
    """An article as it was first read."""

    article: int
    address: str
    extraction: int
    received: int
    extractor: str
    facts_sha256: bytes
    warnings: tuple[str, ...]
    blocks: tuple[Block, ...]
    shown: int
    """The extraction that is shown now."""


def relearn(
    store: Store, run: Run, *, progress: Progress | None = None, should_stop: Callable[[], bool] = lambda: False
) -> FurnitureReport:
    """Go through the hosts that wait; return what changed. Stopped early, the others go on waiting."""
    with store.transaction():
        settle_small_hosts(store.conn)
    hosts = stale_hosts(store.conn)
    changed = articles = lines = 0
    for number, host in enumerate(hosts):
        if progress is not None:
            progress("7 relate: furniture", number, len(hosts))
        if should_stop():
            break
        found = _relearn_host(store, run, host)
        changed += bool(found)
        articles += len(found)
        lines += sum(found)
    return FurnitureReport(hosts=changed, articles=articles, lines=lines)


def _relearn_host(store: Store, run: Run, host: str) -> list[int]:
    """Go through one host; return for each article whose text changed how many lines of it are dropped."""
    numbers = chosen(store.conn, host)
    learned_from = sample_mark(store.conn, numbers, RULES)
    known = learned(store.conn, host, learned_from)
    furniture = known or learn(_HostPages(store.conn, numbers))
    mark = furniture.mark(RULES)
    found: list[int] = []
    for articles in _batches(unclean(store.conn, host, mark)):
        with store.transaction():
            found += _apply(store.conn, furniture, articles)
            note_clean(store.conn, articles, mark)
    with store.transaction():
        settle(store.conn, host)
        if furniture is not known:
            keep(store.conn, host, furniture, learned_from)
        if found:
            detail = {"run": run.number, "furniture": host, "lines": sum(found), "articles": len(found)}
            add_event(
                store.conn, EventType.MODIFICATION, at=store.clock(), agent=run.agent, subject=None, detail=detail
            )
    return found


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers, `BATCH` at a time."""
    return (numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH))


class _HostPages(Collection[Page]):
    """Articles of a host as lines: held, or read from the archive each time that they are gone through."""

    def __init__(self, conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
        """Note which articles there are."""
        self._conn = conn
        self.numbers = numbers
        self._held: list[Page] | None = None

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.numbers)

    def __iter__(self) -> Iterator[Page]:
        """Yield each article."""
        if self._held is not None:
            yield from self._held
            return
        held, size = list[Page](), 0
        for number in self.numbers:
            (base,) = _bases(self._conn, [number])
            page = page_of(base.blocks, address=base.address)
            size += sum(len(line.text) for line in page.lines)
            if size <= _MOST_HELD:
                held.append(page)
            yield page
        if size <= _MOST_HELD:
            self._held = held

    def __contains__(self, page: object) -> bool:
        """Tell whether an article is among them."""
        return any(page == each for each in self)


def _bases(conn: sqlite3.Connection, articles: Sequence[int]) -> list[_Base]:
    """Return articles as they were first read, in the order of `articles`."""
    rows = {row[0]: row for number in articles for row in conn.execute(f"{_BASE} WHERE a.id = ?", (number,))}
    return [_base(rows[number]) for number in articles]


def _base(row: Sequence[Any]) -> _Base:
    article, address, extraction, received, extractor, facts, warnings, blocks, packed, shown = row
    return _Base(
        article=article,
        address=address,
        extraction=extraction,
        received=received,
        extractor=extractor,
        facts_sha256=facts,
        warnings=tuple(json.loads(warnings)),
        blocks=unpack_blocks(bytes(blocks), unpack(packed)),
        shown=shown,
    )


def _apply(conn: sqlite3.Connection, furniture: Furniture, articles: Sequence[int]) -> list[int]:
    """Show articles without furniture; return for each whose text changed how many of its lines are dropped."""
    found: list[int] = []
    changed: list[int] = []
    with gathered(conn) as entries:
        for base in _bases(conn, articles):
            blocks = cleaned(furniture, base.blocks)
            shown = base.extraction if blocks == base.blocks else _extraction_without(conn, base, blocks)
            if shown != base.shown:
                refresh(conn, base.article, shown=shown, entries=entries)
                changed.append(base.article)
                found.append(sum(block.rule in (RULE, RULE_PART) for block in blocks))
    if changed:
        families.relate(conn, changed)
    return found


def _extraction_without(conn: sqlite3.Connection, base: _Base, blocks: tuple[Block, ...]) -> int:
    """Return the extraction of an article without furniture, added where there is none of this text yet."""
    text = text_of(blocks)
    sha256, words = content_hash(text.encode()), count_words(text)
    key = (base.article, base.received, f"{base.extractor}+{RULES}", hash_beside(base.facts_sha256, sha256))
    row = conn.execute(
        "SELECT id FROM extraction WHERE article_id = ? AND received_id = ? AND extractor = ? AND facts_sha256 = ?", key
    ).fetchone()
    if row:
        return int(row[0])
    conn.execute("INSERT OR IGNORE INTO text(sha256, words, body) VALUES (?, ?, ?)", (sha256, words, pack(text)))
    signature = sign(blocks)
    added = conn.execute(
        "INSERT INTO extraction(article_id, received_id, extractor, facts_sha256, text_id, text_hash, blocks,"
        " warnings, base_id) VALUES (?, ?, ?, ?, (SELECT id FROM text WHERE sha256 = ?), ?, ?, ?, ?)",
        (
            *key,
            sha256,
            bytes.fromhex(signature.text_hash),
            pack_blocks(blocks, text),
            json.dumps(warnings_of(base.warnings, words), ensure_ascii=False),
            base.extraction,
        ),
    )
    return int(added.lastrowid or 0)
