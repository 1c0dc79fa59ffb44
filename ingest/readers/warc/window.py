"""The bytes of one member of a file, unpacked as needed: a whole plain file, a gzip member, a zstd frame.

A member is forward only and never gathered: the window holds what lies between the record in hand and the place that
was looked at last.

Rule: pure; knows compression, no records.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

import zstandard
from isal import isal_zlib

from ingest.sizes import MEBIBYTE
from schemas.report import Reason

MOST_EXPANSION = 100
"""How many times its packed size a member may have, above `FREE_BYTES`."""
FREE_BYTES = 10 * MEBIBYTE

_PACKED_PIECE = 1 << 15
"""Small, for what lies behind a member is handed back."""
_PLAIN_PIECE = 1 << 18
_GULP = 1 << 18
_UNPACKED_PIECE = 1 << 20
_ZSTD_STEP = 256
"""A block of zstd makes 128 KiB of four bytes, and there is no asking for less."""
_ZSTD_WINDOW = 128 * MEBIBYTE
_GZIP_WRAPPER = 31
_GZIP_TRIAL = 1 << 12
TRIAL = 1 << 18
"""Bytes of a member that show how it begins: a block of zstd comes out as a whole."""
_SHOWN = 64

_BROKEN = (cast("type[Exception]", isal_zlib.error), zstandard.ZstdError)

GZIP_MARK = b"\x1f\x8b\x08"
ZSTD_MARK = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a record, or with what should be one."""

    reason: Reason
    detail: str


class Feed:
    """A file, read forward from a byte, with a place to hand back what was too much."""

    def __init__(self, stream: BinaryIO, offset: int = 0) -> None:
        """Begin at a byte of `stream`."""
        self._stream = stream
        self._held, self._at, self.offset = b"", 0, -1
        self.seek(offset)

    def seek(self, offset: int) -> None:
        """Go on at another byte."""
        at = offset - self.offset + self._at
        if self._held and 0 <= at <= len(self._held):
            self._at = at
        else:
            self._stream.seek(offset)
            self._held, self._at = b"", 0
        self.offset = offset

    def read(self, size: int) -> bytes:
        """Return the next bytes, up to `size`; empty at the end."""
        if self._at >= len(self._held):
            self._held, self._at = self._stream.read(_GULP), 0
        piece = self._held[self._at : self._at + size]
        self._at += len(piece)
        self.offset += len(piece)
        return piece

    def hand_back(self, rest: bytes) -> None:
        """Take back the end of what was read last."""
        self._at -= len(rest)
        self.offset -= len(rest)

    def peek(self, size: int) -> bytes:
        """Return the next bytes, `size` of them where there are so many, and stay."""
        while len(self._held) - self._at < size:
            more = self._stream.read(max(size, _GULP))
            if not more:
                break
            self._held, self._at = self._held[self._at :] + more, 0
        return self._held[self._at : self._at + size]


class Member(Protocol):
    """A member that is unpacked piece by piece."""

    damage: Damage | None
    """Why it ended before its end."""

    def more(self) -> bytes:
        """Return the next bytes; empty where it is over."""
        ...  # pragma: no cover  a protocol has no body


@dataclass(slots=True)
class PlainBytes:
    """The rest of a file that is not packed."""

    feed: Feed
    damage: Damage | None = None

    def more(self) -> bytes:
        """Return the next bytes of the file."""
        return self.feed.read(_PLAIN_PIECE)


@dataclass(slots=True)
class Packed:
    """A gzip member or a zstd frame (RFC 1952, RFC 8878)."""

    feed: Feed
    what: str
    inflate: Callable[[bytes], tuple[bytes, bytes]]
    """Unpacks some of the bytes; returns what came out and which of the bytes are still to be unpacked."""
    left_over: Callable[[], bytes | None]
    """Returns what lay behind the end, once the end was reached; else None."""
    damage: Damage | None = None
    is_over: bool = False
    start: int = 0
    made: int = 0
    resume: int = 0
    """Byte of the file from which to look for what follows a damage."""
    _tail: bytes = b""

    def __post_init__(self) -> None:
        """Note where the member begins."""
        self.start = self.feed.offset

    def more(self) -> bytes:
        """Return the next bytes; empty at the end, which is checked, and where it breaks off."""
        while not self.is_over:
            packed = self._tail or self.feed.read(_PACKED_PIECE)
            self.resume = self.feed.offset - len(packed)
            try:
                piece, self._tail = self.inflate(packed)
            except _BROKEN:
                self._break_off(Reason.BAD_DIGEST, f"The {self.what} cannot be unpacked: its bytes were changed.")
                return b""
            self._settle(piece, packed)
            if piece and self.damage is None:
                return piece
        return b""

    def _settle(self, piece: bytes, packed: bytes) -> None:
        """Note where the member ends, and whether it does so in order."""
        self.made += len(piece)
        rest = self.left_over()
        if rest is not None:
            self.is_over = True
            self.feed.hand_back(rest)
        elif not packed and not piece:
            self._break_off(Reason.TRUNCATED, f"The file ends inside a {self.what}.")
        taken = self.feed.offset - self.start - len(self._tail)
        if self.made > FREE_BYTES and self.made > MOST_EXPANSION * taken:
            self.resume = self.feed.offset - len(self._tail)
            detail = f"It unpacks to more than {MOST_EXPANSION} times its size. Unpack it yourself, if you trust it."
            self._break_off(Reason.EXPANDS_TOO_LARGE, detail)

    def _break_off(self, reason: Reason, detail: str) -> None:
        self.is_over = True
        self.damage = Damage(reason, detail)


