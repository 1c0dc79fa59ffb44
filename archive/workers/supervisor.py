"""Share files out among worker processes and hand their results on in the order of the files.

A worker that dies, hangs or runs out of memory costs the page that it had in hand; another goes on behind it.
Memory is bounded: results that came too early wait for their turn up to `WAITING_BYTES`, then their workers wait.

Rule: knows processes and messages; no database, no extraction.
"""

import select
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import heappop, heappush
from itertools import count
from types import MappingProxyType, TracebackType
from typing import Self

from archive.done import Seal
from archive.workers.limits import Limits
from archive.workers.process import WorkerProcess, cause, start_worker
from archive.workers.slots import File, Handled, Input, Slot, size_of
from archive.workers.wire import Begun, Broken, Ended, Finished, Message, Opened, Ready, Recognised, Setup, Split, Task
from ingest.readers.beside import Row
from ingest.readers.forms import form_named
from ingest.readers.reading import MOST_SKIPS, Mark, rejected
from ingest.sizes import MEBIBYTE
from schemas.errors import CuttingsError
from schemas.report import Reason, Rejection

PROCESS = "ingest.pipeline:process"

WAITING_BYTES = 32 * MEBIBYTE
"""Of results that wait for their turn."""
_AHEAD = 4
"""Tasks that a worker is given beforehand, so that it has work while the writer writes."""
_WINDOW = 16
"""Files a worker that may be under way at once."""
_LONGEST_WAIT_S = 0.5
"""After which a request to stop is looked for."""
_LONG_SILENCE_S = 5.0
_FAILED_STARTS = 5
_TRIES = 2
"""Of a file that ended its worker before any page of it was in hand."""


