"""A packed stream as one that can be read and sought in, and is checked to its end.

Seeking back starts again at the beginning, except within the first bytes, which everybody looks at twice.

Rule: pure; holds the first bytes and one step of what was unpacked.
"""

import io
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from ingest.readers.reading import HEAD_BYTES
from ingest.sizes import MEBIBYTE
from schemas.errors import StreamError
from schemas.report import Reason

FREE_BYTES = 10 * MEBIBYTE
"""Unpacked size below which it does not matter how small it was packed."""
MOST_TIMES = 100
"""What is larger may be so many times the size that it has packed."""
PIECE = 1 << 16
_FAR = MEBIBYTE
"""How far one reads on rather than jump."""


def slices(stream: BinaryIO, start: int, end: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of `stream` between two places, whatever is read elsewhere in it meanwhile."""
    while end is None or start < end:
        stream.seek(start)
        piece = stream.read(PIECE if end is None else min(PIECE, end - start))
        if not piece:
            return
        start += len(piece)
        yield piece


def check_growth(unpacked: int, packed: int) -> None:
    """Raise StreamError where so many bytes came out of so few that no page grows like it."""
    if unpacked > FREE_BYTES and unpacked > MOST_TIMES * packed:
        detail = f"It grows to more than {MOST_TIMES} times its size. Unpack it yourself, if you trust it."
        raise StreamError(Reason.EXPANDS_TOO_LARGE, detail)


def open_unpacked(
    unpack: Callable[[], Iterator[bytes]],
    *,
    jump: Callable[[int], Iterator[bytes]] | None = None,
    size: int | None = None,
) -> BinaryIO:
    """Return what `unpack()` yields as a stream that can seek; it is called again for each way back.

    `jump`: yields from a byte on, where that can be done without unpacking all before it. `size`: where it is known.
    Reading raises what the iterator raises: what came before it was whole.
    """
    return cast("BinaryIO", io.BufferedReader(_Unpacked(unpack, jump, size), PIECE))


def read_some(stream: BinaryIO, most: int) -> bytes:
    """Return up to `most` bytes: what is there before an error comes, and nothing at the end only."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    return read(most)


def read_up_to(stream: BinaryIO, most: int) -> bytes:
    """Return the next `most` bytes, fewer at the end; where an error comes among them, what is before it."""
    pieces: list[bytes] = []
    left = most
    try:
        while left and (piece := read_some(stream, left)):
            pieces.append(piece)
            left -= len(piece)
    except StreamError:
        if not pieces:
            raise
    return b"".join(pieces)


def beginning(stream: BinaryIO) -> bytes:
    """Return the first bytes; of a packed stream that breaks off among them what comes before, if anything does."""
    return read_up_to(stream, HEAD_BYTES)


def goes_back(stream: BinaryIO) -> bool:
    """Say whether one can look here and there in a stream without unpacking it again each time."""
    raw = getattr(stream, "raw", None)
    return not isinstance(raw, _Unpacked) or raw.can_jump


class _Unpacked(io.RawIOBase):
    """The bytes that an iterator yields."""

    def __init__(
        self, unpack: Callable[[], Iterator[bytes]], jump: Callable[[int], Iterator[bytes]] | None, size: int | None
    ) -> None:
        self._unpack = unpack
        self._jump = jump
        self._pieces = unpack()
        self._piece = b""
        self._reach = _FAR if jump else sys.maxsize
        self._behind = 0
        """Unpacked bytes up to the end of the piece in hand."""
        self._place = 0
        self._head = bytearray()
        self._size = size
        self._trouble: StreamError | None = None

    @property
    def can_jump(self) -> bool:
        """Return whether any place is as near as any other."""
        return self._jump is not None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self._place
        elif whence == io.SEEK_END:
            offset += self._measured()
        self._place = max(0, offset)
        return self._place

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        piece = self._at_place()[: len(view)]
        view[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def _at_place(self) -> memoryview:
        """Return bytes from the place on: some, or none where the stream has ended."""
        if self._place < len(self._head):
            return memoryview(bytes(self._head[self._place : self._place + PIECE]))
        if not self._behind - len(self._piece) <= self._place <= self._behind + self._reach:
            self._go_to_place()
        while self._place >= self._behind:
            if not self._step():
                return memoryview(b"")
        return memoryview(self._piece)[self._place - (self._behind - len(self._piece)) :]

    def _go_to_place(self) -> None:
        """Begin anew at the place, or before it."""
        self._piece, self._trouble = b"", None
        if self._jump is not None and self._place:
            self._pieces, self._behind = self._jump(self._place), self._place
        elif self._place < self._behind:
            self._pieces, self._behind = self._unpack(), 0

    def _step(self) -> bool:
        """Take the next piece in hand; return whether there was one."""
        if self._trouble is not None:
            raise self._trouble  # whoever reads on after an error must not take it for the end
        try:
            piece = next(self._pieces, None)
        except StreamError as error:
            self._trouble = error
            raise
        if piece is None:
            self._size, self._piece = self._behind, b""
            return False
        if self._behind == len(self._head) < HEAD_BYTES:
            self._head += piece[: HEAD_BYTES - len(self._head)]
        self._piece, self._behind = piece, self._behind + len(piece)
        return True

    def _measured(self) -> int:
        """Return the size of it all, which can only be known by unpacking it."""
        while self._size is None and self._step():
            pass
        return self._size or 0
