"""What readers and those who call them agree on.

Rule: pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from ingest.normalise.text import clean_text
from ingest.readers.beside import Beside
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection
from schemas.types import ContentHash

MEBIBYTE = 1 << 20
DEFAULT_MAX_BYTES = 256 * MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place between two records of a container, from which reading can go on."""

    offset: int = 0
    """Bytes before it."""
    count: int = 0
    """Lines (JSON Lines) or records (JSON) before it."""
    skip: bool = False
    """True: the record that begins here must not be touched, reading goes on after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One input that a reader met."""

    item: RawPage | Rejection
    after: Mark | None = None
    """Where reading goes on after it; None: nothing can follow."""
    row: int | None = None
    """Number of the spreadsheet row that spoke of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to read, and how far."""

    source: Source
    beside: Beside = field(default_factory=Beside)
    max_bytes: int = DEFAULT_MAX_BYTES
    """Of one page or record."""
    start: Mark = Mark()
    """Where to begin in a container."""
    end: int | None = None
    """Byte at which to stop in a container: no record that begins there or later is read."""


class Reader(Protocol):
    """Reads one kind of input."""

    def __call__(self, stream: BinaryIO, order: Order) -> Iterator[Met]:
        """Yield the pages in `stream`, which stands at its first byte."""
        ...  # pragma: no cover  a protocol has no body


def rejected(source: Source, reason: Reason, detail: str, sha256: ContentHash | None = None) -> Rejection:
    """Return the outcome of an input that gave no article."""
    words = clean_text(detail)[0]
    return Rejection(source=source, outcome=Outcome.REJECTED, reason=reason, detail=words, received_sha256=sha256)


def size_words(size: int) -> str:
    """Return a size in words.

    >>> size_words(256 << 20)
    '256 MiB'
    """
    return f"{size // MEBIBYTE} MiB" if size >= MEBIBYTE else f"{size} bytes"
