"""One writing process at a time: an advisory lock on a small file beside the archive.

The lock file holds the process number of the writer and nothing else, and goes when the writer closes. A writer that
was killed leaves the file, not the lock: the kernel lets go of it.

Rule: knows files; no database.
"""

import contextlib
import fcntl
import math
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from schemas.errors import ArchiveLocked, NotWritable

WAIT_S = 2.0
"""How long a second writer waits before it gives up."""

FOR_GOOD = math.inf
"""For those who would rather wait than do it again: an ingest in the night, after another."""

_PAUSE_S = 0.05

_held: set[int] = set()


def _let_go_in_child() -> None:
    """Close the lock in a forked child: a worker that outlives the writer must not keep the archive locked."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)


@contextlib.contextmanager
def write_lock(
    path: str | os.PathLike[str], *, wait_s: float = WAIT_S, waiting: Callable[[str | None], None] | None = None
) -> Iterator[None]:
    """Hold the write lock of the archive at `path`; `waiting` is told once, and at once, who has it.

    Raises: ArchiveLocked, naming the process that holds it, after `wait_s` seconds; NotWritable.
    """
    beside = Path(f"{os.fspath(path)}.lock")
    descriptor = _acquire(beside, str(path), time.monotonic() + wait_s, waiting)
    owner = os.getpid()
    _held.add(descriptor)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{owner}\n".encode("ascii"), 0)
        yield
    finally:
        if os.getpid() == owner:  # a forked child that unwinds has no lock to give back
            beside.unlink(missing_ok=True)
            _held.discard(descriptor)
            os.close(descriptor)


def _acquire(beside: Path, path: str, deadline: float, waiting: Callable[[str | None], None] | None = None) -> int:
    while True:
        try:
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        except OSError as error:
            raise NotWritable(path, (error.strerror or "unknown error").lower()) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(descriptor)
            os.close(descriptor)
            if time.monotonic() >= deadline:
                raise ArchiveLocked(path, holder) from None
            if waiting is not None and holder is not None:
                waiting(holder)
                waiting = None
            time.sleep(_PAUSE_S)
            continue
        if _is_current(descriptor, beside):
            return descriptor
        os.close(descriptor)  # the last holder took the file away while we waited for it


def _holder(descriptor: int) -> str | None:
    said = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return said if said.isdigit() else None


def _is_current(descriptor: int, beside: Path) -> bool:
    try:
        there = beside.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)
