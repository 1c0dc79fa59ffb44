"""Find the members of a ZIP file whose directory is missing, by their own headers.

Rule: pure; what stands between two members is looked through, never held.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.readers.packed.unpacked import slices
from ingest.readers.packed.zip_directory import CENTRAL, DESCRIPTOR, END, LOCAL, Entry, read_local
from ingest.readers.packed.zip_entries import DECODERS, measured
from schemas.errors import StreamError
from schemas.report import Reason

_BEHIND = (16, 12, 24, 20)
"""Sizes of what may stand behind a member: checksum and sizes of 32 or 64 bits, with their mark and without."""
_LONGEST_NAME = 4096


def scan(stream: BinaryIO) -> Iterator[Entry | StreamError]:
    """Yield the members in order; what is damaged, and at the end how the file ends, as an error with its byte."""
    at = count = 0
    while True:
        found = read_local(stream, at)
        if found is None or not _is_likely(found[0]):
            mark = _bytes_at(stream, at, 4)
            if len(mark) < len(LOCAL) or mark in {CENTRAL, END} or mark.startswith(b"PK"):
                break
            yield StreamError(Reason.BAD_HEADER, "Here a member should begin, and none does.", at)
            at = _next_member(stream, at + 1)
            continue
        entry, start = found
        entry, at = _sized(stream, entry, start)
        count += 1
        yield entry
    detail = f"The list of members at the end of the ZIP file is cut off; {count} were found by their own headers."
    yield StreamError(Reason.TRUNCATED, f"{detail} Fetch it again.", at)


def _sized(stream: BinaryIO, entry: Entry, start: int) -> tuple[Entry, int]:
    """Return the member with its sizes, and where what follows it begins."""
    if not entry.states_sizes_behind or entry.packed:
        return entry, start + entry.packed + _length_behind(stream, entry, start + entry.packed)
    sizes = None
    if entry.method in DECODERS and not entry.is_encrypted:
        try:
            sizes = measured(stream, entry, start)
        except StreamError:
            sizes = None  # reading it says why
    if sizes is None:
        end = _next_member(stream, start)
        return replace(entry, packed=max(1, end - start), size=-1), end
    entry = replace(entry, packed=sizes[0], size=sizes[1], checksum=sizes[2])
    end = start + entry.packed
    behind = _bytes_at(stream, end, 8)
    if behind.startswith(DESCRIPTOR):
        entry = replace(entry, checksum=int.from_bytes(behind[4:], "little"))
    return entry, end + _length_behind(stream, entry, end)


def _length_behind(stream: BinaryIO, entry: Entry, end: int) -> int:
    """Return how many bytes of checksum and sizes stand behind a member."""
    if not entry.states_sizes_behind:
        return 0
    behind = _bytes_at(stream, end, max(_BEHIND) + 4)
    return next((each for each in _BEHIND if behind[each : each + 4] in {LOCAL, CENTRAL, END, b""}), 0)


def _is_likely(entry: Entry) -> bool:
    """Say whether a header is one, and not four bytes that look like its mark."""
    name = entry.member.written
    return bool(name) and len(name) <= _LONGEST_NAME and (entry.method == 0 or entry.method < 100)  # noqa: PLR2004


def _next_member(stream: BinaryIO, start: int) -> int:
    """Return where the next member, or the list of them, begins; the file's end where none does."""
    at, kept = start, b""
    for piece in slices(stream, start):
        window = kept + piece
        places = [place for mark in (LOCAL, CENTRAL) if (place := window.find(mark)) >= 0]
        if places:
            return at - len(kept) + min(places)
        at, kept = at + len(piece), window[-3:]
    return at


def _bytes_at(stream: BinaryIO, at: int, size: int) -> bytes:
    stream.seek(at)
    return stream.read(size)
