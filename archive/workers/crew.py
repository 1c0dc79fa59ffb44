"""A crew: processes that make bytes of bytes, each job bounded in time and memory.

A job that kills its process, hangs or runs out of memory costs that job; the others are done. Results come as they are
ready, in no order.

Rule: knows processes and messages; nothing of what the work is.
"""

import contextlib
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from archive.workers.crew_words import BROKEN, DONE, READY, Done, Job, Trade, pack_job, pack_trade
from archive.workers.fresh import start_fresh
from archive.workers.limits import PAGE_SIGNAL
from schemas.errors import CuttingsError

_LEAVE_S = 2.0
"""How long a process may take to go when its pipe is closed."""


@dataclass(slots=True, eq=False)
class _Hand:
    """One process of the crew."""

    child: subprocess.Popen[bytes]
    pipe: Connection
    deadline: float
    is_ready: bool = False
    job: Job | None = None
    left: int = 0
    """Jobs that it may still do."""

    def give(self, job: Job, slow: float) -> None:
        """Hand a job over; a process that died meanwhile is noticed when it is listened to."""
        self.job = job
        self.deadline = time.monotonic() + job.cpu_s * slow
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send_bytes(pack_job(job))


class Crew:
    """Processes at work. A context manager: at the end they are gone, and so is what they left on the disk."""

    def __init__(self, trade: Trade, size: int) -> None:
        """Get ready; no process is started before `start` or `run`."""
        self._trade = trade
        self._size = max(size, 1)
        self._hands: list[_Hand] = []
        self._folder = tempfile.TemporaryDirectory(prefix="cuttings-", ignore_cleanup_errors=True)

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send everyone home, and clear up behind them."""
        self.send_home()
        self._folder.cleanup()

    def send_home(self) -> None:
        """End the processes: they hold memory, and nothing that they would have to put away."""
        for hand in self._hands:
            hand.pipe.close()
            hand.child.kill()
        for hand in self._hands:
            hand.child.wait()
        self._hands.clear()

    def start(self, count: int | None = None) -> None:
        """Start processes up to the size of the crew, or fewer, so that they get ready meanwhile."""
        while len(self._hands) < min(self._size, self._size if count is None else count):
            child, pipe = start_fresh("archive.workers.crew_hand", {"TMPDIR": self._folder.name})
            hand = _Hand(child, pipe, time.monotonic() + self._trade.start_s, left=self._trade.jobs)
            hand.pipe.send_bytes(pack_trade(self._trade))
            self._hands.append(hand)

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Yield what became of each job, as they are done.

        Raises: CuttingsError where no process gets ready at all.
        """
        waiting = deque(jobs)
        busy = len(waiting)
        while busy:
            self.start(busy)
            for hand in self._hands:
                if waiting and hand.is_ready and hand.job is None:
                    hand.give(waiting.popleft(), self._trade.slow)
            for done in self._hear():
                busy -= 1
                yield done

    def _hear(self) -> Iterator[Done]:
        """Listen until somebody says something, or is late."""
        now = time.monotonic()
        awaited = [hand for hand in self._hands if hand.job is not None or not hand.is_ready]
        ends = min(hand.deadline for hand in awaited)
        talking = wait([hand.pipe for hand in awaited], timeout=max(ends - now, 0))
        for hand in awaited:
            if hand.pipe in talking:
                yield from self._hear_one(hand)
            elif time.monotonic() > hand.deadline:
                hand.child.kill()
                yield from self._lost(hand, "took too long")

    def _hear_one(self, hand: _Hand) -> Iterator[Done]:
        try:
            message = hand.pipe.recv_bytes()
        except (EOFError, OSError):
            yield from self._lost(hand, None)
            return
        kind, body = message[:1], message[1:]
        if kind == READY:
            hand.is_ready = True
        elif kind == BROKEN:
            raise CuttingsError(f"a process cannot start: {body.decode()}")
        elif hand.job is not None:
            number, hand.job, hand.left = hand.job.number, None, hand.left - 1
            if not hand.left:
                self._retire(hand)
            is_done = kind == DONE
            yield Done(number=number, body=body if is_done else None, problem="" if is_done else body.decode())

    def _lost(self, hand: _Hand, problem: str | None) -> Iterator[Done]:
        """Bury a process and tell of the job that it had."""
        self._retire(hand)
        status = hand.child.wait()
        if hand.job is None:
            raise CuttingsError(f"a process ended before it was ready (status {status})")
        if problem is None:
            problem = "took too much processor time" if status == -PAGE_SIGNAL else f"ended its process ({status})"
        yield Done(number=hand.job.number, body=None, problem=problem)

    def _retire(self, hand: _Hand) -> None:
        self._hands.remove(hand)
        hand.pipe.close()
        if hand.job is None:
            _see_off(hand)


def _see_off(hand: _Hand) -> None:
    """Wait until a process is gone, and help where it does not go."""
    try:
        hand.child.wait(_LEAVE_S)
    except subprocess.TimeoutExpired:
        hand.child.kill()
        hand.child.wait()
