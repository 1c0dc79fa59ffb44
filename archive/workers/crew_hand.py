"""The other side of a crew: a process that makes bytes of bytes until its pipe is closed.

Rule: knows the pipe and what it is told to call; no database.
"""

import importlib
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection

from archive.workers.crew_words import BROKEN, DONE, FAILED, READY, unpack_job, unpack_trade
from archive.workers.limits import Limits, confine, die_with_parent, start_page_clock

Work = Callable[[bytes], bytes]

_LONGEST = 300


def main(descriptor: int, parent: int) -> None:
    """Serve the crew at the other end of `descriptor`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the crew is asked to stop, and stops us
    die_with_parent(parent)
    with Connection(descriptor) as crew:
        try:
            trade = unpack_trade(crew.recv_bytes())
            module, _, function = trade.work.partition(":")
            work: Work = getattr(importlib.import_module(module), function)(trade.setup)
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001  whatever it is, the crew has to hear it
            crew.send_bytes(BROKEN + in_words(error).encode())
            return
        confine(Limits(parse_memory_bytes=trade.memory_bytes))
        crew.send_bytes(READY)
        for _ in range(trade.jobs):
            try:
                message = crew.recv_bytes()
            except EOFError:
                return
            crew.send_bytes(_do(work, message))


def _do(work: Work, message: bytes) -> bytes:
    """Do one job and return what is to be said of it."""
    seconds, body = unpack_job(message)
    start_page_clock(seconds)
    try:
        return DONE + work(body)
    except MemoryError:
        return FAILED + b"took more memory than it may"
    except Exception as error:  # noqa: BLE001  one job's trouble is not to end the others
        return FAILED + in_words(error).encode()
    finally:
        start_page_clock(0)


def in_words(error: Exception) -> str:
    """Return what went wrong, in a line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
