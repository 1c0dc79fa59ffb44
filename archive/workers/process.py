"""One worker as its parent sees it: a process, a pipe, what it was given and what it has in hand.

Rule: starts and ends processes; knows nothing of order or results.
"""

import pickle
import signal
import subprocess
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from archive.workers.fresh import start_fresh
from archive.workers.limits import PAGE_SIGNAL, Limits
from archive.workers.wire import Begun, Message, Setup, Task, pack, unpack_from_worker
from schemas.report import Reason

_LONGEST_MESSAGE = 1 << 30


@dataclass(slots=True, eq=False)
class WorkerProcess:
    """A running worker."""

    child: subprocess.Popen[bytes]
    pipe: Connection
    limits: Limits
    assigned: deque[int] = field(default_factory=deque)
    """Numbers of the tasks it was given and has not finished, in order."""
    in_hand: Begun | None = None
    """The page that it is working on."""
    is_ready: bool = False
    is_reading: bool = False
    """It opened the first of its tasks."""
    deadline: float = 0.0
    stopped_for: Reason | None = None
    """Why we stopped it."""

    def send(self, message: Setup | Task) -> None:
        """Hand over a message; one that died meanwhile is noticed when it is listened to."""
        try:
            self.pipe.send_bytes(pack(message))
        except (BrokenPipeError, ConnectionResetError):
            return

    def receive(self) -> tuple[Message, ...] | None:
        """Return its next messages, or None when it is gone, or has to go because it talks nonsense."""
        try:
            return unpack_from_worker(self.pipe.recv_bytes(_LONGEST_MESSAGE))
        except (EOFError, OSError, pickle.UnpicklingError):
            self.child.kill()
            return None

    def wind(self, seconds: float) -> None:
        """Give it so long until it must have said something."""
        self.deadline = time.monotonic() + seconds

    def is_late(self) -> bool:
        """Say whether its time is over and it has nothing to say."""
        return self.is_busy() and time.monotonic() > self.deadline and not self.pipe.poll()

    def is_busy(self) -> bool:
        """Say whether something is awaited from it."""
        return not self.is_ready or bool(self.assigned)

    def stop(self, reason: Reason | None = None) -> None:
        """End it at once; what it had said before can still be heard."""
        self.stopped_for = reason
        self.child.kill()

    def bury(self) -> int:
        """Wait until it is gone and return its exit status (negative: the signal that ended it)."""
        self.pipe.close()
        return self.child.wait()


def start_worker(setup: Setup) -> WorkerProcess:
    """Start a worker and hand it its setup."""
    child, pipe = start_fresh("archive.workers.child")
    worker = WorkerProcess(child, pipe, setup.limits)
    worker.wind(setup.limits.start_timeout_s)
    worker.send(setup)
    return worker


def cause(worker: WorkerProcess, status: int, limits: Limits) -> tuple[Reason, str]:
    """Return why a worker is gone, as a reason and in words."""
    if worker.in_hand is not None and status == -PAGE_SIGNAL:
        detail = f"Reading it took more than {worker.in_hand.cpu_s:.3g} seconds of processor time."
        return Reason.PARSE_TIMEOUT, detail
    if worker.stopped_for is Reason.PARSE_TIMEOUT or status == -signal.SIGXCPU:
        limit = limits.parse_timeout_s if worker.in_hand else limits.read_timeout_s
        return Reason.PARSE_TIMEOUT, f"Reading it took longer than {limit:g} seconds by the clock."
    how = f"by signal {-status}" if status < 0 else f"with status {status}"
    return Reason.WORKER_DIED, f"The process that read it ended {how}. The other inputs are not affected."
