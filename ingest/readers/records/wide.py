"""Read UTF-16 and UTF-32 as UTF-8, and old Macintosh line ends as new ones: readers of records know one alphabet.

Offsets in what is handed on are bytes of its UTF-8, not of the file. Going back costs reading from the beginning.

Rule: pure; holds one block in memory.
"""

import codecs
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from ingest.readers.packed.unpacked import beginning, read_some

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

UTF8_BOM = codecs.BOM_UTF8
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 first: its mark begins with that of UTF-16."""
_SAMPLE = 4096
_MANY = 0.5
_FEW = 0.1
_BLOCK = 1 << 16


def wide_encoding(head: bytes) -> tuple[str, int] | None:
    """Return the codec and the length of the byte order mark, where `head` begins a text of wide characters.

    >>> wide_encoding("id,text".encode("utf-16-le"))
    ('utf-16-le', 0)
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    sample = head[:_SAMPLE]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half and max(even, odd) > half * _MANY and min(even, odd) < half * _FEW:
        return ("utf-16-be" if even > odd else "utf-16-le"), 0
    return None


def as_utf8(stream: BinaryIO) -> BinaryIO:
    """Return `stream`, which stands at its first byte, as one of UTF-8 (or of another alphabet that holds ASCII).

    Line ends of the old Macintosh, a carriage return alone, become line feeds, byte for byte.
    """
    head = beginning(stream)
    stream.seek(0)
    wide = wide_encoding(head)
    if wide is not None:
        encoding, mark = wide
        return cast("BinaryIO", io.BufferedReader(_Transcoded(stream, mark, lambda: _to_utf8(encoding)), _BLOCK))
    if b"\r" in head and b"\n" not in head:
        return cast("BinaryIO", io.BufferedReader(_Transcoded(stream, 0, lambda: _to_line_feeds), _BLOCK))
    return stream


def utf8_head(head: bytes) -> bytes:
    """Return the beginning of an input as `as_utf8` would hand it on, without a byte order mark."""
    wide = wide_encoding(head)
    if wide is not None:
        encoding, mark = wide
        return head[mark:].decode(encoding, "replace").encode("utf-8", "replace")
    shown = head.removeprefix(UTF8_BOM)
    return shown.replace(b"\r", b"\n") if b"\n" not in shown else shown


def _to_utf8(encoding: str) -> Callable[[bytes, bool], bytes]:
    """Return a function that turns the blocks of a text, one by one and the last with True, into UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")

    def transcode(block: bytes, is_last: bool) -> bytes:  # noqa: FBT001  as codecs call it
        return decoder.decode(block, is_last).encode("utf-8", "surrogatepass")

    return transcode


def _to_line_feeds(block: bytes, _is_last: bool) -> bytes:  # noqa: FBT001  as codecs call it
    return block.replace(b"\r", b"\n")


class _Transcoded(io.RawIOBase):
    """A stream whose bytes go through a function on their way."""

    def __init__(self, stream: BinaryIO, begin: int, make: Callable[[], Callable[[bytes, bool], bytes]]) -> None:
        """Read `stream` from byte `begin` on; `make` returns the function, fresh for each reading."""
        super().__init__()
        self._stream, self._begin, self._make = stream, begin, make
        self._restart()

    def _restart(self) -> None:
        """Stand at the first byte."""
        self._stream.seek(self._begin)
        self._transcode = self._make()
        self._held = b""
        self._position = 0
        self._is_over = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that one can go to a byte in it."""
        return True

    def tell(self) -> int:
        """Return the byte at which it stands."""
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read some bytes."""
        while not self._held and not self._is_over:
            block = read_some(self._stream, _BLOCK)
            self._is_over = not block
            self._held = self._transcode(block, self._is_over)
        view = memoryview(buffer).cast("B")
        some = self._held[: len(view)]
        view[: len(some)] = some
        self._held = self._held[len(some) :]
        self._position += len(some)
        return len(some)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte, counted from the beginning (or from here, or to the end), by reading up to it."""
        if whence == io.SEEK_CUR:
            offset += self._position
        if whence == io.SEEK_SET and offset < self._position:
            self._restart()
        while whence == io.SEEK_END or self._position < offset:
            if not self.read(_BLOCK if whence == io.SEEK_END else min(_BLOCK, offset - self._position)):
                break
        return self._position
