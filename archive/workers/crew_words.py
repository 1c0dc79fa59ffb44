"""What a crew and its hands say to each other: a letter, then bytes.

Rule: standard library only.
"""

import json
from dataclasses import asdict, dataclass

READY, DONE, FAILED, BROKEN = b"r", b"d", b"f", b"b"
"""A hand is ready, has done a job, could not do it, cannot do any."""

_HEAD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What a crew does, and what each of its hands may use up."""

    work: str
    """`module:function`; called with `setup` once in each process, it returns what makes bytes of bytes."""
    setup: str
    memory_bytes: int
    """Address space above what a process has when it is ready."""
    start_s: float = 60.0
    """Wall clock until a process is ready."""
    jobs: int = 500
    """After so many jobs a process is replaced, in case something leaks."""
    slow: float = 6.0
    """A job may take so many times its processor time by the clock: the net below, for one that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work."""

    number: int
    body: bytes
    cpu_s: float
    """Processor time that it may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a job."""

    number: int
    body: bytes | None
    """None: it was not done."""
    problem: str = ""
    """Why not, as the end of a sentence."""


def pack_trade(trade: Trade) -> bytes:
    """Return the first message to a hand."""
    return json.dumps(asdict(trade)).encode()


def unpack_trade(message: bytes) -> Trade:
    """Return what `pack_trade` packed."""
    return Trade(**json.loads(message))


def pack_job(job: Job) -> bytes:
    """Return a job as a message."""
    return f"{job.cpu_s:<{_HEAD}.3f}".encode() + job.body


def unpack_job(message: bytes) -> tuple[float, bytes]:
    """Return the processor time that a job may take, and its body."""
    return float(message[:_HEAD]), message[_HEAD:]
