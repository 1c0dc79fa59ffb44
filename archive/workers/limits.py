"""What a worker may use up before it is stopped.

Rule: standard library only.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass

from ingest.sizes import DEFAULT_MAX_BYTES, MEBIBYTE

PAGE_SIGNAL = signal.SIGPROF
"""What ends a worker whose page has used up its processor time."""
PAGE_TIMER = signal.ITIMER_PROF
_PR_SET_PDEATHSIG = 1
_CPU_GRACE_S = 5
_OPEN_FILES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one worker."""

    parse_cpu_s: float = 5.0
    """Processor time for one page or record, from decoding to signing: the same on an idle machine as on a busy one."""
    parse_cpu_s_per_mebibyte: float = 1.0
    """The same by size, where that is more: a dump of ten million characters is long, not pathological."""
    parse_timeout_s: float = 20.0
    """Wall clock for the same: the net below, for a page that waits and does nothing."""
    read_timeout_s: float = 120.0
    """Wall clock for finding the next page or record in a file."""
    start_timeout_s: float = 120.0
    """Wall clock until a new process is ready."""
    parse_memory_bytes: int = 2048 * MEBIBYTE
    """Address space above what the process has when it starts."""
    max_bytes: int = DEFAULT_MAX_BYTES
    """Of one page or record."""
    pages: int = 10_000
    """After so many pages a process is replaced, in case something leaks; a new one takes a second to get ready."""
    split_bytes: int = MEBIBYTE
    """JSON Lines files are shared out among the workers in pieces of about this size; larger where there would be
    thousands of them."""

    def cpu_for(self, size: int) -> float:
        """Return the processor time that a page of so many bytes may take.

        >>> Limits().cpu_for(70_000), Limits().cpu_for(12 * MEBIBYTE)
        (5.0, 12.0)
        """
        return max(self.parse_cpu_s, self.parse_cpu_s_per_mebibyte * size / MEBIBYTE)


def confine(limits: Limits) -> None:
    """Limit this process: address space, no files written, few opened, no core dump, and its clock ends it."""
    signal.signal(PAGE_SIGNAL, signal.SIG_DFL)  # whoever started us may have had it ignored
    _set(resource.RLIMIT_AS, _address_space() + limits.parse_memory_bytes)
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _set(resource.RLIMIT_CORE, 0)


def allow_cpu(seconds: float) -> None:
    """Let this process use so much more processor time: the net below the parent's clock, should the parent be gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + _CPU_GRACE_S)


def start_page_clock(seconds: float) -> None:
    """Have the kernel end this process by `PAGE_SIGNAL` after so much more processor time; 0: no longer.

    A timer and not `RLIMIT_CPU`, which counts whole seconds only; and no handler, which would have to wait until the
    parser, that is C, comes back.
    """
    signal.setitimer(PAGE_TIMER, seconds)


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends (Linux; elsewhere the closed pipe does, between pages)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(0)


def _set(which: int, soft: int) -> None:
    """Lower one soft limit as far as the system lets us; where it has no such limit, the others still hold."""
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (soft, hard))


def _address_space() -> int:
    """Return the address space that this process has now, in bytes; where that cannot be known, a gibibyte."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  one line, before the limits hold
            return int(statm.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 1024 * MEBIBYTE
