"""How a file was when it was read: its hash, and whether it changed meanwhile.

Rule: reads the open file that it is given.
"""

import hashlib
import os
from collections.abc import Callable
from typing import BinaryIO

from archive.done import Seal
from schemas.types import ContentHash

_CHUNK = 1 << 20
_CHUNKS_A_SIGN = 256
"""After so many it is told that the work goes on."""


def stamp_of(stream: BinaryIO) -> tuple[int, int]:
    """Return the size of an open file, and when it was last written."""
    met = os.fstat(stream.fileno())
    return met.st_size, met.st_mtime_ns


def seal_of(
    stream: BinaryIO,
    before: tuple[int, int],
    *,
    known: ContentHash | None = None,
    is_piece: bool = False,
    go_on: Callable[[], None] = lambda: None,
) -> Seal | None:
    """Return what an open file is, or None where it is no longer what it was `before`.

    `known` is its hash, where it was made already; of a piece no hash is made. `go_on` is called now and then.
    """
    sha256 = None if is_piece else known or hash_of(stream, go_on)
    after = stamp_of(stream)
    return Seal(size=after[0], changed=after[1], sha256=sha256) if after == before else None


def hash_of(stream: BinaryIO, go_on: Callable[[], None] = lambda: None) -> str:
    """Return the SHA-256 of an open file, read in pieces; `go_on` is called now and then."""
    stream.seek(0)
    found, chunks = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
        chunks += 1
        if not chunks % _CHUNKS_A_SIGN:
            go_on()
    return found.hexdigest()
