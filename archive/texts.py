"""The texts of articles as they are kept: a zstd frame each, complete in itself.

Whatever reads or writes `text.body` does so through this module. SQL says `unpacked(body)`, on connections that were
taught it.

Rule: knows bytes and words; of a connection only that it can be taught a function.
"""

import json
import sqlite3
import threading
from typing import Any

import zstandard

from schemas.errors import DamagedArchive

LEVEL = 3
"""Of zstd. On articles, level 9 leaves three hundredths fewer bytes and takes four times as long."""

LEVEL_SMALL = 4
"""Of lists of facts and blocks. Level 6 leaves four hundredths fewer bytes and takes half as long again."""


MOST_BYTES = 768 * 1024 * 1024
"""Of what is unpacked: what the largest page gives (256 MiB) where each of its bytes is a letter of three. A frame of
some kilobytes may state any size, and the archive may come from somebody else."""


class _Packers(threading.local):
    """A packer and an unpacker a thread: neither may be used by two at once, and each is dear to make."""

    def __init__(self) -> None:
        self.packer = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True)
        self.packer_small = zstandard.ZstdCompressor(level=LEVEL_SMALL, write_content_size=True)
        self.unpacker = zstandard.ZstdDecompressor()


_PACKERS = _Packers()


def pack(text: str) -> bytes:
    """Return a text as a zstd frame of its UTF-8."""
    return _PACKERS.packer.compress(text.encode("utf-8"))


def pack_small(text: str) -> bytes:
    """Return a list of small things in words, as JSON, likewise."""
    return _PACKERS.packer_small.compress(text.encode("utf-8"))


def check_size(packed: bytes) -> None:
    """See that a frame does not state to be of a size that nothing stored has. One that states none is let through.

    Raises: zstandard.ZstdError.
    """
    stated = zstandard.get_frame_parameters(packed).content_size
    if stated > MOST_BYTES and stated != zstandard.CONTENTSIZE_UNKNOWN:
        message = f"it would be {stated} bytes, of {MOST_BYTES} at most"
        raise zstandard.ZstdError(message)


def unpack(packed: bytes) -> str:
    """Return the text that `pack` packed.

    Raises: DamagedArchive (a ValueError) where it is something else.
    """
    try:
        check_size(packed)
        return _PACKERS.unpacker.decompress(packed, allow_extra_data=False).decode("utf-8")
    except (zstandard.ZstdError, UnicodeDecodeError, TypeError) as error:
        message = f"what is stored is no packed text: {error}"
        raise DamagedArchive(message) from error


def unpack_small(packed: bytes) -> list[list[Any]]:
    """Return the rows of a list that `pack_small` packed.

    Raises: DamagedArchive (a ValueError) where it is something else.
    """
    try:
        rows = json.loads(unpack(packed))
    except (json.JSONDecodeError, RecursionError) as error:
        message = f"what is stored is no list of rows: {error}"
        raise DamagedArchive(message) from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        message = "what is stored is no list of rows"
        raise DamagedArchive(message)
    return rows


def register(conn: sqlite3.Connection) -> None:
    """Let statements on a connection say `unpacked(body)` and, of a hash in hexadecimal digits, `hash_of(digits)`.

    The words of NULL are NULL; what is no pack is an error.
    """
    conn.create_function("unpacked", 1, _unpacked, deterministic=True)
    conn.create_function("hash_of", 1, _hash_of, deterministic=True)


def _unpacked(packed: bytes | None) -> str | None:
    return None if packed is None else unpack(packed)


def _hash_of(digits: str | None) -> bytes | None:
    return None if digits is None else bytes.fromhex(digits)
