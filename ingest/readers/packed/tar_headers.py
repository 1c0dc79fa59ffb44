"""The members of a tar file, one header after the other (POSIX.1-2008 pax; GNU tar's manual, "Basic Tar Format").

Rule: pure; holds one header.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ingest.readers.packed.members import Member, MemberKind
from ingest.readers.packed.unpacked import slices
from schemas.errors import StreamError
from schemas.report import Reason

BLOCK = 512
_LONGEST_EXTENSION = 1 << 20
_FILES = frozenset({b"0", b"\0", b"7", b"S"})
_KINDS: dict[bytes, MemberKind] = {b"5": "folder", b"1": "link", b"2": "link"}
_GNU_LONG_NAME, _GNU_LONG_LINK, _PAX, _PAX_GLOBAL = b"L", b"K", b"x", b"g"
_EXTENSIONS = frozenset({_GNU_LONG_NAME, _GNU_LONG_LINK, _PAX, _PAX_GLOBAL})
_MAGIC, _MAGIC_AT = b"ustar", 257
_LONGEST_NUMBER = 20
_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Entry:
    """A member, and where its bytes lie."""

    member: Member
    start: int
    size: int
    is_sparse: bool = False

    @property
    def after(self) -> int:
        """Return where the next header begins."""
        return self.start + (self.size + BLOCK - 1) // BLOCK * BLOCK


@dataclass(frozen=True, slots=True)
class _Extension:
    """What a header before a member's own says of it."""

    name: bytes | None = None
    size: int | None = None
    is_sparse: bool = False


def is_header(block: bytes) -> bool:
    """Say whether a block is a header: its checksum is that of its bytes, counted with or without sign."""
    if len(block) < BLOCK or not block[0]:
        return False
    stated = _number(block[148:156])
    blanked = block[:148] + b" " * 8 + block[156:]
    return stated is not None and stated in {sum(blanked), sum(blanked) - 256 * sum(each >> 7 for each in blanked)}


def entries(stream: BinaryIO) -> Iterator[Entry | StreamError]:
    """Yield the members in order; damage, and a file without an end, as an error with its byte."""
    at: int | None = 0
    extension = _Extension()
    while at is not None:
        block = _bytes_at(stream, at, BLOCK)
        if len(block) < BLOCK:
            yield StreamError(Reason.TRUNCATED, "The tar file ends without the mark of its end. Fetch it again.", at)
            return
        if not block.strip(b"\0"):
            at = _behind_zeros(stream, at)
            continue
        found = _entry(stream, block, at) if is_header(block) else None
        if found is None:
            yield StreamError(Reason.BAD_HEADER, "Here a member should begin, and none does.", at)
            at, extension = _next_header(stream, at + 1), _Extension()
        elif block[156:157] in _EXTENSIONS:
            extension = _extended(stream, extension, block[156:157], found)
            at = found.after
        else:
            found = _with(found, extension)
            at, extension = found.after, _Extension()
            yield found


def _entry(stream: BinaryIO, block: bytes, at: int) -> Entry | None:
    """Return the member of a header, as the header itself describes it; None where it states no size."""
    mark, start = block[156:157], at + BLOCK
    name, prefix = block[:100].partition(b"\0")[0], block[345:500].partition(b"\0")[0]
    if block[257:263] == b"ustar\0" and prefix:
        name = prefix + b"/" + name
    size = _number(block[124:136])
    if size is None:
        return None
    if mark == b"S" and block[482]:
        start = _behind_map(stream, start)
    kind: MemberKind = _KINDS.get(mark, "file" if mark in _FILES else "special")
    if mark not in _FILES | _EXTENSIONS and mark in b"123456":
        size = 0  # links, folders and devices hold nothing, whatever is stated
    if kind == "file" and name.endswith(b"/"):
        kind = "folder"  # as tar files had it before there was a mark for folders
    return Entry(Member(_plain(name), kind, at), start, size, mark == b"S")


def _extended(stream: BinaryIO, before: _Extension, mark: bytes, found: Entry) -> _Extension:
    """Return what an extending header adds to what is said of the next member."""
    if found.size > _LONGEST_EXTENSION or mark in {_PAX_GLOBAL, _GNU_LONG_LINK}:
        return before
    held = _bytes_at(stream, found.start, found.size)
    if mark == _GNU_LONG_NAME:
        return replace(before, name=held.rstrip(b"\0"))
    said = dict(_records(held))
    size = said.get(b"size", b"")
    return _Extension(
        said.get(b"path", before.name),
        int(size) if size.isdigit() and len(size) <= _LONGEST_NUMBER else before.size,
        before.is_sparse or any(key.startswith(b"GNU.sparse.") for key in said),
    )


def _with(found: Entry, extension: _Extension) -> Entry:
    """Return a member with what the headers before its own say of it."""
    name = found.member.written if extension.name is None else _plain(extension.name)
    size = extension.size if extension.size is not None and found.member.kind == "file" else found.size
    is_sparse = found.is_sparse or extension.is_sparse
    return replace(found, member=replace(found.member, written=name), size=size, is_sparse=is_sparse)


def _records(held: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values of a pax header, up to where it is none."""
    at = 0
    while (blank := held.find(b" ", at, at + _LONGEST_NUMBER)) > at and held[at:blank].isdigit():
        after = at + int(held[at:blank])
        key, mark, value = held[blank + 1 : after - 1].partition(b"=")
        if not mark or after <= blank:
            return
        yield key, value
        at = after


def _behind_map(stream: BinaryIO, start: int) -> int:
    """Return where the bytes of a sparse member begin: behind the blocks that tell its holes."""
    while len(block := _bytes_at(stream, start, BLOCK)) == BLOCK:
        start += BLOCK
        if not block[504]:
            break
    return start


def _behind_zeros(stream: BinaryIO, start: int) -> int | None:
    """Return the first block that is not empty (another tar file behind the first); None: nothing follows."""
    at = start
    for piece in slices(stream, start):
        if kept := piece.lstrip(b"\0"):
            return start + (at + len(piece) - len(kept) - start) // BLOCK * BLOCK
        at += len(piece)
    return None


def _next_header(stream: BinaryIO, start: int) -> int | None:
    """Return where the next header begins, be it between two blocks; None where none does."""
    at, kept = start, b""
    for piece in slices(stream, start):
        window, base = kept + piece, at - len(kept)
        place = window.find(_MAGIC)
        while place >= 0:
            begin = base + place - _MAGIC_AT
            if begin >= start and is_header(_bytes_at(stream, begin, BLOCK)):
                return begin
            place = window.find(_MAGIC, place + 1)
        at, kept = at + len(piece), window[1 - len(_MAGIC) :]
    return None


def _number(field: bytes) -> int | None:
    """Return a number of a header, in octal digits or (GNU) in bytes; None where it is none."""
    if field[0] & 0x80:
        found = int.from_bytes(bytes((field[0] & 0x7F,)) + field[1:], "big")
        return found if found < _LARGEST else None
    digits = field.strip(b" \0")
    return int(digits or b"0", 8) if not digits.translate(None, b"01234567") else None


def _plain(name: bytes) -> bytes:
    return name.removeprefix(b"./")


def _bytes_at(stream: BinaryIO, at: int, size: int) -> bytes:
    stream.seek(at)
    return stream.read(size)
