"""Unpack what a server packed (`Content-Encoding`: RFC 9110, 8.4.1; br: RFC 7932; zstd: RFC 8878), within bounds.

Rule: pure.
"""

import zlib
from collections.abc import Callable, Iterator

import brotli
import zstandard

from ingest.readers.reading import size_words
from ingest.readers.warc.window import FREE_BYTES, MOST_EXPANSION, Damage
from ingest.sizes import MEBIBYTE
from schemas.report import Reason

_PIECE = 1 << 16
_ZSTD_STEP = 256
_ZSTD_WINDOW = 128 * MEBIBYTE
_GZIP, _ZLIB, _RAW = 31, 15, -15
_NOTHING = frozenset({"", "identity", "none"})
_DEFLATE_METHOD = 8


class _CutShort(Exception):
    """What is packed ends before its end."""


def codings_of(field: str) -> tuple[str, ...]:
    """Return the codings that a field names, in the order in which they were applied.

    >>> codings_of("gzip, BR")
    ('gzip', 'br')
    """
    return tuple(name for each in field.split(",") if (name := each.strip().lower()) not in _NOTHING)


def unpacked(packed: bytes, coding: str, max_bytes: int) -> tuple[bytes, Damage | None]:
    """Return what `packed` holds, and what is wrong with it: as much of it as there is, where it breaks off."""
    pieces_of = _CODINGS.get(coding)
    if pieces_of is None:
        return b"", Damage(Reason.UNSUPPORTED_TYPE, f"The answer is packed in a way that is not known: {coding[:40]}.")
    most = min(max_bytes, max(FREE_BYTES, MOST_EXPANSION * len(packed)))
    pieces: list[bytes] = []
    size = 0
    damage = None
    try:
        for piece in pieces_of(packed):
            size += len(piece)
            if size > most:
                detail = f"{size_words(len(packed))} unpack to more than {size_words(most)} ({coding})."
                return b"", Damage(Reason.EXPANDS_TOO_LARGE, detail)
            pieces.append(piece)
    except _CutShort:
        damage = Damage(Reason.TRUNCATED, f"The packed answer ({coding}) ends before its end.")
    except (zlib.error, zstandard.ZstdError, brotli.error):
        damage = Damage(Reason.BAD_HEADER, f"The answer is not packed as its header says ({coding}), or was changed.")
    return b"".join(pieces), damage


def _zlib_pieces(packed: bytes, wrapper: int) -> Iterator[bytes]:
    """Yield what a deflate stream holds; of gzip all members."""
    place, unpacker = 0, zlib.decompressobj(wrapper)
    tail = b""
    while True:
        given = tail or packed[place : place + _PIECE]
        place += 0 if tail else len(given)
        piece = unpacker.decompress(given, MEBIBYTE)
        tail = unpacker.unconsumed_tail
        if piece:
            yield piece
        if unpacker.eof:
            place -= len(unpacker.unused_data)
            if wrapper != _GZIP or packed[place : place + 2] != b"\x1f\x8b":
                return
            tail, unpacker = b"", zlib.decompressobj(wrapper)
        elif not given and not piece:
            raise _CutShort


def _gzip_pieces(packed: bytes) -> Iterator[bytes]:
    return _zlib_pieces(packed, _GZIP)


def _deflate_pieces(packed: bytes) -> Iterator[bytes]:
    """Yield what `deflate` holds: with the zlib wrapper, as the standard says, or without, as servers do."""
    is_wrapped = packed[:1] and packed[0] & 15 == _DEFLATE_METHOD and int.from_bytes(packed[:2]) % 31 == 0
    return _zlib_pieces(packed, _ZLIB if is_wrapped else _RAW)


def _brotli_pieces(packed: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    for place in range(0, len(packed), _PIECE):
        piece = unpacker.process(packed[place : place + _PIECE], output_buffer_limit=MEBIBYTE)
        while piece:
            yield piece
            piece = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=MEBIBYTE)
        if unpacker.is_finished():
            return
    raise _CutShort


def _zstd_pieces(packed: bytes) -> Iterator[bytes]:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    for place in range(0, len(packed), _ZSTD_STEP):
        yield unpacker.decompress(packed[place : place + _ZSTD_STEP])
        if unpacker.eof:
            return
    raise _CutShort


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip_pieces,
    "x-gzip": _gzip_pieces,
    "deflate": _deflate_pieces,
    "br": _brotli_pieces,
    "zstd": _zstd_pieces,
}
