"""Where the results of an ingest go: into the archive, or nowhere (`--dry-run`).

Rule: knows the store and the reader; no files but the archive, no workers.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from archive.absent import Keys, purged
from archive.fulltext_pass import keep_in_one_piece
from archive.lock import FOR_GOOD, WAIT_S
from archive.program import program_version
from archive.reader import find_article, open_reader
from archive.relearn import Progress, relearn
from archive.store import Reread, Result, Store, Tally, open_store
from archive.story_pass import count_stories, keep_stories
from archive.withholding import turn_away
from ingest.normalise.address import public_id
from schemas.article import Article
from schemas.furniture import FurnitureReport
from schemas.report import InputLine, Outcome, Rejection

PathLike = str | os.PathLike[str]


class Sink(Protocol):
    """Where results go."""

    @property
    def tally(self) -> Tally:
        """Return what was added so far."""
        ...  # pragma: no cover  a protocol has no body

    def lines(self, results: Iterable[Result]) -> Iterator[InputLine]:
        """Yield what became of each result, in order."""
        ...  # pragma: no cover  a protocol has no body

    def relearn(self, progress: Progress | None, should_stop: Callable[[], bool]) -> FurnitureReport:
        """Go through the hosts whose articles changed, and drop what their pages repeat."""
        ...  # pragma: no cover  a protocol has no body

    def keep_stories(self, progress: Progress | None, should_stop: Callable[[], bool]) -> int:
        """Group articles on the same event; return how many such groups there are."""
        ...  # pragma: no cover  a protocol has no body

    def end(self) -> None:
        """Note the end."""
        ...  # pragma: no cover  a protocol has no body


@contextlib.contextmanager
def storing(
    path: PathLike, reread: Reread | None = None, waiting: Callable[[str | None], None] | None = None
) -> Iterator[Sink]:
    """Open the archive at `path` for writing and begin a run; `reread` reads again what older rules read.

    With `waiting`, another writer is waited for, however long it takes; `waiting` is told which process that is.

    Raises: ArchiveLocked, NotAnArchive, NewerArchive.
    """
    with open_store(path, wait_s=FOR_GOOD if waiting else WAIT_S, waiting=waiting) as store:
        yield _Storing(store, reread)


@contextlib.contextmanager
def rehearsing(path: PathLike) -> Iterator[Sink]:
    """Open the archive at `path` for reading, if there is one."""
    if not Path(path).exists():
        yield _Rehearsal(None)
        return
    with contextlib.closing(open_reader(str(path))) as conn:
        yield _Rehearsal(conn)


class _Storing:
    """Results go into the archive."""

    def __init__(self, store: Store, reread: Reread | None) -> None:
        """Begin a run."""
        self._store = store
        self._reread = reread
        self._run = store.begin_run("ingest", version=program_version())
        self._cleaned = FurnitureReport()

    @property
    def tally(self) -> Tally:
        """Return what was added so far."""
        return self._store.tally

    def lines(self, results: Iterable[Result]) -> Iterator[InputLine]:
        """Store results; a line comes when its result is safe on the disk."""
        return self._store.add_all(results, self._run, reread=self._reread)

    def relearn(self, progress: Progress | None, should_stop: Callable[[], bool]) -> FurnitureReport:
        """Go through the hosts that wait, those of a run that was cut off included."""
        self._cleaned = relearn(self._store, self._run, progress=progress, should_stop=should_stop)
        return self._cleaned

    def keep_stories(self, progress: Progress | None, should_stop: Callable[[], bool]) -> int:
        """Go through the articles that wait, those of a run that was cut off included."""
        stories = keep_stories(self._store, progress=progress, should_stop=should_stop)
        keep_in_one_piece(self._store, progress=progress, should_stop=should_stop)
        return stories

    def end(self) -> None:
        """Note the end of the run."""
        counts = {"articles": self.tally.articles, "captures": self.tally.captures, "cleaned": self._cleaned.articles}
        self._store.end_run(self._run, counts)


class _Rehearsal:
    """Results go nowhere (`--dry-run`); an archive that is there is only read."""

    def __init__(self, conn: sqlite3.Connection | None) -> None:
        """Compare with an open archive, or with none."""
        self._conn = conn
        self._met: set[str] = set()
        self._keys = Keys.read(conn) if conn is not None else Keys()
        self._tombstones = purged(conn) if conn is not None else ()

    @property
    def tally(self) -> Tally:
        """Return what would be added, as far as that is known: one capture an article, no facts of a spreadsheet."""
        return Tally(articles=len(self._met), captures=len(self._met))

    def lines(self, results: Iterable[Result]) -> Iterator[InputLine]:
        """Yield what would become of each result."""
        for result in results:
            if isinstance(result, Article | Rejection):
                yield self._line(result)

    def relearn(self, progress: Progress | None, should_stop: Callable[[], bool]) -> FurnitureReport:  # noqa: ARG002  the protocol's
        """Learn nothing: no article was stored."""
        return FurnitureReport()

    def keep_stories(self, progress: Progress | None, should_stop: Callable[[], bool]) -> int:  # noqa: ARG002  the protocol's
        """Group nothing; return how many stories there are."""
        return count_stories(self._conn) if self._conn is not None else 0

    def end(self) -> None:
        """Do nothing: there was no run."""

    def _line(self, met: Article | Rejection) -> InputLine:
        """Return what would become of a result."""
        result = turn_away(self._keys, met, self._tombstones)
        name = str(public_id(result.address, result.text_sha256)) if isinstance(result, Article) else None
        if isinstance(result, Rejection):
            outcome = result.outcome
        else:
            is_withheld = bool(self._keys.withheld_at(result.address))
            outcome = Outcome.KNOWN if is_withheld or self._knows(str(name)) else Outcome.NEW
        if name is not None and outcome is Outcome.NEW:
            self._met.add(name)
        source = result.source
        return InputLine(
            source=source.path,
            member=source.member,
            offset=source.offset,
            outcome=outcome,
            reason=result.reason if isinstance(result, Rejection) else None,
            warnings=result.warnings if isinstance(result, Article) else (),
            articles=(name,) if name is not None else (),
            detail=result.detail if isinstance(result, Rejection) else None,
        )

    def _knows(self, name: str) -> bool:
        """Say whether an article is in the archive or was met before."""
        return name in self._met or (self._conn is not None and find_article(self._conn, name) is not None)
