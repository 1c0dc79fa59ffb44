"""The archives that are taken in: checked before anything is written, opened for reading only, each in one state.

Rule: knows files and SQLite; writes nothing.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.connect import open_ro
from archive.merge_copy import Receipt
from archive.published import copy_of
from archive.snapshot import one_state
from ingest.pipeline import EXTRACTOR
from schemas.errors import UsageError

PathLike = str | os.PathLike[str]

_RENAMING = """
    SELECT EXISTS (SELECT 1 FROM capture r JOIN extraction e ON e.id = r.extraction_id WHERE e.extractor <> ?)
        OR EXISTS (SELECT 1 FROM extraction e WHERE e.base_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM capture r WHERE r.extraction_id = e.id))
"""
"""Whether older rules read an archive, or had: an article may be named after a text that today's do not read."""
_NAMES = """
    SELECT a.public_id FROM article a JOIN extraction e ON e.article_id = a.id JOIN received v ON v.id = e.received_id
    JOIN text t ON t.id = e.text_id WHERE a.address = :address AND e.base_id IS NULL
    AND (v.sha256 = :bytes OR t.sha256 IN (SELECT value FROM json_each(:texts)))
"""


@dataclass(frozen=True, slots=True)
class MergeSource:
    """An archive that is taken in."""

    number: int
    """Its place in the order in which they were given, from 1."""
    name: str
    """Of its file, without folders."""
    conn: sqlite3.Connection
    is_renaming: bool
    """Its articles may be named otherwise than today's rules would name them."""

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our names

    def provenance(self) -> dict[str, Any]:
        """Return what the log of the other archive says of this one: how much it holds, and the seal of its log."""
        last = self.conn.execute("SELECT hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
        counts = {table: self.count(table) for table in ("article", "capture", "received", "run", "event")}
        return {"source": self.number, "holds": counts, "log": str(last[0]) if last else None}


@contextmanager
def opened_sources(out: PathLike, paths: Sequence[PathLike]) -> Iterator[tuple[MergeSource, ...]]:
    """Open all archives that are to be taken into `out`, each to be seen in one state throughout.

    Raises: UsageError where one of them is `out`; ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive.
    """
    for path in paths:
        if _is_same(out, path):
            raise UsageError(
                f"{os.fspath(path)} is the archive that the others are to be merged into. Name it once, as the first: "
                "what it holds stays."
            )
    with ExitStack() as stack:
        yield tuple(_opened(stack, number, path) for number, path in enumerate(paths, start=1))


def name_among(sources: Sequence[MergeSource], receipt: Receipt, texts: Iterable[str]) -> str:
    """Return the public id of an article that is new: of several that archives gave it the smallest.

    They differ only where rules that are no longer today's gave one of them.
    """
    if not any(source.is_renaming for source in sources):
        return receipt.name
    asked = {"address": receipt.address, "bytes": receipt.sha256, "texts": json.dumps(sorted(texts))}
    named = (row for source in sources for row in source.conn.execute(_NAMES, asked))
    return min((receipt.name, *(str(row[0]) for row in named)))


def _opened(stack: ExitStack, number: int, path: PathLike) -> MergeSource:
    conn = open_ro(path)
    stack.callback(conn.close)
    copy = copy_of(conn)
    if copy is not None and not copy.has_received:
        raise UsageError(
            f"{os.fspath(path)} is a reader's copy without received files: what it would bring could not be verified. "
            "Ask its owner for the archive, or for a copy made --with-received."
        )
    stack.enter_context(one_state(conn))
    is_renaming = bool(conn.execute(_RENAMING, (EXTRACTOR,)).fetchone()[0])
    return MergeSource(number, Path(path).name, conn, is_renaming)


def _is_same(one: PathLike, other: PathLike) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return Path(one).absolute() == Path(other).absolute()
