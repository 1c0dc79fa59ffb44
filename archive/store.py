"""Stage 6, store: what leaves stages 1 to 5 becomes rows. The only writer, under the lock, one transaction a batch.

Rule: knows rows, cards, families and the log; no files but the archive, no extraction, no processes.
"""

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from archive import families, fulltext, outlet_names, scrub
from archive.cards import refresh_all
from archive.connect import open_rw
from archive.done import Closed, Told
from archive.fellows import read_by_other_rules
from archive.filing import Filed, Filing
from archive.ledger import Noting
from archive.lock import WAIT_S, write_lock
from archive.log import EventType, add_event
from archive.restate import Done, restate_all
from archive.withholding import Opened
from schemas.article import Article
from schemas.errors import ArchiveError
from schemas.report import InputLine, Outcome, Rejection

BATCH = 200
"""Results a transaction; what a crash can cost is at most one batch of work, never its consistency."""

BATCH_S = 2.0
"""Seconds after which a transaction is closed though fewer results came: slow pages are safe soon, too."""

_DISK_CODES = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
)
_PRIMARY_CODE = 0xFF
"""SQLite's codes say more in their higher bits."""

AGENT = "cuttings"

Clock = Callable[[], str]

Result = Article | Rejection | Told | Closed
"""What comes in: results of inputs, and words on the files that they stand in."""

Reread = Callable[[sqlite3.Connection, Sequence[int]], Sequence[Done]]
"""Reads the captures of articles again by today's rules."""


def now() -> str:
    """Return the time for the log, in UTC to the second. The log alone has a clock; no article ever sees it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of a command that writes."""

    number: int
    command: str
    agent: str
    """Program and version."""


@dataclass(slots=True)
class Tally:
    """What was added since the store was opened."""

    articles: int = 0
    captures: int = 0
    received: int = 0
    extractions: int = 0
    locators: int = 0
    facts: int = 0
    """Facts that a spreadsheet asserts and the archive did not hold."""
    rejections: int = 0


@dataclass(slots=True)
class Store:
    """An open archive that this process alone may write."""

    conn: sqlite3.Connection
    clock: Clock = now
    tally: Tally = field(default_factory=Tally)
    is_rehearsing: bool = False
    """Everything that is written is undone in the end."""
    is_joined: bool = False
    """What is written belongs to one transaction around several."""

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold one write transaction: all of it is kept, or nothing."""
        if self.is_rehearsing or self.is_joined:
            yield
            return
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            yield
            self.conn.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            if error.sqlite_errorcode & _PRIMARY_CODE not in _DISK_CODES:
                raise
            message = (
                f"the archive cannot be written: {error}. What was stored before is safe. Make room or mend the disk, "
                "then run the same command again."
            )
            raise ArchiveError(message) from error
        except BaseException:
            self._roll_back()
            raise

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """Hold one transaction around what would be several, passes over furniture and stories included."""
        with self.transaction():
            self.is_joined = True
            try:
                yield
            finally:
                self.is_joined = False

    @contextlib.contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Have all that is written inside undone at the end, so that it can be told what would be done."""
        self.conn.execute("BEGIN IMMEDIATE")
        self.is_rehearsing = True
        try:
            yield
        finally:
            self.is_rehearsing = False
            self._roll_back()

    def _roll_back(self) -> None:
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def begin_run(
        self,
        command: str,
        *,
        version: str = "",
        options: Mapping[str, Any] | None = None,
        kind: EventType = EventType.INGESTION_START,
    ) -> Run:
        """Note that a command starts. `options` must not hold anything of the owner's machine (paths, names)."""
        agent = f"{AGENT} {version}".strip()
        with self.transaction():
            added = self.conn.execute(
                "INSERT INTO run(command, version, options, started) VALUES (?, ?, ?, ?)",
                (command, version, json.dumps(options or {}, ensure_ascii=False, sort_keys=True), self.clock()),
            )
            run = Run(number=int(added.lastrowid or 0), command=command, agent=agent)
            self._log(kind, run, {"run": run.number})
        return run

    def end_run(
        self, run: Run, counts: Mapping[str, int] | None = None, *, kind: EventType = EventType.INGESTION_END
    ) -> None:
        """Note that a command ended, and its counts."""
        packed = json.dumps(counts or {}, sort_keys=True)
        with self.transaction():
            self.conn.execute("UPDATE run SET ended = ?, counts = ? WHERE id = ?", (self.clock(), packed, run.number))
            self._log(kind, run, {"run": run.number, "counts": dict(counts or {})})

    def add_all(
        self,
        results: Iterable[Result],
        run: Run,
        *,
        batch: int = BATCH,
        batch_s: float = BATCH_S,
        reread: Reread | None = None,
    ) -> Iterator[InputLine]:
        """Store `results` and yield a line for each once it is safe on the disk.

        One transaction every `batch` results or `batch_s` seconds, whichever comes first. Holds at most `batch` results
        in memory. Stopped at any moment, the archive holds whole batches. With `reread`, what older rules read at a
        page's address is read anew before the two are compared: what only the rules changed is no version.
        What is only told is passed on; where a file is said to be closed, that is noted.
        """
        noting = Noting(self.conn, run.number)
        with self.transaction():
            noting.begin()
        for held in _batches(results, batch, batch_s):
            if all(isinstance(result, Told) for result in held):
                yield from map(line_of, held)
                continue
            pages = [result for result in held if isinstance(result, Article | Rejection)]
            again = reread(self.conn, read_by_other_rules(self.conn, pages)) if reread else ()
            yield from self._add_batch(held, run, again, noting)

    def _add_batch(self, results: Sequence[Result], run: Run, again: Sequence[Done], noting: Noting) -> list[InputLine]:
        tally = Tally()
        with self.transaction():
            moved = restate_all(self.conn, again, run.number)
            opened = Opened(self.conn)
            met = [opened.meet(result) if isinstance(result, Article | Rejection) else result for result in results]
            filing = Filing(self.conn, run.number)
            filed = [filing.add(result) if isinstance(result, Article | Rejection) else None for result in met]
            shown = [article for article in dict.fromkeys(filing.touched) if not opened.holds(article)]
            refresh_all(self.conn, shown, read=filing.read)
            opened.close(filing.touched)
            families.relate(self.conn, tuple(dict.fromkeys((*moved, *shown))))
            noting.note_all(met, filed)
            lines = [
                line_of(result, each) for result, each in zip(met, filed, strict=True) if not isinstance(result, Closed)
            ]
            _count(tally, [each for each in filed if each is not None])
            if moved or any(getattr(tally, name) for name in Tally.__slots__):
                self._log(EventType.INGESTION, run, _batch_detail(run, lines, tally) | _reread_detail(moved))
        for name in Tally.__slots__:
            setattr(self.tally, name, getattr(self.tally, name) + getattr(tally, name))
        return lines

    def _log(self, kind: EventType, run: Run, detail: Mapping[str, Any]) -> None:
        add_event(self.conn, kind, at=self.clock(), agent=run.agent, subject=None, detail=detail)


