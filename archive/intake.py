"""Take sources into an archive: find the files, have workers read them, store what comes back, account for every input.

Rule: joins walk, workers and store; decides nothing about pages itself.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

from archive.relearn import Progress
from archive.reread import Rereader
from archive.sidecar import Sidecar, read_sidecar
from archive.sinks import PathLike, Sink, rehearsing, storing
from archive.walk import STDIN, FileKey, Found, check_source, file_keys, find_files
from archive.workers import Handled, Input, Limits, Supervisor
from archive.workers.ahead import ahead
from archive.workers.supervisor import size_of
from schemas.article import Article
from schemas.errors import IngestStopped, UsageError
from schemas.furniture import FurnitureReport
from schemas.page import Source
from schemas.report import IngestReport, InputLine, Outcome, Reason, RejectedInput, Rejection

_COMPANIONS = ("", "-wal", "-shm", "-journal", ".lock")
"""Files of an archive."""
_LONGEST_LOG_LINE = 1 << 20
_MOST_WARNINGS = 50


def ingest(  # noqa: PLR0913  the options of the contract
    archive_path: PathLike,
    sources: Sequence[PathLike],
    *,
    jobs: int = 1,
    sidecar: PathLike | None = None,
    log: PathLike | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> IngestReport:
    """Take `sources` (files, folders, `-` for standard input) into the archive, which is made where there is none.

    The order of files, and so the order of arrival, does not depend on `jobs`. With `dry_run` nothing is stored, and
    `new` means that no article of that name is in the archive.
    Raises: UsageError, SidecarError, ArchiveLocked, NotAnArchive; IngestStopped on SIGINT or SIGTERM, with the report.
    """
    start = time.monotonic()
    facts = read_sidecar(os.fspath(sidecar)) if sidecar is not None else None
    given = [os.fspath(source) for source in sources]
    own = [f"{os.fspath(archive_path)}{ending}" for ending in _COMPANIONS]
    own += [os.fspath(path) for path in (sidecar, log) if path is not None]
    with contextlib.ExitStack() as stack:
        stopping = stack.enter_context(stop_on_signal())
        named = [_Given(stack.enter_context(_spooled()), STDIN) if each == STDIN else _Given(each) for each in given]
        for each in named:
            check_source(each.path)
        again = stack.enter_context(Rereader(limits))
        sink = stack.enter_context(rehearsing(archive_path) if dry_run else storing(archive_path, again.read))
        tally = _Tally(_opened_log(log, stack), progress)
        files = _Files(named, file_keys(own), facts, tally)
        by_url = facts.by_url if facts else {}
        workers = Supervisor(jobs=jobs, limits=limits, by_url=by_url, should_stop=stopping.is_set)
        with workers, contextlib.closing(files.results(workers, stopping)) as results:
            for line in sink.lines(tally.watched(results)):
                tally.count(line)
            cleaned = sink.relearn(progress, stopping.is_set)
            stories = sink.keep_stories(progress, stopping.is_set)
            sink.end()
        warnings = facts.warnings if facts else ()
        report = tally.report(sink, cleaned, stories, warnings, seconds=time.monotonic() - start)
        if stopping.is_set():
            raise IngestStopped(report)
        return report


@dataclass(slots=True)
class _Tally:
    """Counts inputs, writes the log, tells the progress bar."""

    log: TextIO | None
    progress: Progress | None
    total: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    details: deque[str | None] = field(default_factory=deque)
    """Details of the results that were handed on and not yet accounted for, in order."""
    spoken: set[int] = field(default_factory=set)
    listed: dict[Outcome, list[RejectedInput]] = field(default_factory=dict)

    def watched(self, handled: Iterable[Handled]) -> Iterator[Article | Rejection]:
        """Hand results on, and remember what the store does not say again."""
        for each in handled:
            result = each.result
            if each.row is not None:
                self.spoken.add(each.row)
            self.details.append(result.detail if isinstance(result, Rejection) else None)
            yield result

    def count(self, line: InputLine) -> None:
        """Account for one input."""
        detail = self.details.popleft()
        self.counts[line.outcome] += 1
        if line.reason is not None:
            self.listed.setdefault(line.outcome, []).append(
                RejectedInput(
                    source=line.source,
                    member=line.member,
                    offset=line.offset,
                    reason=line.reason,
                    detail=detail or line.detail or "",
                )
            )
        if self.log is not None:
            self.log.write(json.dumps(_log_record(line), ensure_ascii=False) + "\n")
        self.tell("1-7 ingest")

    def tell(self, stage: str) -> None:
        """Move the progress bar."""
        if self.progress is not None:
            rejected = self.counts[Outcome.REJECTED]
            self.progress(f"{stage}, {rejected} rejected" if rejected else stage, self.counts.total(), self.total)

    def report(
        self, sink: Sink, cleaned: FurnitureReport, stories: int, warnings: Sequence[str], *, seconds: float
    ) -> IngestReport:
        """Return the account."""
        shown = tuple(warnings[:_MOST_WARNINGS])
        if len(warnings) > _MOST_WARNINGS:
            shown += (f"and {len(warnings) - _MOST_WARNINGS} more notes on the sidecar",)
        return IngestReport(
            inputs=self.counts.total(),
            new=self.counts[Outcome.NEW],
            known=self.counts[Outcome.KNOWN],
            rejected=tuple(self.listed.get(Outcome.REJECTED, ())),
            skipped=tuple(self.listed.get(Outcome.SKIPPED, ())),
            articles_new=sink.tally.articles,
            captures_new=sink.tally.captures,
            facts_asserted=sink.tally.facts,
            furniture=cleaned,
            stories=stories,
            warnings=shown,
            seconds=round(seconds, 3),
        )


@dataclass(frozen=True, slots=True)
class _Given:
    """A source as given, with the name that its locator has instead of its own."""

    path: str
    name: str | None = None

    def files(self, own: frozenset[FileKey]) -> Iterator[Found | Rejection]:
        """Yield the files that the source means."""
        return find_files(self.path, name=self.name, passed_over=own)


@dataclass(slots=True)
class _Files:
    """The files that the sources mean, and the rows of the sidecar that name them."""

    given: Sequence[_Given]
    own: frozenset[FileKey]
    sidecar: Sidecar | None
    tally: _Tally
    names: Counter[str] = field(default_factory=Counter)
    """How many files have a name; counted only for a sidecar."""

    def results(self, workers: Supervisor, stopping: threading.Event) -> Generator[Handled, None, None]:
        """Yield what every input became, then the rows of the sidecar that named none."""
        self._look_ahead()
        yield from ahead(workers.run(self._inputs()), size_of, workers.leave_off)
        if self.sidecar is not None and not stopping.is_set():
            self.sidecar.spoken |= self.tally.spoken
            for number, name in self.sidecar.silent():
                source = Source(path=self.sidecar.name, offset=number)
                detail = f"The row names `{name[:200]}`, which was not met."
                yield Handled(
                    result=Rejection(source=source, outcome=Outcome.SKIPPED, reason=Reason.SIDECAR, detail=detail)
                )

    def _look_ahead(self) -> None:
        """Count the files, for the progress bar and for rows that give a bare name; fail early on wrong paths."""
        for given in self.given:
            for each in given.files(self.own):
                self.tally.total += 1
                if self.sidecar is not None and isinstance(each, Found):
                    self.names[_bare(each.source.path)] += 1
            self.tally.tell("1 read")

    def _inputs(self) -> Iterator[Input | Rejection]:
        """Yield the files with the rows that name them."""
        for given in self.given:
            for each in given.files(self.own):
                if isinstance(each, Rejection) or self.sidecar is None:
                    yield each if isinstance(each, Rejection) else Input(found=each)
                else:
                    only = self.names[_bare(each.source.path)] == 1
                    row = self.sidecar.row_of(each.source.path, is_only_of_its_name=only)
                    if row is not None:
                        self.sidecar.spoken.add(row.number)
                    yield Input(found=each, row=row)


def _bare(path: str) -> str:
    """Return a file's name without folders."""
    return path.rpartition("/")[2]


