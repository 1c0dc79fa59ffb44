"""Take sources into an archive: find the files, have workers read them, store what comes back, account for every input.

Rule: joins walk, workers and store; decides nothing about pages itself.
"""

import contextlib
import gc
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from archive.connect import open_ro
from archive.ingest_log import opened_log
from archive.intake_files import Files, Given
from archive.ledger import Ledger
from archive.relearn import Progress
from archive.reread import Rereader
from archive.sidecar import read_sidecar
from archive.sinks import PathLike, Sink, rehearsing, storing
from archive.stopping import stop_on_signal
from archive.tally import Accounts, shown
from archive.walk import STDIN, check_source, file_keys
from archive.warm import OBJECTS
from archive.workers import Handled, Limits, Supervisor
from archive.workers.ahead import ahead
from archive.workers.engine import Engine, Readers
from archive.workers.slots import size_of
from ingest.readers import forms
from schemas.errors import IngestStopped
from schemas.furniture import FurnitureReport
from schemas.report import DryRunReport, IngestReport, Outcome

_COMPANIONS = ("", "-wal", "-shm", "-journal", ".lock")
"""Files of an archive."""


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
    waiting: Callable[[str | None], None] | None = None,
    engine: Engine = Supervisor,
) -> IngestReport:
    """Take `sources` (files, folders, `-` for standard input) into the archive, which is made where there is none.

    The order of files, and so the order of arrival, depends neither on `jobs` nor on the `engine` that reads. With
    `dry_run` nothing is stored, and `new` means that no article of that name is in the archive. Where another process
    writes, `waiting` is told which one, and its end is waited for; without `waiting` this gives up after two seconds.
    Raises: UsageError, SidecarError, PluginError, ArchiveLocked, NotAnArchive; IngestStopped on SIGINT or SIGTERM, with
    the report.
    """
    start = time.monotonic()
    forms()  # a plug-in that cannot be used ends the run before anything is made
    facts = read_sidecar(os.fspath(sidecar)) if sidecar is not None else None
    given = [os.fspath(source) for source in sources]
    own = [f"{os.fspath(archive_path)}{ending}" for ending in _COMPANIONS]
    own += [os.fspath(path) for path in (sidecar, log) if path is not None]
    with contextlib.ExitStack() as stack:
        named = [Given(stack.enter_context(_spooled()), STDIN) if each == STDIN else Given(each) for each in given]
        for each in named:
            check_source(each.path)
        again = stack.enter_context(Rereader(limits))
        sink = stack.enter_context(rehearsing(archive_path) if dry_run else storing(archive_path, again.read, waiting))
        stopping = stack.enter_context(stop_on_signal())  # now: who only waits for its turn may be ended at once
        accounts = Accounts(opened_log(log, stack), progress)
        ledger = None if dry_run else Ledger(stack.enter_context(contextlib.closing(open_ro(archive_path))))
        files = Files(named, file_keys(own), facts, ledger, limits or Limits())
        by_url = facts.by_url if facts else {}
        workers = engine(jobs=jobs, limits=limits, by_url=by_url, should_stop=stopping.is_set)
        files.asks_ledger = not workers.has_results
        going = _Intake(files=files, workers=workers, accounts=accounts, stopping=stopping)
        stack.enter_context(few_collections())
        with workers, contextlib.closing(going.results()) as results:
            for line in sink.lines(accounts.watched(results)):
                accounts.count(line)
            cleaned = sink.relearn(progress, stopping.is_set)
            stories = sink.keep_stories(progress, stopping.is_set)
            sink.end()
        report = _report(accounts, sink, cleaned, stories, dry_run=dry_run)
        seconds = round(time.monotonic() - start, 3)
        report = replace(report, warnings=shown(facts.warnings if facts else ()), seconds=seconds)
        if stopping.is_set():
            raise IngestStopped(report)
        return report


def _report(accounts: Accounts, sink: Sink, cleaned: FurnitureReport, stories: int, *, dry_run: bool) -> IngestReport:
    """Return the account."""
    report = IngestReport(
        inputs=accounts.counts.total(),
        new=accounts.counts[Outcome.NEW],
        known=accounts.counts[Outcome.KNOWN],
        rejected=accounts.rejected.taken(),
        skipped=accounts.skipped.taken(),
        articles_new=sink.tally.articles,
        captures_new=sink.tally.captures,
        facts_asserted=sink.tally.facts,
        furniture=cleaned,
        stories=stories,
        warnings=(),
        seconds=0.0,
    )
    if not dry_run:
        return report
    told = {each.name: getattr(report, each.name) for each in fields(report)}
    return DryRunReport(**told, forms=accounts.forms())


@dataclass(slots=True, kw_only=True)
class _Intake:
    """One ingest under way."""

    files: Files
    workers: Readers
    accounts: Accounts
    stopping: threading.Event

    def results(self) -> Generator[Handled, None, None]:
        """Yield what every input became, then the rows of the sidecar that named none."""
        self.files.look_ahead(self._tell)
        yield from ahead(self.workers.run(self.files.inputs()), size_of, self.workers.leave_off)
        sidecar = self.files.sidecar
        if sidecar is not None and not self.stopping.is_set():
            sidecar.spoken |= self.accounts.spoken
            yield from (Handled(result=each) for each in self.files.unmet_rows())

    def _tell(self) -> None:
        self.accounts.total, self.accounts.size = self.files.count, self.files.size
        self.accounts.tell("1 read")


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Have the collector of cycles look rarely: what workers send are tens of thousands of records without any."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def _spooled() -> Iterator[str]:
    """Copy standard input into a file that goes away afterwards; return its path."""
    with tempfile.NamedTemporaryFile(prefix="cuttings-") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        yield spool.name