@contextlib.contextmanager
def open_store(
    path: str | os.PathLike[str],
    *,
    wait_s: float = WAIT_S,
    clock: Clock = now,
    waiting: Callable[[str | None], None] | None = None,
) -> Iterator[Store]:
    """Open the archive at `path` for writing, made where there is none.

    `waiting` is told which process another one's end is waited for, where it has to be.

    Raises: ArchiveLocked, NotWritable, NotAnArchive, NewerArchive.
    """
    with write_lock(path, wait_s=wait_s, waiting=waiting):
        conn = open_rw(path)
        try:
            store = Store(conn, clock)
            if not fulltext.is_current(conn):
                with store.transaction():
                    fulltext.rebuild(conn)
            while not families.is_current(conn):
                with store.transaction():
                    families.go_on(conn)
            while (name := outlet_names.waiting(conn)) is not None:
                with store.transaction():
                    outlet_names.go_on(conn, name)
            if scrub.is_due(conn):
                scrub.finish(conn)
            yield store
        finally:
            conn.close()


def _batches(results: Iterable[Result], most: int, most_s: float) -> Iterator[list[Result]]:
    """Yield `results` in lists of at most `most`, each gathered in little more than `most_s` seconds."""
    held: list[Result] = []
    started = time.monotonic()
    for result in results:
        held.append(result)
        if len(held) >= most or time.monotonic() - started >= most_s:
            yield held
            held, started = [], time.monotonic()
    if held:
        yield held


def line_of(result: Result, filed: Filed | None = None) -> InputLine:
    """Return the account of a result; `filed` says what became of it, where it was not only told."""
    if isinstance(result, Closed):
        message = "a closed file is no input"
        raise TypeError(message)
    outcome, articles = (filed.outcome, (filed.public_id,) if filed.public_id else ()) if filed else _told(result)
    return InputLine(
        source=result.source.path,
        member=result.source.member,
        offset=result.source.offset,
        outcome=outcome,
        reason=result.reason if isinstance(result, Rejection | Told) else None,
        warnings=result.warnings if isinstance(result, Article | Told) else (),
        articles=articles,
        detail=result.detail if isinstance(result, Rejection | Told) else None,
    )


def _told(result: Article | Rejection | Told) -> tuple[Outcome, tuple[str, ...]]:
    return (result.outcome, result.articles) if isinstance(result, Told) else (Outcome.REJECTED, ())


def _count(tally: Tally, filed: Iterable[Filed]) -> None:
    for each in filed:
        for name in each.added:
            setattr(tally, name, getattr(tally, name) + 1)


def _batch_detail(run: Run, lines: Sequence[InputLine], tally: Tally) -> dict[str, Any]:
    new = [article for line in lines if line.outcome is Outcome.NEW for article in line.articles]
    counts = {name: getattr(tally, name) for name in Tally.__slots__ if getattr(tally, name)}
    return {"run": run.number, "inputs": len(lines), "added": counts, "new": new}


def _reread_detail(moved: Sequence[int]) -> dict[str, Any]:
    return {"reread": len(moved)} if moved else {}