def _log_record(line: InputLine) -> dict[str, object]:
    """Return one line of `--log` (DESIGN.md, command line)."""
    return {
        "source": line.source,
        "member": line.member,
        "offset": line.offset,
        "outcome": line.outcome.value,
        "reason": line.reason.value if line.reason is not None else None,
        "warnings": list(line.warnings),
        "articles": list(line.articles),
    }


def _opened_log(path: PathLike | None, stack: contextlib.ExitStack) -> TextIO | None:
    """Open the log for writing, or return None where none is wanted."""
    if path is None:
        return None
    check_log(path)
    try:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", errors="replace"))
    except OSError as error:
        raise UsageError(
            f"{path}: the log cannot be written: {(error.strerror or 'unknown error').lower()}."
        ) from error


def check_log(path: PathLike) -> None:
    """Refuse to write the log over a file that is none: an archive, a spreadsheet, a page that was saved.

    Raises: UsageError.
    """
    try:
        with Path(path).open("rb") as file:
            first = file.readline(_LONGEST_LOG_LINE)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{path}: the log cannot be written: {(error.strerror or 'no file').lower()}.") from error
    if first and not _is_log_line(first):
        raise UsageError(f"{path} exists and is no log of an ingest. Name another file with --log; this one is kept.")


def _is_log_line(line: bytes) -> bool:
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and {"source", "outcome", "articles"} <= record.keys()


@contextlib.contextmanager
def _spooled() -> Iterator[str]:
    """Copy standard input into a file that goes away afterwards; return its path."""
    with tempfile.NamedTemporaryFile(prefix="cuttings-") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        yield spool.name


@contextlib.contextmanager
def stop_on_signal() -> Iterator[threading.Event]:
    """Turn SIGINT and SIGTERM into a request to stop, in the main thread; a second one interrupts at once."""
    stopping = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the form of signal handlers
        if stopping.is_set():
            raise KeyboardInterrupt
        stopping.set()

    before: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None] = {
        number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
