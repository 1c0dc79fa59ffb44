"""Several processes that do the same work: forks of this one, which share its listening socket.

One process answers with one processor. Each fork opens the archives for itself. One that dies is replaced; all end when
this process ends, whatever ends it.

Rule: processes and signals only; knows nothing of what is served.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator

from schemas.errors import ExportError

AT_ONCE_S = 2.0
"""A fork that lives no longer will not live the next time either."""

PATIENCE_S = 10.0
"""For requests that are being answered when the server is told to end."""


def can_fork() -> bool:
    """Say whether this system has forks."""
    return hasattr(os, "fork")


def work_in_forks(count: int, work: Callable[[], None]) -> None:
    """Do `work` in `count` forks of this process until it is interrupted or told to end.

    Raises: ExportError where a fork ends as soon as it is made.
    """
    ours, theirs = os.pipe()  # nobody writes: that it is closed tells the forks that this process has gone
    born: dict[int, float] = {}
    try:
        with contextlib.suppress(KeyboardInterrupt), _interrupted_by(signal.SIGTERM):
            while True:
                while len(born) < count:
                    born[_fork(work, ours, theirs)] = time.monotonic()
                gone, _ = os.wait()
                lived = time.monotonic() - born.pop(gone, 0)
                if lived < AT_ONCE_S:
                    raise ExportError(
                        "a process of the reading room ended as soon as it was made. Try: cuttings serve --workers 1"
                    )
    finally:
        _end(born)
        os.close(ours)
        os.close(theirs)


def _fork(work: Callable[[], None], ours: int, theirs: int) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # else both would write what waits
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(theirs)
        threading.Thread(target=_end_with_parent, args=(ours,), daemon=True).start()
        work()
        status = 0
    except BaseException:  # noqa: BLE001  whatever it is, the fork must not go on as its parent would
        traceback.print_exc()
    finally:
        os._exit(status)


def _end_with_parent(ours: int) -> None:
    os.read(ours, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _end(born: dict[int, float]) -> None:
    """Tell the forks to end, wait for them, and end those that do not."""
    for child in born:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)
    until = time.monotonic() + PATIENCE_S
    while born:
        for child in list(born):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG)[0] == 0:
                    continue
            del born[child]
        if born and time.monotonic() > until:
            for child in born:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
        time.sleep(0.02)


@contextlib.contextmanager
def _interrupted_by(number: int) -> Iterator[None]:
    """Take a signal as Ctrl-C is taken."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(number, interrupt)
    try:
        yield
    finally:
        signal.signal(number, before)
