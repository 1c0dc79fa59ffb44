"""Unpack gzip, raw deflate, bzip2, xz and zstd piece by piece, to the end of one stream and no further.

Rule: pure; what comes out of one step is bounded, however small the step went in.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import zstandard

from schemas.errors import StreamError
from schemas.report import Reason

STEP = 1 << 18
"""Unpacked bytes that one step gives at most (zstd: a little more than 100 times as many)."""
_ZSTD_STEP = 1 << 10
"""Packed bytes to a step where unpacked ones cannot be bounded: 4 bytes may stand for a block of 128 KiB."""
_XZ_MEMORY = 192 << 20
_ZSTD_WINDOW = 1 << 27
_CHECKSUMS = ("incorrect data check", "incorrect length check", "checksum")


class Decoder(Protocol):
    """Unpacks one stream."""

    def has_ended(self) -> bool:
        """Return whether the stream has come to its end, checksums and all."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def unused(self) -> bytes:
        """Return what was fed and lies behind the end of the stream."""
        ...  # pragma: no cover  a protocol has no body

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield what `piece` unpacks to. Raises: StreamError where it is damaged."""
        ...  # pragma: no cover  a protocol has no body


class _Deflate:
    """zlib's inflate; with `wbits` 31 it checks gzip's checksum and length."""

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    def has_ended(self) -> bool:
        return self._inner.eof

    @property
    def unused(self) -> bytes:
        return self._inner.unused_data

    def feed(self, piece: bytes) -> Iterator[bytes]:
        is_full = True
        while (piece or is_full) and not self._inner.eof:
            with _told(zlib.error):
                found = self._inner.decompress(piece, STEP)
            piece, is_full = self._inner.unconsumed_tail, len(found) == STEP
            yield found


class _Buffered:
    """bzip2 and xz, as the standard library has them."""

    def __init__(self, inner: "bz2.BZ2Decompressor | lzma.LZMADecompressor") -> None:
        self._inner = inner

    def has_ended(self) -> bool:
        return self._inner.eof

    @property
    def unused(self) -> bytes:
        return self._inner.unused_data

    def feed(self, piece: bytes) -> Iterator[bytes]:
        while not self._inner.eof:
            with _told(OSError, EOFError, lzma.LZMAError):
                found = self._inner.decompress(piece, STEP)
            piece = b""
            yield found
            if self._inner.needs_input:
                return


class _Zstd:
    """One frame of zstd."""

    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        self._unused = b""

    def has_ended(self) -> bool:
        return self._inner.eof

    @property
    def unused(self) -> bytes:
        return self._unused

    def feed(self, piece: bytes) -> Iterator[bytes]:
        for start in range(0, len(piece), _ZSTD_STEP):
            with _told(zstandard.ZstdError):
                found = self._inner.decompress(piece[start : start + _ZSTD_STEP])
            if self._inner.eof:
                self._unused = self._inner.unused_data + piece[start + _ZSTD_STEP :]
                yield found
                return
            yield found


class _told:  # noqa: N801  reads as a statement: `with _told(error)`
    """Turn a library's error into one sentence."""

    def __init__(self, *errors: type[Exception]) -> None:
        self._errors = errors

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        if not isinstance(error, self._errors):
            return
        words = str(error).lower()
        if "memory" in words:
            raise StreamError(Reason.PARSE_MEMORY, "Unpacking it takes more memory than it may.") from error
        if any(each in words for each in _CHECKSUMS):
            raise StreamError(Reason.BAD_DIGEST, "What it unpacks to does not fit its checksum.") from error
        raise StreamError(Reason.BAD_DIGEST, "It is damaged: from here on it cannot be unpacked.") from error


@dataclass(frozen=True, slots=True)
class Codec:
    """A way of packing a single file."""

    name: str
    magic: bytes
    suffixes: tuple[str, ...]
    start: Callable[[], Decoder]


def gzip_decoder() -> Decoder:
    """Return what unpacks one gzip member (RFC 1952), its checksum and length checked."""
    return _Deflate(31)


def deflate_decoder() -> Decoder:
    """Return what unpacks a raw deflate stream (RFC 1951)."""
    return _Deflate(-15)


def bzip2_decoder() -> Decoder:
    """Return what unpacks one bzip2 stream."""
    return _Buffered(bz2.BZ2Decompressor())


def xz_decoder() -> Decoder:
    """Return what unpacks one xz stream."""
    return _Buffered(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY))


def zstd_decoder() -> Decoder:
    """Return what unpacks one zstd frame (RFC 8878)."""
    return _Zstd()


CODECS = (
    Codec("gzip", b"\x1f\x8b", (".gz", ".tgz", ".gzip"), gzip_decoder),
    Codec("bzip2", b"BZh", (".bz2", ".tbz", ".tbz2"), bzip2_decoder),
    Codec("xz", b"\xfd7zXZ\x00", (".xz", ".txz"), xz_decoder),
    Codec("zstd", b"\x28\xb5\x2f\xfd", (".zst", ".zstd", ".tzst"), zstd_decoder),
)
