"""One writer at a time."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.lock import FOR_GOOD, write_lock
from archive.store import open_store
from schemas.errors import ArchiveLocked

HOLDER = """
import sys, time
from archive.lock import write_lock
with write_lock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def _holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def test_a_second_writer_is_told_who_holds_it(tmp_path: Path) -> None:
    """Another process that writes is named by its number, and waited for no longer than asked."""
    path = tmp_path / "a.db"
    process = _holder(path)
    try:
        started = time.monotonic()
        with pytest.raises(ArchiveLocked, match=f"process {process.pid}"), open_store(path, wait_s=0.2):
            pass
        assert time.monotonic() - started < 5
        assert not path.exists()
    finally:
        _end(process)


def test_who_waits_is_told_for_whom_and_gets_its_turn(tmp_path: Path) -> None:
    """A writer that would rather wait hears at once, and once, which process it waits for; then it writes."""
    holder = _holder(tmp_path / "a.db")
    told: list[str | None] = []

    def tell(process: str | None) -> None:
        told.append(process)
        holder.kill()

    with write_lock(tmp_path / "a.db", wait_s=FOR_GOOD, waiting=tell):
        assert told == [str(holder.pid)]
    _end(holder)


def test_a_killed_writer_lets_go(tmp_path: Path) -> None:
    """After kill -9 the file of the lock is left, the lock is not."""
    path = tmp_path / "a.db"
    process = _holder(path)
    _end(process)
    assert (tmp_path / "a.db.lock").exists()
    with write_lock(path, wait_s=0):
        pass


def test_the_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    """The lock file holds the process number while it is held, and goes with it."""
    path = tmp_path / "a.db"
    with write_lock(path):
        assert (tmp_path / "a.db.lock").read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


def test_the_same_process_cannot_write_twice(tmp_path: Path) -> None:
    """A second store in the same process is refused like any other."""
    path = tmp_path / "a.db"
    with open_store(path), pytest.raises(ArchiveLocked), open_store(path, wait_s=0):
        pass


def test_a_waiting_writer_gets_its_turn(tmp_path: Path) -> None:
    """A writer that waits takes over when the first one ends."""
    path = tmp_path / "a.db"
    process = _holder(path)
    timer = threading.Timer(0.3, process.kill)
    timer.start()
    try:
        with write_lock(path, wait_s=20):
            assert process.wait() == -signal.SIGKILL
    finally:
        timer.cancel()
        _end(process)


def test_a_forked_worker_does_not_keep_the_lock(tmp_path: Path) -> None:
    """A worker that outlives the writer does not keep the archive locked."""
    path = tmp_path / "a.db"
    with write_lock(path):
        child = os.fork()
        if child == 0:
            time.sleep(30)
            os._exit(0)
    try:
        with write_lock(path, wait_s=0):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
