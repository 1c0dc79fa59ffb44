"""What a supervisor keeps book of: inputs, results, the place of each task in the order, files that are read in parts.

Rule: records only; no processes.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.done import Closed, Seal, Told
from archive.walk import Found
from archive.workers.wire import Task
from ingest.readers.beside import Row
from schemas.article import Article
from schemas.page import RawPage
from schemas.report import Rejection

_SMALL = 500
"""Bytes of a result without article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to be read, with the row of the spreadsheet that names it."""

    found: Found
    row: Row | None = None
    page: RawPage | None = None
    """Where the file is the payload of one page: what else is known of it."""
    context: str | None = None
    """Mark of all that its results depend on beside its bytes; None: nobody asks when it was read to its end."""
    told: Iterator[Told] | None = None
    """What it gives, where that is known: then it is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What one input became."""

    result: Article | Rejection | Told | Closed
    row: int | None = None
    """Number of the spreadsheet row that spoke of it."""
    kind: str | None = None
    """What its file was read as."""
    read_bytes: int = 0
    """How many bytes of all files were read by then, about: for a progress bar."""


@dataclass(slots=True)
class Slot:
    """The place of one task in the order."""

    task: Task | None
    """None: nothing is to be done any more."""
    rank: tuple[int, int]
    """Place of the file, place of the piece in the file."""
    results: deque[Handled] = field(default_factory=deque)
    tries: int = 0
    pieces: int = 0
    """Pieces that the file was divided into so far."""
    told: Iterator[Told] | None = None
    size: int = 0
    """Bytes of the file."""
    read: int = 0
    """Place up to which its bytes were counted."""
    is_sealing: bool = False
    """A worker has still to say how the file was."""

    @property
    def is_done(self) -> bool:
        """Return whether nothing more comes."""
        return self.task is None


@dataclass(slots=True)
class File:
    """A file of which it is wanted to know whether it was read to its end."""

    locator: str
    context: str
    slots: int = 1
    """Tasks of it that are not done."""
    seals: list[Seal | None] = field(default_factory=list)
    stamps: set[tuple[int, int]] = field(default_factory=set)
    """Size and time of writing, each time that it was opened or done with."""

    def add(self, seal: Seal | None) -> None:
        """Note how it was when a task was done; None: nobody knows."""
        self.seals.append(seal)
        if seal is not None:
            self.stamps.add((seal.size, seal.changed))

    def closed(self) -> Closed | None:
        """Return what was read, if it was the same file all the time."""
        seals = [seal for seal in self.seals if seal is not None]
        hashes = {seal.sha256 for seal in seals if seal.sha256 is not None}
        if len(seals) < len(self.seals) or len(self.stamps) != 1 or len(hashes) != 1:
            return None
        return Closed(locator=self.locator, size=seals[0].size, sha256=hashes.pop(), context=self.context)


def size_of(handled: Handled) -> int:
    """Return about how many bytes a result holds."""
    result = handled.result
    return len(result.received) + 4 * len(result.text) if isinstance(result, Article) else _SMALL