def gzip_member(feed: Feed) -> Packed:
    """Return the gzip member that begins here; its checksum and length are checked at its end."""
    unpacker = isal_zlib.decompressobj(_GZIP_WRAPPER)  # half the time of zlib, which is most of reading a WARC

    def inflate(packed: bytes) -> tuple[bytes, bytes]:
        return unpacker.decompress(packed, _UNPACKED_PIECE), unpacker.unconsumed_tail

    return Packed(feed, "gzip member", inflate, lambda: unpacker.unused_data if unpacker.eof else None)


def zstd_frame(feed: Feed, dictionary: zstandard.ZstdCompressionDict | None) -> Packed:
    """Return the zstd frame that begins here."""
    unpacker = zstandard.ZstdDecompressor(dictionary, max_window_size=_ZSTD_WINDOW).decompressobj()
    behind = [b""]

    def inflate(packed: bytes) -> tuple[bytes, bytes]:
        piece, rest = unpacker.decompress(packed[:_ZSTD_STEP]), packed[_ZSTD_STEP:]
        if unpacker.eof:
            behind[0], rest = unpacker.unused_data + rest, b""
        return piece, rest

    return Packed(feed, "zstd frame", inflate, lambda: behind[0] if unpacker.eof else None)


def beginning(opening: bytes) -> bytes | None:
    """Return the first bytes of what a member holds, as far as `opening` shows them; None where it is no member."""
    try:
        if opening.startswith(GZIP_MARK):
            return zlib.decompressobj(_GZIP_WRAPPER).decompress(opening[:_GZIP_TRIAL], _SHOWN)
        if opening.startswith(ZSTD_MARK):
            if zstandard.get_frame_parameters(opening).window_size > _ZSTD_WINDOW:
                return None
            unpacker, shown = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj(), b""
            for place in range(0, min(len(opening), TRIAL), _ZSTD_STEP):
                shown += unpacker.decompress(opening[place : place + _ZSTD_STEP])[:_SHOWN]
                if shown or unpacker.eof:
                    break
            return shown
    except (zlib.error, zstandard.ZstdError):
        return None
    is_cut = GZIP_MARK.startswith(opening) or ZSTD_MARK.startswith(opening)
    return b"" if is_cut else opening[:_SHOWN]


@dataclass(slots=True)
class Window:
    """What is held of a member. Places are counted from the member's beginning (of a plain file: from the file's)."""

    member: Member
    base: int = 0
    """Place of the first byte that is held."""
    held: bytes | bytearray = b""

    @property
    def end(self) -> int:
        """Return the place behind the last byte that is held."""
        return self.base + len(self.held)

    @property
    def damage(self) -> Damage | None:
        """Return why the member ended before its end."""
        return self.member.damage

    def fill(self, upto: int) -> bool:
        """Hold all before a place; return False where the member ends before it."""
        while self.base + len(self.held) < upto:
            piece = self.member.more()
            if not piece:
                return False
            if not self.held:
                self.held = piece  # most members come in one piece: nothing is copied
            elif isinstance(self.held, bytearray):
                self.held += piece
            else:
                self.held = bytearray(self.held) + piece
        return True

    def cut(self, start: int, end: int) -> bytes:
        """Return what is held between two places."""
        with memoryview(self.held) as view:
            return bytes(view[start - self.base : end - self.base])

    def look(self, start: int, end: int) -> bytes | memoryview:
        """Return what is held between two places, without a copy where that does no harm."""
        if isinstance(self.held, bytes):
            return memoryview(self.held)[start - self.base : end - self.base]
        return self.cut(start, end)

    def starts(self, begin: bytes, place: int) -> bool:
        """Say whether the bytes from a place on are these."""
        if place + len(begin) > self.base + len(self.held):
            self.fill(place + len(begin))
        return self.held.startswith(begin, place - self.base)

    def search(self, pattern: re.Pattern[bytes], place: int) -> tuple[int, int] | None:
        """Return the first place that is held, from `place` on, where a pattern stands, and the place behind it."""
        found = pattern.search(self.held, place - self.base)
        return (self.base + found.start(), self.base + found.end()) if found else None

    def forget(self, upto: int) -> None:
        """Let go of all before a place."""
        if upto > self.base:
            if upto == self.end:
                self.held = b""
            elif isinstance(self.held, bytearray):
                del self.held[: upto - self.base]
            else:
                self.held = bytearray(memoryview(self.held)[upto - self.base :])
            self.base = upto

    def pass_over(self, upto: int, tell: Callable[[bytes], object]) -> bool:
        """Go forward to a place without holding what lies before it; return False where the member ends before it."""
        while self.base < upto:
            piece = self.cut(self.base, min(upto, self.base + _UNPACKED_PIECE))
            tell(piece)
            self.forget(self.base + len(piece))
            if self.base < upto and not self.fill(self.base + 1):
                return False
        return True
