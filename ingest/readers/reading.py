"""What readers and those who call them agree on.

Rule: pure.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import BinaryIO, Literal, Protocol

from ingest.normalise.text import clean_text
from ingest.readers.beside import Beside
from ingest.sizes import DEFAULT_MAX_BYTES, MEBIBYTE
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection
from schemas.types import ContentHash

HEAD_BYTES = 1 << 18
"""How much of an input those see who tell what it is."""

MOST_SKIPS = 50
"""Records in a row, none of which could be read, after which a container is given up."""

DEEPEST = 4
"""Containers that one may lie in another: a WARC in a ZIP in a TAR is three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place between two records of a container, from which reading can go on."""

    offset: int = 0
    """Bytes before it."""
    count: int = 0
    """Lines, records or members before it."""
    skip: int = 0
    """Records that begin here and must not be touched; reading goes on behind them."""
    inner: "Mark | None" = None
    """Where to go on inside the member that stands here; None: at its beginning."""

    @property
    def skips(self) -> int:
        """Return how many records here, however deep, are to be stepped over."""
        return self.inner.skips if self.inner is not None else self.skip

    def skipping(self) -> "Mark":
        """Return the place behind one more record, which must not be touched."""
        if self.inner is not None:
            return replace(self, inner=self.inner.skipping())
        return replace(self, skip=self.skip + 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a long container that can be read by itself."""

    start: Mark
    end: int | None
    """Byte (or member, in a container that counts members) at which the next piece begins; None: none follows."""


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
    """Of one page or record, unpacked."""
    start: Mark = Mark()
    """Where to begin in a container."""
    end: int | None = None
    """Byte (or member) at which to stop in a container: no record that begins there or later is read."""
    depth: int = 0
    """Containers around this input."""
    name: str | None = None
    """What it is called, where its place does not say: the name of a compressed file without `.gz`."""
    inner: "Reader | None" = None
    """Reads what lies in a container: whatever it is, told by its content. Set by `ingest.readers.read`."""

    @property
    def called(self) -> str:
        """Return the name by which it may be told what it is, where content cannot decide."""
        return self.name or self.source.member or self.source.path


class Reader(Protocol):
    """Reads one form of input."""

    def __call__(self, stream: BinaryIO, order: Order) -> Iterator[Met]:
        """Yield the pages in `stream`, which stands at its first byte and can seek (back, at a price).

        Nothing is lost in silence: what is damaged is a rejection with its place and reason, and reading goes on at
        the next record that is whole.
        """
        ...  # pragma: no cover  a protocol has no body


class Splitter(Protocol):
    """Divides a long container among the workers."""

    def __call__(self, stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
        """Yield pieces of about `piece_bytes` from `order.start` on, in order and without a gap, as they are found.

        Pieces must not depend on anything but the stream. None, or one: the file is read as it is.
        """
        ...  # pragma: no cover  a protocol has no body


@dataclass(frozen=True)
class Head:
    """The beginning of an input, as those see it who tell what it is."""

    payload: bytes
    """Its first `HEAD_BYTES` at most."""
    name: str
    """Its path, or its name in a container: only where content cannot decide."""

    @cached_property
    def suffix(self) -> str:
        """Return the ending of the name, in lower case, with its dot; empty where there is none."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of input: how it is told, and who reads it. Plug-ins offer it, too (entry point `cuttings.readers`)."""

    kind: str
    """Its name, in lower case: `warc`."""
    title: str
    """Its name for people, and its heading in docs/formats.md: `WARC and ARC`."""
    recognise: Callable[[Head], bool]
    """Says by the beginning whether this is it. Hostile bytes must cost little."""
    read: Reader
    split: Splitter | None = None
    counts: Literal["lines", "bytes", "members"] | None = None
    """What the places in a container are counted by; None: it is no container, but one page."""

    def place(self, source: Source, mark: Mark) -> Source:
        """Return the place of the record that begins at `mark`, for one that nobody has read."""
        if self.counts is None:
            return source
        if mark.inner is not None or self.counts == "members":
            return replace(source, member=f"member {mark.count + 1}")
        return replace(source, offset=mark.offset if self.counts == "bytes" else mark.count + mark.skip + 1)


def lifted(met: Met, *, here: Mark, behind: Mark | None) -> Met:
    """Return what was met in the member at `here` with the place to go on as the container around it counts.

    `behind`: the place behind the member, None where nothing can follow it.
    """
    return replace(met, after=behind if met.after is None else replace(here, skip=0, inner=met.after))


def inside(order: Order, *, member: str | None = None, offset: int | None = None, start: Mark | None = None) -> Order:
    """Return the order for what lies in a container at a name or a byte, one level deeper.

    Names of containers in containers are joined by `!`, as in `Source`.
    """
    outer = order.source
    joined = member if outer.member is None else f"{outer.member}!{member}" if member is not None else outer.member
    source = replace(outer, member=joined, offset=outer.offset if offset is None else offset)
    return replace(order, source=source, start=start or Mark(), end=None, depth=order.depth + 1, name=None)


def rejected(source: Source, reason: Reason, detail: str, sha256: ContentHash | None = None) -> Rejection:
    """Return the outcome of an input that gave no article."""
    words = clean_text(detail)[0]
    return Rejection(source=source, outcome=Outcome.REJECTED, reason=reason, detail=words, received_sha256=sha256)


def skipped(source: Source, reason: Reason, detail: str) -> Rejection:
    """Return the outcome of an input that was not meant to be an article."""
    words = clean_text(detail)[0]
    return Rejection(source=source, outcome=Outcome.SKIPPED, reason=reason, detail=words)


def refused(
    stream: BinaryIO, order: Order, reason: Reason, detail: str, outcome: Outcome = Outcome.REJECTED
) -> Rejection:
    """Return the outcome of a file that no reader takes, with the hash of its bytes. Reads it to its end."""
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while piece := stream.read(MEBIBYTE):
        digest.update(piece)
        size += len(piece)
        if size > order.max_bytes:
            return rejected(order.source, Reason.TOO_LARGE, f"{detail} It is larger than what is read, too.")
    received = ContentHash(digest.hexdigest())
    return Rejection(
        source=order.source, outcome=outcome, reason=reason, detail=clean_text(detail)[0], received_sha256=received
    )


def size_words(size: int) -> str:
    """Return a size in words.

    >>> size_words(256 << 20)
    '256 MiB'
    """
    return f"{size // MEBIBYTE} MiB" if size >= MEBIBYTE else f"{size} bytes"
