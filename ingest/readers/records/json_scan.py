"""Find where JSON values begin and end in a stream, without reading the whole of it.

Only brackets and strings are looked at (RFC 8259); whether a value is right is for who parses it.

Rule: pure; holds one value in memory, or none.
"""

import re
from typing import BinaryIO

from ingest.readers.packed.unpacked import read_up_to
from ingest.sizes import MEBIBYTE

_MOST_AT_ONCE = 32 * MEBIBYTE
_SPACE = re.compile(rb"[ \t\r\n]*")
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[][{}"]', re.DOTALL)
_BARE_END = re.compile(rb'[][{},:"\s]')
_IN_STRING = re.compile(rb"(?:[^\"\\]++|\\.)*+", re.DOTALL)
_MARK = re.compile(rb'["{}\[\]]')


class CutError(Exception):
    """The stream ends inside a value."""


class LongError(Exception):
    """A value is longer than it may be; the stream stands behind it."""


class Scanner:
    """Goes through JSON, value by value."""

    def __init__(self, stream: BinaryIO, offset: int = 0) -> None:
        """Begin at byte `offset`."""
        stream.seek(offset)
        self._stream = stream
        self._held = b""
        self._at = 0
        self._base = offset

    @property
    def offset(self) -> int:
        """Return the byte at which it stands."""
        return self._base + self._at

    def peek(self) -> bytes:
        """Return the next byte that is no white space, without taking it; none at the end."""
        while True:
            found = _SPACE.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held):
                return self._held[self._at : self._at + 1]
            if not self._fill(MEBIBYTE):
                return b""

    def take(self, byte: bytes) -> bool:
        """Take the next byte if it is this one, and say so."""
        if self.peek() != byte:
            return False
        self._at += 1
        return True

    def value(self, most: int) -> bytes:
        """Take a value and return its bytes; none where no value begins here.

        Raises: CutError where the stream ends in it; LongError where it has more than `most` bytes, and was left out.
        """
        first = self.peek()
        if first not in (b'"', b"{", b"["):
            return self._bare(most)
        done, depth = 0, 0
        """Bytes of the value that were looked at, and brackets that are open in them."""
        while True:
            for token in _TOKEN.finditer(self._held, self._at + done):
                byte = token[0]
                if byte == b'"':  # a string whose end is not held yet: it is looked at again
                    done = token.start() - self._at
                    break
                done = token.end() - self._at
                depth += (byte in (b"{", b"[")) - (byte in (b"}", b"]"))
                if depth <= 0:
                    return self._taken(done, most)
            if len(self._held) - self._at > most:
                self._skip()
                raise LongError
            if not self._fill(min(max(MEBIBYTE, len(self._held) - self._at), _MOST_AT_ONCE)):
                raise CutError

    def skip(self) -> None:
        """Go behind a value without holding it.

        Raises: CutError where the stream ends in it.
        """
        if self.peek() in (b'"', b"{", b"["):
            self._skip()
        else:
            self._bare(MEBIBYTE)

    def _bare(self, most: int) -> bytes:
        """Take a value that is neither string, list nor object."""
        while (found := _BARE_END.search(self._held, self._at)) is None:
            if len(self._held) - self._at > most:
                self._at = len(self._held)
            if not self._fill(MEBIBYTE):
                return self._taken(len(self._held) - self._at, most)
        return self._taken(found.start() - self._at, most)

    def _taken(self, size: int, most: int) -> bytes:
        """Take so many bytes of what is held."""
        begin, self._at = self._at, self._at + size
        if size > most:
            raise LongError
        return self._held[begin : self._at]

    def _skip(self) -> None:
        """Go behind the string, list or object that begins here."""
        depth, in_string = 0, False
        while True:
            if in_string and (words := _IN_STRING.match(self._held, self._at)):
                self._at = words.end()
            found = _MARK.match(self._held, self._at) if in_string else _MARK.search(self._held, self._at)
            if found is None:  # the end of what is held, or a backslash that stands there
                self._at = self._at if in_string else len(self._held)
                if not self._fill(MEBIBYTE):
                    raise CutError
                continue
            byte, self._at = found[0], found.end()
            in_string = in_string != (byte == b'"')
            depth += (byte in (b"{", b"[")) - (byte in (b"}", b"]"))
            if depth <= 0 and not in_string:
                return

    def _fill(self, size: int) -> bool:
        """Hold more of the stream, and forget what was taken; False at its end."""
        more = read_up_to(self._stream, size)
        taken = min(self._at, len(self._held))
        self._base += taken
        self._held, self._at = self._held[taken:] + more, self._at - taken
        return bool(more)