class Supervisor:
    """Runs `jobs` workers (at least one). Use it in a `with` statement: none of them outlives it."""

    def __init__(
        self,
        *,
        jobs: int,
        limits: Limits | None = None,
        by_url: Mapping[str, Row] = MappingProxyType({}),
        process: str = PROCESS,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Say how many workers there may be and what they may use up; none is started yet.

        `process` names the function that makes articles of pages; `should_stop` is asked now and then.
        """
        self._limits = limits or Limits()
        self._setup = Setup(process=process, limits=self._limits, by_url=dict(by_url))
        self._jobs = max(1, jobs)
        self._should_stop = should_stop
        self._workers: list[WorkerProcess] = []
        self._slots: dict[int, Slot] = {}
        self._files: dict[int, File] = {}
        self._order: deque[int] = deque()
        self._to_do: list[tuple[tuple[int, int], int]] = []
        self._numbers = count()
        self._waiting_bytes = 0
        self._read_bytes = 0
        self._failed_starts = 0
        self._listened = time.monotonic()
        self._is_leaving = False

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """End the workers."""
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """Return the process numbers of the workers that run now."""
        return tuple(worker.child.pid for worker in self._workers)

    @property
    def has_results(self) -> bool:
        """Return that nothing waits: what workers say is heard at once or never."""
        return False

    def leave_off(self) -> None:
        """Have `run` end within half a second, in whatever thread it is; what is under way is given up."""
        self._is_leaving = True

    def close(self) -> None:
        """End the workers at once and wait until they are gone. `run` must have ended."""
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.bury()
        self._workers.clear()

    def run(self, inputs: Iterable[Input | Rejection]) -> Iterator[Handled]:
        """Yield what became of each page of `inputs`, in their order whatever the number of workers.

        In a thread of its own, it must be gone through to the end or told to `leave_off`: the kernel ends workers with
        the thread that started them.
        Raises: CuttingsError where no worker can be started.
        """
        coming = iter(inputs)
        more = True
        while (more or self._order) and not (self._is_leaving or self._should_stop()):
            more = more and self._take(coming)
            yield from self._turns()
            if self._order:
                self._hire()
                self._share_out()
                self._listen()

    # what is to be done

    def _take(self, coming: Iterator[Input | Rejection]) -> bool:
        """Enter inputs until enough are under way; return whether more may come."""
        while len(self._order) < self._jobs * _WINDOW:
            each = next(coming, None)
            if each is None:
                return False
            number = next(self._numbers)
            self._order.append(number)
            if isinstance(each, Rejection):
                self._slots[number] = Slot(None, (number, 0), deque([Handled(result=each)]))
            elif each.told is not None:
                self._slots[number] = Slot(None, (number, 0), told=each.told, size=each.found.size)
            else:
                found = each.found
                task = Task(
                    number=number,
                    path=found.path,
                    root=found.root,
                    source=found.source,
                    row=each.row,
                    note=found.note,
                    page=each.page,
                    is_to_split=self._jobs > 1,
                    is_to_seal=each.context is not None,
                )
                if each.context is not None:
                    self._files[number] = File(found.source.path, each.context)
                self._slots[number] = Slot(task, (number, 0), is_sealing=task.is_to_seal, size=found.size)
                self._put_off(number)
        return True

    def _put_off(self, number: int) -> None:
        """Enter a task among those to do; the one whose turn comes first is done first."""
        heappush(self._to_do, (self._slots[number].rank, number))

    def _turns(self) -> Iterator[Handled]:
        """Yield the results whose turn it is."""
        while self._order:
            slot = self._slots[self._order[0]]
            while slot.results:
                handled = slot.results.popleft()
                self._waiting_bytes -= size_of(handled)
                yield handled
            if slot.told is not None:
                self._read_bytes += slot.size
                yield from (Handled(result=each, read_bytes=self._read_bytes) for each in slot.told)
            if not slot.is_done or slot.is_sealing:
                return
            del self._slots[self._order.popleft()]
            yield from self._closed(slot.rank[0])

    def _count_bytes(self, slot: Slot, after: Mark | None) -> None:
        """Note how far a task has come."""
        task = slot.task
        if task is None:
            return
        at = (task.end or slot.size) if after is None else after.offset
        self._read_bytes += max(0, at - slot.read)
        slot.read = max(at, slot.read)

    def _closed(self, file: int) -> Iterator[Handled]:
        """Yield that a file was read to its end, after the last of its results."""
        known = self._files.get(file)
        if known is None:
            return
        known.slots -= 1
        if not known.slots:
            del self._files[file]
            closed = known.closed()
            if closed is not None:
                yield Handled(result=closed)

    def _hire(self) -> None:
        """Start as many workers as there is work for."""
        idle = sum(not worker.assigned for worker in self._workers)
        while len(self._workers) < self._jobs and idle < len(self._to_do):
            self._workers.append(start_worker(self._setup))
            idle += 1

    def _share_out(self) -> None:
        """Give tasks to workers, the earliest first, to the worker that has the fewest."""
        while self._to_do:
            free = [each for each in self._workers if each.is_ready and each.stopped_for is None]
            worker = min(free, key=lambda each: len(each.assigned), default=None)
            if worker is None or len(worker.assigned) >= _AHEAD:
                return
            number = heappop(self._to_do)[1]
            task = self._slots[number].task
            if task is not None:
                if not worker.assigned:
                    worker.wind(self._limits.read_timeout_s)
                worker.assigned.append(number)
                worker.send(task)

    # what is said

    def _listen(self) -> None:
        """Hear what workers have to say, and stop those whose time is over."""
        heard = [worker for worker in self._workers if self._is_heard(worker)]
        speaking = _speaking(heard)
        self._make_allowance()
        for worker in heard:
            if worker.pipe.fileno() in speaking:
                messages = worker.receive()
                if messages is None:
                    self._bury(worker)
                for message in messages or ():
                    self._hear(worker, message)
            elif worker.stopped_for is None and worker.is_late():
                worker.stop(Reason.PARSE_TIMEOUT)

    def _make_allowance(self) -> None:
        """Wind all clocks again where nobody listened for long: we were suspended, and the workers with us."""
        now = time.monotonic()
        if now - self._listened > _LONG_SILENCE_S:
            for worker in self._workers:
                worker.wind(self._limits.parse_timeout_s if worker.in_hand else self._limits.read_timeout_s)
        self._listened = now

    def _is_heard(self, worker: WorkerProcess) -> bool:
        """Say whether there is room for what a worker may say; whoever has the next result in turn is always heard."""
        is_next = self._order[0] in worker.assigned
        return self._waiting_bytes < WAITING_BYTES or is_next or not worker.is_ready or not worker.assigned

    def _hear(self, worker: WorkerProcess, message: Message) -> None:
        """Take in one message."""
        worker.wind(self._limits.read_timeout_s)
        match message:
            case Ready():
                worker.is_ready = True
                self._failed_starts = 0
            case Broken(detail):
                raise CuttingsError(f"A worker process cannot start: {detail}")
            case Opened():
                worker.is_reading = True
            case Recognised(number, kind, stamp):
                self._note_kind(number, kind, stamp)
            case Begun():
                worker.in_hand = message
                worker.wind(self._limits.parse_timeout_s)
            case Ended():
                worker.in_hand = None
                self._enter(message)
            case Split():
                if message.rest is None:
                    worker.is_reading = False
                    worker.assigned.popleft()
                self._split(message)
            case Finished(number, seal):
                worker.is_reading = False
                worker.assigned.popleft()
                self._note_seal(number, seal)
                self._settle(number)

    def _enter(self, ended: Ended) -> None:
        """Keep a result for its turn, and where its task would go on."""
        slot = self._slots.get(ended.task)
        if slot is None or slot.is_done:
            return  # the input is accounted for; a second outcome would count it twice
        self._count_bytes(slot, ended.after)
        kind = slot.task.kind if slot.task is not None else None
        handled = Handled(result=ended.result, row=ended.row, kind=kind, read_bytes=self._read_bytes)
        slot.results.append(handled)
        self._waiting_bytes += size_of(handled)
        slot.tries = 0
        if ended.after is None:
            slot.task = None  # at once: should the worker die before it says `Finished`, nothing is read twice
        elif slot.task is not None:
            slot.task = replace(slot.task, start=ended.after)

    def _settle(self, number: int) -> None:
        """Note that nothing more comes from a task; its results may all have been handed on already."""
        if number in self._slots:
            self._slots[number].task = None

    def _note_seal(self, number: int, seal: Seal | None) -> None:
        """Remember how a file was when a task of it was done."""
        slot = self._slots.get(number)
        if slot is None or not slot.is_sealing:
            return
        slot.is_sealing = False
        known = self._files.get(slot.rank[0])
        if known is not None:
            known.add(seal)

    def _note_kind(self, number: int, kind: str, stamp: tuple[int, int] | None) -> None:
        """Remember what a file is: whoever goes on in the middle of it cannot tell."""
        slot = self._slots.get(number)
        known = self._files.get(slot.rank[0]) if slot is not None else None
        if known is not None and stamp is not None:
            known.stamps.add(stamp)
        if slot is not None and slot.task is not None:
            slot.task = replace(slot.task, kind=kind)

    def _split(self, split: Split) -> None:
        """Put the pieces of a long file before the place where it stands, which it leaves with the last of them."""
        slot = self._slots[split.task]
        task = slot.task
        if task is None:
            return
        place = self._order.index(split.task)
        for position, piece in enumerate(split.pieces, place):
            number = next(self._numbers)
            part = replace(
                task,
                number=number,
                kind=split.kind,
                start=piece.start,
                end=piece.end,
                is_to_split=False,
                is_piece=True,
            )
            self._slots[number] = Slot(
                part,
                (slot.rank[0], slot.pieces),
                is_sealing=part.is_to_seal,
                size=slot.size,
                read=piece.start.offset,
            )
            slot.pieces += 1
            self._order.insert(position, number)
            self._put_off(number)
        known = self._files.get(slot.rank[0])
        if known is not None:
            known.slots += len(split.pieces) - (split.rest is None)
            if split.rest is None:
                known.add(split.seal)
        if split.rest is not None:
            slot.task = replace(task, kind=split.kind, start=split.rest)
        else:
            del self._slots[split.task]
            self._order.remove(split.task)

    # who is gone

    def _bury(self, worker: WorkerProcess) -> None:
        """Account for what a worker that is gone had in hand, and give its other tasks back."""
        self._workers.remove(worker)
        status = worker.bury()
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise CuttingsError(f"Worker processes end before they start (status {status}). Run: cuttings doctor")
        elif worker.in_hand is not None:
            self._charge(worker.in_hand, *cause(worker, status, self._limits))
        elif worker.is_reading and status != 0:
            self._retry(worker.assigned[0], *cause(worker, status, self._limits))
        for number in worker.assigned:
            if number in self._slots and not self._slots[number].is_done:
                self._put_off(number)
            else:
                self._note_seal(number, None)

    def _charge(self, page: Begun, reason: Reason, detail: str) -> None:
        """Reject the page that was in hand; its task goes on behind it, if anything can follow."""
        result = rejected(page.source, reason, detail, page.received_sha256)
        self._enter(Ended(page.task, result, page.after, page.row))

    def _retry(self, number: int, reason: Reason, detail: str) -> None:
        """Try once more a file that ended its worker while it was read; then step over the record, or give it up."""
        slot = self._slots.get(number)
        task = slot.task if slot else None
        if slot is None or task is None:
            return
        slot.tries += 1
        if slot.tries < _TRIES:
            return
        slot.tries = 0
        if slot.pieces and task.is_to_split:
            slot.task = replace(
                task, is_to_split=False
            )  # where its records begin cannot be found out: one reads the rest
            return
        form = form_named(task.kind) if task.kind else None
        source = form.place(task.source, task.start) if form else task.source
        goes_on = form is not None and form.counts is not None and task.start.skips < MOST_SKIPS
        after = task.start.skipping() if goes_on else None
        self._enter(Ended(number, rejected(source, reason, detail), after, None))


def _speaking(workers: Iterable[WorkerProcess]) -> set[int]:
    """Return the descriptors of the pipes in which something has come, or has ended, after half a second at most."""
    listener = select.poll()
    for worker in workers:
        listener.register(worker.pipe.fileno(), select.POLLIN)
    return {descriptor for descriptor, _event in listener.poll(1000 * _LONGEST_WAIT_S)}
