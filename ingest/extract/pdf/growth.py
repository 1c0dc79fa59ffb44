"""Look whether a PDF's packed parts grow beyond measure, before PDFium unpacks them into memory.

Rule: pure; nothing that is unpacked here is kept.
"""

import re
import zlib

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 2048
"""Bytes before a stream in which what it is is looked for."""
_FREE = 10 << 20
_MOST_TIMES = 100
_STEP = 1 << 18
_FLATE = b"FlateDecode"


def grows_too_large(payload: bytes) -> bool:
    """Say whether a stream that is needed for the text unpacks to more than a hundred times its size, above 10 MiB.

    Pictures are no such streams: they are not unpacked, and a white page may well be that small.
    """
    at = 0
    while (found := _STREAM.search(payload, at)) is not None:
        at = found.end()
        said = payload[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
        if _FLATE not in said or b"/Image" in said:
            continue
        if said.count(_FLATE) > 1:
            return True  # packed twice: nobody does so who means well
        taken = _taken(payload, at)
        if taken is None:
            return True
        at += taken
    return False


def _taken(payload: bytes, start: int) -> int | None:
    """Return how many bytes a packed stream takes up; None where it grows too large."""
    unpacker, at, given = zlib.decompressobj(), start, 0
    while not unpacker.eof and at < len(payload):
        piece = payload[at : at + _STEP]
        try:
            while piece and not unpacker.eof:
                given += len(unpacker.decompress(piece, _STEP))
                piece = unpacker.unconsumed_tail
                if given > _FREE and given > _MOST_TIMES * (min(at + _STEP, len(payload)) - start):
                    return None
        except zlib.error:
            return 0  # damaged, or locked: PDFium comes no further, either
        at += _STEP
    return max(0, min(at, len(payload)) - start - len(unpacker.unused_data))
