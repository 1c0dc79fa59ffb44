"""Received files that the archive holds, read again by today's rules: stages 2 to 5 in the workers.

Rule: reads the tables, and writes a folder of its own; what becomes of the results is decided elsewhere.
"""

import os
import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive.cards import DERIVED_DATES
from archive.evidence import facts_read
from archive.reader import unpack_received
from archive.restate import Done, Held
from archive.workers import Limits, Supervisor
from archive.workers.again import PROCESS
from archive.workers.held import run_held
from schemas.page import GivenFact, RawPage, Source

_GIVEN = ("record-", "zotero-", "archivebox-")
"""How rules are called that read what came beside a page: of these facts the words as given are kept."""

_DERIVED = frozenset({"headline_raw", *DERIVED_DATES})
"""What follows from a given fact was not given itself."""

_CAPTURES = """
    SELECT r.id, r.article_id, r.received_id, r.extraction_id, v.format, r.charset, r.charset_basis, r.url, r.url_basis,
        r.record_id, r.captured, r.captured_basis,
        (SELECT l.locator FROM locator l WHERE l.capture_id = r.id ORDER BY l.id LIMIT 1)
    FROM capture r JOIN received v ON v.id = r.received_id WHERE r.article_id = ? ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class _Task:
    """A capture to be read again."""

    held: Held
    page: RawPage
    """Without its bytes."""


class Rereader:
    """Reads captures again when asked to, in one worker that starts with the first question and ends with it all."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Say what the worker may use up. It does not stop half-way: who asks needs the whole answer."""
        self._workers = Supervisor(jobs=1, limits=limits, process=PROCESS)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """End the worker."""
        self._workers.close()

    def read(self, conn: sqlite3.Connection, articles: Sequence[int]) -> list[Done]:
        """Return what each capture of the articles becomes by today's rules."""
        if not articles:
            return []
        with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
            return list(read_again(conn, self._workers, articles, Path(os.path.realpath(folder))))


def read_again(conn: sqlite3.Connection, workers: Supervisor, articles: Sequence[int], folder: Path) -> Iterator[Done]:
    """Yield what each capture of the articles becomes, article by article."""
    under_way: deque[Held] = deque()

    def pages() -> Iterator[RawPage]:
        for article in articles:
            for task in _tasks(conn, article):
                under_way.append(task.held)
                yield replace(task.page, payload=_payload(conn, task.held.received))

    for result in run_held(workers, pages(), folder):
        yield Done(under_way.popleft(), result)


def _tasks(conn: sqlite3.Connection, article: int) -> list[_Task]:
    """Return the captures of an article as pages to be read again."""
    return [_task(conn, row) for row in conn.execute(_CAPTURES, (article,)).fetchall()]


def _task(conn: sqlite3.Connection, row: Sequence[Any]) -> _Task:
    capture, article, received, extraction, form, charset, basis, url, url_basis, record_id, captured, by, place = row
    page = RawPage(
        source=Source(path=place or ""),
        payload=b"",
        format=form,
        charset=charset if basis == "transport" else None,
        url=url,
        url_basis=url_basis,
        record_id=record_id,
        captured=captured,
        captured_basis=by,
        given=_given(conn, extraction),
    )
    return _Task(Held(capture=capture, article=article, received=received, extraction=extraction), page)


def _given(conn: sqlite3.Connection, extraction: int) -> tuple[GivenFact, ...]:
    """Return the facts that came beside a page, as they were given."""
    facts = [
        fact
        for fact in facts_read(conn, extraction)
        if fact.place == fact.rule and fact.rule.startswith(_GIVEN) and fact.field not in _DERIVED
    ]
    return tuple(
        dict.fromkeys(
            GivenFact(field=fact.field, value=fact.raw, rule=fact.rule, basis=fact.basis) for fact in facts if fact.raw
        )
    )


def _payload(conn: sqlite3.Connection, received: int) -> bytes:
    codec, body, size = conn.execute("SELECT codec, body, size FROM received WHERE id = ?", (received,)).fetchone()
    return unpack_received(codec, bytes(body), size)
