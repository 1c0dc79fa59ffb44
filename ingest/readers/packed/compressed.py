"""Read a single file that was packed with gzip, bzip2, xz or zstd: whatever is in it is read as what it is.

Several streams one behind the other (gzip members, zstd frames) are one file, as their own tools have it.

Rule: pure; nothing is unpacked further than it is read.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.readers.packed.packing import CODECS, Codec
from ingest.readers.packed.unpacked import check_growth, open_unpacked, slices
from ingest.readers.reading import Head, Mark, Met, Order, inside, lifted, rejected
from schemas.errors import StreamError
from schemas.report import Reason

_MAGIC_BYTES = 10
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
"""What stands behind the first four letters of bzip2, which a name may begin with, too."""
_SKIPPABLE = b"\x2a\x4d\x18"
"""Of a zstd frame that holds no data: bytes 2 to 4 (RFC 8878, section 3.1.2)."""


def is_compressed(head: Head) -> bool:
    """Say whether an input is packed as a single file."""
    return _codec_of(head.payload) is not None


def read_compressed(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield what is in a packed file; damage is a rejection, behind all that could be read before it."""
    codec = _codec_of(stream.read(_MAGIC_BYTES))
    if codec is None or order.inner is None:
        raise ValueError("a packed file is read by its form, as `ingest.readers.read` has it done")
    name = name_inside(order.called, codec)
    within = replace(inside(order, start=order.start.inner or Mark(skip=order.start.skip)), name=name)
    try:
        for met in order.inner(open_unpacked(lambda: unpack(stream, codec)), within):
            yield lifted(met, here=Mark(), behind=None)
    except StreamError as error:
        source = order.source if error.offset is None else replace(order.source, offset=error.offset)
        yield Met(item=rejected(source, error.reason, error.detail))


def unpack(stream: BinaryIO, codec: Codec) -> Iterator[bytes]:
    """Yield what a packed file unpacks to.

    Raises: StreamError with the byte where the stream begins that is damaged, or where it is cut off.
    """
    pieces = slices(stream, 0)
    piece, taken, given = next(pieces, b""), 0, 0
    while piece:
        decoder, started = codec.start(), taken
        while not decoder.has_ended():
            for found in _fed(decoder.feed(piece), started):
                given += len(found)
                check_growth(given, taken + len(piece))
                yield found
            taken += len(piece)
            if not decoder.has_ended() and not (piece := next(pieces, b"")):
                detail = f"The {codec.name} file ends in the middle, after {taken} bytes. Fetch it again."
                raise StreamError(Reason.TRUNCATED, detail, taken)
        taken -= len(decoder.unused)
        piece, taken = _next_stream(decoder.unused, pieces, taken)
        if piece and not _is_stream(piece, codec):
            detail = f"Behind the {codec.name} data stand bytes that are none. What is before them was read."
            raise StreamError(Reason.BAD_HEADER, detail, taken)


def name_inside(name: str, codec: Codec) -> str:
    """Return the name of what is in a packed file.

    >>> name_inside("a/pages.jsonl.gz", CODECS[0]), name_inside("pages.tgz", CODECS[0])
    ('a/pages.jsonl', 'pages.tar')
    """
    for suffix in codec.suffixes:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
    return name


def _codec_of(payload: bytes) -> Codec | None:
    found = next((codec for codec in CODECS if payload.startswith(codec.magic)), None)
    if found is None or found.name != "bzip2":
        return found
    return found if any(block.startswith(payload[4:_MAGIC_BYTES]) for block in _BZIP2_BLOCKS) else None


def _fed(found: Iterator[bytes], started: int) -> Iterator[bytes]:
    """Yield what a decoder gives, its errors with the byte at which its stream began."""
    try:
        yield from found
    except StreamError as error:
        raise StreamError(error.reason, error.detail, started) from error


def _next_stream(rest: bytes, pieces: Iterator[bytes], taken: int) -> tuple[bytes, int]:
    """Return the bytes behind a stream and its padding, and how many were taken before them."""
    while True:
        found = rest.lstrip(b"\0")
        taken += len(rest) - len(found)
        if len(found) >= _MAGIC_BYTES:
            return found, taken
        more = next(pieces, b"")
        if not more:
            return found, taken
        rest = found + more


def _is_stream(piece: bytes, codec: Codec) -> bool:
    return piece.startswith(codec.magic) or (codec.name == "zstd" and piece[1:4] == _SKIPPABLE)
