"""The members of a ZIP file: from its directory, or where that is missing from their own headers.

After PKWARE's APPNOTE 6.3 (sections 4.3 to 4.5), with its 64-bit fields.

Rule: pure; holds the directory, no contents.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO

from ingest.readers.packed.members import Member, MemberKind
from ingest.sizes import MEBIBYTE
from schemas.errors import StreamError
from schemas.report import Reason

LOCAL, CENTRAL, END, DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"
_END64, _LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
_LOCAL_HEADER = struct.Struct("<4x2xHHHHIIIHH")
"""Flags, method, time, day, checksum, packed, size, length of name, of extra field."""
_CENTRAL_HEADER = struct.Struct("<4xBBHHHHHIIIHHHHHII")
_END_RECORD = struct.Struct("<4xHHHHIIH")
_END64_RECORD = struct.Struct("<4xQHHIIQQQQ")
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
_LONGEST_COMMENT = 0xFFFF
_LARGEST_DIRECTORY = 256 * MEBIBYTE
_UNIX = frozenset({3, 19})
"""Systems (Unix, macOS) whose ZIP files keep the kind of each file."""
_KINDS: dict[int, MemberKind] = {0o04: "folder", 0o12: "link", 0o10: "file", 0: "file"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the directory, or its own header, describes it."""

    member: Member
    flags: int
    method: int
    checksum: int
    packed: int
    size: int

    @property
    def is_encrypted(self) -> bool:
        """Return whether a password is needed."""
        return bool(self.flags & 1) or self.method == 99  # noqa: PLR2004  AES, as WinZip has it

    @property
    def states_sizes_behind(self) -> bool:
        """Return whether sizes and checksum stand behind the packed bytes."""
        return bool(self.flags & 8)


@dataclass(frozen=True, slots=True)
class Directory:
    """All members of a ZIP file in the order in which they lie in it."""

    entries: tuple[Entry, ...]
    shared: frozenset[int] = field(default_factory=frozenset)
    """Numbers of members whose bytes are those of the member before them, too."""


def read_directory(stream: BinaryIO) -> Directory | None:
    """Return the directory; None where there is none, or it is cut off or damaged.

    Raises: StreamError where the file is one part of several, or holds more than can be read.
    """
    size = stream.seek(0, 2)
    found = _find_end(stream, size)
    if found is None:
        return None
    count, length, start, shift = found
    if length > _LARGEST_DIRECTORY:
        detail = f"The list of its members is larger than {_LARGEST_DIRECTORY // MEBIBYTE} MiB. Cut it up."
        raise StreamError(Reason.TOO_LARGE, detail)
    stream.seek(start)
    written = stream.read(length)
    entries = sorted(_central(written, shift), key=lambda entry: entry.member.offset)
    if len(entries) != count and len(entries) & _MAX16 != count:
        return None
    shared = (
        number
        for number, (before, entry) in enumerate(pairwise(entries), 1)
        if before.member.offset + _LOCAL_HEADER.size + len(before.member.written) + before.packed > entry.member.offset
    )
    return Directory(tuple(entries), frozenset(shared))


def read_local(stream: BinaryIO, offset: int) -> tuple[Entry, int] | None:
    """Return the member whose header begins at a byte, and where its packed bytes begin; None: no whole header."""
    stream.seek(offset)
    head = stream.read(_LOCAL_HEADER.size)
    if len(head) < _LOCAL_HEADER.size or not head.startswith(LOCAL):
        return None
    flags, method, _time, _day, checksum, packed, size, name_length, extra_length = _LOCAL_HEADER.unpack(head)
    rest = stream.read(name_length + extra_length)
    if len(rest) < name_length + extra_length:
        return None
    name = rest[:name_length]
    size, packed = _wide(rest[name_length:], (size, packed))
    kind: MemberKind = "folder" if name.endswith(b"/") else "file"
    entry = Entry(Member(name, kind, offset), flags, method, checksum, packed, size)
    return entry, offset + _LOCAL_HEADER.size + len(rest)


def _find_end(stream: BinaryIO, size: int) -> tuple[int, int, int, int] | None:
    """Return how many members there are, the directory's length, where it begins, and what to add to its offsets."""
    tail_at = max(0, size - _END_RECORD.size - _LONGEST_COMMENT)
    stream.seek(tail_at)
    tail = stream.read(size - tail_at)
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < _END_RECORD.size:
        return None
    disk, first_disk, _here, count, length, start, _comment = _END_RECORD.unpack_from(tail, at)
    end_at = tail_at + at
    if at >= 20 and tail[at - 20 : at - 16] == _LOCATOR64:  # noqa: PLR2004  size of the locator
        wide = _find_end64(stream, end_at - 20, struct.unpack_from("<Q", tail, at - 12)[0])
        if wide is None:
            return None
        count, length, start, end_at = wide
    elif disk or first_disk:
        detail = "It is one part of a ZIP file in several parts. Join them first (zip -s 0)."
        raise StreamError(Reason.UNSUPPORTED_TYPE, detail)
    shift = end_at - length - start
    return (count, length, end_at - length, shift) if shift >= 0 else None


def _find_end64(stream: BinaryIO, locator_at: int, stated: int) -> tuple[int, int, int, int] | None:
    """Return members, length, beginning and end of a directory that has 64-bit fields."""
    for place in (locator_at - _END64_RECORD.size, stated):  # something may stand before the ZIP file
        if place < 0:
            continue
        stream.seek(place)
        head = stream.read(_END64_RECORD.size)
        if head.startswith(_END64) and len(head) == _END64_RECORD.size:
            *_, count, length, start = _END64_RECORD.unpack(head)
            return count, length, start, place
    return None


def _central(written: bytes, shift: int) -> Iterator[Entry]:
    """Yield the members of a directory, up to where it is no longer one."""
    at = 0
    while written[at : at + 4] == CENTRAL and at + _CENTRAL_HEADER.size <= len(written):
        fields = _CENTRAL_HEADER.unpack_from(written, at)
        _made, system, _needs, flags, method, _time, _day, checksum, packed, size, *lengths = fields[:13]
        outer, offset = fields[-2:]
        name_at = at + _CENTRAL_HEADER.size
        extra_at = name_at + lengths[0]
        at = extra_at + lengths[1] + lengths[2]
        name = written[name_at:extra_at]
        if _MAX32 in (packed, size, offset):
            size, packed, offset = _wide(written[extra_at : extra_at + lengths[1]], (size, packed, offset))
        kind = _kind(name, outer >> 16 if system in _UNIX else 0)
        yield Entry(Member(name, kind, offset + shift), flags, method, checksum, packed, size)


def _kind(name: bytes, mode: int) -> MemberKind:
    return "folder" if name.endswith(b"/") else _KINDS.get(mode >> 12, "special")


def _wide(extra: bytes, values: tuple[int, ...]) -> tuple[int, ...]:
    """Return `values` (size, packed size, offset), those that do not fit 32 bits from the 64-bit extra field."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            wide = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
            return tuple(next(wide, value) if value == _MAX32 else value for value in values)
        at += 4 + length
    return values
