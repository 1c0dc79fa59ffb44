"""Unpack one member of a ZIP file, checked against the size and checksum that are stated of it.

Rule: pure; holds one step of what was unpacked.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from ingest.readers.packed.packing import Decoder, bzip2_decoder, deflate_decoder, xz_decoder, zstd_decoder
from ingest.readers.packed.unpacked import check_growth, slices
from ingest.readers.packed.zip_directory import Entry, read_local
from schemas.errors import StreamError
from schemas.report import Reason

DECODERS: dict[int, Callable[[], Decoder]] = {
    8: deflate_decoder,
    12: bzip2_decoder,
    20: zstd_decoder,
    93: zstd_decoder,
    95: xz_decoder,
}
"""By their numbers in APPNOTE, section 4.4.5; 0 is not packed."""

_CUT = "It ends in the middle: the file is cut off."


def open_trouble(entry: Entry) -> tuple[Reason, str] | None:
    """Return why a member cannot be unpacked, as far as its header says."""
    if entry.is_encrypted:
        return Reason.ENCRYPTED, "It is locked with a password. Unpack it, and give what was in it."
    if entry.method and entry.method not in DECODERS:
        detail = f"It is packed by method {entry.method}, which is not read. Pack it again, the usual way."
        return Reason.UNSUPPORTED_TYPE, detail
    return None


def unpack_entry(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield what a member unpacks to. Raises: StreamError where it is cut off, damaged or grows too large."""
    given, checksum = 0, 0
    for found, taken in _unpacked(stream, entry, data_at(stream, entry)):
        given += len(found)
        checksum = zlib.crc32(found, checksum)
        check_growth(given, taken)
        yield found
    if given != entry.size:
        raise StreamError(Reason.BAD_LENGTH, f"It unpacks to {given} bytes, and {entry.size} are stated.")
    if checksum != entry.checksum:
        raise StreamError(Reason.BAD_DIGEST, "What it unpacks to does not fit its checksum.")


def jump_entry(stream: BinaryIO, entry: Entry, offset: int) -> Iterator[bytes]:
    """Yield a member that is not packed from a byte on."""
    start = data_at(stream, entry)
    return slices(stream, start + offset, start + entry.packed)


def head_of(stream: BinaryIO, entry: Entry, most: int) -> bytes | None:
    """Return up to `most` bytes of a member; None where it cannot be unpacked so far."""
    if open_trouble(entry) is not None:
        return None
    held = bytearray()
    try:
        for found in unpack_entry(stream, entry):
            held += found
            if len(held) >= most:
                break
    except StreamError:
        return None
    return bytes(held[:most])


def data_at(stream: BinaryIO, entry: Entry) -> int:
    """Return where a member's packed bytes begin.

    Raises: StreamError where its own header is not what the directory says.
    """
    found = read_local(stream, entry.member.offset)
    if found is None:
        raise StreamError(Reason.BAD_HEADER, "Where the list of members says that it stands, there is none.")
    if found[0].member.written != entry.member.written:
        raise StreamError(Reason.BAD_HEADER, "It has another name in the list of members than in its own header.")
    return found[1]


def measured(stream: BinaryIO, entry: Entry, start: int) -> tuple[int, int, int] | None:
    """Return packed size, size and checksum of a member that states them nowhere before it; None where it is cut."""
    decoder = DECODERS[entry.method]()
    taken, given, checksum = 0, 0, 0
    for piece in slices(stream, start):
        for found in decoder.feed(piece):
            given += len(found)
            checksum = zlib.crc32(found, checksum)
            check_growth(given, taken + len(piece))
        taken += len(piece)
        if decoder.has_ended():
            return taken - len(decoder.unused), given, checksum
    return None


def _unpacked(stream: BinaryIO, entry: Entry, start: int) -> Iterator[tuple[bytes, int]]:
    """Yield unpacked bytes, and how many packed ones were taken so far."""
    decoder, taken = DECODERS[entry.method]() if entry.method else None, 0
    for piece in slices(stream, start, start + entry.packed):
        taken += len(piece)
        if decoder is None:
            yield piece, taken
            continue
        for found in decoder.feed(piece):
            yield found, taken
        if decoder.has_ended():
            return
    if taken < entry.packed:
        raise StreamError(Reason.TRUNCATED, _CUT)
    if decoder is not None and not decoder.has_ended():
        raise StreamError(Reason.BAD_LENGTH, "It goes on where its packed bytes are stated to end.")
